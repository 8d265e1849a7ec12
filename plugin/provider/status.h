/* SPDX-License-Identifier: Apache-2.0 */
/* status.h - our errno -> the ABI's dp_status. */
#ifndef GATEHOUSE_STATUS_H
#define GATEHOUSE_STATUS_H

#include "device_provider.h"

/** @param err 0 or -errno; one that is not in the table is DP_E_INTERNAL */
dp_status status_of(int err);

#endif
