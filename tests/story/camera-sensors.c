/* SPDX-License-Identifier: Apache-2.0 */
/* camera-sensors.c - alerts repeat, overlap, flood and end: a sensor shows one edge for
 * each series, and nothing is lost. */

#include "camera-house.h"

#include <stdio.h>
#include <string.h>

#define MOTION_EVENT "{\"report\":\"event\",\"capability\":\"motion_event\"}"

static double seconds(const json_t *report)
{
	return json_number_value(json_object_get(report, "t"));
}

/* Of the last report behind us. */
static double now_of(const struct story *s)
{
	return seconds(json_array_get(s->reports, s->seen - 1));
}

static bool between(double value, double low, double high)
{
	if (value >= low && value <= high)
		return true;
	printf("# %.3f s\n", value);
	return false;
}

static struct story at_home(const char *settings)
{
	struct story s = camera_at_home(NULL, settings);

	camera_quiet(&s, 0, "motion");
	return s;
}

/* ---- on and off ---- */

static void the_device_says_that_it_is_over_and_it_is(void)
{
	struct story s = at_home("{\"off_delay\":2}");
	double on;

	sim_do(&s, "alert VMD 1 active");
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "true"));
	on = now_of(&s);
	sim_do(&s, "alert VMD 1 inactive");
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "false"));
	CHECK(between(now_of(&s) - on, 0, 0.5));
	story_end(&s);
}

static void without_such_a_word_it_ends_by_itself_and_needs_no_other_message(void)
{
	static const char *const silent[] = {"--set", "heartbeat-ms=0", NULL};
	struct story s = camera_at_home(silent, "{\"off_delay\":1}");
	double last;

	camera_quiet(&s, 0, "motion");
	sim_do(&s, "alert VMD 1 active");
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "true"));
	last = now_of(&s);
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "false"));
	CHECK(between(now_of(&s) - last, 0.95, 1.5));
	story_end(&s);
}

static void an_alert_is_told_at_once_also_where_the_end_of_the_part_is_unknown(void)
{
	static const char *const framings[] = {"close", "http10", "chunked"};

	for (size_t i = 0; i < sizeof(framings) / sizeof(*framings); i++) {
		char set[40];
		const char *options[] = {
			"--set", set, "--set", "stream-length=none", NULL};
		unsigned long long before;
		struct story s;

		snprintf(set, sizeof(set), "stream-framing=%s", framings[i]);
		s = camera_at_home(options, "{\"off_delay\":1}");
		before = now_ms();
		sim_do(&s, "alert VMD 1 active");
		CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "true"));
		CHECK(now_ms() - before < 500);
		story_end(&s);
	}
}

static void a_thousand_alerts_of_one_motion_are_one_edge(void)
{
	struct story s = at_home("{\"off_delay\":1}");
	struct edges e;

	sim_do(&s, "series VMD 1 1000 2"); /* 10/s stands in the suite `long` */
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "true"));
	CHECK(hear_sensor(&s, RECOVERY_MS, 0, "motion", "false"));
	listen_for(&s, 200);
	e = camera_edges(&s, 0, "motion");
	CHECK(e.on == 1 && !strcmp(e.now, "false"));
	CHECK(heard(&s, MOTION_EVENT) == 1);
	CHECK(ledger(&s, "alerts/VMD 1 active") == 1000);
	story_end(&s);
}

static void a_flood_of_edges_loses_none(void)
{
	struct story s = at_home("{\"off_delay\":1}");
	struct edges e;

	sim_do(&s, "burst 20000 10000 VMD 1 edges");
	CHECK(hear_count(&s, 30 * 1000, 10000, MOTION_EVENT) == 10000);
	listen_for(&s, 200);
	e = camera_edges(&s, 0, "motion");
	CHECK(!strcmp(e.now, "false") && e.on >= 1);
	CHECK(heard(&s, ONLINE) == 1 && heard(&s, UNREACHABLE) == 0);
	CHECK(ledger(&s, "streams_total") == 1);
	story_end(&s);
}

/* ---- what the user wants of single sensors ---- */

static void a_delay_holds_it_on_and_a_second_motion_within_it_is_told(void)
{
	struct story s =
		at_home("{\"off_delay\":1,\"customize\":{\"motion\":{\"delay\":2}}}");
	double over;

	for (int i = 0; i < 2; i++) {
		sim_do(&s, "alert VMD 1 active");
		CHECK(hear(&s, SOON_MS, MOTION_EVENT));
		sim_do(&s, "alert VMD 1 inactive");
		listen_for(&s, 300);
	}
	over = seconds(json_array_get(s.reports, json_array_size(s.reports) - 1));
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "false"));
	CHECK(between(now_of(&s) - over, 1.5, 3));
	CHECK(camera_edges(&s, 0, "motion").on == 1);
	CHECK(heard(&s, MOTION_EVENT) == 2);
	story_end(&s);
}

