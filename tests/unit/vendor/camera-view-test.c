/* SPDX-License-Identifier: Apache-2.0 */
/* camera-view-test.c - what a camera or a recorder has, from what it answered. */

#include "camera-view.h"
#include "check.h"

#include <stddef.h>
#include <string.h>

#define CHANNEL(id, name)                                                              \
	"<VideoInputChannel><id>" id "</id><inputPort>" id "</inputPort>"              \
	"<videoInputEnabled>true</videoInputEnabled><name>" name                       \
	"</name></VideoInputChannel>"
#define PROXY(id, name)                                                                \
	"<InputProxyChannel><id>" id "</id><name>" name "</name></InputProxyChannel>"
#define STATUS(id, online)                                                             \
	"<InputProxyChannelStatus><id>" id "</id><online>" online                      \
	"</online></InputProxyChannelStatus>"
#define TRIGGER(id, type, channel, methods)                                            \
	"<EventTrigger><id>" id "</id><eventType>" type "</eventType>"                 \
	"<videoInputChannelID>" channel "</videoInputChannelID>"                       \
	"<EventTriggerNotificationList>" methods                                       \
	"</EventTriggerNotificationList></EventTrigger>"
#define METHOD(word)                                                                   \
	"<EventTriggerNotification><notificationMethod>" word                          \
	"</notificationMethod></EventTriggerNotification>"

static struct camera_found found_of(enum device_kind kind, const char *inputs,
	const char *proxies, const char *statuses, const char *triggers)
{
	struct camera_found f;

	camera_found_init(&f);
	f.kind = kind;
	if (inputs)
		CHECK(!channel_list_parse(bytes_from(inputs), &f.inputs));
	if (proxies)
		CHECK(!channel_list_parse(bytes_from(proxies), &f.proxies));
	if (statuses)
		CHECK(!channel_list_parse(bytes_from(statuses), &f.statuses));
	if (triggers)
		CHECK(!trigger_list_parse(bytes_from(triggers), &f.triggers));
	return f;
}

static struct camera_found hybrid(void)
{
	struct camera_found f = found_of(DEVICE_KIND_RECORDER,
		"<VideoInputChannelList>" CHANNEL("2", "Door")
			CHANNEL("1", "Shop") "</VideoInputChannelList>",
		"<InputProxyChannelList>" PROXY("9", "Yard")
			PROXY("11", "Yard") "</InputProxyChannelList>",
		"<InputProxyChannelStatusList>" STATUS("9", "true")
			STATUS("11", "false") "</InputProxyChannelStatusList>",
		"<EventTriggerList>" TRIGGER("VMD-9", "VMD", "9", METHOD("record"))
			TRIGGER("VMD-1", "VMD", "1", METHOD("center")) TRIGGER(
				"VMDHumanVehicle-9", "VMDHumanVehicle", "9",
				METHOD("center")) TRIGGER("diskfull", "diskfull", "",
				"") TRIGGER("faceContrast-1", "faceContrast", "1",
				METHOD("email")) ""
						 "</EventTriggerList>");

	f.streams = (struct streaming_channels){
		.list = {{.id = 101}, {.id = 901}, {.id = 902}}, .count = 3};
	f.detects = true;
	return f;
}

static void a_hybrid_has_analogue_and_ip_channels_in_order(void)
{
	struct camera_found f = hybrid();
	struct camera_view v;
	const struct unit_channel *c;

	CHECK(!camera_view_build(&f, &v));
	c = v.view.channels;
	CHECK(v.view.recorder && v.view.channel_count == 4);
	CHECK(c[0].number == 1 && c[1].number == 2 && c[2].number == 9 &&
		c[3].number == 11);
	CHECK(!strcmp(c[0].name, "Shop") && !strcmp(c[3].name, "Yard"));
	CHECK(!c[2].lost && c[3].lost && !c[0].lost);
	CHECK(!v.ways[0].proxy && v.ways[2].proxy && v.ways[0].input == 1);
	CHECK(c[0].has_camera && !c[1].has_camera && c[2].has_camera);
	CHECK(c[0].has_detection && !c[2].has_detection);
	camera_view_finish(&v);
	camera_found_finish(&f);
}

