/* SPDX-License-Identifier: Apache-2.0 */
/* histogram.h - how long something takes, in powers of two. Pure, fixed size. */
#ifndef GATEHOUSE_HISTOGRAM_H
#define GATEHOUSE_HISTOGRAM_H

#include <stdint.h>

enum { HISTOGRAM_BUCKETS = 20 };

/** All-zero is empty. Bucket n counts values below 2^n and not below 2^(n-1); the last one
 * everything above. */
struct histogram {
	uint32_t count[HISTOGRAM_BUCKETS];
	uint32_t total;
	uint64_t longest;
};

void histogram_add(struct histogram *h, uint64_t value);

/** @return a value that `percent` of all are not above: the upper end of its bucket, or
 * the longest; 0 when empty */
uint64_t histogram_percentile(const struct histogram *h, unsigned percent);

#endif
