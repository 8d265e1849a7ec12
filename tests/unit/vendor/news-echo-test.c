/* SPDX-License-Identifier: Apache-2.0 */
/* news-echo-test.c - told by the stream and pushed as well: which of them is the echo? */

#include "check.h"
#include "news-echo.h"

#include <stdio.h>
#include <string.h>

static struct sensor_news motion(const char *time, bool active)
{
	struct sensor_news n = {
		.id = {.kind = SENSOR_MOTION, .channel = 2}, .active = active};

	snprintf(n.device_time, sizeof(n.device_time), "%s", time);
	return n;
}

static bool streamed(struct news_echo *e, struct sensor_news n, uint64_t now_ms)
{
	return news_echo_is_news(e, &n, SOURCE_STREAM, now_ms);
}

static bool pushed(struct news_echo *e, struct sensor_news n, uint64_t now_ms)
{
	return news_echo_is_news(e, &n, SOURCE_PUSH, now_ms);
}

static void what_comes_in_both_ways_is_news_once_whichever_is_first(void)
{
	struct news_echo e = {0};

	CHECK(streamed(&e, motion("12:00:00", true), 0));
	CHECK(!pushed(&e, motion("12:00:00", true), 10));
	CHECK(pushed(&e, motion("12:00:05", true), 5000));
	CHECK(!streamed(&e, motion("12:00:05", true), 5010));
}

static void a_word_is_the_same_news_however_each_way_spells_it(void)
{
	struct news_echo e = {0};
	struct sensor_news xml = motion("12:00:00", true),
			   json = motion("12:00:00", true),
			   other = motion("12:00:00", true);

	xml.id.kind = json.id.kind = other.id.kind = SENSOR_OTHER;
	snprintf(xml.id.word, sizeof(xml.id.word), "peopleCounting");
	snprintf(json.id.word, sizeof(json.id.word), "PeopleCounting");
	snprintf(other.id.word, sizeof(other.id.word), "rapidMove");
	CHECK(streamed(&e, xml, 0));
	CHECK(pushed(&e, other, 5));
	CHECK(!pushed(&e, json, 10));
}

static void a_late_push_does_not_switch_on_again_what_has_ended(void)
{
	struct news_echo e = {0};

	CHECK(streamed(&e, motion("12:00:00", true), 0));
	CHECK(streamed(&e, motion("12:00:02", false), 2000));
	CHECK(!pushed(&e, motion("12:00:00", true), 4000));
	CHECK(!pushed(&e, motion("12:00:02", false), 4001));
}

static void two_edges_within_one_second_stay_two(void)
{
	struct news_echo e = {0};

	CHECK(pushed(&e, motion("12:00:00", true), 0));
	CHECK(!streamed(&e, motion("12:00:00", true), 1));
	CHECK(streamed(&e, motion("12:00:00", false), 2));
	CHECK(streamed(&e, motion("12:00:00", true), 3));
	CHECK(!pushed(&e, motion("12:00:00", false), 4));
	CHECK(!pushed(&e, motion("12:00:00", true), 5));
}

static void one_way_alone_is_all_news(void)
{
	struct news_echo e = {0};

	for (unsigned i = 0; i < 1000; i++)
		CHECK(streamed(&e, motion("12:00:00", true), i));
	CHECK(streamed(NULL, motion("12:00:00", true), 0));
	CHECK(pushed(NULL, motion("12:00:00", true), 0));
}

static void what_differs_in_anything_is_no_echo(void)
{
	const struct sensor_news first = motion("12:00:00", true);
	struct sensor_news others[6];

	for (unsigned i = 0; i < 6; i++)
		others[i] = first;
	others[0].active = false;
	others[1].id.channel = 3;
	others[2].id.kind = SENSOR_LINE_CROSSING;
	others[3].id.port = 1;
	others[4].ongoing = true;
	snprintf(others[5].id.word, sizeof(others[5].id.word), "w");
	for (unsigned i = 0; i < 6; i++) {
		struct news_echo e = {0};

		CHECK(streamed(&e, first, 0));
		CHECK(pushed(&e, others[i], 0));
		CHECK(!pushed(&e, first, 0));
	}
}

static void without_a_time_or_after_a_minute_nothing_is_an_echo(void)
{
	struct news_echo e = {0};

	CHECK(streamed(&e, motion("", true), 0));
	CHECK(pushed(&e, motion("", true), 0));
	CHECK(streamed(&e, motion("12:00:00", true), 0));
	CHECK(!pushed(&e, motion("12:00:00", true), ECHO_MS - 1));
	CHECK(streamed(&e, motion("13:00:00", true), 0));
	CHECK(pushed(&e, motion("13:00:00", true), ECHO_MS));
}

static void a_flood_costs_memory_of_the_oldest_only(void)
{
	struct news_echo e = {0};
	char time[16];

	for (unsigned i = 0; i < 2 * ECHO_NEWS; i++) {
		snprintf(time, sizeof(time), "%u", i);
		CHECK(streamed(&e, motion(time, true), i));
	}
	CHECK(pushed(&e, motion("0", true), 1000));
	CHECK(!pushed(&e, motion(time, true), 1000));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(what_comes_in_both_ways_is_news_once_whichever_is_first),
		TEST(a_word_is_the_same_news_however_each_way_spells_it),
		TEST(a_late_push_does_not_switch_on_again_what_has_ended),
		TEST(two_edges_within_one_second_stay_two),
		TEST(one_way_alone_is_all_news),
		TEST(what_differs_in_anything_is_no_echo),
		TEST(without_a_time_or_after_a_minute_nothing_is_an_echo),
		TEST(a_flood_costs_memory_of_the_oldest_only),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
