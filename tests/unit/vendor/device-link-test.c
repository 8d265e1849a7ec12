/* SPDX-License-Identifier: Apache-2.0 */
/* device-link-test.c - a link comes back, soon, and does not pester. */

#include "check.h"
#include "link-wire.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { INPUTS = LINK_PROVEN + 1, STATES = LINK_RESTING + 1 };

/* Along the way to a state, resting after one failure with `err`. */
static void go_to(struct link_wire *w, enum link_state state, int err)
{
	link_wire_begin(w);
	if (state == LINK_IDLE)
		return;
	if (state == LINK_PROVING)
		w->link.traits.proof_ms = 2000;
	link_wire_input(w, LINK_START, 0);
	if (state == LINK_RESTING) {
		link_wire_input(w, LINK_FAILED, err);
		return;
	}
	while (w->link.state != (state == LINK_PUSHED ? LINK_OPENING : state))
		link_wire_input(w, LINK_ANSWERED, 0);
	if (state == LINK_PUSHED)
		link_wire_input(w, LINK_INSTEAD, 0);
}

/* How long after now it asks again, without being told anything. */
static uint64_t rest_ms(struct link_wire *w)
{
	uint64_t from = w->timers.now_ms;
	unsigned before = w->identified;
	int64_t next = timers_next_ms(&w->timers);

	if (next < 0)
		return 0;
	timers_advance(&w->timers, (uint64_t)next);
	CHECK(w->identified == before + 1);
	return w->timers.now_ms - from;
}

static void every_input_leads_where_the_diagram_says(void)
{
	static const enum link_state next[STATES][INPUTS] = {
		// clang-format off
		/*                 START           ANSWERED        FAILED          ALIVE           LOST            TIME            INSTEAD         HINT            PROVEN */
		[LINK_IDLE]      = {LINK_IDENTIFY,  LINK_IDLE,      LINK_IDLE,      LINK_IDLE,      LINK_IDLE,      LINK_IDLE,      LINK_IDLE,      LINK_IDLE, LINK_IDLE},
		[LINK_IDENTIFY]  = {LINK_IDENTIFY,  LINK_PROBE,     LINK_RESTING,   LINK_IDENTIFY,  LINK_RESTING,   LINK_IDENTIFY,  LINK_IDENTIFY,  LINK_IDENTIFY, LINK_IDENTIFY},
		[LINK_PROBE]     = {LINK_PROBE,     LINK_OPENING,   LINK_RESTING,   LINK_PROBE,     LINK_RESTING,   LINK_PROBE,     LINK_PROBE,     LINK_PROBE, LINK_PROBE},
		[LINK_OPENING]   = {LINK_OPENING,   LINK_LISTENING, LINK_RESTING,   LINK_OPENING,   LINK_RESTING,   LINK_OPENING,   LINK_PUSHED,    LINK_OPENING, LINK_OPENING},
		[LINK_LISTENING] = {LINK_LISTENING, LINK_LISTENING, LINK_RESTING,   LINK_LISTENING, LINK_RESTING,   LINK_RESTING,   LINK_LISTENING, LINK_LISTENING, LINK_LISTENING},
		[LINK_PROVING]   = {LINK_PROVING,   LINK_PROVING,   LINK_RESTING,   LINK_PROVING,   LINK_RESTING,   LINK_LISTENING, LINK_PROVING,   LINK_PROVING,   LINK_LISTENING},
		[LINK_PUSHED]    = {LINK_PUSHED,    LINK_PUSHED,    LINK_RESTING,   LINK_PUSHED,    LINK_RESTING,   LINK_PUSHED,    LINK_PUSHED,    LINK_PUSHED, LINK_PUSHED},
		[LINK_RESTING]   = {LINK_RESTING,   LINK_RESTING,   LINK_RESTING,   LINK_RESTING,   LINK_RESTING,   LINK_IDENTIFY,  LINK_RESTING,   LINK_RESTING, LINK_RESTING},
		// clang-format on
	};

	for (unsigned state = 0; state < STATES; state++) {
		for (unsigned in = 0; in < INPUTS; in++) {
			struct link_wire w;
			bool fails = in == LINK_FAILED || in == LINK_LOST;

			go_to(&w, (enum link_state)state, -EHOSTUNREACH);
			CHECK((unsigned)w.link.state == state);
			link_wire_input(
				&w, (enum link_input)in, fails ? -ETIMEDOUT : 0);
			if (!CHECK(w.link.state == next[state][in]))
				printf("# state %u, input %u\n", state, in);
			link_wire_end(&w);
		}
	}
}

