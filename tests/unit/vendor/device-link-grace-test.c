/* SPDX-License-Identifier: Apache-2.0 */
/* device-link-grace-test.c - a link to a camera or a recorder: what it makes of short
 * absences, empty streams, and devices that are busy. */

#include "check.h"
#include "link-wire.h"

#include <errno.h>
#include <stddef.h>

enum { GRACE_MS = 15000, PROOF_MS = 2000, BUSY_MS = 37500, BUSY_LIMIT_MS = 100000 };

static void begin(struct link_wire *w)
{
	link_wire_begin(w);
	w->link.traits =
		(struct device_link_traits){GRACE_MS, PROOF_MS, BUSY_MS, BUSY_LIMIT_MS};
	link_wire_input(w, LINK_START, 0);
}

static void answer_until(struct link_wire *w, enum link_state state)
{
	for (unsigned i = 0; i < 5 && w->link.state != state; i++)
		link_wire_input(w, LINK_ANSWERED, 0);
	CHECK(w->link.state == state);
}

static void listen(struct link_wire *w)
{
	answer_until(w, LINK_PROVING);
	link_wire_input(w, LINK_PROVEN, 0);
	CHECK(w->link.state == LINK_LISTENING);
}

/* Bytes each second. */
static void flow(struct link_wire *w, unsigned seconds)
{
	for (unsigned i = 0; i < seconds; i++) {
		timers_advance(&w->timers, 1000);
		link_wire_input(w, LINK_ALIVE, 0);
	}
}

static void an_open_stream_counts_when_something_came(void)
{
	struct link_wire w;

	begin(&w);
	answer_until(&w, LINK_PROVING);
	CHECK(!w.online);
	link_wire_input(&w, LINK_ALIVE, 0);
	CHECK(!w.online && !device_link_stands(&w.link));
	link_wire_input(&w, LINK_PROVEN, 0);
	CHECK(w.online == 1 && device_link_stands(&w.link));
	link_wire_end(&w);
}

static void an_open_stream_counts_when_it_lasts(void)
{
	struct link_wire w;

	begin(&w);
	answer_until(&w, LINK_PROVING);
	timers_advance(&w.timers, PROOF_MS - 1);
	CHECK(!w.online);
	timers_advance(&w.timers, 1);
	CHECK(w.online == 1);
	link_wire_end(&w);
}

static void a_stream_that_ends_at_once_was_none_and_is_not_asked_for_soon(void)
{
	struct link_wire w;
	int64_t wait;

	begin(&w);
	answer_until(&w, LINK_PROVING);
	link_wire_input(&w, LINK_LOST, -EHOSTUNREACH);
	CHECK(!w.online && w.offline == 1 && w.err == -EREMOTEIO);
	wait = timers_next_ms(&w.timers);
	CHECK(wait >= 30000 && wait <= 45000);
	link_wire_end(&w);
}

static void a_busy_device_is_left_alone_for_half_a_minute_to_two(void)
{
	struct link_wire w;

	begin(&w);
	for (unsigned n = 0; n < 6; n++) {
		int64_t wait;

		answer_until(&w, LINK_OPENING);
		link_wire_input(&w, LINK_FAILED, -EREMOTEIO);
		wait = timers_next_ms(&w.timers);
		CHECK(wait >= 30000 && wait <= 120000);
		CHECK(n < 3 || wait >= 80000);
		timers_advance(&w.timers, (uint64_t)wait);
	}
	link_wire_end(&w);
}

static void a_device_that_knew_its_stream_is_busy_when_it_does_not(void)
{
	struct link_wire w;

	begin(&w);
	answer_until(&w, LINK_OPENING);
	link_wire_input(&w, LINK_FAILED, -ENOTSUP); /* it never did */
	CHECK(timers_next_ms(&w.timers) < 10000);
	timers_advance(&w.timers, 10000);
	listen(&w);
	link_wire_input(&w, LINK_LOST, -EHOSTUNREACH);
	timers_advance(&w.timers, 2000);
	answer_until(&w, LINK_OPENING);
	link_wire_input(&w, LINK_FAILED, -ENOTSUP);
	CHECK(timers_next_ms(&w.timers) >= 30000);
	link_wire_end(&w);
}

static void a_refused_question_is_no_busy_stream(void)
{
	struct link_wire w;

	begin(&w);
	link_wire_input(&w, LINK_FAILED, -EREMOTEIO); /* it boots */
	CHECK(timers_next_ms(&w.timers) <= 6000);
	link_wire_end(&w);
}

static void a_recorder_that_closes_every_40_s_is_never_gone(void)
{
	struct link_wire w;

	begin(&w);
	for (unsigned i = 0; i < 20; i++) {
		listen(&w);
		flow(&w, 40);
		link_wire_input(&w, LINK_LOST, -EHOSTUNREACH);
		CHECK(w.link.state == LINK_OPENING); /* at once */
		CHECK(w.opened == i + 2 && w.dropped == i + 1);
	}
	CHECK(w.online == 1 && !w.offline);
	CHECK(w.identified == 1 && w.counted == 1); /* nor asked for ever */
	link_wire_end(&w);
}

