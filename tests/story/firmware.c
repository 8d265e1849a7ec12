/* SPDX-License-Identifier: Apache-2.0 */
/* firmware.c - a door of each firmware that we know of, and what it can have done to it. */

#include "firmware.h"

#include <stdio.h>
#include <string.h>

enum { DOORS_FOR_POLLING = 25 };

// clang-format off
const struct firmware firmwares[FIRMWARES] = {
	[FIRMWARE_V2_2_65] = {"v2.2.65", CAN_BE_HEARD | CAN_END | CAN_UNLOCK | CAN_RING, "push", 1,
		NULL, false},
	[FIRMWARE_V3_7_0] = {"v3.7.0", CAN_BE_HEARD | CAN_END | CAN_UNLOCK | CAN_RING, "stream", 1,
		NULL, false},
	[FIRMWARE_V3_7_1] = {"v3.7.1", CAN_BE_HEARD | CAN_UNLOCK | CAN_RING, "stream", 1,
		"end of a ring: callStatus is always idle, so it is over 65 s after the last press", false},
	/* Told by nothing but callStatus, once a second. */
	[FIRMWARE_V3_9_0] = {"v3.9.0", CAN_BE_HEARD | CAN_END | CAN_UNLOCK | CAN_RING, "poll",
		DOORS_FOR_POLLING, NULL, false},
	[FIRMWARE_KD8003_INDOOR] = {"kd8003", CAN_RING, "poll", DOORS_FOR_POLLING,
		"events: an indoor station tells of calls only; what becomes of them is in indoor-story.c", true},
	[FIRMWARE_KD8003] = {"kd8003", 0, NULL, 1,
		"everything: its own port is closed, and no indoor station is set here", false},
};
// clang-format on

struct story firmware_station(const struct firmware *f)
{
	const char *options[] = {"--profile", f->name, NULL};

	return story_begin(options);
}

void firmware_host(const struct firmware *f, struct story *s, const char *settings)
{
	char more[400];

	if (!f->indirect) {
		host_begin(s, settings);
		return;
	}
	snprintf(more, sizeof(more), "{\"indoor_stations\":[\"127.0.0.1:%d\"]%s%s",
		s->indoor[0], settings && strcmp(settings, "{}") ? "," : "",
		settings ? settings + 1 : "}");
	host_begin(s, more);
}

struct story firmware_begin(const struct firmware *f, const char *settings)
{
	struct story s = firmware_station(f);

	firmware_host(f, &s, settings);
	return s;
}

size_t open_doors(struct door *doors, unsigned can)
{
	size_t n = 0;

	for (size_t i = 0; i < FIRMWARES; i++) {
		const struct firmware *f = &firmwares[i];

		if ((f->can & can) != can) {
			printf("# not %s; %s\n", f->name, f->cannot);
			continue;
		}
		doors[n].firmware = f;
		doors[n++].story = firmware_begin(f, "{" EVERYTHING "}");
	}
	for (size_t i = 0; i < n; i++)
		hear(&doors[i].story, SOON_MS, ONLINE);
	listen_for(&doors[0].story, 300); /* v2.2.65 is told where to push */
	return n;
}

void close_doors(struct door *doors, size_t n)
{
	for (size_t i = 0; i < n; i++)
		story_end(&doors[i].story);
}

/* Say of a failure where it was. */
void at_each(struct door *doors, size_t n, step_fn *step)
{
	for (size_t i = 0; i < n; i++) {
		printf("# at %s%s\n", doors[i].firmware->name,
			doors[i].firmware->indirect ? ", indoors" : "");
		step(&doors[i]);
	}
}

void tell_each(struct door *doors, size_t n, const char *command)
{
	for (size_t i = 0; i < n; i++)
		sim_do(&doors[i].story, "%s", command);
}
