/* SPDX-License-Identifier: Apache-2.0 */
/* test-reactor.c - the loop: order, time, removal inside callbacks. */

#include "check.h"
#include "http-story.h"
#include "reactor.h"
#include "timers.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "re-compat.h"

enum { POSTS = 25000, POSTERS = 4 };

static void nothing(void *user)
{
	(void)user;
}

struct poster {
	struct reactor *reactor;
	unsigned next; /* what must come next, on the loop */
	bool in_order;
	pthread_t thread;
};

struct numbered {
	struct poster *poster;
	unsigned number;
};

static void receive_post(void *user)
{
	struct numbered *n = user;

	n->poster->in_order &= n->number == n->poster->next++;
	free(n);
}

static void *post_many(void *user)
{
	struct poster *p = user;

	for (unsigned i = 0; i < POSTS; i++) {
		struct numbered *n = malloc(sizeof(*n));

		*n = (struct numbered){p, i};
		if (reactor_post(p->reactor, receive_post, n))
			abort();
	}
	return NULL;
}

static void a_flood_of_posts_arrives_whole_and_in_order(void)
{
	struct poster posters[POSTERS];
	struct reactor *r;

	CHECK(reactor_acquire(&r) == 0);
	for (int i = 0; i < POSTERS; i++) {
		posters[i] = (struct poster){.reactor = r, .in_order = true};
		pthread_create(&posters[i].thread, NULL, post_many, &posters[i]);
	}
	for (int i = 0; i < POSTERS; i++)
		pthread_join(posters[i].thread, NULL);
	reactor_release(r); /* finishes what was posted */
	for (int i = 0; i < POSTERS; i++)
		CHECK(posters[i].in_order && posters[i].next == POSTS);
}

struct when {
	struct reactor *reactor;
	struct timer timers[4];
	struct deferred deferred, other;
	char story[64];
	atomic_bool over;
};

static void tell(struct when *w, const char *what)
{
	size_t len = strlen(w->story);

	snprintf(w->story + len, sizeof(w->story) - len, "%s", what);
}

static void on_a(void *user)
{
	tell(user, "a");
}

static void on_b(void *user)
{
	struct when *w = user;

	tell(w, "b");
	timer_stop(&w->timers[3]); /* due in the same run */
}

static void on_c(void *user)
{
	struct when *w = user;

	tell(w, "c");
	w->over = true;
}

static void on_never(void *user)
{
	tell(user, "!");
}

static void start_timers(void *user)
{
	struct when *w = user;
	struct timers *set = reactor_timers(w->reactor);

	timer_start(set, &w->timers[2], 30, on_c, w);
	timer_start(set, &w->timers[1], 20, on_b, w);
	timer_start(set, &w->timers[3], 20, on_never, w);
	timer_start(set, &w->timers[0], 0, on_a, w);
}

static void await(atomic_bool *over)
{
	for (int i = 0; i < 10000 && !*over; i++)
		usleep(1000); /* a deadline, not a hope */
	CHECK(*over);
}

static void timers_run_in_order_and_can_be_stopped_by_each_other(void)
{
	struct when w = {0};
	uint64_t began_us = http_story_clock_us();

	CHECK(reactor_acquire(&w.reactor) == 0);
	CHECK(reactor_call(w.reactor, start_timers, &w) == 0);
	await(&w.over);
	CHECK(http_story_clock_us() - began_us >= 29000);
	reactor_release(w.reactor);
	CHECK(!strcmp(w.story, "abc"));
}

static void defer_two(void *user)
{
	struct when *w = user;

	reactor_defer(w->reactor, &w->other, on_never, w);
	reactor_defer(w->reactor, &w->deferred, on_c, w);
	reactor_defer(w->reactor, &w->other, on_never, w);
	deferred_cancel(&w->other);
	deferred_cancel(&w->other);
	tell(w, "-");
}

static void what_is_deferred_comes_after_and_can_be_cancelled(void)
{
	struct when w = {0};

	CHECK(reactor_acquire(&w.reactor) == 0);
	CHECK(reactor_call(w.reactor, defer_two, &w) == 0);
	await(&w.over);
	reactor_release(w.reactor);
	CHECK(!strcmp(w.story, "-c"));
}

static void defer_again(void *user)
{
	struct when *w = user;

	tell(w, "d");
	if (strlen(w->story) < 3)
		reactor_defer(w->reactor, &w->deferred, defer_again, w);
}

static void the_last_release_finishes_what_was_deferred(void)
{
	struct when w = {0};

	CHECK(reactor_acquire(&w.reactor) == 0);
	CHECK(reactor_post(w.reactor, defer_again, &w) == 0);
	reactor_release(w.reactor);
	CHECK(!strcmp(w.story, "ddd"));
}

struct foreign {
	struct when when;
	struct tmr start, defer;
	uint64_t fired_us;
};

static void on_timer_of_foreign(void *user)
{
	struct foreign *f = user;

	f->fired_us = http_story_clock_us();
}

