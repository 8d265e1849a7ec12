/* SPDX-License-Identifier: Apache-2.0 */
/* alert-age.c - is an alert old news, sent because a stream begins? */

#include "alert-age.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>

/* "2026-01-31T10:00:00", or with a blank instead of the T; what follows does not matter.
 * @return 0, -EPROTO */
static int seconds_of(const char *time, int64_t *ret_seconds)
{
	struct tm tm = {0};
	char between;

	if (sscanf(time, "%4d-%2d-%2d%c%2d:%2d:%2d", &tm.tm_year, &tm.tm_mon,
		    &tm.tm_mday, &between, &tm.tm_hour, &tm.tm_min, &tm.tm_sec) != 7)
		return -EPROTO;
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	*ret_seconds = timegm(&tm);
	return 0;
}

bool alert_age_is_old(struct alert_age *a, const char *time, uint64_t now_ms)
{
	bool beginning = now_ms - a->opened_ms < ALERT_BACKLOG_MS;
	int64_t seconds, lead;

	if (seconds_of(time, &seconds))
		return false;
	lead = seconds - (int64_t)(now_ms / 1000);
	if (beginning && a->known && lead < a->lead_s - ALERT_OLD_S)
		return true;
	if (!beginning || !a->known || lead > a->lead_s)
		a->lead_s = lead;
	a->known = true;
	return false;
}
