/* SPDX-License-Identifier: Apache-2.0 */
/* camera-story.c - pictures on request and of each ring, stream addresses, reboot. */

#include "story.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PICTURE_MS = 1500 }; /* from the ring until its picture */

static unsigned ask(struct story *s, const char *op, const char *args)
{
	return request(s, device_of(s, "doorbell"), "camera", op, args);
}

static unsigned unlock(struct story *s)
{
	return request(s, device_of(s, "lock"), "lock", "unlock", NULL);
}

static double seconds(const json_t *report)
{
	return json_number_value(json_object_get(report, "t"));
}

/* Is the reply a picture? Its bytes are in the file it names. */
static bool is_jpeg(const json_t *reply)
{
	const json_t *blob = json_object_get(reply, "blob");
	const char *path = json_string_value(json_object_get(blob, "file"));
	unsigned char begin[3] = {0};
	FILE *file = path ? fopen(path, "rb") : NULL;
	size_t n = file ? fread(begin, 1, sizeof(begin), file) : 0;

	if (file)
		fclose(file);
	return n == 3 && begin[0] == 0xff && begin[1] == 0xd8 && begin[2] == 0xff &&
	       matches(reply, "{\"status\":\"ok\",\"blob\":{\"type\":\"image/jpeg\"}}");
}

static const char *call_of(const json_t *ring)
{
	return json_string_value(
		json_object_get(json_object_get(ring, "data"), "call"));
}

/* The state that announces the picture of that ring. */
static const json_t *hear_picture(struct story *s, const char *call)
{
	char pattern[200];

	snprintf(pattern, sizeof(pattern),
		"{\"report\":\"state\",\"state\":{\"camera\":{\"ring_picture\":"
		"{\"call\":\"%s\"}}}}",
		call);
	return hear(s, PICTURE_MS + 500, pattern);
}

static const json_t *ring_picture(struct story *s, const char *call)
{
	char args[100];

	snprintf(args, sizeof(args), "{\"call\":\"%s\"}", call);
	return reply(s, ask(s, "ring_picture", args), SOON_MS);
}

/* ---- pictures ---- */

static void a_snapshot_is_a_jpeg(void)
{
	struct story s = story_at_home(NULL, NULL);

	CHECK(is_jpeg(reply(&s, ask(&s, "snapshot", NULL), SOON_MS)));
	CHECK(is_jpeg(reply(
		&s, ask(&s, "snapshot", "{\"width\":640,\"height\":480}"), SOON_MS)));
	CHECK(ledger(&s, "pictures_asked") == 2 && ledger(&s, "writes") == 0);
	CHECK(ledger(&s, "connections_peak") <= 2);
	story_end(&s);
}

static void a_ring_comes_first_and_then_its_picture(void)
{
	struct story s = story_at_home(NULL, NULL);
	const json_t *ring, *picture;

	sim_do(&s, "press 1");
	ring = hear(&s, SOON_MS, RING);
	picture = hear_picture(&s, call_of(ring));
	CHECK(seconds(picture) >= seconds(ring));
	CHECK(seconds(picture) - seconds(ring) <= PICTURE_MS / 1000.0);
	CHECK(ledger(&s, "pictures_asked") == 1);
	picture = ring_picture(&s, call_of(ring));
	CHECK(is_jpeg(picture));
	CHECK(!strcmp(json_string_value(json_object_get(
			      json_object_get(picture, "json"), "call")),
		call_of(ring)));
	CHECK(ledger(&s, "pictures_asked") == 1); /* the one that was kept */
	story_end(&s);
}

static void each_call_has_its_own_picture(void)
{
	struct story s = story_at_home(NULL, NULL);
	char first[64], second[64];

	sim_do(&s, "press 1");
	snprintf(first, sizeof(first), "%s", call_of(hear(&s, SOON_MS, RING)));
	hear_picture(&s, first);
	listen_for(&s, 1500); /* the station has been seen to ring */
	sim_do(&s, "answer");
	sim_do(&s, "hangup");
	hear(&s, SOON_MS,
		"{\"report\":\"state\",\"state\":{\"call\":{\"value\":\"idle\"}}}");
	sim_do(&s, "press 1");
	snprintf(second, sizeof(second), "%s", call_of(hear(&s, SOON_MS, RING)));
	hear_picture(&s, second);
	CHECK(strcmp(first, second) != 0);
	CHECK(is_jpeg(ring_picture(&s, first)) && is_jpeg(ring_picture(&s, second)));
	CHECK(matches(ring_picture(&s, "nobody"), "{\"status\":\"not_found\"}"));
	story_end(&s);
}

