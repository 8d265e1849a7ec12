/* SPDX-License-Identifier: Apache-2.0 */
/* camera-orders.c - what can be asked of a camera or a recorder: pictures, streams,
 * motion detection, outputs, reboot, and why no events come. Unasked, nothing is written. */

#include "camera-house.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NVR16 "--profile", "nvr16", "--set", "heartbeat-form=count-zero"

static const char *const recorder[] = {NVR16, NULL};

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static bool is_jpeg(const json_t *reply)
{
	return matches(reply, "{\"status\":\"ok\",\"blob\":{\"type\":\"image/jpeg\"}}");
}

/* Wherever it stands among the reports. */
static bool has_been_told(struct story *s, const char *pattern)
{
	return hear_count(s, SOON_MS, 1, pattern) > 0;
}

/* ---- commands ---- */

static void each_channel_has_its_own_picture(void)
{
	struct story s = camera_at_home(recorder, NULL);

	CHECK(is_jpeg(
		reply(&s, camera_ask(&s, 2, "camera", "snapshot", NULL), SOON_MS)));
	CHECK(is_jpeg(
		reply(&s, camera_ask(&s, 15, "camera", "snapshot", NULL), SOON_MS)));
	CHECK(ledger(&s, "pictures_asked") == 2);
	CHECK(asked(&s, "GET /ISAPI/Streaming/channels/201/picture"));
	CHECK(asked(&s, "GET /ISAPI/Streaming/channels/1501/picture"));
	CHECK(ledger(&s, "writes") == 0);
	story_end(&s);
}

static void each_channel_has_its_own_stream_and_no_login_is_in_its_address(void)
{
	struct story s = camera_at_home(recorder, NULL);
	const json_t *r =
		reply(&s, camera_ask(&s, 2, "camera", "stream", NULL), SOON_MS);
	const char *url = text_of(json_object_get(r, "json"), "url");

	CHECK(strstr(url, "rtsp://127.0.0.1:554/") && strstr(url, "/201"));
	CHECK(!strstr(url, "admin") && !strstr(url, "Front-Door"));
	r = reply(&s, camera_ask(&s, 15, "camera", "stream", "{\"profile\":\"sub\"}"),
		SOON_MS);
	CHECK(strstr(text_of(json_object_get(r, "json"), "url"), "/1502"));
	story_end(&s);
}

static void motion_detection_is_switched_on_one_channel_only(void)
{
	struct story s = camera_at_home(recorder, NULL);

	CHECK(reply_is(
		&s, camera_ask(&s, 2, "motion_detection", "turn_off", NULL), "ok"));
	CHECK(ledger(&s, "motion_detection/2") == 0);
	CHECK(ledger(&s, "motion_detection/1") == 1);
	CHECK(ledger(&s, "writes") == 1);
	CHECK(has_been_told(&s,
		"{\"report\":\"state\",\"state\":{\"motion_detection\":{\"on\":false}}}"));
	CHECK(camera_edges(&s, 2, "motion_detection").off == 1);
	CHECK(reply_is(
		&s, camera_ask(&s, 2, "motion_detection", "turn_on", NULL), "ok"));
	CHECK(ledger(&s, "motion_detection/2") == 1);
	story_end(&s);
}

static void a_camera_switches_its_motion_detection(void)
{
	struct story s = camera_at_home(NULL, NULL);

	CHECK(reply_is(
		&s, camera_ask(&s, 0, "motion_detection", "turn_off", NULL), "ok"));
	CHECK(ledger(&s, "motion_detection/1") == 0 && ledger(&s, "writes") == 1);
	story_end(&s);
}

