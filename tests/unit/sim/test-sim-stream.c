/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-stream.c - the bytes of the simulated station's alertStream, and its faults. */

#include "check.h"
#include "sim-client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STREAM "/ISAPI/Event/notification/alertStream"
#define INFO   "/ISAPI/System/deviceInfo"

static struct sim_driver station(const char *set)
{
	const char *arguments[] = {
		"--password", PASSWORD, set ? "--set" : NULL, set, NULL};

	return sim_start(arguments);
}

static void a_stream_begins_with_a_heartbeat_and_goes_on_with_them(void)
{
	struct sim_driver sim = station("heartbeat-ms=50");
	struct stream stream;
	json_t *part;
	char *text;

	stream_open(&stream, &sim);
	CHECK(strstr(stream.reply.head,
		"Content-Type: multipart/mixed; boundary=MIME_boundary\r\n"));
	CHECK(!strncmp(stream.reply.body, "--MIME_boundary\r\n", 17));
	text = stream_part(&stream, 0, "application/json; charset=\"UTF-8\"\r\n");
	part = text ? json_loads(text, 0, NULL) : NULL;
	CHECK(!strcmp(
		"videoloss", json_string_value(json_object_get(part, "eventType"))));
	CHECK(!strcmp(
		"inactive", json_string_value(json_object_get(part, "eventState"))));
	json_decref(part);
	free(text);
	CHECK(stream_has(&stream, "videoloss alarm", 4));
	CHECK(sim_ledger(&sim, "streams_open") == 1);
	CHECK(sim_ledger(&sim, "parts_sent") >= 4);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void the_first_heartbeat_does_not_wait_for_its_period(void)
{
	struct sim_driver sim = station("heartbeat-ms=0");
	struct stream stream;

	stream_open(&stream, &sim);
	CHECK(times_in(stream.reply.body, "videoloss alarm") == 1);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void framing_is(const char *set, const char *status, const char *header)
{
	struct sim_driver sim = station(set);
	struct stream stream;
	json_t *event;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "tamper"));
	CHECK(stream_has(&stream, "currentEvent", 1));
	CHECK(strstr(stream.reply.head, status) != NULL);
	CHECK(strstr(stream.reply.head, header) != NULL);
	event = stream_event(&stream, 0, 1, 1028);
	CHECK(event != NULL);
	json_decref(event);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void a_stream_can_be_close_delimited_http_1_0_or_chunked(void)
{
	framing_is("stream-framing=close", "HTTP/1.1 200 OK", "Connection: close\r\n");
	framing_is("stream-framing=http10", "HTTP/1.0 200 OK", "Connection: close\r\n");
	framing_is("stream-framing=chunked", "HTTP/1.1 200 OK",
		"Transfer-Encoding: chunked\r\n");
}

static void a_part_may_have_a_closing_boundary(void)
{
	struct sim_driver sim = station("stream-boundary=closed");
	struct stream stream;

	stream_open(&stream, &sim);
	CHECK(stream_has(&stream, "}\r\n--MIME_boundary--\r\n", 1));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void parts_can_be_xml(void)
{
	struct sim_driver sim = station("stream-format=xml");
	struct stream stream;
	char *text;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "set press-button on"));
	CHECK(sim_do(&sim, "press 3"));
	CHECK(stream_has(&stream, "</EventNotificationAlert>", 2));
	text = stream_part(&stream, 1, "application/xml; charset=\"UTF-8\"\r\n");
	CHECK(text && strstr(text, "<subEventType>1024</subEventType>"));
	CHECK(text && strstr(text, "<buttonNo>3</buttonNo>"));
	CHECK(text && strstr(text, "<currentEvent>true</currentEvent>"));
	free(text);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void parts_and_bytes_of_ones_own_reach_the_stream_as_they_are(void)
{
	struct sim_driver sim = station(NULL);
	struct stream stream;
	char *text;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "part-xml <a> b &  c</a>"));
	CHECK(sim_do(&sim, "part-json {\"x\": [1]}"));
	CHECK(sim_do(&sim, "raw AAECDQr/bm90IGEgcGFydA=="));
	CHECK(!sim_do(&sim, "raw"));
	CHECK(stream_has(&stream, "{\"x\": [1]}", 1));
	text = stream_part(&stream, 0, "application/xml");
	CHECK(text && !strcmp(text, "<a> b &  c</a>"));
	free(text);
	CHECK(sim_do(&sim, "cut"));
	CHECK(stream_ends(&stream));
	CHECK(stream.reply.body_length > 16 &&
		!memcmp(stream.reply.body + stream.reply.body_length - 16,
			"\0\1\2\r\n\xffnot a part", 16));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void history_is_replayed_as_such_at_each_start(void)
{
	struct sim_driver sim = station("history=1000");
	struct stream stream;
	json_t *old, *live;

	for (unsigned i = 0; i < 2; i++) {
		stream_open(&stream, &sim);
		CHECK(stream_has(&stream, "\"currentEvent\":\tfalse", 1000));
		CHECK(sim_do(&sim, "tamper"));
		CHECK(stream_has(&stream, "\"currentEvent\":\ttrue", 1));
		CHECK(times_in(stream.reply.body, "currentEvent") == 1001);
		stream_close(&stream);
	}
	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "motion"));
	CHECK(stream_has(&stream, "\"currentEvent\":\ttrue", 1));
	old = stream_event(&stream, 0, 5, 21);
	live = stream_event(&stream, 0, 1, 3);
	CHECK(json_integer_value(json_object_get(
		      json_object_get(old, "AccessControllerEvent"), "serialNo")) <
		json_integer_value(json_object_get(
			json_object_get(live, "AccessControllerEvent"), "serialNo")));
	json_decref(old);
	json_decref(live);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void streams_over_the_limit_are_refused_until_one_ends(void)
{
	struct sim_driver sim = station("stream-slots=1");
	struct stream stream;

	stream_open(&stream, &sim);
	CHECK(ask(&sim, STREAM, NULL) == 403);
	CHECK(sim_ledger(&sim, "streams_refused") == 1);
	stream_close(&stream);
	for (long until = now_ms() + DEADLINE_MS; now_ms() < until;)
		if (sim_ledger(&sim, "streams_open") == 0)
			break;
	stream_open(&stream, &sim);
	CHECK(strstr(stream.reply.body, "videoloss") != NULL);
	CHECK(sim_ledger(&sim, "streams_total") == 2);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void a_stream_is_cut_between_parts_or_in_the_middle_of_one(void)
{
	struct sim_driver sim = station(NULL);
	struct stream stream;
	char *part;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "cut"));
	CHECK(stream_ends(&stream));
	part = stream_part(&stream, 0, "application/json");
	CHECK(part != NULL);
	free(part);
	CHECK(times_in(stream.reply.body, "--MIME_boundary") == 1);
	stream_close(&stream);

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "cut part"));
	CHECK(stream_ends(&stream));
	CHECK(times_in(stream.reply.body, "--MIME_boundary") == 2);
	part = stream_part(&stream, 1, "application/json");
	CHECK(part == NULL);
	free(part);
	stream_close(&stream);
	CHECK(sim_ledger(&sim, "streams_open") == 0);
	CHECK(sim_stop(&sim) == 0);
}

