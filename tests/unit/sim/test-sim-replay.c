/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-replay.c - the simulated station plays a diagnostics bundle. */

#include "check.h"
#include "sim-client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIRST  "{\"at_ms\":1000,\"kind\":\"json\",\"body\":\"{\\\"first\\\":1}\"}"
#define SECOND "{\"at_ms\":1400,\"kind\":\"xml\",\"body\":\"<second/>\",\"cut\":false}"
#define PHOTO  "{\"at_ms\":1400,\"kind\":\"skipped\",\"body\":\"photo\"}"
#define THIRD  "{\"at_ms\":900,\"kind\":\"xml\",\"body\":\"<third>\xc3\xab</third>\"}"
#define PARTS  "\"parts\":[" FIRST "," SECOND "," PHOTO "," THIRD "]"

static char *bundle(char path[40], const char *text)
{
	FILE *file;
	int fd;

	(void)snprintf(path, 40, "/tmp/sim-replay-XXXXXX");
	fd = mkstemp(path);
	file = fdopen(fd, "w");
	CHECK(file && fputs(text, file) >= 0 && fclose(file) == 0);
	return path;
}

static struct sim_driver station(const char *path, const char *speed)
{
	const char *arguments[] = {"--password", PASSWORD, path ? "--replay" : NULL,
		path, "--replay-speed", speed, NULL};

	return sim_start(arguments);
}

static void a_bundle_is_played_in_order_when_a_stream_opens(void)
{
	char path[40];
	struct sim_driver sim =
		station(bundle(path, "{\"a\":{\"b\":{" PARTS "}}}"), "fast");
	struct stream stream;
	char *text;

	CHECK(sim_ledger(&sim, "replayed") == 0);
	stream_open(&stream, &sim);
	CHECK(stream_has(&stream, "<third>\xc3\xab</third>", 1));
	text = stream_part(&stream, 0, "application/xml");
	CHECK(text && !strcmp(text, "<second/>"));
	free(text);
	text = stream_part(&stream, 1, "application/json");
	CHECK(text && !strcmp(text, "{\"first\":1}"));
	free(text);
	CHECK(!strstr(stream.reply.body, "photo"));
	CHECK(sim_ledger(&sim, "replayed") == 3);
	stream_close(&stream);
	stream_open(&stream, &sim);
	CHECK(!strstr(stream.reply.body, "second"));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
	CHECK(unlink(path) == 0);
}

static void its_own_pauses_are_kept_and_a_jump_back_costs_nothing(void)
{
	char path[40];
	struct sim_driver sim = station(bundle(path, "{" PARTS "}"), "real");
	struct stream stream;
	long before = now_ms(), first;

	stream_open(&stream, &sim);
	CHECK(stream_has(&stream, "first", 1));
	first = now_ms();
	CHECK(stream_has(&stream, "third", 1));
	CHECK(now_ms() - before >= 400);
	CHECK(now_ms() - first < DEADLINE_MS / 2);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
	CHECK(unlink(path) == 0);
}

static void a_bundle_can_be_played_by_command(void)
{
	const char *none[] = {"--password", PASSWORD, NULL};
	char path[40], command[80];
	struct sim_driver sim = sim_start(none);
	struct stream stream;

	(void)snprintf(command, sizeof(command), "replay %s fast",
		bundle(path, "{" PARTS "}"));
	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, command));
	CHECK(stream_has(&stream, "third", 1));
	CHECK(sim_do(&sim, command));
	CHECK(stream_has(&stream, "<third>", 2));
	CHECK(!sim_do(&sim, "replay"));
	CHECK(!sim_do(&sim, "replay /nonexistent"));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
	CHECK(unlink(path) == 0);
}

static void what_is_no_bundle_is_said(void)
{
	static const char *const texts[] = {
		"", "{", "[]", "{\"parts\":[1]}", "{\"parts\":[{\"kind\":\"xml\"}]}"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		char path[40], *errors;
		const char *arguments[] = {
			"hikvision-doorbell", "--replay", bundle(path, texts[i]), NULL};

		CHECK(sim_run(arguments, &errors) == 1);
		CHECK(*errors);
		free(errors);
		CHECK(unlink(path) == 0);
	}
}

static const struct test tests[] = {
	TEST(a_bundle_is_played_in_order_when_a_stream_opens),
	TEST(its_own_pauses_are_kept_and_a_jump_back_costs_nothing),
	TEST(a_bundle_can_be_played_by_command),
	TEST(what_is_no_bundle_is_said),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
