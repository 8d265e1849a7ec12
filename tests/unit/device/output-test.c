/* SPDX-License-Identifier: Apache-2.0 */
/* output-test.c - alarm outputs as switches. */

#include "house.h"

#include <errno.h>
#include <stddef.h>

static void move_in(struct house *h, unsigned outputs)
{
	house_begin(h);
	h->config.expose_outputs = true;
	h->info.outputs = outputs;
	house_start(h);
	unit_is_known(h, "S1", 1, true);
	unit_comes_online(h);
}

static void turn(struct house *h, uint64_t ticket, const char *op)
{
	host_asks(h, ticket, "S1-output-1", "output", op);
}

static bool unknown(const struct house *h)
{
	return host_sees(h, "S1-output-1", "output", "on", NULL);
}

static void only_outputs_that_the_station_lists_are_there(void)
{
	struct house h;

	move_in(&h, 5);
	CHECK(host_has(&h, "S1-output-1") && host_has(&h, "S1-output-3"));
	CHECK(!host_has(&h, "S1-output-2") && !host_has(&h, "S1-output-4"));
	house_end(&h);
	house_begin(&h);
	h.info.outputs = 5; /* but nobody asked for switches */
	house_start(&h);
	unit_is_known(&h, "S1", 1, true);
	unit_comes_online(&h);
	CHECK(!host_has(&h, "S1-output-1"));
	CHECK(!h.outputs_asked);
	house_end(&h);
}

static void the_state_is_asked_for_and_never_guessed(void)
{
	struct house h;

	move_in(&h, 1);
	CHECK(unknown(&h) && h.outputs_asked == 1);
	unit_tells(&h, EVENT_OUTPUT_ON, 1);
	CHECK(host_sees_flag(&h, "S1-output-1", "output", 1));
	unit_goes_offline(&h, -EHOSTUNREACH, "gone");
	CHECK(unknown(&h));
	unit_comes_online(&h);
	CHECK(unknown(&h) && h.outputs_asked == 2);
	house_end(&h);
}

static void a_command_that_was_taken_is_the_state(void)
{
	struct house h;

	move_in(&h, 1);
	turn(&h, 1, "turn_on");
	CHECK(orders_open(&h) == 1 && order_switches_on(&h) && order_door(&h) == 1);
	CHECK(unknown(&h) && !host_answers(&h, 1));
	order_ends(&h, 0, "");
	CHECK(host_sees_flag(&h, "S1-output-1", "output", 1));
	turn(&h, 2, "turn_off");
	CHECK(!order_switches_on(&h));
	order_ends(&h, 0, "");
	CHECK(host_sees_flag(&h, "S1-output-1", "output", 0));
	CHECK(host_answer(&h, 1) == 0 && host_answer(&h, 2) == 0);
	house_end(&h);
}

static void a_refused_command_changes_nothing(void)
{
	struct house h;

	move_in(&h, 1);
	unit_tells(&h, EVENT_OUTPUT_OFF, 1);
	turn(&h, 1, "turn_on");
	order_ends(&h, -EREMOTEIO, "not now");
	CHECK(host_sees_flag(&h, "S1-output-1", "output", 0));
	CHECK(host_answer(&h, 1) == -EREMOTEIO);
	CHECK(!orders_open(&h)); /* and is not tried again */
	house_end(&h);
}

static void an_unanswered_command_is_asked_after_not_repeated(void)
{
	struct house h;

	move_in(&h, 1);
	unit_tells(&h, EVENT_OUTPUT_OFF, 1);
	turn(&h, 1, "turn_on");
	order_goes_out(&h);
	order_ends(&h, -ETIMEDOUT, "no answer");
	CHECK(unknown(&h) && host_answer(&h, 1) == -ETIMEDOUT);
	CHECK(!orders_open(&h) && h.outputs_asked == 2);
	unit_tells(&h, EVENT_OUTPUT_ON, 1);
	CHECK(host_sees_flag(&h, "S1-output-1", "output", 1));
	house_end(&h);
}

static void what_was_asked_before_a_command_does_not_speak_for_it(void)
{
	struct house h;

	move_in(&h, 1);
	turn(&h, 1, "turn_on");
	unit_tells(&h, EVENT_OUTPUT_OFF, 1);
	CHECK(unknown(&h));
	order_ends(&h, 0, "");
	CHECK(host_sees_flag(&h, "S1-output-1", "output", 1));
	house_end(&h);
}

static void offline_nothing_is_switched(void)
{
	struct house h;

	move_in(&h, 1);
	unit_goes_offline(&h, -EHOSTUNREACH, "gone");
	turn(&h, 1, "turn_on");
	CHECK(host_answer(&h, 1) == -ENOTCONN && !orders_open(&h));
	house_end(&h);
}

static void a_cancelled_command_is_not_sent(void)
{
	struct house h;

	move_in(&h, 1);
	unit_tells(&h, EVENT_OUTPUT_OFF, 1);
	turn(&h, 1, "turn_on");
	station_cancel(h.station, 1);
	CHECK(!orders_open(&h) && !host_answers(&h, 1));
	CHECK(host_sees_flag(&h, "S1-output-1", "output", 0));
	turn(&h, 2, "turn_on");
	order_goes_out(&h);
	station_cancel(h.station, 2);
	CHECK(unknown(&h) && h.outputs_asked == 2);
	house_end(&h);
}

static void open_commands_are_answered_when_the_station_goes(void)
{
	struct house h;

	move_in(&h, 1);
	turn(&h, 1, "turn_on");
	turn(&h, 2, "turn_off");
	house_end(&h);
	CHECK(host_answer(&h, 1) == -ECANCELED && host_answer(&h, 2) == -ECANCELED);
	CHECK(h.answer_count == 2);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(only_outputs_that_the_station_lists_are_there),
		TEST(the_state_is_asked_for_and_never_guessed),
		TEST(a_command_that_was_taken_is_the_state),
		TEST(a_refused_command_changes_nothing),
		TEST(an_unanswered_command_is_asked_after_not_repeated),
		TEST(what_was_asked_before_a_command_does_not_speak_for_it),
		TEST(offline_nothing_is_switched),
		TEST(a_cancelled_command_is_not_sent),
		TEST(open_commands_are_answered_when_the_station_goes),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
