/* SPDX-License-Identifier: Apache-2.0 */
/* journal-found-test.c - which records of a journal are new. */

#include "check.h"
#include "journal-room.h"

#include <string.h>

static void the_first_look_only_learns(void)
{
	struct room r;

	at_home(&r, 500, true);
	timers_advance(&r.timers, JOURNAL_TRY_MS);
	answer(&r);
	CHECK(r.told_count == 0 && r.asked == 2);
	end(&r);
}

static void new_records_are_told_once_the_oldest_first(void)
{
	for (int numbered = 0; numbered < 2; numbered++) {
		struct room r;

		at_home(&r, 30, numbered);
		happens(&r, numbered ? 200 : 0, 25, "2026-01-01 10:00:01");
		happens(&r, numbered ? 201 : 0, 26, "2026-01-01 10:00:01");
		timers_advance(&r.timers, JOURNAL_TRY_MS);
		answer(&r);
		CHECK(told(&r, 2, (const int[]){25, 26}));
		CHECK(r.age == JOURNAL_TRY_MS);
		timers_advance(&r.timers, 10 * JOURNAL_FAST_MS);
		answer(&r);
		CHECK(r.told_count == 2);
		end(&r);
	}
}

static void two_equal_records_of_one_second_are_two(void)
{
	for (int numbered = 0; numbered < 2; numbered++) {
		struct room r;

		at_home(&r, 25, numbered); /* all alike, and like these */
		happens(&r, numbered ? 200 : 0, 25, "2026-01-01 10:00:00");
		timers_advance(&r.timers, JOURNAL_TRY_MS);
		answer(&r);
		happens(&r, numbered ? 201 : 0, 25, "2026-01-01 10:00:00");
		timers_advance(&r.timers, JOURNAL_TRY_MS);
		answer(&r);
		CHECK(told(&r, 2, (const int[]){25, 25}));
		end(&r);
	}
}

static void an_empty_journal_that_fills_is_new(void)
{
	for (int numbered = 0; numbered < 2; numbered++) {
		struct room r;

		at_home(&r, 0, numbered);
		happens(&r, numbered, 25, "2026-01-01 10:00:00");
		timers_advance(&r.timers, JOURNAL_TRY_MS);
		answer(&r);
		CHECK(told(&r, 1, (const int[]){25}));
		end(&r);
	}
}

static void more_than_a_page_is_read_page_by_page(void)
{
	for (int numbered = 0; numbered < 2; numbered++) {
		struct room r;

		at_home(&r, 100, numbered);
		for (int i = 0; i < 75; i++)
			happens(&r, numbered ? 1000 + i : 0, 1000 + i, "t");
		timers_advance(&r.timers, JOURNAL_TRY_MS);
		answer_page(&r);
		CHECK(r.open && r.position == PAGE && r.told_count == 0);
		/* meanwhile two more push the rest on */
		happens(&r, numbered ? 1075 : 0, 1075, "t");
		happens(&r, numbered ? 1076 : 0, 1076, "t");
		answer(&r);
		CHECK(r.told_count == 75);
		timers_advance(&r.timers, JOURNAL_TRY_MS);
		answer(&r);
		CHECK(r.told_count == 77);
		for (int i = 0; i < 77; i++)
			CHECK(r.told[i] == 1000 + i);
		end(&r);
	}
}

static void pages_have_an_end(void)
{
	struct room r;

	at_home(&r, 1, true);
	for (int i = 0; i < BOOK_MAX - 10; i++)
		happens(&r, 1000 + i, i, "t");
	timers_advance(&r.timers, JOURNAL_TRY_MS);
	answer(&r);
	CHECK(r.asked == 1 + JOURNAL_PAGES_MAX);
	CHECK(r.told_count == JOURNAL_PAGES_MAX * PAGE);
	CHECK(r.told[r.told_count - 1] == BOOK_MAX - 11);
	end(&r);
}

