/* SPDX-License-Identifier: Apache-2.0 */
/* reactor.c - the one loop thread of the process: its life, its round, its clock. */

#include "reactor.h"

#include "http-private.h"
#include "reactor-private.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <time.h>

#include "re-compat.h"

enum {
	STACK_BYTES = 1024 * 1024,
	POSTS_PER_ROUND = 256, /* then sockets and timers get their turn */
	TABLE_MAX = 16384,     /* libre's table, by descriptor number; 36 bytes a row */
	TABLE_SPARE = 1024,    /* rows above what the host has open already */
	TABLE_LEAST = 1024,
};

struct reactor {
	pthread_t thread;
	unsigned users; /* under the process's lock */
	struct watch_set watches;
	struct inbox inbox;
	struct deferred_list deferred;
	struct timers timers;
	struct watch *inbox_watch;
	struct http_engine *http;
	void *guest;
	struct re_watch round; /* the set of watches, on libre's loop */
	struct tmr tick;       /* runs when the earliest of `timers` is due */
	bool in_round;         /* end_round() will come */
	bool woken;            /* another round will come at once */
	/* How the start went, told to who waits in reactor_acquire(). */
	pthread_mutex_t start_lock;
	pthread_cond_t started;
	bool start_done;
	int start_err;
};

/* The only mutable state of file scope in the plugin. The thread belongs to the process,
 * not to an instance, and instances do not know each other. */
static struct {
	pthread_mutex_t lock;
	struct reactor *running;
} process = {.lock = PTHREAD_MUTEX_INITIALIZER};

static uint64_t clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static void refresh_clock(void *user)
{
	struct reactor *r = user;

	r->timers.now_ms = clock_ms();
}

/* Once more round, at once. libre's own shortest wait is 1 ms. */
static void wake(struct reactor *r)
{
	if (r->woken)
		return;
	r->woken = true;
	inbox_wake(&r->inbox);
}

static void on_tick(void *user);

static void arm(struct reactor *r)
{
	int64_t wait_ms;

	refresh_clock(r);
	wait_ms = timers_next_ms(&r->timers);
	if (wait_ms > 0) {
		tmr_start(&r->tick, (uint64_t)wait_ms, on_tick, r);
		return;
	}
	tmr_cancel(&r->tick);
	if (wait_ms == 0)
		wake(r);
}

static void timers_changed(void *user)
{
	struct reactor *r = user;

	if (!r->in_round)
		arm(r);
}

static void end_round(struct reactor *r)
{
	timers_run(&r->timers, clock_ms());
	deferred_list_run(&r->deferred, refresh_clock, r);
	r->in_round = false;
	if (!deferred_list_empty(&r->deferred))
		wake(r);
	arm(r);
}

static void on_tick(void *user)
{
	struct reactor *r = user;

	r->in_round = true;
	end_round(r);
}

static void on_round(int flags, void *user)
{
	struct reactor *r = user;

	(void)flags;
	r->in_round = true;
	watch_set_run(&r->watches, refresh_clock, r);
	end_round(r);
}

/* The last user is gone: what it left to be done later is done first. */
static void end(struct reactor *r)
{
	if (deferred_list_empty(&r->deferred))
		re_cancel();
	else
		wake(r);
}

static void on_inbox(int fd, int events, void *user)
{
	struct reactor *r = user;
	eventfd_t count;

	(void)events;
	(void)eventfd_read(fd, &count);
	r->woken = false;
	switch (inbox_run(&r->inbox, POSTS_PER_ROUND, refresh_clock, r)) {
	case INBOX_EMPTY: break;
	case INBOX_MORE: wake(r); break;
	case INBOX_CLOSED: end(r); break;
	}
}

/* libre before 3.6 has a table indexed by descriptor number. Only the set of watches and
 * SIP's sockets are in it. */
static int table_size(int highest_fd)
{
	struct rlimit limit;
	int rows = TABLE_MAX;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < TABLE_MAX)
		rows = (int)limit.rlim_cur;
	if (rows < TABLE_LEAST)
		rows = TABLE_LEAST;
	if (rows < highest_fd + TABLE_SPARE)
		rows = highest_fd + TABLE_SPARE;
	return rows;
}

static void close_loop(struct reactor *r)
{
	http_engine_destroy(r->http);
	r->http = NULL;
	watch_destroy(r->inbox_watch);
	r->inbox_watch = NULL;
	tmr_cancel(&r->tick);
	re_watch_clear(&r->round);
	re_loop_close();
}

static int open_loop(struct reactor *r)
{
	int err = re_loop_open();

	if (err)
		return -err;
	tmr_init(&r->tick);
	err = -fd_setsize(table_size(r->watches.epoll_fd));
	if (!err)
		err = -re_watch_set(
			&r->round, r->watches.epoll_fd, FD_READ, on_round, r);
	if (!err)
		err = watch_create(
			r, r->inbox.event_fd, WATCH_READ, on_inbox, r, &r->inbox_watch);
	if (!err)
		err = http_engine_create(r, &r->http);
	if (err)
		close_loop(r);
	return err;
}

