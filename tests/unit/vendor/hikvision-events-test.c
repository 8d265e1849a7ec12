/* SPDX-License-Identifier: Apache-2.0 */
/* hikvision-events-test.c - what alerts of a door station mean. */

#include "check.h"
#include "hikvision-access.h"
#include "hikvision-events.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static struct alert access_alert(int major, int minor, int door, int64_t serial)
{
	struct alert a = {.type = "AccessControllerEvent",
		.state = ALERT_STATE_ACTIVE,
		.time = "2026-03-01T10:00:00+01:00",
		.has_acs = true};

	a.acs.major = major;
	a.acs.minor = minor;
	a.acs.door = door;
	a.acs.serial = serial;
	return a;
}

static struct alert plain_alert(const char *type, enum alert_state state)
{
	struct alert a = {.state = state, .channel = 1};

	snprintf(a.type, sizeof(a.type), "%s", type);
	return a;
}

static void every_code_means_what_the_table_says(void)
{
	static const struct {
		int major, minor;
		int event; /**< -1: nothing */
		unsigned door;
	} codes[] = {
		{1, 3, EVENT_MOTION, 0},
		{1, 1028, EVENT_CASE_TAMPERED, 0},
		{1, 1029, -1, 0},
		{3, 1024, EVENT_BELL_PRESSED, 0},
		{5, 1, EVENT_ACCESS_GRANTED, 2},
		{5, 9, EVENT_ACCESS_DENIED, 2},
		{5, 19, EVENT_DOOR_HELD, 2},
		{5, 20, EVENT_DOOR_LOCKED, 2},
		{5, 21, EVENT_DOOR_UNLOCKED, 2},
		{5, 22, EVENT_DOOR_LOCKED, 2},
		{5, 23, EVENT_ACCESS_GRANTED, 2},
		{5, 24, -1, 0},
		{5, 25, EVENT_DOOR_OPENED, 2},
		{5, 26, EVENT_DOOR_CLOSED, 2},
		{5, 27, EVENT_DOOR_FORCED, 2},
		{5, 28, EVENT_DOOR_LEFT_OPEN, 2},
		{5, 75, EVENT_ACCESS_GRANTED, 2},
		{5, 76, EVENT_ACCESS_DENIED, 2},
		{5, 92, EVENT_DOOR_FORCED, 2},
		{5, 150, EVENT_ACCESS_DENIED, 2},
		{5, 181, EVENT_ACCESS_GRANTED, 2},
	};
	struct alert_memory memory = {0};

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		struct alert a =
			access_alert(codes[i].major, codes[i].minor, 2, (int64_t)i + 1);
		struct event ev = {.kind = EVENT_KINDS};
		enum alert_meaning meaning = hikvision_event(&memory, &a, &ev);

		if (codes[i].event < 0) {
			CHECK(meaning == ALERT_IS_NOTHING);
			continue;
		}
		CHECK(meaning == ALERT_IS_EVENT);
		CHECK((int)ev.kind == codes[i].event && ev.source == SOURCE_STREAM);
		CHECK(ev.door == codes[i].door);
	}
}

static void who_it_was_comes_with_the_event(void)
{
	struct alert_memory memory = {0};
	struct alert a = access_alert(5, 1, 1, 1);
	struct event ev;

	snprintf(a.acs.name, sizeof(a.acs.name), "Ada");
	snprintf(a.acs.card, sizeof(a.acs.card), "3012345678");
	CHECK(hikvision_event(&memory, &a, &ev) == ALERT_IS_EVENT);
	CHECK(ev.access.method == METHOD_CARD);
	CHECK(!strcmp(ev.access.name, "Ada"));
	CHECK(!strcmp(ev.access.card, "3012345678"));
	CHECK(!strcmp(ev.access.device_time, "2026-03-01T10:00:00+01:00"));
	a = access_alert(5, 38, 1, 2);
	snprintf(a.acs.employee, sizeof(a.acs.employee), "17");
	CHECK(hikvision_event(&memory, &a, &ev) == ALERT_IS_EVENT);
	CHECK(ev.access.method == METHOD_FINGERPRINT && !*ev.access.card);
	CHECK(!strcmp(ev.access.name, "17")); /* better than nobody */
	a = access_alert(5, 23, 1, 3);
	CHECK(hikvision_event(&memory, &a, &ev) == ALERT_IS_EVENT);
	CHECK(ev.access.method == METHOD_EXIT_BUTTON && !*ev.access.name);
}

