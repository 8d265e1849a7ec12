/* SPDX-License-Identifier: Apache-2.0 */
/* reactor-queue.c - what the loop is to call next: posts of other threads, and results
 * deferred to the end of the round. */

#include "reactor-private.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct inbox_item {
	struct inbox_item *next;
	reactor_fn *fn;
	void *user;
};

int inbox_init(struct inbox *b)
{
	b->first = NULL;
	b->end = &b->first;
	b->event_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (b->event_fd < 0)
		return -errno;
	pthread_mutex_init(&b->lock, NULL);
	return 0;
}

static struct inbox_item *take(struct inbox *b)
{
	struct inbox_item *item;

	pthread_mutex_lock(&b->lock);
	item = b->first;
	if (item && !(b->first = item->next))
		b->end = &b->first;
	pthread_mutex_unlock(&b->lock);
	return item;
}

void inbox_finish(struct inbox *b)
{
	if (b->event_fd < 0)
		return;
	for (struct inbox_item *item; (item = take(b));)
		free(item);
	close(b->event_fd);
	b->event_fd = -1;
	pthread_mutex_destroy(&b->lock);
}

void inbox_wake(struct inbox *b)
{
	/* Can only fail when the counter is full, and then the loop wakes anyway. */
	(void)eventfd_write(b->event_fd, 1);
}

int inbox_post(struct inbox *b, reactor_fn *fn, void *user)
{
	struct inbox_item *item = malloc(sizeof(*item));
	bool was_empty;

	if (!item)
		return -ENOMEM;
	*item = (struct inbox_item){.fn = fn, .user = user};
	pthread_mutex_lock(&b->lock);
	was_empty = !b->first;
	*b->end = item;
	b->end = &item->next;
	/* Under the lock: the loop may take the last post and close the inbox. */
	if (was_empty)
		inbox_wake(b);
	pthread_mutex_unlock(&b->lock);
	return 0;
}

void inbox_close(struct inbox *b)
{
	pthread_mutex_lock(&b->lock);
	b->closing = true;
	inbox_wake(b);
	pthread_mutex_unlock(&b->lock);
}

static enum inbox_left left(struct inbox *b)
{
	enum inbox_left answer = INBOX_EMPTY;

	pthread_mutex_lock(&b->lock);
	if (b->first)
		answer = INBOX_MORE;
	else if (b->closing)
		answer = INBOX_CLOSED;
	pthread_mutex_unlock(&b->lock);
	return answer;
}

enum inbox_left inbox_run(
	struct inbox *b, unsigned limit, reactor_fn *before, void *user)
{
	struct inbox_item *item;

	while (limit-- && (item = take(b))) {
		struct inbox_item copy = *item;

		free(item);
		before(user);
		copy.fn(copy.user);
	}
	return left(b);
}

void deferred_list_init(struct deferred_list *l)
{
	l->first = &l->end;
	l->end = (struct deferred){.link = &l->first};
}

bool deferred_list_empty(const struct deferred_list *l)
{
	return l->first == &l->end;
}

void deferred_list_add(
	struct deferred_list *l, struct deferred *d, reactor_fn *fn, void *user)
{
	deferred_cancel(d);
	*d = (struct deferred){
		.next = &l->end, .link = l->end.link, .fn = fn, .user = user};
	*d->link = d;
	l->end.link = &d->next;
}

void deferred_cancel(struct deferred *d)
{
	if (!d->link)
		return;
	*d->link = d->next;
	d->next->link = d->link;
	d->next = NULL;
	d->link = NULL;
}

/* All of `from` to the empty `to`. */
static void move(struct deferred_list *from, struct deferred_list *to)
{
	deferred_list_init(to);
	if (deferred_list_empty(from))
		return;
	to->first = from->first;
	to->first->link = &to->first;
	to->end.link = from->end.link;
	*to->end.link = &to->end;
	deferred_list_init(from);
}

void deferred_list_run(struct deferred_list *l, reactor_fn *before, void *user)
{
	struct deferred_list now;

	move(l, &now);
	while (!deferred_list_empty(&now)) {
		struct deferred *d = now.first;

		deferred_cancel(d);
		before(user);
		d->fn(d->user);
	}
}
