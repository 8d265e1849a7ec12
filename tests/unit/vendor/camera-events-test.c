/* SPDX-License-Identifier: Apache-2.0 */
/* camera-events-test.c - which sensor an alert of a camera or a recorder is about. */

#include "camera-events.h"
#include "check.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Channels 1 and 2 are analogue, 9 to 11 cameras on the recorder's ports 1 to 3. */
static struct unit_channel many_channels[] = {
	{.number = 1}, {.number = 2}, {.number = 9}, {.number = 10}, {.number = 11}};
static struct camera_way many_ways[] = {
	{0, false}, {0, false}, {1, true}, {2, true}, {3, true}};
static const struct camera_view recorder = {
	.view = {.recorder = true, .channel_count = 5, .channels = many_channels},
	.ways = many_ways};
static const struct camera_view small_recorder = {
	.view = {.recorder = true, .channel_count = 1, .channels = many_channels},
	.ways = many_ways};
static const struct camera_view camera = {
	.view = {.channel_count = 1, .channels = many_channels}, .ways = many_ways};
static const struct camera_view two_lenses = {
	.view = {.channel_count = 2, .channels = many_channels}, .ways = many_ways};

static struct alert alert_of(const char *type, int channel, int port)
{
	struct alert a = {
		.state = ALERT_STATE_ACTIVE, .channel = channel, .port = port};

	snprintf(a.type, sizeof(a.type), "%s", type);
	return a;
}

/* @return the only news of it; its kind is SENSOR_KINDS when there is none */
static struct sensor_news news_of(
	const struct camera_view *v, const struct alert *alert)
{
	struct sensor_news news[CAMERA_NEWS_MAX];
	unsigned count = camera_news(v, alert, news);

	CHECK(count <= 1);
	return count ? news[0] : (struct sensor_news){.id.kind = SENSOR_KINDS};
}

static enum sensor_kind kind_of(const char *type)
{
	struct alert alert = alert_of(type, 1, -1);

	return news_of(&camera, &alert).id.kind;
}

static void every_type_is_the_sensor_that_the_table_says(void)
{
	// clang-format off
	static const struct {const char *type; enum sensor_kind kind;} rows[] = {
		{"VMD", SENSOR_MOTION}, {"motionDetection", SENSOR_MOTION},
		{"VMDHumanVehicle", SENSOR_MOTION}, {"vmdHuman", SENSOR_MOTION},
		{"vmdVehicle", SENSOR_MOTION}, {"humanDetection", SENSOR_MOTION},
		{"vehicleDetection", SENSOR_MOTION}, {"pedestrian", SENSOR_MOTION},
		{"vcaHuman", SENSOR_MOTION}, {"vcaVehicle", SENSOR_MOTION},
		{"linedetection", SENSOR_LINE_CROSSING}, {"lineDetection", SENSOR_LINE_CROSSING},
		{"lineCrossing", SENSOR_LINE_CROSSING},
		{"fielddetection", SENSOR_FIELD_DETECTION}, {"intrusion", SENSOR_FIELD_DETECTION},
		{"intrusionDetection", SENSOR_FIELD_DETECTION},
		{"tamperdetection", SENSOR_TAMPER_DETECTION},
		{"shelteralarm", SENSOR_SHELTER_ALARM}, {"Shelteralarm", SENSOR_SHELTER_ALARM},
		{"defocus", SENSOR_DEFOCUS}, {"defocusDetection", SENSOR_DEFOCUS},
		{"diskfull", SENSOR_DISK_FULL}, {"diskerror", SENSOR_DISK_ERROR},
		{"nicbroken", SENSOR_NET_BROKEN}, {"ipconflict", SENSOR_IP_CONFLICT},
		{"illaccess", SENSOR_ILLEGAL_ACCESS}, {"illAccess", SENSOR_ILLEGAL_ACCESS},
		{"videomismatch", SENSOR_VIDEO_MISMATCH}, {"badvideo", SENSOR_BAD_VIDEO},
		{"videoloss", SENSOR_VIDEO_LOSS}, {"PIR", SENSOR_PIR_ALARM},
		{"facedetection", SENSOR_FACE_DETECTION}, {"faceDetection", SENSOR_FACE_DETECTION},
		{"scenechangedetection", SENSOR_SCENE_CHANGE}, {"sceneChangeDetection", SENSOR_SCENE_CHANGE},
		{"IO", SENSOR_IO}, {"io", SENSOR_IO},
		{"unattendedBaggage", SENSOR_UNATTENDED}, {"attendedBaggage", SENSOR_ATTENDED},
		{"recordingfailure", SENSOR_RECORDING_FAILURE},
		{"regionExiting", SENSOR_EXITING_REGION}, {"regionEntrance", SENSOR_ENTERING_REGION},
		{"audioexception", SENSOR_AUDIO_EXCEPTION},
		{"objectsThrownDetection", SENSOR_THROWN_OBJECT},
		{"faceSnap", SENSOR_FACE_CAPTURE}, {"faceCapture", SENSOR_FACE_CAPTURE},
		{"storageDetection", SENSOR_STORAGE}, {"thermometry", SENSOR_TEMPERATURE},
		{"TMA", SENSOR_TEMPERATURE}, {"WLSensor", SENSOR_WIRELESS},
		{"callhelp", SENSOR_CALL_HELP}, {"softIO", SENSOR_OTHER},
		{"faceContrast", SENSOR_OTHER}, {"rapidMove", SENSOR_OTHER},
		{"heartBeat", SENSOR_KINDS}, {"AccessControllerEvent", SENSOR_KINDS},
		{"", SENSOR_KINDS}, {"???", SENSOR_KINDS},
	};
	// clang-format on

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (!CHECK(kind_of(rows[i].type) == rows[i].kind))
			printf("# %s\n", rows[i].type);
	}
}

