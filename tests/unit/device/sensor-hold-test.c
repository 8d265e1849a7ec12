/* SPDX-License-Identifier: Apache-2.0 */
/* sensor-hold-test.c - a sensor that is held on, one that only goes on, and one that is
 * only about people. */

#include "yard.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECOND = 1000 };

/* A camera whose motion is customized, and off. */
static void camera_with(struct yard *y, const char *customize)
{
	yard_begin(y, "Front Porch", false);
	y->house.config.customize = json_loads(customize, 0, NULL);
	yard_has_channel(y, 1, "Camera 01");
	yard_lists(y, SENSOR_MOTION, 1, true);
	yard_moves_in(y);
	yard_waits(y, 6 * SECOND);
}

static void leave(struct yard *y)
{
	json_t *customize = (json_t *)y->house.config.customize;

	yard_end(y);
	json_decref(customize);
}

static int motion(const struct yard *y)
{
	return yard_sees(y, "C1", "motion");
}

static unsigned motions(const struct yard *y)
{
	return yard_events(y, "C1", "motion_event", NULL);
}

static void the_delay_holds_it_on_after_its_end(void)
{
	struct yard y;

	camera_with(&y, "{\"motion\":{\"delay\":30}}");
	yard_tells(&y, SENSOR_MOTION, 1, true);
	yard_tells(&y, SENSOR_MOTION, 1, false);
	yard_waits(&y, 30 * SECOND - 1);
	CHECK(motion(&y) == 1);
	yard_waits(&y, 1);
	CHECK(motion(&y) == 0);
	leave(&y);
}

static void without_an_inactive_the_delay_begins_after_the_off_delay(void)
{
	struct yard y;

	camera_with(&y, "{\"motion\":{\"delay\":30}}");
	yard_tells(&y, SENSOR_MOTION, 1, true);
	yard_waits(&y, 35 * SECOND - 1);
	CHECK(motion(&y) == 1);
	yard_waits(&y, 1);
	CHECK(motion(&y) == 0);
	leave(&y);
}

static void active_within_the_hold_is_a_second_event(void)
{
	struct yard y;

	camera_with(&y, "{\"motion\":{\"delay\":30}}");
	yard_tells(&y, SENSOR_MOTION, 1, true);
	yard_tells(&y, SENSOR_MOTION, 1, false);
	yard_waits(&y, 10 * SECOND);
	yard_tells(&y, SENSOR_MOTION, 1, true);
	CHECK(motion(&y) == 1 && motions(&y) == 2);
	yard_tells(&y, SENSOR_MOTION, 1, false);
	yard_waits(&y, 30 * SECOND - 1); /* anew */
	CHECK(motion(&y) == 1);
	yard_waits(&y, 1);
	CHECK(motion(&y) == 0 && motions(&y) == 2);
	leave(&y);
}

static void a_series_after_its_end_is_a_second_event(void)
{
	struct yard y;

	camera_with(&y, "{}");
	y.house.state_reports = 0;
	yard_tells(&y, SENSOR_MOTION, 1, true);
	yard_tells(&y, SENSOR_MOTION, 1, false);
	yard_tells(&y, SENSOR_MOTION, 1, true); /* in the same moment */
	CHECK(motion(&y) == 1 && motions(&y) == 2);
	yard_waits(&y, 0);
	CHECK(motion(&y) == 1);
	CHECK(y.house.state_reports == 2); /* what was to be told is not told late */
	leave(&y);
}

static void another_inactive_does_not_lengthen_the_hold(void)
{
	struct yard y;

	camera_with(&y, "{\"motion\":{\"delay\":30}}");
	yard_tells(&y, SENSOR_MOTION, 1, true);
	yard_tells(&y, SENSOR_MOTION, 1, false);
	yard_waits(&y, 20 * SECOND);
	yard_tells(&y, SENSOR_MOTION, 1, false);
	yard_waits(&y, 10 * SECOND);
	CHECK(motion(&y) == 0);
	leave(&y);
}

static void a_held_sensor_knows_nothing_when_deaf(void)
{
	struct yard y;

	camera_with(&y, "{\"motion\":{\"delay\":30}}");
	yard_tells(&y, SENSOR_MOTION, 1, true);
	yard_tells(&y, SENSOR_MOTION, 1, false);
	unit_goes_offline(&y.house, -EHOSTUNREACH, "gone");
	CHECK(motion(&y) == -1 && !y.house.timers.first);
	unit_comes_online(&y.house);
	yard_waits(&y, 5 * SECOND);
	CHECK(motion(&y) == 0);
	leave(&y);
}

/* ---- what only goes on ---- */

static void a_sensor_that_is_only_told_to_go_on_is_on(void)
{
	struct yard y;

	camera_with(&y, "{}");
	for (unsigned i = 0; i < 5; i++) {
		yard_goes_on(&y, SENSOR_MOTION, 1);
		yard_waits(&y, 4 * SECOND);
	}
	CHECK(motion(&y) == 1 && motions(&y) == 1);
	yard_waits(&y, SECOND);
	CHECK(motion(&y) == 0);
	leave(&y);
}

static void going_on_is_no_second_event(void)
{
	struct yard y;

	camera_with(&y, "{\"motion\":{\"delay\":30}}");
	yard_tells(&y, SENSOR_MOTION, 1, true);
	yard_goes_on(&y, SENSOR_MOTION, 1);
	yard_waits(&y, 6 * SECOND); /* it is held now */
	yard_goes_on(&y, SENSOR_MOTION, 1);
	CHECK(motion(&y) == 1 && motions(&y) == 1);
	yard_waits(&y, 35 * SECOND - 1);
	CHECK(motion(&y) == 1);
	yard_waits(&y, 1);
	CHECK(motion(&y) == 0);
	leave(&y);
}

