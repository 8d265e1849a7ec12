/* SPDX-License-Identifier: Apache-2.0 */
/* sip-faults-test.c - whatever fails at whatever step, a station is set to us and back. */

#include "check.h"
#include "sip-town.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void whatever_fails_at_whatever_step_it_gets_there_and_back(void)
{
	for (unsigned fault = UNREACHABLE; fault < FAULTS; fault++)
		for (unsigned step = 0; step < 9; step++) {
			struct sip_town t;

			sip_town_begin(&t);
			t.fault = fault;
			t.fault_at = step;
			sip_town_want(&t, 5061, 1);
			if (fault == CRASH)
				CHECK(t.crashed);
			else
				CHECK(t.steps.state != SIP_STEPS_IDLE);
			sip_town_start_again(&t);
			sip_town_want(&t, 5061, 1);
			if (!CHECK(t.steps.state == SIP_STEPS_STANDS &&
				    sip_town_is_set(&t, 5061, 1)))
				printf("# fault %u at %u\n", fault, step);
			sip_town_give_back(&t);
			if (!CHECK(!t.err && !t.stored && sip_town_is_as_before(&t)))
				printf("# back after fault %u at %u\n", fault, step);
			sip_town_end(&t);
		}
}

static void whatever_fails_on_the_way_back_it_gets_back(void)
{
	for (unsigned fault = UNREACHABLE; fault < FAULTS; fault++)
		for (unsigned step = 0; step < 9; step++) {
			struct sip_town t;

			sip_town_begin(&t);
			sip_town_want(&t, 5061, 1);
			t.fault = fault;
			t.fault_at = 9 + step;
			sip_town_give_back(&t);
			CHECK(t.crashed || t.steps.state == SIP_STEPS_IDLE);
			if (t.stored) {
				CHECK(t.crashed || t.err);
				sip_town_start_again(&t);
				sip_town_give_back(&t);
			}
			if (!CHECK(!t.err && !t.stored && sip_town_is_as_before(&t)))
				printf("# fault %u at %u\n", fault, step);
			sip_town_end(&t);
		}
}

static void without_a_right_answer_at_any_step_it_says_so_and_goes_on(void)
{
	for (unsigned fault = UNREACHABLE; fault <= HALVED; fault++)
		for (unsigned step = 0; step < 9; step++) {
			struct sip_town t;

			sip_town_begin(&t);
			t.fault = fault;
			t.fault_at = step;
			sip_town_want(&t, 5061, 1);
			switch (t.steps.state) {
			case SIP_STEPS_RESTING:
				CHECK(t.steps.err == -EHOSTUNREACH ||
					t.steps.err == -ETIMEDOUT);
				sip_town_pass(&t, SIP_REST_MS);
				CHECK(t.steps.state == SIP_STEPS_STANDS);
				break;
			case SIP_STEPS_REFUSED:
				CHECK(t.steps.err && *t.steps.why);
				sip_town_want(&t, 5061,
					1); /* no save of settings asks again */
				CHECK(t.steps.state == SIP_STEPS_REFUSED);
				CHECK(!t.timers.first);
				sip_town_want(&t, 5062, 1);
				CHECK(t.steps.state == SIP_STEPS_STANDS);
				break;
			default:
				CHECK(t.steps.state == SIP_STEPS_STANDS);
				CHECK(fault == UNKNOWN || fault == IGNORED);
			}
			sip_town_end(&t);
		}
}

static void a_refused_server_leaves_the_rest_unwritten(void)
{
	struct sip_town t;

	sip_town_begin(&t);
	t.forever = FORBIDDEN;
	t.forever_place = SIP_PLACE_SERVER;
	sip_town_want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_REFUSED && t.steps.err == -EPERM);
	CHECK(strstr(t.steps.why, "SIP settings: because") != NULL);
	CHECK(!t.writes_done && sip_town_is_as_before(&t) && !t.stored);
	sip_town_end(&t);
}

