/* SPDX-License-Identifier: Apache-2.0 */
/* promises.c - what every owner is promised, at each firmware that it applies to. */

#include "promises.h"

#include <stdio.h>

#define CLOSED     "its own port is closed, and no indoor station is set"
#define CALLS_ONLY "an indoor station tells of calls and opens doors, and nothing else"

/* Why it does not apply; what is not here applies. That a closed station is called
 * unreachable is in profiles-doors.c. */
// clang-format off
static const char *const voids[PROMISES][FIRMWARES] = {
	[PROMISE_SILENCE] = {
		[FIRMWARE_KD8003_INDOOR] = "there is no event channel that could die silently",
		[FIRMWARE_KD8003] = CLOSED},
	[PROMISE_PARTS] = {
		[FIRMWARE_KD8003_INDOOR] = "there is no event stream",
		[FIRMWARE_KD8003] = CLOSED},
	[PROMISE_CAUSES] = {
		[FIRMWARE_KD8003_INDOOR] = "of indoor stations it is told only whether one answers and takes the login: indoor-story.c",
		[FIRMWARE_KD8003] = "four of five: " CLOSED},
	[PROMISE_ACCESS] = {
		[FIRMWARE_KD8003_INDOOR] = CALLS_ONLY,
		[FIRMWARE_KD8003] = CLOSED},
	[PROMISE_LOGINS] = {
		[FIRMWARE_KD8003] = CLOSED},
	[PROMISE_CONNECTIONS] = {
		[FIRMWARE_KD8003_INDOOR] = "the ledger does not count an indoor station's connections",
		[FIRMWARE_KD8003] = CLOSED},
	[PROMISE_QUESTIONS] = {
		[FIRMWARE_KD8003_INDOOR] = "the ledger has no paths of an indoor station's requests: indoor-story.c",
		[FIRMWARE_KD8003] = CLOSED},
	[PROMISE_CLOCK] = {
		[FIRMWARE_KD8003_INDOOR] = "nothing that an indoor station answers has a time",
		[FIRMWARE_KD8003] = CLOSED},
	[PROMISE_TAMPER] = {
		[FIRMWARE_KD8003_INDOOR] = CALLS_ONLY,
		[FIRMWARE_KD8003] = CLOSED},
};
// clang-format on

const char *promise_void(const struct firmware *f, enum promise promise)
{
	return voids[promise][f - firmwares];
}

size_t open_promised(
	struct door *doors, enum promise promise, const char *const *switches)
{
	size_t n = 0;

	for (size_t i = 0; i < FIRMWARES; i++) {
		const struct firmware *f = &firmwares[i];
		const char *why = promise_void(f, promise);

		if (why) {
			printf("# not %s%s: %s\n", f->name,
				f->indirect ? ", indoors" : "", why);
			continue;
		}
		doors[n].firmware = f;
		doors[n].story = firmware_station(f);
		for (const char *const *s = switches; s && *s; s++)
			sim_do(&doors[n].story, "set %s", *s);
		firmware_host(f, &doors[n].story, "{" EVERYTHING "}");
		n++;
	}
	for (size_t i = 0; i < n; i++)
		hear(&doors[i].story, SOON_MS, ONLINE);
	listen_for(&doors[0].story, 300); /* v2.2.65 is told where to push */
	return n;
}