static void a_camera_that_is_busy_for_a_moment_gives_the_picture_of_the_ring(void)
{
	struct story s = story_at_home(NULL, NULL);
	const json_t *ring;

	sim_do(&s, "set snapshot 503");
	sim_do(&s, "press 1");
	ring = hear(&s, SOON_MS, RING);
	sim_do(&s, "set snapshot ok");
	CHECK(seconds(hear_picture(&s, call_of(ring))) - seconds(ring) <=
		PICTURE_MS / 1000.0);
	story_end(&s);
}

/* ---- a camera in trouble ---- */

static void a_ring_without_a_picture_is_a_ring(void)
{
	static const char *const troubles[] = {"503", "404", "hang", "slow"};
	struct story s = story_at_home(NULL, NULL);

	for (size_t i = 0; i < sizeof(troubles) / sizeof(*troubles); i++) {
		unsigned long long before;

		sim_do(&s, "set snapshot %s", troubles[i]);
		before = now_ms();
		sim_do(&s, "press 1");
		hear(&s, 1000, RING);
		CHECK(now_ms() - before < 1000);
		listen_for(&s, PICTURE_MS + 500);
	}
	CHECK(heard(&s, RING) == 4);
	CHECK(heard(&s, "{\"report\":\"log\",\"level\":\"warning\"}") >= 1);
	CHECK(ledger(&s, "pictures_asked") <= 3 + 1 + 1 + 1);
	CHECK(heard(&s, "{\"report\":\"status\",\"device\":\"\"}") == 1); /* ok */
	story_end(&s);
}

static void what_the_camera_says_is_what_the_user_hears(void)
{
	struct story s = story_at_home(NULL, NULL);

	sim_do(&s, "set snapshot 404");
	CHECK(reply_is(&s, ask(&s, "snapshot", NULL), "unsupported"));
	sim_do(&s, "set snapshot 503");
	CHECK(reply_is(&s, ask(&s, "snapshot", NULL), "device"));
	CHECK(ledger(&s, "pictures_asked") == 1 + 3);
	sim_do(&s, "set snapshot hang");
	CHECK(reply_is(&s, ask(&s, "snapshot", NULL), "timeout"));
	sim_do(&s, "set snapshot ok");
	CHECK(is_jpeg(reply(&s, ask(&s, "snapshot", NULL), SOON_MS)));
	story_end(&s);
}

static void a_door_opens_while_the_camera_is_slow(void)
{
	static const char *const slow[] = {
		"--set", "snapshot=slow", "--set", "snapshot-ms=1000", NULL};
	struct story s = story_at_home(slow, "{\"expose_locks\":true}");
	unsigned picture = ask(&s, "snapshot", NULL), opened;
	unsigned long long before;

	listen_for(&s, 100); /* it is under way */
	CHECK(ledger(&s, "pictures_asked") == 1);
	before = now_ms();
	opened = unlock(&s);
	CHECK(reply_is(&s, opened, "ok"));
	CHECK(now_ms() - before < 500);
	CHECK(is_jpeg(reply(&s, picture, SOON_MS))); /* asked for again */
	CHECK(ledger(&s, "relay_pulses/1") == 1);
	CHECK(ledger(&s, "logins_failed") == 0);
	story_end(&s);
}

static void a_door_opens_while_the_camera_of_a_ring_hangs(void)
{
	static const char *const hangs[] = {"--set", "snapshot=hang", NULL};
	struct story s = story_at_home(hangs, "{\"expose_locks\":true}");
	unsigned long long before;

	sim_do(&s, "press 1");
	hear(&s, 1000, RING);
	before = now_ms();
	CHECK(reply_is(&s, unlock(&s), "ok"));
	CHECK(now_ms() - before < 500);
	CHECK(ledger(&s, "relay_pulses/1") == 1);
	story_end(&s);
}

/* ---- streams ---- */

/* How often the text is anywhere in what the host has printed. */
static size_t mentions(struct story *s, const char *text)
{
	size_t count = 0;

	for (size_t i = 0; i < json_array_size(s->reports); i++) {
		char *line = json_dumps(json_array_get(s->reports, i), JSON_COMPACT);

		count += strstr(line, text) != NULL;
		free(line);
	}
	return count;
}

