/* SPDX-License-Identifier: Apache-2.0 */
/* advice.h - what only the user can mend at the station, learnt from what it does: three
 * issues, raised and withdrawn on their edges.
 *
 *   calls-not-reported  the button was pressed, and while that call lasted the station,
 *                       asked again and again, said that there is none: in two calls one
 *                       after the other. Withdrawn when it is seen to tell of a call.
 *   events-missing      the station opened its door for us and told nothing within 10 s,
 *                       twice, and never told of anything before. Withdrawn at its first
 *                       event. A station that tells of other things has its linkage; that
 *                       it says nothing of its doors is then its own way
 *                       (reported: "silent" unlocks).
 *   permission          it would not let us hear its events, or move its doors, for want
 *                       of a right. Withdrawn when it does.
 *
 * A question without an answer is no answer: it proves nothing. That a station can be
 * asked for its Hik-Connect settings (System/Network/EZVIZ) is not used: whether calls are
 * told is what counts, an indoor station does as well, and the answer has the account's
 * verification code in it. Pure: time comes with `timers`. */
#ifndef GATEHOUSE_HIKVISION_ADVICE_H
#define GATEHOUSE_HIKVISION_ADVICE_H

#include "timers.h"
#include "vendor.h"

enum {
	ADVICE_CALL_MS = 5000,   /**< a call that is reported shows within this */
	ADVICE_CALL_ANSWERS = 3, /**< at least so many times it said "no call" in it */
	ADVICE_CALL_BEFORE_MS =
		10 * 1000,           /**< a press may be told late, of a call seen */
	ADVICE_EVENT_MS = 10 * 1000, /**< an unlock is told within this */
	ADVICE_TIMES = 2,            /**< once may be chance */
};

/** What a right is needed for. */
enum advice_right {
	ADVICE_STREAM = 1u << 0,
	ADVICE_DOOR = 1u << 1,
};

struct advice {
	struct timers *timers;
	/** As unit_listener.issue. */
	void (*issue)(const char *id, const struct unit_issue *issue, void *user);
	void *user;
	struct timer call; /**< runs: a press was told; is the call? */
	uint64_t pressed_ms;
	unsigned answers; /**< "no call" since the press */
	bool seen_any;    /**< `seen_ms` is filled */
	uint64_t seen_ms; /**< when it last told of a call */
	unsigned unseen;  /**< calls in a row */
	bool unseen_told;
	struct timer event; /**< runs: a door was opened; is it told? */
	bool heard;         /**< it has told of something */
	unsigned silent;    /**< unlocks not told of */
	bool silent_told;
	unsigned denied; /**< enum advice_right, or-ed */
};

void advice_init(struct advice *a, struct timers *timers,
	void (*issue)(const char *id, const struct unit_issue *issue, void *user),
	void *user);
void advice_finish(struct advice *a); /**< withdraws what is raised */
void advice_forget(struct advice *a); /**< it is another station: likewise */

/** The station told of a press; not: the polls did. */
void advice_pressed(struct advice *a);
/** It was asked at `asked_ms` whether there is a call, and answered. */
void advice_call_status(struct advice *a, bool call, uint64_t asked_ms);
/** It took our order to open a door, while its events could be heard. */
void advice_unlocked(struct advice *a);
/** It told of something of its own, that happened now. */
void advice_heard(struct advice *a);
/** Its events cannot be heard: what is under way proves nothing. */
void advice_deaf(struct advice *a);
void advice_denied(struct advice *a, enum advice_right right);
void advice_allowed(struct advice *a, enum advice_right right);

#endif
