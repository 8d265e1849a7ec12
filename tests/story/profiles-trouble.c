/* SPDX-License-Identifier: Apache-2.0 */
/* profiles-trouble.c - at every firmware that we know of: silence is noticed, a bad part
 * costs itself, connections are few, and asking does not hurt.
 *
 * To which firmware a promise does not apply, and why, is in promises.c. */

#include "promises.h"
#include "quirk.h"

#include <stdio.h>
#include <string.h>

enum {
	SILENCE_MIN_MS = 15 * 1000, /* the least silence that is a loss */
	SILENCE_MAX_MS = 60 * 1000,
	SILENCE_SLACK_MS = 3000, /* heartbeat, and a look at it */
	AT_ONCE_MS = 1000,
	SETTLED_MS = 2500,
	QUARTERS = 4,
	PARTS_MIN = 200,
	UNLOCKS = 5,
	SECONDS = 5,
};

/* How a quirk is sent. */
enum way { WHOLE, THREE_QUARTERS, HALF, QUARTER, TWICE, THRICE, WITH_ANOTHER, WAYS };

#define OPEN      "{\"report\":\"state\",\"state\":{\"contact\":{\"on\":true}}}"
#define SHUT      "{\"report\":\"state\",\"state\":{\"contact\":{\"on\":false}}}"
#define UNKNOWN   "{\"report\":\"state\",\"state\":{\"contact\":{\"on\":null}}}"
#define WARNING   "{\"report\":\"log\",\"level\":\"warning\"}"
#define ANY_LINE  "{\"report\":\"log\"}"
#define DEBUGGING "{\"report\":\"log\",\"level\":\"debug\"}"
#define LINE_UP   "{\"report\":\"log\",\"text\":\"connected\"}"
#define STATUS    "GET /ISAPI/VideoIntercom/callStatus"

static unsigned unlock(struct story *s)
{
	return request(s, device_of(s, "lock"), "lock", "unlock", NULL);
}

static bool is_of(const struct door *d, enum firmware_name name)
{
	return d->firmware == &firmwares[name];
}

static size_t log_lines(struct story *s)
{
	return heard(s, ANY_LINE) - heard(s, DEBUGGING);
}

/* ---- need 4: off never means deaf ---- */

static void falls_silent(struct door *d)
{
	struct story *s = &d->story;

	sim_do(s, "door 1 close");
	CHECK(hear_count(s, SOON_MS, 1, SHUT) == 1);
	d->before = (struct door_note){.ms = now_ms(),
		.warnings = heard(s, WARNING),
		.unknown = heard(s, UNKNOWN),
		.up = heard(s, LINE_UP)};
	sim_do(s, "freeze");
}

static void is_called_unavailable(struct door *d)
{
	struct story *s = &d->story;
	const struct door_note *b = &d->before;
	const json_t *status = hear(s, SILENCE_MAX_MS, UNREACHABLE);
	const char *why = json_string_value(json_object_get(status, "detail"));
	unsigned long long took = now_ms() - b->ms;

	printf("# after %llu ms: %s\n", took, why);
	CHECK(took + SILENCE_SLACK_MS > SILENCE_MIN_MS);
	CHECK(took < SILENCE_MIN_MS + 2 * SILENCE_SLACK_MS);
	CHECK(why && strlen(why) > 10);
	CHECK(hear_count(s, AT_ONCE_MS, b->unknown + 1, UNKNOWN) == b->unknown + 1);
}

static void speaks_again(struct door *d)
{
	struct story *s = &d->story;
	const struct door_note *b = &d->before;

	CHECK(heard(s, WARNING) == b->warnings + 1);
	CHECK(heard(s, LINE_UP) == b->up);
	sim_do(s, "thaw");
}

static void is_back_with_one_line(struct door *d)
{
	struct story *s = &d->story;
	const struct door_note *b = &d->before;

	hear(s, RECOVERY_MS, ONLINE);
	CHECK(hear_count(s, AT_ONCE_MS, b->up + 1, LINE_UP) == b->up + 1);
	CHECK(heard(s, WARNING) == b->warnings + 1);
}

