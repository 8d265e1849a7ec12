/* SPDX-License-Identifier: Apache-2.0 */
/* backoff.h - failures in a row -> how long to wait. Pure. */
#ifndef GATEHOUSE_BACKOFF_H
#define GATEHOUSE_BACKOFF_H

/** first_ms, doubled per failure, never over limit_ms, then spread by up to +-20 % so
 * that many devices do not come back in step.
 * @param failures 0: no wait
 * @param noise    any number; the same number gives the same answer */
unsigned backoff_ms(
	unsigned failures, unsigned first_ms, unsigned limit_ms, unsigned noise);

#endif