static const struct unit_sensor *sensor(
	const struct camera_view *v, enum sensor_kind kind, unsigned channel)
{
	for (unsigned i = 0; i < v->view.sensor_count; i++) {
		if (v->view.sensors[i].id.kind == kind &&
			v->view.sensors[i].id.channel == channel)
			return &v->view.sensors[i];
	}
	return NULL;
}

static void only_what_notifies_the_center_is_armed(void)
{
	struct camera_found f = hybrid();
	struct camera_view v;

	CHECK(!camera_view_build(&f, &v));
	CHECK(v.view.sensor_count == 4);
	CHECK(sensor(&v, SENSOR_MOTION, 1)->armed);
	CHECK(sensor(&v, SENSOR_MOTION, 9)->armed); /* one of its two triggers is */
	CHECK(!sensor(&v, SENSOR_DISK_FULL, 0)->armed);
	CHECK(!sensor(&v, SENSOR_OTHER, 1)->armed);
	CHECK(!strcmp(sensor(&v, SENSOR_OTHER, 1)->id.word, "faceContrast"));
	camera_view_finish(&v);
	camera_found_finish(&f);
}

static void triggers_of_one_word_are_one_sensor_however_they_are_spelt(void)
{
	struct camera_found f = found_of(DEVICE_KIND_CAMERA, NULL, NULL, NULL,
		"<EventTriggerList>" TRIGGER("a-1", "rapidMove", "1", METHOD("record"))
			TRIGGER("b-1", "RapidMOVE", "1", METHOD("center")) TRIGGER(
				"c-1", "rapidMoves", "1", "") "</EventTriggerList>");
	struct camera_view v;

	CHECK(!camera_view_build(&f, &v));
	CHECK(v.view.sensor_count == 2 && v.view.sensors[0].armed);
	camera_view_finish(&v);
	camera_found_finish(&f);
}

static void what_is_told_of_is_armed_whatever_the_triggers_said(void)
{
	static const struct sensor_id disk = {.kind = SENSOR_DISK_FULL},
				      motion = {.kind = SENSOR_MOTION, .channel = 9},
				      none = {.kind = SENSOR_MOTION, .channel = 2};
	struct camera_found f = hybrid();
	struct camera_view v;

	CHECK(!camera_view_build(&f, &v));
	CHECK(!camera_found_arm(&f, &v, &motion));
	CHECK(!camera_found_arm(&f, &v, &none));
	CHECK(camera_found_arm(&f, &v, &disk));
	camera_view_finish(&v);
	CHECK(!camera_view_build(&f, &v));
	CHECK(sensor(&v, SENSOR_DISK_FULL, 0)->armed);
	CHECK(!sensor(&v, SENSOR_OTHER, 1)->armed);
	CHECK(!camera_found_arm(&f, &v, &disk));
	camera_view_finish(&v);
	camera_found_finish(&f);
}

static void a_lost_camera_that_is_heard_of_is_back_until_it_is_said_to_be_lost_again(
	void)
{
	struct camera_found f = hybrid();
	struct camera_view v, now;

	CHECK(!camera_view_build(&f, &v));
	CHECK(!camera_found_back(&f, &v, 9) && !camera_found_back(&f, &v, 0));
	CHECK(camera_found_back(&f, &v, 11));
	CHECK(!camera_view_build(&f, &now));
	CHECK(!now.view.channels[3].lost && !camera_found_back(&f, &now, 11));
	channel_list_finish(&f.statuses);
	CHECK(!channel_list_parse(BYTES("<InputProxyChannelStatusList>" STATUS("11",
					  "false") "</InputProxyChannelStatusList>"),
		&f.statuses));
	camera_view_finish(&v);
	CHECK(!camera_view_build(&f, &v));
	CHECK(!camera_view_equal(&now, &v) && v.view.channels[3].lost);
	camera_view_finish(&now);
	camera_view_finish(&v);
	camera_found_finish(&f);
}

static void a_camera_with_two_lenses_is_no_recorder(void)
{
	struct camera_found f = found_of(DEVICE_KIND_CAMERA,
		"<VideoInputChannelList>" CHANNEL("1", "Optical")
			CHANNEL("2", "Thermal") "</VideoInputChannelList>",
		NULL, NULL, NULL);
	struct camera_view v;

	CHECK(!camera_view_build(&f, &v));
	CHECK(!v.view.recorder && v.view.channel_count == 2);
	camera_view_finish(&v);
	camera_found_finish(&f);
}

