/* SPDX-License-Identifier: Apache-2.0 */
/* clock-advice-test.c - a clock that is wrong is told of once, whatever it says. */

#include "check.h"
#include "clock-advice.h"
#include "log.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { MINUTE_S = 60, HOUR_S = 3600, BEAT_MS = 10 * 1000 };

#define NOW_MS UINT64_C(1775000000000)

struct wall {
	struct timers timers;
	struct clock_advice clock;
	uint64_t began_ms;
	unsigned raised, withdrawn, lines;
	char text[640], line[200]; /**< of the last */
};

static void hear_issue(const char *id, const struct unit_issue *issue, void *user)
{
	struct wall *w = user;

	CHECK(!strcmp(id, "device-clock"));
	w->raised += issue != NULL;
	w->withdrawn += issue == NULL;
	snprintf(w->text, sizeof(w->text), "%s", issue ? issue->text : "");
	CHECK(!issue || strstr(issue->title, "doorbell"));
}

static void hear_line(void *user, enum log_level level, const char *text)
{
	struct wall *w = user;

	w->lines++;
	snprintf(w->line, sizeof(w->line), "%s", text);
}

static const struct unit_listener listener = {.issue = hear_issue};

/* What time it is, as long as our own clock is right. */
static uint64_t unix_ms(const struct wall *w)
{
	return NOW_MS + w->timers.now_ms - w->began_ms;
}

/* As the device writes it, `ahead_s` off, in a zone `east_h` hours east. */
static void print_time(
	const struct wall *w, int64_t ahead_s, int east_h, char *text, size_t cap)
{
	time_t local =
		(time_t)((int64_t)(unix_ms(w) / 1000) + ahead_s + east_h * HOUR_S);
	struct tm tm;
	char date[32];

	gmtime_r(&local, &tm);
	strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(text, cap, "%s%c%02d:00", date, east_h < 0 ? '-' : '+',
		east_h < 0 ? -east_h : east_h);
}

static void beat(struct wall *w, int64_t ahead_s, int east_h)
{
	char text[48];

	timers_advance(&w->timers, BEAT_MS);
	print_time(w, ahead_s, east_h, text, sizeof(text));
	clock_advice_heard(&w->clock, text, unix_ms(w));
}

static void beats(struct wall *w, unsigned count, int64_t ahead_s)
{
	while (count--)
		beat(w, ahead_s, 3);
}

static void begin(struct wall *w, struct log *log)
{
	memset(w, 0, sizeof(*w));
	*log = (struct log){.write = hear_line, .user = w};
	timers_advance(&w->timers, 100 * 1000);
	w->began_ms = w->timers.now_ms;
	w->clock = (struct clock_advice){.listener = &listener,
		.user = w,
		.log = log,
		.timers = &w->timers,
		.device = "doorbell"};
	clock_advice_opened(&w->clock);
}

static void end(struct wall *w)
{
	bool told = w->clock.told;
	unsigned withdrawn = w->withdrawn;

	clock_advice_forget(&w->clock);
	CHECK(w->withdrawn == withdrawn + told);
	clock_advice_forget(&w->clock);
	CHECK(w->withdrawn == withdrawn + told);
}

static void a_wrong_clock_is_told_once_with_how_much_and_withdrawn_when_right(void)
{
	struct wall w;
	struct log log;

	begin(&w, &log);
	beats(&w, CLOCK_TIMES - 1, 61);
	CHECK(w.raised == 0);
	beats(&w, 1000, 61);
	CHECK(w.raised == 1 && w.withdrawn == 0 && w.lines == 1);
	CHECK(strstr(w.text, "1 min 1 s ahead of") && !strstr(w.text, "zone"));
	CHECK(strstr(w.text, "access events") && strstr(w.text, "recordings"));
	CHECK(strstr(w.text, "Time Settings"));
	CHECK(strstr(w.line, "1 min 1 s ahead of"));
	beats(&w, CLOCK_TIMES - 1, 2);
	CHECK(w.withdrawn == 0);
	beats(&w, 1000, 2);
	CHECK(w.raised == 1 && w.withdrawn == 1 && w.lines == 1);
	end(&w);
}

static void a_clock_that_is_right_in_any_zone_is_not_told(void)
{
	struct wall w;
	struct log log;

	begin(&w, &log);
	for (int east_h = -14; east_h <= 14; east_h++) {
		for (int64_t off_s = -60; off_s <= 60; off_s += 10)
			beat(&w, off_s, east_h);
	}
	beats(&w, 10, 60);
	beats(&w, 10, -60);
	CHECK(w.raised == 0 && w.lines == 0);
	end(&w);
}

