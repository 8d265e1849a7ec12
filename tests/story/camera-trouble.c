/* SPDX-License-Identifier: Apache-2.0 */
/* camera-trouble.c - devices that are off, dead, busy, old, or not who they were: sensors
 * are unknown, never off, and know the truth again afterwards. */

#include "camera-house.h"

#include <stdio.h>
#include <string.h>

#define MISCONFIGURED "{\"report\":\"status\",\"device\":\"\",\"status\":\"config\"}"
#define REFUSING      "{\"report\":\"status\",\"device\":\"\",\"status\":\"device\"}"

enum { DEAD_LIMIT_MS = 60 * 1000 };

/* Not one of its sensors says that it is off. */
static bool all_unknown(struct story *s)
{
	const json_t *device = camera_device(s, 0), *capability;
	const char *key;
	unsigned known = 0, sensors = 0;

	json_object_foreach(json_object_get(device, "capabilities"), key, capability)
	{
		if (strcmp(json_string_value(json_object_get(capability, "type")),
			    "binary_sensor") != 0)
			continue;
		sensors++;
		if (!strcmp(camera_edges(s, 0, key).now, "null"))
			continue;
		known++;
		printf("# %s is %s\n", key, camera_edges(s, 0, key).now);
	}
	return sensors > 3 && !known;
}

static struct story quiet_camera(const char *const *options)
{
	struct story s = camera_at_home(options, "{\"off_delay\":1}");

	camera_quiet(&s, 0, "motion");
	return s;
}

/* ---- gone ---- */

static void a_dead_stream_makes_every_sensor_unknown_and_later_they_know_the_truth(void)
{
	static const char *const beats[] = {"--set", "heartbeat-ms=500", NULL};
	struct story s = quiet_camera(beats);
	unsigned long long before = now_ms();

	sim_do(&s, "motion 1 300");
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "true"));
	sim_do(&s, "freeze");
	hear(&s, DEAD_LIMIT_MS, UNREACHABLE);
	CHECK(now_ms() - before < DEAD_LIMIT_MS);
	listen_for(&s, 100);
	CHECK(all_unknown(&s));
	sim_do(&s, "thaw");
	hear(&s, RECOVERY_MS, ONLINE);
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "true"));
	CHECK(hear_sensor(&s, SOON_MS, 0, "line_crossing", "false"));
	CHECK(heard(&s, "{\"report\":\"log\",\"level\":\"warning\"}") == 1);
	story_end(&s);
}

static void a_camera_without_power_is_unknown_and_back_within_15_s(void)
{
	struct story s = quiet_camera(NULL);

	sim_do(&s, "alert VMD 1 active");
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "true"));
	sim_do(&s, "off");
	hear(&s, SOON_MS, UNREACHABLE);
	listen_for(&s, 100);
	CHECK(all_unknown(&s));
	listen_for(&s, 1000);
	CHECK(all_unknown(&s)); /* also when the off delay is over */
	sim_do(&s, "on");
	hear(&s, RECOVERY_MS, ONLINE);
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "false"));
	CHECK(camera_edges(&s, 0, "motion").on == 1);
	story_end(&s);
}

static void a_camera_that_is_not_there_yet_is_found_when_it_comes(void)
{
	struct story s = camera_begin(NULL);

	sim_do(&s, "off");
	host_begin(&s, "{\"off_delay\":1}");
	hear(&s, SOON_MS, UNREACHABLE);
	sim_do(&s, "on");
	hear(&s, RECOVERY_MS, ONLINE);
	sim_do(&s, "alert VMD 1 active");
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "true"));
	story_end(&s);
}

/* ---- busy ---- */

static void a_device_whose_places_are_taken_is_not_asked_again_at_once(void)
{
	static const char *const refusals[] = {"403", "404", "500"};
	struct story s[3];

	for (size_t i = 0; i < 3; i++) {
		char set[40];
		const char *options[] = {"--set", set, NULL};

		snprintf(set, sizeof(set), "stream-refusal=%s", refusals[i]);
		s[i] = camera_at_home(options, NULL);
		sim_do(&s[i], "busy 1");
		sim_do(&s[i], "cut");
	}
	listen_for(&s[0], 7000); /* any other refusal is over after 5 s */
	for (size_t i = 0; i < 3; i++) {
		CHECK(ledger(&s[i], "streams_refused") == 1);
		if (!CHECK(heard(&s[i], ONLINE) == 1))
			printf("# with %s\n", refusals[i]);
		story_end(&s[i]);
	}
}

/* A body of 40 bytes and its end, as full devices send: that is no connection. */
static void a_stream_of_one_breath_is_no_connection(void)
{
	static const char *const finite[] = {"--set", "stream=finite", NULL};
	struct story s = camera_begin(finite);

	host_begin(&s, NULL);
	listen_for(&s, 2500);
	CHECK(heard(&s, ONLINE) == 0);
	CHECK(ledger(&s, "streams_total") <= 1);
	story_end(&s);
}

/* ---- of all ages ---- */

static void every_kind_of_device_tells_of_its_motion(void)
{
	// clang-format off
	static const struct {const char *profile; unsigned channel;} rows[] = {
		{"fixed", 0}, {"ptz", 0}, {"old", 0}, {"oem", 0}, {"nvr1", 1}, {"dvr", 1},
	};
	// clang-format on

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *options[] = {"--profile", rows[i].profile, NULL};
		struct story s = camera_at_home(options, "{\"off_delay\":1}");

		sim_do(&s, "alert VMD 1 active");
		if (!hear_sensor(&s, SOON_MS, rows[i].channel, "motion", "true"))
			printf("# profile %s\n", rows[i].profile);
		CHECK(hear_sensor(&s, SOON_MS, rows[i].channel, "motion", "false"));
		story_end(&s);
	}
}

