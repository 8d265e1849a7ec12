/* SPDX-License-Identifier: Apache-2.0 */
/* device-id.h - ids that never change: from the serial number, never from an address. */
#ifndef GATEHOUSE_DEVICE_ID_H
#define GATEHOUSE_DEVICE_ID_H

#include "child.h"

/** "<serial>", "<serial>-tamper", "<serial>-lock-1". Other characters of the serial than
 * [A-Za-z0-9_-] are left out; of a long one the end is kept, which tells units apart; of nothing, "station" is made.
 *
 * @param suffix NULL: the station itself
 * @param door   0: not per door */
void device_id(const char *serial, const char *suffix, unsigned door,
	char ret_id[DEVICE_ID_MAX + 1]);

#endif
