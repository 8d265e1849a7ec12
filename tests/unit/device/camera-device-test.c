/* SPDX-License-Identifier: Apache-2.0 */
/* camera-device-test.c - a camera as a device: what it has, and what it can be asked. */

#include "yard.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static void camera(struct yard *y)
{
	yard_begin(y, "Front Porch", false);
	yard_has_channel(y, 1, "Camera 01");
	yard_lists(y, SENSOR_MOTION, 1, true);
	yard_lists(y, SENSOR_LINE_CROSSING, 1, false);
	y->house.info.has_camera = true;
}

static const json_t *member(const json_t *object, const char *name)
{
	return json_object_get(object, name);
}

static void a_camera_is_one_device_with_all_its_sensors(void)
{
	struct yard y;

	camera(&y);
	yard_lists(&y, SENSOR_DISK_FULL, 0, true);
	yard_moves_in(&y);
	CHECK(!strcmp(
		json_string_value(member(yard_device(&y, "C1"), "type")), "camera"));
	CHECK(!json_array_size(json_object_get(y.house.devices, "C1")));
	CHECK(yard_capability(&y, "C1", "motion") &&
		yard_capability(&y, "C1", "disk_full"));
	CHECK(yard_capability(&y, "C1", "camera") &&
		yard_capability(&y, "C1", "reboot"));
	CHECK(!yard_capability(&y, "C1", "ring") && !host_has(&y.house, "C1-tamper"));
	yard_end(&y);
}

static void only_what_moves_has_an_event(void)
{
	const json_t *types;
	struct yard y;

	camera(&y);
	yard_lists(&y, SENSOR_DISK_FULL, 0, true);
	yard_moves_in(&y);
	types = member(yard_capability(&y, "C1", "motion_event"), "event_types");
	CHECK(json_array_size(types) == 4);
	CHECK(!strcmp(json_string_value(json_array_get(types, 0)), "triggered"));
	CHECK(yard_capability(&y, "C1", "line_crossing_event"));
	CHECK(!yard_capability(&y, "C1", "disk_full_event"));
	yard_end(&y);
}

static void an_event_has_only_the_details_that_there_are(void)
{
	struct sensor_news news = {
		.id = {.kind = SENSOR_MOTION, .channel = 1}, .active = true};
	const json_t *data;
	struct yard y;

	camera(&y);
	yard_moves_in(&y);
	yard_tells_news(&y, &news);
	data = member(json_array_get(y.house.events, 0), "data");
	CHECK(json_is_object(data) && member(data, "source"));
	CHECK(!member(data, "targets") && !member(data, "regions") &&
		!member(data, "device_time"));
	yard_waits(&y, 6000);
	snprintf(news.targets[0], sizeof(news.targets[0]), "human");
	snprintf(news.regions[0], sizeof(news.regions[0]), "3");
	snprintf(news.regions[1], sizeof(news.regions[1]), "1");
	snprintf(news.device_time, sizeof(news.device_time), "2026-01-01T00:00:00Z");
	yard_tells_news(&y, &news);
	data = member(json_array_get(y.house.events, 1), "data");
	CHECK(json_array_size(member(data, "targets")) == 1);
	CHECK(json_array_size(member(data, "regions")) == 2);
	CHECK(member(data, "device_time"));
	yard_end(&y);
}

static void what_is_not_armed_is_not_enabled(void)
{
	struct yard y;

	camera(&y);
	yard_moves_in(&y);
	CHECK(!member(yard_capability(&y, "C1", "motion"), "enabled"));
	CHECK(json_is_false(
		member(yard_capability(&y, "C1", "line_crossing"), "enabled")));
	CHECK(json_is_false(
		member(yard_capability(&y, "C1", "line_crossing_event"), "enabled")));
	yard_tells(&y, SENSOR_LINE_CROSSING, 1, false); /* that proves nothing */
	CHECK(json_is_false(
		member(yard_capability(&y, "C1", "line_crossing"), "enabled")));
	yard_tells(&y, SENSOR_LINE_CROSSING, 1, true); /* it is told of after all */
	CHECK(!member(yard_capability(&y, "C1", "line_crossing"), "enabled"));
	CHECK(yard_sees(&y, "C1", "line_crossing") == 1);
	yard_is_known(&y);
	CHECK(!member(yard_capability(&y, "C1", "line_crossing"), "enabled"));
	CHECK(yard_sees(&y, "C1", "line_crossing") == 1);
	yard_end(&y);
}

