/* SPDX-License-Identifier: Apache-2.0 */
/* camera-restart.c - what a camera was and had is known at the next start, also when it is
 * off then; and what it taught us. */

#include "camera-house.h"
#include "keeping-host.h"

#include <stdio.h>
#include <string.h>

#define CAMERA          "DS-2CD2347G2-LU20221101AAWRL11223344"
#define UP              "{\"report\":\"status\",\"device\":\"\",\"status\":\"ok\"}"
#define DOWN            "{\"report\":\"status\",\"device\":\"\",\"status\":\"down\"}"
#define SENSOR(key, on) "{\"report\":\"state\",\"state\":{\"" key "\":{\"on\":" on "}}}"

static void start(struct keeping_host *k, const struct story *s)
{
	char settings[200];

	snprintf(settings, sizeof(settings),
		"{\"host\":\"127.0.0.1\",\"port\":%d,\"username\":\"admin\","
		"\"password\":\"Front-Door-1\",\"off_delay\":1}",
		s->port);
	keeping_host_start(k, settings);
}

static bool has(struct keeping_host *k, const char *id, const char *capability)
{
	json_t *device = keeping_host_device(k, id);
	bool yes = json_object_get(json_object_get(device, "capabilities"), capability);

	json_decref(device);
	return yes;
}

static void a_camera_that_is_off_at_the_start_has_its_sensors_and_they_are_unknown(void)
{
	struct guest g = guest_load();
	struct story s = camera_begin(NULL);
	struct keeping_host k;

	keeping_host_init(&k, &g, "hikvision-camera");
	start(&k, &s);
	CHECK(keeping_host_hears(&k, SOON_MS, UP));
	keeping_host_stop(&k);
	sim_do(&s, "off");
	start(&k, &s);
	CHECK(keeping_host_hears(&k, SOON_MS, DOWN));
	CHECK(has(&k, CAMERA, "motion") && has(&k, CAMERA, "camera"));
	CHECK(keeping_host_hears(&k, SOON_MS, SENSOR("motion", "null")));
	sim_do(&s, "on");
	CHECK(keeping_host_hears(&k, RECOVERY_MS, UP));
	CHECK(keeping_host_hears(&k, SOON_MS, SENSOR("motion", "false")));
	sim_do(&s, "alert VMD 1 active");
	CHECK(keeping_host_hears(&k, SOON_MS, SENSOR("motion", "true")));
	keeping_host_stop(&k);
	keeping_host_finish(&k);
	story_end(&s);
	guest_unload(&g);
}

static void a_large_recorder_that_is_off_at_the_start_has_all_its_channels(void)
{
	static const char *const options[] = {
		"--profile", "nvr64", "--serial", "DEPOT", NULL};
	struct guest g = guest_load();
	struct story s = camera_begin(options);
	struct keeping_host k;
	unsigned missing = 0;
	const char *key;
	json_t *value;

	keeping_host_init(&k, &g, "hikvision-camera");
	start(&k, &s);
	CHECK(keeping_host_hears(&k, SOON_MS, UP));
	keeping_host_stop(&k);
	sim_do(&s, "off");
	start(&k, &s);
	CHECK(keeping_host_hears(&k, SOON_MS, DOWN));
	for (unsigned channel = 1; channel <= 64; channel++) {
		char id[40];

		snprintf(id, sizeof(id), "DEPOT-channel-%u", channel);
		missing += !has(&k, id, "line_crossing");
	}
	CHECK(missing == 0 && has(&k, "DEPOT", "disk_full"));
	json_object_foreach(k.store, key, value)
	{
		printf("# %s: %zu bytes\n", key, json_string_length(value));
	}
	keeping_host_stop(&k);
	keeping_host_finish(&k);
	story_end(&s);
	guest_unload(&g);
}

static void what_was_learned_from_events_is_not_forgotten(void)
{
	struct guest g = guest_load();
	struct story s = camera_begin(NULL);
	struct keeping_host k;

	keeping_host_init(&k, &g, "hikvision-camera");
	start(&k, &s);
	CHECK(keeping_host_hears(&k, SOON_MS, UP));
	CHECK(!has(&k, CAMERA, "people_counting"));
	sim_do(&s, "alert PeopleCounting 1 active");
	CHECK(keeping_host_hears(&k, SOON_MS, SENSOR("people_counting", "true")));
	keeping_host_stop(&k);
	start(&k, &s);
	CHECK(keeping_host_hears(&k, SOON_MS, UP));
	CHECK(has(&k, CAMERA, "people_counting") && has(&k, CAMERA, "motion"));
	CHECK(!keeping_host_hears(&k, 0, SENSOR("people_counting", "true")));
	keeping_host_stop(&k);
	keeping_host_finish(&k);
	story_end(&s);
	guest_unload(&g);
}

static void another_device_at_the_address_is_another_device(void)
{
	static const char *const other[] = {"--serial", "SOMEBODY-ELSE", NULL};
	struct guest g = guest_load();
	struct story s = camera_begin(NULL), t = camera_begin(other);
	struct keeping_host k;

	keeping_host_init(&k, &g, "hikvision-camera");
	start(&k, &s);
	CHECK(keeping_host_hears(&k, SOON_MS, UP));
	sim_do(&s, "alert PeopleCounting 1 active");
	CHECK(keeping_host_hears(&k, SOON_MS, SENSOR("people_counting", "true")));
	keeping_host_stop(&k);
	start(&k, &t);
	CHECK(keeping_host_hears(&k, SOON_MS, UP));
	CHECK(has(&k, "SOMEBODY-ELSE", "motion"));
	CHECK(!has(&k, "SOMEBODY-ELSE", "people_counting"));
	keeping_host_stop(&k);
	keeping_host_finish(&k);
	story_end(&s);
	story_end(&t);
	guest_unload(&g);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_camera_that_is_off_at_the_start_has_its_sensors_and_they_are_unknown),
		TEST(a_large_recorder_that_is_off_at_the_start_has_all_its_channels),
		TEST(what_was_learned_from_events_is_not_forgotten),
		TEST(another_device_at_the_address_is_another_device),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
