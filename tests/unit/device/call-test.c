/* SPDX-License-Identifier: Apache-2.0 */
/* call-test.c - when it rings, and when a call is over. */

#include "street.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static void the_stream_alone_rings(void)
{
	struct street s;

	street_begin(&s);
	press(&s);
	CHECK(s.rings == 1 && s.source == SOURCE_STREAM && s.button == 2);
	CHECK(s.told == CALL_RINGING && s.changes == 1);
	CHECK(!strcmp(s.id, "ff-1"));
	street_end(&s);
}

static void the_poll_alone_rings(void)
{
	struct street s;

	street_begin(&s);
	reads(&s, CALL_IDLE);
	CHECK(s.changes == 1 && s.told == CALL_IDLE); /* now it is known */
	pass(&s, 1000);
	reads(&s, CALL_RINGING);
	CHECK(s.rings == 1 && s.source == SOURCE_POLL && s.told == CALL_RINGING);
	reads_for(&s, CALL_RINGING, 20);
	CHECK(s.rings == 1);
	pass(&s, 1000);
	reads(&s, CALL_IDLE);
	CHECK(s.told == CALL_IDLE);
	street_end(&s);
}

static void two_sources_of_one_press_ring_once(void)
{
	for (int poll_first = 0; poll_first < 2; poll_first++) {
		for (unsigned skew_ms = 0; skew_ms <= 2900; skew_ms += 100) {
			struct street s;

			street_begin(&s);
			reads(&s, CALL_IDLE);
			pass(&s, 1000);
			if (poll_first)
				reads(&s, CALL_RINGING);
			else
				press(&s);
			pass(&s, skew_ms);
			if (poll_first)
				press(&s);
			else
				reads(&s, CALL_RINGING);
			reads_for(&s, CALL_RINGING, 10);
			reads_for(&s, CALL_IDLE, 10);
			CHECK(s.rings == 1);
			CHECK(s.source == (poll_first ? SOURCE_POLL : SOURCE_STREAM));
			CHECK(s.told == CALL_IDLE);
			street_end(&s);
		}
	}
}

static void a_second_press_in_one_call_rings_again(void)
{
	struct street s;
	char first[48];

	street_begin(&s);
	reads(&s, CALL_IDLE);
	press(&s);
	snprintf(first, sizeof(first), "%s", s.id);
	reads_for(&s, CALL_RINGING, 5);
	press(&s);
	CHECK(s.rings == 2);
	CHECK(!strcmp(s.id, first)); /* it is the same call */
	CHECK(s.changes == 2);
	reads_for(&s, CALL_RINGING, 5);
	CHECK(s.rings == 2);
	reads_for(&s, CALL_IDLE, 1);
	CHECK(s.told == CALL_IDLE);
	street_end(&s);
}

static void a_second_press_rings_even_if_the_stream_missed_the_first(void)
{
	struct street s;

	street_begin(&s);
	reads(&s, CALL_IDLE);
	pass(&s, 1000);
	reads(&s, CALL_RINGING);
	reads_for(&s, CALL_RINGING, 5);
	press(&s);
	CHECK(s.rings == 2);
	street_end(&s);
}

static void the_next_call_has_another_id(void)
{
	struct street s;

	street_begin(&s);
	reads(&s, CALL_IDLE);
	press(&s);
	reads_for(&s, CALL_RINGING, 2);
	reads_for(&s, CALL_IDLE, 1);
	CHECK(s.told == CALL_IDLE);
	press(&s);
	CHECK(s.rings == 2 && !strcmp(s.id, "ff-2"));
	street_end(&s);
}

static void readings_older_than_the_press_end_nothing(void)
{
	struct street s;

	street_begin(&s);
	reads(&s, CALL_IDLE);
	press(&s); /* the station has been ringing once before */
	reads_for(&s, CALL_RINGING, 2);
	reads_for(&s, CALL_IDLE, 10);
	press(&s);
	pass(&s, 2500);
	read_late(&s, CALL_IDLE, 2600);
	CHECK(s.told == CALL_RINGING);
	pass(&s, 1500);
	read_late(&s, CALL_IDLE, 1100); /* asked 2900 ms after it */
	CHECK(s.told == CALL_RINGING);
	pass(&s, 1000);
	reads(&s, CALL_IDLE);
	CHECK(s.told == CALL_IDLE && s.rings == 2);
	street_end(&s);
}

static void a_second_press_outlives_the_end_of_the_call_before(void)
{
	struct street s;

	street_begin(&s);
	reads(&s, CALL_IDLE);
	press(&s);
	reads_for(&s, CALL_RINGING, 10);
	press(&s);               /* the first call has just ended, */
	reads(&s, CALL_RINGING); /* what the station says now is still of it, */
	reads_for(&s, CALL_IDLE, 1);
	CHECK(s.told == CALL_RINGING);
	reads_for(&s, CALL_RINGING, 5); /* and this is the second */
	CHECK(s.rings == 2);
	reads_for(&s, CALL_IDLE, 1);
	CHECK(s.told == CALL_IDLE);
	street_end(&s);
}

