/* SPDX-License-Identifier: Apache-2.0 */
/* self-check-test.c - asking a camera why no events would come. */

#include "yard.h"

#include <errno.h>
#include <stddef.h>

/** What came of it. */
struct outcome {
	unsigned count;
	int err;
	bool has_report;
};

static void done(int err, const char *why, const json_t *report, void *user)
{
	struct outcome *o = user;

	o->count++;
	o->err = err;
	o->has_report = report;
}

static void camera(struct yard *y)
{
	yard_begin(y, "Front Porch", false);
	yard_lists(y, SENSOR_MOTION, 1, true);
	yard_moves_in(y);
}

static void what_is_found_is_handed_on(void)
{
	struct outcome o = {.count = 0}, second = {.count = 0};
	json_t *report = json_object();
	struct yard y;

	camera(&y);
	CHECK(!station_self_check(y.house.station, done, &o));
	CHECK(station_self_check(y.house.station, done, &second) == -EBUSY);
	CHECK(!o.count);
	self_check_ends(&y.house, report);
	CHECK(o.count == 1 && !o.err && o.has_report && !second.count);
	CHECK(!station_self_check(y.house.station, done, &second)); /* and again */
	self_check_ends(&y.house, report);
	CHECK(o.count == 1 && second.count == 1);
	json_decref(report);
	yard_end(&y);
}

static void one_that_is_forgotten_tells_nothing(void)
{
	struct outcome o = {.count = 0};
	struct yard y;

	camera(&y);
	CHECK(!station_self_check(y.house.station, done, &o));
	station_forget_self_check(y.house.station);
	CHECK(!self_check_runs(&y.house));
	station_forget_self_check(y.house.station);
	yard_end(&y);
	CHECK(!o.count);
}

static void other_settings_end_it(void)
{
	struct outcome o = {.count = 0};
	struct yard y;

	camera(&y);
	CHECK(!station_self_check(y.house.station, done, &o));
	y.house.config.name = "Porch"; /* these do not */
	CHECK(!station_configure(y.house.station, &y.house.config));
	CHECK(!o.count);
	y.house.config.unit.password = "other";
	CHECK(!station_configure(y.house.station, &y.house.config));
	CHECK(o.count == 1 && o.err == -ECANCELED && !o.has_report);
	CHECK(!station_self_check(y.house.station, done, &o));
	yard_end(&y); /* and so does the end */
	CHECK(o.count == 2 && o.err == -ECANCELED);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(what_is_found_is_handed_on),
		TEST(one_that_is_forgotten_tells_nothing),
		TEST(other_settings_end_it),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