static void channels_that_a_camera_does_not_list_are_its_first(void)
{
	struct yard y;

	camera(&y);
	yard_moves_in(&y);
	yard_tells(&y, SENSOR_MOTION, 0, true);
	CHECK(yard_sees(&y, "C1", "motion") == 1);
	yard_tells(&y, SENSOR_MOTION, 101, false);
	yard_waits(&y, 0);
	CHECK(yard_sees(&y, "C1", "motion") == 0);
	CHECK(!yard_capability(&y, "C1", "motion_101"));
	yard_end(&y);
}

static void a_second_lens_has_its_own_sensors(void)
{
	struct yard y;

	camera(&y);
	yard_has_channel(&y, 2, "Thermal");
	yard_lists(&y, SENSOR_MOTION, 2, true);
	yard_moves_in(&y);
	CHECK(!strcmp(
		json_string_value(member(yard_device(&y, "C1"), "type")), "camera"));
	yard_tells(&y, SENSOR_MOTION, 2, true);
	CHECK(yard_sees(&y, "C1", "motion") == -1);
	CHECK(yard_sees(&y, "C1", "motion_2") == 1);
	unit_tells(&y.house, EVENT_DETECTION_OFF, 2); /* the switch is the first's */
	CHECK(yard_sees(&y, "C1", "motion_detection") == -1);
	CHECK(!strcmp(yard_text(&y, "C1", "motion_2", "entity_id"),
		"binary_sensor.front_porch_motion_2"));
	yard_end(&y);
}

static void the_lens_with_the_lowest_number_is_the_first(void)
{
	struct yard y;

	yard_begin(&y, "Front Porch", false);
	yard_has_channel(&y, 2, "Thermal");
	yard_has_channel(&y, 1, "Optical");
	yard_lists(&y, SENSOR_MOTION, 1, true);
	yard_lists(&y, SENSOR_MOTION, 2, true);
	yard_moves_in(&y);
	CHECK(yard_capability(&y, "C1", "motion"));
	CHECK(yard_capability(&y, "C1", "motion_2"));
	yard_end(&y);
}

static void inputs_are_told_apart_by_port(void)
{
	struct sensor_news news = {
		.id = {.kind = SENSOR_IO, .channel = 1, .port = 2}, .active = true};
	const json_t *state;
	struct yard y;

	camera(&y);
	yard_lists(&y, SENSOR_IO, 1, true);
	yard_lists(&y, SENSOR_IO, 2, true);
	yard_moves_in(&y);
	yard_tells_news(&y, &news); /* it names a channel as well */
	CHECK(yard_sees(&y, "C1", "i_o_2") == 1 && yard_sees(&y, "C1", "i_o_1") == -1);
	state = member(member(y.house.states, "C1"), "i_o_2");
	CHECK(json_integer_value(member(state, "port")) == 2);
	yard_end(&y);
}

static void the_first_inputs_name_stays(void)
{
	struct yard y;

	camera(&y);
	yard_lists(&y, SENSOR_IO, 1, true);
	yard_moves_in(&y);
	CHECK(yard_capability(&y, "C1", "i_o"));
	yard_tells(&y, SENSOR_IO, 2, true); /* one more than it lists */
	CHECK(yard_capability(&y, "C1", "i_o") && yard_capability(&y, "C1", "i_o_2"));
	CHECK(!yard_capability(&y, "C1", "i_o_1"));
	house_stop(&y.house);
	yard_lists(&y, SENSOR_IO, 2, true);
	yard_moves_in(&y);
	CHECK(yard_capability(&y, "C1", "i_o") && !yard_capability(&y, "C1", "i_o_1"));
	yard_end(&y);
}

static void motion_detection_can_be_switched(void)
{
	struct yard y;

	camera(&y);
	yard_moves_in(&y);
	CHECK(!strcmp(yard_text(&y, "C1", "motion_detection", "category"), "config"));
	CHECK(y.house.detections_asked && y.house.detection_asked == 1);
	CHECK(yard_sees(&y, "C1", "motion_detection") == -1);
	unit_tells(&y.house, EVENT_DETECTION_ON, 1);
	CHECK(yard_sees(&y, "C1", "motion_detection") == 1);
	host_asks(&y.house, 1, "C1", "motion_detection", "turn_off");
	CHECK(order_door(&y.house) == 1 && !order_switches_on(&y.house));
	order_ends(&y.house, 0, "");
	CHECK(host_answer(&y.house, 1) == 0);
	CHECK(yard_sees(&y, "C1", "motion_detection") == 0);
	unit_goes_offline(&y.house, -ETIMEDOUT, "gone");
	CHECK(yard_sees(&y, "C1", "motion_detection") == -1);
	host_asks(&y.house, 2, "C1", "motion_detection", "turn_on");
	CHECK(host_answer(&y.house, 2) == -ENOTCONN);
	yard_end(&y);
}

