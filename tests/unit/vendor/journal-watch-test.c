/* SPDX-License-Identifier: Apache-2.0 */
/* journal-watch-test.c - which records of a journal are new, and when it is asked. */

#include "check.h"
#include "journal-watch.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { BOOK_MAX = 1000, PAGE = 20 };

struct room {
	struct timers timers;
	struct journal_watch watch;
	struct acs_record book[BOOK_MAX]; /* the station's journal, the oldest first */
	unsigned count;
	unsigned asked, learnt, renumbered;
	unsigned position;
	bool open; /* a question is out */
	int told[BOOK_MAX];
	uint64_t age;
	unsigned told_count;
	bool carried; /* the stream tells everything, too */
};

static void ask(unsigned id, unsigned position, void *user)
{
	struct room *r = user;

	CHECK(!r->open && id > 0);
	r->asked++;
	r->open = true;
	r->position = position;
}

static void learnt(void *user)
{
	((struct room *)user)->learnt++;
}

static bool record(const struct acs_record *record, uint64_t age_ms, void *user)
{
	struct room *r = user;

	r->told[r->told_count++] = record->event.minor;
	r->age = age_ms;
	return !r->carried;
}

static void renumbered(void *user)
{
	((struct room *)user)->renumbered++;
}

static const struct journal_watch_ops ops = {
	.ask = ask, .learnt = learnt, .record = record, .renumbered = renumbered};

/* Something happens. `serial` 0: this station numbers nothing. */
static void happens(struct room *r, int64_t serial, int minor, const char *time)
{
	struct acs_record *to = &r->book[r->count++];

	*to = (struct acs_record){.event = {.major = 5, .minor = minor, .door = 1}};
	to->event.serial = serial ? serial : -1;
	snprintf(to->time, sizeof(to->time), "%s", time);
}

static struct acs_page page_of(const struct room *r)
{
	struct acs_page page = {.total = r->count};

	for (unsigned i = r->position; i < r->count && page.count < PAGE; i++)
		page.records[page.count++] = r->book[r->count - 1 - i];
	page.more = r->position + page.count < r->count;
	return page;
}

static void answer_page(struct room *r)
{
	struct acs_page page = page_of(r);

	CHECK(r->open);
	r->open = false;
	journal_watch_answered(&r->watch, 0, &page);
}

static void answer(struct room *r)
{
	while (r->open)
		answer_page(r);
}

static void fails(struct room *r, int err)
{
	CHECK(r->open);
	r->open = false;
	journal_watch_answered(&r->watch, err, NULL);
}

static void begin(struct room *r)
{
	memset(r, 0, sizeof(*r));
	r->timers.now_ms = 1000;
	journal_watch_init(&r->watch, &r->timers, 3, &ops, r);
}

static void end(struct room *r)
{
	journal_watch_finish(&r->watch);
	CHECK(!r->timers.first);
}

/* Connected, with a journal of `count` records that are known. */
static void at_home(struct room *r, unsigned count, bool numbered)
{
	begin(r);
	for (unsigned i = 0; i < count; i++)
		happens(r, numbered ? 100 + i : 0, 21, "2026-01-01 10:00:00");
	journal_watch_begin(&r->watch);
	answer(r);
	CHECK(r->learnt == 1 && r->told_count == 0 && r->asked == 1);
}

static bool told(const struct room *r, unsigned count, const int *minors)
{
	return r->told_count == count &&
	       !memcmp(r->told, minors, count * sizeof(*minors));
}

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
		TEST(the_first_look_only_learns),
		TEST(new_records_are_told_once_the_oldest_first),
		TEST(two_equal_records_of_one_second_are_two),
		TEST(an_empty_journal_that_fills_is_new),
		TEST(more_than_a_page_is_read_page_by_page),
		TEST(pages_have_an_end),
		TEST(a_journal_that_begins_anew_is_learnt_anew),
		TEST(a_known_number_of_something_else_is_another_journal),
		TEST(a_journal_sorted_by_a_clock_that_was_set_back_is_read_all_the_same),
		TEST(what_happened_between_two_connections_has_no_age),
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
