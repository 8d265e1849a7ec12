/* SPDX-License-Identifier: Apache-2.0 */
/* histogram.c - how long something takes, in powers of two. */

#include "histogram.h"

void histogram_add(struct histogram *h, uint64_t value)
{
	unsigned bucket = 0;

	while (bucket < HISTOGRAM_BUCKETS - 1 && value >> bucket)
		bucket++;
	h->count[bucket]++;
	h->total++;
	if (value > h->longest)
		h->longest = value;
}

uint64_t histogram_percentile(const struct histogram *h, unsigned percent)
{
	uint64_t wanted = ((uint64_t)h->total * percent + 99) / 100, seen = 0;

	if (!h->total)
		return 0;
	for (unsigned bucket = 0; bucket < HISTOGRAM_BUCKETS - 1; bucket++) {
		uint64_t end = ((uint64_t)1 << bucket) - 1;

		seen += h->count[bucket];
		if (seen >= wanted)
			return end < h->longest ? end : h->longest;
	}
	return h->longest;
}
