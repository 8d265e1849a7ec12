/* SPDX-License-Identifier: Apache-2.0 */
/* profiles-events.c - at every firmware that we know of: who opened the door and how, no
 * harm by a wrong clock, and tampering as its own thing.
 *
 * To which firmware a promise does not apply, and why, is in promises.c. That the tamper
 * switch stays on over a restart, is in tests/unit/device. */

#include "promises.h"

#include <stdio.h>
#include <string.h>

enum {
	QUIET_MS = 2500, /* journal and call are asked once more */
	APART_MS = 1500, /* two visits; the end of a call is asked for in between */
};

#define OPEN      "{\"report\":\"state\",\"state\":{\"contact\":{\"on\":true}}}"
#define SHUT      "{\"report\":\"state\",\"state\":{\"contact\":{\"on\":false}}}"
#define UNTOUCHED "{\"report\":\"state\",\"state\":{\"tamper\":{\"on\":false}}}"
#define GRANTED   "{\"report\":\"event\",\"capability\":\"access\",\"type\":\"granted\"}"
#define DENIED    "{\"report\":\"event\",\"capability\":\"access\",\"type\":\"denied\"}"

static bool is_of(const struct door *d, enum firmware_name name)
{
	return d->firmware == &firmwares[name];
}

static bool pushes(const struct door *d)
{
	return is_of(d, FIRMWARE_V2_2_65);
}

/* ---- need 19: who opened the door, how, and when ---- */

/* Ways in, and how a station tells of them that pushes or does not log an exit button.
 * NULL: it does not. */
// clang-format off
static const struct way {
	const char *command, *type, *method, *pushed, *v3_9_0;
} ways[] = {
	{"card 1 3012345678 Ada",    "granted", "card",        "unknown", "card"},
	{"code 1 Ada",               "granted", "code",        "unknown", "code"},
	{"app-unlock 1",             "granted", "app",         "unknown", "app"},
	{"exit-button 1",            "granted", "exit_button", "unknown", "unknown"},
	{"card-denied 1 3012345678", "denied",  "card",        NULL,      "card"},
	{"code-denied 1",            "denied",  "code",        NULL,      "code"},
};
// clang-format on

enum { WAYS = sizeof(ways) / sizeof(*ways) };

static const char *method_at(const struct door *d, const struct way *way)
{
	if (pushes(d))
		return way->pushed;
	return is_of(d, FIRMWARE_V3_9_0) ? way->v3_9_0 : way->method;
}

static void is_told_of(struct door *d, const struct way *way)
{
	const char *method = method_at(d, way);
	char pattern[160];
	const json_t *event, *data;

	if (!method)
		return;
	snprintf(pattern, sizeof(pattern),
		"{\"report\":\"event\",\"capability\":\"access\",\"type\":\"%s\","
		"\"data\":{\"method\":\"%s\",\"door\":1}}",
		way->type, method);
	event = hear(&d->story, SOON_MS, pattern);
	data = json_object_get(event, "data");
	CHECK(json_is_string(json_object_get(data, "device_time")));
	CHECK(json_is_real(json_object_get(event, "t")));
}

static void opens_for_us(struct door *d)
{
	struct story *s = &d->story;

	CHECK(reply_is(
		s, request(s, device_of(s, "lock"), "lock", "unlock", NULL), "ok"));
}

static void has_told_of_each_once(struct door *d)
{
	struct story *s = &d->story;
	size_t denied = 0;

	for (size_t i = 0; i < WAYS; i++)
		denied += !strcmp(ways[i].type, "denied");
	CHECK(heard(s, "{\"report\":\"event\",\"capability\":\"access\","
		       "\"type\":\"granted\",\"data\":{\"method\":\"host\"}}") == 1);
	CHECK(heard(s, GRANTED) == WAYS - denied + 1);
	CHECK(heard(s, DENIED) == (pushes(d) ? 0 : denied));
	CHECK(heard(s, "{\"report\":\"event\",\"data\":{\"method\":\"card\","
		       "\"name\":\"Ada\",\"card\":\"3012345678\"}}") ==
		(pushes(d) ? 0 : 1));
	CHECK(heard(s, RING) == 0);
}

static void whoever_opens_the_door_is_told_of_once_with_how_and_when(void)
{
	static const char *const switches[] = {"open-duration-ms 300", NULL};
	struct door doors[FIRMWARES];
	size_t n = open_promised(doors, PROMISE_ACCESS, switches);

	printf("# v2.2.65 pushes that a door was unlocked, and not who was refused\n");
	printf("# v3.9.0 has no event of an exit button: its unlocking has no reason\n");
	for (size_t w = 0; w < WAYS; w++) {
		tell_each(doors, n, ways[w].command);
		for (size_t i = 0; i < n; i++)
			is_told_of(&doors[i], &ways[w]);
		listen_for(&doors[0].story, APART_MS);
	}
	at_each(doors, n, opens_for_us);
	listen_for(&doors[0].story, QUIET_MS);
	at_each(doors, n, has_told_of_each_once);
	close_doors(doors, n);
}

