/* SPDX-License-Identifier: Apache-2.0 */
/* alert-memory.c - which events were told already, by the stream or by the journal. */

#include "alert-memory.h"

#include <stdio.h>
#include <string.h>

/* What an event is known by. */
struct mark {
	int64_t serial;
	int major, minor, door;
	char time[20];
};

/* Rationale: a one-door station leaves doorNo out, in one of the two or in both. A serial
 * number of 0 is none: events that all have it would be one. */
static struct mark mark_of(const struct acs_event *acs, const char *time)
{
	struct mark m = {
		.serial = acs->serial > 0 ? acs->serial : 0,
		.major = acs->major,
		.minor = acs->minor,
		.door = acs->door > 0 ? acs->door : 1,
	};

	snprintf(m.time, sizeof(m.time), "%.19s", time);
	if (strlen(m.time) > 10 && m.time[10] == ' ')
		m.time[10] = 'T';
	return m;
}

static bool same_kind(
	const struct alert_memory *memory, unsigned i, const struct mark *m)
{
	return memory->told[i].tellers && memory->told[i].major == m->major &&
	       memory->told[i].minor == m->minor && memory->told[i].door == m->door;
}

static bool same_time(
	const struct alert_memory *memory, unsigned i, const struct mark *m)
{
	return !strcmp(memory->told[i].time, m->time);
}

/* The same teller says it again. Rationale: after a reset numbers come again, with other
 * times; without a number nothing tells a repetition from a second event. */
static bool repeated(const struct alert_memory *memory, unsigned i,
	const struct mark *m, unsigned teller)
{
	return memory->told[i].tellers & teller && m->serial &&
	       memory->told[i].serial == m->serial && same_time(memory, i, m);
}

/* The other teller said it. */
static bool same_event(const struct alert_memory *memory, unsigned i,
	const struct mark *m, unsigned teller)
{
	if (memory->told[i].tellers & teller)
		return false;
	if (m->serial && memory->told[i].serial)
		return memory->told[i].serial == m->serial;
	return *m->time && same_time(memory, i, m);
}

static bool too_old(const struct alert_memory *memory, const struct mark *m)
{
	if (!m->serial)
		return false;
	for (unsigned i = 0; i < ALERTS_REMEMBERED; i++) {
		if (!memory->told[i].tellers || !memory->told[i].serial ||
			memory->told[i].serial <= m->serial)
			return false;
	}
	return true;
}

static void remember(struct alert_memory *memory, const struct mark *m, unsigned teller)
{
	unsigned i = memory->next++ % ALERTS_REMEMBERED;

	memory->told[i].serial = m->serial;
	memory->told[i].major = m->major;
	memory->told[i].minor = m->minor;
	memory->told[i].door = m->door;
	memory->told[i].tellers = teller;
	memcpy(memory->told[i].time, m->time, sizeof(m->time));
}

/* Rationale: of several that fit, the oldest was told first. */
enum alert_news alert_memory_add(struct alert_memory *memory,
	const struct acs_event *acs, const char *time, enum event_source teller)
{
	struct mark m = mark_of(acs, time);
	unsigned bit = 1u << teller;
	int other = -1;

	for (unsigned n = 0; n < ALERTS_REMEMBERED; n++) {
		unsigned i = (memory->next + n) % ALERTS_REMEMBERED;

		if (!same_kind(memory, i, &m))
			continue;
		if (repeated(memory, i, &m, bit))
			return ALERT_WAS_TOLD;
		if (other < 0 && same_event(memory, i, &m, bit))
			other = (int)i;
	}
	if (other >= 0) {
		memory->told[other].tellers |= bit;
		return ALERT_TOLD_BEFORE;
	}
	/* The stream tells what happens now, whatever its number. */
	if (teller == SOURCE_JOURNAL && too_old(memory, &m))
		return ALERT_TOO_OLD;
	remember(memory, &m, bit);
	return ALERT_IS_NEW;
}

void alert_memory_forget(struct alert_memory *memory)
{
	memset(memory->told, 0, sizeof(memory->told));
	memory->next = 0;
}