static void how_far_off_is_said_in_words_for_people(void)
{
	static const struct {
		int64_t ahead_s;
		const char *says;
		bool zone;
	} rows[] = {
		{-61, "1 min 1 s behind", false},
		{-14 * HOUR_S, "14 h 0 min behind", true},
		{14 * HOUR_S + 20, "14 h 0 min ahead of", true},
		{HOUR_S, "1 h 0 min ahead of", true},
		{-HOUR_S + 20, "59 min 40 s behind", true},
		{5 * HOUR_S + 45 * MINUTE_S, "5 h 45 min ahead of", true},
		{HOUR_S + 7 * MINUTE_S, "1 h 7 min ahead of", false},
		{-1700000000, "19675 days behind", false},
		{15 * 24 * HOUR_S, "15 days ahead of", false},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct wall w;
		struct log log;

		begin(&w, &log);
		beats(&w, CLOCK_TIMES, rows[i].ahead_s);
		if (!CHECK(strstr(w.text, rows[i].says)))
			printf("# %s\n", w.text);
		CHECK(!!strstr(w.text, "time zone") == rows[i].zone);
		end(&w);
	}
}

static void at_the_limit_it_does_not_flap(void)
{
	struct wall w;
	struct log log;

	begin(&w, &log);
	for (unsigned i = 0; i < 200; i++)
		beats(&w, 2, i % 2 ? 62 : 58);
	CHECK(w.raised == 0);
	beats(&w, CLOCK_TIMES, 62);
	CHECK(w.raised == 1);
	for (unsigned i = 0; i < 200; i++)
		beats(&w, 5, i % 2 ? 62 : 31);
	CHECK(w.raised == 1 && w.withdrawn == 0);
	for (unsigned i = 0; i < 200; i++)
		beats(&w, 2, i % 2 ? 28 : 32);
	CHECK(w.withdrawn == 0);
	end(&w);
}

static void a_clock_that_says_two_things_by_turns_proves_nothing(void)
{
	struct wall w;
	struct log log;

	begin(&w, &log);
	for (unsigned i = 0; i < 100; i++) {
		beats(&w, 2, HOUR_S);
		beats(&w, 2, 0);
		beats(&w, 2, -HOUR_S);
	}
	CHECK(w.raised == 0);
	beats(&w, CLOCK_TIMES, HOUR_S);
	CHECK(w.raised == 1);
	for (unsigned i = 0; i < 100; i++) {
		beats(&w, 2, HOUR_S);
		beats(&w, 2, 0);
	}
	CHECK(w.raised == 1 && w.withdrawn == 0);
	end(&w);
}

/* Each is late by another time. */
static void history_that_is_sent_as_news_proves_nothing(void)
{
	struct wall w;
	struct log log;
	char text[48];

	begin(&w, &log);
	timers_advance(&w.timers, BEAT_MS);
	for (int64_t age_s = 1000 * HOUR_S; age_s > 0; age_s -= 2 * MINUTE_S) {
		timers_advance(&w.timers, 20);
		print_time(&w, -age_s, 3, text, sizeof(text));
		clock_advice_heard(&w.clock, text, unix_ms(&w));
	}
	CHECK(w.raised == 0);
	end(&w);
}

static void a_burst_proves_nothing(void)
{
	struct wall w;
	struct log log;
	char text[48];

	begin(&w, &log);
	timers_advance(&w.timers, BEAT_MS);
	for (unsigned i = 0; i < 1000; i++) {
		print_time(&w, -HOUR_S, 3, text, sizeof(text));
		clock_advice_heard(&w.clock, text, unix_ms(&w));
	}
	timers_advance(&w.timers, CLOCK_SPAN_MS - 1);
	print_time(&w, -HOUR_S, 3, text, sizeof(text));
	clock_advice_heard(&w.clock, text, unix_ms(&w));
	CHECK(w.raised == 0);
	timers_advance(&w.timers, 1);
	clock_advice_heard(&w.clock, text, unix_ms(&w));
	CHECK(w.raised == 1);
	end(&w);
}

/* @param ms after the last; an hour behind */
static void alert_after(struct wall *w, unsigned ms)
{
	char text[48];

	timers_advance(&w->timers, ms);
	print_time(w, -HOUR_S, 3, text, sizeof(text));
	clock_advice_heard(&w->clock, text, unix_ms(w));
}

