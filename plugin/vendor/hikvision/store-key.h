/* SPDX-License-Identifier: Apache-2.0 */
/* store-key.h - under which key something of a device is kept: by the device, and not by
 * its address. Pure. */
#ifndef GATEHOUSE_HIKVISION_STORE_KEY_H
#define GATEHOUSE_HIKVISION_STORE_KEY_H

enum { STORE_KEY_MAX = 64 };

/** @param prefix  says what it is: "push-"; short */
void store_key(const char *prefix, const char *serial, char key[STORE_KEY_MAX + 1]);

#endif