static void one_model_has_its_own_words_for_the_contact(void)
{
	struct alert_memory memory = {.model = "DS-K1T342MWX"};
	struct alert opened = access_alert(5, 23, 1, 1);
	struct alert shut = access_alert(5, 24, 1, 2);
	struct event ev;

	CHECK(hikvision_event(&memory, &opened, &ev) == ALERT_IS_EVENT);
	CHECK(ev.kind == EVENT_DOOR_OPENED);
	CHECK(hikvision_event(&memory, &shut, &ev) == ALERT_IS_EVENT);
	CHECK(ev.kind == EVENT_DOOR_CLOSED);
}

static void a_card_written_in_codes_of_characters_is_read(void)
{
	static const struct {
		const char *written, *card;
	} cards[] = {
		{"5248554952", "40714"},
		{"49505152535455565748", "1234567890"},
		{"4294967295", "4294967295"}, /* 42 is no digit's code */
		{"3012345678", "3012345678"},
		{"48495051", "48495051"},       /* a short number may be one */
		{"52485549525", "52485549525"}, /* half a code */
		{"524855495x", "524855495x"},
		{"", ""},
	};
	char card[40];

	for (size_t i = 0; i < sizeof(cards) / sizeof(*cards); i++) {
		hikvision_card(cards[i].written, card, sizeof(card));
		CHECK(!strcmp(card, cards[i].card));
	}
}

static void a_station_that_leaves_the_door_out_has_one(void)
{
	struct alert_memory memory = {0};
	struct alert a = access_alert(5, 21, -1, 1);
	struct event ev;

	CHECK(hikvision_event(&memory, &a, &ev) == ALERT_IS_EVENT && ev.door == 1);
}

static void history_is_no_event(void)
{
	struct alert_memory memory = {0};
	struct alert a = access_alert(3, 1024, -1, 7);
	struct event ev;

	a.acs.past = true;
	CHECK(hikvision_event(&memory, &a, &ev) == ALERT_IS_NOTHING);
	a.acs.past = false; /* and is not held against the event itself */
	CHECK(hikvision_event(&memory, &a, &ev) == ALERT_IS_EVENT);
	a.acs.minor = 4711;
	a.acs.past = true; /* not even worth a word when it is unknown */
	CHECK(hikvision_event(&memory, &a, &ev) == ALERT_IS_NOTHING);
}

static void what_is_told_twice_happened_once(void)
{
	struct alert_memory memory = {0};
	struct event ev;

	for (unsigned again = 0; again < 2; again++) {
		for (unsigned n = 0; n < ALERTS_REMEMBERED; n++) {
			struct alert a = access_alert(3, 1024, -1, 100 + n);

			CHECK(hikvision_event(&memory, &a, &ev) ==
				(again ? ALERT_IS_NOTHING : ALERT_IS_EVENT));
		}
	}
}

static void two_presses_within_one_second_are_two(void)
{
	struct alert_memory memory = {0};
	struct alert first = access_alert(3, 1024, -1, 5);
	struct alert second = access_alert(3, 1024, -1, 6);
	struct event ev;

	CHECK(hikvision_event(&memory, &first, &ev) == ALERT_IS_EVENT);
	CHECK(hikvision_event(&memory, &second, &ev) == ALERT_IS_EVENT);
}

static void a_serial_number_that_comes_again_after_a_reset_is_another_event(void)
{
	struct alert_memory memory = {0};
	struct alert a = access_alert(3, 1024, -1, 5);
	struct event ev;

	CHECK(hikvision_event(&memory, &a, &ev) == ALERT_IS_EVENT);
	snprintf(a.time, sizeof(a.time), "2026-03-02T08:30:00+01:00");
	CHECK(hikvision_event(&memory, &a, &ev) == ALERT_IS_EVENT);
}

