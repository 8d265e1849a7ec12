/* SPDX-License-Identifier: Apache-2.0 */
/* hikvision-events.c - alerts of a door station -> events. */

#include "hikvision-events.h"

#include "hikvision-access.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* AccessControllerEvent codes. ADD A ROW, and a part in hikvision-events-test.c that
 * shows it. `known` rows without an event are understood, and mean nothing to us yet. Of
 * two rows of one code, the one for a model stands first. "SDK": as the constants of the
 * maker's own library name it; unverified. */
static const struct {
	int major, minor;
	int event; /**< enum event_kind, or -1 */
	const char *seen;
	enum access_method method; /**< with EVENT_ACCESS_... */
	const char *model;         /**< how its name begins; NULL: all */
} codes[] = {
	// clang-format off
	{1, 3,    EVENT_MOTION,         "reported: DS-KV6113 V3.7.0"},
	{1, 1028, EVENT_CASE_TAMPERED,  "captured: DS-KV6124 V3.9.0; reported: DS-KV6113 V3.7.0"},
	{1, 1029, -1,                   "listed: DS-KV6124 V3.9.0, the tamper's end"},
	{3, 1024, EVENT_BELL_PRESSED,   "reported: DS-KV6113 V3.7; or a remote unlock, see press-judge.h"},
	{5, 1,    EVENT_ACCESS_GRANTED, "listed: DS-KV6124 V3.9.0; SDK: legal card", METHOD_CARD},
	{5, 2,    EVENT_ACCESS_GRANTED, "SDK: card and code", METHOD_CARD},
	{5, 3,    EVENT_ACCESS_DENIED,  "SDK: card and code, wrong", METHOD_CARD},
	{5, 4,    EVENT_ACCESS_DENIED,  "SDK: card and code, timed out", METHOD_CARD},
	{5, 5,    EVENT_ACCESS_DENIED,  "SDK: card and code, too often", METHOD_CARD},
	{5, 6,    EVENT_ACCESS_DENIED,  "SDK: card without the right", METHOD_CARD},
	{5, 7,    EVENT_ACCESS_DENIED,  "SDK: card at the wrong time", METHOD_CARD},
	{5, 8,    EVENT_ACCESS_DENIED,  "SDK: card out of date", METHOD_CARD},
	{5, 9,    EVENT_ACCESS_DENIED,  "listed: DS-KV6124 V3.9.0; SDK: no such card", METHOD_CARD},
	{5, 10,   EVENT_ACCESS_DENIED,  "SDK: anti-passback"},
	{5, 11,   EVENT_ACCESS_DENIED,  "SDK: the other door is not shut"},
	{5, 12,   EVENT_ACCESS_DENIED,  "SDK: card not of the group", METHOD_CARD},
	{5, 13,   EVENT_ACCESS_DENIED,  "SDK: not the group's time"},
	{5, 14,   EVENT_ACCESS_DENIED,  "SDK: super password wrong", METHOD_CODE},
	{5, 16,   EVENT_ACCESS_GRANTED, "SDK: multiple authentication"},
	{5, 19,   EVENT_DOOR_HELD,      "SDK: remain open began"},
	{5, 20,   EVENT_DOOR_LOCKED,    "SDK: remain open ended"},
	{5, 21,   EVENT_DOOR_UNLOCKED,  "captured: DS-K1T502DBFWX-C, DS-KV6124 V3.9.0"},
	{5, 22,   EVENT_DOOR_LOCKED,    "captured: DS-KV6124 V3.9.0"},
	{5, 23,   EVENT_DOOR_OPENED,    "reported: DS-K1T342MWX V3.16, contact; disputed: it may be its exit button", .model = "DS-K1T342"},
	{5, 24,   EVENT_DOOR_CLOSED,    "reported: DS-K1T342MWX V3.16", .model = "DS-K1T342"},
	{5, 23,   EVENT_ACCESS_GRANTED, "SDK: exit button pressed", METHOD_EXIT_BUTTON},
	{5, 24,   -1,                   "SDK: exit button let go"},
	{5, 25,   EVENT_DOOR_OPENED,    "captured: DS-KV6124 V3.9.0"},
	{5, 26,   EVENT_DOOR_CLOSED,    "listed: DS-KV6124 V3.9.0"},
	{5, 27,   EVENT_DOOR_FORCED,    "SDK: opened abnormally"},
	{5, 28,   EVENT_DOOR_LEFT_OPEN, "SDK: open for too long"},
	{5, 29,   -1,                   "SDK: alarm output on, of which the number is not known"},
	{5, 30,   -1,                   "SDK: alarm output off"},
	{5, 31,   EVENT_DOOR_LOCKED,    "SDK: remain closed began"},
	{5, 32,   -1,                   "SDK: remain closed ended"},
	{5, 34,   EVENT_ACCESS_GRANTED, "SDK: super password", METHOD_CODE},
	{5, 35,   EVENT_ACCESS_DENIED,  "SDK: the same person twice"},
	{5, 36,   EVENT_ACCESS_DENIED,  "SDK: multiple authentication timed out"},
	{5, 38,   EVENT_ACCESS_GRANTED, "SDK: fingerprint", METHOD_FINGERPRINT},
	{5, 39,   EVENT_ACCESS_DENIED,  "SDK: fingerprint wrong", METHOD_FINGERPRINT},
	{5, 40,   EVENT_ACCESS_GRANTED, "SDK: card and fingerprint", METHOD_FINGERPRINT},
	{5, 41,   EVENT_ACCESS_DENIED,  "SDK: card and fingerprint, wrong", METHOD_FINGERPRINT},
	{5, 42,   EVENT_ACCESS_DENIED,  "SDK: card and fingerprint, timed out", METHOD_FINGERPRINT},
	{5, 43,   EVENT_ACCESS_GRANTED, "SDK: card, fingerprint and code", METHOD_FINGERPRINT},
	{5, 44,   EVENT_ACCESS_DENIED,  "SDK: card, fingerprint and code, wrong", METHOD_FINGERPRINT},
	{5, 45,   EVENT_ACCESS_DENIED,  "SDK: card, fingerprint and code, timed out", METHOD_FINGERPRINT},
	{5, 46,   EVENT_ACCESS_GRANTED, "SDK: fingerprint and code", METHOD_FINGERPRINT},
	{5, 47,   EVENT_ACCESS_DENIED,  "SDK: fingerprint and code, wrong", METHOD_FINGERPRINT},
	{5, 48,   EVENT_ACCESS_DENIED,  "SDK: fingerprint and code, timed out", METHOD_FINGERPRINT},
	{5, 49,   EVENT_ACCESS_DENIED,  "SDK: no such fingerprint", METHOD_FINGERPRINT},
	{5, 52,   EVENT_DOOR_HELD,      "SDK: fire relay"},
	{5, 53,   EVENT_DOOR_LOCKED,    "SDK: fire relay released"},
	{5, 54,   EVENT_ACCESS_GRANTED, "SDK: face and fingerprint", METHOD_FACE},
	{5, 57,   EVENT_ACCESS_GRANTED, "SDK: face and code", METHOD_FACE},
	{5, 60,   EVENT_ACCESS_GRANTED, "SDK: face and card", METHOD_FACE},
	{5, 63,   EVENT_ACCESS_GRANTED, "SDK: face, code and fingerprint", METHOD_FACE},
	{5, 66,   EVENT_ACCESS_GRANTED, "SDK: face, card and fingerprint", METHOD_FACE},
	{5, 69,   EVENT_ACCESS_GRANTED, "SDK: employee number and fingerprint", METHOD_FINGERPRINT},
	{5, 70,   EVENT_ACCESS_DENIED,  "SDK: employee number and fingerprint, wrong", METHOD_FINGERPRINT},
	{5, 72,   EVENT_ACCESS_GRANTED, "SDK: employee number, fingerprint and code", METHOD_FINGERPRINT},
	{5, 75,   EVENT_ACCESS_GRANTED, "reported: DS-K1T342MWX V3.16, face", METHOD_FACE},
	{5, 76,   EVENT_ACCESS_DENIED,  "SDK: face wrong", METHOD_FACE},
	{5, 77,   EVENT_ACCESS_GRANTED, "SDK: employee number and face", METHOD_FACE},
	{5, 78,   EVENT_ACCESS_DENIED,  "SDK: employee number and face, wrong", METHOD_FACE},
	{5, 80,   EVENT_ACCESS_DENIED,  "SDK: face not recognised", METHOD_FACE},
	{5, 92,   EVENT_DOOR_FORCED,    "captured: DS-KV6124 V3.9.0; SDK: unlocking exception"},
	{5, 101,  EVENT_ACCESS_GRANTED, "SDK: employee number and code", METHOD_CODE},
	{5, 102,  EVENT_ACCESS_DENIED,  "SDK: employee number and code, wrong", METHOD_CODE},
	{5, 104,  EVENT_ACCESS_DENIED,  "SDK: a picture instead of a face", METHOD_FACE},
	{5, 105,  EVENT_ACCESS_GRANTED, "SDK: face and identity card", METHOD_FACE},
	{5, 113,  EVENT_ACCESS_DENIED,  "SDK: on the block list"},
	{5, 119,  EVENT_ACCESS_DENIED,  "SDK: card's encryption wrong", METHOD_CARD},
	{5, 150,  EVENT_ACCESS_DENIED,  "listed: DS-KV6124 V3.9.0; reported: code wrong", METHOD_CODE},
	{5, 151,  EVENT_ACCESS_DENIED,  "SDK: code wrong", METHOD_CODE},
	{5, 153,  EVENT_ACCESS_GRANTED, "SDK: combined authentication"},
	{5, 159,  EVENT_ACCESS_GRANTED, "SDK: telephone, by Bluetooth", METHOD_APP},
	{5, 160,  EVENT_ACCESS_DENIED,  "SDK: telephone, by Bluetooth, wrong", METHOD_APP},
	{5, 162,  EVENT_ACCESS_DENIED,  "SDK: card of a wrong kind", METHOD_CARD},
	{5, 179,  EVENT_ACCESS_GRANTED, "SDK: dynamic code", METHOD_CODE},
	{5, 180,  EVENT_ACCESS_DENIED,  "SDK: dynamic code, wrong", METHOD_CODE},
	{5, 181,  EVENT_ACCESS_GRANTED, "listed: DS-KV6124 V3.9.0; SDK: code", METHOD_CODE},
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
	if (kind == EVENT_ACCESS_GRANTED || kind == EVENT_ACCESS_DENIED)
		return true;
	if (kind < 0)
		return false;
	return event_child((enum event_kind)kind) == CHILD_LOCK ||
	       event_child((enum event_kind)kind) == CHILD_CONTACT;
}

