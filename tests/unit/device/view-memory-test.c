/* SPDX-License-Identifier: Apache-2.0 */
/* view-memory-test.c - what a camera or a recorder watches outlives restarts, renames and
 * moves. */

#include "yard.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void recorder(struct yard *y)
{
	yard_begin(y, "Home", true);
	yard_has_channel(y, 1, "Yard");
	yard_has_channel(y, 2, "Gate");
	yard_lists(y, SENSOR_MOTION, 1, true);
	yard_lists(y, SENSOR_MOTION, 2, false);
	yard_lists(y, SENSOR_IO, 1, true);
	yard_lists(y, SENSOR_IO, 2, true);
	yard_moves_in(y);
	yard_tells(y, SENSOR_LINE_CROSSING, 2, true);
	yard_tells(y, SENSOR_MOTION, 7, true);
	yard_tells_word(y, "PeopleCounting", 1);
}

static json_t *devices(const struct yard *y)
{
	return json_deep_copy(y->house.devices);
}

static void a_recorder_that_is_off_has_its_devices(void)
{
	struct yard y;
	json_t *before;

	recorder(&y);
	before = devices(&y);
	house_stop(&y.house);
	house_start(&y.house);
	CHECK(json_equal(before, y.house.devices));
	CHECK(yard_sees(&y, "C1-channel-1", "motion") == -1);
	CHECK(json_integer_value(json_object_get(y.house.statuses, "C1")) ==
		-EHOSTUNREACH);
	unit_goes_offline(&y.house, -EHOSTUNREACH, "no route");
	yard_is_known(&y);
	unit_comes_online(&y.house);
	CHECK(json_equal(before, y.house.devices));
	yard_tells(&y, SENSOR_MOTION, 7, true);
	CHECK(yard_sees(&y, "C1-channel-7", "motion") == 1);
	json_decref(before);
	yard_end(&y);
}

static void ids_and_keys_survive_rename_move_and_order(void)
{
	struct unit_sensor last;
	struct yard y;
	const char *parent, *key;
	json_t *before, *list, *device, *value;
	size_t i;

	recorder(&y);
	before = devices(&y);
	house_stop(&y.house);
	y.house.config.unit.host = "elsewhere";
	snprintf(y.name, sizeof(y.name), "Villa");
	snprintf(y.channels[0].name, sizeof(y.channels[0].name), "Garden");
	last = y.sensors[3];
	y.sensors[3] = y.sensors[0];
	y.sensors[0] = last;
	yard_moves_in(&y);
	json_object_foreach(before, parent, list)
	{
		json_array_foreach(list, i, device)
		{
			const char *id =
				json_string_value(json_object_get(device, "id"));

			CHECK(host_has(&y.house, id));
			json_object_foreach(json_object_get(device, "capabilities"),
				key, value) CHECK(yard_capability(&y, id, key));
		}
	}
	CHECK(json_array_size(json_object_get(y.house.devices, "C1")) == 3);
	CHECK(!strcmp(yard_text(&y, "C1-channel-2", "line_crossing", "entity_id"),
		"binary_sensor.villa_line_crossing_2"));
	json_decref(before);
	yard_end(&y);
}

static void a_word_keeps_the_key_that_it_had_however_it_is_spelt_later(void)
{
	struct yard y;

	recorder(&y);
	yard_tells_word(&y, "weirdNewThing", 2);
	CHECK(yard_sees(&y, "C1-channel-2", "weird_new_thing") == 1);
	house_stop(&y.house);
	y.sensors[y.view.sensor_count] = (struct unit_sensor){
		.id = {.word = "WEIRDNEWTHING", .channel = 2}, .armed = true};
	y.view.sensor_count++;
	for (unsigned restart = 0; restart < 2; restart++) {
		yard_moves_in(&y);
		CHECK(yard_capability(&y, "C1-channel-2", "weird_new_thing"));
		CHECK(!yard_capability(&y, "C1-channel-2", "weirdnewthing"));
		if (!restart)
			house_stop(&y.house);
	}
	yard_tells_word(&y, "weirdnewthing", 2);
	CHECK(yard_sees(&y, "C1-channel-2", "weird_new_thing") == 1);
	yard_end(&y);
}

