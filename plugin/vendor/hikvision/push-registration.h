/* SPDX-License-Identifier: Apache-2.0 */
/* push-registration.h - hold a slot of a device's notification hosts, and give it back.
 *
 *         start            free, stale           done            done             ours
 *  IDLE --------> READING -----------> CLEARING ------> WRITING ------> VERIFYING -----+
 *                  ^  | | ours                                             | not ours  |
 *                  |  | +---------------------------------------------------------> HELD
 *                  |  | taken                                              |      time | ^
 *                  |  +--------> TAKEN                                     v           v | ours
 *                  +-- time -------+---- time ------------------------- RESTING     CHECKING
 *                                                                                      |
 *   CHECKING goes where READING goes. Every question that fails leads to RESTING. <----+
 *
 *             give back            ours, stale              done               any
 *  (any) ----------------> ASKING -------------> RETURNING ------> RESTORING ------> LEAVING
 *                             | free, taken          | failed                           |
 *                             v                      v                                  v
 *                            IDLE                   IDLE                               IDLE
 *
 *   IDLE       nothing is under way, and nothing is wanted
 *   READING    asked what is in the slot            (each request has its own limit)
 *   CLEARING   told to empty it, where it must be   }
 *   WRITING    told to write ours                   } from here on it is remembered
 *   VERIFYING  asked again                          }
 *   HELD       it is ours; timer: until the next CHECKING. It notices a station that has
 *              forgotten, and one that is gone
 *   TAKEN      somebody else's, and left alone; timer: until the next look
 *   RESTING    it failed; timer: until the next try
 *   ASKING     on the way out: is it still ours? Else there is nothing to give back
 *   RETURNING  told to empty it, where it must be
 *   RESTORING  told to write what was there before
 *   LEAVING    asked whether it is
 *
 * A slot that was ours and is somebody else's now is theirs: two programs that both take
 * it back would write to the station for ever. Pure: time comes with `timers`. */
#ifndef GATEHOUSE_PUSH_REGISTRATION_H
#define GATEHOUSE_PUSH_REGISTRATION_H

#include "timers.h"
#include <stdbool.h>

enum {
	PUSH_CHECK_MS =
		30 * 1000, /**< HELD: it is also how we know the station is there */
	PUSH_TAKEN_MS = 60 * 1000,
	PUSH_REST_MS = 30 * 1000,
};

enum push_state {
	PUSH_IDLE,
	PUSH_READING,
	PUSH_CLEARING,
	PUSH_WRITING,
	PUSH_VERIFYING,
	PUSH_HELD,
	PUSH_CHECKING,
	PUSH_TAKEN,
	PUSH_RESTING,
	PUSH_ASKING,
	PUSH_RETURNING,
	PUSH_RESTORING,
	PUSH_LEAVING,
};

enum push_input {
	PUSH_START,
	PUSH_GIVE_BACK,
	PUSH_FREE,   /**< } */
	PUSH_OURS,   /**< } the slot was read: as enum push_slot */
	PUSH_STALE,  /**< } */
	PUSH_OTHERS, /**< } */
	PUSH_DONE,   /**< it was written, or was empty anyway */
	PUSH_FAILED, /**< the request failed; `err` and `why` say why */
	PUSH_TIME,   /**< the timer of this state */
	PUSH_DROP,   /**< the connection is lost: forget what is under way */
};

/** What a registration asks of its surroundings. All mandatory. The first four end with
 * push_registration_input(), later; each drops what was under way. */
struct push_registration_ops {
	void (*read)(void *user);
	void (*clear)(void *user); /**< in WRITING's way: remember first */
	void (*write)(void *user);
	void (*restore)(
		void *user); /**< PUSH_DONE also when there was nothing before */
	void (*drop)(void *user);
	void (*held)(void *user); /**< it stands; again after each CHECKING */
	void (*taken)(void *user);
	void (*failed)(int err, const char *why, void *user);
	/** Giving back has ended. @param err 0: it is not ours any more */
	void (*returned)(int err, const char *why, void *user);
};

struct push_registration {
	enum push_state state;
	const struct push_registration_ops *ops;
	void *user;
	struct timers *timers;
	struct timer timer;
};

void push_registration_init(struct push_registration *p, struct timers *timers,
	const struct push_registration_ops *ops, void *user);
void push_registration_finish(struct push_registration *p);

/** @param err, why  with PUSH_FAILED; else 0 and "" */
void push_registration_input(
	struct push_registration *p, enum push_input in, int err, const char *why);

#endif