static void half_refused_it_says_which_and_gives_back_the_other_half(void)
{
	for (int place = SIP_PLACE_NUMBERS; place <= SIP_PLACE_KEY; place++) {
		struct sip_town t;

		sip_town_begin(&t);
		t.forever = FORBIDDEN;
		t.forever_place = place;
		sip_town_want(&t, 5061, 1);
		CHECK(t.steps.state == SIP_STEPS_REFUSED && t.steps.err == -EPERM);
		CHECK(strstr(t.steps.why, sip_place_name(place)) != NULL);
		CHECK(!strstr(t.steps.why, sip_place_name(SIP_PLACE_SERVER)));
		CHECK(t.writes_done == 2 && t.stored);
		CHECK(!t.store.places[place].touched);
		sip_town_start_again(&t);
		sip_town_give_back(&t);
		CHECK(!t.err && sip_town_is_as_before(&t) && !t.stored);
		sip_town_end(&t);
	}
}

static void what_is_not_kept_is_named(void)
{
	struct sip_town t;

	sip_town_begin(&t);
	t.forever = IGNORED;
	t.forever_place = SIP_PLACE_KEY;
	sip_town_want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_REFUSED && t.steps.err == -EREMOTEIO);
	CHECK(strstr(t.steps.why, "button: ") && strstr(t.steps.why, "callNumber"));
	CHECK(!t.store.places[SIP_PLACE_KEY].touched);
	sip_town_end(&t);
}

static void firmware_without_numbers_and_key_stands_without_them(void)
{
	struct sip_town t;

	sip_town_begin(&t);
	t.forever = UNKNOWN;
	t.forever_place = SIP_PLACE_KEY;
	sip_town_want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_STANDS && t.writes_done == 2);
	CHECK(t.steps.lacks[SIP_PLACE_KEY].err == -ENOTSUP);
	sip_town_end(&t);
	sip_town_begin(&t);
	t.forever = UNKNOWN;
	t.forever_place = SIP_PLACE_SERVER;
	sip_town_want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_REFUSED && t.steps.err == -ENOTSUP);
	CHECK(!t.writes_done && !t.stored);
	sip_town_end(&t);
}

static void writes_without_an_answer_come_to_an_end(void)
{
	struct sip_town t;

	sip_town_begin(&t);
	t.forever = TIMEOUT;
	t.forever_place = SIP_PLACE_SERVER;
	sip_town_want(&t, 5061, 1);
	for (unsigned i = 0; i < 10; i++)
		sip_town_pass(&t, SIP_REST_MS);
	CHECK(t.steps.state == SIP_STEPS_REFUSED && !t.timers.first);
	CHECK(t.requests == SIP_TRIES * 4);
	sip_steps_input(&t.steps, SIP_STEPS_DROP, 0, "");
	sip_town_want(&t, 5061, 1); /* another connection is another try */
	CHECK(t.steps.state == SIP_STEPS_RESTING);
	sip_town_end(&t);
}

static void what_turned_out_to_be_written_is_ours_and_not_under_way(void)
{
	struct sip_town t;

	sip_town_begin(&t);
	t.fault = LATE;
	t.fault_at = 5; /* the last write */
	sip_town_want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_RESTING);
	sip_town_pass(&t, SIP_REST_MS);
	CHECK(t.steps.state == SIP_STEPS_STANDS && t.writes_done == 3);
	t.rooms[1] = sip_town_users(1); /* somebody puts it back */
	sip_town_pass(&t, SIP_CHECK_MS);
	CHECK(t.steps.state == SIP_STEPS_LEFT && t.writes_done == 3);
	sip_town_end(&t);
}

static void what_cannot_be_remembered_is_not_overwritten(void)
{
	struct sip_town t;

	sip_town_begin(&t);
	t.store_is_full = true;
	sip_town_want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_REFUSED && t.steps.err == -EIO);
	CHECK(!t.writes_done && sip_memory_empty(&t.steps.memory));
	sip_town_end(&t);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(whatever_fails_at_whatever_step_it_gets_there_and_back),
		TEST(whatever_fails_on_the_way_back_it_gets_back),
		TEST(without_a_right_answer_at_any_step_it_says_so_and_goes_on),
		TEST(a_refused_server_leaves_the_rest_unwritten),
		TEST(half_refused_it_says_which_and_gives_back_the_other_half),
		TEST(what_is_not_kept_is_named),
		TEST(firmware_without_numbers_and_key_stands_without_them),
		TEST(writes_without_an_answer_come_to_an_end),
		TEST(what_turned_out_to_be_written_is_ours_and_not_under_way),
		TEST(what_cannot_be_remembered_is_not_overwritten),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
