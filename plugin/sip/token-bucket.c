/* SPDX-License-Identifier: Apache-2.0 */
/* token-bucket.c - so many at once, and then one every so often. */

#include "token-bucket.h"

bool token_bucket_take(
	struct token_bucket *b, const struct token_rate *rate, uint64_t now_ms)
{
	uint64_t back = (now_ms - b->since_ms) / rate->every_ms;

	if (back >= b->taken) {
		b->taken = 0;
		b->since_ms = now_ms;
	} else {
		b->taken -= (unsigned)back;
		b->since_ms += back * rate->every_ms;
	}
	if (b->taken >= rate->burst)
		return false;
	b->taken++;
	return true;
}
