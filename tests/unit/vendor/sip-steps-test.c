/* SPDX-License-Identifier: Apache-2.0 */
/* sip-steps-test.c - a station is set to us, kept so, and set back. */

#include "check.h"
#include "sip-town.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void it_is_read_written_verified_and_given_back(void)
{
	struct sip_town t;

	sip_town_begin(&t);
	sip_town_want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_STANDS && t.changed == 1);
	CHECK(sip_town_is_set(&t, 5061, 1) && t.requests == 9 && t.writes_done == 3);
	CHECK(t.stored && t.store.places[SIP_PLACE_KEY].settled);
	sip_town_give_back(&t);
	CHECK(t.steps.state == SIP_STEPS_IDLE && t.returned == 1 && !t.err);
	CHECK(sip_town_is_as_before(&t) && !t.stored && t.writes_done == 6);
	sip_town_end(&t);
}

static void what_is_right_is_only_read(void)
{
	struct sip_town t;

	sip_town_begin(&t);
	sip_town_want(&t, 5061, 1);
	for (unsigned i = 0; i < 20; i++) {
		sip_town_start_again(&t);
		sip_town_want(&t, 5061, 1);
		sip_town_want(&t, 5061, 1);
		sip_town_pass(&t, SIP_CHECK_MS);
		CHECK(t.steps.state == SIP_STEPS_STANDS);
	}
	CHECK(t.writes_done == 3);
	/* The same, typed in by hand: there is nothing to give back. */
	t.stored = false;
	memset(&t.steps.memory, 0, sizeof(t.steps.memory));
	sip_town_start_again(&t);
	sip_town_want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_STANDS && t.writes_done == 3 && !t.stored);
	CHECK(sip_memory_empty(&t.steps.memory));
	sip_town_end(&t);
}

static void only_what_differs_is_written(void)
{
	struct sip_town t;

	sip_town_begin(&t);
	sip_town_want(&t, 5061, 1);
	sip_town_want(&t, 5062, 1);
	CHECK(sip_town_is_set(&t, 5062, 1) && t.writes_done == 4);
	sip_town_start_again(&t);
	sip_town_want(&t, 5063, 1);
	CHECK(sip_town_is_set(&t, 5063, 1) && t.writes_done == 5);
	sip_town_give_back(&t);
	CHECK(sip_town_is_as_before(&t) && !t.stored);
	sip_town_end(&t);
}

static void another_room_and_button_gives_the_old_ones_back_first(void)
{
	struct sip_town t;

	sip_town_begin(&t);
	sip_town_want(&t, 5061, 1);
	sip_town_want(&t, 5061, 2);
	CHECK(t.steps.state == SIP_STEPS_STANDS && sip_town_is_set(&t, 5061, 2));
	CHECK(!t.returned && !strcmp(t.rooms[1].fields[SIP_FIELD_PHONES].text, "7,8"));
	sip_town_start_again(&t);
	sip_town_give_back(&t);
	CHECK(sip_town_is_as_before(&t) && !t.stored && t.returned == 1);
	sip_town_end(&t);
}

static void another_room_or_another_button_alone_is_enough_for_that(void)
{
	for (unsigned room = 1; room <= 2; room++) {
		struct sip_values values = sip_town_values(5061, room);
		struct sip_town t;

		values.button = 3 - room;
		sip_town_begin(&t);
		sip_town_want(&t, 5061, 1);
		sip_steps_want(&t.steps, &values);
		sip_town_run(&t);
		CHECK(t.steps.state == SIP_STEPS_STANDS && t.writes_done == 9);
		sip_town_give_back(&t);
		CHECK(sip_town_is_as_before(&t) && !t.stored);
		sip_town_end(&t);
	}
}

