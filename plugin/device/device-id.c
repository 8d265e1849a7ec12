/* SPDX-License-Identifier: Apache-2.0 */
/* device-id.c - ids that never change: from the serial number, never from an address. */

#include "device-id.h"

#include <stdio.h>
#include <string.h>

enum { SERIAL_MAX = 44 }; /* leaves room for every suffix */

static bool in_id(char ch)
{
	return (ch >= 'A' && ch <= 'Z') || (ch >= 'a' && ch <= 'z') ||
	       (ch >= '0' && ch <= '9') || ch == '_' || ch == '-';
}

void device_id(const char *serial, const char *suffix, unsigned door,
	char ret_id[DEVICE_ID_MAX + 1])
{
	char clean[128];
	size_t n = 0;
	const char *kept;

	for (; *serial && n < sizeof(clean) - 1; serial++) {
		if (in_id(*serial))
			clean[n++] = *serial;
	}
	clean[n] = '\0';
	kept = n > SERIAL_MAX ? clean + n - SERIAL_MAX : clean;
	if (!n) /* a serial of foreign letters only; an id is never empty */
		kept = "station";
	if (!suffix)
		snprintf(ret_id, DEVICE_ID_MAX + 1, "%.*s", SERIAL_MAX, kept);
	else if (!door)
		snprintf(
			ret_id, DEVICE_ID_MAX + 1, "%.*s-%s", SERIAL_MAX, kept, suffix);
	else
		snprintf(ret_id, DEVICE_ID_MAX + 1, "%.*s-%s-%u", SERIAL_MAX, kept,
			suffix, door);
}
