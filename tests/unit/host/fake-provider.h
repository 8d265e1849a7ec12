/* SPDX-License-Identifier: Apache-2.0 */
/* fake-provider.h - a provider without devices of its own, and faulty on demand. */
#ifndef GATEHOUSE_FAKE_PROVIDER_H
#define GATEHOUSE_FAKE_PROVIDER_H

#include "device_provider.h"

/** Provider "fake" of the plugin "fake"; manifest fake.json.
 *
 * Reports a doorbell "bell" with the lock "bell-lock-1" below it when it starts.
 * Requests: unlock, snapshot, ring, hold (answered by cancel or stop), leak (logs the
 * password), twice (answers twice), print (writes to stdout), settings.check, action.
 * The setting `fault` names the rule that its control functions break. */
extern const dp_provider fake_provider;

/** The table that the last create() was given: also that of instances long gone. */
const dp_host *fake_last_host(void);

#endif