static void it_asks_opens_and_listens(void)
{
	struct link_wire w;

	link_wire_begin(&w);
	link_wire_input(&w, LINK_START, 0);
	CHECK(w.identified == 1 && !w.counted);
	link_wire_input(&w, LINK_ANSWERED, 0);
	CHECK(w.counted == 1 && !w.opened);
	link_wire_input(&w, LINK_ANSWERED, 0);
	CHECK(w.opened == 1 && !w.online);
	link_wire_input(&w, LINK_ANSWERED, 0);
	CHECK(w.online == 1 && !w.offline && !w.dropped);
	link_wire_input(&w, LINK_LOST, -EHOSTUNREACH);
	CHECK(w.dropped == 1 && w.offline == 1 && w.err == -EHOSTUNREACH);
	CHECK(!strcmp(w.why, "because"));
	link_wire_end(&w);
}

static void where_events_are_pushed_there_is_no_silence(void)
{
	struct link_wire w;

	go_to(&w, LINK_PUSHED, 0);
	CHECK(w.online == 1 && device_link_stands(&w.link));
	timers_advance(&w.timers, 3600 * 1000);
	CHECK(w.online == 1 && !w.offline);
	link_wire_input(&w, LINK_LOST, -EHOSTUNREACH);
	CHECK(w.dropped == 1 && w.offline == 1 && !device_link_stands(&w.link));
	link_wire_end(&w);
}

static void however_long_it_was_away_it_is_asked_again_within_ten_seconds(void)
{
	struct link_wire w;

	go_to(&w, LINK_IDENTIFY, 0);
	for (unsigned n = 0; n < 200; n++) {
		uint64_t rest;

		link_wire_input(&w, LINK_FAILED, n % 2 ? -EHOSTUNREACH : -ETIMEDOUT);
		rest = rest_ms(&w);
		CHECK(rest >= 800 && rest <= 9600);
		CHECK(n < 4 || rest >= 6400); /* and not all the time, either */
	}
	link_wire_end(&w);
}

static void a_device_that_refuses_is_left_alone_for_longer(void)
{
	static const int errs[] = {-EREMOTEIO, -ENOTSUP, -EPERM};

	for (unsigned i = 0; i < 3; i++) {
		struct link_wire w;

		go_to(&w, LINK_IDENTIFY, 0);
		for (unsigned n = 0; n < 20; n++) {
			uint64_t rest;

			link_wire_input(&w, LINK_FAILED, errs[i]);
			rest = rest_ms(&w);
			CHECK(rest >= 4000 && rest <= 36000);
			CHECK(n < 3 || rest >= 24000);
		}
		link_wire_end(&w);
	}
}

static void a_device_that_boots_is_not_punished_for_having_been_away(void)
{
	struct link_wire w;

	go_to(&w, LINK_IDENTIFY, 0);
	for (unsigned n = 0; n < 20; n++) {
		link_wire_input(&w, LINK_FAILED, -EHOSTUNREACH);
		rest_ms(&w);
	}
	link_wire_input(&w, LINK_FAILED, -EREMOTEIO);
	CHECK(rest_ms(&w) <= 6000);
	link_wire_end(&w);
}

static void after_a_refused_login_it_waits_to_be_told(void)
{
	struct link_wire w;

	go_to(&w, LINK_RESTING, -EACCES);
	CHECK(timers_next_ms(&w.timers) < 0);
	CHECK(w.err == -EACCES);
	link_wire_input(&w, LINK_HINT, 0);
	CHECK(w.link.state == LINK_RESTING);
	link_wire_input(&w, LINK_TIME, 0);
	CHECK(w.identified == 2);
	link_wire_input(&w, LINK_FAILED, -EACCES);
	link_wire_input(&w, LINK_HINT, 0);
	CHECK(w.identified == 2 && timers_next_ms(&w.timers) < 0);
	link_wire_end(&w);
}

