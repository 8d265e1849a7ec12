/* SPDX-License-Identifier: Apache-2.0 */
/* calls-kept-test.c - the calls of a doorbell as the host sees them, and over restarts. */

#include "house.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static unsigned told(const struct house *h, const char *capability)
{
	const json_t *event;
	unsigned n = 0;
	size_t i;

	json_array_foreach(h->events, i, event)
	{
		n += !strcmp(json_string_value(json_object_get(event, "capability")),
			capability);
	}
	return n;
}

/* The last event was an end, and of this kind. */
static bool ended(const struct house *h, const char *type)
{
	const json_t *last = json_array_get(h->events, json_array_size(h->events) - 1);

	return !strcmp(json_string_value(json_object_get(last, "capability")),
		       "call_ended") &&
	       !strcmp(json_string_value(json_object_get(last, "type")), type);
}

static const json_t *last_data(const struct house *h, const char *member)
{
	const json_t *last = json_array_get(h->events, json_array_size(h->events) - 1);

	return json_object_get(json_object_get(last, "data"), member);
}

static const json_t *missed_calls(const struct house *h, const char *member)
{
	return json_object_get(
		json_object_get(json_object_get(h->states, "S1"), "missed_calls"),
		member);
}

static int missed(const struct house *h)
{
	const json_t *value = missed_calls(h, "value");

	return json_is_integer(value) ? (int)json_integer_value(value) : -1;
}

static void station_says(struct house *h, enum event_kind kind)
{
	unit_tells_all(h, &(struct event){.kind = kind,
				  .source = SOURCE_POLL,
				  .asked_ms = h->timers.now_ms});
}

static void press(struct house *h, unsigned button)
{
	unit_tells_all(h, &(struct event){.kind = EVENT_BELL_PRESSED,
				  .source = SOURCE_STREAM,
				  .button = button,
				  .asked_ms = h->timers.now_ms});
}

static void rings_for_5_s(struct house *h, unsigned button)
{
	station_says(h, EVENT_CALL_IDLE);
	press(h, button);
	station_says(h, EVENT_CALL_RINGING);
	timers_advance(&h->timers, 5000);
}

static void miss_a_call(struct house *h, unsigned button)
{
	rings_for_5_s(h, button);
	station_says(h, EVENT_CALL_IDLE);
}

static void restart(struct house *h)
{
	house_stop(h);
	house_start(h);
	unit_is_known(h, "S1", 1, true);
	unit_comes_online(h);
}

static void an_end_names_call_button_source_and_duration(void)
{
	struct house h;

	house_move_in(&h, 1);
	miss_a_call(&h, 3);
	CHECK(told(&h, "ring") == 1 && told(&h, "call_ended") == 1);
	CHECK(ended(&h, "missed"));
	CHECK(!strcmp(json_string_value(last_data(&h, "call")), "abc-1"));
	CHECK(json_integer_value(last_data(&h, "button")) == 3);
	CHECK(!strcmp(json_string_value(last_data(&h, "source")), "stream"));
	CHECK(json_integer_value(last_data(&h, "duration_ms")) == 5000);
	house_end(&h);
}

static void a_ring_names_no_button_that_is_only_guessed(void)
{
	struct house h;

	house_move_in(&h, 1);
	miss_a_call(&h, 0); /* as far as we know it has one button */
	CHECK(json_integer_value(last_data(&h, "button")) == 1);
	timers_advance(&h.timers, 5000);
	miss_a_call(&h, 2);
	timers_advance(&h.timers, 5000);
	station_says(&h, EVENT_CALL_RINGING);
	CHECK(told(&h, "ring") == 3 && !last_data(&h, "button"));
	house_end(&h);
}

static void missed_calls_are_counted_and_the_last_one_is_named(void)
{
	struct house h;

	house_move_in(&h, 1);
	CHECK(missed(&h) == 0);
	CHECK(!missed_calls(&h, "last_call"));
	miss_a_call(&h, 1);
	timers_advance(&h.timers, 5000);
	miss_a_call(&h, 2);
	CHECK(missed(&h) == 2);
	CHECK(!strcmp(json_string_value(missed_calls(&h, "last_call")), "abc-2"));
	CHECK(json_integer_value(missed_calls(&h, "last_button")) == 2);
	CHECK(json_integer_value(missed_calls(&h, "last_at")) > 1600000000000);
	house_end(&h);
}

