/* SPDX-License-Identifier: Apache-2.0 */
/* call-watch.h - ask a device again and again whether a call goes on.
 *
 *           start            answered, failed
 *   IDLE ----------> ASKING ------------------> RESTING
 *    ^                 ^  | unsupported            | time, hurry
 *    |                 |  +--> IDLE                |
 *    |                 +---------------------------+
 *    +-- stop (from anywhere)
 *
 *   IDLE     not started, or the device has no such question
 *   ASKING   one question is out (it has its own limit)
 *   RESTING  timer: until the next
 *
 * Needed even where the press itself is told: nothing else tells how a call ends. A
 * question that fails is no reading. Pure: time comes with `timers`. */
#ifndef GATEHOUSE_CALL_WATCH_H
#define GATEHOUSE_CALL_WATCH_H

#include "timers.h"
#include <stdbool.h>
#include <stdint.h>

enum {
	CALL_WATCH_INTERVAL_MS = 1000,   /**< from question to question, at best */
	CALL_WATCH_LIMIT_MS = 10 * 1000, /**< between questions that fail */
};

enum call_watch_state { CALL_WATCH_IDLE, CALL_WATCH_ASKING, CALL_WATCH_RESTING };

struct call_watch {
	enum call_watch_state state;
	void (*ask)(void *user); /**< answer later with call_watch_answered() */
	void *user;
	struct timers *timers;
	struct timer timer;
	uint64_t asked_ms;
	unsigned failures; /**< in a row */
	unsigned noise;
};

void call_watch_init(struct call_watch *w, struct timers *timers, unsigned noise,
	void (*ask)(void *user), void *user);
void call_watch_finish(struct call_watch *w);

void call_watch_start(struct call_watch *w); /**< no effect when started */
void call_watch_stop(struct call_watch *w); /**< the answer that is out is not wanted */
void call_watch_hurry(struct call_watch *w); /**< something happened: ask now */

/** @param err 0; -ENOTSUP: stop asking; other errors: ask again later */
void call_watch_answered(struct call_watch *w, int err);

#endif
