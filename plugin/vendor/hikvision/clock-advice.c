/* SPDX-License-Identifier: Apache-2.0 */
/* clock-advice.c - a device whose clock is wrong: somebody must know, and nothing else
 * happens. */

#include "clock-advice.h"

#include "device-time.h"
#include "log.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	MINUTE_S = 60,
	HOUR_S = 60 * MINUTE_S,
	DAY_S = 24 * HOUR_S,
	ZONE_STEP_S = 15 * MINUTE_S,
	ZONES_S = 26 * HOUR_S,   /* from the first to the last */
	OURS_MIN_S = 1735689600, /* 2025: it was not written before */
	TEXT_MAX = 640,
};

static const char id[] = "device-clock";

/* "14 h 0 min ahead of" */
static void print_skew(int64_t ahead_s, char *text, size_t cap)
{
	int64_t s = llabs(ahead_s);
	const char *way = ahead_s < 0 ? "behind" : "ahead of";

	if (s >= 2 * DAY_S)
		snprintf(text, cap, "%" PRId64 " days %s", s / DAY_S, way);
	else if (s >= HOUR_S)
		snprintf(text, cap, "%" PRId64 " h %" PRId64 " min %s", s / HOUR_S,
			s % HOUR_S / MINUTE_S, way);
	else
		snprintf(text, cap, "%" PRId64 " min %" PRId64 " s %s", s / MINUTE_S,
			s % MINUTE_S, way);
}

static bool looks_like_a_zone(int64_t ahead_s)
{
	int64_t s = llabs(ahead_s), rest = s % ZONE_STEP_S;

	return s <= ZONES_S &&
	       (rest <= CLOCK_RIGHT_S || rest >= ZONE_STEP_S - CLOCK_RIGHT_S);
}

/* Source: where it is set, as the web pages of cameras V5.x and door stations V3.x have it;
 * older pages have other words for the same */
static void raise_issue(struct clock_advice *c)
{
	int64_t ahead_s = c->run.ahead_s;
	char title[80], skew[64], text[TEXT_MAX];

	print_skew(ahead_s, skew, sizeof(skew));
	snprintf(title, sizeof(title), "The clock of the %s is wrong", c->device);
	snprintf(text, sizeof(text),
		"It is %s that of this machine. Nothing here is decided by it, but the "
		"times that the device shows are wrong: in access events, in recordings, "
		"in the picture. Set it on the device, under Configuration, System, "
		"System Settings, Time Settings; NTP keeps it right.%s If it is right "
		"there, set the clock of this machine.",
		skew,
		looks_like_a_zone(ahead_s)
			? " By so much it looks like a wrong time zone or daylight "
			  "saving time (DST): see both there."
			: "");
	if (!c->logged)
		log_warning(c->log, "the device's clock is %s ours", skew);
	c->logged = c->told = true;
	c->told_ahead_s = ahead_s;
	c->listener->issue(
		id, &(struct unit_issue){.title = title, .text = text}, c->user);
}

static void withdraw(struct clock_advice *c)
{
	if (c->told)
		c->listener->issue(id, NULL, c->user);
	c->told = false;
}

/* Does this one say what those before it said? */
static bool goes_on(const struct clock_run *run, bool wrong, int64_t ahead_s)
{
	return run->count && run->wrong == wrong &&
	       (!wrong || llabs(ahead_s - run->ahead_s) <= CLOCK_RIGHT_S);
}

static void judge(struct clock_advice *c)
{
	const struct clock_run *run = &c->run;

	if (run->count < CLOCK_TIMES ||
		c->timers->now_ms - run->since_ms < CLOCK_SPAN_MS)
		return;
	if (!run->wrong)
		withdraw(c);
	else if (!c->told || llabs(run->ahead_s - c->told_ahead_s) > CLOCK_WRONG_S)
		raise_issue(c);
}

void clock_advice_heard(struct clock_advice *c, const char *time, uint64_t unix_ms)
{
	int64_t ours_s = (int64_t)(unix_ms / 1000), theirs_s, ahead_s;
	bool wrong;

	if (ours_s < OURS_MIN_S || device_time_parse(time, &theirs_s) ||
		c->timers->now_ms - c->opened_ms < CLOCK_BACKLOG_MS)
		return;
	ahead_s = theirs_s - ours_s;
	wrong = llabs(ahead_s) > CLOCK_WRONG_S;
	if (!wrong && llabs(ahead_s) > CLOCK_RIGHT_S) {
		c->run.count = 0;
		return;
	}
	if (!goes_on(&c->run, wrong, ahead_s))
		c->run = (struct clock_run){.wrong = wrong,
			.ahead_s = ahead_s,
			.since_ms = c->timers->now_ms};
	c->run.count++;
	judge(c);
}

void clock_advice_opened(struct clock_advice *c)
{
	c->opened_ms = c->timers->now_ms;
	c->logged = false;
	c->run.count = 0;
}

void clock_advice_forget(struct clock_advice *c)
{
	withdraw(c);
	c->run.count = 0;
}