static void a_station_that_always_says_idle_rings_for_65_seconds(void)
{
	struct street s;

	street_begin(&s);
	reads_for(&s, CALL_IDLE, 5);
	press(&s);
	reads_for(&s, CALL_IDLE, 64);
	CHECK(s.told == CALL_RINGING);
	reads_for(&s, CALL_IDLE, 1);
	CHECK(s.told == CALL_IDLE && s.rings == 1);
	street_end(&s);
}

static void a_ring_without_further_news_ends_after_65_seconds(void)
{
	struct street s;

	street_begin(&s);
	press(&s);
	pass(&s, 64999);
	CHECK(s.told == CALL_RINGING);
	pass(&s, 1);
	CHECK(s.told == CALL_IDLE && s.changes == 2);
	pass(&s, 10 * 1000);
	street_end(&s);
}

static void a_ring_goes_on_while_the_station_says_so(void)
{
	struct street s;

	street_begin(&s);
	reads(&s, CALL_IDLE);
	press(&s);
	reads_for(&s, CALL_RINGING, 120); /* the stream has been lost meanwhile */
	CHECK(s.told == CALL_RINGING && s.rings == 1 && s.changes == 2);
	reads_for(&s, CALL_IDLE, 1);
	CHECK(s.told == CALL_IDLE);
	street_end(&s);
}

static void an_answered_call_talks_until_it_ends(void)
{
	struct street s;

	street_begin(&s);
	reads(&s, CALL_IDLE);
	press(&s);
	reads_for(&s, CALL_RINGING, 3);
	reads_for(&s, CALL_TALKING, 100);
	CHECK(s.told == CALL_TALKING && s.rings == 1);
	press(&s); /* another visitor, meanwhile */
	CHECK(s.told == CALL_TALKING && s.rings == 2);
	reads_for(&s, CALL_TALKING, 5);
	reads_for(&s, CALL_IDLE, 1);
	CHECK(s.told == CALL_IDLE && s.rings == 2);
	street_end(&s);
}

static void a_call_from_inside_does_not_ring(void)
{
	struct street s;

	street_begin(&s);
	reads(&s, CALL_IDLE);
	reads_for(&s, CALL_TALKING, 5);
	CHECK(s.told == CALL_TALKING && !s.rings);
	reads_for(&s, CALL_IDLE, 1);
	CHECK(s.told == CALL_IDLE && !s.rings);
	street_end(&s);
}

static void a_station_ringing_at_the_start_is_a_state_and_no_ring(void)
{
	struct street s;

	street_begin(&s);
	reads(&s, CALL_RINGING);
	reads_for(&s, CALL_RINGING, 10);
	CHECK(s.told == CALL_RINGING && !s.rings);
	reads_for(&s, CALL_IDLE, 1);
	CHECK(s.told == CALL_IDLE && !s.rings);
	reads_for(&s, CALL_RINGING, 1);
	CHECK(s.rings == 1);
	street_end(&s);
}

static void a_call_is_over_before_the_stream_tells_of_it(void)
{
	struct street s;

	street_begin(&s);
	reads(&s, CALL_IDLE);
	reads_for(&s, CALL_RINGING, 1);
	reads_for(&s, CALL_IDLE, 1);
	CHECK(s.told == CALL_IDLE && s.rings == 1);
	pass(&s, 900);
	press(&s); /* the very same */
	CHECK(s.told == CALL_IDLE && s.rings == 1);
	pass(&s, 3000);
	press(&s); /* a new one */
	CHECK(s.told == CALL_RINGING && s.rings == 2);
	street_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_stream_alone_rings),
		TEST(the_poll_alone_rings),
		TEST(two_sources_of_one_press_ring_once),
		TEST(a_second_press_in_one_call_rings_again),
		TEST(a_second_press_rings_even_if_the_stream_missed_the_first),
		TEST(the_next_call_has_another_id),
		TEST(readings_older_than_the_press_end_nothing),
		TEST(a_second_press_outlives_the_end_of_the_call_before),
		TEST(a_station_that_always_says_idle_rings_for_65_seconds),
		TEST(a_ring_without_further_news_ends_after_65_seconds),
		TEST(a_ring_goes_on_while_the_station_says_so),
		TEST(an_answered_call_talks_until_it_ends),
		TEST(a_call_from_inside_does_not_ring),
		TEST(a_station_ringing_at_the_start_is_a_state_and_no_ring),
		TEST(a_call_is_over_before_the_stream_tells_of_it),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
