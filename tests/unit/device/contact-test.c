/* SPDX-License-Identifier: Apache-2.0 */
/* contact-test.c - does a door stand open? */

#include "house.h"

#include <errno.h>
#include <stddef.h>

static void move_in(struct house *h, unsigned doors)
{
	house_begin(h);
	h->config.expose_contacts = true;
	house_start(h);
	unit_is_known(h, "S1", doors, true);
	unit_comes_online(h);
}

static void a_contact_is_unknown_until_the_station_tells_of_it(void)
{
	struct house h;

	move_in(&h, 1);
	CHECK(host_sees(&h, "S1-contact-1", "contact", "on", NULL));
	unit_tells(&h, EVENT_DOOR_OPENED, 1);
	CHECK(host_sees_flag(&h, "S1-contact-1", "contact", 1));
	unit_tells(&h, EVENT_DOOR_CLOSED, 1);
	CHECK(host_sees_flag(&h, "S1-contact-1", "contact", 0));
	house_end(&h);
}

static void each_door_has_its_own(void)
{
	struct house h;

	move_in(&h, 2);
	unit_tells(&h, EVENT_DOOR_OPENED, 2);
	CHECK(host_sees(&h, "S1-contact-1", "contact", "on", NULL));
	CHECK(host_sees_flag(&h, "S1-contact-2", "contact", 1));
	CHECK(!host_has(&h, "S1-contact-3"));
	house_end(&h);
}

static void open_and_shut_at_once_are_two_edges(void)
{
	struct house h;
	unsigned before;

	move_in(&h, 1);
	before = h.state_reports;
	unit_tells(&h, EVENT_DOOR_OPENED, 1);
	unit_tells(&h, EVENT_DOOR_CLOSED, 1);
	CHECK(h.state_reports == before + 2);
	unit_tells(&h, EVENT_DOOR_CLOSED, 1); /* no news */
	CHECK(h.state_reports == before + 2);
	house_end(&h);
}

static void a_forced_door_stands_open_and_is_told_of_besides(void)
{
	struct house h;

	move_in(&h, 1);
	unit_tells(&h, EVENT_DOOR_FORCED, 1);
	CHECK(host_sees_flag(&h, "S1-contact-1", "contact", 1));
	unit_tells(&h, EVENT_DOOR_LEFT_OPEN, 1);
	CHECK(host_sees_flag(&h, "S1-contact-1", "contact", 1));
	CHECK(host_accesses(&h, "forced_open", NULL) == 1);
	CHECK(host_accesses(&h, "held_open", NULL) == 1);
	CHECK(host_accesses(&h, "granted", NULL) == 0);
	house_end(&h);
}

static void a_contact_of_a_lost_station_is_unknown(void)
{
	struct house h;

	move_in(&h, 1);
	unit_tells(&h, EVENT_DOOR_CLOSED, 1);
	unit_goes_offline(&h, -EHOSTUNREACH, "gone");
	CHECK(host_sees(&h, "S1-contact-1", "contact", "on", NULL));
	unit_comes_online(&h);
	CHECK(host_sees(&h, "S1-contact-1", "contact", "on", NULL));
	house_end(&h);
}

static void contacts_are_there_only_when_asked_for(void)
{
	struct house h;

	house_move_in(&h, 2);
	CHECK(!host_has(&h, "S1-contact-1"));
	unit_tells(&h, EVENT_DOOR_OPENED, 1); /* goes nowhere */
	unit_tells(&h, EVENT_DOOR_FORCED, 1); /* is told of all the same */
	CHECK(host_accesses(&h, "forced_open", NULL) == 1);
	house_end(&h);
}

static void a_contact_takes_no_orders(void)
{
	struct house h;

	move_in(&h, 1);
	host_asks(&h, 1, "S1-contact-1", "contact", "open");
	CHECK(host_answer(&h, 1) == -ENOENT && !orders_open(&h));
	house_end(&h);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_contact_is_unknown_until_the_station_tells_of_it),
		TEST(each_door_has_its_own),
		TEST(open_and_shut_at_once_are_two_edges),
		TEST(a_forced_door_stands_open_and_is_told_of_besides),
		TEST(a_contact_of_a_lost_station_is_unknown),
		TEST(contacts_are_there_only_when_asked_for),
		TEST(a_contact_takes_no_orders),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
