/* SPDX-License-Identifier: Apache-2.0 */
/* push-events.c - pushed messages of a door station -> events. */

#include "push-events.h"

#include "isapi-reply.h"

#include <stdio.h>
#include <string.h>

enum { CODE_MOTION = 0, UNLOCK_BY_ID = 3 };

/* Codes at 0xb0. ADD A ROW, and a message in push-events-test.c that shows it. A row
 * without an event is understood, and means nothing to us yet. */
static const struct {
	uint32_t code;
	int event; /**< enum event_kind, or -1 */
	const char *seen;
} codes[] = {
	// clang-format off
	{CODE_MOTION, EVENT_MOTION,    "captured: DS-KV6113-PE1(C) V2.2.65, class 0x12"},
	{0x01, EVENT_DOOR_UNLOCKED,    "captured: DS-KV6113-PE1(C) V2.2.65"},
	{0x02, EVENT_CASE_TAMPERED,    "captured: DS-KV6113-PE1(C) V2.2.65"},
	{0x05, EVENT_DOOR_CLOSED,      "reported: DS-KV6113-PE1(C) V2.2.65"},
	{0x06, EVENT_DOOR_OPENED,      "captured: DS-KV6113-PE1(C) V2.2.65"},
	{0x11, EVENT_BELL_PRESSED,     "captured: DS-KV6113-PE1(C) V2.2.65, talk invite"},
	{0x12, EVENT_CALL_IDLE,        "captured: DS-KV6113-PE1(C) V2.2.65, talk hang-up"},
	// clang-format on
};

static bool is_about_a_door(int kind)
{
	return kind >= 0 && kind != EVENT_MOTION && kind != EVENT_BELL_PRESSED &&
	       kind != EVENT_CALL_IDLE && kind != EVENT_CASE_TAMPERED;
}

/* "Door1" -> 1; 1 where it has another name, for a V2.2.x station has one door. */
static unsigned door_of(const struct pushed_message *message)
{
	size_t digits = strlen(message->door);
	uint64_t door;

	while (digits && message->door[digits - 1] >= '0' &&
		message->door[digits - 1] <= '9')
		digits--;
	if (bytes_to_u64(bytes_from(message->door + digits), DOORS_MAX, &door) || !door)
		return 1;
	return (unsigned)door;
}

static enum push_meaning unknown(struct push_memory *memory, uint32_t code)
{
	for (unsigned i = 0; i < memory->unknown_count; i++) {
		if (memory->unknown[i] == code)
			return PUSH_IS_NOTHING;
	}
	if (memory->unknown_count == PUSH_CODES_REMEMBERED)
		return PUSH_IS_NOTHING;
	memory->unknown[memory->unknown_count++] = code;
	return PUSH_IS_UNKNOWN;
}

/* Who unlocked. That an id is a card's is a guess: it has a card's ten digits. */
static void take_access(const struct pushed_message *message, struct event *ev)
{
	struct event_access *who = &ev->access;

	snprintf(who->device_time, sizeof(who->device_time), "%s", message->time);
	if (message->unlock_source != UNLOCK_BY_ID || !*message->unlock_id)
		return;
	who->method = METHOD_CARD;
	snprintf(who->card, sizeof(who->card), "%.39s", message->unlock_id);
}

enum push_meaning push_event(struct push_memory *memory,
	const struct pushed_message *message, struct event *ret_event)
{
	/* Rationale: the code of motion is zero, and so is a field that says nothing. */
	if (message->code == CODE_MOTION && message->kind != PUSH_CLASS_MOTION)
		return PUSH_IS_NOTHING;
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		if (codes[i].code != message->code)
			continue;
		if (codes[i].event < 0)
			return PUSH_IS_NOTHING;
		*ret_event = (struct event){
			.kind = (enum event_kind)codes[i].event,
			.source = SOURCE_PUSH,
			.door = is_about_a_door(codes[i].event) ? door_of(message) : 0,
		};
		if (codes[i].event == EVENT_DOOR_UNLOCKED)
			take_access(message, ret_event);
		return PUSH_IS_EVENT;
	}
	return unknown(memory, message->code);
}
