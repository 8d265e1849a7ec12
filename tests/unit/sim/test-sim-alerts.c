/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-alerts.c - simulated cameras and recorders: what comes on their streams. */

#include "check.h"
#include "sim-client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct sim_driver device(const char *profile, const char *set)
{
	const char *arguments[] = {"--password", PASSWORD, "--profile", profile,
		set ? "--set" : NULL, set, NULL};

	return sim_start_kind("hikvision-camera", arguments);
}

/* One command, and what then comes on the stream. */
static bool brings(struct sim_driver *sim, struct stream *stream, const char *command,
	const char *text)
{
	unsigned before = times_in(stream->reply.body, text);

	return sim_do(sim, command) && stream_has(stream, text, before + 1);
}

static void an_alert_says_what_the_command_says(void)
{
	// clang-format off
	static const struct {const char *words, *text;} rows[] = {
		{"VMD 1 active", "<channelID>1</channelID>"},
		{"VMD 1 active targets=human", "<targetType>human</targetType>"},
		{"linedetection 2 active targets=human", "<detectionTarget>human</detectionTarget>"},
		{"VMD 1 active regions=4,5", "<regionID>5</regionID>"},
		{"IO 0 active port=2", "<inputIOPortID>2</inputIOPortID>"},
		{"IO 0 active dynport=701", "<dynInputIOPortID>701</dynInputIOPortID>"},
		{"VMD 3 active form=dynChannelID", "<dynChannelID>3</dynChannelID>\r\n<dateTime>"},
		{"VMD 3 active form=both", "<dynChannelID>3</dynChannelID>\r\n<channelID>3</channelID>"},
		{"VMD 3 active form=empty", "<dynChannelID/>\r\n<channelID/>"},
		{"VMD 3 active form=none", "</macAddress>\r\n<dateTime>"},
		{"VMD 1 active count=", "<activePostCount></activePostCount>"},
		{"VMD 1 active count=none", "</dateTime>\r\n<eventType>"},
		{"VMD 1 active name=a&b", "<channelName>a&#38;b</channelName>"},
		{"duration 1 active relation=fielddetection", "<relationEvent>fielddetection</relationEvent>"},
		{"VMD 1 active namespace=std-cgi", "http://www.std-cgi.com/ver20/XMLSchema"},
		{"diskfull 0 active", "</macAddress>\r\n<dateTime>"},
		{"neverHeardOf-7 1 active", "<eventType>neverHeardOf-7</eventType>"},
	};
	// clang-format on
	struct sim_driver sim = device("fixed", NULL);
	struct stream stream;
	char command[120];

	stream_open(&stream, &sim);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		(void)snprintf(command, sizeof(command), "alert %s", rows[i].words);
		CHECK(brings(&sim, &stream, command, rows[i].text));
	}
	CHECK(sim_ledger(&sim, "alerts/diskfull 0 active") == 1);
	CHECK(!sim_do(&sim, "alert VMD"));
	CHECK(!sim_do(&sim, "alert VMD 1 active colour=red"));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void a_recorder_never_tells_the_end(void)
{
	struct sim_driver sim = device("nvr16", NULL);
	struct stream stream;

	stream_begin(&stream, &sim);
	CHECK(brings(&sim, &stream, "motion 3 20", "<dynChannelID>3</dynChannelID>"));
	CHECK(stream_has(&stream, "<eventState>active<", 3));
	CHECK(sim_do(&sim, "motion-end 3"));
	CHECK(sim_do(&sim, "alert VMD 4 inactive"));
	CHECK(brings(&sim, &stream, "alert VMD 4 active", "<dynChannelID>4<"));
	CHECK(!strstr(stream.reply.body, "inactive"));
	CHECK(sim_ledger(&sim, "alerts/VMD 4 inactive") == -1);
	CHECK(sim_ledger(&sim, "heartbeats") == 0);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void motion_is_told_until_it_ends_with_a_rising_count(void)
{
	struct sim_driver sim = device("fixed", "motion-period-ms=20");
	struct stream stream;

	stream_open(&stream, &sim);
	CHECK(brings(&sim, &stream, "motion", "<activePostCount>3<"));
	CHECK(brings(&sim, &stream, "motion-end", "Motion alarm</eventDescription>"));
	CHECK(stream_has(&stream,
		"<eventState>inactive</eventState>\r\n"
		"<eventDescription>Motion",
		1));
	CHECK(!sim_do(&sim, "motion-end"));
	CHECK(brings(&sim, &stream, "series linedetection 1 4 10",
		"<eventState>inactive</eventState>\r\n"
		"<eventDescription>linedetection"));
	CHECK(sim_ledger(&sim, "alerts/linedetection 1 active") == 4);
	CHECK(sim_ledger(&sim, "alerts/linedetection 1 inactive") == 1);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void motion_is_not_told_without_center_detection_or_camera(void)
{
	static const char off[] =
		"<MotionDetection><enabled>false</enabled></MotionDetection>";
	struct sim_driver sim = device("nvr16", NULL);
	json_t *answer;

	CHECK(ask(&sim,
		      "/ISAPI/ContentMgmt/InputProxy/channels/1/video/motionDetection",
		      off) == 200);
	CHECK(sim_do(&sim, "center VMD-2 off"));
	CHECK(sim_do(&sim, "motion 1"));
	CHECK(sim_do(&sim, "motion 2"));
	CHECK(sim_do(&sim, "motion 16"));
	CHECK(sim_ledger(&sim, "alerts/VMD 1 active") == -1);
	CHECK(sim_ledger(&sim, "alerts/VMD 2 active") == -1);
	CHECK(sim_ledger(&sim, "alerts/VMD 16 active") == -1);
	answer = sim_answer(&sim, "motion 4");
	CHECK(json_is_true(json_object_get(answer, "told")));
	json_decref(answer);
	CHECK(sim_ledger(&sim, "alerts/VMD 4 active") >= 1);
	CHECK(!sim_do(&sim, "motion 5"));
	CHECK(sim_stop(&sim) == 0);
}

static void an_ip_camera_of_a_hybrid_has_another_number_in_alerts(void)
{
	struct sim_driver sim = device("dvr", NULL);
	struct stream stream;

	stream_open(&stream, &sim);
	CHECK(brings(&sim, &stream, "motion 10", "<channelID>34</channelID>"));
	CHECK(brings(&sim, &stream, "motion 2", "<channelID>2</channelID>"));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void an_oem_camera_sends_single_lines_without_multipart(void)
{
	struct sim_driver sim = device("oem", NULL);
	struct stream stream;

	stream_begin(&stream, &sim);
	CHECK(stream_has(&stream, "<eventDescription>Heartbeat<", 1));
	CHECK(brings(&sim, &stream, "alert VMD 1 active",
		"</EventNotificationAlert><EventNotificationAlert"));
	CHECK(strstr(stream.reply.body, "urn:psialliance-org") != NULL);
	CHECK(!strchr(stream.reply.body, '\n'));
	CHECK(!strstr(stream.reply.head, "multipart"));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

/* A switch, and what a stream that opens then has. */
static void a_stream_is_framed_as_the_switches_say(void)
{
	// clang-format off
	static const struct {const char *set, *head, *body;} rows[] = {
		{"stream-framing=close", "HTTP/1.1 200 OK", "--boundary\r\nContent-Type: "},
		{"stream-framing=http10", "HTTP/1.0 200 OK", "--boundary\r\n"},
		{"stream-framing=chunked", "Transfer-Encoding: chunked", "--boundary\r\n"},
		{"stream-boundary=doubled", "200 OK", "--boundary\r\n--boundary\r\n"},
		{"stream-boundary-header=other", "boundary=myboundary", "--boundary\r\n"},
		{"stream-boundary-header=dashed", "boundary=--boundary", "--boundary\r\n"},
		{"stream-lines=lf", "200 OK", "--boundary\nContent-Type: "},
		{"stream-length=none", "200 OK", "UTF-8\"\r\n\r\n<Event"},
		{"heartbeat-form=zero", "200 OK", "<channelID>0</channelID>"},
		{"heartbeat-form=one", "200 OK", "<activePostCount>1<"},
		{"heartbeat-form=empty", "200 OK", "<channelID/>"},
		{"alert-lines=lf", "200 OK", "<portNo>"},
	};
	// clang-format on

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct sim_driver sim = device("fixed", rows[i].set);
		struct stream stream;

		stream_open(&stream, &sim);
		CHECK(strstr(stream.reply.head, rows[i].head) != NULL);
		CHECK(strstr(stream.reply.body, rows[i].body) != NULL);
		stream_close(&stream);
		CHECK(sim_stop(&sim) == 0);
	}
}

static void a_wrong_length_is_wrong_by_twenty(void)
{
	struct sim_driver sim = device("fixed", "stream-length=long");
	struct stream stream;
	const char *text;
	unsigned long announced;

	stream_open(&stream, &sim);
	text = strstr(stream.reply.body, "Content-Length: ");
	announced = text ? strtoul(text + 16, NULL, 10) : 0;
	text = strstr(stream.reply.body, "\r\n\r\n");
	CHECK(stream_has(&stream, "</EventNotificationAlert>\r\n", 1));
	CHECK(text && announced == strlen(text + 4) - 2 + 20);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void streams_are_refused_end_at_once_or_fall_silent(void)
{
	static const char path[] = "/ISAPI/Event/notification/alertStream";
	struct sim_driver sim = device("fixed", "stream-refusal=500");
	struct stream stream;
	char *text;
	long status;

	CHECK(sim_do(&sim, "busy 2"));
	CHECK(ask(&sim, path, NULL) == 500);
	CHECK(sim_do(&sim, "set stream-refusal 404"));
	CHECK(ask(&sim, path, NULL) == 404);
	CHECK(sim_ledger(&sim, "streams_refused") == 2);
	CHECK(sim_do(&sim, "set stream finite"));
	text = ask_by(&sim, "GET", path, NULL, &status);
	CHECK(status == 200 && strlen(text) == 40);
	free(text);
	CHECK(sim_do(&sim, "set stream ok"));
	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "set stream silent"));
	CHECK(sim_do(&sim, "alert VMD 1 active"));
	stream_listen(&stream, 100);
	CHECK(!strstr(stream.reply.body, "VMD") && !stream.ended);
	CHECK(sim_do(&sim, "set stream ok"));
	CHECK(brings(&sim, &stream, "alert VMD 1 active", "VMD"));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void a_picture_follows_each_alert(void)
{
	struct sim_driver sim = device("fixed", "alert-jpeg=300000");
	struct stream stream;
	char *body;

	stream_open(&stream, &sim);
	CHECK(brings(&sim, &stream, "alert VMD 1 active", "image/jpeg"));
	CHECK(brings(&sim, &stream, "alert VMD 1 inactive", "image/jpeg"));
	CHECK(stream_has(&stream, "Content-Length: 300000\r\n", 2));
	CHECK(stream_has(&stream, "--boundary\r\n", 5));
	stream_listen(&stream, 50);
	body = stream_part(&stream, 0, "image/jpeg");
	CHECK(body && !memcmp(body, "\xff\xd8", 2) &&
		!memcmp(body + 299998, "\xff\xd9", 2));
	free(body);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void bytes_of_ones_own_are_written_with_escapes(void)
{
	struct sim_driver sim = device("fixed", NULL);
	struct stream stream;

	stream_open(&stream, &sim);
	CHECK(brings(&sim, &stream, "raw-text a\\r\\n\\x42\\\\ end", "a\r\nB\\ end"));
	CHECK(!sim_do(&sim, "raw-text \\q"));
	CHECK(!sim_do(&sim, "raw-text \\x4"));
	CHECK(!sim_do(&sim, "raw-file /nonexistent"));
	CHECK(!sim_do(&sim, "part-file"));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static const struct test tests[] = {
	TEST(an_alert_says_what_the_command_says),
	TEST(a_recorder_never_tells_the_end),
	TEST(motion_is_told_until_it_ends_with_a_rising_count),
	TEST(motion_is_not_told_without_center_detection_or_camera),
	TEST(an_ip_camera_of_a_hybrid_has_another_number_in_alerts),
	TEST(an_oem_camera_sends_single_lines_without_multipart),
	TEST(a_stream_is_framed_as_the_switches_say),
	TEST(a_wrong_length_is_wrong_by_twenty),
	TEST(streams_are_refused_end_at_once_or_fall_silent),
	TEST(a_picture_follows_each_alert),
	TEST(bytes_of_ones_own_are_written_with_escapes),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
