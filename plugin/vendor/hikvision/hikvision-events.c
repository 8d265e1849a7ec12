/* SPDX-License-Identifier: Apache-2.0 */
/* hikvision-events.c - alerts of a door station -> events. */

#include "hikvision-events.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* AccessControllerEvent codes. ADD A ROW, and a part in hikvision-events-test.c that
 * shows it. `known` rows without an event are understood, and mean nothing to us yet. */
static const struct {
	int major, minor;
	int event; /**< enum event_kind, or -1 */
	const char *seen;
} codes[] = {
	// clang-format off
	{1, 3,    EVENT_MOTION,        "reported: DS-KV6113 V3.7.0"},
	{1, 1028, EVENT_CASE_TAMPERED, "captured: DS-KV6124 V3.9.0; reported: DS-KV6113 V3.7.0"},
	{1, 1029, -1,                  "listed: DS-KV6124 V3.9.0, the tamper's end"},
	{3, 1024, EVENT_BELL_PRESSED,  "reported: DS-KV6113 V3.7; or a remote unlock, see press-judge.h"},
	{5, 9,    -1,                  "listed: DS-KV6124 V3.9.0, access denied"},
	{5, 21,   EVENT_DOOR_UNLOCKED, "captured: DS-K1T502DBFWX-C, DS-KV6124 V3.9.0"},
	{5, 22,   EVENT_DOOR_LOCKED,   "captured: DS-KV6124 V3.9.0"},
	{5, 25,   -1,                  "captured: DS-KV6124 V3.9.0, door opened"},
	{5, 26,   -1,                  "listed: DS-KV6124 V3.9.0, door closed"},
	{5, 92,   -1,                  "captured: DS-KV6124 V3.9.0, door forced"},
	// clang-format on
};

/* eventType of alerts without a code. ADD A ROW */
static const struct {
	const char *type;
	int event;
	const char *seen;
} types[] = {
	{"VMD", EVENT_MOTION, "captured: cameras; unverified on a door station"},
	{"videoloss", -1, "captured: everywhere, the heartbeat"},
};

static bool told_before(const struct alert_memory *memory, const struct alert *alert)
{
	const struct acs_event *acs = &alert->acs;

	for (unsigned i = 0; i < ALERTS_REMEMBERED; i++) {
		if (memory->told[i].serial == acs->serial &&
			memory->told[i].major == acs->major &&
			memory->told[i].minor == acs->minor &&
			memory->told[i].door == acs->door &&
			!strncmp(memory->told[i].time, alert->time,
				sizeof(memory->told[i].time) - 1))
			return true;
	}
	return false;
}

static void remember(struct alert_memory *memory, const struct alert *alert)
{
	unsigned i = memory->next++ % ALERTS_REMEMBERED;

	memory->told[i].serial = alert->acs.serial;
	memory->told[i].major = alert->acs.major;
	memory->told[i].minor = alert->acs.minor;
	memory->told[i].door = alert->acs.door;
	snprintf(memory->told[i].time, sizeof(memory->told[i].time), "%.31s",
		alert->time);
}

static enum alert_meaning unknown(struct alert_memory *memory, const char *code)
{
	for (unsigned i = 0; i < memory->unknown_count; i++) {
		if (!strncmp(memory->unknown[i], code, sizeof(memory->unknown[i]) - 1))
			return ALERT_IS_NOTHING;
	}
	if (memory->unknown_count == CODES_REMEMBERED)
		return ALERT_IS_NOTHING;
	snprintf(memory->unknown[memory->unknown_count++], sizeof(memory->unknown[0]),
		"%.23s", code);
	return ALERT_IS_UNKNOWN;
}

static enum alert_meaning known(
	int kind, unsigned door, unsigned button, struct event *ret_event)
{
	if (kind < 0)
		return ALERT_IS_NOTHING;
	*ret_event = (struct event){.kind = (enum event_kind)kind,
		.source = SOURCE_STREAM,
		.door = door,
		.button = button};
	return ALERT_IS_EVENT;
}

/* 0 when the device did not say. */
static unsigned number(int n)
{
	return n > 0 ? (unsigned)n : 0;
}

static bool about_a_door(int kind)
{
	return kind >= 0 && event_child((enum event_kind)kind) == CHILD_LOCK;
}

static enum alert_meaning access_event(
	struct alert_memory *memory, const struct alert *alert, struct event *ret_event)
{
	const struct acs_event *acs = &alert->acs;
	char code[24];

	if (acs->past)
		return ALERT_IS_NOTHING;
	if (acs->serial >= 0) {
		if (told_before(memory, alert))
			return ALERT_IS_NOTHING;
		remember(memory, alert);
	}
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		if (codes[i].major != acs->major || codes[i].minor != acs->minor)
			continue;
		if (!about_a_door(codes[i].event))
			return known(codes[i].event, 0, number(acs->button), ret_event);
		/* Rationale: a one-door station leaves doorNo out. */
		return known(codes[i].event, acs->door > 0 ? number(acs->door) : 1, 0,
			ret_event);
	}
	snprintf(code, sizeof(code), "%d,%d", acs->major, acs->minor);
	return unknown(memory, code);
}

enum alert_meaning hikvision_event(
	struct alert_memory *memory, const struct alert *alert, struct event *ret_event)
{
	if (alert_is_heartbeat(alert))
		return ALERT_IS_NOTHING;
	if (alert->has_acs)
		return access_event(memory, alert, ret_event);
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		if (strcasecmp(types[i].type, alert->type))
			continue;
		if (alert->state != ALERT_STATE_ACTIVE)
			return ALERT_IS_NOTHING;
		return known(types[i].event, 0, 0, ret_event);
	}
	return unknown(memory, alert->type);
}
