/* SPDX-License-Identifier: Apache-2.0 */
/* sensor-names-test.c - what the sensors of a camera and of a recorder are called. */

#include "sensor-names.h"

#include "yard.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static bool word_is(const char *word, const char *wanted)
{
	char once[SENSOR_WORD_MAX + 1], twice[SENSOR_WORD_MAX + 1];

	sensor_word(word, once);
	sensor_word(once, twice);
	return !strcmp(once, wanted) && !strcmp(twice, wanted);
}

static void a_makers_word_becomes_a_key(void)
{
	CHECK(word_is("PeopleCounting", "people_counting"));
	CHECK(word_is("rapidMove", "rapid_move"));
	CHECK(word_is("weirdNewThing", "weird_new_thing"));
	CHECK(word_is("ANPR", "anpr"));
	CHECK(word_is("HTTPFail", "http_fail"));
	CHECK(word_is("group", "group"));
	CHECK(word_is("zone 2", "zone2")); /* "_2" would be a channel */
	CHECK(word_is("ChannelPassingEvent", "channel_passing"));
	CHECK(word_is("", "unnamed"));
	CHECK(word_is("\xe4\xba\xba", "unnamed"));
	CHECK(word_is("-_-", "unnamed"));
}

static void a_makers_word_is_the_same_however_it_is_spelt(void)
{
	static const char *const spellings[] = {"weirdNewThing", "WeirdNewThing",
		"weirdnewthing", "WEIRDNEWTHING", "weird_new_thing"};

	for (size_t i = 0; i < sizeof(spellings) / sizeof(*spellings); i++)
		CHECK(!sensor_word_compare(spellings[0], spellings[i]));
	CHECK(sensor_word_compare("weirdNewThing", "weirdNewThing2") < 0);
	CHECK(sensor_word_compare("b", "A") > 0);
}

static void a_makers_word_takes_no_other_key(void)
{
	char key[KEY_MAX + 1], word[SENSOR_WORD_MAX + 1];
	struct sensor_id id = {.channel = 4096};

	CHECK(word_is("motion", "other_motion"));
	CHECK(word_is("lineCrossing", "other_line_crossing"));
	CHECK(word_is("camera", "other_camera"));
	CHECK(word_is("motionDetection", "other_motion_detection"));
	CHECK(word_is("motionEvent", "other_motion"));
	memset(id.word, 'x', SENSOR_WORD_MAX);
	sensor_word(id.word, word);
	snprintf(id.word, sizeof(id.word), "%s", word);
	sensor_key(&id, id.channel, key);
	CHECK(strlen(key) + strlen("_event") <= 64); /* as long as a key may be */
}

static void a_cameras_sensors_are_called_after_it(void)
{
	struct yard y;

	yard_begin(&y, "Front Porch", false);
	yard_has_channel(&y, 1, "Camera 01");
	yard_lists(&y, SENSOR_MOTION, 1, true);
	yard_lists(&y, SENSOR_LINE_CROSSING, 0, true);
	yard_lists(&y, SENSOR_IO, 1, true);
	yard_lists(&y, SENSOR_DISK_FULL, 0, true);
	yard_moves_in(&y);
	CHECK(!strcmp(yard_text(&y, "C1", "motion", "entity_id"),
		"binary_sensor.front_porch_motion"));
	CHECK(!strcmp(yard_text(&y, "C1", "line_crossing", "entity_id"),
		"binary_sensor.front_porch_line_crossing"));
	CHECK(!strcmp(yard_text(&y, "C1", "i_o", "entity_id"),
		"binary_sensor.front_porch_i_o"));
	CHECK(!strcmp(yard_text(&y, "C1", "disk_full", "entity_id"),
		"binary_sensor.front_porch_disk_full"));
	CHECK(!strcmp(yard_text(&y, "C1", "line_crossing", "name"), "Line Crossing"));
	CHECK(!strcmp(yard_text(&y, "C1", "disk_full", "category"), "diagnostic"));
	yard_end(&y);
}

static void a_recorders_sensors_carry_the_number_of_their_channel(void)
{
	struct yard y;

	yard_begin(&y, "Home", true);
	yard_has_channel(&y, 1, "Yard");
	yard_has_channel(&y, 2, "Yard"); /* the same name */
	for (unsigned n = 1; n <= 2; n++) {
		yard_lists(&y, SENSOR_MOTION, n, true);
		yard_lists(&y, SENSOR_LINE_CROSSING, n, true);
		yard_lists(&y, SENSOR_IO, n, true);
	}
	yard_lists(&y, SENSOR_DISK_ERROR, 0, true);
	yard_moves_in(&y);
	CHECK(!strcmp(yard_text(&y, "C1-channel-1", "motion", "entity_id"),
		"binary_sensor.home_motion_1"));
	CHECK(!strcmp(yard_text(&y, "C1-channel-2", "motion", "entity_id"),
		"binary_sensor.home_motion_2"));
	CHECK(!strcmp(yard_text(&y, "C1-channel-2", "line_crossing", "entity_id"),
		"binary_sensor.home_line_crossing_2"));
	CHECK(!strcmp(
		yard_text(&y, "C1", "i_o_2", "entity_id"), "binary_sensor.home_i_o_2"));
	CHECK(!strcmp(yard_text(&y, "C1", "i_o_2", "name"), "I/O 2"));
	CHECK(!strcmp(yard_text(&y, "C1", "disk_error", "entity_id"),
		"binary_sensor.home_disk_error"));
	yard_end(&y);
}

static void the_name_of_the_settings_comes_first(void)
{
	struct yard y;

	yard_begin(&y, "IPCAMERA", false);
	y.house.config.name = "Küche";
	yard_lists(&y, SENSOR_MOTION, 0, true);
	yard_moves_in(&y);
	CHECK(!strcmp(yard_text(&y, "C1", "motion", "entity_id"),
		"binary_sensor.kuche_motion"));
	CHECK(!strcmp(json_string_value(json_object_get(yard_device(&y, "C1"), "name")),
		"Küche"));
	y.house.config.name = "Oven";
	CHECK(!station_configure(y.house.station, &y.house.config));
	CHECK(!strcmp(yard_text(&y, "C1", "motion", "entity_id"),
		"binary_sensor.oven_motion"));
	CHECK(yard_sees(&y, "C1", "motion") == -1); /* the same sensor */
	y.house.config.name = "Hall";
	y.house.config.unit.password = "other"; /* it reconnects */
	CHECK(!station_configure(y.house.station, &y.house.config));
	CHECK(!strcmp(yard_text(&y, "C1", "motion", "entity_id"),
		"binary_sensor.hall_motion"));
	yard_end(&y);
}

static void a_name_that_cannot_be_written_is_the_serial_number(void)
{
	struct yard y;

	yard_begin(&y, "摄像头", false);
	yard_lists(&y, SENSOR_MOTION, 0, true);
	yard_moves_in(&y);
	CHECK(!strcmp(yard_text(&y, "C1", "motion", "entity_id"),
		"binary_sensor.camera_c1_motion"));
	yard_end(&y);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_makers_word_becomes_a_key),
		TEST(a_makers_word_is_the_same_however_it_is_spelt),
		TEST(a_makers_word_takes_no_other_key),
		TEST(a_cameras_sensors_are_called_after_it),
		TEST(a_recorders_sensors_carry_the_number_of_their_channel),
		TEST(the_name_of_the_settings_comes_first),
		TEST(a_name_that_cannot_be_written_is_the_serial_number),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
