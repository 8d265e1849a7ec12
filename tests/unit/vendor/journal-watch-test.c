/* SPDX-License-Identifier: Apache-2.0 */
/* journal-watch-test.c - when a journal is asked. */

#include "check.h"
#include "journal-room.h"

#include <errno.h>

static void an_answer_of_another_connection_is_not_heard(void)
{
	struct room r;
	struct acs_page page = {.total = -1};

	at_home(&r, 10, true);
	timers_advance(&r.timers, JOURNAL_TRY_MS);
	journal_watch_end(&r.watch);
	journal_watch_answered(&r.watch, 0, &page);
	journal_watch_answered(&r.watch, -ENOTSUP, NULL);
	CHECK(r.watch.state == JOURNAL_IDLE);
	end(&r);
}

static void another_station_is_learnt_from_nothing(void)
{
	struct room r;

	at_home(&r, 10, true);
	journal_watch_forget(&r.watch);
	happens(&r, 900, 25, "t");
	journal_watch_begin(&r.watch);
	answer(&r);
	CHECK(r.told_count == 0 && r.renumbered == 0);
	end(&r);
}

static void a_station_without_a_journal_is_left_alone(void)
{
	static const int errs[] = {-ENOTSUP, -EPERM};

	for (unsigned i = 0; i < 2; i++) {
		struct room r;

		begin(&r);
		journal_watch_begin(&r.watch);
		fails(&r, errs[i]);
		CHECK(r.learnt == 1 && r.watch.state == JOURNAL_SILENT);
		journal_watch_hint(&r.watch);
		timers_advance(&r.timers, 3600 * 1000);
		CHECK(r.asked == 1);
		end(&r);
	}
}

static void a_journal_that_fails_is_asked_less_and_less(void)
{
	struct room r;

	begin(&r);
	journal_watch_begin(&r.watch);
	fails(&r, -EREMOTEIO);
	CHECK(r.learnt == 1);
	for (unsigned n = 0; n < 10; n++) {
		timers_advance(&r.timers, JOURNAL_RETRY_FIRST_MS * 3 / 4);
		CHECK(!r.open);
		journal_watch_hint(&r.watch);
		CHECK(!r.open);
		timers_advance(&r.timers, JOURNAL_RETRY_LIMIT_MS * 5 / 4);
		fails(&r, -EREMOTEIO);
	}
	CHECK(r.asked == 11);
	end(&r);
}

static void a_journal_that_hung_is_not_waited_for_again(void)
{
	struct room r;

	begin(&r);
	journal_watch_begin(&r.watch);
	fails(&r, -ETIMEDOUT);
	journal_watch_end(&r.watch);
	journal_watch_begin(&r.watch);
	CHECK(r.learnt == 2 && !r.open);
	timers_advance(&r.timers, JOURNAL_TRY_MS);
	happens(&r, 7, 25, "t");
	answer(&r);
	CHECK(r.told_count == 0);
	end(&r);
}

static void a_question_that_gave_way_is_soon_asked_again(void)
{
	struct room r;

	at_home(&r, 10, true);
	timers_advance(&r.timers, JOURNAL_TRY_MS);
	fails(&r, -EBUSY);
	timers_advance(&r.timers, JOURNAL_GAVE_WAY_MS);
	CHECK(r.open);
	end(&r);
}

static void a_hint_is_looked_up_until_its_record_is_there(void)
{
	struct room r;

	at_home(&r, 10, true);
	journal_watch_carried(&r.watch, false);
	timers_advance(&r.timers, 20 * 1000);
	answer(&r);
	timers_advance(&r.timers, 20 * 1000);
	journal_watch_hint(&r.watch);
	answer(&r); /* not written yet */
	CHECK(r.told_count == 0);
	happens(&r, 200, 25, "t");
	timers_advance(&r.timers, 2 * JOURNAL_HINT_MS);
	answer(&r);
	CHECK(told(&r, 1, (const int[]){25}) && r.age == 0);
	end(&r);
}

static void a_hint_of_nothing_is_given_up(void)
{
	struct room r;
	unsigned asked;

	at_home(&r, 10, true);
	journal_watch_hint(&r.watch);
	for (unsigned i = 0; i < JOURNAL_HINTS_MAX; i++) {
		answer(&r);
		timers_advance(&r.timers, JOURNAL_HINT_MS << (i + 1));
	}
	answer(&r);
	asked = r.asked;
	timers_advance(&r.timers, JOURNAL_TRY_MS - 1);
	CHECK(r.asked == asked);
	end(&r);
}

static void a_stream_that_tells_everything_makes_questions_rare(void)
{
	struct room r;

	at_home(&r, 10, true);
	journal_watch_carried(&r.watch, false);
	timers_advance(&r.timers, JOURNAL_TRY_MS);
	answer(&r);
	timers_advance(&r.timers, JOURNAL_SELDOM_MS - 1);
	CHECK(!r.open);
	timers_advance(&r.timers, 1);
	CHECK(r.open);
	end(&r);
}

static void events_that_only_the_journal_has_make_them_frequent(void)
{
	struct room r;

	at_home(&r, 10, true);
	happens(&r, 200, 25, "t");
	timers_advance(&r.timers, JOURNAL_TRY_MS);
	answer(&r);
	timers_advance(&r.timers, JOURNAL_AGAIN_MS);
	answer(&r);
	timers_advance(&r.timers, JOURNAL_FAST_MS - 1);
	CHECK(!r.open);
	timers_advance(&r.timers, 1);
	answer(&r);
	journal_watch_carried(&r.watch, true); /* the stream was only late */
	timers_advance(&r.timers, JOURNAL_FAST_MS);
	answer(&r);
	timers_advance(&r.timers, JOURNAL_SELDOM_MS - 1);
	CHECK(!r.open);
	end(&r);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(an_answer_of_another_connection_is_not_heard),
		TEST(another_station_is_learnt_from_nothing),
		TEST(a_station_without_a_journal_is_left_alone),
		TEST(a_journal_that_fails_is_asked_less_and_less),
		TEST(a_journal_that_hung_is_not_waited_for_again),
		TEST(a_question_that_gave_way_is_soon_asked_again),
		TEST(a_hint_is_looked_up_until_its_record_is_there),
		TEST(a_hint_of_nothing_is_given_up),
		TEST(a_stream_that_tells_everything_makes_questions_rare),
		TEST(events_that_only_the_journal_has_make_them_frequent),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