static void what_somebody_else_changed_is_left_alone(void)
{
	static const struct {
		enum sip_field field;
		unsigned shelf;
		const char *text;
	} rows[] = {
		{SIP_FIELD_PROXY, 0, "192.0.2.9"},
		{SIP_FIELD_ENABLED, 0, "false"},
		{SIP_FIELD_PHONES, 1, "9"},
		{SIP_FIELD_CALL_NUMBER, 1, "9"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct sip_settings *s;
		struct sip_value before;
		struct sip_town t;

		sip_town_begin(&t);
		sip_town_want(&t, 5061, 1);
		s = rows[i].shelf ? &t.rooms[1] : &t.station;
		before = s->fields[rows[i].field];
		sip_town_set(s, rows[i].field, rows[i].text);
		sip_town_pass(&t, SIP_CHECK_MS);
		CHECK(t.steps.state == SIP_STEPS_LEFT);
		CHECK(t.steps.at == sip_field_place(rows[i].field));
		sip_town_start_again(&t);
		sip_town_want(&t, 5061, 1);
		sip_town_want(&t, 5062, 1);
		sip_town_pass(&t, 3 * SIP_CHECK_MS);
		CHECK(t.steps.state == SIP_STEPS_LEFT && t.writes_done == 3);
		CHECK(!strcmp(s->fields[rows[i].field].text, rows[i].text));
		sip_town_want(&t, 5061, 1);
		s->fields[rows[i].field] = before; /* they change it back */
		sip_town_pass(&t, SIP_CHECK_MS);
		CHECK(t.steps.state == SIP_STEPS_STANDS && t.writes_done == 3);
		sip_town_set(s, rows[i].field, rows[i].text);
		sip_town_give_back(&t);
		CHECK(t.returned == 1 && !t.err && !t.stored && t.writes_done == 5);
		CHECK(!strcmp(s->fields[rows[i].field].text, rows[i].text));
		sip_town_end(&t);
	}
}

static void a_station_that_was_reset_is_told_and_left_alone(void)
{
	struct sip_town t;

	sip_town_begin(&t);
	sip_town_want(&t, 5061, 1);
	t.station = sip_town_users(1);
	t.rooms[1] = sip_town_users(1);
	sip_town_start_again(&t);
	sip_town_want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_LEFT && t.writes_done == 3);
	CHECK(strstr(t.steps.why, "back to what they were") != NULL);
	sip_town_give_back(&t);
	CHECK(!t.err && t.writes_done == 3 && !t.stored && sip_town_is_as_before(&t));
	sip_town_want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_STANDS && sip_town_is_set(&t, 5061, 1));
	sip_town_end(&t);
}

static void a_lost_connection_ends_all_that_is_under_way(void)
{
	for (unsigned step = 0; step < 9; step++) {
		struct sip_values values = sip_town_values(5061, 1);
		struct sip_town t;

		sip_town_begin(&t);
		sip_steps_want(&t.steps, &values);
		for (unsigned i = 0; i < step; i++) {
			t.asked = false;
			sip_town_answer(&t);
		}
		CHECK(t.asked);
		sip_steps_input(&t.steps, SIP_STEPS_DROP, 0, "");
		CHECK(!t.asked && t.steps.state == SIP_STEPS_IDLE && !t.changed);
		CHECK(!t.timers.first);
		sip_town_want(&t, 5061, 1);
		CHECK(t.steps.state == SIP_STEPS_STANDS);
		sip_town_end(&t);
	}
}

static void a_wish_that_changes_in_mid_work_wins(void)
{
	for (unsigned step = 0; step < 9; step++) {
		struct sip_values values = sip_town_values(5061, 1);
		struct sip_town t;

		sip_town_begin(&t);
		sip_steps_want(&t.steps, &values);
		for (unsigned i = 0; i < step; i++) {
			t.asked = false;
			sip_town_answer(&t);
		}
		if (step % 2) {
			sip_town_want(&t, 5062, 1);
			CHECK(t.steps.state == SIP_STEPS_STANDS &&
				sip_town_is_set(&t, 5062, 1));
		}
		sip_town_give_back(&t);
		CHECK(t.returned == 1 && !t.err && sip_town_is_as_before(&t) &&
			!t.stored);
		sip_town_end(&t);
	}
}

static void what_we_wrote_in_a_life_that_is_forgotten_is_nobodys_wish(void)
{
	struct sip_town t;

	sip_town_begin(&t);
	sip_town_want(&t, 5061, 1);
	t.stored = false;
	memset(&t.steps.memory, 0, sizeof(t.steps.memory));
	sip_town_start_again(&t);
	sip_town_want(&t, 5062, 1);
	CHECK(t.steps.state == SIP_STEPS_STANDS && sip_town_is_set(&t, 5062, 1));
	sip_town_give_back(&t);
	CHECK(!strcmp(t.station.fields[SIP_FIELD_ENABLED].text, "false"));
	sip_town_end(&t);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(it_is_read_written_verified_and_given_back),
		TEST(what_is_right_is_only_read),
		TEST(only_what_differs_is_written),
		TEST(another_room_and_button_gives_the_old_ones_back_first),
		TEST(another_room_or_another_button_alone_is_enough_for_that),
		TEST(what_somebody_else_changed_is_left_alone),
		TEST(a_station_that_was_reset_is_told_and_left_alone),
		TEST(a_lost_connection_ends_all_that_is_under_way),
		TEST(a_wish_that_changes_in_mid_work_wins),
		TEST(what_we_wrote_in_a_life_that_is_forgotten_is_nobodys_wish),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
