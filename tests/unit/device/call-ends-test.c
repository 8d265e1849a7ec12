/* SPDX-License-Identifier: Apache-2.0 */
/* call-ends-test.c - how a call ended, told once for each call that rang. */

#include "street.h"

#include <stddef.h>
#include <string.h>

/* A station that can be asked, and has been. */
static void begin_asked(struct street *s)
{
	street_begin(s);
	reads(s, CALL_IDLE);
	pass(s, 1000);
}

static void nobody_answers_and_it_is_missed(void)
{
	struct street s;

	begin_asked(&s);
	press(&s);
	reads_for(&s, CALL_RINGING, 30);
	CHECK(!s.ends);
	reads_for(&s, CALL_IDLE, 10);
	CHECK(s.ends == 1 && s.outcome == CALL_MISSED);
	CHECK(!strcmp(s.last_visit.id, s.id) && s.last_visit.button == 2);
	CHECK(s.last_visit.source == SOURCE_STREAM);
	pass(&s, 100 * 1000);
	CHECK(s.ends == 1 && s.rings == 1);
	street_end(&s);
}

static void somebody_inside_answers_and_it_is_never_missed(void)
{
	struct street s;

	begin_asked(&s);
	press(&s);
	reads_for(&s, CALL_RINGING, 3);
	reads_for(&s, CALL_TALKING, 1); /* seen but once */
	CHECK(!s.ends);
	reads_for(&s, CALL_IDLE, 1);
	CHECK(s.ends == 1 && s.outcome == CALL_ANSWERED_ELSEWHERE);
	street_end(&s);
}

static void the_call_that_we_answer_is_answered_here(void)
{
	struct street s;

	begin_asked(&s);
	press(&s);
	reads_for(&s, CALL_RINGING, 3);
	call_answered_here(&s.call);
	reads_for(&s, CALL_TALKING, 3);
	reads_for(&s, CALL_IDLE, 1);
	CHECK(s.ends == 1 && s.outcome == CALL_ANSWERED_HERE);
	street_end(&s);
}

static void the_call_that_we_refuse_is_rejected_unless_somebody_answers(void)
{
	for (int answered = 0; answered < 2; answered++) {
		struct street s;

		begin_asked(&s);
		press(&s);
		reads_for(&s, CALL_RINGING, 3);
		call_rejected(&s.call);
		CHECK(s.told == CALL_RINGING && !s.ends);
		reads_for(&s, CALL_TALKING, answered ? 5 : 0);
		reads_for(&s, CALL_IDLE, 1);
		CHECK(s.ends == 1);
		CHECK(s.outcome ==
			(answered ? CALL_ANSWERED_ELSEWHERE : CALL_REJECTED));
		street_end(&s);
	}
}

static void a_visitor_who_is_let_in_is_not_missed(void)
{
	struct street s;

	begin_asked(&s);
	press(&s);
	reads_for(&s, CALL_RINGING, 3);
	call_let_in(&s.call);
	reads_for(&s, CALL_RINGING, 3);
	reads_for(&s, CALL_IDLE, 1);
	CHECK(s.ends == 1 && s.outcome == CALL_ENDED);
	press(&s); /* the next one is */
	reads_for(&s, CALL_RINGING, 3);
	reads_for(&s, CALL_IDLE, 1);
	CHECK(s.ends == 2 && s.outcome == CALL_MISSED);
	street_end(&s);
}

static void a_door_that_opens_before_the_ring_does_not_matter(void)
{
	struct street s;

	begin_asked(&s);
	call_let_in(&s.call);
	call_rejected(&s.call);
	call_answered_here(&s.call);
	press(&s);
	reads_for(&s, CALL_RINGING, 3);
	reads_for(&s, CALL_IDLE, 1);
	CHECK(s.ends == 1 && s.outcome == CALL_MISSED);
	street_end(&s);
}

static void two_presses_of_one_call_end_once(void)
{
	struct street s;

	begin_asked(&s);
	press(&s);
	reads_for(&s, CALL_RINGING, 5);
	press(&s);
	reads_for(&s, CALL_RINGING, 5);
	reads_for(&s, CALL_IDLE, 10);
	CHECK(s.rings == 2 && s.ends == 1 && s.outcome == CALL_MISSED);
	CHECK(s.last_visit.rings == 2);
	street_end(&s);
}

static void the_station_dies_and_the_call_ends_by_itself(void)
{
	for (int answered = 0; answered < 2; answered++) {
		struct street s;

		begin_asked(&s);
		press(&s);
		reads_for(&s, answered ? CALL_TALKING : CALL_RINGING, 5);
		pass(&s, 64999);
		CHECK(!s.ends);
		pass(&s, 1);
		CHECK(s.ends == 1);
		CHECK(s.outcome == (answered ? CALL_ANSWERED_ELSEWHERE : CALL_MISSED));
		street_end(&s);
	}
}