static unsigned channel_of(const struct camera_view *v, const char *type, int channel)
{
	struct alert alert = alert_of(type, channel, -1);

	return news_of(v, &alert).id.channel;
}

static void the_only_lens_of_a_camera_needs_no_number(void)
{
	CHECK(channel_of(&camera, "VMD", 1) == 0);
	CHECK(channel_of(&camera, "VMD", -1) == 0);
	CHECK(channel_of(&camera, "faceContrast", 1) == 0);
	CHECK(channel_of(&two_lenses, "VMD", 2) == 2);
	CHECK(channel_of(&two_lenses, "VMD", -1) == 1);
	CHECK(channel_of(&two_lenses, "faceContrast", -1) == 0);
}

static void an_event_of_a_recorder_reaches_the_channel_that_it_names(void)
{
	CHECK(channel_of(&recorder, "VMD", 2) == 2);
	CHECK(channel_of(&recorder, "VMD", 9) == 9);
	CHECK(channel_of(&recorder, "linedetection", 7) == 7); /* not listed */
	CHECK(channel_of(&recorder, "faceContrast", 2) == 2);
	CHECK(channel_of(&recorder, "VMD", -1) == 0);
	CHECK(channel_of(&recorder, "VMD", 0) == 0);
	CHECK(channel_of(&small_recorder, "VMD", -1) == 1);
}

static void a_recorder_may_count_its_cameras_from_33_on(void)
{
	CHECK(channel_of(&recorder, "VMD", 34) == 10);
	CHECK(channel_of(&recorder, "VMD", 33) == 9);
	CHECK(channel_of(&recorder, "VMD", 42) == 10); /* by its number */
	CHECK(channel_of(&recorder, "VMD", 40) == 40);
	CHECK(channel_of(&two_lenses, "VMD", 34) == 34);
}

static void what_is_of_the_device_is_of_no_channel(void)
{
	CHECK(channel_of(&recorder, "diskfull", 3) == 0);
	CHECK(channel_of(&recorder, "nicbroken", -1) == 0);
	CHECK(channel_of(&two_lenses, "illAccess", 1) == 0);
	CHECK(channel_of(&recorder, "IO", 2) == 0);
	CHECK(channel_of(&recorder, "softIO", 2) == 0);
}

static unsigned port_of(const char *type, int channel, int port)
{
	struct alert alert = alert_of(type, channel, port);

	return news_of(&recorder, &alert).id.port;
}

static void an_input_is_known_by_its_port(void)
{
	CHECK(port_of("IO", 1, 2) == 2);
	CHECK(port_of("IO", 3, -1) == 3);
	CHECK(port_of("IO", -1, -1) == 1);
	CHECK(port_of("IO", 1, 101) == 101);
	CHECK(port_of("softIO", 1, 4) == 4);
	CHECK(port_of("VMD", 1, 4) == 0);
}

static void a_heartbeat_is_no_alarm_and_a_lost_picture_is(void)
{
	struct alert beat = alert_of("videoloss", 1, -1), loss = beat;

	beat.state = ALERT_STATE_INACTIVE;
	CHECK(news_of(&recorder, &beat).id.kind == SENSOR_KINDS);
	CHECK(news_of(&recorder, &loss).id.kind == SENSOR_VIDEO_LOSS);
	loss.channel = -1;
	CHECK(news_of(&recorder, &loss).id.kind == SENSOR_KINDS);
}

static void history_and_doors_are_no_alarms(void)
{
	struct alert alert = alert_of("VMD", 1, -1);

	alert.has_acs = true;
	CHECK(news_of(&camera, &alert).id.kind == SENSOR_KINDS);
}

