/* SPDX-License-Identifier: Apache-2.0 */
/* unlock-fuse.h - a door that was unlocked once is told of once, however many sources
 * know.
 *
 * As with presses: each counts what it knows of, and one is told when one has counted more
 * than were told. Stream and journal count as one, for they share their serial numbers.
 * Counts end UNLOCK_SKEW_MS after the last. Pure. */
#ifndef GATEHOUSE_UNLOCK_FUSE_H
#define GATEHOUSE_UNLOCK_FUSE_H

#include "event.h"
#include <stdbool.h>

enum {
	UNLOCK_SKEW_MS = 3000, /**< all sources know of one within this time */
	UNLOCK_DOORS = 16,
};

/** All-zero at the start. */
struct unlock_fuse {
	struct {
		unsigned known[2]; /**< by the station's stream and journal; pushed */
		unsigned told;
		uint64_t last_ms;
	} doors[UNLOCK_DOORS];
};

/** @return whether nobody has told of this one yet */
bool unlock_fuse_news(struct unlock_fuse *f, const struct event *ev, uint64_t now_ms);

#endif