static void the_station_reboots_in_mid_ring_and_neither_rings_nor_ends_twice(void)
{
	struct street s;

	begin_asked(&s);
	press(&s);
	reads_for(&s, CALL_RINGING, 5);
	pass(&s, 40 * 1000);
	reads_for(&s, CALL_IDLE, 100);
	CHECK(s.rings == 1 && s.ends == 1 && s.outcome == CALL_MISSED);
	street_end(&s);
}

static void a_station_that_always_says_idle_has_missed_calls_after_65_seconds(void)
{
	struct street s;

	begin_asked(&s);
	press(&s);
	reads_for(&s, CALL_IDLE, 64);
	CHECK(!s.ends);
	reads_for(&s, CALL_IDLE, 2);
	CHECK(s.ends == 1 && s.outcome == CALL_MISSED);
	street_end(&s);
}

static void a_station_that_cannot_be_asked_has_none(void)
{
	struct street s;

	street_begin(&s);
	press(&s);
	pass(&s, 66 * 1000);
	CHECK(s.ends == 1 && s.outcome == CALL_ENDED);
	street_end(&s);

	begin_asked(&s); /* it could, and cannot any more */
	press(&s);
	read_late(&s, CALL_IDLE, 10); /* asked before the press */
	pass(&s, 66 * 1000);
	CHECK(s.ends == 1 && s.outcome == CALL_ENDED);
	street_end(&s);
}

static void a_call_without_a_ring_has_no_end(void)
{
	struct street s;

	street_begin(&s);
	reads_for(&s, CALL_RINGING, 5); /* since before our time */
	reads_for(&s, CALL_IDLE, 5);
	reads_for(&s, CALL_TALKING, 5); /* somebody inside looked out */
	reads_for(&s, CALL_IDLE, 5);
	CHECK(!s.rings && !s.ends && s.changes == 4);
	street_end(&s);
}

static void a_call_from_inside_right_after_a_visit_is_seen_at_once(void)
{
	struct street s;

	begin_asked(&s);
	press(&s);
	reads_for(&s, CALL_RINGING, 3);
	reads_for(&s, CALL_IDLE, 1);
	reads_for(&s, CALL_TALKING, 1);
	CHECK(s.told == CALL_TALKING && s.ends == 1);
	reads_for(&s, CALL_IDLE, 1);
	CHECK(s.told == CALL_IDLE && s.rings == 1 && s.ends == 1);
	street_end(&s);
}

static void the_button_is_the_one_that_any_source_named(void)
{
	struct street s;

	begin_asked(&s);
	reads(&s, CALL_RINGING);
	CHECK(s.rings == 1 && s.button == 0);
	pass(&s, 500);
	press(&s); /* the same; button 2 */
	reads_for(&s, CALL_IDLE, 1);
	CHECK(s.rings == 1 && s.ends == 1);
	CHECK(s.last_visit.button == 2 && s.last_visit.source == SOURCE_POLL);
	street_end(&s);
}

static const struct call_visit left_open = {
	.id = "aa-7", .source = SOURCE_POLL, .button = 3};

static void a_call_that_outlives_us_goes_on_and_does_not_ring_again(void)
{
	struct street s;

	street_begin(&s);
	call_resume(&s.call, &left_open);
	reads_for(&s, CALL_RINGING, 10);
	CHECK(s.told == CALL_RINGING && !s.ends);
	reads_for(&s, CALL_IDLE, 10);
	CHECK(!s.rings && s.ends == 1 && s.outcome == CALL_MISSED);
	CHECK(!strcmp(s.last_visit.id, "aa-7") && s.last_visit.button == 3);
	CHECK(s.last_visit.source == SOURCE_POLL && s.last_visit.resumed);
	pass(&s, 100 * 1000);
	CHECK(s.ends == 1);
	street_end(&s);
}

static void a_second_press_of_a_call_that_outlives_us_is_of_that_call(void)
{
	struct street s;

	street_begin(&s);
	call_resume(&s.call, &left_open);
	reads_for(&s, CALL_RINGING, 5);
	press(&s);
	CHECK(s.rings == 1 && !strcmp(s.id, "aa-7"));
	reads_for(&s, CALL_IDLE, 10);
	CHECK(s.ends == 1 && s.last_visit.source == SOURCE_POLL);
	street_end(&s);
}