static void a_frozen_station_keeps_connections_says_nothing_and_goes_on_later(void)
{
	struct sim_driver sim = station("heartbeat-ms=20");
	struct client client = client_of(&sim);
	struct stream stream;
	struct reply reply;
	size_t length;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "freeze"));
	CHECK(sim_do(&sim, "tamper"));
	client.timeout_ms = 300;
	reply = client_ask(&client, INFO, NULL);
	CHECK(reply.result == CURLE_OPERATION_TIMEDOUT);
	reply_free(&reply);
	client_finish(&client);
	stream_listen(&stream, 100); /* what was under way before */
	length = stream.reply.body_length;
	stream_listen(&stream, 200);
	CHECK(stream.reply.body_length == length);
	CHECK(!strstr(stream.reply.body, "1028"));
	CHECK(!stream.ended);
	CHECK(sim_do(&sim, "thaw"));
	CHECK(stream_has(&stream, "\"subEventType\":\t1028", 1));
	CHECK(ask(&sim, INFO, NULL) == 200);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void power_off_resets_everything_and_power_on_starts_afresh(void)
{
	struct sim_driver sim = station(NULL);
	struct stream stream;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "press"));
	CHECK(sim_do(&sim, "off"));
	CHECK(stream_ends(&stream));
	stream_close(&stream);
	CHECK(ask(&sim, INFO, NULL) == 0);
	CHECK(!sim_do(&sim, "press"));
	CHECK(sim_ledger(&sim, "connections_open") == 0);
	CHECK(sim_do(&sim, "on"));
	CHECK(call_becomes(&sim, "idle"));
	CHECK(sim_ledger(&sim, "presses") == 1);
	CHECK(sim_stop(&sim) == 0);
}

static void after_a_reboot_the_next_stream_begins_with_what_happened_before(void)
{
	struct sim_driver sim = station(NULL);
	struct stream stream;
	bool back = false;

	CHECK(sim_do(&sim, "press"));
	CHECK(sim_do(&sim, "tamper"));
	CHECK(sim_do(&sim, "reboot 100"));
	for (long until = now_ms() + DEADLINE_MS; !back && now_ms() < until;)
		back = ask(&sim, INFO, NULL) == 200;
	CHECK(back);
	stream_open(&stream, &sim);
	CHECK(stream_has(&stream, "\"currentEvent\":\tfalse", 2));
	CHECK(times_in(stream.reply.body, "\"currentEvent\":\ttrue") == 0);
	CHECK(call_becomes(&sim, "idle"));
	stream_close(&stream);
	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "motion"));
	CHECK(stream_has(&stream, "currentEvent", 1));
	CHECK(times_in(stream.reply.body, "\"currentEvent\":\tfalse") == 0);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void the_clock_of_the_station_can_be_wrong(void)
{
	struct sim_driver sim = station("clock-offset-s=-1700000000");
	struct stream stream;

	stream_open(&stream, &sim);
	CHECK(stream_has(&stream, "\"dateTime\":\t\"197", 1) ||
		stream_has(&stream, "\"dateTime\":\t\"198", 1));
	CHECK(stream_has(&stream, "+03:00\"", 1));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static const struct test tests[] = {
	TEST(a_stream_begins_with_a_heartbeat_and_goes_on_with_them),
	TEST(the_first_heartbeat_does_not_wait_for_its_period),
	TEST(a_stream_can_be_close_delimited_http_1_0_or_chunked),
	TEST(a_part_may_have_a_closing_boundary),
	TEST(parts_can_be_xml),
	TEST(parts_and_bytes_of_ones_own_reach_the_stream_as_they_are),
	TEST(history_is_replayed_as_such_at_each_start),
	TEST(streams_over_the_limit_are_refused_until_one_ends),
	TEST(a_stream_is_cut_between_parts_or_in_the_middle_of_one),
	TEST(a_frozen_station_keeps_connections_says_nothing_and_goes_on_later),
	TEST(power_off_resets_everything_and_power_on_starts_afresh),
	TEST(after_a_reboot_the_next_stream_begins_with_what_happened_before),
	TEST(the_clock_of_the_station_can_be_wrong),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
