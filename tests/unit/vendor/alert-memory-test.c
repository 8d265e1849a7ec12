/* SPDX-License-Identifier: Apache-2.0 */
/* alert-memory-test.c - an event that stream and journal both tell of happened once. */

#include "alert-memory.h"
#include "check.h"

#include <stddef.h>

#define STREAM_TIME  "2026-03-01T10:00:00+01:00"
#define JOURNAL_TIME "2026-03-01 10:00:00"
#define LATER        "2026-03-01 10:00:01"

static enum alert_news tell(struct alert_memory *m, enum event_source teller,
	int64_t serial, int door, const char *time)
{
	struct acs_event acs = {
		.major = 5, .minor = 21, .door = door, .serial = serial};

	return alert_memory_add(m, &acs, time, teller);
}

static void whichever_comes_first_the_other_is_known(void)
{
	struct alert_memory m = {0};

	CHECK(tell(&m, SOURCE_STREAM, 7, 1, STREAM_TIME) == ALERT_IS_NEW);
	CHECK(tell(&m, SOURCE_JOURNAL, 7, 1, JOURNAL_TIME) == ALERT_TOLD_BEFORE);
	CHECK(tell(&m, SOURCE_JOURNAL, 8, 1, JOURNAL_TIME) == ALERT_IS_NEW);
	CHECK(tell(&m, SOURCE_STREAM, 8, 1, STREAM_TIME) == ALERT_TOLD_BEFORE);
	CHECK(tell(&m, SOURCE_STREAM, 8, 1, STREAM_TIME) == ALERT_WAS_TOLD);
	CHECK(tell(&m, SOURCE_JOURNAL, 7, 1, JOURNAL_TIME) == ALERT_WAS_TOLD);
}

static void with_numbers_the_time_does_not_matter(void)
{
	struct alert_memory m = {0};

	CHECK(tell(&m, SOURCE_STREAM, 7, 1, "2026-03-01T09:00:00Z") == ALERT_IS_NEW);
	CHECK(tell(&m, SOURCE_JOURNAL, 7, 1, JOURNAL_TIME) == ALERT_TOLD_BEFORE);
}

static void where_one_has_no_number_the_time_text_says_which(void)
{
	struct alert_memory m = {0};

	CHECK(tell(&m, SOURCE_STREAM, -1, 1, STREAM_TIME) == ALERT_IS_NEW);
	CHECK(tell(&m, SOURCE_JOURNAL, 7, 1, LATER) == ALERT_IS_NEW);
	CHECK(tell(&m, SOURCE_JOURNAL, 6, 1, JOURNAL_TIME) == ALERT_TOLD_BEFORE);
	CHECK(tell(&m, SOURCE_STREAM, 0, -1, LATER) == ALERT_TOLD_BEFORE);
}

static void two_equal_ones_within_one_second_are_two(void)
{
	struct alert_memory m = {0};

	CHECK(tell(&m, SOURCE_STREAM, -1, 1, STREAM_TIME) == ALERT_IS_NEW);
	CHECK(tell(&m, SOURCE_STREAM, -1, 1, STREAM_TIME) == ALERT_IS_NEW);
	CHECK(tell(&m, SOURCE_JOURNAL, -1, 1, JOURNAL_TIME) == ALERT_TOLD_BEFORE);
	CHECK(tell(&m, SOURCE_JOURNAL, -1, 1, JOURNAL_TIME) == ALERT_TOLD_BEFORE);
	CHECK(tell(&m, SOURCE_JOURNAL, -1, 1, JOURNAL_TIME) == ALERT_IS_NEW);
	CHECK(tell(&m, SOURCE_STREAM, -1, 1, STREAM_TIME) == ALERT_TOLD_BEFORE);
	CHECK(tell(&m, SOURCE_STREAM, -1, 1, STREAM_TIME) == ALERT_IS_NEW);
}

static void another_door_or_number_is_another_event(void)
{
	struct alert_memory m = {0};

	CHECK(tell(&m, SOURCE_STREAM, 7, 1, STREAM_TIME) == ALERT_IS_NEW);
	CHECK(tell(&m, SOURCE_JOURNAL, 7, 2, JOURNAL_TIME) == ALERT_IS_NEW);
	CHECK(tell(&m, SOURCE_JOURNAL, 8, 1, JOURNAL_TIME) == ALERT_IS_NEW);
}

static void what_has_neither_number_nor_time_is_never_the_same(void)
{
	struct alert_memory m = {0};

	CHECK(tell(&m, SOURCE_STREAM, -1, 1, "") == ALERT_IS_NEW);
	CHECK(tell(&m, SOURCE_JOURNAL, -1, 1, "") == ALERT_IS_NEW);
}

static void what_is_older_than_the_memory_is_no_news(void)
{
	struct alert_memory m = {0};

	for (int n = 0; n < ALERTS_REMEMBERED - 1; n++)
		CHECK(tell(&m, SOURCE_STREAM, 1000 + n, 1, STREAM_TIME) ==
			ALERT_IS_NEW);
	CHECK(tell(&m, SOURCE_JOURNAL, 998, 1, JOURNAL_TIME) == ALERT_IS_NEW);
	CHECK(tell(&m, SOURCE_JOURNAL, 997, 1, JOURNAL_TIME) == ALERT_TOO_OLD);
	CHECK(tell(&m, SOURCE_STREAM, 3, 1, STREAM_TIME) == ALERT_IS_NEW);
	alert_memory_forget(&m);
	CHECK(tell(&m, SOURCE_JOURNAL, 997, 1, JOURNAL_TIME) == ALERT_IS_NEW);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(whichever_comes_first_the_other_is_known),
		TEST(with_numbers_the_time_does_not_matter),
		TEST(where_one_has_no_number_the_time_text_says_which),
		TEST(two_equal_ones_within_one_second_are_two),
		TEST(another_door_or_number_is_another_event),
		TEST(what_has_neither_number_nor_time_is_never_the_same),
		TEST(what_is_older_than_the_memory_is_no_news),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
