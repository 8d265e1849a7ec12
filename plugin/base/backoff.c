/* SPDX-License-Identifier: Apache-2.0 */
/* backoff.c - failures in a row -> how long to wait. */

#include "backoff.h"

#include <limits.h>
#include <stdint.h>

/* So that neighbouring numbers (1, 2, 3: instances) are far apart. */
static uint32_t scatter(uint32_t x)
{
	x = (x ^ x >> 16) * 0x85ebca6bu;
	x = (x ^ x >> 13) * 0xc2b2ae35u;
	return x ^ x >> 16;
}

unsigned backoff_ms(
	unsigned failures, unsigned first_ms, unsigned limit_ms, unsigned noise)
{
	uint64_t wait = first_ms;
	uint64_t spread;

	if (!failures)
		return 0;
	while (--failures && wait && wait < limit_ms)
		wait *= 2;
	if (wait > limit_ms)
		wait = limit_ms;
	spread = wait / 5;
	wait = wait - spread + scatter(noise) % (2 * spread + 1);
	return wait > UINT_MAX ? UINT_MAX : (unsigned)wait;
}