static void a_stream_has_an_address_without_a_login(void)
{
	static const char *const options[] = {
		"--password", "p@ss:w/rd %41#\xc3\xa9", NULL};
	struct story s =
		story_at_home(options, "{\"password\":\"p@ss:w/rd %41#\xc3\xa9\"}");
	const json_t *r = reply(&s, ask(&s, "stream", NULL), SOON_MS);

	CHECK(matches(r, "{\"status\":\"ok\",\"json\":{\"url\":\"rtsp://127.0.0.1:554/"
			 "ISAPI/Streaming/channels/101/?transportmode=unicast\","
			 "\"login\":{\"username\":\"/username\","
			 "\"password\":\"/password\"}}}"));
	r = reply(&s, ask(&s, "stream", "{\"profile\":\"sub\"}"), SOON_MS);
	CHECK(strstr(
		json_string_value(json_object_get(json_object_get(r, "json"), "url")),
		"/102/"));
	CHECK(reply_is(&s, ask(&s, "stream", "{\"profile\":\"roof\"}"), "not_found"));
	CHECK(is_jpeg(reply(&s, ask(&s, "snapshot", NULL), SOON_MS)));
	CHECK(!mentions(&s, "p@ss") && !mentions(&s, "p%40ss") &&
		!mentions(&s, "w/rd"));
	story_end(&s);
}

static void a_station_may_have_any_name(void)
{
	static const char *const names[] = {"--set",
		"device-name=\xd0\x94\xd0\xb2\xd0\xb5\xd1\x80\xd1\x8c 'x' \xc5\xbc\xc3\xb3\xc5\x82w %s",
		NULL};
	struct story s = story_at_home(names, NULL);
	const json_t *ring;

	CHECK(mentions(&s, "\\u0414\\u0432\\u0435\\u0440\\u044c") ||
		mentions(&s, "\xd0\x94\xd0\xb2\xd0\xb5\xd1\x80\xd1\x8c"));
	sim_do(&s, "press 1");
	ring = hear(&s, SOON_MS, RING);
	hear_picture(&s, call_of(ring));
	story_end(&s);
}

/* ---- reboot ---- */

static void a_reboot_reboots_and_the_station_comes_back(void)
{
	static const char *const boots[] = {"--set", "reboot-ms=3000", NULL};
	struct story s = story_at_home(boots, NULL);

	CHECK(reply_is(&s,
		request(&s, device_of(&s, "doorbell"), "reboot", "press", NULL), "ok"));
	hear(&s, SOON_MS, UNREACHABLE);
	CHECK(matches(reply(&s, ask(&s, "snapshot", NULL), SOON_MS),
		"{\"status\":\"unreachable\"}"));
	hear(&s, 3000 + RECOVERY_MS, ONLINE);
	CHECK(ledger(&s, "reboots_asked") == 1 && ledger(&s, "writes_allowed") == 1);
	CHECK(is_jpeg(reply(&s, ask(&s, "snapshot", NULL), SOON_MS)));
	story_end(&s);
}

static void a_user_without_the_right_is_told_so(void)
{
	static const char *const reads[] = {"--set", "permission=read-only", NULL};
	struct story s = story_at_home(reads, NULL);
	const json_t *r = reply(&s,
		request(&s, device_of(&s, "doorbell"), "reboot", "press", NULL),
		SOON_MS);

	CHECK(matches(r, "{\"status\":\"device\"}"));
	CHECK(mentions(&s, "Remote: Shutdown / Reboot"));
	CHECK(ledger(&s, "reboots_asked") == 0);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_snapshot_is_a_jpeg),
		TEST(a_ring_comes_first_and_then_its_picture),
		TEST(each_call_has_its_own_picture),
		TEST(a_camera_that_is_busy_for_a_moment_gives_the_picture_of_the_ring),
		TEST(a_ring_without_a_picture_is_a_ring),
		TEST(what_the_camera_says_is_what_the_user_hears),
		TEST(a_door_opens_while_the_camera_is_slow),
		TEST(a_door_opens_while_the_camera_of_a_ring_hangs),
		TEST(a_stream_has_an_address_without_a_login),
		TEST(a_station_may_have_any_name),
		TEST(a_reboot_reboots_and_the_station_comes_back),
		TEST(a_user_without_the_right_is_told_so),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