static void a_call_that_ended_while_we_were_away_ends_now_and_nobody_knows_how(void)
{
	struct call_visit talked = left_open;
	struct street s;

	street_begin(&s);
	call_resume(&s.call, &left_open);
	reads(&s, CALL_IDLE);
	CHECK(s.ends == 1 && s.outcome == CALL_ENDED);
	reads_for(&s, CALL_IDLE, 100);
	CHECK(s.ends == 1 && !s.rings);
	street_end(&s);

	talked.talked = true; /* but this one was answered */
	street_begin(&s);
	call_resume(&s.call, &talked);
	reads(&s, CALL_IDLE);
	CHECK(s.ends == 1 && s.outcome == CALL_ANSWERED_ELSEWHERE);
	street_end(&s);
}

static void a_press_before_the_first_question_ends_the_old_call_and_begins_one(void)
{
	struct street s;

	street_begin(&s);
	call_resume(&s.call, &left_open);
	press(&s);
	CHECK(s.rings == 1 && !strcmp(s.id, "ff-1"));
	CHECK(s.ends == 1 && !strcmp(s.last_visit.id, "aa-7"));
	reads_for(&s, CALL_RINGING, 5);
	reads_for(&s, CALL_IDLE, 5);
	CHECK(s.ends == 2 && !strcmp(s.last_visit.id, "ff-1"));
	street_end(&s);
}

static void a_call_from_before_ends_though_the_station_stays_away(void)
{
	struct street s;

	street_begin(&s);
	call_resume(&s.call, &left_open);
	pass(&s, 65 * 1000);
	CHECK(s.ends == 1 && s.outcome == CALL_ENDED && !s.rings);
	street_end(&s);
}

static void of_two_that_can_be_asked_the_one_in_the_call_is_believed(void)
{
	struct street s;

	begin_asked(&s);
	other_reads(&s, CALL_IDLE);
	reads_for(&s, CALL_RINGING, 3);
	for (int i = 0; i < 10; i++) { /* the call has moved to the other */
		other_reads(&s, CALL_TALKING);
		reads_for(&s, CALL_IDLE, 1);
		CHECK(s.told == CALL_TALKING && !s.ends);
	}
	other_reads(&s, CALL_IDLE);
	reads_for(&s, CALL_IDLE, 5);
	CHECK(s.ends == 1 && s.rings == 1);
	CHECK(s.outcome == CALL_ANSWERED_ELSEWHERE);
	street_end(&s);
}

static void of_two_that_can_be_asked_the_late_one_reopens_nothing(void)
{
	struct street s;

	begin_asked(&s);
	other_reads(&s, CALL_IDLE);
	other_reads(&s, CALL_RINGING); /* at once, and briefly */
	other_reads(&s, CALL_IDLE);
	CHECK(s.rings == 1 && s.ends == 1 && s.changes == 3);
	reads_for(&s, CALL_RINGING, 2); /* limps behind */
	CHECK(s.told == CALL_IDLE);
	reads_for(&s, CALL_IDLE, 5);
	CHECK(s.rings == 1 && s.ends == 1 && s.changes == 3);
	street_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(nobody_answers_and_it_is_missed),
		TEST(somebody_inside_answers_and_it_is_never_missed),
		TEST(the_call_that_we_answer_is_answered_here),
		TEST(the_call_that_we_refuse_is_rejected_unless_somebody_answers),
		TEST(a_visitor_who_is_let_in_is_not_missed),
		TEST(a_door_that_opens_before_the_ring_does_not_matter),
		TEST(two_presses_of_one_call_end_once),
		TEST(the_station_dies_and_the_call_ends_by_itself),
		TEST(the_station_reboots_in_mid_ring_and_neither_rings_nor_ends_twice),
		TEST(a_station_that_always_says_idle_has_missed_calls_after_65_seconds),
		TEST(a_station_that_cannot_be_asked_has_none),
		TEST(a_call_without_a_ring_has_no_end),
		TEST(a_call_from_inside_right_after_a_visit_is_seen_at_once),
		TEST(the_button_is_the_one_that_any_source_named),
		TEST(a_call_that_outlives_us_goes_on_and_does_not_ring_again),
		TEST(a_second_press_of_a_call_that_outlives_us_is_of_that_call),
		TEST(a_call_that_ended_while_we_were_away_ends_now_and_nobody_knows_how),
		TEST(a_press_before_the_first_question_ends_the_old_call_and_begins_one),
		TEST(a_call_from_before_ends_though_the_station_stays_away),
		TEST(of_two_that_can_be_asked_the_one_in_the_call_is_believed),
		TEST(of_two_that_can_be_asked_the_late_one_reopens_nothing),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
