/* SPDX-License-Identifier: Apache-2.0 */
/* device-object.h - what the host is told a device is: id, type, name, capabilities. */
#ifndef GATEHOUSE_DEVICE_OBJECT_H
#define GATEHOUSE_DEVICE_OBJECT_H

#include "child.h"
#include "vendor.h"

/** A new reference, or NULL: out of memory. The root also says what the unit is. */
json_t *device_root(
	const struct child *c, const struct unit_info *info, const char *manufacturer);
json_t *device_child(const struct child *c, const struct unit_info *info);

#endif
