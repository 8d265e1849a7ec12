/* SPDX-License-Identifier: Apache-2.0 */
/* camera-devices.c - what a camera or a recorder becomes: devices, sensors, their names,
 * and which of them are enabled. */

#include "camera-house.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHANNELS_MAX = 70 };

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static bool is_enabled(struct story *s, unsigned channel, const char *key)
{
	const json_t *sensor = camera_capability(s, channel, key);

	return CHECK(sensor) && !json_is_false(json_object_get(sensor, "enabled"));
}

static bool entity_is(
	struct story *s, unsigned channel, const char *key, const char *entity)
{
	const char *got = camera_entity(s, channel, key);

	if (strcmp(got, entity) != 0)
		printf("# %s of channel %u is %s\n", key, channel, got);
	return !strcmp(got, entity);
}

static unsigned channels_of(struct story *s)
{
	unsigned count = 0;

	for (unsigned i = 1; i <= CHANNELS_MAX; i++)
		count += camera_device(s, i) != NULL;
	return count;
}

/* ---- profiles ---- */

static void each_profile_becomes_what_it_is(void)
{
	// clang-format off
	static const struct {
		const char *profile, *type;
		unsigned channels;
		unsigned first, last; /* channels that are there; 0: the root has it all */
	} rows[] = {
		{"fixed",   "camera",  0, 0, 0},
		{"ptz",     "camera",  0, 0, 0},
		{"thermal", "camera",  0, 0, 0},
		{"old",     "camera",  0, 0, 0},
		{"oem",     "camera",  0, 0, 0},
		{"nvr1",    "nvr",     1, 1, 1},
		{"nvr16",   "nvr",    13, 1, 16},
		{"nvr64",   "nvr",    64, 1, 64},
		{"dvr",     "nvr",     7, 1, 11},
	};
	// clang-format on

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *options[] = {"--profile", rows[i].profile, NULL};
		struct story s = camera_at_home(options, NULL);
		bool well = CHECK(
			!strcmp(text_of(camera_device(&s, 0), "type"), rows[i].type));

		well &= CHECK(channels_of(&s) == rows[i].channels);
		well &= CHECK(camera_capability(&s, rows[i].first, "motion"));
		well &= CHECK(camera_capability(&s, rows[i].last, "motion"));
		well &= CHECK(!rows[i].first || !camera_capability(&s, 0, "motion"));
		if (!well)
			printf("# profile %s\n", rows[i].profile);
		story_end(&s);
	}
}

static void a_camera_has_the_names_that_the_users_know(void)
{
	struct story s = camera_at_home(NULL, NULL);
	char id[DEVICE_ID_SIZE];

	camera_id(&s, 0, id);
	CHECK(!strcmp(id, "DS-2CD2347G2-LU20221101AAWRL11223344"));
	CHECK(!strcmp(text_of(camera_device(&s, 0), "name"), "Front Porch"));
	CHECK(matches(camera_device(&s, 0),
		"{\"info\":{\"manufacturer\":\"Hikvision\",\"model\":\"DS-2CD2347G2-LU\"}}"));
	CHECK(entity_is(&s, 0, "motion", "binary_sensor.front_porch_motion"));
	CHECK(entity_is(
		&s, 0, "line_crossing", "binary_sensor.front_porch_line_crossing"));
	CHECK(matches(camera_capability(&s, 0, "motion"),
		"{\"type\":\"binary_sensor\",\"device_class\":\"motion\","
		"\"name\":\"Motion\"}"));
	CHECK(matches(camera_capability(&s, 0, "disk_full"),
		"{\"device_class\":\"problem\",\"category\":\"diagnostic\"}"));
	CHECK(matches(camera_capability(&s, 0, "motion_event"),
		"{\"type\":\"event\",\"device_class\":\"motion\"}"));
	story_end(&s);
}

