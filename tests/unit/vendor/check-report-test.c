/* SPDX-License-Identifier: Apache-2.0 */
/* check-report-test.c - what a self-check found, in words for people. */

#include "check-report.h"
#include "check.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const char *text_in(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static void nothing_found_is_well(void)
{
	struct check_report r = {0};
	json_t *report = check_report_finish(&r);

	CHECK(json_is_true(json_object_get(report, "ok")));
	CHECK(!strcmp(text_in(report, "message"),
		"Nothing was found that keeps events from coming."));
	CHECK(json_array_size(json_object_get(report, "channels")) == 0);
	CHECK(json_array_size(json_object_get(report, "device")) == 0);
	json_decref(report);
}

static void a_finding_names_the_sensor_and_what_to_tick_where(void)
{
	static const struct unit_channel yard = {.number = 7, .name = "Yard"};
	static const struct sensor_id line = {.kind = SENSOR_LINE_CROSSING};
	struct check_report r = {0};
	json_t *report;
	const json_t *channel, *finding;

	check_report_add(&r, &yard, &line, CHECK_NOT_ARMED);
	check_report_add(&r, &yard, &line, CHECK_NO_REGION);
	check_report_add(&r, NULL, NULL, CHECK_RIGHT_MISSING);
	r.untold = 3;
	report = check_report_finish(&r);
	CHECK(json_is_false(json_object_get(report, "ok")));
	CHECK(strstr(text_in(report, "message"), "3 things keep events"));
	CHECK(strstr(text_in(report, "message"), "not set to notify"));
	CHECK(json_array_size(json_object_get(report, "channels")) == 1);
	channel = json_array_get(json_object_get(report, "channels"), 0);
	CHECK(json_integer_value(json_object_get(channel, "channel")) == 7);
	CHECK(!strcmp(text_in(channel, "name"), "Yard"));
	CHECK(json_array_size(json_object_get(channel, "findings")) == 2);
	finding = json_array_get(json_object_get(channel, "findings"), 0);
	CHECK(!strcmp(text_in(finding, "sensor"), "line_crossing"));
	CHECK(!strcmp(text_in(finding, "code"), "not_armed"));
	CHECK(strstr(text_in(finding, "text"), "Line Crossing is not set"));
	CHECK(!strcmp(text_in(finding, "fix"),
		"On the device: Event, Smart Event, Line Crossing Detection, Linkage "
		"Method: tick \"Notify Surveillance Center\"."));
	finding = json_array_get(json_object_get(report, "device"), 0);
	CHECK(!json_object_get(finding, "sensor"));
	CHECK(strstr(text_in(finding, "fix"), "Notify Surveillance Center"));
	json_decref(report);
}

static void every_finding_has_a_code_a_text_and_a_fix_of_its_own(void)
{
	static const struct sensor_id other = {
		.kind = SENSOR_OTHER, .word = "rapidmove"};
	struct check_report r = {0};
	json_t *report, *finding, *codes = json_object();
	size_t i;

	for (unsigned f = 0; f < CHECK_FINDINGS; f++)
		check_report_add(&r, NULL, &other, (enum check_finding)f);
	report = check_report_finish(&r);
	json_array_foreach(json_object_get(report, "device"), i, finding)
	{
		CHECK(*text_in(finding, "text") && *text_in(finding, "fix"));
		CHECK(!strstr(text_in(finding, "text"), "%s"));
		CHECK(!strstr(text_in(finding, "fix"), "%s"));
		json_object_set(codes, text_in(finding, "code"), finding);
	}
	CHECK(i == CHECK_FINDINGS && json_object_size(codes) == CHECK_FINDINGS);
	json_decref(codes);
	json_decref(report);
}

static void it_is_known_where_a_detection_is_asked_for(void)
{
	char path[128] = "";

	CHECK(!check_detection_path(SENSOR_MOTION, 3, false, path, sizeof(path)));
	CHECK(!strcmp(path, "/ISAPI/System/Video/inputs/channels/3/motionDetection"));
	CHECK(!check_detection_path(SENSOR_MOTION, 3, true, path, sizeof(path)));
	CHECK(!strcmp(path,
		"/ISAPI/ContentMgmt/InputProxy/channels/3/video/motionDetection"));
	CHECK(!check_detection_path(
		SENSOR_ENTERING_REGION, 12, true, path, sizeof(path)));
	CHECK(!strcmp(path, "/ISAPI/Smart/regionEntrance/12"));
	CHECK(check_detection_path(SENSOR_IO, 1, false, path, sizeof(path)) == -ENOENT);
	CHECK(check_detection_path(SENSOR_DISK_FULL, 1, false, path, sizeof(path)) ==
		-ENOENT);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(nothing_found_is_well),
		TEST(a_finding_names_the_sensor_and_what_to_tick_where),
		TEST(every_finding_has_a_code_a_text_and_a_fix_of_its_own),
		TEST(it_is_known_where_a_detection_is_asked_for),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
