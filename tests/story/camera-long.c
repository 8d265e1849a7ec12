/* SPDX-License-Identifier: Apache-2.0 */
/* camera-long.c - what takes a camera or a recorder its time. */

#include "camera-house.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MINUTE_MS = 60 * 1000,
	GROWTH_MAX_KB = 8 * 1024, /* of the host, over a minute of flood */
};

static long memory_kb(const struct story *s)
{
	char path[40], line[200];
	long kb = -1;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)s->host.pid);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f)) {
		if (!strncmp(line, "VmRSS:", 6))
			kb = strtol(line + 6, NULL, 10);
	}
	if (f)
		fclose(f);
	return kb;
}

static void a_thousand_alerts_at_10_a_second_are_one_on_and_one_off(void)
{
	struct story s = camera_at_home(NULL, NULL);
	struct edges e;

	camera_quiet(&s, 0, "motion");
	sim_do(&s, "set alert-end never");
	sim_do(&s, "series VMD 1 1000 100");
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "true"));
	CHECK(hear_sensor(&s, 2 * MINUTE_MS, 0, "motion", "false"));
	listen_for(&s, 1000);
	e = camera_edges(&s, 0, "motion");
	CHECK(e.on == 1 && ledger(&s, "alerts/VMD 1 active") == 1000);
	CHECK(heard(&s, "{\"report\":\"event\",\"capability\":\"motion_event\"}") == 1);
	story_end(&s);
}

static void a_minute_of_10000_alerts_a_second_costs_no_memory_and_no_edge(void)
{
	struct story s = camera_at_home(NULL, "{\"off_delay\":1}");
	long before, most = 0;
	unsigned edges = 0;

	camera_quiet(&s, 0, "motion");
	sim_do(&s, "burst 600000 10000 VMD 1 active");
	CHECK(hear_sensor(&s, SOON_MS, 0, "motion", "true"));
	before = memory_kb(&s);
	while (ledger(&s, "burst_left") && edges < 200) {
		sim_do(&s, "alert linedetection 1 active");
		CHECK(hear_sensor(&s, SOON_MS, 0, "line_crossing", "true"));
		sim_do(&s, "alert linedetection 1 inactive");
		CHECK(hear_sensor(&s, SOON_MS, 0, "line_crossing", "false"));
		edges++;
		listen_for(&s, 1000);
		most = memory_kb(&s) > most ? memory_kb(&s) : most;
	}
	printf("# %ld kB before, %ld at most, %u edges between\n", before, most, edges);
	CHECK(edges >= 30 && before > 0 && most - before < GROWTH_MAX_KB);
	CHECK(hear_sensor(&s, RECOVERY_MS, 0, "motion", "false"));
	CHECK(camera_edges(&s, 0, "motion").on == 1);
	if (!CHECK(ledger(&s, "alerts/VMD 1 active") == 600000))
		printf("# %lld were sent\n", ledger(&s, "alerts/VMD 1 active"));
	CHECK(ledger(&s, "streams_total") == 1 && heard(&s, ONLINE) == 1);
	story_end(&s);
}

static void a_recorder_that_closes_each_40_s_does_not_flap(void)
{
	static const char *const options[] = {
		"--profile", "nvr16", "--set", "stream-life-ms=40000", NULL};
	struct story s = camera_at_home(options, NULL);

	sim_do(&s, "motion 1 1000");
	CHECK(hear_sensor(&s, SOON_MS, 1, "motion", "true"));
	listen_for(&s, 90 * 1000);
	CHECK(ledger(&s, "streams_total") == 3);
	CHECK(heard(&s, ONLINE) == 1 && heard(&s, UNREACHABLE) == 0);
	CHECK(camera_edges(&s, 1, "motion").on == 1);
	CHECK(!strcmp(camera_edges(&s, 1, "motion").now, "true"));
	story_end(&s);
}

static void a_busy_device_is_asked_again_after_30_to_120_s(void)
{
	struct story s = camera_at_home(NULL, NULL);
	unsigned long long before;

	sim_do(&s, "busy 1");
	sim_do(&s, "cut");
	before = now_ms();
	hear(&s, 2 * MINUTE_MS, ONLINE);
	CHECK(now_ms() - before >= 29 * 1000 && now_ms() - before <= 120 * 1000);
	CHECK(ledger(&s, "streams_refused") == 1);
	story_end(&s);
}

/* No heartbeat ever: silence alone says nothing, until a minute of it. */
static void a_dead_recorder_without_heartbeats_is_noticed_within_a_minute(void)
{
	static const char *const options[] = {"--profile", "nvr16", NULL};
	struct story s = camera_at_home(options, NULL);
	unsigned long long before;

	sim_do(&s, "alert VMD 1 active");
	CHECK(hear_sensor(&s, SOON_MS, 1, "motion", "true"));
	sim_do(&s, "freeze");
	before = now_ms();
	hear(&s, MINUTE_MS + 2000, UNREACHABLE);
	CHECK(now_ms() - before <= MINUTE_MS + 1000);
	listen_for(&s, 200);
	CHECK(!strcmp(camera_edges(&s, 1, "motion").now, "null"));
	CHECK(!strcmp(camera_edges(&s, 2, "line_crossing").now, "null"));
	sim_do(&s, "thaw");
	hear(&s, RECOVERY_MS, ONLINE);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_thousand_alerts_at_10_a_second_are_one_on_and_one_off),
		TEST(a_minute_of_10000_alerts_a_second_costs_no_memory_and_no_edge),
		TEST(a_recorder_that_closes_each_40_s_does_not_flap),
		TEST(a_busy_device_is_asked_again_after_30_to_120_s),
		TEST(a_dead_recorder_without_heartbeats_is_noticed_within_a_minute),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