static void pictures_in_the_stream_delay_nothing(void)
{
	static const char *const pictures[] = {"--set", "alert-jpeg=2000000", NULL};
	struct story s = quiet_camera(pictures);
	unsigned long long before = now_ms();

	for (int i = 0; i < 20; i++)
		sim_do(&s, "alert VMD 1 %s", i % 2 ? "inactive" : "active");
	CHECK(hear_count(&s, SOON_MS, 10,
		      "{\"report\":\"event\",\"capability\":\"motion_event\"}") == 10);
	CHECK(now_ms() - before < SOON_MS);
	CHECK(ledger(&s, "streams_total") == 1);
	story_end(&s);
}

/* ---- login and certificate ---- */

static void a_wrong_password_costs_two_tries_at_most(void)
{
	struct story s = camera_begin(NULL);

	host_begin(&s, "{\"password\":\"wrong\"}");
	hear(&s, SOON_MS, REFUSED);
	CHECK(hear_count(&s, SOON_MS, 1,
		"{\"report\":\"issue\",\"id\":\"login\",\"issue\":{\"title\":"
		"\"The camera or recorder refuses the login\"}}"));
	listen_for(&s, 1500);
	CHECK(ledger(&s, "logins_failed") <= 2);
	host_send(&s,
		"{\"configure\":\"front\",\"settings\":{\"host\":\"127.0.0.1\",\"port\":%d,"
		"\"username\":\"admin\",\"password\":\"Front-Door-1\"}}",
		s.port);
	hear(&s, SOON_MS, ONLINE);
	CHECK(ledger(&s, "logins_failed") <= 2);
	story_end(&s);
}

static void nothing_is_said_to_who_shows_another_certificate(void)
{
	static const char *const tls[] = {"--tls", NULL};
	struct story s = camera_at_home(tls, "{\"tls\":\"on\"}");
	long long requests;

	sim_do(&s, "new-certificate");
	hear(&s, RECOVERY_MS, MISCONFIGURED);
	CHECK(all_unknown(&s));
	requests = ledger(&s, "requests");
	listen_for(&s, 1500);
	CHECK(ledger(&s, "requests") == requests);
	story_end(&s);
}

static void the_missing_right_is_named(void)
{
	static const char *const options[] = {"--set", "permission=no-events", NULL};
	struct story s = camera_begin(options);
	const json_t *status;

	host_begin(&s, NULL);
	status = hear(&s, SOON_MS, REFUSING);
	CHECK(strstr(json_string_value(json_object_get(status, "detail")),
		"Remote: Notify Surveillance Center / Trigger Alarm Output"));
	CHECK(ledger(&s, "logins_failed") == 0);
	story_end(&s);
}

/* ---- many in one host ---- */

static void add_instance(struct story *s, const char *id, const struct story *device)
{
	host_send(s,
		"{\"add\":{\"id\":\"%s\",\"provider\":\"hikvision-camera\",\"settings\":{"
		"\"host\":\"127.0.0.1\",\"port\":%d,\"username\":\"admin\",\"password\":"
		"\"Front-Door-1\",\"off_delay\":1}}}",
		id, device->port);
	hear(s, SOON_MS, ONLINE);
}

static void recorders_and_cameras_share_a_host_and_do_not_wait_for_each_other(void)
{
	static const char *const large[] = {"--profile", "nvr64", NULL};
	static const char *const small[] = {"--profile", "nvr1", NULL};
	static const char *const second[] = {"--serial", "CAMERA-2", NULL};
	struct story s = quiet_camera(NULL);
	struct story others[] = {
		camera_begin(large), camera_begin(small), camera_begin(second)};
	static const char *const names[] = {"a", "b", "c"};
	char heard_of[120];

	add_instance(&s, "a", &others[0]);
	add_instance(&s, "b", &others[1]);
	add_instance(&s, "c", &others[2]);
	sim_do(&s, "freeze"); /* one hangs: nobody else does */
	for (size_t i = 0; i < 3; i++) {
		unsigned long long before = now_ms();

		sim_do(&others[i], "alert VMD 1 active");
		snprintf(heard_of, sizeof(heard_of),
			"{\"instance\":\"%s\",\"report\":\"state\",\"state\":{\"motion\":"
			"{\"on\":true}}}",
			names[i]);
		hear(&s, SOON_MS, heard_of);
		CHECK(now_ms() - before < 1000);
	}
	sim_do(&s, "thaw");
	sim_do(&s, "alert VMD 1 active");
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "true"));
	CHECK(camera_edges(&s, 0, "motion").on == 1);
	host_end(&s);
	for (size_t i = 0; i < 3; i++)
		story_end(&others[i]);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_dead_stream_makes_every_sensor_unknown_and_later_they_know_the_truth),
		TEST(a_camera_without_power_is_unknown_and_back_within_15_s),
		TEST(a_camera_that_is_not_there_yet_is_found_when_it_comes),
		TEST(a_device_whose_places_are_taken_is_not_asked_again_at_once),
		TEST(a_stream_of_one_breath_is_no_connection),
		TEST(every_kind_of_device_tells_of_its_motion),
		TEST(pictures_in_the_stream_delay_nothing),
		TEST(a_wrong_password_costs_two_tries_at_most),
		TEST(nothing_is_said_to_who_shows_another_certificate),
		TEST(the_missing_right_is_named),
		TEST(recorders_and_cameras_share_a_host_and_do_not_wait_for_each_other),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
