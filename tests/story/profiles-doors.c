/* SPDX-License-Identifier: Apache-2.0 */
/* profiles-doors.c - what every owner is promised, at every firmware that we know of:
 * nothing stays on, the door opens once, the account is not locked; and what cannot be
 * done is said.
 *
 * A ring whose end nothing tells (v3.7.1) is over after 65 s: visits-unasked.c. */

#include "firmware.h"

#include <stdio.h>
#include <string.h>

enum {
	QUIET_MS = 2500,       /* all that is asked is asked at least once more */
	RELOCK_MS = 12 * 1000, /* v2.2.65 does not tell: its time, and some more */
};

/* ---- need 7: nothing stays on ---- */

/* The last of what was told of it; borrowed, or NULL. */
static const json_t *last_told(
	struct story *s, const char *capability, const char *member)
{
	const json_t *last = NULL, *report;
	size_t i;

	heard(s, "{}");
	json_array_foreach(s->reports, i, report)
	{
		const json_t *state =
			json_object_get(json_object_get(report, "state"), capability);

		if (state)
			last = json_object_get(state, member);
	}
	return last;
}

static void motion_ends(struct door *d)
{
	CHECK(hear_count(&d->story, SOON_MS, 1, MOTION("true")) == 1);
	hear(&d->story, SOON_MS, MOTION("true"));
	hear(&d->story, 1000 + 1000, MOTION("false"));
	sim_do(&d->story, "motion"); /* and once more, until the line is cut */
	hear(&d->story, SOON_MS, MOTION("true"));
	sim_do(&d->story, "cut");
}

static void motion_is_not_on_after_a_cut(struct door *d)
{
	hear(&d->story, SOON_MS, UNREACHABLE);
	hear(&d->story, RECOVERY_MS, ONLINE);
	listen_for(&d->story, 1000 + 1000);
	CHECK(json_is_false(last_told(&d->story, "motion", "on")));
}

static void motion_without_an_end_is_off_after_its_time(void)
{
	struct door doors[FIRMWARES];
	size_t n = open_doors(doors, CAN_BE_HEARD);

	tell_each(doors, n, "motion");
	at_each(doors, n, motion_ends);
	at_each(doors, n, motion_is_not_on_after_a_cut);
	close_doors(doors, n);
}

static void the_ring_is_over(struct door *d)
{
	const json_t *call;

	hear(&d->story, SOON_MS, RING);
	hear_count(&d->story, SOON_MS, 1,
		"{\"report\":\"event\",\"capability\":\"call_ended\"}");
	call = last_told(&d->story, "call", "value");
	CHECK(call && !strcmp(json_string_value(call), "idle"));
	CHECK(heard(&d->story, RING) == 1);
}

static void a_ring_that_nobody_answers_is_over_when_the_station_gives_up(void)
{
	struct door doors[FIRMWARES];
	size_t n = open_doors(doors, CAN_BE_HEARD | CAN_END);

	tell_each(doors, n, "set ring-ms 2500");
	tell_each(doors, n, "press 1");
	at_each(doors, n, the_ring_is_over);
	close_doors(doors, n);
}

/* ---- needs 12 and 13: the door opens once, and never by itself ---- */

static unsigned unlock(struct story *s)
{
	return request(s, device_of(s, "lock"), "lock", "unlock", NULL);
}

static void unlocks_once(struct door *d)
{
	static const char *const states[] = {
		LOCK("\"unlocking\""), LOCK("\"unlocked\""), LOCK("\"locked\"")};
	struct story *s = &d->story;
	size_t seen = s->seen;

	sim_do(s, "set open-duration-ms 300");
	CHECK(reply_is(s, unlock(s), "ok"));
	s->seen = seen; /* the reply is one of many reports */
	for (size_t i = 0; i < 3; i++)
		hear(s, RELOCK_MS, states[i]);
	CHECK(ledger(s, "relay_pulses/1") == 1);
}

static void is_refused_with_the_reason(struct door *d)
{
	struct story *s = &d->story;
	const json_t *r;

	sim_do(s, "set unlock refuse");
	r = reply(s, unlock(s), SOON_MS);
	CHECK(matches(r, "{\"status\":\"device\"}"));
	CHECK(ledger(s, "relay_pulses/1") == 1);
	sim_do(s, "set unlock drop"); /* it opens, and the answer is lost */
	CHECK(reply_is(s, unlock(s), "timeout"));
	CHECK(ledger(s, "relay_pulses/1") == 2);
	sim_do(s, "set unlock ok");
}