static void silence_is_called_unavailable_with_a_reason_and_one_line(void)
{
	static const char *const switches[] = {
		"heartbeat-ms 1000", "journal 404", NULL};
	struct door doors[FIRMWARES];
	size_t n = open_promised(doors, PROMISE_SILENCE, switches);

	listen_for(&doors[0].story, SETTLED_MS); /* how often it beats is known */
	at_each(doors, n, falls_silent);
	at_each(doors, n, is_called_unavailable);
	listen_for(&doors[0].story, SETTLED_MS); /* it is tried again, and not told */
	at_each(doors, n, speaks_again);
	at_each(doors, n, is_back_with_one_line);
	close_doors(doors, n);
}

/* ---- need 5: a bad part costs itself ---- */

/* The first quarters of a quirk, and the end of a line. */
static void send_bad(struct story *s, const struct quirk *quirk, size_t quarters)
{
	size_t len = strlen(quirk->bytes) * quarters / QUARTERS;

	if (len)
		send_raw(s, quirk->bytes, len);
	send_raw(s, "\r\n", 2);
}

/* Quirk `i` in one of several ways: whole, cut short, twice, with another behind it. */
static void send_one_way(struct story *s, unsigned i, enum way way)
{
	send_bad(s, &quirks[i],
		way == THREE_QUARTERS ? 3
		: way == HALF         ? 2
		: way == QUARTER      ? 1
				      : QUARTERS);
	if (way == TWICE || way == THRICE)
		send_bad(s, &quirks[i], QUARTERS);
	if (way == THRICE)
		send_bad(s, &quirks[i], QUARTERS);
	if (way == WITH_ANOTHER)
		send_bad(s, &quirks[(i + 7) % 30], QUARTERS);
}

/* Rationale: a stream that tells of doors ends the pushing of V2.2. */
static bool may_be_sent(const struct door *d, const struct quirk *quirk)
{
	return !is_of(d, FIRMWARE_V2_2_65) ||
	       !strstr(quirk->bytes, "AccessControllerEvent");
}

static void hears_both_sides_of_each_bad_part(struct door *d)
{
	struct story *s = &d->story;
	long long streams = ledger(s, "streams_total");
	size_t lines, worst = 0;
	unsigned parts = 0;

	lines = log_lines(s);
	for (unsigned i = 0; i < QUIRKS * WAYS; i++) {
		const struct quirk *quirk = &quirks[i % QUIRKS];
		size_t more;

		if (!may_be_sent(d, quirk))
			continue;
		parts++;
		sim_do(s, "door 1 open");
		send_one_way(s, i % QUIRKS, i / QUIRKS);
		sim_do(s, "door 1 close");
		if (!hear(s, SOON_MS, OPEN) || !hear(s, SOON_MS, SHUT))
			printf("# with %s, %u\n", quirk->name, i / QUIRKS);
		more = log_lines(s) - lines;
		worst = more > worst ? more : worst;
		lines += more;
	}
	printf("# %u bad parts, at most %zu lines each\n", parts, worst);
	CHECK(parts >= PARTS_MIN && worst <= 1);
	CHECK(heard(s, OPEN) == parts && heard(s, SHUT) == parts);
	CHECK(heard(s, UNREACHABLE) == 0 && heard(s, RING) == 0);
	CHECK(heard(s, TAMPERED) == 0);
	CHECK(ledger(s, "streams_total") == streams);
}

static void a_bad_part_costs_neither_the_one_before_nor_the_one_behind(void)
{
	static const char *const switches[] = {"heartbeat-ms 0", "journal 404", NULL};
	struct door doors[FIRMWARES];
	size_t n = open_promised(doors, PROMISE_PARTS, switches);

	at_each(doors, n, hears_both_sides_of_each_bad_part);
	close_doors(doors, n);
}

/* ---- need 23: few connections, few logins ---- */

static void is_at_rest_on_two_connections(struct door *d)
{
	struct story *s = &d->story;
	long long connections;

	/* The connection for commands is there from the first one on, if not before. */
	CHECK(reply_is(s, unlock(s), "ok"));
	connections = ledger(s, "connections_total");
	for (unsigned i = 1; i < UNLOCKS; i++)
		CHECK(reply_is(s, unlock(s), "ok"));
	CHECK(ledger(s, "connections_total") == connections);
	CHECK(ledger(s, "connections_peak") <= 2);
	CHECK(ledger(s, "streams_open") == 1);
	CHECK(ledger(s, "logins_failed") == 0);
	d->before.connections = connections;
	d->before.streams = ledger(s, "streams_total");
	sim_do(s, "cut");
}