static void who_does_not_come_back_is_gone_after_the_grace(void)
{
	struct link_wire w;

	begin(&w);
	listen(&w);
	flow(&w, 40);
	link_wire_input(&w, LINK_LOST, -EHOSTUNREACH);
	timers_advance(&w.timers, 5000);
	link_wire_input(&w, LINK_FAILED, -ETIMEDOUT);
	CHECK(w.link.state == LINK_RESTING && !w.offline);
	timers_advance(&w.timers, 2000);
	CHECK(w.link.state == LINK_IDENTIFY); /* another may answer by now */
	timers_advance(&w.timers, GRACE_MS - 7001);
	CHECK(!w.offline);
	timers_advance(&w.timers, 1);
	CHECK(w.offline == 1 && w.err == -ETIMEDOUT);
	listen(&w);
	CHECK(w.online == 2 && w.offline == 1);
	link_wire_end(&w);
}

static void who_comes_back_within_the_grace_was_not_gone(void)
{
	struct link_wire w;

	begin(&w);
	listen(&w);
	flow(&w, 40);
	link_wire_input(&w, LINK_LOST, -EHOSTUNREACH);
	link_wire_input(&w, LINK_FAILED, -EHOSTUNREACH);
	timers_advance(&w.timers, 2000);
	listen(&w);
	timers_advance(&w.timers, GRACE_MS);
	CHECK(w.online == 1 && !w.offline);
	link_wire_end(&w);
}

static void who_says_why_it_refuses_us_is_believed_at_once(void)
{
	static const int errs[] = {-EACCES, -EAGAIN, -EPERM, -EKEYREJECTED};

	for (size_t i = 0; i < sizeof(errs) / sizeof(*errs); i++) {
		struct link_wire w;

		begin(&w);
		listen(&w);
		flow(&w, 40);
		link_wire_input(&w, LINK_LOST, -EHOSTUNREACH);
		link_wire_input(&w, LINK_FAILED, errs[i]);
		CHECK(w.offline == 1 && w.err == errs[i]);
		CHECK(!timer_running(&w.link.grace));
		link_wire_end(&w);
	}
}

static void another_device_has_no_grace(void)
{
	struct link_wire w;

	begin(&w);
	listen(&w);
	timers_advance(&w.timers, LINK_SILENCE_FIRST_MS);
	CHECK(w.link.state == LINK_IDENTIFY && !w.offline);
	device_link_replaced(&w.link);
	CHECK(w.offline == 1);
	listen(&w);
	CHECK(w.online == 2);
	device_link_replaced(&w.link);
	CHECK(w.offline == 1);
	link_wire_end(&w);
}

static void a_stream_that_was_not_steady_is_lost_at_once(void)
{
	struct link_wire w;

	begin(&w);
	listen(&w);
	flow(&w, 9);
	link_wire_input(&w, LINK_LOST, -EHOSTUNREACH);
	CHECK(w.link.state == LINK_RESTING && w.offline == 1);
	link_wire_end(&w);
}

static void a_silent_recorder_without_heartbeats_is_asked_and_not_given_up(void)
{
	struct link_wire w;

	begin(&w);
	listen(&w);
	timers_advance(&w.timers, LINK_SILENCE_FIRST_MS);
	CHECK(w.link.state == LINK_IDENTIFY && w.dropped == 1 && !w.offline);
	listen(&w);
	CHECK(w.online == 1 && !w.offline);
	/* However rarely something comes: dead, it is gone within a minute. */
	timers_advance(&w.timers, 29000);
	link_wire_input(&w, LINK_ALIVE, 0);
	timers_advance(&w.timers, 44999);
	CHECK(w.link.state == LINK_LISTENING);
	timers_advance(&w.timers, 1);
	CHECK(w.link.state == LINK_IDENTIFY);
	timers_advance(&w.timers, GRACE_MS);
	CHECK(w.offline == 1 && w.err == -EHOSTUNREACH);
	link_wire_end(&w);
}

static void silence_where_heartbeats_were_is_told_at_once(void)
{
	struct link_wire w;

	begin(&w);
	listen(&w);
	device_link_beat(&w.link);
	timers_advance(&w.timers, 10000);
	link_wire_input(&w, LINK_ALIVE, 0);
	timers_advance(&w.timers, 20000);
	CHECK(w.link.state == LINK_RESTING && w.offline == 1);
	link_wire_end(&w);
}

static void an_unlocked_account_ends_the_wait(void)
{
	struct link_wire w;

	begin(&w);
	link_wire_input(&w, LINK_FAILED, -EAGAIN);
	CHECK(timers_next_ms(&w.timers) < 0);
	device_link_unlocked(&w.link);
	CHECK(w.link.state == LINK_IDENTIFY);
	link_wire_input(&w, LINK_FAILED, -EHOSTUNREACH);
	device_link_unlocked(&w.link);
	CHECK(w.link.state == LINK_RESTING); /* it is not waiting for that */
	link_wire_end(&w);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(an_open_stream_counts_when_something_came),
		TEST(an_open_stream_counts_when_it_lasts),
		TEST(a_stream_that_ends_at_once_was_none_and_is_not_asked_for_soon),
		TEST(a_busy_device_is_left_alone_for_half_a_minute_to_two),
		TEST(a_device_that_knew_its_stream_is_busy_when_it_does_not),
		TEST(a_refused_question_is_no_busy_stream),
		TEST(a_recorder_that_closes_every_40_s_is_never_gone),
		TEST(who_does_not_come_back_is_gone_after_the_grace),
		TEST(who_comes_back_within_the_grace_was_not_gone),
		TEST(who_says_why_it_refuses_us_is_believed_at_once),
		TEST(another_device_has_no_grace),
		TEST(a_stream_that_was_not_steady_is_lost_at_once),
		TEST(a_silent_recorder_without_heartbeats_is_asked_and_not_given_up),
		TEST(silence_where_heartbeats_were_is_told_at_once),
		TEST(an_unlocked_account_ends_the_wait),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
