/* SPDX-License-Identifier: Apache-2.0 */
/* door-timing.h - how long a door takes, for diagnostics: from an order that is carried
 * out to its answer, and to the station's own event, whichever comes first. */
#ifndef GATEHOUSE_DOOR_TIMING_H
#define GATEHOUSE_DOOR_TIMING_H

#include "commands.h"

enum { DOOR_EVENT_LIMIT_MS = 10 * 1000 }; /**< an event so late is of something else */

/** All-zero at the start. */
struct door_timing {
	int awaited; /**< what the last order brought about; 0: it has been told */
	uint64_t since_ms; /**< when that was ordered */
};

/** An order was carried out. @param outcome what it brought about; not 0 */
void door_timing_answer(
	struct door_timing *t, const struct command *command, int outcome);

/** The station told of `outcome`. @param command under way, and to bring that about; or
 * NULL */
void door_timing_event(struct door_timing *t, const struct child *door, int outcome,
	const struct command *command);

#endif