static void what_begins_a_stream_proves_nothing(void)
{
	struct wall w;
	struct log log;

	begin(&w, &log);
	for (unsigned i = 0; i < 100; i++) {
		clock_advice_opened(&w.clock);
		for (unsigned n = 0; n < CLOCK_TIMES; n++)
			alert_after(&w, (CLOCK_BACKLOG_MS - 1) / CLOCK_TIMES);
		alert_after(&w, CLOCK_SPAN_MS);
	}
	CHECK(w.raised == 0);
	clock_advice_opened(&w.clock);
	alert_after(&w, CLOCK_BACKLOG_MS);
	alert_after(&w, 1);
	alert_after(&w, CLOCK_SPAN_MS - 1);
	CHECK(w.raised == 1);
	end(&w);
}

static void what_names_no_moment_neither_raises_nor_withdraws_nor_interrupts(void)
{
	static const char *const texts[] = {"", "2026-01-01T10:00:00",
		"2021-12-14T09:06:1600:00", "2026-02-30T10:00:00Z", "yesterday"};
	const size_t n = sizeof(texts) / sizeof(*texts);
	struct wall w;
	struct log log;

	begin(&w, &log);
	for (unsigned i = 0; i < 100; i++) {
		timers_advance(&w.timers, BEAT_MS);
		clock_advice_heard(&w.clock, texts[i % n], unix_ms(&w));
	}
	CHECK(w.raised == 0);
	for (unsigned i = 0; i < CLOCK_TIMES; i++) {
		beats(&w, 1, HOUR_S);
		clock_advice_heard(&w.clock, texts[i % n], unix_ms(&w));
	}
	CHECK(w.raised == 1);
	for (unsigned i = 0; i < 100; i++) {
		timers_advance(&w.timers, BEAT_MS);
		clock_advice_heard(&w.clock, texts[i % n], unix_ms(&w));
	}
	CHECK(w.raised == 1 && w.withdrawn == 0);
	end(&w);
}

static void a_jump_is_told_anew_and_logged_once_in_a_connection(void)
{
	struct wall w;
	struct log log;

	begin(&w, &log);
	beats(&w, 10, HOUR_S);
	beats(&w, 10, 2 * HOUR_S);
	CHECK(w.raised == 2 && w.withdrawn == 0 && strstr(w.text, "2 h 0 min"));
	beats(&w, 10, 0);
	beats(&w, 10, HOUR_S);
	CHECK(w.raised == 3 && w.withdrawn == 1);
	CHECK(w.lines == 1);
	clock_advice_opened(&w.clock);
	beats(&w, 10, HOUR_S);
	CHECK(w.raised == 3 && w.lines == 1);
	beats(&w, 10, 3 * HOUR_S);
	CHECK(w.raised == 4 && w.lines == 2);
	end(&w);
}

static void another_device_begins_anew(void)
{
	struct wall w;
	struct log log;

	begin(&w, &log);
	beats(&w, 2, HOUR_S);
	clock_advice_forget(&w.clock);
	beats(&w, 2, HOUR_S);
	CHECK(w.raised == 0 && w.withdrawn == 0);
	beats(&w, 1, HOUR_S);
	CHECK(w.raised == 1);
	end(&w);
}

/* A machine without a battery that has not reached its time server. */
static void while_our_own_clock_is_not_set_nothing_is_measured(void)
{
	struct wall w;
	struct log log;

	begin(&w, &log);
	for (unsigned i = 0; i < 100; i++) {
		timers_advance(&w.timers, BEAT_MS);
		clock_advice_heard(
			&w.clock, "2026-03-31T23:33:20Z", i * UINT64_C(10000));
	}
	CHECK(w.raised == 0);
	beats(&w, 10, 0);
	CHECK(w.raised == 0);
	end(&w);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_wrong_clock_is_told_once_with_how_much_and_withdrawn_when_right),
		TEST(a_clock_that_is_right_in_any_zone_is_not_told),
		TEST(how_far_off_is_said_in_words_for_people),
		TEST(at_the_limit_it_does_not_flap),
		TEST(a_clock_that_says_two_things_by_turns_proves_nothing),
		TEST(history_that_is_sent_as_news_proves_nothing),
		TEST(a_burst_proves_nothing),
		TEST(what_begins_a_stream_proves_nothing),
		TEST(what_names_no_moment_neither_raises_nor_withdraws_nor_interrupts),
		TEST(a_jump_is_told_anew_and_logged_once_in_a_connection),
		TEST(another_device_begins_anew),
		TEST(while_our_own_clock_is_not_set_nothing_is_measured),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