/* ---- need 29: wrong clocks do no harm ---- */

static void rings_and_opens(struct door *d)
{
	struct story *s = &d->story;
	size_t rings = heard(s, RING), opened = heard(s, OPEN), shut = heard(s, SHUT),
	       granted = heard(s, GRANTED);

	sim_do(s, "press 1");
	CHECK(hear_count(s, SOON_MS, rings + 1, RING) == rings + 1);
	sim_do(s, "door 1 open");
	CHECK(hear_count(s, SOON_MS, opened + 1, OPEN) == opened + 1);
	sim_do(s, "door 1 close");
	CHECK(hear_count(s, SOON_MS, shut + 1, SHUT) == shut + 1);
	sim_do(s, "card 1 3012345678 Ada");
	CHECK(hear_count(s, SOON_MS, granted + 1, GRANTED) == granted + 1);
	sim_do(s, "hangup");
}

static void has_told_of_no_more(struct door *d)
{
	struct story *s = &d->story;
	size_t visits = (size_t)ledger(s, "presses");

	CHECK(visits > 0 && heard(s, RING) == visits);
	CHECK(heard(s, OPEN) == visits && heard(s, SHUT) == visits);
	CHECK(heard(s, GRANTED) == visits);
	CHECK(heard(s, UNREACHABLE) == 0 && heard(s, TAMPERED) == 0);
}

static void no_clock_that_is_wrong_or_jumps_changes_anything(void)
{
	static const char *const clocks[] = {"set clock-offset-s 50400",
		"set clock-offset-s -50400", "set clock-offset-s -1700000000",
		"set clock-offset-s 0", "set utc-offset-min 60",
		"set utc-offset-min 120", "set stream-time none",
		"set stream-time broken"};
	static const char *const switches[] = {"open-duration-ms 300", NULL};
	struct door doors[FIRMWARES];
	size_t n = open_promised(doors, PROMISE_CLOCK, switches);

	for (size_t c = 0; c < sizeof(clocks) / sizeof(*clocks); c++) {
		tell_each(doors, n, clocks[c]);
		at_each(doors, n, rings_and_opens);
		listen_for(&doors[0].story, APART_MS);
	}
	at_each(doors, n, has_told_of_no_more);
	close_doors(doors, n);
}

/* ---- need 38: tampering is its own thing ---- */

static void trips_the_switch(struct door *d)
{
	struct story *s = &d->story;
	size_t untouched = heard(s, UNTOUCHED);

	sim_do(s, "tamper");
	hear(s, SOON_MS, TAMPERED);
	sim_do(s, "tamper-end");
	sim_do(s, "off"); /* and it stays on while the station is away */
	hear(s, RECOVERY_MS, UNREACHABLE);
	sim_do(s, "on");
	hear(s, RECOVERY_MS, ONLINE);
	CHECK(heard(s, UNTOUCHED) == untouched);
	CHECK(heard(s, MOTION("true")) == 0);
}

static void is_cleared_by_the_user(struct door *d)
{
	struct story *s = &d->story;
	size_t untouched = heard(s, UNTOUCHED), tampered = heard(s, TAMPERED);

	CHECK(reply_is(s,
		request(s, device_of(s, "switch"), "tamper", "turn_off", NULL), "ok"));
	CHECK(heard(s, UNTOUCHED) == untouched + 1);
	sim_do(s, "motion"); /* which is no tampering */
	hear(s, SOON_MS, MOTION("true"));
	CHECK(heard(s, TAMPERED) == tampered);
}

static void tells_force_from_a_door_left_open(struct door *d)
{
	struct story *s = &d->story;

	if (pushes(d)) {
		printf("# not at v2.2.65: no message of it is known\n");
		return;
	}
	sim_do(s, "door 1 force");
	hear(s, SOON_MS,
		"{\"report\":\"event\",\"capability\":\"access\","
		"\"type\":\"forced_open\",\"data\":{\"door\":1}}");
	sim_do(s, "event 5 28 1");
	hear(s, SOON_MS,
		"{\"report\":\"event\",\"capability\":\"access\","
		"\"type\":\"held_open\",\"data\":{\"door\":1}}");
	CHECK(heard(s, ANY_ACCESS) == 2);
	CHECK(heard(s, UNTOUCHED) == 2 && heard(s, MOTION("true")) == 1);
}

static void tampering_is_latched_and_neither_motion_nor_force(void)
{
	struct door doors[FIRMWARES];
	size_t n = open_promised(doors, PROMISE_TAMPER, NULL);

	at_each(doors, n, trips_the_switch);
	listen_for(&doors[0].story, 300); /* v2.2.65 is told where to push */
	at_each(doors, n, is_cleared_by_the_user);
	at_each(doors, n, tells_force_from_a_door_left_open);
	close_doors(doors, n);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(whoever_opens_the_door_is_told_of_once_with_how_and_when),
		TEST(no_clock_that_is_wrong_or_jumps_changes_anything),
		TEST(tampering_is_latched_and_neither_motion_nor_force),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
