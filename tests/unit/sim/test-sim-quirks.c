/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-quirks.c - what firmware does differently, one switch each. */

#include "check.h"
#include "sim-client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INFO   "/ISAPI/System/deviceInfo"
#define STREAM "/ISAPI/Event/notification/alertStream"

static struct sim_driver station(const char *set)
{
	const char *arguments[] = {"--password", PASSWORD, "--doors", "2",
		set ? "--set" : NULL, set, NULL};

	return sim_start(arguments);
}

static void a_stream_has(const char *set, const char *command, const char *wanted)
{
	struct sim_driver sim = station(set);
	struct stream stream;

	stream_open(&stream, &sim);
	if (command)
		CHECK(sim_do(&sim, command));
	CHECK(stream_has(&stream, wanted, 1));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void parts_can_be_framed_in_other_ways(void)
{
	a_stream_has("stream-boundary=doubled", NULL,
		"--MIME_boundary\r\n--MIME_boundary\r\nContent-Type: ");
	a_stream_has("stream-delimiter=boundary", NULL, "--boundary\r\nContent-Type: ");
	a_stream_has("stream-preamble=on", NULL,
		"Content-Length: 314\r\n\r\n--MIME_boundary\r\n");
}

static void the_header_may_be_wrong_about_the_boundary(void)
{
	// clang-format off
	static const struct {const char *set, *there, *gone;} rows[] = {
		{"stream-boundary-header=same", "mixed; boundary=MIME_boundary\r\n", "myb"},
		{"stream-boundary-header=other", "mixed; boundary=myboundary\r\n", "MIME_b"},
		{"stream-boundary-header=none", "multipart/mixed\r\n", "boundary"},
	};
	// clang-format on

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct sim_driver sim = station(rows[i].set);
		struct stream stream;

		stream_open(&stream, &sim);
		CHECK(strstr(stream.reply.head, rows[i].there) != NULL);
		CHECK(!strstr(stream.reply.head, rows[i].gone));
		stream_close(&stream);
		CHECK(sim_stop(&sim) == 0);
	}
}

