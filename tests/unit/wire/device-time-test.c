/* SPDX-License-Identifier: Apache-2.0 */
/* device-time-test.c - only what names a moment is one. */

#include "check.h"
#include "device-time.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { TEN = 1767261600 /* 2026-01-01T10:00:00Z */, HOUR_S = 3600 };

static void a_moment_is_the_same_in_every_zone(void)
{
	static const char *const texts[] = {"2026-01-01T10:00:00Z",
		"2026-01-01T10:00:00+00:00", "2026-01-01 13:00:00+03:00",
		"2026-01-01T10:00:00.5Z", "2026-01-01T10:00:00.123456-00:00",
		"2026-01-02T00:00:00+14:00", "2025-12-31T20:00:00-14:00",
		"2026-01-01T15:30:00+0530", "2026-01-01T08:30:00-01:30"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		int64_t is = 0;

		if (!CHECK(!device_time_parse(texts[i], &is) && is == TEN))
			printf("# %s\n", texts[i]);
	}
}

static void every_second_counts(void)
{
	static const struct {
		const char *text;
		int64_t is;
	} rows[] = {
		{"1970-01-01T00:00:00Z", 0},
		{"1970-01-01T00:00:00+01:00", -HOUR_S},
		{"2024-02-29T23:59:59Z", 1709251199},
		{"2026-01-01T11:02:03Z", TEN + HOUR_S + 2 * 60 + 3},
		{"9999-12-31T23:59:59Z", 253402300799},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int64_t is = 0;

		CHECK(!device_time_parse(rows[i].text, &is) && is == rows[i].is);
	}
}

static void what_names_no_moment_is_refused(void)
{
	static const char *const texts[] = {"", "yesterday", "2026-01-01",
		"2026-01-01T10:00:00", "2026-01-01 10:00:00",
		"2021-12-14T09:06:1600:00", "2026-01-01T10:00:0003:00",
		"2009-11-14T15:27Z", "0000-00-00T00:00:00Z", "1969-12-31T23:59:59Z",
		"2026-00-01T10:00:00Z", "2026-13-01T10:00:00Z", "2026-01-00T10:00:00Z",
		"2026-01-32T10:00:00Z", "2026-01-0:T10:00:00Z", "2026-02-30T10:00:00Z",
		"2026-02-29T10:00:00Z", "2026-04-31T10:00:00Z", "2026-01-01T24:00:00Z",
		"2026-01-01T10:60:00Z", "2026-01-01T10:00:60Z",
		"2026-01-01T10:00:00+14:01", "2026-01-01T10:00:00-15:00",
		"2026-01-01T10:00:00+03:60", "2026-01-01T10:00:00+03",
		"2026-01-01T10:00:00+3:00", "2026-01-01T10:00:00+",
		"2026-01-01T10:00:00ZZ", "2026-01-01T10:00:00+03:00 ",
		"2026-01-01T10:00:00.Z", "2026/01/01T10:00:00Z", "2026-01-01X10:00:00Z",
		"2026-1-1T10:00:00Z", " 2026-01-01T10:00:00Z", "+026-01-01T10:00:00Z",
		"2026-01-01T-1:00:00Z", "20260101T100000Z", "\xff\xfe"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		int64_t is = 4711;

		if (!CHECK(device_time_parse(texts[i], &is) == -EPROTO && is == 4711))
			printf("# %s\n", texts[i]);
	}
}

/* Nothing behind the end of the text is read. */
static void a_text_cut_short_is_refused_wherever_it_is_cut(void)
{
	static const char whole[] = "2026-01-01T10:00:00.25+03:00";
	int64_t is;

	for (size_t len = 0; len < sizeof(whole) - 1; len++) {
		char cut[sizeof(whole)] = "";

		memcpy(cut, whole, len);
		CHECK(device_time_parse(cut, &is) == -EPROTO);
	}
	CHECK(!device_time_parse(whole, &is) && is == TEN - 3 * HOUR_S);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_moment_is_the_same_in_every_zone),
		TEST(every_second_counts),
		TEST(what_names_no_moment_is_refused),
		TEST(a_text_cut_short_is_refused_wherever_it_is_cut),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