static void tell_started(struct reactor *r, int err)
{
	pthread_mutex_lock(&r->start_lock);
	r->start_err = err;
	r->start_done = true;
	pthread_cond_signal(&r->started);
	pthread_mutex_unlock(&r->start_lock);
}

static void *thread_main(void *user)
{
	struct reactor *r = user;
	int err;

	pthread_setname_np(pthread_self(), "gatehouse");
	refresh_clock(r);
	err = open_loop(r);
	tell_started(r, err);
	if (err)
		return NULL;
	re_main(NULL);
	close_loop(r);
	return NULL;
}

/* With all signals blocked from the first instruction on: SIGPIPE is the host's, and its
 * handlers are not to run on our stack. */
static int start_thread(struct reactor *r)
{
	pthread_attr_t attr;
	sigset_t all, before;
	int err;

	err = pthread_attr_init(&attr);
	if (err)
		return -err;
	pthread_attr_setstacksize(&attr, STACK_BYTES);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	err = pthread_create(&r->thread, &attr, thread_main, r);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attr);
	if (err)
		return -err;
	pthread_mutex_lock(&r->start_lock);
	while (!r->start_done)
		pthread_cond_wait(&r->started, &r->start_lock);
	pthread_mutex_unlock(&r->start_lock);
	if (r->start_err)
		pthread_join(r->thread, NULL);
	return r->start_err;
}

static void reactor_destroy(struct reactor *r)
{
	if (!r)
		return;
	watch_set_finish(&r->watches);
	inbox_finish(&r->inbox);
	pthread_mutex_destroy(&r->start_lock);
	pthread_cond_destroy(&r->started);
	free(r);
}

static int reactor_create(struct reactor **ret_reactor)
{
	struct reactor *r = calloc(1, sizeof(*r));
	int err;

	if (!r)
		return -ENOMEM;
	r->inbox.event_fd = -1;
	pthread_mutex_init(&r->start_lock, NULL);
	pthread_cond_init(&r->started, NULL);
	deferred_list_init(&r->deferred);
	r->timers.changed = timers_changed;
	r->timers.user = r;
	err = watch_set_init(&r->watches);
	if (!err)
		err = inbox_init(&r->inbox);
	if (!err)
		err = start_thread(r);
	if (err) {
		reactor_destroy(r);
		return err;
	}
	*ret_reactor = r;
	return 0;
}

int reactor_acquire(struct reactor **ret_reactor)
{
	int err = 0;

	pthread_mutex_lock(&process.lock);
	if (!process.running)
		err = reactor_create(&process.running);
	if (!err) {
		process.running->users++;
		*ret_reactor = process.running;
	}
	pthread_mutex_unlock(&process.lock);
	return err;
}

void reactor_release(struct reactor *r)
{
	if (!r)
		return;
	pthread_mutex_lock(&process.lock);
	if (--r->users == 0) {
		inbox_close(&r->inbox);
		pthread_join(r->thread, NULL);
		process.running = NULL;
		reactor_destroy(r);
	}
	pthread_mutex_unlock(&process.lock);
}

int reactor_post(struct reactor *r, reactor_fn *fn, void *user)
{
	return inbox_post(&r->inbox, fn, user);
}

struct call {
	reactor_fn *fn;
	void *user;
	pthread_mutex_t lock;
	pthread_cond_t done_changed;
	bool done;
};

static void run_call(void *user)
{
	struct call *c = user;

	c->fn(c->user);
	pthread_mutex_lock(&c->lock);
	c->done = true;
	pthread_cond_signal(&c->done_changed);
	pthread_mutex_unlock(&c->lock);
}

int reactor_call(struct reactor *r, reactor_fn *fn, void *user)
{
	struct call c = {.fn = fn,
		.user = user,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.done_changed = PTHREAD_COND_INITIALIZER};
	int err;

	if (reactor_on_loop(r))
		return -EDEADLK;
	err = reactor_post(r, run_call, &c);
	if (err)
		return err;
	pthread_mutex_lock(&c.lock);
	while (!c.done)
		pthread_cond_wait(&c.done_changed, &c.lock);
	pthread_mutex_unlock(&c.lock);
	pthread_mutex_destroy(&c.lock);
	pthread_cond_destroy(&c.done_changed);
	return 0;
}

void reactor_defer(struct reactor *r, struct deferred *d, reactor_fn *fn, void *user)
{
	deferred_list_add(&r->deferred, d, fn, user);
	if (!r->in_round) /* in a callback of libre's own: SIP */
		wake(r);
}

struct timers *reactor_timers(struct reactor *r)
{
	refresh_clock(r); /* libre's own callbacks come without our round */
	return &r->timers;
}

bool reactor_on_loop(const struct reactor *r)
{
	return pthread_equal(pthread_self(), r->thread);
}

struct watch_set *reactor_watch_set(struct reactor *r)
{
	return &r->watches;
}

struct http_engine *reactor_http(struct reactor *r)
{
	return r->http;
}

void **reactor_guest(struct reactor *r)
{
	return &r->guest;
}
