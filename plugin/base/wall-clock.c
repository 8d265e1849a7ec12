/* SPDX-License-Identifier: Apache-2.0 */
/* wall-clock.c - what time it is for people. */

#include "wall-clock.h"

#include <time.h>

uint64_t wall_clock_unix_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}