static void a_unit_that_lists_nothing_for_once_keeps_what_it_had(void)
{
	struct yard y;
	json_t *before;

	recorder(&y);
	before = devices(&y);
	y.view.channel_count = 0;
	y.view.sensor_count = 0;
	yard_is_known(&y);
	CHECK(json_equal(before, y.house.devices));
	house_stop(&y.house);
	yard_moves_in(&y);
	CHECK(json_equal(before, y.house.devices));
	json_decref(before);
	yard_end(&y);
}

static void what_is_listed_no_more_is_gone(void)
{
	struct yard y;

	recorder(&y);
	y.view.channel_count = 1;
	y.view.sensor_count = 1;
	yard_is_known(&y);
	CHECK(host_has(&y.house, "C1-channel-1"));
	CHECK(!yard_capability(&y, "C1", "i_o_1"));
	CHECK(host_has(&y.house, "C1-channel-2")); /* it was heard of */
	CHECK(!yard_capability(&y, "C1-channel-2", "motion"));
	yard_end(&y);
}

static void another_recorder_has_its_own(void)
{
	struct yard y;

	recorder(&y);
	y.view.channel_count = 1;
	y.view.sensor_count = 1;
	unit_is_known(&y.house, "C2", 0, false);
	CHECK(host_has(&y.house, "C2-channel-1") && !host_has(&y.house, "C1"));
	CHECK(!host_has(&y.house, "C2-channel-7"));
	CHECK(!yard_capability(&y, "C2-channel-1", "people_counting"));
	yard_end(&y);
}

static void a_door_station_in_its_place_is_one(void)
{
	struct yard y;

	recorder(&y);
	y.house.info.view = NULL;
	unit_is_known(&y.house, "S1", 1, true);
	CHECK(host_has(&y.house, "S1-lock-1") && !host_has(&y.house, "C1"));
	house_stop(&y.house);
	house_start(&y.house);
	CHECK(host_has(&y.house, "S1-lock-1"));
	CHECK(!strcmp(json_string_value(json_object_get(yard_device(&y, "S1"), "type")),
		"doorbell"));
	yard_end(&y);
}

static void a_large_memory_stays_small(void)
{
	struct yard y;
	char *text;

	yard_begin(&y, "Home", true);
	for (unsigned n = 1; n <= 64; n++) {
		yard_has_channel(&y, n, "A camera with a name");
		for (unsigned k = 1; k <= 20; k++)
			yard_lists(&y, (enum sensor_kind)k, n, true);
	}
	yard_moves_in(&y);
	text = json_dumps(json_object_get(y.house.store, "_view"), JSON_COMPACT);
	CHECK(text && strlen(text) < 8192);
	free(text);
	yard_end(&y);
}

static void a_damaged_memory_is_survived(void)
{
	static const char *const memories[] = {"7", "[]", "{}", "{\"serial\":\"C1\"}",
		"{\"serial\":\"C1\",\"channels\":7,\"sensors\":[]}",
		"{\"serial\":\"C1\",\"recorder\":true,\"channels\":[[0,7],[-1],{},[5000,\"x\"]],"
		"\"sensors\":{\"motion\":[1],\"\":[1,1],\"?\":[1,1],\"gone\":[1,1],"
		"\"line_crossing\":\"x\",\"i_o\":[-1,3,99999999999,3],\"?zz\":[{},3]}}"};
	struct yard y;

	for (size_t i = 0; i < sizeof(memories) / sizeof(*memories); i++) {
		yard_begin(&y, "Home", true);
		yard_has_channel(&y, 1, "Yard");
		yard_lists(&y, SENSOR_MOTION, 1, true);
		yard_moves_in(&y);
		house_stop(&y.house);
		json_object_set_new(y.house.store, "_view",
			json_loads(memories[i], JSON_DECODE_ANY, NULL));
		yard_moves_in(&y);
		yard_tells(&y, SENSOR_MOTION, 1, true);
		CHECK(yard_sees(&y, "C1-channel-1", "motion") == 1);
		yard_end(&y);
	}
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_recorder_that_is_off_has_its_devices),
		TEST(ids_and_keys_survive_rename_move_and_order),
		TEST(a_word_keeps_the_key_that_it_had_however_it_is_spelt_later),
		TEST(a_unit_that_lists_nothing_for_once_keeps_what_it_had),
		TEST(what_is_listed_no_more_is_gone),
		TEST(another_recorder_has_its_own),
		TEST(a_door_station_in_its_place_is_one),
		TEST(a_large_memory_stays_small),
		TEST(a_damaged_memory_is_survived),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
