/* SPDX-License-Identifier: Apache-2.0 */
/* camera-listening.c - listening mode: a device that posts its alerts to us as well. */

#include "camera-house.h"

#include <stdio.h>
#include <string.h>

#define HOSTS        "/ISAPI/Event/notification/httpHosts"
#define MOTION_EVENT "{\"report\":\"event\",\"capability\":\"motion_event\"}"
#define TAKEN                                                                          \
	"{\"report\":\"issue\",\"id\":\"push-slot\",\"issue\":{\"severity\":\"warning\"}}"
#define POSTS "{\"report\":\"log\",\"text\":\"the device posts its events to us\"}"

static const char listening[] = "{\"push_events\":\"on\",\"off_delay\":2}";

/* A device that posts in this way, listened to. */
static struct story at_home(const char *post)
{
	const char *options[] = {"--set", post, NULL};
	struct story s = camera_at_home(options, listening);
	unsigned long long until = now_ms() + SOON_MS;

	while (asked(&s, "GET " HOSTS) < 2 && now_ms() < until)
		listen_for(&s, 20); /* read, written, and read back */
	camera_quiet(&s, 0, "motion");
	return s;
}

static void by_default_nothing_is_asked_or_written(void)
{
	struct story s = camera_at_home(NULL, NULL);

	camera_quiet(&s, 0, "motion");
	host_end(&s);
	CHECK(asked(&s, "GET " HOSTS) == 0 && ledger(&s, "writes") == 0);
	story_end(&s);
}

static void what_comes_in_both_ways_is_one_edge_and_one_event(void)
{
	static const char *const posts[] = {"post=body", "post=form", "post=picture"};

	for (size_t i = 0; i < sizeof(posts) / sizeof(*posts); i++) {
		struct story s = at_home(posts[i]);
		struct edges before = camera_edges(&s, 0, "motion"), now;

		for (unsigned n = 0; n < 3; n++)
			sim_do(&s, "alert VMD 1 active");
		CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "true"));
		CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "false"));
		listen_for(&s, 200);
		now = camera_edges(&s, 0, "motion");
		CHECK(now.on == before.on + 1);
		CHECK(heard(&s, MOTION_EVENT) == 1);
		CHECK(heard(&s, POSTS) == 1);
		CHECK(ledger(&s, "pushes") == 3 && !ledger(&s, "pushes_failed"));
		story_end(&s);
	}
}

static void the_end_that_the_stream_tells_is_not_undone_by_a_post(void)
{
	struct story s = at_home("post=picture");
	struct edges before = camera_edges(&s, 0, "motion");

	for (unsigned n = 1; n <= 5; n++) {
		sim_do(&s, "alert VMD 1 active");
		sim_do(&s, "alert VMD 1 inactive");
		CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "false"));
		listen_for(&s, 100);
	}
	CHECK(camera_edges(&s, 0, "motion").on == before.on + 5);
	CHECK(!strcmp(camera_edges(&s, 0, "motion").now, "false"));
	story_end(&s);
}

static void the_slots_of_others_are_left_alone_and_the_user_is_told(void)
{
	struct story s = camera_begin(NULL);

	sim_do(&s, "httphost http://127.0.0.1:9/nvr 1");
	sim_do(&s, "httphost http://127.0.0.1:9/more 2");
	host_begin(&s, listening);
	hear(&s, SOON_MS, TAKEN);
	CHECK(heard(&s, ONLINE) == 1 || hear(&s, SOON_MS, ONLINE));
	host_end(&s);
	CHECK(ledger(&s, "writes") == 0);
	story_end(&s);
}

static void what_was_written_is_given_back_at_the_end(void)
{
	struct story s = at_home("post=body");

	CHECK(ledger(&s, "writes") == 1);
	host_end(&s);
	CHECK(ledger(&s, "writes") == 2);
	sim_do(&s, "alert VMD 1 active");
	CHECK(ledger(&s, "pushes") == 0);
	story_end(&s);
}

static void it_is_given_back_when_it_is_switched_off(void)
{
	struct story s = at_home("post=body");

	host_send(&s,
		"{\"configure\":\"front\",\"settings\":{\"host\":\"127.0.0.1\","
		"\"port\":%d,\"username\":\"admin\",\"password\":\"Front-Door-1\"}}",
		s.port);
	hear(&s, SOON_MS, ONLINE);
	listen_for(&s, 500);
	CHECK(ledger(&s, "writes") == 2);
	sim_do(&s, "alert VMD 1 active");
	CHECK(ledger(&s, "pushes") == 0);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(by_default_nothing_is_asked_or_written),
		TEST(what_comes_in_both_ways_is_one_edge_and_one_event),
		TEST(the_end_that_the_stream_tells_is_not_undone_by_a_post),
		TEST(the_slots_of_others_are_left_alone_and_the_user_is_told),
		TEST(what_was_written_is_given_back_at_the_end),
		TEST(it_is_given_back_when_it_is_switched_off),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
