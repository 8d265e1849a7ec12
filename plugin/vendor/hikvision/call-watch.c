/* SPDX-License-Identifier: Apache-2.0 */
/* call-watch.c - ask a device again and again whether a call goes on. */

#include "call-watch.h"

#include "backoff.h"

#include <errno.h>

static void ask(void *user)
{
	struct call_watch *w = user;

	timer_stop(&w->timer);
	w->state = CALL_WATCH_ASKING;
	w->asked_ms = w->timers->now_ms;
	w->ask(w->user);
}

static void rest(struct call_watch *w)
{
	uint64_t took = w->timers->now_ms - w->asked_ms;
	unsigned wait;

	if (w->failures)
		wait = backoff_ms(w->failures, CALL_WATCH_INTERVAL_MS,
			CALL_WATCH_LIMIT_MS, w->noise++);
	else if (took < CALL_WATCH_INTERVAL_MS)
		wait = (unsigned)(CALL_WATCH_INTERVAL_MS - took);
	else
		wait = CALL_WATCH_INTERVAL_MS / 4; /* a slow device gets its breath */
	w->state = CALL_WATCH_RESTING;
	timer_start(w->timers, &w->timer, wait, ask, w);
}

void call_watch_answered(struct call_watch *w, int err)
{
	if (w->state != CALL_WATCH_ASKING)
		return;
	w->failures = err ? w->failures + 1 : 0;
	if (err == -ENOTSUP)
		w->state = CALL_WATCH_IDLE;
	else
		rest(w);
}

void call_watch_start(struct call_watch *w)
{
	if (w->state != CALL_WATCH_IDLE)
		return;
	w->failures = 0;
	ask(w);
}

void call_watch_stop(struct call_watch *w)
{
	timer_stop(&w->timer);
	w->state = CALL_WATCH_IDLE;
}

void call_watch_hurry(struct call_watch *w)
{
	if (w->state == CALL_WATCH_RESTING && !w->failures)
		ask(w);
}

void call_watch_init(struct call_watch *w, struct timers *timers, unsigned noise,
	void (*ask_fn)(void *user), void *user)
{
	*w = (struct call_watch){
		.timers = timers, .noise = noise, .ask = ask_fn, .user = user};
}

void call_watch_finish(struct call_watch *w)
{
	timer_stop(&w->timer);
}
