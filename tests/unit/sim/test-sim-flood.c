/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-flood.c - simulated cameras: very many alerts, and captures that are played. */

#include "check.h"
#include "sim-client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static struct sim_driver camera(const char *option, const char *value)
{
	const char *arguments[] = {"--password", PASSWORD, "--set",
		"heartbeat-form=never", option, value, NULL};

	return sim_start_kind("hikvision-camera", arguments);
}

static bool burst_ends(struct sim_driver *sim, struct stream *stream)
{
	for (long until = now_ms() + DEADLINE_MS; now_ms() < until;) {
		stream_listen(stream, 20);
		if (!sim_ledger(sim, "burst_left"))
			return true;
	}
	return false;
}

/* Is each active alert followed by an inactive one, and the other way round? */
static bool alternates(const char *text)
{
	bool active = true;

	while ((text = strstr(text, "<eventState>"))) {
		text += strlen("<eventState>");
		if (strncmp(text, active ? "active<" : "inactive<", active ? 7 : 9))
			return false;
		active = !active;
	}
	return true;
}

static void a_burst_has_its_rate_and_each_edge_arrives(void)
{
	struct sim_driver sim = camera(NULL, NULL);
	struct stream stream;
	long began;

	stream_begin(&stream, &sim);
	began = now_ms();
	CHECK(sim_do(&sim, "burst 1301 2600 VMD 1 edges"));
	CHECK(burst_ends(&sim, &stream));
	CHECK(now_ms() - began >= 450);
	stream_listen(&stream, 100);
	CHECK(times_in(stream.reply.body, "<eventState>active<") == 651);
	CHECK(times_in(stream.reply.body, "<eventState>inactive<") == 650);
	CHECK(alternates(stream.reply.body));
	CHECK(sim_ledger(&sim, "alerts/VMD 1 active") == 651);
	CHECK(sim_ledger(&sim, "alerts/VMD 1 inactive") == 650);
	CHECK(sim_ledger(&sim, "parts_sent") == 1301);
	CHECK(!sim_do(&sim, "burst 10 0 VMD 1 active"));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

/* The number of parts when no more are sent. */
static long parts_at_rest(struct sim_driver *sim)
{
	const struct timespec moment = {.tv_nsec = 200000000};
	long until = now_ms() + DEADLINE_MS, before, parts = 0;

	do {
		before = parts;
		nanosleep(&moment, NULL);
		parts = sim_ledger(sim, "parts_sent");
	} while ((!parts || parts != before) && now_ms() < until);
	return parts;
}

/* What is on its way fits into the buffers of two sockets and a little more. */
static void a_burst_waits_for_a_client_that_does_not_read(void)
{
	struct sim_driver sim = camera(NULL, NULL);
	struct stream stream;
	long sent;

	stream_begin(&stream, &sim);
	CHECK(sim_do(&sim, "burst 60000 100000 VMD 1 active"));
	sent = parts_at_rest(&sim);
	CHECK(sent > 0 && sent < 60000);
	CHECK(sim_ledger(&sim, "burst_left") == 60000 - sent);
	CHECK(burst_ends(&sim, &stream));
	stream_listen(&stream, 200);
	CHECK(times_in(stream.reply.body, "</EventNotificationAlert>") == 60000);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static char *capture(char path[40], const char *text)
{
	FILE *file;
	int fd;

	(void)snprintf(path, 40, "/tmp/sim-capture-XXXXXX");
	fd = mkstemp(path);
	file = fdopen(fd, "w");
	CHECK(file && fputs(text, file) >= 0 && fclose(file) == 0);
	return path;
}

#define ALERT(second, type)                                                            \
	"<EventNotificationAlert><dateTime>2026-01-31T10:00:" second                   \
	"+03:00</dateTime><eventType>" type "</eventType></EventNotificationAlert>"
#define LINE(second, type) "{\"content\":\"" ALERT(second, type) "\"}\n"

static void plays(const char *text)
{
	char path[40];
	struct sim_driver sim = camera("--replay", capture(path, text));
	struct stream stream;
	long began = now_ms();

	stream_begin(&stream, &sim);
	CHECK(stream_has(&stream, "<eventType>two<", 1));
	CHECK(stream_has(&stream, "<eventType>three<", 1));
	CHECK(now_ms() - began >= 1000);
	CHECK(times_in(stream.reply.body, "</EventNotificationAlert>") == 3);
	CHECK(sim_ledger(&sim, "replayed") == 3);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
	CHECK(unlink(path) == 0);
}

static void a_log_of_parts_is_played_in_the_time_of_its_alerts(void)
{
	plays(LINE("07", "one") LINE("07", "two") LINE("08", "three"));
}

static void the_bytes_of_a_stream_are_played_in_the_time_of_its_alerts(void)
{
	plays("--boundary\r\n\r\n" ALERT("07", "one") "\r\n--boundary\r\n\r\n" ALERT(
		"07", "two") ALERT("08", "three") "<EventNotificationAlert><cut");
}

static void a_capture_without_its_time_takes_a_moment(void)
{
	char path[40], command[80];
	struct sim_driver sim = camera(NULL, NULL);
	struct stream stream;

	(void)snprintf(command, sizeof(command), "replay %s fast",
		capture(path, LINE("07", "one") "no JSON\n" LINE("50", "two")));
	stream_begin(&stream, &sim);
	CHECK(sim_do(&sim, command));
	CHECK(stream_has(&stream, "<eventType>two<", 1));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
	CHECK(unlink(path) == 0);
}

static const struct test tests[] = {
	TEST(a_burst_has_its_rate_and_each_edge_arrives),
	TEST(a_burst_waits_for_a_client_that_does_not_read),
	TEST(a_log_of_parts_is_played_in_the_time_of_its_alerts),
	TEST(the_bytes_of_a_stream_are_played_in_the_time_of_its_alerts),
	TEST(a_capture_without_its_time_takes_a_moment),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
