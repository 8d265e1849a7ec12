/* SPDX-License-Identifier: Apache-2.0 */
/* timers.h - a set of timers and the clock they run on.
 *
 * Pure: it reads no clock. The reactor drives one set with real time; a test drives one
 * by hand with timers_advance(), and so owns the clock of everything above. */
#ifndef GATEHOUSE_TIMERS_H
#define GATEHOUSE_TIMERS_H

#include <stdbool.h>
#include <stdint.h>

struct timers;
typedef void timer_fn(void *user);

/** Lives in its owner's struct; all-zero is a timer that is not running. */
struct timer {
	struct timer *next;
	struct timers *set; /**< NULL when not running */
	uint64_t due_ms;
	timer_fn *fn;
	void *user;
};

struct timers {
	struct timer
		*first; /**< by due time; equal times in the order they were started */
	struct timer *due; /**< taken from `first` by the timers_run() under way */
	uint64_t now_ms;   /**< monotonic */
	void (*changed)(void *user); /**< optional: the earliest due time changed */
	void *user;
};

/** Call `fn` once, `after_ms` from now, from timers_run(). Restarts a running timer. */
void timer_start(struct timers *set, struct timer *t, unsigned after_ms, timer_fn *fn,
	void *user);
void timer_stop(struct timer *t); /**< after this returns, fn is not called */
bool timer_running(const struct timer *t);
unsigned timer_left_ms(const struct timer *t); /**< 0 when due or not running */

/** Move the clock to `now_ms` (never back) and call what is due, in order. A timer that
 * is started while they run with 0 ms waits for the next run. */
void timers_run(struct timers *set, uint64_t now_ms);

/** @return ms until the earliest timer, 0 if one is due, -1 if none runs */
int64_t timers_next_ms(const struct timers *set);

/** For tests: let `ms` pass, stopping at every due time on the way. */
void timers_advance(struct timers *set, uint64_t ms);

#endif
