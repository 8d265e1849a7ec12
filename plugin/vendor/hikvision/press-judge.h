/* SPDX-License-Identifier: Apache-2.0 */
/* press-judge.h - AccessControllerEvent 3,1024: a visitor at the button, or a remote
 * unlock?
 *
 * The vendor's SDK calls 3,1024 "remote open door" (MAJOR_OPERATION,
 * MINOR_REMOTE_OPEN_DOOR); DS-KV6113 V3.7 also sends it, with a picture, when the button
 * is pressed (seen: hikvision-addons #260), and where callStatus stays idle it is the only
 * sign of a press. A ring at every unlock would be as wrong as no ring, so:
 *
 *   with a picture, and no door was just unlocked       a press, at once
 *   with a picture, and the station says that it rings  a press
 *   no door is unlocked within JUDGE_HOLD_MS of it      a press, after that time
 *   otherwise                                           a remote unlock
 *
 * Pure: time comes with `timers`. */
#ifndef GATEHOUSE_PRESS_JUDGE_H
#define GATEHOUSE_PRESS_JUDGE_H

#include "event.h"
#include "timers.h"
#include <stdbool.h>

enum {
	JUDGE_HOLD_MS = 1000, /**< 3,1024 and 5,21 of one unlock come within this */
	JUDGE_HELD_MAX = 32,  /**< more at once are presses */
};

struct held_press {
	struct event event;
	bool picture;
	bool explained; /**< by a door that was unlocked */
};

struct press_judge {
	struct timers *timers;
	struct timer timer; /**< runs until the oldest held one is due */
	void (*press)(const struct event *ev, void *user);  /**< it was one */
	void (*remote)(const struct event *ev, void *user); /**< it was not; optional */
	void *user;
	struct held_press held[JUDGE_HELD_MAX]; /**< oldest first */
	unsigned count;
	bool has_unlock;
	uint64_t unlock_ms; /**< when a door was last unlocked, or told to */
};

void press_judge_init(struct press_judge *j, struct timers *timers,
	void (*press)(const struct event *ev, void *user), void *user);
void press_judge_finish(struct press_judge *j); /**< what is held is forgotten */

/** A 3,1024 came. What is held is settled sooner if the station is asked now. */
void press_judge_doubt(struct press_judge *j, const struct event *ev, bool picture);

/** A door was unlocked (5,21), or we told the station to. */
void press_judge_unlock(struct press_judge *j);

/** The station was asked at `asked_ms`, and rings. */
void press_judge_ringing(struct press_judge *j, uint64_t asked_ms);

/** The button that the youngest held one names; 0: none does. Should the station ring, it
 * is of that button. */
unsigned press_judge_button(const struct press_judge *j);

#endif