static void an_answered_call_is_not_missed(void)
{
	struct house h;

	house_move_in(&h, 1);
	rings_for_5_s(&h, 1);
	station_says(&h, EVENT_CALL_TALKING);
	station_says(&h, EVENT_CALL_IDLE);
	CHECK(ended(&h, "answered_elsewhere"));
	CHECK(missed(&h) == 0);
	house_end(&h);
}

static void missed_calls_survive_a_restart(void)
{
	struct house h;

	house_move_in(&h, 1);
	miss_a_call(&h, 2);
	timers_advance(&h.timers, 5000);
	miss_a_call(&h, 2);
	restart(&h);
	CHECK(missed(&h) == 2);
	CHECK(json_integer_value(missed_calls(&h, "last_button")) == 2);
	CHECK(!strcmp(json_string_value(missed_calls(&h, "last_call")), "abc-2"));
	miss_a_call(&h, 1);
	CHECK(missed(&h) == 3);
	CHECK(told(&h, "call_ended") == 3);
	house_end(&h);
}

static void the_user_clears_missed_calls_and_they_stay_cleared(void)
{
	struct house h;

	house_move_in(&h, 1);
	miss_a_call(&h, 2);
	host_asks(&h, 1, "S1", "clear_missed_calls", "press");
	CHECK(host_answers(&h, 1) == 1 && host_answer(&h, 1) == 0);
	CHECK(missed(&h) == 0);
	CHECK(json_integer_value(missed_calls(&h, "last_button")) == 2);
	restart(&h);
	CHECK(missed(&h) == 0);
	CHECK(json_integer_value(missed_calls(&h, "last_button")) == 2);
	host_asks(&h, 2, "S1", "clear_missed_calls", "turn_on");
	host_asks(&h, 3, "S1", "missed_calls", "press");
	CHECK(host_answer(&h, 2) == -ENOENT && host_answer(&h, 3) == -ENOENT);
	house_end(&h);
}

static void what_others_keep_in_the_store_stays(void)
{
	struct house h;

	house_begin(&h);
	json_object_set_new(h.store, "S1", json_pack("{s:i}", "other", 7));
	house_start(&h);
	unit_is_known(&h, "S1", 1, true);
	unit_comes_online(&h);
	miss_a_call(&h, 1);
	CHECK(json_integer_value(
		      json_object_get(json_object_get(h.store, "S1"), "other")) == 7);
	house_end(&h);
}

static void nonsense_in_the_store_does_no_harm(void)
{
	static const char *const values[] = {"7", "[]", "{\"calls\":7}",
		"{\"calls\":{\"missed\":-3,\"last\":[]}}",
		"{\"calls\":{\"missed\":\"x\",\"open\":{\"call\":7}}}",
		"{\"calls\":{\"open\":{\"call\":\"\",\"source\":\"x\"}}}"};

	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
		struct house h;

		house_begin(&h);
		json_object_set_new(
			h.store, "S1", json_loads(values[i], JSON_DECODE_ANY, NULL));
		house_start(&h);
		unit_is_known(&h, "S1", 1, true);
		unit_comes_online(&h);
		CHECK(missed(&h) == 0);
		miss_a_call(&h, 1);
		CHECK(missed(&h) == 1 && told(&h, "call_ended") == 1);
		restart(&h);
		CHECK(missed(&h) == 1);
		house_end(&h);
	}
}

static void a_store_that_takes_nothing_costs_only_what_a_restart_would_keep(void)
{
	struct house h;

	house_move_in(&h, 1);
	h.store_full = true;
	miss_a_call(&h, 1);
	unit_is_known(&h, "S1", 2, true); /* announced again */
	CHECK(missed(&h) == 1);
	house_end(&h);
}

