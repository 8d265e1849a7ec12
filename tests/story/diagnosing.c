/* SPDX-License-Identifier: Apache-2.0 */
/* diagnosing.c - a bundle that lets a maintainer mend it without the station. */

#include "story.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define UNLOCKED "{\"report\":\"state\",\"state\":{\"lock\":{\"state\":\"unlocked\"}}}"

enum { BUNDLE_MAX = 4 * 1024 * 1024 };

/* The bundle's text; to be freed. `ret_path`: where the host keeps it. */
static char *bundle_of(struct story *s, char *ret_path, size_t cap)
{
	const json_t *r = reply(s, request(s, "", "", "diagnostics", NULL), SOON_MS);
	const json_t *blob = json_object_get(r, "blob");
	const char *path = json_string_value(json_object_get(blob, "file"));
	char *text = calloc(1, BUNDLE_MAX);
	FILE *f = path ? fopen(path, "r") : NULL;

	CHECK(matches(
		r, "{\"status\":\"ok\",\"blob\":{\"type\":\"application/json\"}}"));
	if (CHECK(f != NULL)) {
		size_t n = fread(text, 1, BUNDLE_MAX - 1, f);

		text[n] = '\0';
		fclose(f);
	}
	snprintf(ret_path, cap, "%s", path ? path : "");
	return text;
}

static void the_bundle_says_what_was_found_and_heard(void)
{
	struct story s = story_at_home(NULL, "{\"expose_locks\":true}");
	char path[256];
	char *text;
	json_t *bundle;
	const json_t *unit;

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	listen_for(&s, 1500); /* the station is asked about that call */
	CHECK(reply_is(
		&s, request(&s, device_of(&s, "lock"), "lock", "unlock", NULL), "ok"));
	CHECK(hear_count(&s, SOON_MS, 1, UNLOCKED) == 1);
	text = bundle_of(&s, path, sizeof(path));
	bundle = json_loads(text, 0, NULL);
	CHECK(matches(bundle, "{\"station\":{\"timing_ms\":{"
			      "\"ring_told_again_by\":{\"poll\":{\"total\":1},"
			      "\"stream\":{\"total\":0}},"
			      "\"door_answer\":{\"total\":1},"
			      "\"door_event\":{\"total\":1}}}}"));
	CHECK(matches(bundle, "{\"station\":{\"maker\":\"hikvision\",\"online\":true,"
			      "\"rings_first_told_by\":{\"stream\":1}}}"));
	unit = json_object_get(json_object_get(bundle, "station"), "unit");
	CHECK(matches(unit, "{\"station\":{\"model\":\"DS-KV6113-PE1(C)\"},"
			    "\"link\":{\"state\":\"listening\"},"
			    "\"counts\":{\"connections\":1}}"));
	CHECK(json_array_size(json_object_get(unit, "probed")) > 0);
	CHECK(json_array_size(json_object_get(unit, "parts")) >= 2);
	json_decref(bundle);
	free(text);
	story_end(&s);
}

/* The station's own serial number, address and user; a visitor's card and name. */
static void nothing_private_is_in_it(void)
{
	static const char *const canaries[] = {"Front-Door-1", "admin", "127.0.0.1",
		"RRAB1234567", "02:00:5e", "Canary-Ann", "990077661", NULL};
	struct story s = story_at_home(NULL, "{\"expose_locks\":true}");
	char path[256];
	char *text;

	sim_do(&s, "card 1 990077661 Canary-Ann");
	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	text = bundle_of(&s, path, sizeof(path));
	CHECK(strlen(text) > 1000);
	for (const char *const *c = canaries; *c; c++) {
		if (!CHECK(!strstr(text, *c)))
			printf("# the bundle holds %s: %.200s\n", *c, strstr(text, *c));
	}
	free(text);
	story_end(&s);
}

static void the_simulated_station_plays_the_bundle_back(void)
{
	struct story s = story_at_home(NULL, NULL), again;
	char path[256], copy[] = "/tmp/gatehouse-bundle-XXXXXX";
	const char *options[] = {"--set", "call-status=idle", "--replay", copy,
		"--replay-speed", "fast", NULL};
	char *text;
	FILE *f;

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	text = bundle_of(&s, path, sizeof(path));
	f = fdopen(mkstemp(copy), "w");
	CHECK(f && fputs(text, f) >= 0);
	fclose(f);
	story_end(&s);
	again = story_at_home(options, NULL);
	hear(&again, SOON_MS, RING);
	story_end(&again);
	unlink(copy);
	free(text);
}

/* Stations that have no event stream: what is heard comes another way. */
static void a_station_without_a_stream_can_be_diagnosed_as_well(void)
{
	static const char *const pushing[] = {
		"--profile", "v2.2.65", "--set", "stream=404", NULL};
	static const char *const closed[] = {"--profile", "kd8003", NULL};
	const char *const *stations[] = {pushing, closed};

	for (unsigned i = 0; i < 2; i++) {
		struct story s = story_begin(stations[i]);
		char path[256], settings[80];
		char *text;

		snprintf(settings, sizeof(settings),
			"{\"indoor_stations\":[\"127.0.0.1:%d\"]}", s.indoor[0]);
		host_begin(&s, i ? settings : NULL);
		hear(&s, SOON_MS, ONLINE);
		text = bundle_of(&s, path, sizeof(path));
		CHECK(strstr(text, "\"state\": \"pushed\"") != NULL);
		free(text);
		story_end(&s);
	}
}

static void a_dead_station_can_be_diagnosed_as_well(void)
{
	struct story s = story_begin(NULL);
	char path[256];
	char *text;

	sim_do(&s, "off");
	host_begin(&s, NULL);
	hear(&s, SOON_MS, UNREACHABLE);
	text = bundle_of(&s, path, sizeof(path));
	CHECK(strstr(text, "\"online\": false") != NULL);
	free(text);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_bundle_says_what_was_found_and_heard),
		TEST(nothing_private_is_in_it),
		TEST(the_simulated_station_plays_the_bundle_back),
		TEST(a_station_without_a_stream_can_be_diagnosed_as_well),
		TEST(a_dead_station_can_be_diagnosed_as_well),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