static void is_back_by_one_connection(struct door *d)
{
	struct story *s = &d->story;

	hear(s, SOON_MS, UNREACHABLE);
	hear(s, RECOVERY_MS, ONLINE);
	CHECK(ledger(s, "connections_total") == d->before.connections + 1);
	CHECK(ledger(s, "streams_total") == d->before.streams + 1);
	CHECK(ledger(s, "connections_open") <= 2);
	CHECK(ledger(s, "logins_failed") == 0);
}

static void two_connections_are_enough_and_one_brings_the_stream_back(void)
{
	struct door doors[FIRMWARES];
	size_t n = open_promised(doors, PROMISE_CONNECTIONS, NULL);

	listen_for(&doors[0].story, SETTLED_MS);
	at_each(doors, n, is_at_rest_on_two_connections);
	at_each(doors, n, is_back_by_one_connection);
	close_doors(doors, n);
}

/* ---- need 24: asking does not hurt ---- */

static void begins_to_count(struct door *d)
{
	sim_do(&d->story, "ledger-reset");
	d->before.connections = ledger(&d->story, "connections_total");
	d->before.ms = now_ms();
}

/* Whole seconds since then, and the one that has begun. */
static long long seconds_of(const struct door *d)
{
	return (long long)((now_ms() - d->before.ms) / 1000 + 1);
}

static void is_asked_once_a_second(struct door *d)
{
	struct story *s = &d->story;
	long long seconds = seconds_of(d);
	/* Where a nonce serves twice, every second question is refused, and put again. */
	long long most = is_of(d, FIRMWARE_V3_9_0) ? seconds * 3 / 2 : seconds;

	printf("# in %lld s: %lld requests, %lld of them whether it rings\n", seconds,
		ledger(s, "requests"), asked(s, STATUS));
	CHECK(asked(s, STATUS) <= most);
	CHECK(ledger(s, "requests") <= 2 * most);
	CHECK(ledger(s, "connections_total") == d->before.connections);
	if (is_of(d, FIRMWARE_V2_2_65))
		CHECK(asked(s, STATUS) == 0); /* it has no such question */
	else
		CHECK(asked(s, STATUS) >= SECONDS - 2);
	sim_do(s, "set call-status hang");
}

static void is_asked_less_when_it_fails(struct door *d)
{
	struct story *s = &d->story;

	printf("# in %lld s: asked %lld times\n", seconds_of(d), asked(s, STATUS));
	CHECK(asked(s, STATUS) <= seconds_of(d) / 2);
}

static void unlocks_while_a_question_hangs(struct door *d)
{
	struct story *s = &d->story;

	for (unsigned i = 0; i < UNLOCKS; i++) {
		unsigned long long before = now_ms();

		CHECK(reply_is(s, unlock(s), "ok"));
		CHECK(now_ms() - before < AT_ONCE_MS);
	}
	CHECK(ledger(s, "relay_pulses/1") == UNLOCKS);
	CHECK(heard(s, UNREACHABLE) == 0);
	sim_do(s, "set call-status error");
}

static void asking_is_seldom_seldomer_when_it_fails_and_holds_up_no_unlock(void)
{
	struct door doors[FIRMWARES];
	size_t n = open_promised(doors, PROMISE_QUESTIONS, NULL);

	listen_for(&doors[0].story, SETTLED_MS);
	at_each(doors, n, begins_to_count);
	listen_for(&doors[0].story, SECONDS * 1000);
	at_each(doors, n, is_asked_once_a_second);
	listen_for(&doors[0].story, 1200); /* a question is out, for 3 s */
	at_each(doors, n, unlocks_while_a_question_hangs);
	listen_for(&doors[0].story, 2 * SETTLED_MS);
	at_each(doors, n, begins_to_count);
	listen_for(&doors[0].story, SECONDS * 1000);
	at_each(doors, n, is_asked_less_when_it_fails);
	close_doors(doors, n);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(silence_is_called_unavailable_with_a_reason_and_one_line),
		TEST(a_bad_part_costs_neither_the_one_before_nor_the_one_behind),
		TEST(two_connections_are_enough_and_one_brings_the_stream_back),
		TEST(asking_is_seldom_seldomer_when_it_fails_and_holds_up_no_unlock),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
