/* SPDX-License-Identifier: Apache-2.0 */
/* reactor-watch.c - descriptors the loop watches. */

#include "reactor-private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct watch {
	struct watch_set *set;
	int fd;
	int events;
	watch_fn *fn;
	void *user;
};

int watch_set_init(struct watch_set *s)
{
	s->round_len = s->round_at = 0;
	s->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	return s->epoll_fd < 0 ? -errno : 0;
}

void watch_set_finish(struct watch_set *s)
{
	if (s->epoll_fd >= 0)
		close(s->epoll_fd);
	s->epoll_fd = -1;
}

static uint32_t to_epoll(int events)
{
	return (events & WATCH_READ ? EPOLLIN : 0u) |
	       (events & WATCH_WRITE ? EPOLLOUT : 0u);
}

/* An error or hang-up is news for whoever waits for anything. */
static int from_epoll(uint32_t events, int wanted)
{
	if (events & (EPOLLERR | EPOLLHUP))
		return wanted;
	return ((events & EPOLLIN ? WATCH_READ : 0) |
		       (events & EPOLLOUT ? WATCH_WRITE : 0)) &
	       wanted;
}

void watch_set_run(struct watch_set *s, reactor_fn *before, void *user)
{
	int n = epoll_wait(s->epoll_fd, s->round, REACTOR_ROUND_EVENTS, 0);

	s->round_len = n > 0 ? n : 0;
	for (s->round_at = 0; s->round_at < s->round_len; s->round_at++) {
		struct watch *w = s->round[s->round_at].data.ptr;
		int events;

		if (!w) /* destroyed earlier in this round */
			continue;
		events = from_epoll(s->round[s->round_at].events, w->events);
		if (!events)
			continue;
		before(user);
		w->fn(w->fd, events, w->user);
	}
	s->round_len = 0;
}

int watch_create(struct reactor *r, int fd, int events, watch_fn *fn, void *user,
	struct watch **ret_watch)
{
	struct watch_set *set = reactor_watch_set(r);
	struct watch *w = calloc(1, sizeof(*w));
	struct epoll_event e = {.events = to_epoll(events), .data.ptr = w};

	if (!w)
		return -ENOMEM;
	if (epoll_ctl(set->epoll_fd, EPOLL_CTL_ADD, fd, &e) < 0) {
		int err = -errno;

		free(w);
		return err == -ENOSPC ? -EMFILE : err;
	}
	*w = (struct watch){
		.set = set, .fd = fd, .events = events, .fn = fn, .user = user};
	*ret_watch = w;
	return 0;
}

int watch_change(struct watch *w, int events)
{
	struct epoll_event e = {.events = to_epoll(events), .data.ptr = w};

	if (w->events == events)
		return 0;
	if (epoll_ctl(w->set->epoll_fd, EPOLL_CTL_MOD, w->fd, &e) < 0)
		return -errno;
	w->events = events;
	return 0;
}

void watch_destroy(struct watch *w)
{
	struct watch_set *set;

	if (!w)
		return;
	set = w->set;
	for (int i = set->round_at; i < set->round_len; i++)
		if (set->round[i].data.ptr == w)
			set->round[i].data.ptr = NULL;
	/* Fails when the descriptor was closed before: then it is out already. */
	(void)epoll_ctl(set->epoll_fd, EPOLL_CTL_DEL, w->fd, NULL);
	free(w);
}