static void outputs_are_there_when_they_are_wanted(void)
{
	struct story s = camera_at_home(NULL, NULL);
	char output[DEVICE_ID_SIZE + 10];

	CHECK(!*device_of(&s, "switch"));
	story_end(&s);

	s = camera_at_home(NULL, "{\"expose_outputs\":true}");
	snprintf(output, sizeof(output), "%s", device_of(&s, "switch"));
	CHECK(strstr(output, "-output-1"));
	CHECK(reply_is(&s, request(&s, output, "output", "turn_on", NULL), "ok"));
	CHECK(has_been_told(
		&s, "{\"report\":\"state\",\"state\":{\"output\":{\"on\":true}}}"));
	CHECK(ledger(&s, "output_triggers/1") == 1);
	CHECK(reply_is(&s, request(&s, output, "output", "turn_off", NULL), "ok"));
	CHECK(has_been_told(
		&s, "{\"report\":\"state\",\"state\":{\"output\":{\"on\":false}}}"));
	story_end(&s);
}

static void a_reboot_reboots_and_the_sensors_are_unknown_meanwhile(void)
{
	static const char *const boots[] = {"--set", "reboot-ms=2000", NULL};
	struct story s = camera_at_home(boots, "{\"off_delay\":1}");

	camera_quiet(&s, 0, "motion");
	CHECK(reply_is(&s, camera_ask(&s, 0, "reboot", "press", NULL), "ok"));
	hear(&s, SOON_MS, UNREACHABLE);
	CHECK(!strcmp(camera_edges(&s, 0, "motion").now, "null") ||
		hear_sensor(&s, SOON_MS, 0, "motion", "null"));
	hear(&s, 2000 + RECOVERY_MS, ONLINE);
	CHECK(ledger(&s, "reboots_asked") == 1);
	sim_do(&s, "alert VMD 1 active");
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "true"));
	story_end(&s);
}

static void unasked_nothing_is_written(void)
{
	static const char *const options[] = {NVR16, "--set", "outputs=2", NULL};
	struct story s =
		camera_at_home(options, "{\"off_delay\":1,\"expose_outputs\":true}");
	json_t *answer, *paths;
	const char *path;
	json_t *count;

	sim_do(&s, "alert VMD 1 active");
	hear_sensor(&s, SOON_MS, 1, "motion", "true");
	sim_do(&s, "cut");
	hear_count(&s, RECOVERY_MS, 2, ONLINE);
	listen_for(&s, 1000);
	host_end(&s);
	answer = sim(&s, "ledger");
	paths = json_object_get(json_object_get(answer, "ledger"), "paths");
	CHECK(json_object_size(paths) > 5);
	json_object_foreach(paths, path, count)
	{
		if (!CHECK(!strncmp(path, "GET ", 4)))
			printf("# %s\n", path);
	}
	json_decref(answer);
	CHECK(ledger(&s, "writes") == 0 && ledger(&s, "logins_failed") == 0);
	story_end(&s);
}

/* ---- why do no events come? ---- */

static json_t *self_check(struct story *s)
{
	const json_t *r = reply(
		s, request(s, "", "", "action", "{\"id\":\"self_check\"}"), 30 * 1000);

	CHECK(matches(r, "{\"status\":\"ok\"}"));
	return json_object_get(r, "json");
}

/* @return the finding of this kind, or NULL */
static const json_t *finding_in(
	const json_t *list, const char *sensor, const char *code)
{
	const json_t *finding;
	size_t i;

	json_array_foreach(list, i, finding)
	{
		if (!strcmp(text_of(finding, "code"), code) &&
			!strcmp(text_of(finding, "sensor"), sensor))
			return finding;
	}
	return NULL;
}

static const json_t *finding_of(
	const json_t *report, unsigned channel, const char *sensor, const char *code)
{
	const json_t *entry;
	size_t i;

	if (!channel)
		return finding_in(json_object_get(report, "device"), sensor, code);
	json_array_foreach(json_object_get(report, "channels"), i, entry)
	{
		if (json_integer_value(json_object_get(entry, "channel")) == channel)
			return finding_in(
				json_object_get(entry, "findings"), sensor, code);
	}
	return NULL;
}

static void a_check_of_a_device_that_is_well_finds_nothing(void)
{
	struct story s = camera_at_home(NULL, NULL);
	json_t *report = self_check(&s);

	CHECK(matches(report, "{\"ok\":true,\"channels\":[],\"device\":[]}"));
	CHECK(strstr(text_of(report, "message"), "Nothing was found"));
	CHECK(ledger(&s, "writes") == 0);
	story_end(&s);
}

