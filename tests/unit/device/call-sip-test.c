/* SPDX-License-Identifier: Apache-2.0 */
/* call-sip-test.c - a visitor who calls by SIP, beside all that tell of the same visit. */

#include "street.h"

#include <stddef.h>

static struct event sip_says(const struct street *s, enum event_kind kind)
{
	return (struct event){.kind = kind,
		.source = SOURCE_SIP,
		.button = kind == EVENT_BELL_PRESSED ? 3 : 0,
		.asked_ms = s->timers.now_ms};
}

static void invite(struct street *s)
{
	struct event ev = sip_says(s, EVENT_BELL_PRESSED);

	call_invited(&s->call, &ev);
}

static void sip_reads(struct street *s, enum call_state state)
{
	struct event ev = sip_says(s, EVENT_CALL_IDLE);

	call_reading(&s->call, state, &ev);
}

/* The last visit: so many rings were told so far, and it ended like this. */
static bool told(const struct street *s, unsigned rings, enum call_outcome outcome)
{
	return s->told == CALL_IDLE && s->rings == rings && s->ends == rings &&
	       s->outcome == outcome;
}

/* The station has been seen to tell of its calls. */
static void status_has_worked(struct street *s)
{
	reads(s, CALL_IDLE);
	reads_for(s, CALL_RINGING, 3);
	reads_for(s, CALL_IDLE, 8);
	CHECK(told(s, 1, CALL_MISSED));
	s->rings = s->ends = 0;
}

static void a_call_rings_with_its_button(void)
{
	struct street s;

	street_begin(&s);
	invite(&s);
	CHECK(s.rings == 1 && s.source == SOURCE_SIP && s.button == 3);
	CHECK(s.told == CALL_RINGING);
	sip_reads(&s, CALL_IDLE);
	CHECK(told(&s, 1, CALL_MISSED));
	street_end(&s);
}

static void one_visit_is_one_ring_whoever_is_first(void)
{
	for (unsigned order = 0; order < 6; order++) {
		static const char *const orders[] = {
			"isp", "ips", "sip", "spi", "pis", "psi"};
		struct street s;

		street_begin(&s);
		status_has_worked(&s);
		for (const char *who = orders[order]; *who; who++) {
			if (*who == 'i')
				invite(&s);
			else if (*who == 's')
				press(&s);
			else
				reads(&s, CALL_RINGING);
			pass(&s, 900);
		}
		reads_for(&s, CALL_RINGING, 5);
		sip_reads(&s, CALL_IDLE);
		reads_for(&s, CALL_IDLE, 10);
		CHECK(told(&s, 1, CALL_MISSED));
		street_end(&s);
	}
}

static void a_cancel_that_nobody_else_can_judge_ends_it_at_once(void)
{
	struct street s;

	street_begin(&s);
	reads_for(&s, CALL_IDLE, 5); /* asked, it always says so */
	invite(&s);
	reads_for(&s, CALL_IDLE, 20);
	CHECK(s.told == CALL_RINGING);
	sip_reads(&s, CALL_IDLE);
	CHECK(told(&s, 1, CALL_MISSED));
	street_end(&s);
}

/* As after the firmware lost interest in its own status. */
static void a_status_that_is_wrong_for_once_ends_nothing(void)
{
	struct street s;

	street_begin(&s);
	status_has_worked(&s);
	invite(&s);
	reads_for(&s, CALL_IDLE, 60);
	CHECK(s.told == CALL_RINGING && s.rings == 1 && !s.ends);
	sip_reads(&s, CALL_IDLE);
	reads_for(&s, CALL_IDLE, 1);
	CHECK(told(&s, 1, CALL_MISSED));
	street_end(&s);
}

static void a_call_that_is_answered_inside_is_not_missed(void)
{
	struct street s;

	street_begin(&s);
	status_has_worked(&s);
	invite(&s);
	pass(&s, 300);
	sip_reads(&s, CALL_IDLE); /* CANCEL, before the status tells anything */
	CHECK(!s.ends);
	pass(&s, 300);
	reads(&s, CALL_TALKING);
	CHECK(s.told == CALL_TALKING && !s.call.visit.here);
	reads_for(&s, CALL_TALKING, 10);
	reads_for(&s, CALL_IDLE, 1);
	CHECK(told(&s, 1, CALL_ANSWERED_ELSEWHERE));
	street_end(&s);
}

static void a_cancel_is_confirmed_by_the_next_answer(void)
{
	struct street s;

	street_begin(&s);
	status_has_worked(&s);
	invite(&s);
	pass(&s, 300);
	sip_reads(&s, CALL_IDLE);
	pass(&s, 100);
	read_late(&s, CALL_IDLE, 200); /* asked before the CANCEL came */
	CHECK(!s.ends);
	pass(&s, 500);
	read_late(&s, CALL_IDLE, 100);
	CHECK(told(&s, 1, CALL_MISSED));
	street_end(&s);
}

static void a_cancel_that_stays_unconfirmed_ends_it_soon(void)
{
	struct street s;

	street_begin(&s);
	status_has_worked(&s);
	invite(&s);
	reads_for(&s, CALL_RINGING, 2);
	sip_reads(&s, CALL_IDLE);
	pass(&s, CALL_SKEW_MS - 1);
	CHECK(!s.ends);
	pass(&s, 1);
	CHECK(told(&s, 1, CALL_MISSED));
	street_end(&s);
}

