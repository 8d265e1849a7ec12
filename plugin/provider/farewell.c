/* SPDX-License-Identifier: Apache-2.0 */
/* farewell.c - stop() waits for the last words with the station, and not for long. */

#include "farewell.h"

#include <pthread.h>
#include <time.h>

struct farewell {
	pthread_mutex_t lock;
	pthread_cond_t over;
	bool ended; /**< under lock */
	farewell_fn *begin;
	void *user;
};

static void farewell_init(struct farewell *f)
{
	pthread_condattr_t monotonic;

	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_mutex_init(&f->lock, NULL);
	pthread_cond_init(&f->over, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

static void farewell_finish(struct farewell *f)
{
	pthread_cond_destroy(&f->over);
	pthread_mutex_destroy(&f->lock);
}

static void ended(int err, void *user)
{
	struct farewell *f = user;

	(void)err; /* logged where it happened */
	pthread_mutex_lock(&f->lock);
	f->ended = true;
	pthread_cond_signal(&f->over);
	pthread_mutex_unlock(&f->lock);
}

static void begin(void *user)
{
	struct farewell *f = user;

	if (f->begin(ended, f, f->user))
		ended(0, f);
}

static void wait_for(struct farewell *f, struct reactor *r)
{
	struct timespec until;
	int err = reactor_call(r, begin, f);

	if (err)
		return;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += FAREWELL_LIMIT_MS / 1000;
	until.tv_nsec += FAREWELL_LIMIT_MS % 1000 * 1000000L;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000L;
	}
	pthread_mutex_lock(&f->lock);
	while (!f->ended && !err)
		err = pthread_cond_timedwait(&f->over, &f->lock, &until);
	pthread_mutex_unlock(&f->lock);
}

void farewell(struct reactor *r, farewell_fn *begin_fn, reactor_fn *finish, void *user)
{
	struct farewell f = {.begin = begin_fn, .user = user};

	farewell_init(&f);
	wait_for(&f, r);
	reactor_call(r, finish, user);
	farewell_finish(&f);
}
