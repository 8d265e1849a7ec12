/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz-alert-xml.c - any bytes as an XML alert: text stays text, numbers in range. */

#include "alert-xml.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void claim_text(const char *text, size_t cap)
{
	struct bytes left =
		bytes_slice((struct bytes){text, cap}, 0, strnlen(text, cap));

	if (left.len == cap)
		abort();
	while (left.len) {
		if (!bytes_character(left))
			abort();
		left = bytes_skip(left, bytes_character(left));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct alert a;

	if (alert_xml_parse((struct bytes){(const char *)data, size}, &a))
		return 0;
	claim_text(a.type, sizeof(a.type));
	claim_text(a.time, sizeof(a.time));
	claim_text(a.description, sizeof(a.description));
	claim_text(a.acs.name, sizeof(a.acs.name));
	if (a.channel < -1 || a.port < -1 || a.acs.serial < -1 || a.acs.door < -1)
		abort();
	alert_is_heartbeat(&a);
	return 0;
}
