/* SPDX-License-Identifier: Apache-2.0 */
/* sensor-test.c - when a binary sensor of a camera is on. */

#include "yard.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

enum { SECOND = 1000 };

/* A camera with one sensor that is off. */
static void quiet_camera(struct yard *y)
{
	yard_begin(y, "Front Porch", false);
	yard_has_channel(y, 1, "Camera 01");
	yard_lists(y, SENSOR_MOTION, 1, true);
	yard_moves_in(y);
	yard_waits(y, 6 * SECOND);
	y->house.state_reports = 0;
}

static int motion(const struct yard *y)
{
	return yard_sees(y, "C1", "motion");
}

static unsigned motions(const struct yard *y)
{
	return yard_events(y, "C1", "motion_event", NULL);
}

static void a_sensor_is_on_at_the_first_active(void)
{
	struct yard y;

	quiet_camera(&y);
	CHECK(motion(&y) == 0);
	yard_tells(&y, SENSOR_MOTION, 1, true);
	CHECK(motion(&y) == 1 && motions(&y) == 1);
	yard_end(&y);
}

static void inactive_turns_it_off_at_once(void)
{
	struct yard y;

	quiet_camera(&y);
	yard_tells(&y, SENSOR_MOTION, 1, true);
	yard_tells(&y, SENSOR_MOTION, 1, false);
	yard_waits(&y, 0);
	CHECK(motion(&y) == 0);
	yard_end(&y);
}

static void without_inactive_it_is_off_when_the_off_delay_is_over(void)
{
	struct yard y;

	quiet_camera(&y);
	yard_tells(&y, SENSOR_MOTION, 1, true);
	yard_waits(&y, 3 * SECOND);
	yard_tells(&y, SENSOR_MOTION, 1, true);
	yard_waits(&y, 5 * SECOND - 1); /* since the last, with no message at all */
	CHECK(motion(&y) == 1);
	yard_waits(&y, 1);
	CHECK(motion(&y) == 0);
	CHECK(y.house.state_reports == 2 && motions(&y) == 1);
	yard_end(&y);
}

static void a_thousand_actives_are_one_on_and_one_off(void)
{
	struct yard y;

	quiet_camera(&y);
	for (unsigned i = 0; i < 1000; i++) {
		yard_tells(&y, SENSOR_MOTION, 1, true);
		yard_waits(&y, 100);
	}
	CHECK(motion(&y) == 1 && y.house.state_reports == 1);
	yard_waits(&y, 10 * SECOND);
	CHECK(motion(&y) == 0 && y.house.state_reports == 2);
	CHECK(motions(&y) == 1);
	yard_end(&y);
}

static void a_deaf_camera_knows_nothing(void)
{
	struct yard y;

	quiet_camera(&y);
	yard_tells(&y, SENSOR_MOTION, 1, true);
	unit_goes_offline(&y.house, -EHOSTUNREACH, "gone");
	CHECK(motion(&y) == -1);
	CHECK(!y.house.timers.first); /* nothing ends while nobody listens */
	yard_waits(&y, 60 * SECOND);
	CHECK(motion(&y) == -1);
	yard_end(&y);
}

static void after_a_reconnect_silence_is_off(void)
{
	struct yard y;

	quiet_camera(&y);
	unit_goes_offline(&y.house, -EHOSTUNREACH, "gone");
	unit_comes_online(&y.house);
	CHECK(motion(&y) == -1);
	yard_waits(&y, 5 * SECOND - 1);
	CHECK(motion(&y) == -1);
	yard_waits(&y, 1);
	CHECK(motion(&y) == 0);
	yard_end(&y);
}

static void after_a_reconnect_what_goes_on_is_on(void)
{
	struct yard y;

	quiet_camera(&y);
	unit_goes_offline(&y.house, -EHOSTUNREACH, "gone");
	unit_comes_online(&y.house);
	yard_waits(&y, SECOND);
	yard_tells(&y, SENSOR_MOTION, 1, true);
	CHECK(motion(&y) == 1);
	yard_waits(&y, 5 * SECOND);
	CHECK(motion(&y) == 0);
	yard_end(&y);
}

static void after_a_reconnect_inactive_is_off(void)
{
	struct yard y;

	quiet_camera(&y);
	unit_goes_offline(&y.house, -EHOSTUNREACH, "gone");
	unit_comes_online(&y.house);
	yard_tells(&y, SENSOR_MOTION, 1, false);
	yard_waits(&y, 0);
	CHECK(motion(&y) == 0);
	yard_end(&y);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_sensor_is_on_at_the_first_active),
		TEST(inactive_turns_it_off_at_once),
		TEST(without_inactive_it_is_off_when_the_off_delay_is_over),
		TEST(a_thousand_actives_are_one_on_and_one_off),
		TEST(a_deaf_camera_knows_nothing),
		TEST(after_a_reconnect_silence_is_off),
		TEST(after_a_reconnect_what_goes_on_is_on),
		TEST(after_a_reconnect_inactive_is_off),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
