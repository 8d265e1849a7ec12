/* SPDX-License-Identifier: Apache-2.0 */
/* token-bucket.h - so many at once, and then one every so often. Pure. */
#ifndef GATEHOUSE_TOKEN_BUCKET_H
#define GATEHOUSE_TOKEN_BUCKET_H

#include <stdbool.h>
#include <stdint.h>

struct token_rate {
	unsigned burst;    /**< at once, after a pause */
	unsigned every_ms; /**< one more; not 0 */
};

/** All-zero is a full one. */
struct token_bucket {
	unsigned taken;
	uint64_t since_ms; /**< the oldest of `taken` comes back every_ms after this */
};

/** @return whether there was one left */
bool token_bucket_take(
	struct token_bucket *b, const struct token_rate *rate, uint64_t now_ms);

#endif