static void one_number_may_be_of_two_doors_or_codes(void)
{
	struct alert_memory memory = {0};
	struct alert one = access_alert(5, 21, 1, 5), two = access_alert(5, 21, 2, 5);
	struct alert locked = access_alert(5, 22, 1, 5);
	struct event ev;

	CHECK(hikvision_event(&memory, &one, &ev) == ALERT_IS_EVENT && ev.door == 1);
	CHECK(hikvision_event(&memory, &two, &ev) == ALERT_IS_EVENT && ev.door == 2);
	CHECK(hikvision_event(&memory, &locked, &ev) == ALERT_IS_EVENT);
}

static void events_without_a_number_are_all_new(void)
{
	struct alert_memory memory = {0};
	struct alert a = access_alert(3, 1024, -1, -1);
	struct event ev;

	CHECK(hikvision_event(&memory, &a, &ev) == ALERT_IS_EVENT);
	CHECK(hikvision_event(&memory, &a, &ev) == ALERT_IS_EVENT);
}

static void an_unknown_code_is_told_once(void)
{
	struct alert_memory memory = {0};
	struct event ev;

	for (unsigned n = 0; n < 1000; n++) {
		struct alert a = access_alert(5, 4000 + (int)(n % 3), -1, n);

		CHECK(hikvision_event(&memory, &a, &ev) ==
			(n < 3 ? ALERT_IS_UNKNOWN : ALERT_IS_NOTHING));
	}
	for (unsigned n = 0; n < 1000; n++) { /* a flood of them ends */
		struct alert a = access_alert(6, (int)n, -1, 2000 + n);

		CHECK(hikvision_event(&memory, &a, &ev) ==
			(n < CODES_REMEMBERED - 3 ? ALERT_IS_UNKNOWN
						  : ALERT_IS_NOTHING));
	}
}

static void an_unknown_type_is_told_once_however_long(void)
{
	struct alert_memory memory = {0};
	struct alert a = plain_alert(
		"aVeryLongNameOfAnEventThatNobodyHasEverHeardOf", ALERT_STATE_ACTIVE);
	struct event ev;

	CHECK(hikvision_event(&memory, &a, &ev) == ALERT_IS_UNKNOWN);
	CHECK(hikvision_event(&memory, &a, &ev) == ALERT_IS_NOTHING);
}

static void motion_begins_and_its_end_is_not_waited_for(void)
{
	struct alert_memory memory = {0};
	struct alert on = plain_alert("VMD", ALERT_STATE_ACTIVE);
	struct alert off = plain_alert("VMD", ALERT_STATE_INACTIVE);
	struct alert lower = plain_alert("vmd", ALERT_STATE_ACTIVE);
	struct event ev;

	CHECK(hikvision_event(&memory, &on, &ev) == ALERT_IS_EVENT);
	CHECK(ev.kind == EVENT_MOTION && !ev.door);
	CHECK(hikvision_event(&memory, &off, &ev) == ALERT_IS_NOTHING);
	CHECK(hikvision_event(&memory, &lower, &ev) == ALERT_IS_EVENT);
}

static void a_heartbeat_is_nothing(void)
{
	struct alert_memory memory = {0};
	struct alert beat = plain_alert("videoloss", ALERT_STATE_INACTIVE);
	struct alert lost = plain_alert("videoloss", ALERT_STATE_ACTIVE);
	struct event ev;

	CHECK(hikvision_event(&memory, &beat, &ev) == ALERT_IS_NOTHING);
	CHECK(hikvision_event(&memory, &lost, &ev) == ALERT_IS_NOTHING);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(every_code_means_what_the_table_says),
		TEST(who_it_was_comes_with_the_event),
		TEST(one_model_has_its_own_words_for_the_contact),
		TEST(a_card_written_in_codes_of_characters_is_read),
		TEST(a_station_that_leaves_the_door_out_has_one),
		TEST(history_is_no_event),
		TEST(what_is_told_twice_happened_once),
		TEST(two_presses_within_one_second_are_two),
		TEST(a_serial_number_that_comes_again_after_a_reset_is_another_event),
		TEST(one_number_may_be_of_two_doors_or_codes),
		TEST(events_without_a_number_are_all_new),
		TEST(an_unknown_code_is_told_once),
		TEST(an_unknown_type_is_told_once_however_long),
		TEST(motion_begins_and_its_end_is_not_waited_for),
		TEST(a_heartbeat_is_nothing),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
