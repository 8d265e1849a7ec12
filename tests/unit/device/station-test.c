/* SPDX-License-Identifier: Apache-2.0 */
/* station-test.c - which devices there are, how they are told of, who answers. */

#include "house.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static size_t children_of(const struct house *h, const char *parent)
{
	return json_array_size(json_object_get(h->devices, parent));
}

static const json_t *device(const struct house *h, const char *parent, size_t i)
{
	return json_array_get(json_object_get(h->devices, parent), i);
}

static bool is(const json_t *object, const char *member, const char *text)
{
	const char *value = json_string_value(json_object_get(object, member));

	return value && !strcmp(value, text);
}

static void nothing_is_there_until_the_unit_says_who_it_is(void)
{
	struct house h;

	house_begin(&h);
	house_start(&h);
	CHECK(h.units_made == 1);
	CHECK(h.status == 1 && !json_object_size(h.devices));
	unit_goes_offline(&h, -EHOSTUNREACH, "no route");
	CHECK(h.status == -EHOSTUNREACH && !strcmp(h.why, "no route"));
	CHECK(!json_object_size(h.devices));
	host_asks(&h, 1, "S1", "lock", "unlock");
	CHECK(host_answer(&h, 1) == -ENOENT);
	house_end(&h);
}

static void a_known_unit_has_its_devices(void)
{
	struct house h;
	const json_t *root, *info;

	house_move_in(&h, 2);
	CHECK(children_of(&h, "") == 1);
	CHECK(children_of(&h, "S1") == 3);
	root = device(&h, "", 0);
	info = json_object_get(root, "info");
	CHECK(is(root, "id", "S1") && is(root, "type", "doorbell") &&
		is(root, "name", "Front"));
	CHECK(is(info, "manufacturer", "House") && is(info, "serial", "S1"));
	CHECK(is(device(&h, "S1", 0), "id", "S1-lock-1"));
	CHECK(is(device(&h, "S1", 0), "name", "Front lock 1"));
	CHECK(is(device(&h, "S1", 1), "id", "S1-lock-2"));
	CHECK(is(device(&h, "S1", 2), "id", "S1-tamper"));
	CHECK(h.status == 0 && h.root_status_reports == 1);
	house_end(&h);
}

static void the_status_is_told_once_per_change(void)
{
	struct house h;

	house_move_in(&h, 1);
	CHECK(h.status_reports == 1 && h.status == 0);
	unit_goes_offline(&h, -EHOSTUNREACH, "gone");
	unit_goes_offline(&h, -EHOSTUNREACH, "gone");
	CHECK(h.status_reports == 2 && h.root_status_reports == 2);
	unit_goes_offline(&h, -EACCES, "wrong password");
	CHECK(h.status_reports == 3 && h.status == -EACCES);
	unit_comes_online(&h);
	CHECK(h.status_reports == 4 && h.status == 0 && !strcmp(h.why, ""));
	unit_goes_offline(&h, -EACCES, "wrong password");
	CHECK(h.status_reports == 5 && h.root_status_reports == 5);
	house_end(&h);
}

static void a_unit_known_while_offline_tells_its_devices_why(void)
{
	struct house h;

	house_begin(&h);
	house_start(&h);
	unit_goes_offline(&h, -EREMOTEIO, "no slot");
	unit_is_known(&h, "S1", 1, true);
	CHECK(h.root_status_reports == 1 && h.status == -EREMOTEIO);
	house_end(&h);
}

static void a_station_without_a_known_door_has_no_lock(void)
{
	struct house h;

	house_begin(&h);
	house_start(&h);
	unit_is_known(&h, "S1", 1, false);
	CHECK(!host_has(&h, "S1-lock-1") && host_has(&h, "S1-tamper"));
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1); /* goes nowhere */
	unit_is_known(&h, "S1", 1, true);
	CHECK(host_has(&h, "S1-lock-1"));
	unit_is_known(&h, "S1", 0, true);
	CHECK(!host_has(&h, "S1-lock-1"));
	house_end(&h);
}

static void what_stays_keeps_its_state(void)
{
	struct house h;

	house_move_in(&h, 1);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	unit_tells(&h, EVENT_MOTION, 0);
	unit_is_known(&h, "S1", 2, true);
	CHECK(host_sees(&h, "S1-lock-1", "lock", "state", "unlocked"));
	CHECK(host_sees(&h, "S1-lock-2", "lock", "state", NULL));
	CHECK(host_sees_flag(&h, "S1", "motion", 1));
	house_end(&h);
}

static void another_unit_at_the_address_replaces_everything(void)
{
	struct house h;

	house_move_in(&h, 1);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	unit_goes_offline(&h, -EHOSTUNREACH, "gone");
	unit_is_known(&h, "S2", 1, true);
	CHECK(host_has(&h, "S2") && host_has(&h, "S2-lock-1"));
	CHECK(!host_has(&h, "S1") && !host_has(&h, "S1-lock-1"));
	CHECK(host_sees(&h, "S2-lock-1", "lock", "state", NULL));
	CHECK(h.root_status_reports == 3); /* the new one's, too */
	house_end(&h);
}

static void events_go_to_whom_they_concern(void)
{
	struct house h;
	unsigned before;

	house_move_in(&h, 1);
	before = h.state_reports;
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 2); /* there is no such door */
	CHECK(h.state_reports == before);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	CHECK(h.state_reports == before + 1);
	house_end(&h);
}

static void what_there_is_not_is_answered_not_found(void)
{
	struct house h;

	house_move_in(&h, 1);
	host_asks(&h, 1, "S9", "lock", "unlock");
	host_asks(&h, 2, "S1-lock-1", "switch", "unlock");
	host_asks(&h, 3, "S1-lock-1", "lock", "explode");
	host_asks(&h, 4, "S1-tamper", "lock", "turn_off");
	host_asks(&h, 5, "S1", "lock", "unlock");
	host_asks(&h, 6, "S1-lock-2", "lock", "unlock");
	for (unsigned ticket = 1; ticket <= 6; ticket++) {
		CHECK(host_answers(&h, ticket) == 1);
		CHECK(host_answer(&h, ticket) == -ENOENT);
	}
	CHECK(!orders_open(&h));
	station_cancel(h.station, 99); /* nobody's: ignored */
	house_end(&h);
	CHECK(h.answer_count == 6);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(nothing_is_there_until_the_unit_says_who_it_is),
		TEST(a_known_unit_has_its_devices),
		TEST(the_status_is_told_once_per_change),
		TEST(a_unit_known_while_offline_tells_its_devices_why),
		TEST(a_station_without_a_known_door_has_no_lock),
		TEST(what_stays_keeps_its_state),
		TEST(another_unit_at_the_address_replaces_everything),
		TEST(events_go_to_whom_they_concern),
		TEST(what_there_is_not_is_answered_not_found),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
