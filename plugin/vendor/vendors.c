/* SPDX-License-Identifier: Apache-2.0 */
/* vendors.c - the makers we speak to. */

#include "hikvision.h"
#include "vendor.h"

#include <string.h>

/* ADD A ROW */
const struct vendor *const vendors[] = {
	&hikvision_vendor,
	&hikvision_camera_vendor,
	NULL,
};

const struct vendor *vendor_find(const char *name)
{
	for (const struct vendor *const *v = vendors; *v; v++) {
		if (!strcmp((*v)->name, name))
			return *v;
	}
	return NULL;
}
