/* SPDX-License-Identifier: Apache-2.0 */
/* profiles-story.c - what every owner is promised, at every firmware that we know of:
 * history is no event, and what was lost is back.
 *
 * Each scenario runs at all stations at once, each with a host of its own. What a
 * firmware cannot do is in firmware.c with its reason, and what it says instead is in
 * profiles-doors.c. */

#include "firmware.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	HISTORY = 5000,
	LIVE = 3,
	HALF_A_DAY_S = 14 * 3600,
	QUIET_MS = 2500, /* call and journal are asked at least once more */
	STAY_MS = 50,
};

static bool is_only_asked(const struct firmware *f)
{
	return !strcmp(f->rung_by, "poll");
}

/* A press that rings; and, where it is only asked, it has been asked when he is gone. */
static void visit(struct door *d)
{
	struct story *s = &d->story;
	size_t rings = heard(s, RING);

	sim_do(s, "press 1");
	CHECK(hear_count(s, SOON_MS, rings + 1, RING) == rings + 1);
	s->seen = json_array_size(s->reports);
	sim_do(s, "hangup");
	if (is_only_asked(d->firmware))
		hear(s, SOON_MS, CALL_IDLE);
	else
		listen_for(s, STAY_MS);
}

/* ---- need 2: no ghosts ---- */

static void expect_rings_and_no_ghosts(struct story *s, size_t rings)
{
	CHECK(heard(s, RING) == rings);
	CHECK(heard(s, TAMPERED) == 0);
	CHECK(heard(s, MOTION("true")) == 0);
	CHECK(heard(s, LOCK("\"unlocked\"")) == 0);
	CHECK(heard(s, ANY_ACCESS) == 0);
}

static void come_back_with_a_history(struct door *d)
{
	struct story *s = &d->story;

	hear(s, SOON_MS, UNREACHABLE);
	hear(s, RECOVERY_MS, ONLINE);
	for (size_t n = 1; n <= LIVE; n++)
		visit(d);
}

static void ring_and_reboot(struct door *d)
{
	struct story *s = &d->story;

	expect_rings_and_no_ghosts(s, LIVE);
	sim_do(s, "press 1");
	hear(s, SOON_MS, RING);
	sim_do(s, "set clock-offset-s %d", HALF_A_DAY_S);
	sim_do(s, "reboot 500");
}

static void come_back_without_a_ghost(struct door *d)
{
	hear(&d->story, SOON_MS, UNREACHABLE);
	hear(&d->story, RECOVERY_MS, ONLINE);
	listen_for(&d->story, QUIET_MS);
	expect_rings_and_no_ghosts(&d->story, LIVE + 1);
	CHECK(ledger(&d->story, "presses") == LIVE + 1);
}

static void a_replayed_history_a_wrong_clock_and_a_reboot_tell_of_nobody(void)
{
	struct door doors[FIRMWARES];
	size_t n = open_doors(doors, CAN_BE_HEARD);
	char command[48];

	snprintf(command, sizeof(command), "set clock-offset-s %d", -HALF_A_DAY_S);
	tell_each(doors, n, command);
	snprintf(command, sizeof(command), "history %d", HISTORY);
	tell_each(doors, n, command);
	tell_each(doors, n, "cut");
	at_each(doors, n, come_back_with_a_history);
	listen_for(&doors[0].story, QUIET_MS);
	at_each(doors, n, ring_and_reboot);
	at_each(doors, n, come_back_without_a_ghost);
	close_doors(doors, n);
}

/* ---- need 3: it recovers by itself ---- */

static void is_lost(struct door *d)
{
	hear(&d->story, RECOVERY_MS, UNREACHABLE);
}

static void is_back(struct door *d)
{
	hear(&d->story, RECOVERY_MS, ONLINE);
}

static void after_a_cut_a_reboot_or_a_power_failure_it_is_back_within_15_s(void)
{
	static const struct {
		const char *trouble, *end;
	} troubles[] = {
		{"cut", NULL}, {"cut part", NULL}, {"reboot 500", NULL}, {"off", "on"}};
	enum { TROUBLES = sizeof(troubles) / sizeof(*troubles) };
	struct door doors[FIRMWARES];
	size_t n = open_doors(doors, CAN_BE_HEARD);

	for (size_t t = 0; t < TROUBLES; t++) {
		unsigned long long before;

		tell_each(doors, n, troubles[t].trouble);
		before = now_ms();
		at_each(doors, n, is_lost);
		if (troubles[t].end) {
			listen_for(&doors[0].story, 3000);
			before = now_ms();
			tell_each(doors, n, troubles[t].end);
		}
		at_each(doors, n, is_back);
		printf("# %s: back after %llu ms\n", troubles[t].trouble,
			now_ms() - before);
		CHECK(now_ms() - before <= RECOVERY_MS);
		at_each(doors, n, visit);
	}
	for (size_t i = 0; i < n; i++)
		CHECK(heard(&doors[i].story, RING) == TROUBLES);
	close_doors(doors, n);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_replayed_history_a_wrong_clock_and_a_reboot_tell_of_nobody),
		TEST(after_a_cut_a_reboot_or_a_power_failure_it_is_back_within_15_s),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
