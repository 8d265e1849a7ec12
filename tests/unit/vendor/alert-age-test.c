/* SPDX-License-Identifier: Apache-2.0 */
/* alert-age-test.c - what a device kept for us is told apart from what happens. */

#include "alert-age.h"
#include "check.h"

#include <stddef.h>

static void what_is_older_than_the_heartbeat_at_the_opening_is_old(void)
{
	struct alert_age a = {.opened_ms = 1000};

	CHECK(!alert_age_is_old(&a, "2026-01-01T10:00:00+01:00", 1010));
	CHECK(alert_age_is_old(&a, "2026-01-01T09:00:00+01:00", 1020));
	CHECK(alert_age_is_old(&a, "2026-01-01 09:59:38", 1020));
	CHECK(!alert_age_is_old(&a, "2026-01-01T09:59:41", 1020));
	CHECK(!alert_age_is_old(&a, "2026-01-01T10:00:01-14:00", 2030));
}

static void what_is_a_little_older_does_not_set_the_clock_back(void)
{
	struct alert_age a = {.opened_ms = 1000};

	CHECK(!alert_age_is_old(&a, "2026-01-01T10:00:00", 1000));
	CHECK(!alert_age_is_old(&a, "2026-01-01T09:59:45", 1000));
	CHECK(alert_age_is_old(&a, "2026-01-01T09:59:35", 1000));
}

static void a_device_that_lives_in_1970_is_heard(void)
{
	struct alert_age a = {.opened_ms = 900 * 1000};

	CHECK(!alert_age_is_old(&a, "1970-01-01T00:01:00", 900 * 1000));
	CHECK(alert_age_is_old(&a, "1970-01-01T00:00:01", 900 * 1000));
}

static void what_is_older_than_the_stream_before_is_old(void)
{
	struct alert_age a = {.opened_ms = 1000};

	CHECK(!alert_age_is_old(&a, "2026-01-01T10:00:00", 60 * 1000));
	a.opened_ms = 600 * 1000; /* nine minutes later */
	CHECK(alert_age_is_old(&a, "2026-01-01T10:05:00", 600 * 1000));
	CHECK(!alert_age_is_old(&a, "2026-01-01T10:09:00", 600 * 1000));
}

static void a_clock_that_jumps_costs_the_first_seconds_only(void)
{
	struct alert_age a = {.opened_ms = 1000};

	CHECK(!alert_age_is_old(&a, "2026-01-01T10:00:00", 10 * 1000));
	CHECK(!alert_age_is_old(&a, "2025-12-31T20:00:00", 11 * 1000)); /* it jumps */
	a.opened_ms = 20 * 1000;
	CHECK(!alert_age_is_old(&a, "2025-12-31T20:00:09", 20 * 1000));
	CHECK(!alert_age_is_old(&a, "2026-01-02T10:00:00", 20 * 1000)); /* and back */
	CHECK(alert_age_is_old(&a, "2025-12-31T20:00:10", 21 * 1000));
	CHECK(!alert_age_is_old(
		&a, "2025-12-31T20:00:12", 20 * 1000 + ALERT_BACKLOG_MS));
}

static void what_has_no_time_that_can_be_read_is_never_old(void)
{
	struct alert_age a = {.opened_ms = 1000};

	CHECK(!alert_age_is_old(&a, "2026-01-01T10:00:00", 1000));
	CHECK(!alert_age_is_old(&a, "", 1000));
	CHECK(!alert_age_is_old(&a, "2009-11-14T15:27Z", 1000));
	CHECK(!alert_age_is_old(&a, "yesterday", 1000));
	CHECK(!alert_age_is_old(&a, "2026-01-01T10:00:3100:00", 1000));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(what_is_older_than_the_heartbeat_at_the_opening_is_old),
		TEST(what_is_a_little_older_does_not_set_the_clock_back),
		TEST(a_device_that_lives_in_1970_is_heard),
		TEST(what_is_older_than_the_stream_before_is_old),
		TEST(a_clock_that_jumps_costs_the_first_seconds_only),
		TEST(what_has_no_time_that_can_be_read_is_never_old),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
