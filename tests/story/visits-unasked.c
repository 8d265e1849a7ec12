/* SPDX-License-Identifier: Apache-2.0 */
/* visits-unasked.c - the five visits of visits.c, at a station whose stream tells of
 * presses and that, asked, always says idle (V3.7.1 without an indoor station).
 *
 * Nothing tells how such a call ends. It is over 65 s after the last press, and missed
 * unless a door was opened: where no indoor station is, nobody else could have answered.
 * All visits take place at once, each at a station of its own. */

#include "visit.h"

enum { LIMIT_MS = 65 * 1000, VISITS = 5 };

static const char *const always_idle[] = {"--set", "call-status=idle", NULL};

static void it_is_over_after_65_seconds_and_missed_unless_a_door_was_opened(void)
{
	static const struct {
		const char *expected;
		int missed;
	} told[VISITS] = {
		{"ring missed", 1},      /* nobody answers */
		{"ring missed", 1},      /* answered inside: cannot be known */
		{"ring ended", 0},       /* let in by us */
		{"ring ring missed", 1}, /* pressed twice */
		{"ring missed", 1},      /* the station dies */
	};
	struct story s[VISITS];
	unsigned r;

	for (int i = 0; i < VISITS; i++) {
		s[i] = story_at_home(always_idle, "{\"expose_locks\":true}");
		sim_do(&s[i], "press 1");
		hear(&s[i], SOON_MS, RING);
		listen_for(&s[i], 1500); /* it has been asked while it rang */
	}
	sim_do(&s[1], "answer");
	r = request(&s[2], device_of(&s[2], "lock"), "lock", "unlock", NULL);
	CHECK(reply_is(&s[2], r, "ok"));
	sim_do(&s[3], "press 1");
	sim_do(&s[4], "off");
	for (int i = 0; i < VISITS; i++) {
		hear(&s[i], LIMIT_MS + SOON_MS, CALL_ENDED);
		CHECK(visits_told(&s[i], told[i].expected));
		CHECK(missed_calls(&s[i]) == told[i].missed);
		story_end(&s[i]);
	}
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(it_is_over_after_65_seconds_and_missed_unless_a_door_was_opened),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
