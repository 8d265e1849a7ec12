/* SPDX-License-Identifier: Apache-2.0 */
/* doorbell-test.c - ring, call and motion of the station itself. */

#include "house.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static bool motion(const struct house *h, int on)
{
	return host_sees_flag(h, "S1", "motion", on);
}

static bool motion_unknown(const struct house *h)
{
	return host_sees(h, "S1", "motion", "on", NULL);
}

static const json_t *ring_data(const struct house *h, const char *member)
{
	const json_t *last = json_array_get(h->events, json_array_size(h->events) - 1);

	return json_object_get(json_object_get(last, "data"), member);
}

static void motion_comes_holds_and_goes(void)
{
	struct house h;

	house_move_in(&h, 0);
	CHECK(motion(&h, 0));
	unit_tells(&h, EVENT_MOTION, 0);
	CHECK(motion(&h, 1));
	timers_advance(&h.timers, 9999);
	CHECK(motion(&h, 1));
	timers_advance(&h.timers, 1);
	CHECK(motion(&h, 0));
	house_end(&h);
}

static void more_motion_holds_longer_and_is_told_once(void)
{
	struct house h;
	unsigned before;

	house_move_in(&h, 0);
	before = h.state_reports;
	for (int i = 0; i < 10; i++) {
		unit_tells(&h, EVENT_MOTION, 0);
		timers_advance(&h.timers, 9000);
		CHECK(motion(&h, 1));
	}
	CHECK(h.state_reports == before + 1);
	timers_advance(&h.timers, 1000);
	CHECK(motion(&h, 0));
	CHECK(h.state_reports == before + 2);
	house_end(&h);
}

static void tamper_is_motion_when_there_is_no_switch(void)
{
	struct house h;

	house_begin(&h);
	h.config.expose_tamper = false;
	house_start(&h);
	unit_is_known(&h, "S1", 0, true);
	unit_comes_online(&h);
	unit_tells(&h, EVENT_CASE_TAMPERED, 0);
	CHECK(motion(&h, 1));
	timers_advance(&h.timers, 10 * 1000);
	CHECK(motion(&h, 0));
	house_end(&h);
}

static void tamper_is_no_motion_when_there_is_a_switch(void)
{
	struct house h;

	house_move_in(&h, 0);
	unit_tells(&h, EVENT_CASE_TAMPERED, 0);
	CHECK(motion(&h, 0));
	house_end(&h);
}

static void a_deaf_station_knows_of_no_motion(void)
{
	struct house h;

	house_begin(&h);
	house_start(&h);
	unit_is_known(&h, "S1", 0, true);
	CHECK(motion_unknown(&h));
	unit_comes_online(&h);
	CHECK(motion(&h, 0));
	unit_goes_offline(&h, -EHOSTUNREACH, "gone");
	CHECK(motion_unknown(&h));
	unit_comes_online(&h);
	CHECK(motion(&h, 0));
	house_end(&h);
}

static void motion_ends_though_the_station_is_lost(void)
{
	struct house h;

	house_move_in(&h, 0);
	unit_tells(&h, EVENT_MOTION, 0);
	unit_goes_offline(&h, -EHOSTUNREACH, "gone");
	CHECK(motion(&h, 1));
	timers_advance(&h.timers, 10 * 1000);
	CHECK(motion_unknown(&h));
	house_end(&h);
}

static void a_ring_names_button_source_and_call(void)
{
	struct house h;

	house_move_in(&h, 0);
	unit_tells(&h, EVENT_BELL_PRESSED, 0);
	CHECK(host_rings(&h) == 1);
	CHECK(json_integer_value(ring_data(&h, "button")) == 1);
	CHECK(!strcmp(json_string_value(ring_data(&h, "source")), "stream"));
	CHECK(!strcmp(json_string_value(ring_data(&h, "call")), "abc-1"));
	unit_tells_all(&h, &(struct event){.kind = EVENT_BELL_PRESSED, .button = 3});
	CHECK(host_rings(&h) == 2);
	CHECK(json_integer_value(ring_data(&h, "button")) == 3);
	house_end(&h);
}

static void a_call_shows_its_life(void)
{
	struct house h;
	struct event ev = {.source = SOURCE_POLL};

	house_move_in(&h, 0);
	CHECK(host_sees(&h, "S1", "call", "value", NULL)); /* not known */
	ev.kind = EVENT_CALL_IDLE;
	unit_tells_all(&h, &ev);
	CHECK(host_sees(&h, "S1", "call", "value", "idle"));
	ev.kind = EVENT_CALL_RINGING;
	unit_tells_all(&h, &ev);
	CHECK(host_sees(&h, "S1", "call", "value", "ringing"));
	CHECK(host_rings(&h) == 1);
	ev.kind = EVENT_CALL_TALKING;
	unit_tells_all(&h, &ev);
	CHECK(host_sees(&h, "S1", "call", "value", "in_call"));
	ev.kind = EVENT_CALL_IDLE;
	unit_tells_all(&h, &ev);
	CHECK(host_sees(&h, "S1", "call", "value", "idle"));
	CHECK(host_rings(&h) == 1);
	house_end(&h);
}

static void a_ring_nobody_ends_ends_by_itself_though_the_station_is_lost(void)
{
	struct house h;

	house_move_in(&h, 0);
	unit_tells(&h, EVENT_BELL_PRESSED, 0);
	unit_goes_offline(&h, -EHOSTUNREACH, "gone");
	CHECK(host_sees(&h, "S1", "call", "value", "ringing"));
	timers_advance(&h.timers, 65 * 1000);
	CHECK(host_sees(&h, "S1", "call", "value", "idle"));
	house_end(&h);
}

static void a_doorbell_takes_no_requests(void)
{
	struct house h;

	house_move_in(&h, 0);
	host_asks(&h, 1, "S1", "ring", "ring");
	CHECK(host_answers(&h, 1) == 1 && host_answer(&h, 1) == -ENOENT);
	house_end(&h);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(motion_comes_holds_and_goes),
		TEST(more_motion_holds_longer_and_is_told_once),
		TEST(tamper_is_motion_when_there_is_no_switch),
		TEST(tamper_is_no_motion_when_there_is_a_switch),
		TEST(a_deaf_station_knows_of_no_motion),
		TEST(motion_ends_though_the_station_is_lost),
		TEST(a_ring_names_button_source_and_call),
		TEST(a_call_shows_its_life),
		TEST(a_ring_nobody_ends_ends_by_itself_though_the_station_is_lost),
		TEST(a_doorbell_takes_no_requests),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