static void what_goes_on_is_news_of_the_sensors_that_it_names(void)
{
	struct alert alert = alert_of("duration", 2, -1);
	struct sensor_news news[CAMERA_NEWS_MAX];

	CHECK(camera_news(&recorder, &alert, news) == 0);
	alert.relations = (struct alert_words){
		.list = {"VMD", "heartBeat", "linedetection"}, .count = 3};
	CHECK(camera_news(&recorder, &alert, news) == 2);
	CHECK(news[0].id.kind == SENSOR_MOTION && news[0].id.channel == 2);
	CHECK(news[1].id.kind == SENSOR_LINE_CROSSING && news[1].ongoing);
	CHECK(news[0].ongoing && news[0].active);
	alert.state = ALERT_STATE_INACTIVE;
	CHECK(camera_news(&recorder, &alert, news) == 2 && !news[0].active);
}

static void details_come_along(void)
{
	struct alert alert = alert_of("linedetection", 1, -1);
	struct sensor_news news;

	alert.targets = (struct alert_words){.list = {"Human", "vehicle"}, .count = 2};
	alert.regions = (struct alert_words){.list = {"1", "2", "3"}, .count = 3};
	snprintf(alert.time, sizeof(alert.time), "2026-01-01T00:00:00Z");
	news = news_of(&camera, &alert);
	CHECK(news.active && !news.ongoing);
	CHECK(!strcmp(news.targets[0], "human") && !strcmp(news.targets[1], "vehicle"));
	CHECK(!*news.targets[2]);
	CHECK(!strcmp(news.regions[2], "3") && !*news.regions[3]);
	CHECK(!strcmp(news.device_time, "2026-01-01T00:00:00Z"));
	alert.state = ALERT_STATE_INACTIVE;
	CHECK(!news_of(&camera, &alert).active);
	alert.state = ALERT_STATE_UNKNOWN;
	CHECK(news_of(&camera, &alert).active);
}

static void an_unknown_type_is_a_word_as_the_device_spells_it(void)
{
	struct alert a = alert_of("Rapid Move_2", 1, -1),
		     b = alert_of("rapidMOVE_2", 1, -1);
	struct sensor_news x = news_of(&camera, &a), y = news_of(&camera, &b);

	CHECK(!strcmp(x.id.word, "RapidMove_2") && !strcmp(y.id.word, "rapidMOVE_2"));
	CHECK(!sensor_word_compare(x.id.word, y.id.word));
	memset(a.type, 'x', sizeof(a.type) - 1);
	CHECK(strlen(news_of(&camera, &a).id.word) == SENSOR_WORD_MAX);
}

static void words_are_told_once_and_not_for_ever(void)
{
	struct camera_words words = {0};
	char word[16];

	CHECK(camera_words_add(&words, "group"));
	CHECK(!camera_words_add(&words, "Group"));
	for (unsigned i = 1; i < CAMERA_WORDS_MAX; i++) {
		snprintf(word, sizeof(word), "w%u", i);
		CHECK(camera_words_add(&words, word));
	}
	CHECK(!camera_words_add(&words, "more"));
	CHECK(!camera_words_add(&words, "w1") && words.count == CAMERA_WORDS_MAX);
}

static void a_trigger_is_the_sensor_of_its_alerts(void)
{
	struct trigger io = {.id = "IO-2", .type = "IO", .channel = 1};
	struct trigger motion = {.id = "VMD-9", .type = "VMD", .channel = 9};
	struct trigger none = {.id = "x", .type = "heartBeat"};
	struct sensor_id id;

	CHECK(camera_trigger_sensor(&recorder, &io, &id));
	CHECK(id.kind == SENSOR_IO && id.port == 2 && id.channel == 0);
	io.port = 101;
	CHECK(camera_trigger_sensor(&recorder, &io, &id) && id.port == 101);
	CHECK(camera_trigger_sensor(&recorder, &motion, &id));
	CHECK(id.kind == SENSOR_MOTION && id.channel == 9 && id.port == 0);
	CHECK(!camera_trigger_sensor(&recorder, &none, &id));
}

static void a_sensor_is_called_as_its_triggers_are(void)
{
	CHECK(!strcmp(camera_wire_type(&(struct sensor_id){SENSOR_MOTION}), "VMD"));
	CHECK(!strcmp(
		camera_wire_type(&(struct sensor_id){SENSOR_OTHER, "group"}), "group"));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(every_type_is_the_sensor_that_the_table_says),
		TEST(the_only_lens_of_a_camera_needs_no_number),
		TEST(an_event_of_a_recorder_reaches_the_channel_that_it_names),
		TEST(a_recorder_may_count_its_cameras_from_33_on),
		TEST(what_is_of_the_device_is_of_no_channel),
		TEST(an_input_is_known_by_its_port),
		TEST(a_heartbeat_is_no_alarm_and_a_lost_picture_is),
		TEST(history_and_doors_are_no_alarms),
		TEST(what_goes_on_is_news_of_the_sensors_that_it_names),
		TEST(details_come_along),
		TEST(an_unknown_type_is_a_word_as_the_device_spells_it),
		TEST(words_are_told_once_and_not_for_ever),
		TEST(a_trigger_is_the_sensor_of_its_alerts),
		TEST(a_sensor_is_called_as_its_triggers_are),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
