/* SPDX-License-Identifier: Apache-2.0 */
/* profiles-presses.c - at every firmware that we know of, a press rings, and rings once.
 *
 * A hundred presses at each; built as profiles-thousand, a thousand. The station's ledger
 * has how often the button was pressed. */

#include "firmware.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef PRESSES
#define PRESSES 100
#endif

enum {
	DOORS_MAX = 40,
	QUIET_MS = 2500, /* call and journal are asked at least once more */
};

static bool is_only_asked(const struct firmware *f)
{
	return !strcmp(f->rung_by, "poll");
}

/* How many rings this source told of first, as the diagnostics have it. */
static long long rung_first_by(struct story *s, const char *source)
{
	const json_t *r = reply(s, request(s, "", "", "diagnostics", NULL), SOON_MS);
	const char *path =
		json_string_value(json_object_get(json_object_get(r, "blob"), "file"));
	json_t *bundle = path ? json_load_file(path, 0, NULL) : NULL;
	long long n = json_integer_value(
		json_object_get(json_object_get(json_object_get(bundle, "station"),
					"rings_first_told_by"),
			source));

	CHECK(bundle != NULL);
	json_decref(bundle);
	return n;
}

/* Wait until all doors know that the visitor went: nothing else may separate two rings of
 * a station that is only asked. */
static void leave(struct story *s, size_t n, size_t visits, bool is_told)
{
	for (size_t i = 0; i < n; i++)
		sim_do(&s[i], "hangup");
	for (size_t i = 0; is_told && i < n; i++)
		CHECK(hear_count(&s[i], SOON_MS, visits + 1, CALL_IDLE) >= visits + 1);
}

/* What is only asked, once a second, knows of two visits no sooner than two answers: many
 * stations share them. */
static size_t stations_of(const struct firmware *f)
{
	return f->doors > 1 && PRESSES > 100 ? DOORS_MAX : f->doors;
}

static void each_press_rings_once(const struct firmware *f)
{
	struct story s[DOORS_MAX];
	size_t doors = stations_of(f), each = PRESSES / doors, rings = 0;
	unsigned seed = 5;
	unsigned long long begun = now_ms();
	long long won = 0;

	for (size_t i = 0; i < doors; i++) {
		s[i] = firmware_begin(f, NULL);
		hear(&s[i], SOON_MS, ONLINE);
	}
	listen_for(&s[0], 500);
	for (size_t n = 1; n <= each; n++) {
		for (size_t i = 0; i < doors; i++)
			sim_do(&s[i], "press 1");
		for (size_t i = 0; i < doors; i++)
			CHECK(hear_count(&s[i], SOON_MS, n, RING) == n);
		leave(s, doors, n, is_only_asked(f));
		listen_for(&s[0], (unsigned)rand_r(&seed) % 30);
	}
	listen_for(&s[0], QUIET_MS);
	for (size_t i = 0; i < doors; i++) {
		rings += heard(&s[i], RING);
		CHECK(ledger(&s[i], "presses") == (long long)each);
		won += rung_first_by(&s[i], f->rung_by);
		story_end(&s[i]);
	}
	printf("# %s%s: %zu rings at %zu stations in %llu s, %lld by %s first\n",
		f->name, f->indirect ? ", indoors" : "", rings, doors,
		(now_ms() - begun) / 1000, won, f->rung_by);
	CHECK(rings == PRESSES);
	/* A question that is out at the moment of the press may be faster than a stream. */
	CHECK(won >= PRESSES * 9 / 10 && won <= PRESSES);
}

static void a_press_is_always_seen_and_rings_once(void)
{
	for (size_t i = 0; i < FIRMWARES; i++) {
		if (firmwares[i].can & CAN_RING)
			each_press_rings_once(&firmwares[i]);
		else
			printf("# not %s; %s\n", firmwares[i].name,
				firmwares[i].cannot);
	}
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_press_is_always_seen_and_rings_once),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
