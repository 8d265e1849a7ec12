/* SPDX-License-Identifier: Apache-2.0 */
/* stream-quirks.c - whatever stands between two good parts of the event stream, both good
 * ones arrive, and the connection is kept. */

#include "quirk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A good part: the relay of door 1 opens or closes. */
static void send_good(struct story *s, bool unlocked, unsigned serial)
{
	char body[320], part[512];
	int n = snprintf(body, sizeof(body),
		"{\"eventType\":\"AccessControllerEvent\",\"eventState\":\"active\","
		"\"AccessControllerEvent\":{\"majorEventType\":5,\"subEventType\":%d,"
		"\"doorNo\":1,\"serialNo\":%u,\"currentEvent\":true}}",
		unlocked ? 21 : 22, serial);

	n = snprintf(part, sizeof(part), HEAD_JSON "Content-Length: %d\r\n\r\n%s\r\n",
		n, body);
	send_raw(s, part, (size_t)n);
}

static bool lock_is(struct story *s, const char *state)
{
	char pattern[96];

	snprintf(pattern, sizeof(pattern),
		"{\"report\":\"state\",\"state\":{\"lock\":{\"state\":\"%s\"}}}",
		state);
	return hear(s, SOON_MS, pattern) != NULL;
}

static struct story with_a_quiet_stream(void)
{
	static const char *const options[] = {"--set", "heartbeat-ms=0", NULL};

	return story_at_home(options, "{\"expose_locks\":true,\"expose_tamper\":true}");
}

static void between(struct story *s, unsigned serial, const char *name,
	const char *bytes, size_t len)
{
	send_good(s, true, serial);
	send_raw(s, len ? bytes : "\r\n", len ? len : 2);
	send_good(s, false, serial + 1);
	if (!CHECK(lock_is(s, "unlocked")) || !CHECK(lock_is(s, "locked")))
		printf("# with: %s\n", name);
}

static void every_quirk_between_two_good_parts_costs_neither(void)
{
	struct story s = with_a_quiet_stream();

	for (unsigned i = 0; i < QUIRKS; i++)
		between(&s, 1000 + 10 * i, quirks[i].name, quirks[i].bytes,
			strlen(quirks[i].bytes));
	CHECK(heard(&s, UNREACHABLE) == 0);
	CHECK(heard(&s, RING) == 0);
	CHECK(heard(&s,
		      "{\"report\":\"state\",\"state\":{\"tamper\":{\"on\":true}}}") ==
		0);
	CHECK(ledger(&s, "streams_total") == 1);
	story_end(&s);
}

/* More than any part may have. */
static void a_part_of_a_megabyte_is_passed_over(void)
{
	enum { HUGE = 1024 * 1024, PIECE = 24 * 1024 };
	struct story s = with_a_quiet_stream();
	char *piece = malloc(PIECE);

	memset(piece, 'x', PIECE);
	send_good(&s, true, 1);
	CHECK(lock_is(&s, "unlocked"));
	send_raw(&s, HEAD_XML "\r\n<EventNotificationAlert>",
		strlen(HEAD_XML "\r\n<EventNotificationAlert>"));
	for (unsigned sent = 0; sent < HUGE; sent += PIECE)
		send_raw(&s, piece, PIECE);
	send_raw(&s, "\r\n", 2);
	send_good(&s, false, 2);
	CHECK(lock_is(&s, "locked"));
	CHECK(heard(&s, UNREACHABLE) == 0);
	free(piece);
	story_end(&s);
}

static void parts_cut_into_single_bytes_arrive(void)
{
	struct story s = with_a_quiet_stream();
	static const char part[] = HEAD_JSON
		"Content-Length: 157\r\n\r\n{\"eventType\":\"AccessControllerEvent\","
		"\"eventState\":\"active\",\"AccessControllerEvent\":{\"majorEventType\":5,"
		"\"subEventType\":21,\"doorNo\":1,\"serialNo\":9,\"currentEvent\":true}}\r\n";

	for (size_t i = 0; i < sizeof(part) - 1; i++)
		send_raw(&s, part + i, 1);
	CHECK(lock_is(&s, "unlocked"));
	story_end(&s);
}

/* Heartbeats stop here, so nothing comes behind it that could push it out. */
static void a_part_is_delivered_before_anything_follows_it(void)
{
	struct story s = with_a_quiet_stream();
	static const char part[] = HEAD_XML
		"\r\n<EventNotificationAlert " NS
		"><eventType>AccessControllerEvent</eventType>"
		"<eventState>active</eventState><AccessControllerEvent><majorEventType>5"
		"</majorEventType><subEventType>21</subEventType><doorNo>1</doorNo>"
		"</AccessControllerEvent></EventNotificationAlert>";
	unsigned long long before = now_ms();

	send_raw(&s, part, sizeof(part) - 1);
	CHECK(lock_is(&s, "unlocked"));
	CHECK(now_ms() - before < 1000);
	story_end(&s);
}

static void every_framing_of_the_stream_works(void)
{
	static const char *const framings[][2] = {{"stream-framing=close", "json"},
		{"stream-framing=http10", "xml"}, {"stream-framing=chunked", "json"},
		{"stream-framing=chunked", "xml"}};

	for (unsigned i = 0; i < sizeof(framings) / sizeof(*framings); i++) {
		char format[48];
		/* Nothing else tells what the stream should have. */
		const char *options[] = {"--set", framings[i][0], "--set", format,
			"--set", "call-status=idle", "--set", "journal=404", NULL};
		struct story s;

		snprintf(format, sizeof(format), "stream-format=%s", framings[i][1]);
		s = story_at_home(options, "{\"expose_tamper\":true}");
		sim_do(&s, "press 1");
		if (!hear(&s, SOON_MS, RING))
			printf("# with %s, %s\n", framings[i][0], framings[i][1]);
		sim_do(&s, "tamper");
		hear(&s, SOON_MS,
			"{\"report\":\"state\",\"state\":{\"tamper\":{\"on\":true}}}");
		story_end(&s);
	}
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(every_quirk_between_two_good_parts_costs_neither),
		TEST(a_part_of_a_megabyte_is_passed_over),
		TEST(parts_cut_into_single_bytes_arrive),
		TEST(a_part_is_delivered_before_anything_follows_it),
		TEST(every_framing_of_the_stream_works),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