static void a_split_stream_loses_nothing(void)
{
	struct sim_driver sim = station("stream-split=7");
	struct stream stream;
	json_t *event;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "door 2 open"));
	CHECK(sim_do(&sim, "door 2 close"));
	CHECK(stream_has(&stream, "\"subEventType\":\t26", 1));
	CHECK(stream.reply.pieces > 20);
	CHECK(sim_do(&sim, "set stream-split 0"));
	CHECK(sim_do(&sim, "tamper"));
	CHECK(stream_has(&stream, "\"subEventType\":\t1028", 1));
	event = stream_event(&stream, 0, 5, 25);
	CHECK(event != NULL);
	json_decref(event);
	event = stream_event(&stream, 0, 1, 1028);
	CHECK(event != NULL);
	json_decref(event);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void a_picture_can_stand_between_parts(void)
{
	struct sim_driver sim = station(NULL);
	struct stream stream;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "part-jpeg"));
	CHECK(sim_do(&sim, "tamper"));
	/* What comes after zero bytes is invisible to text: count bytes. */
	for (long until = now_ms() + DEADLINE_MS; now_ms() < until;) {
		stream_listen(&stream, 20);
		if (memmem(stream.reply.body, stream.reply.body_length, "\t1028", 5))
			break;
	}
	CHECK(memmem(stream.reply.body, stream.reply.body_length, "\t1028", 5));
	CHECK(strstr(stream.reply.body, "Content-Type: image/jpeg\r\n") != NULL);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void a_stream_can_end_by_itself(void)
{
	struct sim_driver sim = station("stream-life-ms=200");
	struct stream stream;
	long before = now_ms();

	stream_open(&stream, &sim);
	CHECK(stream_ends(&stream));
	CHECK(now_ms() - before >= 200);
	CHECK(stream.reply.result == CURLE_OK);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void a_slot_can_stay_taken_after_its_stream_is_gone(void)
{
	struct sim_driver sim = station("stream-slots=1");
	struct stream stream;

	CHECK(sim_do(&sim, "set stream-slot-hold-ms 300"));
	CHECK(sim_do(&sim, "set stream-refusal 500"));
	stream_open(&stream, &sim);
	stream_close(&stream);
	while (sim_ledger(&sim, "streams_open"))
		continue;
	CHECK(ask(&sim, STREAM, NULL) == 500);
	CHECK(sim_do(&sim, "set stream-refusal 404"));
	CHECK(ask(&sim, STREAM, NULL) == 404);
	for (long until = now_ms() + DEADLINE_MS; now_ms() < until;) {
		stream_open(&stream, &sim);
		if (strstr(stream.reply.body, "videoloss"))
			break;
		stream_close(&stream);
	}
	CHECK(strstr(stream.reply.body, "videoloss alarm") != NULL);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static size_t length_of_time(const struct stream *stream)
{
	const char *time = strstr(stream->reply.body, "\"dateTime\":\t\"");

	return time ? strcspn(time + 13, "\"") : 0;
}

static void times_may_lack_their_zone_or_its_sign(void)
{
	// clang-format off
	static const struct {const char *set; size_t length;} rows[] = {
		{"stream-time=zone", 25}, {"stream-time=none", 19},
		{"stream-time=broken", 24},
	};
	// clang-format on

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct sim_driver sim = station(rows[i].set);
		struct stream stream;

		stream_open(&stream, &sim);
		CHECK(length_of_time(&stream) == rows[i].length);
		stream_close(&stream);
		CHECK(sim_stop(&sim) == 0);
	}
}

static void a_heartbeat_has_many_forms(void)
{
	struct sim_driver sim = station("heartbeat-ms=30");
	struct stream stream;

	CHECK(sim_do(&sim, "set stream-format xml"));
	CHECK(sim_do(&sim, "set heartbeat-form empty"));
	stream_open(&stream, &sim);
	CHECK(stream_has(&stream, "<activePostCount></activePostCount>", 1));
	CHECK(sim_do(&sim, "set heartbeat-form zero"));
	CHECK(stream_has(&stream, "<activePostCount>0</activePostCount>", 1));
	CHECK(sim_do(&sim, "set heartbeat-form other"));
	CHECK(stream_has(&stream, "<eventType>other</eventType>", 1));
	CHECK(sim_do(&sim, "set stream-format json"));
	CHECK(stream_has(&stream, "\"eventType\":\t\"other\"", 1));
	CHECK(sim_do(&sim, "set heartbeat-form zero"));
	CHECK(stream_has(&stream, "\"activePostCount\":\t0", 1));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void heartbeats_can_rest_after_an_event(void)
{
	struct sim_driver sim = station("heartbeat-ms=20");
	struct stream stream;
	unsigned beats;

	CHECK(sim_do(&sim, "set heartbeat-rest-ms 60000"));
	stream_open(&stream, &sim);
	CHECK(stream_has(&stream, "videoloss alarm", 3));
	CHECK(sim_do(&sim, "motion"));
	CHECK(stream_has(&stream, "\"subEventType\":\t3,", 1));
	beats = times_in(stream.reply.body, "videoloss alarm");
	stream_listen(&stream, 200);
	CHECK(times_in(stream.reply.body, "videoloss alarm") == beats);
	CHECK(sim_do(&sim, "set heartbeat-rest-ms 0"));
	CHECK(stream_has(&stream, "videoloss alarm", beats + 1));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void an_event_can_be_told_late_and_stands_in_the_journal_at_once(void)
{
	struct sim_driver sim = station("event-delay-ms=300");
	struct stream stream;
	long before;
	char *text;

	stream_open(&stream, &sim);
	before = now_ms();
	CHECK(sim_do(&sim, "tamper"));
	text = ask_by(&sim, "POST", "/ISAPI/AccessControl/AcsEvent?format=json",
		"{\"AcsEventCond\":{}}", NULL);
	CHECK(strstr(text, "1028") != NULL);
	free(text);
	CHECK(stream_has(&stream, "\t1028", 1));
	CHECK(now_ms() - before >= 300);
	CHECK(sim_do(&sim, "tamper"));
	stream_close(&stream);
	CHECK(sim_do(&sim, "off"));
	CHECK(sim_stop(&sim) == 0);
}

static void motion_can_be_vmd_or_nothing(void)
{
	struct sim_driver sim = station("motion-event=vmd");
	struct stream stream;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "motion"));
	CHECK(sim_do(&sim, "motion-end"));
	CHECK(stream_has(&stream, "\"eventType\":\t\"VMD\"", 2));
	CHECK(times_in(stream.reply.body, "\"eventState\":\t\"active\"") == 1);
	CHECK(sim_do(&sim, "set motion-event none"));
	CHECK(sim_do(&sim, "motion"));
	CHECK(sim_do(&sim, "tamper"));
	CHECK(stream_has(&stream, "\t1028", 1));
	CHECK(times_in(stream.reply.body, "AccessControllerEvent\":") == 1);
	CHECK(times_in(stream.reply.body, "VMD") == 2);
	CHECK(sim_ledger(&sim, "motions") == 2);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void any_code_and_any_door_can_be_told(void)
{
	a_stream_has(NULL, "event 5 21 39687", "\"doorNo\":\t39687");
	a_stream_has(NULL, "event 0 23", "\"subEventType\":\t23");
}

static void namespaces_differ(void)
{
	struct sim_driver sim = station("xml-namespace=hikvision10");
	char *text = ask_text(&sim, INFO);

	CHECK(strstr(text, "<DeviceInfo version=\"1.0\" "
			   "xmlns=\"http://www.hikvision.com/ver10/XMLSchema\">"));
	CHECK(strstr(text, "</DeviceInfo>\n") != NULL);
	free(text);
	CHECK(sim_do(&sim, "set xml-namespace none"));
	text = ask_text(&sim, INFO);
	CHECK(strstr(text, "<DeviceInfo version=\"1.0\">\n") != NULL);
	free(text);
	CHECK(sim_stop(&sim) == 0);
	a_stream_has("xml-namespace=psia", "set stream-format xml", "videoloss alarm");
}

static void refusals_can_be_the_web_servers_own_or_full_of_texts(void)
{
	struct sim_driver sim = station("not-found=text");
	char *text = ask_text(&sim, "/ISAPI/nothing?format=json");

	CHECK(strstr(text, "Access Error: 404 -- Not Found") != NULL);
	free(text);
	CHECK(sim_do(&sim, "set not-found status"));
	CHECK(sim_do(&sim, "set json-numbers text"));
	text = ask_by(&sim, "PUT", "/ISAPI/VideoIntercom/callSignal?format=json",
		"{\"CallSignal\":{\"cmdType\":\"answer\"}}", NULL);
	CHECK(strstr(text, "\"statusCode\":\t\"4\"") != NULL);
	CHECK(strstr(text, "\"errorCode\":\t\"1073741830\"") != NULL);
	free(text);
	CHECK(sim_stop(&sim) == 0);
}

static const struct test tests[] = {
	TEST(parts_can_be_framed_in_other_ways),
	TEST(the_header_may_be_wrong_about_the_boundary),
	TEST(a_split_stream_loses_nothing),
	TEST(a_picture_can_stand_between_parts),
	TEST(a_stream_can_end_by_itself),
	TEST(a_slot_can_stay_taken_after_its_stream_is_gone),
	TEST(times_may_lack_their_zone_or_its_sign),
	TEST(a_heartbeat_has_many_forms),
	TEST(heartbeats_can_rest_after_an_event),
	TEST(an_event_can_be_told_late_and_stands_in_the_journal_at_once),
	TEST(motion_can_be_vmd_or_nothing),
	TEST(any_code_and_any_door_can_be_told),
	TEST(namespaces_differ),
	TEST(refusals_can_be_the_web_servers_own_or_full_of_texts),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