/* @return its row in `codes`, or -1 */
static int row_of(const struct acs_event *acs, const char *model)
{
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		const char *only = codes[i].model;

		if (codes[i].major == acs->major && codes[i].minor == acs->minor &&
			(!only || !strncmp(model, only, strlen(only))))
			return (int)i;
	}
	return -1;
}

static enum alert_meaning access_event(struct alert_memory *memory,
	const struct alert *alert, enum event_source teller, struct event *ret_event)
{
	const struct acs_event *acs = &alert->acs;
	enum alert_meaning meaning;
	bool door;
	char code[24];
	int row;

	if (acs->past)
		return ALERT_IS_NOTHING;
	if (acs->major < 0 || acs->minor < 0)
		return ALERT_IS_BARE;
	switch (alert_memory_add(memory, acs, alert->time, teller)) {
	case ALERT_IS_NEW: break;
	case ALERT_TOLD_BEFORE: return ALERT_IS_KNOWN;
	case ALERT_WAS_TOLD:
	case ALERT_TOO_OLD: return ALERT_IS_NOTHING;
	}
	row = row_of(acs, memory->model);
	if (row < 0) {
		snprintf(code, sizeof(code), "%d,%d", acs->major, acs->minor);
		return unknown(memory, code);
	}
	/* Rationale: a one-door station leaves doorNo out. */
	door = about_a_door(codes[row].event);
	meaning = known(codes[row].event,
		!door           ? 0
		: acs->door > 0 ? number(acs->door)
				: 1,
		door ? 0 : number(acs->button), ret_event);
	if (meaning != ALERT_IS_EVENT)
		return meaning;
	ret_event->source = teller;
	hikvision_access(alert, codes[row].method, &ret_event->access);
	return ALERT_IS_EVENT;
}

enum alert_meaning hikvision_event(
	struct alert_memory *memory, const struct alert *alert, struct event *ret_event)
{
	if (alert_is_heartbeat(alert))
		return ALERT_IS_NOTHING;
	if (alert->has_acs || !strcasecmp(alert->type, "AccessControllerEvent"))
		return access_event(memory, alert, SOURCE_STREAM, ret_event);
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		if (strcasecmp(types[i].type, alert->type))
			continue;
		if (alert->state != ALERT_STATE_ACTIVE)
			return ALERT_IS_NOTHING;
		return known(types[i].event, 0, 0, ret_event);
	}
	return unknown(memory, alert->type);
}

enum alert_meaning hikvision_record(struct alert_memory *memory,
	const struct acs_record *record, struct event *ret_event)
{
	struct alert alert = {.has_acs = true, .acs = record->event};

	memcpy(alert.time, record->time, sizeof(alert.time));
	return access_event(memory, &alert, SOURCE_JOURNAL, ret_event);
}