static void a_restart_in_mid_ring_neither_rings_again_nor_swallows_the_end(void)
{
	struct house h;

	house_move_in(&h, 1);
	rings_for_5_s(&h, 2);
	restart(&h);
	station_says(&h, EVENT_CALL_RINGING);
	CHECK(host_sees(&h, "S1", "call", "value", "ringing"));
	timers_advance(&h.timers, 1000);
	station_says(&h, EVENT_CALL_IDLE);
	CHECK(told(&h, "ring") == 1 && told(&h, "call_ended") == 1);
	CHECK(ended(&h, "missed") && missed(&h) == 1);
	CHECK(!strcmp(json_string_value(last_data(&h, "call")), "abc-1"));
	CHECK(json_integer_value(last_data(&h, "button")) == 2);
	CHECK(!last_data(&h, "duration_ms"));
	restart(&h);
	timers_advance(&h.timers, 100 * 1000);
	CHECK(told(&h, "call_ended") == 1 && missed(&h) == 1);
	house_end(&h);
}

static void a_call_answered_before_a_restart_is_not_missed_after_it(void)
{
	struct house h;

	house_move_in(&h, 1);
	rings_for_5_s(&h, 2);
	station_says(&h, EVENT_CALL_TALKING);
	restart(&h);
	station_says(&h, EVENT_CALL_IDLE);
	CHECK(told(&h, "ring") == 1 && told(&h, "call_ended") == 1);
	CHECK(ended(&h, "answered_elsewhere") && missed(&h) == 0);
	house_end(&h);
}

/* expose_locks or not, our command or the station's own event. */
static void a_door_that_opens_while_it_rings_lets_the_visitor_in(void)
{
	for (int locks = 0; locks < 2; locks++) {
		struct house h;

		house_begin(&h);
		h.config.expose_locks = locks;
		house_start(&h);
		unit_is_known(&h, "S1", 1, true);
		unit_comes_online(&h);
		rings_for_5_s(&h, 1);
		unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
		station_says(&h, EVENT_CALL_IDLE);
		CHECK(told(&h, "call_ended") == 1 && ended(&h, "ended"));
		CHECK(missed(&h) == 0);
		house_end(&h);
	}
}

static void only_an_unlock_that_the_station_took_lets_the_visitor_in(void)
{
	static const struct {
		const char *op;
		int err;
		bool in;
	} cases[] = {{"unlock", 0, true}, {"open", 0, true},
		{"unlock", -EREMOTEIO, false}, {"lock", 0, false}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct house h;

		house_begin(&h);
		h.info.can_hold = true;
		house_start(&h);
		unit_is_known(&h, "S1", 1, true);
		unit_comes_online(&h);
		rings_for_5_s(&h, 1);
		host_asks(&h, 1, "S1-lock-1", "lock", cases[i].op);
		order_goes_out(&h);
		order_ends(&h, cases[i].err, "");
		station_says(&h, EVENT_CALL_IDLE);
		CHECK(ended(&h, cases[i].in ? "ended" : "missed"));
		CHECK(missed(&h) == !cases[i].in);
		house_end(&h);
	}
}

static void rings_are_counted_by_who_told_of_them_first(void)
{
	struct house h;
	const struct station_counters *counters;

	house_move_in(&h, 1);
	counters = station_counters(h.station);
	miss_a_call(&h, 1);
	timers_advance(&h.timers, 5000);
	station_says(&h, EVENT_CALL_RINGING);
	press(&h, 1); /* the same */
	CHECK(counters->rings_first[SOURCE_STREAM] == 1);
	CHECK(counters->rings_first[SOURCE_POLL] == 1);
	house_end(&h);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(an_end_names_call_button_source_and_duration),
		TEST(a_ring_names_no_button_that_is_only_guessed),
		TEST(missed_calls_are_counted_and_the_last_one_is_named),
		TEST(an_answered_call_is_not_missed),
		TEST(missed_calls_survive_a_restart),
		TEST(the_user_clears_missed_calls_and_they_stay_cleared),
		TEST(what_others_keep_in_the_store_stays),
		TEST(nonsense_in_the_store_does_no_harm),
		TEST(a_store_that_takes_nothing_costs_only_what_a_restart_would_keep),
		TEST(a_restart_in_mid_ring_neither_rings_again_nor_swallows_the_end),
		TEST(a_call_answered_before_a_restart_is_not_missed_after_it),
		TEST(a_door_that_opens_while_it_rings_lets_the_visitor_in),
		TEST(only_an_unlock_that_the_station_took_lets_the_visitor_in),
		TEST(rings_are_counted_by_who_told_of_them_first),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
