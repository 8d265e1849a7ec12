/* SPDX-License-Identifier: Apache-2.0 */
/* wall-clock.h - what time it is for people. Nothing is decided by it. */
#ifndef GATEHOUSE_WALL_CLOCK_H
#define GATEHOUSE_WALL_CLOCK_H

#include <stdint.h>

uint64_t wall_clock_unix_ms(void); /**< [any-thread] */

#endif
