/* SPDX-License-Identifier: Apache-2.0 */
/* unlock-fuse.c - a door that was unlocked once is told of once. */

#include "unlock-fuse.h"

#include <string.h>

bool unlock_fuse_news(struct unlock_fuse *f, const struct event *ev, uint64_t now_ms)
{
	unsigned i = ev->door ? ev->door - 1 : 0;

	if (i >= UNLOCK_DOORS)
		return true;
	if (now_ms - f->doors[i].last_ms > UNLOCK_SKEW_MS)
		memset(&f->doors[i], 0, sizeof(f->doors[i]));
	f->doors[i].last_ms = now_ms;
	if (++f->doors[i].known[ev->source == SOURCE_PUSH] <= f->doors[i].told)
		return false;
	f->doors[i].told++;
	return true;
}