static void a_check_names_what_is_missing_and_where_it_is_ticked(void)
{
	// clang-format off
	static const struct {
		const char *set, *sensor, *code, *fix;
		unsigned channel; /* 0: of the device */
	} rows[] = {
		{"center=none",         "motion",        "not_armed",          "Notify Surveillance Center", 1},
		{"motion-detection=off", "motion",       "switched_off",       "Enable",                     1},
		{"regions=none",        "line_crossing", "no_region",          "draw",                       1},
		{"schedule=never",      "motion",        "no_schedule",        "Arming Schedule",            1},
		{"web-auth=none",       "",              "web_authentication", "digest",                     0},
	};
	// clang-format on

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *options[] = {"--set", rows[i].set, NULL};
		struct story s = camera_at_home(options, NULL);
		json_t *report = self_check(&s);
		const json_t *finding = finding_of(
			report, rows[i].channel, rows[i].sensor, rows[i].code);
		char *text;

		if (!CHECK(finding && strstr(text_of(finding, "fix"), rows[i].fix))) {
			text = json_dumps(report, JSON_COMPACT);
			printf("# with %s: %.600s\n", rows[i].set, text);
			free(text);
		}
		CHECK(matches(report, "{\"ok\":false}"));
		CHECK(ledger(&s, "writes") == 0);
		story_end(&s);
	}
}

static void a_check_of_a_recorder_goes_channel_by_channel(void)
{
	static const char *const options[] = {NVR16, "--set", "center=first", NULL};
	struct story s = camera_at_home(options, NULL);
	json_t *report = self_check(&s);

	CHECK(!finding_of(report, 1, "motion", "not_armed"));
	CHECK(finding_of(report, 2, "motion", "not_armed"));
	CHECK(finding_of(report, 16, "", "channel_lost"));
	CHECK(ledger(&s, "writes") == 0);
	story_end(&s);
}

static void a_check_tells_of_the_missing_right_also_where_it_costs_the_connection(void)
{
	static const char *const options[] = {
		"--set", "permission=no-events", "--set", "rights=no-notify", NULL};
	struct story s = camera_begin(options);

	host_begin(&s, NULL);
	hear(&s, SOON_MS,
		"{\"report\":\"status\",\"device\":\"\",\"status\":\"device\"}");
	CHECK(finding_of(self_check(&s), 0, "", "right_missing"));
	story_end(&s);
}

static void one_check_at_a_time_and_it_can_be_cancelled(void)
{
	static const char *const slow[] = {"--set", "latency-ms=60", NULL};
	struct story s = camera_at_home(slow, NULL);
	unsigned first = request(&s, "", "", "action", "{\"id\":\"self_check\"}");
	unsigned second = request(&s, "", "", "action", "{\"id\":\"self_check\"}");

	CHECK(reply_is(&s, second, "busy"));
	host_send(&s, "{\"cancel\":%u,\"instance\":\"front\"}", first);
	CHECK(reply_is(&s, first, "cancelled"));
	CHECK(matches(self_check(&s), "{\"ok\":true}"));
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(each_channel_has_its_own_picture),
		TEST(each_channel_has_its_own_stream_and_no_login_is_in_its_address),
		TEST(motion_detection_is_switched_on_one_channel_only),
		TEST(a_camera_switches_its_motion_detection),
		TEST(outputs_are_there_when_they_are_wanted),
		TEST(a_reboot_reboots_and_the_sensors_are_unknown_meanwhile),
		TEST(unasked_nothing_is_written),
		TEST(a_check_of_a_device_that_is_well_finds_nothing),
		TEST(a_check_names_what_is_missing_and_where_it_is_ticked),
		TEST(a_check_of_a_recorder_goes_channel_by_channel),
		TEST(a_check_tells_of_the_missing_right_also_where_it_costs_the_connection),
		TEST(one_check_at_a_time_and_it_can_be_cancelled),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