static void what_we_answer_is_answered_here_and_over_with_its_bye(void)
{
	struct street s;

	street_begin(&s);
	status_has_worked(&s);
	invite(&s);
	reads_for(&s, CALL_RINGING, 2);
	sip_reads(&s, CALL_TALKING);
	CHECK(s.told == CALL_TALKING && s.call.visit.here);
	reads_for(&s, CALL_TALKING, 5);
	sip_reads(&s, CALL_IDLE);
	CHECK(told(&s, 1, CALL_ANSWERED_HERE));
	pass(&s, 500);
	read_late(&s, CALL_TALKING, 600); /* an answer that was on its way */
	CHECK(s.told == CALL_IDLE);
	reads_for(&s, CALL_IDLE, 5);
	CHECK(told(&s, 1, CALL_ANSWERED_HERE));
	street_end(&s);
}

static void what_we_answer_and_the_station_never_confirms_is_not_missed(void)
{
	struct street s;

	street_begin(&s);
	invite(&s);
	call_answered_here(&s.call);
	pass(&s, 32 * 1000);
	sip_reads(&s, CALL_IDLE); /* no ACK */
	CHECK(told(&s, 1, CALL_ANSWERED_HERE));
	street_end(&s);
}

static void what_we_refuse_is_rejected(void)
{
	struct street s;

	street_begin(&s);
	invite(&s);
	call_rejected(&s.call);
	sip_reads(&s, CALL_IDLE);
	CHECK(told(&s, 1, CALL_REJECTED));
	street_end(&s);
}

static void an_order_that_failed_leaves_no_trace(void)
{
	struct street s;

	street_begin(&s);
	invite(&s);
	call_rejected(&s.call);
	call_take_back(&s.call);
	sip_reads(&s, CALL_IDLE);
	CHECK(told(&s, 1, CALL_MISSED));
	street_end(&s);
}

static void a_long_talk_is_not_cut(void)
{
	struct street s;

	street_begin(&s);
	reads(&s, CALL_IDLE);
	invite(&s);
	sip_reads(&s, CALL_TALKING);
	for (unsigned i = 0; i < 1200; i++) {
		pass(&s, 1000);
		reads(&s, CALL_IDLE); /* what it says of every call */
	}
	CHECK(s.told == CALL_TALKING && !s.ends);
	sip_reads(&s, CALL_IDLE);
	CHECK(told(&s, 1, CALL_ANSWERED_HERE));
	street_end(&s);
}

static void a_station_that_dies_in_mid_ring_stops_ringing_and_rings_again(void)
{
	struct street s;

	street_begin(&s);
	status_has_worked(&s);
	invite(&s);
	reads_for(&s, CALL_RINGING, 2);
	pass(&s, 63 * 1000);
	CHECK(s.told == CALL_RINGING);
	sip_reads(&s, CALL_IDLE); /* the ring limit of SIP */
	CHECK(told(&s, 1, CALL_MISSED));
	pass(&s, 10 * 1000);
	invite(&s);
	CHECK(s.rings == 2 && s.told == CALL_RINGING);
	sip_reads(&s, CALL_IDLE);
	street_end(&s);
}

static void a_second_call_after_a_restart_of_the_station_rings(void)
{
	struct street s;

	street_begin(&s);
	invite(&s);
	pass(&s, 20 * 1000);
	sip_reads(&s, CALL_IDLE); /* replaced */
	invite(&s);
	CHECK(s.rings == 2 && s.ends == 1 && s.told == CALL_RINGING);
	sip_reads(&s, CALL_IDLE);
	CHECK(told(&s, 2, CALL_MISSED));
	street_end(&s);
}

static void without_sip_what_it_said_last_means_nothing(void)
{
	struct street s;

	street_begin(&s);
	status_has_worked(&s);
	invite(&s);
	reads_for(&s, CALL_RINGING, 2);
	call_unheard(&s.call, SOURCE_SIP); /* other settings */
	reads_for(&s, CALL_IDLE, 1);
	CHECK(told(&s, 1, CALL_MISSED));
	street_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_call_rings_with_its_button),
		TEST(one_visit_is_one_ring_whoever_is_first),
		TEST(a_cancel_that_nobody_else_can_judge_ends_it_at_once),
		TEST(a_status_that_is_wrong_for_once_ends_nothing),
		TEST(a_call_that_is_answered_inside_is_not_missed),
		TEST(a_cancel_is_confirmed_by_the_next_answer),
		TEST(a_cancel_that_stays_unconfirmed_ends_it_soon),
		TEST(what_we_answer_is_answered_here_and_over_with_its_bye),
		TEST(what_we_answer_and_the_station_never_confirms_is_not_missed),
		TEST(what_we_refuse_is_rejected),
		TEST(an_order_that_failed_leaves_no_trace),
		TEST(a_long_talk_is_not_cut),
		TEST(a_station_that_dies_in_mid_ring_stops_ringing_and_rings_again),
		TEST(a_second_call_after_a_restart_of_the_station_rings),
		TEST(without_sip_what_it_said_last_means_nothing),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
