/* SPDX-License-Identifier: Apache-2.0 */
/* call.h - is somebody at the door? One state machine, whatever tells of it.
 *
 *            press, ringing               talking                idle, limit
 *   IDLE ------------------> RINGING ------------------> TALKING ------------> IDLE
 *     |                         | idle, limit                                    ^
 *     |                         +------------------------------------------------+
 *     +-- talking --> TALKING
 *
 *   IDLE     nobody; `quiet` runs for SKEW_MS after a call, then the counts are forgotten
 *   RINGING  nobody has answered; `limit` runs since the last evidence
 *   TALKING  somebody has; `limit` runs since the last evidence
 *
 * Rings: every source counts the presses it knows of, and a ring is told when one source
 * has counted more than were told. So two sources of one press give one ring, two presses
 * give two, and a source that missed one takes nothing away. A press that is pushed later
 * than SKEW_MS after the last ring is never that ring.
 *
 * Pure: time comes with `timers`. */
#ifndef GATEHOUSE_CALL_H
#define GATEHOUSE_CALL_H

#include "event.h"
#include "timers.h"
#include <stdbool.h>

enum {
	CALL_LIMIT_MS = 65 * 1000, /**< no evidence for so long: it is over */
	CALL_SKEW_MS = 3000,       /**< all sources know of a press within this time */
};

enum call_state { CALL_IDLE, CALL_RINGING, CALL_TALKING };

/** What a call tells its owner. All mandatory; the owner does not finish the call inside
 * one. */
struct call_listener {
	void (*changed)(enum call_state state, void *user);
	/** @param id names the call: rings of one call share it; valid during the call */
	void (*ring)(
		enum event_source source, unsigned button, const char *id, void *user);
};

struct call {
	enum call_state state;
	struct timers *timers;
	struct timer limit, quiet;
	const struct call_listener *listener;
	void *user;
	unsigned seen[EVENT_SOURCES]; /**< presses by who counted them */
	unsigned rung;                /**< rings told */
	uint64_t ring_ms;             /**< when the last ring was told */
	uint64_t press_ms;            /**< when the last press was heard of */
	bool confirmed;          /**< the station, when asked, knew of that press */
	bool status_works;       /**< the station has ever said anything but idle */
	bool has_reading;        /**< `reading` is from this life of ours */
	enum call_state reading; /**< what the station said last */
	uint64_t first_id;       /**< makes ids unique over restarts */
	unsigned calls;
};

/** @param first_id any number that no earlier life used: wall clock, ms */
void call_init(struct call *c, struct timers *timers, uint64_t first_id,
	const struct call_listener *listener, void *user);
void call_finish(struct call *c);

/** The station told of a press, by `ev->source`. */
void call_press(struct call *c, const struct event *ev);

/** The station was asked, and answered. */
void call_reading(struct call *c, enum call_state reading, const struct event *ev);

const char *call_state_name(enum call_state state); /**< "idle", "ringing", "in_call" */

#endif