static void who_says_nothing_of_channels_has_one_or_those_of_its_streams(void)
{
	struct camera_found f;
	struct camera_view v;

	camera_found_init(&f);
	CHECK(!camera_view_build(&f, &v));
	CHECK(v.view.channel_count == 1 && v.view.channels[0].number == 1);
	CHECK(!v.view.channels[0].has_camera);
	camera_view_finish(&v);
	f.kind = DEVICE_KIND_RECORDER;
	CHECK(!camera_view_build(&f, &v));
	CHECK(v.view.channel_count == 0 && camera_view_wished(&v, 0) < 0);
	camera_view_finish(&v);
	f.streams = (struct streaming_channels){
		.list = {{.id = 301}, {.id = 302}, {.id = 101}}, .count = 3};
	CHECK(!camera_view_build(&f, &v));
	CHECK(v.view.channel_count == 2 && v.view.channels[1].number == 3);
	CHECK(v.view.channels[1].has_camera);
	camera_view_finish(&v);
	camera_found_finish(&f);
}

static void what_is_in_both_lists_is_a_camera(void)
{
	struct camera_found f = found_of(DEVICE_KIND_RECORDER,
		"<VideoInputChannelList>" CHANNEL("1", "a") "</VideoInputChannelList>",
		"<InputProxyChannelList>" PROXY("1", "b") "</InputProxyChannelList>",
		NULL, NULL);
	struct camera_view v;

	CHECK(!camera_view_build(&f, &v));
	CHECK(v.view.channel_count == 1 && v.ways[0].proxy);
	CHECK(!strcmp(v.view.channels[0].name, "b") && !v.view.channels[0].lost);
	camera_view_finish(&v);
	camera_found_finish(&f);
}

static void streams_that_are_not_listed_are_numbered_as_all_are(void)
{
	struct camera_found f = hybrid();
	struct camera_view v;

	CHECK(!camera_view_build(&f, &v));
	CHECK(camera_view_stream(&v, &f, 2, "sub") == 902);
	CHECK(camera_view_stream(&v, &f, 0, "sub") == 0);
	CHECK(camera_view_stream(&v, &f, 3, "main") == 0);
	camera_view_finish(&v);
	f.streams.count = 0;
	f.streams_unlisted = true;
	CHECK(!camera_view_build(&f, &v));
	CHECK(camera_view_stream(&v, &f, 3, "main") == 1101);
	CHECK(camera_view_stream(&v, &f, 3, "sub") == 1102);
	CHECK(camera_view_stream(&v, &f, 3, "third") == 0);
	camera_view_finish(&v);
	camera_found_finish(&f);
}

static void two_views_are_equal_until_something_changes(void)
{
	struct camera_found f = hybrid();
	struct camera_view a, b;

	CHECK(!camera_view_build(&f, &a) && !camera_view_build(&f, &b));
	CHECK(camera_view_equal(&a, &b));
	b.view.channels[3].lost = false;
	CHECK(!camera_view_equal(&a, &b));
	b.view.channels[3].lost = true;
	b.view.sensors[0].armed = true;
	CHECK(!camera_view_equal(&a, &b));
	b.view.sensors[0].armed = false;
	CHECK(camera_view_equal(&a, &b));
	b.view.channels[0].name[0] = 'X';
	CHECK(!camera_view_equal(&a, &b));
	camera_view_finish(&a);
	camera_view_finish(&b);
	camera_found_finish(&f);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_hybrid_has_analogue_and_ip_channels_in_order),
		TEST(only_what_notifies_the_center_is_armed),
		TEST(triggers_of_one_word_are_one_sensor_however_they_are_spelt),
		TEST(what_is_told_of_is_armed_whatever_the_triggers_said),
		TEST(a_lost_camera_that_is_heard_of_is_back_until_it_is_said_to_be_lost_again),
		TEST(a_camera_with_two_lenses_is_no_recorder),
		TEST(who_says_nothing_of_channels_has_one_or_those_of_its_streams),
		TEST(what_is_in_both_lists_is_a_camera),
		TEST(streams_that_are_not_listed_are_numbered_as_all_are),
		TEST(two_views_are_equal_until_something_changes),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