static void a_journal_that_was_empty_and_is_full_has_got_its_history_back(void)
{
	struct room r;

	at_home(&r, 0, true);
	for (int i = 0; i < BOOK_MAX - 10; i++)
		happens(&r, 1000 + i, i, "t");
	timers_advance(&r.timers, JOURNAL_TRY_MS);
	answer(&r);
	CHECK(r.told_count == 0 && r.asked == 1 + JOURNAL_PAGES_MAX);
	end(&r);
}

static void a_journal_that_begins_anew_is_learnt_anew(void)
{
	for (int numbered = 0; numbered < 2; numbered++) {
		struct room r;

		at_home(&r, 50, numbered);
		r.count = 0;
		for (int i = 0; i < 45; i++)
			happens(&r, numbered ? 1 + i : 0, 1000 + i, "u");
		timers_advance(&r.timers, JOURNAL_TRY_MS);
		answer(&r);
		CHECK(r.told_count == 0 && r.renumbered == 1);
		happens(&r, numbered ? 46 : 0, 25, "u");
		timers_advance(&r.timers, JOURNAL_TRY_MS);
		answer(&r);
		CHECK(told(&r, 1, (const int[]){25}));
		end(&r);
	}
}

static void a_known_number_of_something_else_is_another_journal(void)
{
	struct room r;

	at_home(&r, 5, true); /* up to 104 */
	r.count = 0;
	for (int i = 0; i < 10; i++)
		happens(&r, 100 + i, 9, "u");
	timers_advance(&r.timers, JOURNAL_TRY_MS);
	answer(&r);
	CHECK(r.told_count == 0 && r.renumbered == 1);
	end(&r);
}

static void a_journal_sorted_by_a_clock_that_was_set_back_is_read_all_the_same(void)
{
	struct room r;
	struct acs_record swap;

	at_home(&r, 10, true);
	happens(&r, 200, 25, "2025-12-31 20:00:00");
	swap = r.book[r.count - 1];
	r.book[r.count - 1] = r.book[r.count - 2];
	r.book[r.count - 2] = swap;
	timers_advance(&r.timers, JOURNAL_TRY_MS);
	answer(&r);
	CHECK(told(&r, 1, (const int[]){25}));
	end(&r);
}

static void what_happened_between_two_connections_has_no_age(void)
{
	struct room r;

	at_home(&r, 10, true);
	journal_watch_end(&r.watch);
	happens(&r, 200, 25, "t");
	journal_watch_begin(&r.watch);
	answer(&r);
	CHECK(told(&r, 1, (const int[]){25}) && r.age == JOURNAL_AGE_UNKNOWN);
	CHECK(r.learnt == 2);
	timers_advance(&r.timers, JOURNAL_TRY_MS - 1);
	CHECK(!r.open); /* and does not speak against the stream */
	end(&r);
}

static void a_record_like_a_known_one_at_the_end_of_a_page_is_new(void)
{
	struct room r;

	begin(&r);
	for (int i = 0; i < 50; i++)
		happens(&r, 0, i % 2 ? 21 : 22, "s");
	journal_watch_begin(&r.watch);
	answer(&r);
	happens(&r, 0, 21, "s");
	for (int i = 1; i < PAGE; i++)
		happens(&r, 0, 25, "t");
	timers_advance(&r.timers, JOURNAL_TRY_MS);
	answer(&r);
	CHECK(r.told_count == PAGE && r.told[0] == 21 && r.told[1] == 25);
	end(&r);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_first_look_only_learns),
		TEST(new_records_are_told_once_the_oldest_first),
		TEST(two_equal_records_of_one_second_are_two),
		TEST(an_empty_journal_that_fills_is_new),
		TEST(more_than_a_page_is_read_page_by_page),
		TEST(pages_have_an_end),
		TEST(a_journal_that_was_empty_and_is_full_has_got_its_history_back),
		TEST(a_journal_that_begins_anew_is_learnt_anew),
		TEST(a_known_number_of_something_else_is_another_journal),
		TEST(a_journal_sorted_by_a_clock_that_was_set_back_is_read_all_the_same),
		TEST(what_happened_between_two_connections_has_no_age),
		TEST(a_record_like_a_known_one_at_the_end_of_a_page_is_new),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