static void the_first_example_of_the_users(void)
{
	struct story s =
		at_home("{\"off_delay\":1,\"customize\":{\"motion\":{\"delay\":"
			"1},\"line_crossing\":{\"ignored\":true}}}");

	CHECK(camera_capability(&s, 0, "motion"));
	CHECK(!camera_capability(&s, 0, "line_crossing"));
	CHECK(!camera_capability(&s, 0, "line_crossing_event"));
	sim_do(&s, "alert linedetection 1 active");
	sim_do(&s, "alert fielddetection 1 active");
	hear_sensor(&s, SOON_MS, 0, "field_detection", "true");
	CHECK(!camera_capability(&s, 0, "line_crossing"));
	CHECK(camera_edges(&s, 0, "line_crossing").on == 0);
	story_end(&s);
}

static void the_second_example_of_the_users(void)
{
	static const char *const options[] = {
		"--profile", "nvr16", "--set", "heartbeat-form=count-zero", NULL};
	struct story s = camera_at_home(options,
		"{\"off_delay\":1,\"customize\":{\"motion_1\":{\"delay\":1},"
		"\"field_detection_2\":{\"ignored\":true}}}");
	double begin;

	CHECK(!camera_capability(&s, 2, "field_detection"));
	CHECK(camera_capability(&s, 1, "field_detection"));
	sim_do(&s, "alert VMD 1 active");
	sim_do(&s, "alert VMD 2 active");
	hear_sensor(&s, SOON_MS, 2, "motion", "true");
	begin = now_of(&s);
	hear_sensor(&s, SOON_MS, 2, "motion", "false");
	CHECK(between(now_of(&s) - begin, 0.9, 1.6));
	hear_sensor(&s, 2 * SOON_MS, 1, "motion", "false");
	CHECK(between(now_of(&s) - begin, 1.8, 3.5));
	story_end(&s);
}

static void a_sensor_for_people_is_not_turned_on_by_a_car(void)
{
	struct story s = at_home("{\"off_delay\":1,\"customize\":{\"motion\":"
				 "{\"targets\":[\"human\"]}}}");

	sim_do(&s, "alert VMD 1 active targets=vehicle");
	sim_do(&s, "alert VMD 1 active");
	sim_do(&s, "alert fielddetection 1 active targets=vehicle regions=2");
	hear(&s, SOON_MS,
		"{\"report\":\"state\",\"state\":{\"field_detection\":{\"on\":true,"
		"\"targets\":[\"vehicle\"],\"regions\":[\"2\"]}}}");
	CHECK(camera_edges(&s, 0, "motion").on == 0);
	sim_do(&s, "alert VMD 1 active targets=human,vehicle");
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "true"));
	CHECK(hear(&s, SOON_MS,
		"{\"report\":\"event\",\"capability\":\"motion_event\",\"type\":\"human\"}"));
	CHECK(heard(&s, MOTION_EVENT) == 1);
	story_end(&s);
}

/* ---- what else alerts say ---- */

static void a_sensor_tells_when_it_was_last_on(void)
{
	struct story s = at_home("{\"off_delay\":1}");
	const json_t *on, *off;

	sim_do(&s, "alert VMD 1 active");
	on = hear(&s, SOON_MS,
		"{\"report\":\"state\",\"state\":{\"motion\":{\"on\":true}}}");
	off = hear(&s, SOON_MS,
		"{\"report\":\"state\",\"state\":{\"motion\":{\"on\":false}}}");
	on = json_object_get(json_object_get(on, "state"), "motion");
	off = json_object_get(json_object_get(off, "state"), "motion");
	CHECK(json_integer_value(json_object_get(on, "last_trip")) > 1500000000000);
	CHECK(json_equal(
		json_object_get(on, "last_trip"), json_object_get(off, "last_trip")));
	story_end(&s);
}

static void what_goes_on_is_of_the_sensor_that_is_named_and_no_second_motion(void)
{
	struct story s =
		at_home("{\"off_delay\":1,\"customize\":{\"motion\":{\"delay\":1}}}");

	sim_do(&s, "alert VMD 1 active");
	hear_sensor(&s, SOON_MS, 0, "motion", "true");
	for (int i = 0; i < 6; i++) {
		sim_do(&s, "alert duration 1 active relation=VMD");
		listen_for(&s, 200);
	}
	sim_do(&s, "alert VMD 1 inactive");
	sim_do(&s, "alert duration 1 active relation=VMD"); /* within the delay */
	listen_for(&s, 100);
	CHECK(camera_edges(&s, 0, "motion").on == 1);
	CHECK(!strcmp(camera_edges(&s, 0, "motion").now, "true"));
	CHECK(heard(&s, MOTION_EVENT) == 1);
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "false"));
	story_end(&s);
}

