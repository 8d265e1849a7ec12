/* SPDX-License-Identifier: Apache-2.0 */
/* station-memory-test.c - what is known of a station outlives a restart. */

#include "house.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>

/* A station that has been seen once, and a host that starts again. */
static void restart(struct house *h)
{
	house_begin(h);
	h->config.expose_contacts = true;
	h->config.expose_outputs = true;
	h->info.can_hold = true;
	h->info.open_ms[1] = 7000;
	h->info.outputs = 1;
	house_start(h);
	unit_is_known(h, "S1", 2, true);
	unit_comes_online(h);
	house_stop(h);
	h->status = 1;
	h->status_reports = 0;
	h->root_status_reports = 0;
	house_start(h);
}

static void a_station_that_is_off_has_its_devices(void)
{
	struct house h;

	restart(&h);
	CHECK(host_has(&h, "S1") && host_has(&h, "S1-lock-1"));
	CHECK(host_has(&h, "S1-lock-2") && host_has(&h, "S1-contact-2"));
	CHECK(host_has(&h, "S1-tamper") && host_has(&h, "S1-output-1"));
	CHECK(h.root_status_reports == 1); /* unreachable */
	CHECK(h.status == 1);              /* of the connection nothing is known */
	CHECK(host_sees(&h, "S1-lock-1", "lock", "state", NULL));
	CHECK(host_sees(&h, "S1-contact-1", "contact", "on", NULL));
	host_asks(&h, 1, "S1-lock-1", "lock", "unlock");
	CHECK(host_answer(&h, 1) == -ENOTCONN && !orders_open(&h));
	unit_goes_offline(&h, -EHOSTUNREACH, "no route");
	CHECK(h.status == -EHOSTUNREACH && h.root_status_reports == 2);
	unit_is_known(&h, "S1", 2, true);
	unit_comes_online(&h);
	CHECK(h.status == 0 && host_has(&h, "S1-lock-2"));
	house_end(&h);
}

static void doors_that_cannot_be_read_are_those_from_before(void)
{
	struct house h;

	restart(&h);
	snprintf(h.info.doors_why, sizeof(h.info.doors_why), "it would not say");
	h.info.can_hold = false;
	h.info.open_ms[1] = 0;
	unit_is_known(&h, "S1", 0, false);
	unit_comes_online(&h);
	CHECK(host_has(&h, "S1-lock-1") && host_has(&h, "S1-lock-2"));
	CHECK(!host_has(&h, "S1-lock-3"));
	host_asks(&h, 1, "S1-lock-2", "lock", "open"); /* as it could before */
	CHECK(orders_open(&h) == 1 && order_action(&h) == DOOR_HOLD);
	order_ends(&h, 0, "");
	host_asks(&h, 2, "S1-lock-2", "lock", "lock");
	order_ends(&h, 0, "");
	host_asks(&h, 3, "S1-lock-2", "lock", "unlock");
	order_ends(&h, 0, "");
	timers_advance(&h.timers, 8500);
	CHECK(host_sees(&h, "S1-lock-2", "lock", "state", "locked"));
	house_stop(&h); /* and still after the next restart */
	house_start(&h);
	CHECK(host_has(&h, "S1-lock-2"));
	house_end(&h);
}

static void doors_that_are_gone_are_gone(void)
{
	struct house h;

	restart(&h);
	unit_is_known(&h, "S1", 1, true);
	CHECK(host_has(&h, "S1-lock-1") && !host_has(&h, "S1-lock-2"));
	house_stop(&h);
	house_start(&h);
	CHECK(!host_has(&h, "S1-lock-2"));
	house_end(&h);
}

static void another_station_at_the_address_has_its_own_devices(void)
{
	struct house h;

	restart(&h);
	unit_is_known(&h, "S2", 0, false);
	CHECK(host_has(&h, "S2") && !host_has(&h, "S1"));
	CHECK(!host_has(&h, "S2-lock-1")); /* the other's doors are not its own */
	house_end(&h);
}

static void at_another_address_nothing_is_known(void)
{
	struct house h;

	restart(&h);
	house_stop(&h);
	h.config.unit.host = "back";
	house_start(&h);
	CHECK(!host_has(&h, "S1"));
	house_end(&h);
}

static void a_damaged_memory_is_no_memory(void)
{
	static const char *const memories[] = {"null", "[]", "7", "{}",
		"{\"host\":\"front\"}", "{\"host\":\"front\",\"serial\":7}",
		"{\"serial\":\"S1\"}"};
	struct house h;

	for (size_t i = 0; i < sizeof(memories) / sizeof(*memories); i++) {
		house_begin(&h);
		json_object_set_new(h.store, "_unit",
			json_loads(memories[i], JSON_DECODE_ANY, NULL));
		house_start(&h);
		CHECK(!json_object_size(h.devices));
		house_end(&h);
	}
	house_begin(&h);
	json_object_set_new(h.store, "_unit",
		json_pack("{s:s,s:s,s:[i,i],s:[i],s:s}", "host", "front", "serial",
			"S1", "doors", -5, 1000000, "open_ms", -1, "outputs", "many"));
	house_start(&h);
	CHECK(host_has(&h, "S1") && !host_has(&h, "S1-lock-1"));
	house_end(&h);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_station_that_is_off_has_its_devices),
		TEST(doors_that_cannot_be_read_are_those_from_before),
		TEST(doors_that_are_gone_are_gone),
		TEST(another_station_at_the_address_has_its_own_devices),
		TEST(at_another_address_nothing_is_known),
		TEST(a_damaged_memory_is_no_memory),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