static void what_went_on_at_a_reconnect_is_no_event(void)
{
	struct yard y;

	camera_with(&y, "{}");
	unit_goes_offline(&y.house, -EHOSTUNREACH, "gone");
	unit_comes_online(&y.house);
	yard_goes_on(&y, SENSOR_MOTION, 1);
	CHECK(motion(&y) == 1 && motions(&y) == 0);
	leave(&y);
}

/* ---- targets ---- */

static void only_a_wanted_target_turns_it_on(void)
{
	struct yard y;

	camera_with(&y, "{\"motion\":{\"targets\":[\"human\",\"pet\"]}}");
	yard_tells_target(&y, SENSOR_MOTION, 1, true, "vehicle");
	yard_tells(&y, SENSOR_MOTION, 1, true); /* it might be a cat */
	yard_goes_on(&y, SENSOR_MOTION, 1);
	CHECK(motion(&y) == 0 && motions(&y) == 0);
	yard_tells_target(&y, SENSOR_MOTION, 1, true, "pet");
	CHECK(motion(&y) == 1);
	CHECK(yard_events(&y, "C1", "motion_event", "pet") == 1);
	leave(&y);
}

static void what_a_wanted_target_began_goes_on_without_naming_it(void)
{
	struct yard y;

	camera_with(&y, "{\"motion\":{\"targets\":[\"human\"]}}");
	yard_tells_target(&y, SENSOR_MOTION, 1, true, "human");
	yard_waits(&y, 4 * SECOND);
	yard_tells(&y, SENSOR_MOTION, 1, true);
	yard_waits(&y, 4 * SECOND);
	CHECK(motion(&y) == 1);
	yard_tells_target(&y, SENSOR_MOTION, 1, true, "vehicle"); /* nor does that */
	yard_tells_target(&y, SENSOR_MOTION, 1, false, "vehicle");
	CHECK(motion(&y) == 1);
	yard_waits(&y, SECOND);
	CHECK(motion(&y) == 0);
	yard_tells_target(&y, SENSOR_MOTION, 1, true, "human");
	yard_tells(&y, SENSOR_MOTION, 1, false);
	yard_waits(&y, 0);
	CHECK(motion(&y) == 0);
	leave(&y);
}

static void targets_and_regions_of_a_series_are_told_together(void)
{
	static const char *const targets[] = {"human", "vehicle", "human"};
	struct sensor_news news = {
		.id = {.kind = SENSOR_MOTION, .channel = 1}, .active = true};
	const json_t *state;
	struct yard y;
	char *text;

	camera_with(&y, "{}");
	y.house.state_reports = 0;
	for (unsigned i = 0; i < 3; i++) {
		snprintf(news.targets[0], sizeof(news.targets[0]), "%s", targets[i]);
		news.regions[0][0] = (char)('1' + i % 2);
		yard_tells_news(&y, &news);
	}
	CHECK(y.house.state_reports == 2); /* the third told nothing new */
	state = json_object_get(json_object_get(y.house.states, "C1"), "motion");
	CHECK(json_integer_value(json_object_get(state, "last_trip")) > 1600000000000);
	text = json_dumps(json_object_get(state, "targets"), JSON_COMPACT);
	CHECK(text && !strcmp(text, "[\"human\",\"vehicle\"]"));
	free(text);
	text = json_dumps(json_object_get(state, "regions"), JSON_COMPACT);
	CHECK(text && !strcmp(text, "[\"1\",\"2\"]"));
	free(text);
	CHECK(motions(&y) == 1 && yard_events(&y, "C1", "motion_event", "human") == 1);
	yard_waits(&y, 6 * SECOND);
	yard_tells(&y, SENSOR_MOTION, 1, true); /* of nothing in particular */
	state = json_object_get(json_object_get(y.house.states, "C1"), "motion");
	CHECK(json_is_array(json_object_get(state, "targets")) &&
		!json_array_size(json_object_get(state, "targets")));
	CHECK(yard_events(&y, "C1", "motion_event", "triggered") == 1);
	leave(&y);
}

static void other_rules_hold_for_what_goes_on(void)
{
	struct yard y;
	json_t *before;

	camera_with(&y, "{\"motion\":{\"delay\":3000}}");
	yard_tells(&y, SENSOR_MOTION, 1, true);
	yard_tells(&y, SENSOR_MOTION, 1, false);
	yard_waits(&y, 2 * SECOND);
	before = (json_t *)y.house.config.customize;
	y.house.config.customize = json_loads("{\"motion\":{\"delay\":10}}", 0, NULL);
	CHECK(!station_configure(y.house.station, &y.house.config));
	json_decref(before);
	yard_waits(&y, 8 * SECOND - 1);
	CHECK(motion(&y) == 1);
	yard_waits(&y, 1);
	CHECK(motion(&y) == 0);
	leave(&y);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_delay_holds_it_on_after_its_end),
		TEST(without_an_inactive_the_delay_begins_after_the_off_delay),
		TEST(active_within_the_hold_is_a_second_event),
		TEST(a_series_after_its_end_is_a_second_event),
		TEST(another_inactive_does_not_lengthen_the_hold),
		TEST(a_held_sensor_knows_nothing_when_deaf),
		TEST(a_sensor_that_is_only_told_to_go_on_is_on),
		TEST(going_on_is_no_second_event),
		TEST(what_went_on_at_a_reconnect_is_no_event),
		TEST(only_a_wanted_target_turns_it_on),
		TEST(what_a_wanted_target_began_goes_on_without_naming_it),
		TEST(targets_and_regions_of_a_series_are_told_together),
		TEST(other_rules_hold_for_what_goes_on),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