/* Lives and connections that end and begin again; a request to a station that is off. */
static void go_through_life(struct door *d)
{
	struct story *s = &d->story;

	sim_do(s, "off");
	hear(s, SOON_MS, UNREACHABLE);
	CHECK(reply_is(s, unlock(s), "unreachable"));
	sim_do(s, "on");
	hear(s, RECOVERY_MS, ONLINE);
	host_send(s,
		"{\"configure\":\"front\",\"settings\":{\"host\":\"127.0.0.1\","
		"\"port\":%d,\"username\":\"admin\",\"password\":\"Front-Door-1\"," EVERYTHING
		"}}",
		s->port);
	listen_for(s, 200);
	sim_do(s, "reboot 200");
	hear(s, SOON_MS, UNREACHABLE);
	hear(s, RECOVERY_MS, ONLINE);
	host_end(s);
	host_begin(s, "{" EVERYTHING "}");
	hear(s, SOON_MS, ONLINE);
	listen_for(s, 200);
}

static void was_unlocked_twice_in_all(struct door *d)
{
	CHECK(ledger(&d->story, "relay_pulses/1") == 2);
	CHECK(ledger(&d->story, "door_commands/open") == 3); /* one was refused */
}

static void an_unlock_is_one_pulse_and_never_comes_again(void)
{
	struct door doors[FIRMWARES];
	size_t n = open_doors(doors, CAN_BE_HEARD | CAN_UNLOCK);

	at_each(doors, n, unlocks_once);
	at_each(doors, n, is_refused_with_the_reason);
	at_each(doors, n, go_through_life);
	at_each(doors, n, was_unlocked_twice_in_all);
	close_doors(doors, n);
}

/* ---- need 8: the account is not locked ---- */

static void a_wrong_password_is_tried_at_most_twice_at_any_firmware(void)
{
	struct story s[FIRMWARES];

	for (size_t i = 0; i < FIRMWARES; i++)
		s[i] = firmware_begin(&firmwares[i], "{\"password\":\"Wrong-Door-1\"}");
	for (size_t i = 0; i < FIRMWARES; i++)
		hear(&s[i], RECOVERY_MS,
			firmwares[i].can & CAN_RING ? REFUSED : UNREACHABLE);
	listen_for(&s[0], 5000);
	for (size_t i = 0; i < FIRMWARES; i++) {
		long long failed = ledger(&s[i], "logins_failed");

		printf("# %s: %lld failed logins\n", firmwares[i].name, failed);
		CHECK(failed <= 2);
		CHECK(failed >= (firmwares[i].can & CAN_RING ? 1 : 0));
		CHECK(ledger(&s[i], "writes") == 0);
		CHECK(ledger(&s[i], "logins_while_locked") == 0);
		story_end(&s[i]);
	}
}

/* ---- a station that is closed ---- */

static void a_station_whose_port_is_closed_is_called_unreachable_and_nothing_else(void)
{
	const struct firmware *f = &firmwares[FIRMWARE_KD8003];
	struct story s = firmware_begin(f, "{" EVERYTHING "}");
	const json_t *status = hear(&s, SOON_MS, UNREACHABLE);
	const char *why = json_string_value(json_object_get(status, "detail"));

	CHECK(!f->can);
	CHECK(why && strlen(why) > 10);
	sim_do(&s, "press 1");
	listen_for(&s, QUIET_MS);
	CHECK(heard(&s, RING) == 0 && heard(&s, ONLINE) == 0);
	CHECK(heard(&s, "{\"report\":\"devices\"}") == 0);
	CHECK(ledger(&s, "requests") == 0 && ledger(&s, "writes") == 0);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(motion_without_an_end_is_off_after_its_time),
		TEST(a_ring_that_nobody_answers_is_over_when_the_station_gives_up),
		TEST(an_unlock_is_one_pulse_and_never_comes_again),
		TEST(a_wrong_password_is_tried_at_most_twice_at_any_firmware),
		TEST(a_station_whose_port_is_closed_is_called_unreachable_and_nothing_else),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