/* The document that the users know, and its 21 types. */
static void each_of_the_21_types_turns_on_the_sensor_of_its_name(void)
{
	static const char *const types[][2] = {
		{"VMD", "motion"},
		{"linedetection", "line_crossing"},
		{"fielddetection", "field_detection"},
		{"tamperdetection", "tamper_detection"},
		{"shelteralarm", "shelter_alarm"},
		{"diskfull", "disk_full"},
		{"diskerror", "disk_error"},
		{"nicbroken", "net_interface_broken"},
		{"ipconflict", "ip_conflict"},
		{"illAccess", "illegal_access"},
		{"videomismatch", "video_mismatch"},
		{"badvideo", "bad_video"},
		{"PIR", "pir_alarm"},
		{"facedetection", "face_detection"},
		{"scenechangedetection", "scene_change_detection"},
		{"IO", "i_o"},
		{"unattendedBaggage", "unattended_baggage"},
		{"attendedBaggage", "attended_baggage"},
		{"recordingfailure", "recording_failure"},
		{"regionExiting", "exiting_region"},
		{"regionEntrance", "entering_region"},
	};
	enum { TYPES = sizeof(types) / sizeof(*types) };
	static const char *const all[] = {"--set", "triggers=all", NULL};
	struct story s = camera_at_home(all, "{\"off_delay\":1}");

	for (int i = 0; i < TYPES; i++)
		sim_do(&s, "alert %s 1 active", types[i][0]);
	for (int i = 0; i < TYPES; i++)
		CHECK(hear_sensor(&s, SOON_MS, 0, types[i][1], "true"));
	for (int i = 0; i < TYPES; i++)
		CHECK(camera_edges(&s, 0, types[i][1]).on == 1);
	story_end(&s);
}

static void inputs_are_told_apart_by_their_port(void)
{
	static const char *const options[] = {"--set", "io-inputs=2", NULL};
	struct story s = camera_at_home(options, "{\"off_delay\":1}");

	CHECK(camera_capability(&s, 0, "i_o_1") && camera_capability(&s, 0, "i_o_2"));
	sim_do(&s, "alert IO 1 active port=2");
	CHECK(hear_sensor(&s, SOON_MS, 0, "i_o_2", "true"));
	CHECK(camera_edges(&s, 0, "i_o_1").on == 0);
	story_end(&s);
}

/* Neither our time nor anybody's order depends on it. */
static void the_clock_of_the_device_changes_nothing(void)
{
	static const char *const clocks[] = {"50400", "-50400", "-1728000000"};

	for (size_t i = 0; i < sizeof(clocks) / sizeof(*clocks); i++) {
		char set[60];
		const char *options[] = {
			"--set", set, "--set", "stream-time=broken", NULL};
		struct story s;

		snprintf(set, sizeof(set), "clock-offset-s=%s", clocks[i]);
		s = camera_at_home(options, "{\"off_delay\":1}");
		sim_do(&s, "alert VMD 1 active");
		hear_sensor(&s, SOON_MS, 0, "motion", "true");
		hear_sensor(&s, SOON_MS, 0, "motion", "false");
		story_end(&s);
	}
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_device_says_that_it_is_over_and_it_is),
		TEST(without_such_a_word_it_ends_by_itself_and_needs_no_other_message),
		TEST(an_alert_is_told_at_once_also_where_the_end_of_the_part_is_unknown),
		TEST(a_thousand_alerts_of_one_motion_are_one_edge),
		TEST(a_flood_of_edges_loses_none),
		TEST(a_delay_holds_it_on_and_a_second_motion_within_it_is_told),
		TEST(the_first_example_of_the_users),
		TEST(the_second_example_of_the_users),
		TEST(a_sensor_for_people_is_not_turned_on_by_a_car),
		TEST(a_sensor_tells_when_it_was_last_on),
		TEST(what_goes_on_is_of_the_sensor_that_is_named_and_no_second_motion),
		TEST(each_of_the_21_types_turns_on_the_sensor_of_its_name),
		TEST(inputs_are_told_apart_by_their_port),
		TEST(the_clock_of_the_device_changes_nothing),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