static void a_hint_shortens_a_long_rest_only(void)
{
	struct link_wire w;

	go_to(&w, LINK_RESTING, -EHOSTUNREACH);
	link_wire_input(&w, LINK_HINT, 0);
	CHECK(w.link.state == LINK_RESTING);
	rest_ms(&w);
	link_wire_input(&w, LINK_FAILED, -EHOSTUNREACH);
	link_wire_input(&w, LINK_HINT, 0);
	CHECK(w.link.state == LINK_IDENTIFY);
	link_wire_end(&w);

	go_to(&w, LINK_RESTING, -EREMOTEIO);
	rest_ms(&w);
	link_wire_input(&w, LINK_FAILED, -EREMOTEIO);
	link_wire_input(&w, LINK_HINT, 0); /* that it answers is known */
	CHECK(w.link.state == LINK_RESTING);
	link_wire_end(&w);
}

/* @return after how much silence it gives up, when bytes came every `beat_ms` */
static uint64_t silence_ms(unsigned beat_ms, unsigned beats)
{
	struct link_wire w;
	uint64_t from;

	go_to(&w, LINK_LISTENING, 0);
	while (beats--) {
		timers_advance(&w.timers, beat_ms);
		CHECK(w.link.state == LINK_LISTENING);
		link_wire_input(&w, LINK_ALIVE, 0);
	}
	from = w.timers.now_ms;
	while (w.link.state == LINK_LISTENING)
		timers_advance(&w.timers, 1);
	CHECK(w.err == -EHOSTUNREACH && strstr(w.why, "silent"));
	from = w.timers.now_ms - from;
	link_wire_end(&w);
	return from;
}

static void it_may_be_silent_for_twice_its_heartbeat(void)
{
	CHECK(silence_ms(0, 0) == 30 * 1000); /* not known yet */
	CHECK(silence_ms(10 * 1000, 5) == 20 * 1000);
	CHECK(silence_ms(1000, 50) == 15 * 1000);
	CHECK(silence_ms(29 * 1000, 1) == 58 * 1000);
	CHECK(silence_ms(20 * 1000, 2) == 40 * 1000);
}

static void a_stream_must_last_to_end_the_failures(void)
{
	struct link_wire w;

	go_to(&w, LINK_IDENTIFY, 0);
	for (unsigned n = 0; n < 10; n++) { /* accepted, and cut at once */
		while (w.link.state != LINK_LISTENING)
			link_wire_input(&w, LINK_ANSWERED, 0);
		link_wire_input(&w, LINK_ALIVE, 0);
		link_wire_input(&w, LINK_LOST, -EHOSTUNREACH);
		CHECK(w.link.failures == n + 1);
		rest_ms(&w);
	}
	while (w.link.state != LINK_LISTENING)
		link_wire_input(&w, LINK_ANSWERED, 0);
	timers_advance(&w.timers, 10 * 1000);
	link_wire_input(&w, LINK_ALIVE, 0);
	link_wire_input(&w, LINK_LOST, -EHOSTUNREACH);
	CHECK(w.link.failures == 1);
	CHECK(rest_ms(&w) <= 1200);
	link_wire_end(&w);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(every_input_leads_where_the_diagram_says),
		TEST(it_asks_opens_and_listens),
		TEST(where_events_are_pushed_there_is_no_silence),
		TEST(however_long_it_was_away_it_is_asked_again_within_ten_seconds),
		TEST(a_device_that_refuses_is_left_alone_for_longer),
		TEST(a_device_that_boots_is_not_punished_for_having_been_away),
		TEST(after_a_refused_login_it_waits_to_be_told),
		TEST(a_hint_shortens_a_long_rest_only),
		TEST(it_may_be_silent_for_twice_its_heartbeat),
		TEST(a_stream_must_last_to_end_the_failures),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
