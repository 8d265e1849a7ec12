/* SPDX-License-Identifier: Apache-2.0 */
/* stream-quirks.c - whatever stands between two good parts of the event stream, both good
 * ones arrive, and the connection is kept. */

#include "story.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD_XML                                                                       \
	"--MIME_boundary\r\nContent-Type: application/xml; charset=\"UTF-8\"\r\n"
#define HEAD_JSON "--MIME_boundary\r\nContent-Type: application/json\r\n"
#define NS        "xmlns=\"http://www.hikvision.com/ver20/XMLSchema\""
#define BEAT                                                                           \
	"<EventNotificationAlert version=\"2.0\" " NS "><channelID>1</channelID>"      \
	"<eventType>videoloss</eventType><eventState>inactive</eventState>"            \
	"</EventNotificationAlert>"

/* A quirk, and the models or programs that met it. None of these is an event. */
// clang-format off
static const struct {
	const char *name;
	const char *bytes;
} quirks[] = {
	{"nothing", ""},
	{"another boundary than the header's (DS-7608NI-E2)",
		"--boundary\r\nContent-Type: application/xml\r\n\r\n" BEAT "\r\n"},
	{"a doubled boundary (alarmserver 51)",
		"--MIME_boundary\r\n--MIME_boundary\r\nContent-Type: application/xml\r\n\r\n" BEAT
		"\r\n"},
	{"a boundary that is closed", "--MIME_boundary--\r\n"},
	{"blank lines between parts (DS-KV6124)", "\r\n\r\n\n\r\n"},
	{"line feeds alone", "--MIME_boundary\nContent-Type: application/xml\n\n" BEAT "\n"},
	{"tabs in headers", "--MIME_boundary\r\nContent-Type:\tapplication/xml\r\n\r\n" BEAT
			    "\r\n"},
	{"a length in front of the boundary (DS-KD8003)",
		"Content-Length: 314\r\n\r\n--MIME_boundary\r\nContent-Type: application/json; "
		"charset=\"UTF-8\"\r\nContent-Length: 48\r\n\r\n"
		"{\"eventType\":\"videoloss\",\"eventState\":\"inactive\"}\r\n"},
	{"no multipart at all, two documents glued (HNDB302)", BEAT BEAT},
	{"an answer's head inside the stream (toxuin)",
		"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n" BEAT "\r\n"},
	{"a picture with its length",
		"--MIME_boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 20\r\n\r\n"
		"\xff\xd8--<EventNotif{\xff\xd9..\r\n"},
	{"a picture without a length",
		"--MIME_boundary\r\nContent-Type: image/jpeg\r\n\r\n"
		"\xff\xd8 pixels \xff\xd9\r\n"},
	{"a text part", "--MIME_boundary\r\nContent-Type: text/plain\r\n\r\nhello\r\n"},
	{"a length that is too large",
		HEAD_XML "Content-Length: 5000\r\n\r\n" BEAT "\r\n"},
	{"a length that is too small", HEAD_XML "Content-Length: 30\r\n\r\n" BEAT "\r\n"},
	{"a negative length", HEAD_XML "Content-Length: -1\r\n\r\n" BEAT "\r\n"},
	{"a length beyond all numbers",
		HEAD_XML "Content-Length: 99999999999999999999999\r\n\r\n" BEAT "\r\n"},
	{"no length", HEAD_XML "\r\n" BEAT "\r\n"},
	{"a part that is only a declaration",
		HEAD_XML "Content-Length: 38\r\n\r\n"
			 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"},
	{"a raw ampersand in a name",
		HEAD_XML "\r\n<EventNotificationAlert><channelName>Bed & Breakfast</channelName>"
			 "<eventType>videoloss</eventType><eventState>inactive</eventState>"
			 "</EventNotificationAlert>\r\n"},
	{"a foreign byte in a name",
		HEAD_XML "\r\n<EventNotificationAlert><channelName>Caf\xe9</channelName>"
			 "<eventType>videoloss</eventType><eventState>inactive</eventState>"
			 "</EventNotificationAlert>\r\n"},
	{"elements that are empty (HA 173174)",
		HEAD_XML "\r\n<EventNotificationAlert><dynChannelID/><channelID/>"
			 "<activePostCount/><eventType>videoloss</eventType>"
			 "<eventState>inactive</eventState></EventNotificationAlert>\r\n"},
	{"elements that are missing",
		HEAD_XML "\r\n<EventNotificationAlert></EventNotificationAlert>\r\n"},
	{"a heartbeat of another kind (DS-KB6003)",
		HEAD_XML "\r\n<EventNotificationAlert xmlns=\"urn:psialliance-org\">"
			 "<eventType>other</eventType><eventDescription>Heartbeat"
			 "</eventDescription></EventNotificationAlert>\r\n"},
	{"a time that is none (homebridge-hikvision 33)",
		HEAD_XML "\r\n<EventNotificationAlert><dateTime>2021-12-14T09:06:1600:00"
			 "</dateTime><eventType>videoloss</eventType><eventState>inactive"
			 "</eventState></EventNotificationAlert>\r\n"},
	{"a type nobody knows",
		HEAD_XML "\r\n<EventNotificationAlert><eventType>parkingTicket</eventType>"
			 "<eventState>active</eventState></EventNotificationAlert>\r\n"},
	{"a document that defines entities",
		HEAD_XML "\r\n<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]>"
			 "<EventNotificationAlert><eventType>&c;</eventType>"
			 "</EventNotificationAlert>\r\n"},
	{"a document with another root",
		HEAD_XML "\r\n<ResponseStatus><statusCode>4</statusCode></ResponseStatus>\r\n"},
	{"JSON that stops in the middle",
		HEAD_JSON "Content-Length: 25\r\n\r\n{\"eventType\":\"videoloss\",\r\n"},
	{"JSON with braces in a text",
		HEAD_JSON "\r\n{\"eventType\":\"videoloss\",\"x\":\"}{\\\"}\",\"eventState\":"
			  "\"inactive\"}\r\n"},
	{"JSON with numbers as texts",
		HEAD_JSON "\r\n{\"eventType\":\"AccessControllerEvent\",\"AccessControllerEvent\":"
			  "{\"majorEventType\":\"5\",\"subEventType\":\"9\",\"serialNo\":\"70\"}}\r\n"},
	{"JSON that is an array", HEAD_JSON "\r\n[1,2,3]\r\n"},
	{"an alert that is history",
		HEAD_JSON "\r\n{\"eventType\":\"AccessControllerEvent\",\"AccessControllerEvent\":"
			  "{\"majorEventType\":1,\"subEventType\":1028,\"serialNo\":3,"
			  "\"currentEvent\":false}}\r\n"},
	{"a part that never ends, and the next boundary",
		HEAD_XML "\r\n<EventNotificationAlert><eventType>videoloss</eventType>\r\n"},
	{"control bytes", "\x01\x02\x7f\x1b[2J\r\n"},
};
// clang-format on

static void send_raw(struct story *s, const char *bytes, size_t len)
{
	unsigned char *text = malloc(4 * (len / 3 + 2));

	EVP_EncodeBlock(text, (const unsigned char *)bytes, (int)len);
	sim_do(s, "raw %s", (const char *)text);
	free(text);
}

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

	for (unsigned i = 0; i < sizeof(quirks) / sizeof(*quirks); i++)
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
		const char *options[] = {
			"--set", framings[i][0], "--set", format, NULL};
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
