/* SPDX-License-Identifier: Apache-2.0 */
/* timing-test.c - how long rings and doors take, as the diagnostics have it. */

#include "house.h"
#include "street.h"

#include <errno.h>

/* ---- rings: of a call alone ---- */

static void who_knows_of_a_ring_as_well_is_told_of_with_its_delay(void)
{
	struct street s;

	street_begin(&s);
	reads(&s, CALL_IDLE);
	pass(&s, 1000);
	press(&s);
	CHECK(!s.confirmations);
	pass(&s, 700);
	reads(&s, CALL_RINGING);
	CHECK(s.confirmations == 1 && s.confirmed_by == SOURCE_POLL);
	CHECK(s.late_ms == 700);
	reads_for(&s, CALL_RINGING, 5);
	CHECK(s.rings == 1 && s.confirmations == 1);
	street_end(&s);
}

static void of_two_rings_each_has_its_own_delay(void)
{
	struct street s;

	street_begin(&s);
	press(&s);
	pass(&s, 400);
	press(&s);
	pass(&s, 100);
	call_press(&s.call, &(struct event){.source = SOURCE_PUSH});
	CHECK(s.confirmed_by == SOURCE_PUSH && s.late_ms == 500);
	pass(&s, 100);
	call_press(&s.call, &(struct event){.source = SOURCE_PUSH});
	CHECK(s.rings == 2 && s.confirmations == 2 && s.late_ms == 200);
	street_end(&s);
}

/* ---- of a whole station ---- */

/* A number of the diagnostics' "timing_ms". */
static long long timing(
	struct house *h, const char *what, const char *of, const char *member)
{
	json_t *bundle = station_diagnose(h->station);
	const json_t *at = json_object_get(json_object_get(bundle, "timing_ms"), what);
	long long value;

	if (of)
		at = json_object_get(at, of);
	CHECK(json_is_integer(json_object_get(at, member)));
	value = json_integer_value(json_object_get(at, member));
	json_decref(bundle);
	return value;
}

static void unlock(struct house *h, uint64_t ticket)
{
	host_asks(h, ticket, "S1-lock-1", "lock", "unlock");
}

static void the_diagnostics_tell_each_source_of_a_ring_apart(void)
{
	struct house h;

	house_move_in(&h, 1);
	unit_tells_all(&h,
		&(struct event){.kind = EVENT_BELL_PRESSED, .source = SOURCE_STREAM});
	timers_advance(&h.timers, 60);
	unit_tells_all(
		&h, &(struct event){.kind = EVENT_BELL_PRESSED, .source = SOURCE_PUSH});
	CHECK(timing(&h, "ring_told_again_by", "push", "total") == 1);
	CHECK(timing(&h, "ring_told_again_by", "push", "longest") == 60);
	CHECK(timing(&h, "ring_told_again_by", "stream", "total") == 0);
	CHECK(timing(&h, "ring_told_again_by", "poll", "total") == 0);
	CHECK(timing(&h, "ring_told_again_by", "journal", "total") == 0);
	house_end(&h);
}

static void a_door_is_timed_to_its_answer_and_to_its_event(void)
{
	struct house h;

	house_move_in(&h, 1);
	unlock(&h, 1);
	timers_advance(&h.timers, 120);
	order_ends(&h, 0, "");
	CHECK(timing(&h, "door_answer", NULL, "longest") == 120);
	timers_advance(&h.timers, 1880);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	CHECK(timing(&h, "door_event", NULL, "longest") == 2000);
	unit_tells(&h, EVENT_DOOR_LOCKED, 1);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1); /* somebody else's */
	CHECK(timing(&h, "door_answer", NULL, "total") == 1);
	CHECK(timing(&h, "door_event", NULL, "total") == 1);
	house_end(&h);
}

static void an_event_that_comes_before_the_answer_is_timed_once(void)
{
	struct house h;

	house_move_in(&h, 1);
	unlock(&h, 1);
	timers_advance(&h.timers, 30);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	timers_advance(&h.timers, 50);
	order_ends(&h, 0, "");
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	CHECK(timing(&h, "door_event", NULL, "total") == 1);
	CHECK(timing(&h, "door_event", NULL, "longest") == 30);
	CHECK(timing(&h, "door_answer", NULL, "longest") == 80);
	house_end(&h);
}

static void what_was_not_carried_out_is_not_timed(void)
{
	struct house h;

	house_move_in(&h, 1);
	unlock(&h, 1);
	order_ends(&h, -EREMOTEIO, "refused");
	unlock(&h, 2);
	order_goes_out(&h);
	timers_advance(&h.timers, 8000);
	order_ends(&h, -ETIMEDOUT, "no answer");
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	CHECK(timing(&h, "door_answer", NULL, "total") == 0);
	CHECK(timing(&h, "door_event", NULL, "total") == 0);
	house_end(&h);
}

static void an_event_too_late_to_be_of_the_order_is_not_timed(void)
{
	struct house h;

	house_move_in(&h, 1);
	unlock(&h, 1);
	order_ends(&h, 0, "");
	timers_advance(&h.timers, 10 * 1000 + 1);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	CHECK(timing(&h, "door_answer", NULL, "total") == 1);
	CHECK(timing(&h, "door_event", NULL, "total") == 0);
	house_end(&h);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(who_knows_of_a_ring_as_well_is_told_of_with_its_delay),
		TEST(of_two_rings_each_has_its_own_delay),
		TEST(the_diagnostics_tell_each_source_of_a_ring_apart),
		TEST(a_door_is_timed_to_its_answer_and_to_its_event),
		TEST(an_event_that_comes_before_the_answer_is_timed_once),
		TEST(what_was_not_carried_out_is_not_timed),
		TEST(an_event_too_late_to_be_of_the_order_is_not_timed),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