static void on_libre_start(void *user)
{
	struct foreign *f = user;

	timer_start(reactor_timers(f->when.reactor), &f->when.timers[0], 20,
		on_timer_of_foreign, f);
}

static void on_libre_defer(void *user)
{
	struct foreign *f = user;

	reactor_defer(f->when.reactor, &f->when.deferred, on_c, &f->when);
	tell(&f->when, "-");
}

static void start_libre(void *user)
{
	struct foreign *f = user;

	tmr_init(&f->start);
	tmr_init(&f->defer);
	tmr_start(&f->start, 5, on_libre_start, f);
	tmr_start(&f->defer, 300, on_libre_defer, f);
}

static void callbacks_of_libres_own_may_start_timers_and_defer(void)
{
	struct foreign f = {0};
	uint64_t began_us = http_story_clock_us();

	CHECK(reactor_acquire(&f.when.reactor) == 0);
	CHECK(reactor_call(f.when.reactor, start_libre, &f) == 0);
	await(&f.when.over);
	reactor_release(f.when.reactor);
	CHECK(f.fired_us - began_us >= 24000 && f.fired_us - began_us < 290000);
	CHECK(!strcmp(f.when.story, "-c"));
}

enum { PAIRS = 8 };

struct watching {
	struct reactor *reactor;
	int fds[PAIRS];
	struct watch *watches[PAIRS];
	unsigned calls;
	atomic_bool over;
};

/* The first to be called stops all, also those whose turn would come next. */
static void stop_all(int fd, int events, void *user)
{
	struct watching *w = user;

	CHECK(events == WATCH_READ);
	w->calls++;
	for (int i = 0; i < PAIRS; i++) {
		watch_destroy(w->watches[i]);
		w->watches[i] = NULL;
		close(w->fds[i]);
	}
	/* A new descriptor takes the number of an old one whose event is still due. */
	w->fds[0] = eventfd(0, EFD_CLOEXEC);
	CHECK(watch_create(w->reactor, w->fds[0], WATCH_READ, stop_all, w,
		      &w->watches[0]) == 0);
	w->over = true;
}

static void watch_all(void *user)
{
	struct watching *w = user;

	for (int i = 0; i < PAIRS; i++) {
		w->fds[i] = eventfd(1, EFD_CLOEXEC);
		CHECK(watch_create(w->reactor, w->fds[i], WATCH_READ, stop_all, w,
			      &w->watches[i]) == 0);
	}
}

static void unwatch(void *user)
{
	struct watching *w = user;

	watch_destroy(w->watches[0]);
	close(w->fds[0]);
}

static void watches_may_be_stopped_inside_callbacks_also_of_others(void)
{
	struct watching w = {0};

	CHECK(reactor_acquire(&w.reactor) == 0);
	CHECK(reactor_call(w.reactor, watch_all, &w) == 0);
	await(&w.over);
	CHECK(reactor_call(w.reactor, nothing, NULL) == 0);
	CHECK(reactor_call(w.reactor, unwatch, &w) == 0);
	reactor_release(w.reactor);
	CHECK(w.calls == 1);
}

struct duplex {
	struct reactor *reactor;
	struct watch *watch;
	int pair[2];
	char story[16];
	atomic_bool over;
};

static void on_duplex(int fd, int events, void *user)
{
	struct duplex *d = user;
	size_t len = strlen(d->story);

	d->story[len] = events == WATCH_WRITE ? 'w' : 'r';
	if (events == WATCH_WRITE) {
		CHECK(watch_change(d->watch, WATCH_READ) == 0);
		close(d->pair[1]); /* a hang-up counts as something to read */
		return;
	}
	watch_destroy(d->watch);
	d->over = true;
}

static void watch_duplex(void *user)
{
	struct duplex *d = user;
	struct watch *bad;

	CHECK(watch_create(d->reactor, d->pair[0], WATCH_WRITE, on_duplex, d,
		      &d->watch) == 0);
	CHECK(watch_create(d->reactor, 9999, WATCH_READ, on_duplex, d, &bad) == -EBADF);
}

static void events_can_be_changed_and_a_hang_up_is_told(void)
{
	struct duplex d = {0};

	CHECK(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, d.pair) == 0);
	CHECK(reactor_acquire(&d.reactor) == 0);
	CHECK(reactor_call(d.reactor, watch_duplex, &d) == 0);
	await(&d.over);
	reactor_release(d.reactor);
	close(d.pair[0]);
	CHECK(!strcmp(d.story, "wr"));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_flood_of_posts_arrives_whole_and_in_order),
		TEST(timers_run_in_order_and_can_be_stopped_by_each_other),
		TEST(what_is_deferred_comes_after_and_can_be_cancelled),
		TEST(the_last_release_finishes_what_was_deferred),
		TEST(callbacks_of_libres_own_may_start_timers_and_defer),
		TEST(watches_may_be_stopped_inside_callbacks_also_of_others),
		TEST(events_can_be_changed_and_a_hang_up_is_told),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