static void motion_detection_that_cannot_be_switched_is_no_switch(void)
{
	struct yard y;

	camera(&y);
	y.channels[0].has_detection = false;
	yard_moves_in(&y);
	CHECK(!yard_capability(&y, "C1", "motion_detection"));
	CHECK(!y.house.detections_asked);
	host_asks(&y.house, 1, "C1", "motion_detection", "turn_on");
	CHECK(host_answer(&y.house, 1) == -ENOENT);
	yard_end(&y);
}

static void a_switched_detection_is_given_up_with_the_connection(void)
{
	struct yard y;

	camera(&y);
	yard_moves_in(&y);
	host_asks(&y.house, 1, "C1", "motion_detection", "turn_on");
	y.house.config.unit.password = "other";
	CHECK(!station_configure(y.house.station, &y.house.config));
	CHECK(host_answer(&y.house, 1) == -ECANCELED && !orders_open(&y.house));
	yard_end(&y);
}

static void a_camera_gives_pictures_and_starts_anew(void)
{
	struct yard y;

	camera(&y);
	yard_moves_in(&y);
	host_asks(&y.house, 1, "C1", "camera", "snapshot");
	CHECK(picture_wished(&y.house)->channel == 0);
	picture_comes(&y.house, "jpeg");
	CHECK(host_answer(&y.house, 1) == 0 && y.house.blob_len == 4);
	host_asks(&y.house, 2, "C1", "camera", "stream");
	CHECK(!strcmp(
		json_string_value(member(y.house.result, "url")), "rtsp://front/main"));
	CHECK(!member(member(member(y.house.states, "C1"), "camera"), "ring_picture"));
	host_asks(&y.house, 3, "C1", "reboot", "press");
	CHECK(order_is_reboot(&y.house));
	order_ends(&y.house, 0, "");
	yard_end(&y);
}

static void a_cameras_outputs_are_switches(void)
{
	struct yard y;

	camera(&y);
	y.house.info.outputs = 1;
	yard_moves_in(&y);
	CHECK(!host_has(&y.house, "C1-output-1"));
	y.house.config.expose_outputs = true;
	CHECK(!station_configure(y.house.station, &y.house.config));
	CHECK(host_has(&y.house, "C1-output-1"));
	unit_tells(&y.house, EVENT_OUTPUT_ON, 1);
	CHECK(host_sees_flag(&y.house, "C1-output-1", "output", 1));
	yard_end(&y);
}

static void a_door_station_is_told_no_sensors(void)
{
	struct sensor_news news = {.id = {.kind = SENSOR_MOTION}, .active = true};
	struct house h;

	house_move_in(&h, 1);
	unit_tells_all(&h, &(struct event){.kind = EVENT_SENSOR, .news = &news});
	unit_tells(&h, EVENT_DETECTION_ON, 1);
	CHECK(!json_array_size(h.events));
	house_end(&h);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_camera_is_one_device_with_all_its_sensors),
		TEST(only_what_moves_has_an_event),
		TEST(an_event_has_only_the_details_that_there_are),
		TEST(what_is_not_armed_is_not_enabled),
		TEST(channels_that_a_camera_does_not_list_are_its_first),
		TEST(a_second_lens_has_its_own_sensors),
		TEST(the_lens_with_the_lowest_number_is_the_first),
		TEST(inputs_are_told_apart_by_port),
		TEST(the_first_inputs_name_stays),
		TEST(motion_detection_can_be_switched),
		TEST(motion_detection_that_cannot_be_switched_is_no_switch),
		TEST(a_switched_detection_is_given_up_with_the_connection),
		TEST(a_camera_gives_pictures_and_starts_anew),
		TEST(a_cameras_outputs_are_switches),
		TEST(a_door_station_is_told_no_sensors),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
