/* SPDX-License-Identifier: Apache-2.0 */
/* clock-story.c - a device whose clock is wrong: told of once, until it is right, at every
 * firmware that we know of; and nothing else is different. */

#include "camera-house.h"
#include "promises.h"

#include <stdio.h>
#include <string.h>

enum {
	TOLD_MS = 20 * 1000, /* three heartbeats, over 5 s */
	QUIET_MS = 9 * 1000, /* in which it would be told */
};

#define ISSUE "{\"report\":\"issue\",\"id\":\"device-clock\"}"
#define RAISED                                                                         \
	"{\"report\":\"issue\",\"id\":\"device-clock\",\"issue\":{\"severity\":\"warning\"}}"
#define MENDED "{\"report\":\"issue\",\"id\":\"device-clock\",\"issue\":null}"
#define LINE   "{\"report\":\"log\",\"level\":\"warning\"}"

/* The device says so little else that the rest of the day passes in seconds. */
static const char *const beats[] = {"heartbeat-ms 1000", NULL};

static bool is_told(struct story *s, const char *how_much)
{
	const json_t *issue = json_object_get(hear(s, TOLD_MS, RAISED), "issue");
	const char *text = json_string_value(json_object_get(issue, "text"));

	printf("# %s\n", text ? text : "no text");
	return text && strstr(text, how_much) && strstr(text, "recordings");
}

static void is_told_and_rings(struct door *d)
{
	struct story *s = &d->story;

	CHECK(is_told(s, "14 h 0 min behind"));
	sim_do(s, "press 1");
	CHECK(hear_count(s, SOON_MS, 1, RING) == 1);
	sim_do(s, "hangup");
}

static void has_told_once(struct door *d)
{
	CHECK(heard(&d->story, ISSUE) == 1);
	CHECK(heard(&d->story, LINE) == 1);
}

static void is_mended(struct door *d)
{
	struct story *s = &d->story;

	hear(s, TOLD_MS, MENDED);
}

static void has_told_no_more(struct door *d)
{
	struct story *s = &d->story;

	CHECK(heard(s, ISSUE) == 2 && heard(s, LINE) == 1);
	CHECK(heard(s, RING) == 1 && heard(s, UNREACHABLE) == 0);
}

static void a_wrong_clock_is_one_issue_until_it_is_right_again(void)
{
	struct door doors[FIRMWARES];
	size_t n = open_promised(doors, PROMISE_CLOCK, beats);

	tell_each(doors, n, "set clock-offset-s -50400");
	at_each(doors, n, is_told_and_rings);
	listen_for(&doors[0].story, QUIET_MS);
	at_each(doors, n, has_told_once);
	tell_each(doors, n, "set clock-offset-s 0");
	at_each(doors, n, is_mended);
	tell_each(doors, n, "set utc-offset-min -600"); /* it is taken along */
	listen_for(&doors[0].story, QUIET_MS);
	at_each(doors, n, has_told_no_more);
	close_doors(doors, n);
}

static void has_told_nothing(struct door *d)
{
	CHECK(heard(&d->story, ISSUE) == 0 && heard(&d->story, LINE) == 0);
}

static void a_time_without_a_zone_or_without_sense_proves_nothing(void)
{
	static const char *const forms[] = {
		"set stream-time none", "set stream-time broken"};
	struct door doors[FIRMWARES];
	size_t n = open_promised(doors, PROMISE_CLOCK, beats);

	tell_each(doors, n, forms[0]);
	tell_each(doors, n, "set clock-offset-s 50400");
	listen_for(&doors[0].story, QUIET_MS);
	at_each(doors, n, has_told_nothing);
	tell_each(doors, n, forms[1]);
	listen_for(&doors[0].story, QUIET_MS);
	at_each(doors, n, has_told_nothing);
	close_doors(doors, n);
}

static void where_only_the_journal_has_times_it_is_told_by_them(void)
{
	static const char *const options[] = {"--set", "stream-content=none", "--set",
		"heartbeat-ms=0", "--set", "journal-time=zone", "--set",
		"clock-offset-s=-1700000000", NULL};
	struct story s = story_at_home(options, NULL);

	for (unsigned i = 0; i < 3; i++) {
		listen_for(&s, 3200);
		sim_do(&s, "card 1 7001");
	}
	CHECK(is_told(&s, "19675 days behind"));
	CHECK(heard(&s, LINE) == 1);
	story_end(&s);
}

static void a_camera_is_told_of_like_a_door_station(void)
{
	static const char *const options[] = {"--set", "heartbeat-ms=1000", "--set",
		"heartbeat-rest-ms=0", "--set", "clock-offset-s=3600", NULL};
	struct story s = camera_at_home(options, "{\"off_delay\":1}");

	CHECK(is_told(&s, "1 h 0 min ahead of"));
	sim_do(&s, "alert VMD 1 active");
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "true"));
	sim_do(&s, "set clock-offset-s 0"); /* the end of summer */
	hear(&s, TOLD_MS, MENDED);
	sim_do(&s, "set stream-time none");
	sim_do(&s, "set clock-offset-s 50400");
	listen_for(&s, QUIET_MS);
	CHECK(heard(&s, ISSUE) == 2 && heard(&s, LINE) == 1);
	CHECK(heard(&s, UNREACHABLE) == 0);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_wrong_clock_is_one_issue_until_it_is_right_again),
		TEST(a_time_without_a_zone_or_without_sense_proves_nothing),
		TEST(where_only_the_journal_has_times_it_is_told_by_them),
		TEST(a_camera_is_told_of_like_a_door_station),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
