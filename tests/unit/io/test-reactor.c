/* SPDX-License-Identifier: Apache-2.0 */
/* test-reactor.c - the loop: order, time, removal inside callbacks, life. */

#include "check.h"
#include "http-story.h"
#include "reactor.h"
#include "timers.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { POSTS = 25000, POSTERS = 4, CYCLES = 1500, MANY_FDS = 2000 };

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { SANITIZED = 1 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif
#else
enum { SANITIZED = 0 };
#endif

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
	CHECK(watch_create(w->reactor, w->fds[0], WATCH_READ, stop_all, w, &w->watches[0]) ==
		0);
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

	CHECK(watch_create(d->reactor, d->pair[0], WATCH_WRITE, on_duplex, d, &d->watch) == 0);
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

struct thread_facts {
	struct reactor *reactor;
	char name[16];
	bool on_loop;
	sigset_t blocked;
	int call_err;
};

static void look_at_thread(void *user)
{
	struct thread_facts *f = user;

	pthread_getname_np(pthread_self(), f->name, sizeof(f->name));
	pthread_sigmask(SIG_SETMASK, NULL, &f->blocked);
	f->on_loop = reactor_on_loop(f->reactor);
	f->call_err = reactor_call(f->reactor, nothing, NULL);
}

static void the_thread_has_a_name_and_no_signals(void)
{
	struct thread_facts f = {0};
	struct sigaction before, after;
	struct reactor *second;

	sigaction(SIGPIPE, NULL, &before);
	CHECK(reactor_acquire(&f.reactor) == 0);
	CHECK(reactor_acquire(&second) == 0);
	CHECK(second == f.reactor);
	reactor_release(second);
	CHECK(reactor_call(f.reactor, look_at_thread, &f) == 0);
	CHECK(!reactor_on_loop(f.reactor));
	sigaction(SIGPIPE, NULL, &after);
	reactor_release(f.reactor);
	CHECK(!strcmp(f.name, "gatehouse"));
	CHECK(f.on_loop && f.call_err == -EDEADLK);
	CHECK(sigismember(&f.blocked, SIGPIPE) && sigismember(&f.blocked, SIGTERM));
	CHECK(before.sa_handler == after.sa_handler);
}

static unsigned status_number(const char *name)
{
	char line[256];
	unsigned value = 0;
	FILE *f = fopen("/proc/self/status", "re");

	while (f && fgets(line, sizeof(line), f))
		if (!strncmp(line, name, strlen(name)))
			value = (unsigned)strtoul(line + strlen(name) + 1, NULL, 10);
	fclose(f);
	return value;
}

static unsigned free_pthread_keys(void)
{
	pthread_key_t keys[PTHREAD_KEYS_MAX];
	unsigned n = 0;

	while (n < PTHREAD_KEYS_MAX && !pthread_key_create(&keys[n], NULL))
		n++;
	for (unsigned i = 0; i < n; i++)
		pthread_key_delete(keys[i]);
	return n;
}

static void cycle(unsigned times)
{
	for (unsigned i = 0; i < times; i++) {
		struct reactor *r;

		if (!CHECK(reactor_acquire(&r) == 0))
			return;
		CHECK(reactor_post(r, nothing, NULL) == 0);
		reactor_release(r);
	}
}

static void it_can_begin_and_end_1500_times_and_nothing_grows(void)
{
	unsigned fds, keys, kb;

	cycle(50); /* what is made once, and the allocator's habits */
	fds = count_fds();
	keys = free_pthread_keys();
	kb = status_number("VmRSS:");
	cycle(CYCLES);
	CHECK(count_fds() == fds);
	CHECK(free_pthread_keys() == keys);
	/* ThreadSanitizer keeps a thread of its own. */
	CHECK(SANITIZED || status_number("Threads:") == 1);
	printf("# RSS %u kB, after %d cycles %u kB\n", kb, CYCLES, status_number("VmRSS:"));
	CHECK(SANITIZED || status_number("VmRSS:") < kb + 300);
}

static void a_host_with_2000_open_descriptors_is_served(void)
{
	static int fds[MANY_FDS];
	struct rlimit old, wide;
	struct watching w = {0};

	getrlimit(RLIMIT_NOFILE, &old);
	wide = old;
	wide.rlim_cur = old.rlim_max < 2 * MANY_FDS ? old.rlim_max : 2 * MANY_FDS;
	setrlimit(RLIMIT_NOFILE, &wide);
	for (int i = 0; i < MANY_FDS; i++)
		fds[i] = open("/dev/null", O_RDONLY | O_CLOEXEC);
	CHECK(fds[MANY_FDS - 1] >= 1024);
	CHECK(reactor_acquire(&w.reactor) == 0);
	CHECK(reactor_call(w.reactor, watch_all, &w) == 0);
	await(&w.over);
	CHECK(reactor_call(w.reactor, unwatch, &w) == 0);
	reactor_release(w.reactor);
	for (int i = 0; i < MANY_FDS; i++)
		close(fds[i]);
	setrlimit(RLIMIT_NOFILE, &old);
}

static unsigned inheritable_fds(void)
{
	unsigned n = 0;

	for (int fd = 3; fd < 256; fd++) {
		int flags = fcntl(fd, F_GETFD);

		n += flags >= 0 && !(flags & FD_CLOEXEC);
	}
	return n;
}

/* libcurl's own wake-up pair is not close-on-exec (up to 8.x); nobody reads it. */
static void its_descriptors_are_not_inherited(void)
{
	unsigned before = inheritable_fds(), after;
	struct reactor *r;

	CHECK(reactor_acquire(&r) == 0);
	after = inheritable_fds();
	reactor_release(r);
	CHECK(after <= before + 2);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_flood_of_posts_arrives_whole_and_in_order),
		TEST(timers_run_in_order_and_can_be_stopped_by_each_other),
		TEST(what_is_deferred_comes_after_and_can_be_cancelled),
		TEST(the_last_release_finishes_what_was_deferred),
		TEST(watches_may_be_stopped_inside_callbacks_also_of_others),
		TEST(events_can_be_changed_and_a_hang_up_is_told),
		TEST(the_thread_has_a_name_and_no_signals),
		TEST(it_can_begin_and_end_1500_times_and_nothing_grows),
		TEST(a_host_with_2000_open_descriptors_is_served),
		TEST(its_descriptors_are_not_inherited),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
