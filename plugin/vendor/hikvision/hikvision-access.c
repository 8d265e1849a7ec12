/* SPDX-License-Identifier: Apache-2.0 */
/* hikvision-access.c - who was at a door, from an access-control alert. */

#include "hikvision-access.h"

#include <stdio.h>
#include <string.h>

enum { CODED_DIGITS_MIN = 10 };

/* "52" is '4'. @return 0 when the two are not the code of a digit */
static char decoded(const char *two)
{
	int code = (two[0] - '0') * 10 + (two[1] - '0');

	return code >= '0' && code <= '9' ? (char)code : 0;
}

/* Rationale: a card's number has up to ten digits and 32 bits. Codes of digits begin with
 * 48 to 57, so ten of them are always more than 32 bits hold. */
static bool is_coded(const char *text)
{
	size_t len = strlen(text);

	if (len < CODED_DIGITS_MIN || len % 2 || strspn(text, "0123456789") != len)
		return false;
	for (size_t i = 0; i < len; i += 2) {
		if (!decoded(text + i))
			return false;
	}
	return true;
}

void hikvision_card(const char *written, char *ret_card, size_t cap)
{
	size_t n = 0;

	if (!is_coded(written)) {
		snprintf(ret_card, cap, "%s", written);
		return;
	}
	for (const char *two = written; *two && n + 1 < cap; two += 2)
		ret_card[n++] = decoded(two);
	ret_card[n] = '\0';
}

void hikvision_access(const struct alert *alert, enum access_method method,
	struct event_access *ret_access)
{
	const struct acs_event *acs = &alert->acs;

	*ret_access = (struct event_access){.method = method};
	snprintf(ret_access->name, sizeof(ret_access->name), "%s",
		*acs->name ? acs->name : acs->employee);
	hikvision_card(acs->card, ret_access->card, sizeof(ret_access->card));
	snprintf(ret_access->device_time, sizeof(ret_access->device_time), "%s",
		alert->time);
}
