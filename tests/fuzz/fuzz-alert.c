/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz-alert.c - what holds for every alert: text stays text, numbers in range. */

#include "fuzz-alert.h"

#include "alert-xml.h"

#include <stdlib.h>
#include <string.h>

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

void fuzz_alert_claim(const struct alert *a)
{
	claim_text(a->type, sizeof(a->type));
	claim_text(a->time, sizeof(a->time));
	claim_text(a->description, sizeof(a->description));
	claim_text(a->acs.name, sizeof(a->acs.name));
	if (a->channel < -1 || a->port < -1 || a->acs.serial < -1 || a->acs.door < -1)
		abort();
	alert_is_heartbeat(a);
}
