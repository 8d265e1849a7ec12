/* SPDX-License-Identifier: Apache-2.0 */
/* id-set.c - numbers that were used: small as long as they mostly follow each other. */

#include "id-set.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void id_set_finish(struct id_set *set)
{
	free(set->ranges);
	*set = (struct id_set){NULL, 0};
}

/* The first range that ends at `id` or later. */
static size_t find(const struct id_set *set, uint64_t id)
{
	size_t low = 0, high = set->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (set->ranges[middle].last < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool id_set_has(const struct id_set *set, uint64_t id)
{
	size_t at = find(set, id);

	return at < set->count && set->ranges[at].first <= id;
}

static void remove_range(struct id_set *set, size_t at)
{
	memmove(set->ranges + at, set->ranges + at + 1,
		(set->count - at - 1) * sizeof(set->ranges[0]));
	set->count--;
}

int id_set_add(struct id_set *set, uint64_t id)
{
	size_t at = find(set, id);
	bool before, after;
	struct id_range *ranges;

	if (id_set_has(set, id))
		return -EEXIST;
	before = at > 0 && set->ranges[at - 1].last == id - 1;
	after = at < set->count && set->ranges[at].first == id + 1;
	if (before) {
		set->ranges[at - 1].last = after ? set->ranges[at].last : id;
		if (after)
			remove_range(set, at);
		return 0;
	}
	if (after) {
		set->ranges[at].first = id;
		return 0;
	}
	ranges = realloc(set->ranges, (set->count + 1) * sizeof(ranges[0]));
	if (!ranges)
		return -ENOMEM;
	memmove(ranges + at + 1, ranges + at, (set->count - at) * sizeof(ranges[0]));
	ranges[at] = (struct id_range){id, id};
	set->ranges = ranges;
	set->count++;
	return 0;
}
