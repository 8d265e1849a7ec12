/* SPDX-License-Identifier: Apache-2.0 */
/* tamper-switch-test.c - raised by the station, cleared by the user, kept over restarts. */

#include "house.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static bool raised(const struct house *h, int on)
{
	return host_sees_flag(h, "S1-tamper", "tamper", on);
}

static void move_in_again(struct house *h)
{
	house_start(h);
	unit_is_known(h, "S1", 0, true);
}

static void a_tamper_alert_stays_until_the_user_clears_it(void)
{
	struct house h;
	unsigned before;

	house_move_in(&h, 0);
	CHECK(raised(&h, 0));
	unit_tells(&h, EVENT_CASE_TAMPERED, 0);
	CHECK(raised(&h, 1));
	before = h.state_reports;
	unit_tells(&h, EVENT_CASE_TAMPERED, 0);
	CHECK(h.state_reports == before);
	timers_advance(&h.timers, 7 * 24 * 3600 * 1000);
	unit_goes_offline(&h, -EHOSTUNREACH, "gone");
	CHECK(raised(&h, 1));

	host_asks(&h, 1, "S1-tamper", "tamper", "turn_off"); /* offline, all the same */
	CHECK(raised(&h, 0));
	CHECK(host_answers(&h, 1) == 1 && host_answer(&h, 1) == 0);
	house_end(&h);
}

static void it_survives_a_restart(void)
{
	struct house h;

	house_move_in(&h, 0);
	unit_tells(&h, EVENT_CASE_TAMPERED, 0);
	house_stop(&h);
	move_in_again(&h);
	CHECK(raised(&h, 1));
	host_asks(&h, 1, "S1-tamper", "tamper", "turn_off");
	house_stop(&h);
	move_in_again(&h);
	CHECK(raised(&h, 0));
	house_end(&h);
}

static void only_the_station_raises_it(void)
{
	struct house h;

	house_move_in(&h, 0);
	host_asks(&h, 1, "S1-tamper", "tamper", "turn_on");
	CHECK(host_answers(&h, 1) == 1 && host_answer(&h, 1) == -ENOTSUP);
	CHECK(strstr(h.answers[0].why, "station"));
	CHECK(raised(&h, 0));
	host_asks(&h, 2, "S1-tamper", "tamper", "toggle");
	CHECK(host_answer(&h, 2) == -ENOENT);
	house_end(&h);
}

static void new_settings_keep_it_even_if_the_store_is_full(void)
{
	struct house h;
	struct station_config config;

	house_move_in(&h, 1);
	h.store_full = true;
	unit_tells(&h, EVENT_CASE_TAMPERED, 0);
	config = h.config;
	config.expose_locks = false;
	CHECK(!station_configure(h.station, &config));
	CHECK(raised(&h, 1));
	house_end(&h);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_tamper_alert_stays_until_the_user_clears_it),
		TEST(it_survives_a_restart),
		TEST(only_the_station_raises_it),
		TEST(new_settings_keep_it_even_if_the_store_is_full),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
