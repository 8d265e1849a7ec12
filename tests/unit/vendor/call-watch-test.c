/* SPDX-License-Identifier: Apache-2.0 */
/* call-watch-test.c - how often a station is asked whether it rings. */

#include "call-watch.h"
#include "check.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

struct room {
	struct timers timers;
	struct call_watch watch;
	unsigned asked;
};

static void asks(void *user)
{
	((struct room *)user)->asked++;
}

static void begin(struct room *r)
{
	memset(r, 0, sizeof(*r));
	call_watch_init(&r->watch, &r->timers, 7, asks, r);
	call_watch_start(&r->watch);
}

static void end(struct room *r)
{
	call_watch_finish(&r->watch);
	CHECK(!r->timers.first);
}

static void a_quick_station_is_asked_every_second(void)
{
	struct room r;

	begin(&r);
	CHECK(r.asked == 1);
	for (unsigned n = 1; n <= 100; n++) {
		timers_advance(&r.timers, 40);
		call_watch_answered(&r.watch, 0);
		timers_advance(&r.timers, 959);
		CHECK(r.asked == n);
		timers_advance(&r.timers, 1);
		CHECK(r.asked == n + 1);
	}
	end(&r);
}

static void a_slow_station_is_never_asked_twice_at_once(void)
{
	struct room r;

	begin(&r);
	timers_advance(&r.timers, 2900);
	CHECK(r.asked == 1);
	call_watch_answered(&r.watch, 0);
	timers_advance(&r.timers, 249);
	CHECK(r.asked == 1);
	timers_advance(&r.timers, 1);
	CHECK(r.asked == 2);
	end(&r);
}

static void failures_make_it_rarer_and_an_answer_ends_that(void)
{
	struct room r;

	begin(&r);
	for (unsigned n = 1; n <= 30; n++) {
		unsigned least = n < 5 ? 800u << (n - 1) : 8000;

		call_watch_answered(&r.watch, -ETIMEDOUT);
		timers_advance(&r.timers, least - 1);
		CHECK(r.asked == n);
		timers_advance(&r.timers, 12001 - least);
		CHECK(r.asked == n + 1);
	}
	call_watch_answered(&r.watch, 0);
	CHECK(!r.watch.failures);
	timers_advance(&r.timers, 1000);
	CHECK(r.asked == 32);
	end(&r);
}

static void a_station_without_the_question_is_asked_once(void)
{
	struct room r;

	begin(&r);
	call_watch_answered(&r.watch, -ENOTSUP);
	timers_advance(&r.timers, 3600 * 1000);
	call_watch_hurry(&r.watch);
	CHECK(r.asked == 1);
	call_watch_start(&r.watch);
	CHECK(r.asked == 2);
	end(&r);
}

static void a_hurry_asks_now_but_not_a_station_in_trouble(void)
{
	struct room r;

	begin(&r);
	call_watch_hurry(&r.watch);
	CHECK(r.asked == 1); /* one is out */
	call_watch_answered(&r.watch, 0);
	call_watch_hurry(&r.watch);
	CHECK(r.asked == 2);
	call_watch_answered(&r.watch, -EHOSTUNREACH);
	call_watch_hurry(&r.watch);
	CHECK(r.asked == 2);
	end(&r);
}

static void a_stopped_watch_asks_no_more(void)
{
	struct room r;

	begin(&r);
	call_watch_start(&r.watch);
	CHECK(r.asked == 1);
	call_watch_answered(&r.watch, 0);
	call_watch_stop(&r.watch);
	timers_advance(&r.timers, 60 * 1000);
	call_watch_answered(&r.watch, 0); /* comes late: not wanted */
	timers_advance(&r.timers, 60 * 1000);
	CHECK(r.asked == 1);
	end(&r);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_quick_station_is_asked_every_second),
		TEST(a_slow_station_is_never_asked_twice_at_once),
		TEST(failures_make_it_rarer_and_an_answer_ends_that),
		TEST(a_station_without_the_question_is_asked_once),
		TEST(a_hurry_asks_now_but_not_a_station_in_trouble),
		TEST(a_stopped_watch_asks_no_more),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
