/* SPDX-License-Identifier: Apache-2.0 */
/* clock-advice.h - a device whose clock is wrong: somebody must know, and nothing else
 * happens.
 *
 * Nothing is ever decided by a device's clock. But people read it, in access events and in
 * recordings, so when it is more than CLOCK_WRONG_S off ours, one issue says so:
 *
 *   device-clock   raised when it was wrong CLOCK_TIMES times in a row, all by as much, and
 *                  over at least CLOCK_SPAN_MS; withdrawn when it was right as often, and
 *                  as long. Told anew when it is wrong by something else.
 *
 * Rationale: what a device kept while nobody listened comes late, in a burst, and each with
 * another delay. A clock that is wrong is wrong by the same whenever it speaks. So one late
 * alert, a replayed history or a jump prove nothing; what a device sends in the first
 * CLOCK_BACKLOG_MS of a stream is not looked at.
 *
 * A text that names no moment is no evidence: no zone, garbage, none (device-time.h). While
 * our own clock is not set - a Raspberry Pi that has not reached its time server - it is no
 * measure either. Pure: the time of people is an input, the other comes with `timers`. */
#ifndef GATEHOUSE_CLOCK_ADVICE_H
#define GATEHOUSE_CLOCK_ADVICE_H

#include "timers.h"
#include "vendor.h"

struct log;

enum {
	CLOCK_WRONG_S = 60, /**< more is wrong; */
	CLOCK_RIGHT_S = 30, /**< up to this is right; between them, nothing is said */
	CLOCK_TIMES = 3,
	CLOCK_SPAN_MS = 5000,
	CLOCK_BACKLOG_MS = 3000,
};

/** What its clock was seen to be, again and again. */
struct clock_run {
	unsigned count;
	bool wrong;
	int64_t ahead_s;   /**< by its first */
	uint64_t since_ms; /**< its first */
};

/** The first members are set by its owner. */
struct clock_advice {
	const struct unit_listener *listener;
	void *user;
	const struct log *log;
	const struct timers *timers;
	const char *device; /**< for people: "door station" */
	uint64_t opened_ms; /**< the stream */
	bool logged;        /**< in the life of this stream */
	struct clock_run run;
	bool told;
	int64_t told_ahead_s;
};

/** Its event stream is open. */
void clock_advice_opened(struct clock_advice *c);

/** It told what happens now.
 * @param time     as written; "" when it did not say
 * @param unix_ms  what time it is */
void clock_advice_heard(struct clock_advice *c, const char *time, uint64_t unix_ms);

/** It is another device, or the end: withdraws what is raised. */
void clock_advice_forget(struct clock_advice *c);

#endif
