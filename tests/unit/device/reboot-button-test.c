/* SPDX-License-Identifier: Apache-2.0 */
/* reboot-button-test.c - starting the station anew. */

#include "house.h"
#include "vendor.h"

#include <errno.h>
#include <stddef.h>

static void press(struct house *h, uint64_t ticket)
{
	host_asks(h, ticket, "S1", "reboot", "press");
}

static void a_press_is_answered_by_the_station(void)
{
	struct house h;

	house_move_in(&h, 0);
	press(&h, 1);
	CHECK(orders_open(&h) == 1 && order_is_reboot(&h));
	CHECK(!host_answers(&h, 1));
	order_ends(&h, 0, "");
	CHECK(host_answers(&h, 1) == 1 && host_answer(&h, 1) == 0);
	press(&h, 2);
	order_ends(&h, -EPERM, "no right");
	CHECK(host_answer(&h, 2) == -EPERM);
	house_end(&h);
}

static void one_reboot_at_a_time(void)
{
	struct house h;

	house_move_in(&h, 0);
	press(&h, 1);
	press(&h, 2);
	CHECK(orders_open(&h) == 1 && host_answer(&h, 2) == -EBUSY);
	order_ends(&h, 0, "");
	CHECK(host_answer(&h, 1) == 0);
	house_end(&h);
}

static void nothing_reboots_while_the_station_is_away(void)
{
	struct house h;

	house_move_in(&h, 0);
	unit_goes_offline(&h, -EHOSTUNREACH, "gone");
	press(&h, 1);
	CHECK(!orders_open(&h) && host_answer(&h, 1) == -ENOTCONN);
	house_end(&h);
}

static void only_press_is_an_operation(void)
{
	struct house h;

	house_move_in(&h, 0);
	host_asks(&h, 1, "S1", "reboot", "hold");
	host_asks(&h, 2, "S1", "restart", "press");
	CHECK(!orders_open(&h));
	CHECK(host_answer(&h, 1) == -ENOENT && host_answer(&h, 2) == -ENOENT);
	house_end(&h);
}

static void a_reboot_can_be_given_up(void)
{
	struct house h;

	house_move_in(&h, 0);
	press(&h, 1);
	station_cancel(h.station, 2); /* another's */
	CHECK(orders_open(&h) == 1);
	station_cancel(h.station, 1);
	CHECK(!orders_open(&h) && !host_answers(&h, 1)); /* answered by the caller */
	press(&h, 3);
	CHECK(orders_open(&h) == 1);
	order_ends(&h, 0, "");
	house_end(&h);
}

static void a_reboot_goes_with_its_unit(void)
{
	struct house h;

	house_move_in(&h, 0);
	press(&h, 1);
	h.config.unit.host = "back";
	CHECK(!station_configure(h.station, &h.config));
	CHECK(!orders_open(&h) && host_answer(&h, 1) == -ECANCELED);
	unit_is_known(&h, "S1", 0, true);
	unit_comes_online(&h);
	press(&h, 2);
	house_stop(&h);
	CHECK(host_answer(&h, 2) == -ECANCELED);
	house_end(&h);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_press_is_answered_by_the_station),
		TEST(one_reboot_at_a_time),
		TEST(nothing_reboots_while_the_station_is_away),
		TEST(only_press_is_an_operation),
		TEST(a_reboot_can_be_given_up),
		TEST(a_reboot_goes_with_its_unit),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
