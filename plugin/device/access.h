/* SPDX-License-Identifier: Apache-2.0 */
/* access.h - who opened the door, and how: one story from several sources.
 *
 * A station tells of an opening in pieces, in any order and not always all of them: the
 * card that was read, the relay that released the door, "a door was opened over the
 * network". We ourselves may be the ones who opened it. Out of that comes one `granted`
 * for each opening:
 *
 *   a credential was taken           granted, by it, at once; its relay explains nothing new
 *   we asked, and the station did it granted, by the host; the same
 *   a relay, while we are asking     granted, by the host; the answer is no news then
 *   a relay, and nobody explains it  granted, how is unknown - after ACCESS_WAIT_MS, if
 *                                    no credential and no "over the network" comes behind
 *
 * Denials, forced doors and doors left open are told as they come.
 *
 * Pure: time comes with `timers`. */
#ifndef GATEHOUSE_ACCESS_H
#define GATEHOUSE_ACCESS_H

#include "event.h"
#include "timers.h"
#include <stdbool.h>

enum {
	ACCESS_DOORS_MAX = 16,
	ACCESS_WAIT_MS = 2500, /**< a relay waits so long to be explained */
	ACCESS_RELAY_MS =
		5 * 1000, /**< the relay follows what explains it within this */
	ACCESS_DOUBT_MS = 10 * 1000, /**< and an order that was not answered */
	ACCESS_QUESTIONS_MAX = 4,    /**< of one door; more are not waited for */
};

/** What happened, as the `access` capability names it. */
enum access_type {
	ACCESS_TYPE_GRANTED,
	ACCESS_TYPE_DENIED,
	ACCESS_TYPE_FORCED_OPEN,
	ACCESS_TYPE_HELD_OPEN,
	ACCESS_TYPES,
};

typedef void access_tell_fn(enum access_type type, unsigned door,
	const struct event_access *who, void *user);

struct access_door {
	struct access *access;
	unsigned number;
	unsigned orders;          /**< of ours, under way, not told of */
	unsigned claimed;         /**< of ours, under way, told of by their relay */
	unsigned doubtful;        /**< of ours, ended without an answer */
	unsigned expected;        /**< relays still to come for what was told */
	struct timer expectation; /**< runs while `expected` or `doubtful` */
	struct event_access
		questions[ACCESS_QUESTIONS_MAX]; /**< relays, oldest first */
	unsigned question_count;
	struct timer patience; /**< runs while there are questions */
};

struct access {
	struct timers *timers;
	access_tell_fn *tell;
	void *user;
	struct access_door doors[ACCESS_DOORS_MAX];
};

void access_init(
	struct access *a, struct timers *timers, access_tell_fn *tell, void *user);
void access_finish(struct access *a);

/** The station is not heard any more: nothing is waited for. */
void access_forget(struct access *a);

/** An event of the station; those that are not about access are ignored. */
void access_event(struct access *a, const struct event *ev);

/** We ask the station to unlock. Each begun order ends.
 * @param err  as command_done_fn, or -ECANCELED: it was given up */
void access_order_begun(struct access *a, unsigned door);
void access_order_ended(struct access *a, unsigned door, int err);

const char *access_type_name(enum access_type type); /**< "granted" */

#endif