static void the_name_in_the_settings_comes_before_that_of_the_device(void)
{
	static const char *const options[] = {
		"--profile", "nvr16", "--set", "heartbeat-form=count-zero", NULL};
	struct story s = camera_at_home(options, NULL);

	CHECK(!strcmp(text_of(camera_device(&s, 0), "name"), "Home"));
	CHECK(entity_is(&s, 1, "motion", "binary_sensor.home_motion_1"));
	CHECK(entity_is(&s, 2, "line_crossing", "binary_sensor.home_line_crossing_2"));
	story_end(&s);

	s = camera_at_home(options, "{\"name\":\"My House\"}");
	CHECK(!strcmp(text_of(camera_device(&s, 0), "name"), "My House"));
	CHECK(entity_is(&s, 2, "motion", "binary_sensor.my_house_motion_2"));
	CHECK(entity_is(&s, 0, "disk_full", "binary_sensor.my_house_disk_full"));
	story_end(&s);
}

static void what_a_recorder_has_as_a_whole_is_not_of_a_channel(void)
{
	static const char *const of_device[] = {"disk_full", "disk_error",
		"net_interface_broken", "ip_conflict", "illegal_access"};
	static const char *const options[] = {
		"--profile", "nvr16", "--set", "heartbeat-form=count-zero", NULL};
	struct story s = camera_at_home(options, NULL);
	char root[DEVICE_ID_SIZE], id[DEVICE_ID_SIZE];

	camera_id(&s, 0, root);
	camera_id(&s, 2, id);
	for (size_t i = 0; i < sizeof(of_device) / sizeof(*of_device); i++) {
		CHECK(camera_capability(&s, 0, of_device[i]));
		CHECK(!camera_capability(&s, 2, of_device[i]));
	}
	CHECK(!strncmp(id, root, strlen(root)));
	CHECK(!strcmp(id + strlen(root), "-channel-2"));
	CHECK(!camera_device(&s, 5) && !camera_device(&s, 8)); /* gaps */
	story_end(&s);
}

static void a_channel_whose_camera_is_off_is_unreachable_and_the_others_are_not(void)
{
	static const char *const options[] = {
		"--profile", "nvr16", "--set", "heartbeat-form=count-zero", NULL};
	struct story s = camera_at_home(options, NULL);
	char id[DEVICE_ID_SIZE], pattern[200];

	camera_id(&s, 16, id);
	snprintf(pattern, sizeof(pattern),
		"{\"report\":\"status\",\"device\":\"%s\",\"status\":\"unreachable\"}",
		id);
	CHECK(hear_count(&s, SOON_MS, 1, pattern) == 1);
	camera_id(&s, 2, id);
	snprintf(pattern, sizeof(pattern),
		"{\"report\":\"status\",\"device\":\"%s\",\"status\":\"unreachable\"}",
		id);
	CHECK(heard(&s, pattern) == 0);
	story_end(&s);
}

/* ---- which of them are wanted ---- */

static void only_what_the_device_tells_of_is_enabled(void)
{
	static const char *const first[] = {"--set", "center=first", NULL};
	struct story s = camera_at_home(first, NULL);

	CHECK(is_enabled(&s, 0, "motion"));
	CHECK(!is_enabled(&s, 0, "line_crossing"));
	CHECK(!is_enabled(&s, 0, "disk_full"));
	story_end(&s);
}

static void a_sensor_that_is_heard_of_is_enabled_from_then_on(void)
{
	static const char *const none[] = {"--set", "center=none", NULL};
	struct story s = camera_at_home(none, "{\"off_delay\":1}");

	CHECK(!is_enabled(&s, 0, "motion"));
	sim_do(&s, "alert VMD 1 active");
	hear_sensor(&s, SOON_MS, 0, "motion", "true");
	CHECK(is_enabled(&s, 0, "motion"));
	story_end(&s);
}

/* How many lines of the log say so. */
static unsigned logged(struct story *s, const char *text)
{
	unsigned count = 0;

	for (size_t i = 0; i < json_array_size(s->reports); i++)
		count += strstr(text_of(json_array_get(s->reports, i), "text"), text) !=
			 NULL;
	return count;
}

