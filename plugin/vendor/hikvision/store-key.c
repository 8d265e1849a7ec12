/* SPDX-License-Identifier: Apache-2.0 */
/* store-key.c - under which key something of a device is kept. */

#include "store-key.h"

#include <stdio.h>
#include <string.h>

void store_key(const char *prefix, const char *serial, char key[STORE_KEY_MAX + 1])
{
	const size_t room = STORE_KEY_MAX - strlen(prefix);
	size_t len = strlen(serial);

	if (len > room) /* its end tells it from others of the model */
		serial += len - room;
	snprintf(key, STORE_KEY_MAX + 1, "%s%s", prefix, serial);
	for (char *c = key; *c; c++)
		if (!(*c >= '0' && *c <= '9') && !(*c >= 'A' && *c <= 'Z') &&
			!(*c >= 'a' && *c <= 'z') && *c != '-')
			*c = '_';
}
