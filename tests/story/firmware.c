/* SPDX-License-Identifier: Apache-2.0 */
/* firmware.c - a door of each firmware that we know of, and what it can have done to it. */

#include "firmware.h"

#include <stdio.h>

enum { DOORS_FOR_POLLING = 20 };

// clang-format off
const struct firmware firmwares[FIRMWARES] = {
	{"v2.2.65", CAN_BE_HEARD | CAN_END | CAN_UNLOCK, "push", 1, NULL},
	{"v3.7.0", CAN_BE_HEARD | CAN_END | CAN_UNLOCK, "stream", 1, NULL},
	{"v3.7.1", CAN_BE_HEARD | CAN_UNLOCK, "stream", 1,
		"end of a ring: callStatus is always idle, so it is over 65 s after the last press"},
	/* Told by nothing but callStatus, once a second. */
	{"v3.9.0", CAN_BE_HEARD | CAN_END | CAN_UNLOCK, "poll", DOORS_FOR_POLLING, NULL},
	{"kd8003", 0, NULL, 1,
		"everything: its own port is closed, and no indoor station is set here, see indoor-story.c"},
};
// clang-format on

struct story firmware_begin(const struct firmware *f, const char *settings)
{
	const char *options[] = {"--profile", f->name, NULL};
	struct story s = story_begin(options);

	host_begin(&s, settings);
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
		printf("# at %s\n", doors[i].firmware->name);
		step(&doors[i]);
	}
}

void tell_each(struct door *doors, size_t n, const char *command)
{
	for (size_t i = 0; i < n; i++)
		sim_do(&doors[i].story, "%s", command);
}
