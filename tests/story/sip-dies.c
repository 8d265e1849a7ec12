/* SPDX-License-Identifier: Apache-2.0 */
/* sip-dies.c - a station loses its power while it rings, and says nothing any more. */

#include "sip-house.h"

enum { RING_LIMIT_MS = 80 * 1000 }; /* 65 s, and what a loaded machine takes */

static void a_station_without_power_stops_ringing_and_rings_again(void)
{
	static const char *const options[] = {"--set", "call-status=idle", NULL};
	struct story s = sip_at_home(options, NULL);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	sim_do(&s, "off");
	hear(&s, RECOVERY_MS, UNREACHABLE);
	CHECK(hear_count(&s, RING_LIMIT_MS, 1, CALL_ENDED) == 1);
	CHECK(visits_told(&s, "ring missed"));
	sim_do(&s, "on");
	hear(&s, RECOVERY_MS, ONLINE);
	CHECK(sip_phone_is(&s, "state", "registered"));
	sim_do(&s, "press 1");
	CHECK(hear_count(&s, SOON_MS, 2, RING) == 2);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_station_without_power_stops_ringing_and_rings_again),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
