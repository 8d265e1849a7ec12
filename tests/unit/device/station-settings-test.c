/* SPDX-License-Identifier: Apache-2.0 */
/* station-settings-test.c - new settings, in the middle of everything. */

#include "house.h"
#include "vendor.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static void devices_come_and_go_with_the_settings(void)
{
	struct house h;
	struct station_config config;

	house_move_in(&h, 1);
	config = h.config;
	config.expose_locks = config.expose_tamper = false;
	CHECK(!station_configure(h.station, &config));
	CHECK(host_has(&h, "S1") && !host_has(&h, "S1-lock-1") &&
		!host_has(&h, "S1-tamper"));
	CHECK(h.units_made == 1 && h.status == 0 && h.status_reports == 1);

	CHECK(!station_configure(h.station, &h.config));
	CHECK(host_has(&h, "S1-lock-1") && host_has(&h, "S1-tamper"));
	CHECK(h.units_made == 1);
	house_end(&h);
}

static void a_new_device_asks_for_no_new_connection(void)
{
	struct house h;

	house_begin(&h);
	h.config.expose_locks = false;
	house_start(&h);
	unit_is_known(&h, "S1", 1, true);
	unit_comes_online(&h);
	h.config.expose_locks = true;
	CHECK(!station_configure(h.station, &h.config));
	host_asks(&h, 1, "S1-lock-1", "lock", "unlock");
	CHECK(orders_open(&h) == 1);
	order_ends(&h, 0, "");
	house_end(&h);
}

static void a_new_address_is_connected_anew_and_the_devices_stay(void)
{
	struct house h;
	struct station_config config;

	house_move_in(&h, 1);
	config = h.config;
	config.unit.host = "back";
	CHECK(!station_configure(h.station, &config));
	CHECK(h.units_made == 2 && !strcmp(h.host, "back"));
	CHECK(h.status == -EHOSTUNREACH && host_has(&h, "S1-lock-1"));
	host_asks(&h, 1, "S1-lock-1", "lock", "unlock");
	CHECK(host_answer(&h, 1) == -ENOTCONN);

	unit_is_known(&h, "S1", 1, true);
	unit_comes_online(&h);
	CHECK(h.status == 0);
	house_end(&h);
}

static void every_part_of_the_login_counts(void)
{
	struct house h;
	struct station_config config;

	house_move_in(&h, 1);
	config = h.config;
	config.unit.port = 81;
	CHECK(!station_configure(h.station, &config));
	CHECK(h.units_made == 2);
	config.unit.username = "v";
	CHECK(!station_configure(h.station, &config));
	CHECK(h.units_made == 3);
	config.unit.password = "q";
	CHECK(!station_configure(h.station, &config));
	CHECK(h.units_made == 4);
	CHECK(!station_configure(h.station, &config));
	CHECK(h.units_made == 4);
	house_end(&h);
}

static void settings_may_change_before_the_unit_is_known(void)
{
	struct house h;

	house_begin(&h);
	house_start(&h);
	h.config.expose_tamper = false;
	CHECK(!station_configure(h.station, &h.config));
	CHECK(!json_object_size(h.devices));
	unit_is_known(&h, "S1", 1, true);
	CHECK(host_has(&h, "S1-lock-1") && !host_has(&h, "S1-tamper"));
	house_end(&h);
}

static void a_unit_that_cannot_be_made_can_be_made_later(void)
{
	struct house h;
	struct station_config config;

	house_move_in(&h, 1);
	config = h.config;
	config.unit.host = "back";
	h.create_err = -ENOMEM;
	CHECK(station_configure(h.station, &config) == -ENOMEM);
	CHECK(!h.unit && h.status == -EHOSTUNREACH);
	host_asks(&h, 1, "S1-lock-1", "lock", "unlock");
	CHECK(host_answer(&h, 1) == -ENOTCONN);

	h.create_err = 0;
	CHECK(!station_configure(h.station, &config));
	CHECK(h.unit);
	house_end(&h);
}

static void a_maker_that_moves_no_door_makes_no_lock(void)
{
	struct house h;
	struct vendor keyless = house_vendor;

	keyless.door = NULL;
	house_begin(&h);
	h.config.vendor = &keyless;
	house_start(&h);
	unit_is_known(&h, "S1", 1, true);
	CHECK(!host_has(&h, "S1-lock-1") && host_has(&h, "S1-tamper"));
	house_end(&h);
}

static void the_hold_of_motion_follows_the_settings(void)
{
	struct house h;

	house_move_in(&h, 0);
	h.config.motion_timeout_ms = 3000;
	CHECK(!station_configure(h.station, &h.config));
	unit_tells(&h, EVENT_MOTION, 0);
	timers_advance(&h.timers, 2999);
	CHECK(host_sees_flag(&h, "S1", "motion", 1));
	timers_advance(&h.timers, 1);
	CHECK(host_sees_flag(&h, "S1", "motion", 0));
	house_end(&h);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(devices_come_and_go_with_the_settings),
		TEST(a_new_device_asks_for_no_new_connection),
		TEST(a_new_address_is_connected_anew_and_the_devices_stay),
		TEST(every_part_of_the_login_counts),
		TEST(settings_may_change_before_the_unit_is_known),
		TEST(a_unit_that_cannot_be_made_can_be_made_later),
		TEST(a_maker_that_moves_no_door_makes_no_lock),
		TEST(the_hold_of_motion_follows_the_settings),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
