/* SPDX-License-Identifier: Apache-2.0 */
/* doors-unlisted.c - stations that do not list their doors, and have them all the same. */

#include "story.h"

#include <stdio.h>

#define WARNING "{\"report\":\"log\",\"level\":\"warning\"}"

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
	CHECK(heard(&s, WARNING) == 0);
	story_end(&s);
}

/* What could not be read is told of; that it is not listed is no news. */
static void doors_that_were_proven_are_proven_again(void)
{
	static const char *const options[] = {
		"--doors", "2", "--set", "capabilities=404", NULL};
	struct story s = story_at_home(options, "{\"expose_locks\":true}");

	for (unsigned i = 2; i <= 3; i++) {
		sim_do(&s, "cut");
		CHECK(hear_count(&s, RECOVERY_MS, i, ONLINE) == i);
		CHECK(heard(&s, WARNING) == i - 1); /* "connection lost" */
	}
	CHECK(unlocks(&s, 2, "unlock", "ok"));
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
		TEST(doors_that_were_proven_are_proven_again),
		TEST(firmware_that_only_pushes_has_its_lock),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
