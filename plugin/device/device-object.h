/* SPDX-License-Identifier: Apache-2.0 */
/* device-object.h - what the host is told a device is: id, type, name, capabilities. */
#ifndef GATEHOUSE_DEVICE_OBJECT_H
#define GATEHOUSE_DEVICE_OBJECT_H

#include "child.h"

/** A new reference, or NULL: out of memory. The root also says what the unit is. */
json_t *device_root(const struct child *c);
json_t *device_child(const struct child *c);

#endif
