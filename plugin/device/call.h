/* SPDX-License-Identifier: Apache-2.0 */
/* call.h - is somebody at the door? One state machine, whatever tells of it.
 *
 *            press, ringing               talking                idle, limit
 *   IDLE ------------------> RINGING ------------------> TALKING ------------> IDLE
 *     |                         | idle, limit                                    ^
 *     |                         +------------------------------------------------+
 *     +-- talking --> TALKING
 *
 *   IDLE     nobody; `quiet` runs for SKEW_MS after a call, then the counts are forgotten.
 *            After call_resume() `limit` runs until it is known what became of that call
 *   RINGING  nobody has answered; `limit` runs since the last evidence
 *   TALKING  somebody has; `limit` runs since the last evidence
 *
 * Rings: every source counts the presses it knows of, and a ring is told when one source
 * has counted more than were told. So two sources of one press give one ring, two presses
 * give two, and a source that missed one takes nothing away. A press that is pushed later
 * than SKEW_MS after the last ring is never that ring. What this promises, for sources
 * that tell within SKEW_MS, and what it cannot, is in call-fusion-test.c.
 *
 * Ends: a call that a ring was told of ends once, and how follows from what was seen:
 *
 *   we answered it                                 ANSWERED_HERE
 *   the station was seen talking, not to us        ANSWERED_ELSEWHERE
 *   we refused it                                  REJECTED
 *   a door was opened while it rang                ENDED
 *   the station was asked at least once, and
 *   nobody was seen answering                      MISSED
 *   else: nobody can know                          ENDED
 *
 * SIP tells of a call as it happens: what it said last holds, for as long as it does not
 * say otherwise. Talking by SIP is talking to us. When it lets go of a call that nobody
 * has answered here, somebody inside may have: if there is a source that works, that one
 * has CALL_SKEW_MS to say so.
 *
 * A call that is answered and over between two questions to the station is taken for
 * missed. A call without a ring (from inside; begun before our time) has no end.
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
	CALL_ID_MAX = 47,          /**< bytes, without the NUL */
	CALL_RINGS_TIMED = 8,      /**< of so many it is known when they were told */
};

enum call_state { CALL_IDLE, CALL_RINGING, CALL_TALKING };

enum call_outcome {
	CALL_ANSWERED_HERE,
	CALL_ANSWERED_ELSEWHERE,
	CALL_REJECTED,
	CALL_MISSED,
	CALL_ENDED,
	CALL_OUTCOMES,
};

/** One call that rang: what is known of it. */
struct call_visit {
	char id[CALL_ID_MAX + 1];
	unsigned rings;           /**< told of it, in this life of ours */
	enum event_source source; /**< of its first ring */
	unsigned button;          /**< the first that was named; 0: none was */
	bool resumed;             /**< its ring was told in an earlier life of ours */
	bool talked;              /**< somebody was seen answering */
	bool here, rejected, let_in;
	bool watched;      /**< the station has been asked since */
	uint64_t begun_ms; /**< monotonic; of no use when resumed */
};

/** What a call tells its owner. All mandatory; the owner does not finish the call, nor
 * give it input, inside one. */
struct call_listener {
	/** Behind it ring() or ended(), when there is one. */
	void (*changed)(enum call_state state, void *user);
	/** Somebody pressed: call->visit says of which call; rings of one call share it.
	 * @param button 0: not said */
	void (*ring)(enum event_source source, unsigned button, void *user);
	/** One more source knows of a ring that was told `late_ms` ago. */
	void (*confirmed)(enum event_source source, uint64_t late_ms, void *user);
	/** A call that rang is over. Once for each. */
	void (*ended)(
		const struct call_visit *visit, enum call_outcome outcome, void *user);
};

/** What one source has said. */
struct call_witness {
	unsigned presses;        /**< counted since they were last forgotten */
	bool has_reading;        /**< `reading` is from this life of ours */
	enum call_state reading; /**< what it said last, when asked */
	uint64_t read_ms;        /**< when that was heard */
	bool works;              /**< it has ever said anything but idle */
	bool confirmed;          /**< it knew of the last press */
};

struct call {
	enum call_state state;
	struct timers *timers;
	struct timer limit, quiet;
	const struct call_listener *listener;
	void *user;
	struct call_witness witness[EVENT_SOURCES];
	unsigned rung;    /**< rings told, since they were last forgotten */
	uint64_t ring_ms; /**< when the last ring was told */
	uint64_t rung_ms[CALL_RINGS_TIMED]; /**< when the nth was, at n % RINGS_TIMED */
	uint64_t press_ms;                  /**< when the last press was heard of */
	uint64_t
		told_over_ms; /**< when SIP let go of a call that others may still know of;
				* 0: it did not */
	enum event_source ended_by;  /**< who brought the last end */
	struct call_visit visit;     /**< the call that goes on */
	struct call_visit left_open; /**< by an earlier life; id "": none */
	uint64_t first_id;           /**< makes ids unique over restarts */
	unsigned calls;
};

/** @param first_id any number that no earlier life used: wall clock, ms */
void call_init(struct call *c, struct timers *timers, uint64_t first_id,
	const struct call_listener *listener, void *user);
void call_finish(struct call *c);

/** An earlier life told a ring of this call (id, source, button, talked) and not its end.
 * If the station is still at it when it is asked, it goes on, and does not ring again;
 * else it ends. Before any other input. */
void call_resume(struct call *c, const struct call_visit *left_open);

/** The station told of a press, by `ev->source`. */
void call_press(struct call *c, const struct event *ev);

/** The same by SIP: a press that goes on, until call_reading() says otherwise. */
void call_invited(struct call *c, const struct event *ev);

/** Nothing is heard from that source any more: what it said last means nothing. */
void call_unheard(struct call *c, enum event_source source);

/** The station was asked, by `ev->source`, and answered. */
void call_reading(struct call *c, enum call_state reading, const struct event *ev);

/* What people did about the call that goes on; without one, nothing. None changes the
 * state: that is for the station to say. */
void call_answered_here(struct call *c); /**< it is with us that the station talks */
void call_rejected(struct call *c);      /**< we told the station to stop ringing */
void call_let_in(struct call *c);        /**< a door was opened */
void call_take_back(struct call *c);     /**< neither answered here nor rejected */

bool call_known(const struct call *c); /**< `state` means something */

const char *call_state_name(enum call_state state); /**< "idle", "ringing", "in_call" */
const char *call_outcome_name(enum call_outcome outcome); /**< "answered_here"... */

#endif
