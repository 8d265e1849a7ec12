/* SPDX-License-Identifier: Apache-2.0 */
/* doors-unlisted.c - stations that do not list their doors, and have them all the same. */

#include "story.h"

#include <stdio.h>

static bool unlocks(struct story *s, unsigned door, const char *op, const char *outcome)
{
	char id[80];

	snprintf(id, sizeof(id), "%s-lock-%u", device_of(s, "doorbell"), door);
	return reply_is(s, request(s, id, "lock", op, NULL), outcome);
}

static void a_station_that_does_not_list_its_doors_proves_them(void)
{
	static const char *const options[] = {
		"--doors", "2", "--set", "capabilities=404", NULL};
	struct story s = story_at_home(options, "{\"expose_locks\":true}");

	CHECK(unlocks(&s, 2, "unlock", "ok"));
	CHECK(ledger(&s, "relay_pulses/1") == 0 && ledger(&s, "relay_pulses/2") == 1);
	CHECK(unlocks(&s, 1, "lock", "ok"));
	CHECK(ledger(&s, "door_commands/resume") == 1);
	CHECK(unlocks(&s, 3, "unlock", "not_found"));
	CHECK(heard(&s, "{\"report\":\"log\",\"level\":\"warning\"}") == 0);
	story_end(&s);
}

static void firmware_that_only_pushes_has_its_lock(void)
{
	static const char *const options[] = {"--profile", "v2.2.65", NULL};
	struct story s = story_at_home(options, "{\"expose_locks\":true}");

	CHECK(unlocks(&s, 1, "unlock", "ok"));
	CHECK(ledger(&s, "relay_pulses/1") == 1);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_station_that_does_not_list_its_doors_proves_them),
		TEST(firmware_that_only_pushes_has_its_lock),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
