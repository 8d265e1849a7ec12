/* SPDX-License-Identifier: Apache-2.0 */
/* tamper-restart.c - the tamper switch is a latch: neither a restart of ours, nor one of
 * the station, nor the end of the tampering clears it; only the user does. */

#include "firmware.h"
#include "keeping-host.h"

#include <stdio.h>

#define UP     "{\"report\":\"status\",\"device\":\"\",\"status\":\"ok\"}"
#define DOWN   "{\"report\":\"status\",\"device\":\"\",\"status\":\"down\"}"
#define TAMPER "S1-tamper"
#define IS(on)                                                                         \
	"{\"report\":\"state\",\"device\":\"" TAMPER                                   \
	"\",\"state\":{\"tamper\":{\"on\":" on "}}}"
#define ANY_MOTION "{\"report\":\"state\",\"state\":{\"motion\":{\"on\":true}}}"

enum { AT_ONCE_MS = 0 };

/* The station's tamper switch. */
struct latch {
	struct guest guest;
	struct story story;
	struct keeping_host host;
};

static void start(struct latch *l)
{
	char settings[200];

	snprintf(settings, sizeof(settings),
		"{\"host\":\"127.0.0.1\",\"port\":%d,\"username\":\"admin\","
		"\"password\":\"Front-Door-1\",\"expose_tamper\":true}",
		l->story.port);
	keeping_host_start(&l->host, settings);
}

static bool is(struct latch *l, const char *pattern)
{
	return keeping_host_hears(&l->host, SOON_MS, pattern);
}

static bool was(struct latch *l, const char *pattern)
{
	return keeping_host_hears(&l->host, AT_ONCE_MS, pattern);
}

/* It has to be told first where to push: written, and read again. */
static void await_registration(struct story *s)
{
	unsigned long long until = now_ms() + SOON_MS;

	while (asked(s, "GET /ISAPI/Event/notification/httpHosts") < 2 &&
		now_ms() < until)
		;
	CHECK(now_ms() < until);
}

/* Tampered with, and over again. */
static void begin(struct latch *l, const struct firmware *f)
{
	const char *options[] = {"--profile", f->name, "--serial", "S1", NULL};

	l->guest = guest_load();
	l->story = story_begin(options);
	keeping_host_init(&l->host, &l->guest, "hikvision-doorbell");
	start(l);
	CHECK(keeping_host_hears(&l->host, SOON_MS, UP));
	CHECK(is(l, IS("false")));
	if (f == &firmwares[FIRMWARE_V2_2_65])
		await_registration(&l->story);
	sim_do(&l->story, "tamper");
	CHECK(is(l, IS("true")));
	sim_do(&l->story, "tamper-end");
}

static void end(struct latch *l)
{
	keeping_host_stop(&l->host);
	keeping_host_finish(&l->host);
	story_end(&l->story);
	guest_unload(&l->guest);
}

static void restart(struct latch *l)
{
	keeping_host_stop(&l->host);
	start(l);
}

static void is_latched(struct latch *l)
{
	restart(l);
	CHECK(keeping_host_hears(&l->host, SOON_MS, UP));
	CHECK(is(l, IS("true")) && !was(l, IS("false")));
	keeping_host_stop(&l->host);
	sim_do(&l->story, "off");
	start(l);
	CHECK(keeping_host_hears(&l->host, SOON_MS, DOWN));
	CHECK(is(l, IS("true")));
	sim_do(&l->story, "on");
	CHECK(keeping_host_hears(&l->host, RECOVERY_MS, UP));
	CHECK(!was(l, IS("false")) && !was(l, ANY_MOTION));
}

static void is_cleared(struct latch *l)
{
	keeping_host_ask(&l->host, 1, TAMPER, "tamper", "turn_off", "{}");
	CHECK(is(l, IS("false")));
	restart(l);
	CHECK(keeping_host_hears(&l->host, SOON_MS, UP));
	CHECK(is(l, IS("false")) && !was(l, IS("true")));
}

static void tampering_outlives_restarts_until_the_user_clears_it(void)
{
	for (size_t i = FIRMWARE_V2_2_65; i <= FIRMWARE_V3_9_0; i++) {
		struct latch l;

		printf("# at %s\n", firmwares[i].name);
		begin(&l, &firmwares[i]);
		is_latched(&l);
		is_cleared(&l);
		end(&l);
	}
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(tampering_outlives_restarts_until_the_user_clears_it),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
