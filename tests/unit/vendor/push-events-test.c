/* SPDX-License-Identifier: Apache-2.0 */
/* push-events-test.c - what a station's pushed messages mean. */

#include "check.h"
#include "push-events.h"

#include <stdio.h>
#include <string.h>

static enum push_meaning meaning(
	unsigned kind, uint32_t code, const char *door, struct event *ret_event)
{
	struct push_memory memory = {0};
	struct pushed_message m = {.kind = kind, .code = code};

	snprintf(m.door, sizeof(m.door), "%s", door);
	return push_event(&memory, &m, ret_event);
}

static void each_code_is_an_event(void)
{
	static const struct {
		unsigned kind;
		uint32_t code;
		enum event_kind event;
	} rows[] = {
		{PUSH_CLASS_MOTION, 0x00, EVENT_MOTION},
		{PUSH_CLASS_UNLOCK, 0x01, EVENT_DOOR_UNLOCKED},
		{PUSH_CLASS_ALARM, 0x02, EVENT_CASE_TAMPERED},
		{PUSH_CLASS_ALARM, 0x05, EVENT_DOOR_CLOSED},
		{PUSH_CLASS_ALARM, 0x06, EVENT_DOOR_OPENED},
		{PUSH_CLASS_ALARM, 0x11, EVENT_BELL_PRESSED},
		{0, 0x11, EVENT_BELL_PRESSED},
		{PUSH_CLASS_ALARM, 0x12, EVENT_CALL_IDLE},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct event ev;

		CHECK(meaning(rows[i].kind, rows[i].code, "", &ev) == PUSH_IS_EVENT);
		CHECK(ev.kind == rows[i].event && ev.source == SOURCE_PUSH);
		CHECK(ev.door == (ev.kind == EVENT_DOOR_UNLOCKED ||
					 ev.kind == EVENT_DOOR_OPENED ||
					 ev.kind == EVENT_DOOR_CLOSED));
	}
}

static void zeros_are_motion_only_in_a_message_about_motion(void)
{
	struct event ev;

	CHECK(meaning(PUSH_CLASS_ALARM, 0, "", &ev) == PUSH_IS_NOTHING);
	CHECK(meaning(PUSH_CLASS_UNLOCK, 0, "", &ev) == PUSH_IS_NOTHING);
	CHECK(meaning(0, 0, "", &ev) == PUSH_IS_NOTHING);
}

static void the_door_is_the_number_behind_its_name(void)
{
	static const struct {
		const char *name;
		unsigned door;
	} rows[] = {{"Door1", 1}, {"Door2", 2}, {"16", 16}, {"Gate", 1}, {"Door0", 1},
		{"Door17", 1}, {"Door99999999999999999999", 1}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct event ev = {0};

		CHECK(meaning(PUSH_CLASS_UNLOCK, 1, rows[i].name, &ev) ==
			PUSH_IS_EVENT);
		CHECK(ev.door == rows[i].door);
	}
}

static void who_unlocked_is_told_where_the_station_knows(void)
{
	struct push_memory memory = {0};
	struct pushed_message m = {.kind = PUSH_CLASS_UNLOCK,
		.code = 1,
		.unlock_source = 3,
		.time = "2024-02-29 23:59:58",
		.unlock_id = "0000000042"};
	struct event ev;

	CHECK(push_event(&memory, &m, &ev) == PUSH_IS_EVENT);
	CHECK(ev.access.method == METHOD_CARD);
	CHECK(!strcmp(ev.access.card, "0000000042"));
	CHECK(!strcmp(ev.access.device_time, "2024-02-29 23:59:58"));
	m.unlock_source = 5;
	CHECK(push_event(&memory, &m, &ev) == PUSH_IS_EVENT);
	CHECK(ev.access.method == METHOD_UNKNOWN && !*ev.access.card);
}

static void an_unknown_code_is_told_once(void)
{
	struct push_memory memory = {0};
	struct pushed_message m = {.kind = PUSH_CLASS_ALARM, .code = 0x77};
	struct event ev;

	CHECK(push_event(&memory, &m, &ev) == PUSH_IS_UNKNOWN);
	CHECK(push_event(&memory, &m, &ev) == PUSH_IS_NOTHING);
	for (m.code = 0x100; m.code < 0x200; m.code++)
		push_event(&memory, &m, &ev); /* and the memory is bounded */
	CHECK(memory.unknown_count == PUSH_CODES_REMEMBERED);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(each_code_is_an_event),
		TEST(zeros_are_motion_only_in_a_message_about_motion),
		TEST(the_door_is_the_number_behind_its_name),
		TEST(who_unlocked_is_told_where_the_station_knows),
		TEST(an_unknown_code_is_told_once),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
