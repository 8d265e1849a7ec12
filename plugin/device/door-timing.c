/* SPDX-License-Identifier: Apache-2.0 */
/* door-timing.c - how long a door takes, for diagnostics. */

#include "door-timing.h"

#include "station.h"
#include "timers.h"

static uint64_t since(const struct child *door, uint64_t begun_ms)
{
	return station_timers(door->station)->now_ms - begun_ms;
}

static void time_event(const struct child *door, uint64_t begun_ms)
{
	uint64_t ms = since(door, begun_ms);

	if (ms <= DOOR_EVENT_LIMIT_MS)
		histogram_add(&station_counters(door->station)->door_event_ms, ms);
}

void door_timing_answer(
	struct door_timing *t, const struct command *command, int outcome)
{
	const struct child *door = command->commands->child;

	histogram_add(&station_counters(door->station)->door_answer_ms,
		since(door, command->begun_ms));
	t->awaited = command->settled ? 0 : outcome;
	t->since_ms = command->begun_ms;
}

void door_timing_event(struct door_timing *t, const struct child *door, int outcome,
	const struct command *command)
{
	if (t->awaited == outcome) {
		time_event(door, t->since_ms);
		t->awaited = 0;
	} else if (command && !command->settled)
		time_event(door, command->begun_ms);
}
