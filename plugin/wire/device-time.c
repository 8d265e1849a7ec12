/* SPDX-License-Identifier: Apache-2.0 */
/* device-time.c - the moment that a device writes, where it says which it is. */

#include "device-time.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

enum {
	MINUTE_S = 60,
	HOUR_S = 60 * MINUTE_S,
	ZONE_MAX_S = 14 * HOUR_S, /* Kiribati */
	YEAR_MIN = 1970,          /* a clock without a battery begins there */
};

/* `count` digits; anything else is -1, and so is what is made of it. */
static int digits(const char **text, unsigned count)
{
	int value = 0;

	while (count--) {
		if (!isdigit((unsigned char)**text))
			return -1;
		value = value * 10 + *(*text)++ - '0';
	}
	return value;
}

static bool skip(const char **text, const char *any_of)
{
	if (!**text || !strchr(any_of, **text))
		return false;
	++*text;
	return true;
}

/* Both from `least` to `most`: digits() says -1 for none. */
static bool within(int value, int least, int most)
{
	return value >= least && value <= most;
}

static bool take_date(const char **text, struct tm *tm)
{
	int year = digits(text, 4), month, day;

	if (!skip(text, "-"))
		return false;
	month = digits(text, 2);
	if (!skip(text, "-"))
		return false;
	day = digits(text, 2);
	*tm = (struct tm){.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
	return year >= YEAR_MIN;
}

static bool take_time(const char **text, struct tm *tm)
{
	tm->tm_hour = digits(text, 2);
	if (!skip(text, ":"))
		return false;
	tm->tm_min = digits(text, 2);
	if (!skip(text, ":"))
		return false;
	tm->tm_sec = digits(text, 2);
	if (**text == '.' && !isdigit((unsigned char)(*text)[1]))
		return false;
	if (skip(text, "."))
		*text += strspn(*text, "0123456789");
	return within(tm->tm_hour, 0, 23) && within(tm->tm_min, 0, 59) &&
	       within(tm->tm_sec, 0, 59);
}

static bool take_zone(const char **text, int *ret_east_s)
{
	bool west = **text == '-';
	int hours, minutes;

	*ret_east_s = 0;
	if (skip(text, "Z"))
		return true;
	if (!skip(text, "+-"))
		return false;
	hours = digits(text, 2);
	skip(text, ":");
	minutes = digits(text, 2);
	*ret_east_s = (west ? -1 : 1) * (hours * HOUR_S + minutes * MINUTE_S);
	return hours >= 0 && within(minutes, 0, 59) &&
	       within(*ret_east_s, -ZONE_MAX_S, ZONE_MAX_S);
}

int device_time_parse(const char *text, int64_t *ret_unix_s)
{
	struct tm tm, same;
	time_t local;
	int east_s;

	if (!take_date(&text, &tm) || !skip(&text, "T ") || !take_time(&text, &tm) ||
		!take_zone(&text, &east_s) || *text)
		return -EPROTO;
	same = tm;
	local = timegm(&same);
	/* The 31st of February would be a day in March, and of the 13th month in January. */
	if (same.tm_mon != tm.tm_mon)
		return -EPROTO;
	*ret_unix_s = (int64_t)local - east_s;
	return 0;
}
