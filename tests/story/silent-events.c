/* SPDX-License-Identifier: Apache-2.0 */
/* silent-events.c - a station that opens its door and tells nothing of it. */

#include "story.h"

#define ISSUE "{\"report\":\"issue\",\"id\":\"events-missing\"}"

enum { EVENTS_LIMIT_MS = 10 * 1000 };

static bool opens(struct story *s)
{
	return reply_is(
		s, request(s, device_of(s, "lock"), "lock", "unlock", NULL), "ok");
}

static void a_station_that_never_tells_anything_lacks_its_event_linkage(void)
{
	static const char *const options[] = {
		"--set", "stream-content=none", "--set", "journal=404", NULL};
	struct story s = story_at_home(
		options, "{\"expose_locks\":true,\"push_events\":\"off\"}");

	CHECK(opens(&s));
	listen_for(&s, EVENTS_LIMIT_MS + 200);
	CHECK(heard(&s, ISSUE) == 0);
	CHECK(opens(&s));
	CHECK(hear_count(&s, EVENTS_LIMIT_MS + SOON_MS, 1, ISSUE) == 1);
	CHECK(heard(&s, UNREACHABLE) == 0);
	sim_do(&s, "set stream-content full"); /* the user has ticked the box */
	sim_do(&s, "motion");
	hear_count(&s, SOON_MS, 2, ISSUE);
	CHECK(heard(&s, "{\"report\":\"issue\",\"id\":\"events-missing\","
			"\"issue\":null}") == 1);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_station_that_never_tells_anything_lacks_its_event_linkage),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