static void a_type_that_is_listed_nowhere_becomes_a_sensor_and_is_told_of_once(void)
{
	struct story s = camera_at_home(NULL, "{\"off_delay\":1}");

	CHECK(!camera_capability(&s, 0, "people_counting"));
	for (int i = 0; i < 3; i++)
		sim_do(&s, "alert PeopleCounting 1 active");
	hear_sensor(&s, SOON_MS, 0, "people_counting", "true");
	CHECK(is_enabled(&s, 0, "people_counting"));
	CHECK(entity_is(
		&s, 0, "people_counting", "binary_sensor.front_porch_people_counting"));
	hear_sensor(&s, SOON_MS, 0, "people_counting", "false");
	sim_do(&s, "alert peopleCounting 1 active");
	hear_sensor(&s, SOON_MS, 0, "people_counting", "true");
	CHECK(logged(&s, "not known to this version: PeopleCounting") == 1);
	story_end(&s);
}

static void types_that_are_listed_nowhere_become_sensors_also_when_they_are_many(void)
{
	struct story s = camera_at_home(NULL, NULL);
	char line[40];

	for (unsigned i = 1; i <= 70; i++) {
		snprintf(line, sizeof(line), "alert Odd%u 1 active", i);
		sim_do(&s, line);
	}
	CHECK(hear_sensor(&s, SOON_MS, 0, "odd70", "true"));
	CHECK(camera_capability(&s, 0, "odd1") && camera_capability(&s, 0, "odd65"));
	CHECK(logged(&s, "not known to this version: Odd") == 64);
	story_end(&s);
}

static void the_list_of_triggers_may_be_missing(void)
{
	static const char *const lists[] = {"empty", "404", "500"};

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		char set[40];
		const char *options[] = {"--set", set, NULL};
		struct story s;

		snprintf(set, sizeof(set), "trigger-list=%s", lists[i]);
		s = camera_at_home(options, NULL);
		sim_do(&s, "alert linedetection 1 active");
		if (!hear_sensor(&s, SOON_MS, 0, "line_crossing", "true"))
			printf("# with %s\n", set);
		story_end(&s);
	}
}

/* ---- names change, identities do not ---- */

static char *ids_of(struct story *s)
{
	json_t *ids = json_array();
	char *text;

	for (unsigned channel = 0; channel <= CHANNELS_MAX; channel++) {
		const json_t *device = camera_device(s, channel);
		const char *key;
		json_t *any;

		if (!device)
			continue;
		json_array_append(ids, json_object_get(device, "id"));
		json_object_foreach(json_object_get(device, "capabilities"), key, any)
		{
			json_array_append_new(ids, json_string(key));
		}
	}
	text = json_dumps(ids, 0);
	json_decref(ids);
	return text;
}

static void a_rename_and_another_port_keep_every_id(void)
{
	static const char *const options[] = {
		"--profile", "nvr16", "--set", "heartbeat-form=count-zero", NULL};
	static const char *const renamed[] = {"--profile", "nvr16", "--set",
		"heartbeat-form=count-zero", "--set", "device-name=Elsewhere", "--set",
		"channel-names=B,A", NULL};
	struct story s = camera_at_home(options, NULL);
	char *before = ids_of(&s), *after;

	story_end(&s);
	s = camera_at_home(renamed, "{\"name\":\"Another\"}");
	after = ids_of(&s);
	CHECK(strlen(before) > 1000 && !strcmp(before, after));
	CHECK(entity_is(&s, 2, "motion", "binary_sensor.another_motion_2"));
	free(before);
	free(after);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(each_profile_becomes_what_it_is),
		TEST(a_camera_has_the_names_that_the_users_know),
		TEST(the_name_in_the_settings_comes_before_that_of_the_device),
		TEST(what_a_recorder_has_as_a_whole_is_not_of_a_channel),
		TEST(a_channel_whose_camera_is_off_is_unreachable_and_the_others_are_not),
		TEST(only_what_the_device_tells_of_is_enabled),
		TEST(a_sensor_that_is_heard_of_is_enabled_from_then_on),
		TEST(a_type_that_is_listed_nowhere_becomes_a_sensor_and_is_told_of_once),
		TEST(types_that_are_listed_nowhere_become_sensors_also_when_they_are_many),
		TEST(the_list_of_triggers_may_be_missing),
		TEST(a_rename_and_another_port_keep_every_id),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
