/* SPDX-License-Identifier: Apache-2.0 */
/* camera-changes.c - what changes behind a recorder while it is connected: cameras that are
 * lost, found, added and taken away. It is asked about that once a minute. */

#include "camera-house.h"

enum { NOTICED_MS = 75 * 1000 };

#define LOST "{\"report\":\"status\",\"status\":\"unreachable\"}"

static void a_camera_that_is_lost_or_added_is_noticed_within_a_minute(void)
{
	static const char *const options[] = {"--profile", "nvr16", "--set",
		"ip-channels=1-3", "--set", "offline=", "--set",
		"heartbeat-form=count-zero", NULL};
	struct story s = camera_at_home(options, NULL);
	unsigned before = heard(&s, UNREACHABLE);

	camera_quiet(&s, 2, "motion");
	sim_do(&s, "set offline 2");
	CHECK(hear_sensor(&s, NOTICED_MS, 2, "motion", "null"));
	CHECK(heard(&s, LOST) == 1 && heard(&s, UNREACHABLE) == before);
	sim_do(&s, "alert VMD 2 active");
	CHECK(hear_sensor(&s, SOON_MS, 2, "motion", "true"));
	CHECK(hear_sensor(&s, NOTICED_MS, 2, "motion", "null"));
	CHECK(heard(&s, LOST) == 2);
	CHECK(camera_device(&s, 3) && !camera_device(&s, 4));

	sim_do(&s, "set offline ");
	sim_do(&s, "set ip-channels 1,2,4");
	CHECK(hear_sensor(&s, NOTICED_MS, 4, "motion", "false"));
	CHECK(!camera_device(&s, 3) && camera_capability(&s, 4, "camera"));
	CHECK(heard(&s, ONLINE) == 1);
	CHECK(ledger(&s, "streams_total") == 1);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_camera_that_is_lost_or_added_is_noticed_within_a_minute),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
