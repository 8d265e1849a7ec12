/* SPDX-License-Identifier: Apache-2.0 */
/* unit-push.h - does this station have to push its events, and what does it push?
 *
 * Pushing needs a write to the station, so in automatic mode it is the last resort:
 *
 *   the stream is refused as something the station does not know    pushed instead of it
 *   the stream is open, the station knows neither callStatus nor
 *   AcsEvent, and no access event has come: nothing would ring       pushed beside it
 *   anything else: slots taken, no right, a station that is booting  not pushed
 *
 * Which firmware it is, is never asked. What was written is given back when it is not
 * needed any more: in mode off at once, in automatic mode when the stream or callStatus
 * has proven itself, on farewell always. */
#ifndef GATEHOUSE_UNIT_PUSH_H
#define GATEHOUSE_UNIT_PUSH_H

#include "push-events.h"
#include "push-farewell.h"
#include "push-source.h"
#include "vendor.h"

struct unit_push {
	struct push_source source;
	struct listener *listener;
	enum push_mode mode;
	bool instead;    /**< there is no stream, in this connection */
	bool deaf;       /**< the stream there is brings nothing that matters */
	bool no_journal; /**< the station says that it has none */
	bool needless;   /**< something else has proven itself, in this connection */
	bool told_taken; /**< the issue is raised */
	bool leaving;    /**< the farewell has begun */
	struct push_memory memory;
	struct push_farewell farewell;
};

/* Told by the other files of the unit. */

void unit_push_init(
	struct unit *u, struct reactor *r, const struct unit_config *config);
void unit_push_finish(struct unit *u);

/** The stream was refused as unknown. @return whether events are pushed instead, or will
 * be: then the link is told later */
bool unit_push_instead(struct unit *u);
void unit_push_online(struct unit *u);
void unit_push_drop(struct unit *u);
void unit_push_another(struct unit *u);  /**< it is not the unit it was */
void unit_push_needless(struct unit *u); /**< something else brings calls or events */
void unit_push_journal(struct unit *u, int err); /**< it was asked */
void unit_push_no_calls(struct unit *u); /**< callStatus is unknown to the station */

int unit_push_farewell(struct unit *u, farewell_done_fn *done, void *user);

#endif
