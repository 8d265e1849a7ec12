/* SPDX-License-Identifier: Apache-2.0 */
/* lock-hold-test.c - doors that are held open, and unlocks that end by themselves. */

#include "house.h"

#include <errno.h>
#include <stddef.h>

enum { OPEN_MS = 5000, SLACK_MS = 1500, OVERDUE_MS = 10 * 1000 };

static void move_in(struct house *h)
{
	house_begin(h);
	h->info.can_hold = true;
	h->info.open_ms[0] = OPEN_MS;
	house_start(h);
	unit_is_known(h, "S1", 2, true);
	unit_comes_online(h);
}

static bool shows(const struct house *h, const char *state)
{
	return host_sees(h, "S1-lock-1", "lock", "state", state);
}

static void order(struct house *h, uint64_t ticket, const char *op)
{
	host_asks(h, ticket, "S1-lock-1", "lock", op);
}

static const json_t *descriptor(const struct house *h, size_t i)
{
	const json_t *device = json_array_get(json_object_get(h->devices, "S1"), i);

	return json_object_get(json_object_get(device, "capabilities"), "lock");
}

static void the_descriptor_says_what_the_door_can(void)
{
	struct house h;

	move_in(&h);
	CHECK(json_is_true(json_object_get(descriptor(&h, 0), "can_open")));
	CHECK(json_integer_value(json_object_get(descriptor(&h, 0), "momentary_ms")) ==
		OPEN_MS);
	CHECK(!json_object_get(descriptor(&h, 1), "momentary_ms")); /* not known */
	house_end(&h);
	house_move_in(&h, 1);
	CHECK(!json_is_true(json_object_get(descriptor(&h, 0), "can_open")));
	house_end(&h);
}

static void a_door_is_held_open_until_it_is_locked(void)
{
	struct house h;

	move_in(&h);
	order(&h, 1, "open");
	CHECK(shows(&h, "opening") && order_action(&h) == DOOR_HOLD);
	order_ends(&h, 0, "");
	CHECK(shows(&h, "open") && host_answer(&h, 1) == 0);
	timers_advance(&h.timers, 24 * 3600 * 1000);
	CHECK(shows(&h, "open"));
	order(&h, 2, "lock");
	CHECK(order_action(&h) == DOOR_LOCK);
	order_ends(&h, 0, "");
	CHECK(shows(&h, "locked"));
	house_end(&h);
}

static void the_relay_of_a_hold_is_no_mere_unlock(void)
{
	struct house h;

	move_in(&h);
	order(&h, 1, "open");
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1); /* before the answer */
	order_ends(&h, 0, "");
	CHECK(shows(&h, "open"));
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1); /* and behind it */
	timers_advance(&h.timers, 3600 * 1000);
	CHECK(shows(&h, "open"));
	order(&h, 2, "unlock");
	order_ends(&h, 0, "");
	CHECK(shows(&h, "open")); /* it was open, and stays so */
	order(&h, 3, "unlock");
	order_goes_out(&h);
	order_ends(&h, -ETIMEDOUT, "no answer");
	CHECK(shows(&h, "open"));
	unit_tells(&h, EVENT_DOOR_LOCKED, 1);
	CHECK(shows(&h, "locked"));
	house_end(&h);
}

static void a_hold_begun_at_the_station_shows(void)
{
	struct house h;

	move_in(&h);
	unit_tells(&h, EVENT_DOOR_HELD, 1);
	CHECK(shows(&h, "open"));
	unit_goes_offline(&h, -EHOSTUNREACH, "gone");
	CHECK(shows(&h, NULL));
	house_end(&h);
}

static void a_station_without_a_hold_is_not_asked_for_one(void)
{
	struct house h;

	house_move_in(&h, 1);
	order(&h, 1, "open");
	CHECK(host_answer(&h, 1) == -ENOTSUP && !orders_open(&h));
	house_end(&h);
}

static void a_refused_hold_changes_nothing(void)
{
	struct house h;

	move_in(&h);
	unit_tells(&h, EVENT_DOOR_LOCKED, 1);
	order(&h, 1, "open");
	order_ends(&h, -EREMOTEIO, "not now");
	CHECK(shows(&h, "locked") && host_answer(&h, 1) == -EREMOTEIO);
	order(&h, 2, "open");
	order_goes_out(&h);
	order_ends(&h, -ETIMEDOUT, "no answer");
	CHECK(shows(&h, NULL) && !orders_open(&h));
	house_end(&h);
}

static void an_unlock_without_events_ends_after_its_time(void)
{
	struct house h;

	move_in(&h);
	order(&h, 1, "unlock");
	order_ends(&h, 0, "");
	timers_advance(&h.timers, OPEN_MS + SLACK_MS - 1);
	CHECK(shows(&h, "unlocked"));
	timers_advance(&h.timers, 1);
	CHECK(shows(&h, "locked"));
	timers_advance(&h.timers, 3600 * 1000);
	CHECK(shows(&h, "locked"));
	house_end(&h);
}

static void the_second_unlock_counts_anew(void)
{
	struct house h;

	move_in(&h);
	order(&h, 1, "unlock");
	order_ends(&h, 0, "");
	timers_advance(&h.timers, OPEN_MS);
	order(&h, 2, "unlock");
	order_ends(&h, 0, "");
	timers_advance(&h.timers, OPEN_MS);
	CHECK(shows(&h, "unlocked"));
	timers_advance(&h.timers, SLACK_MS);
	CHECK(shows(&h, "locked"));
	house_end(&h);
}

static void an_unlock_whose_end_is_not_told_is_unknown(void)
{
	struct house h;

	move_in(&h);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	timers_advance(&h.timers, OPEN_MS + OVERDUE_MS - 1);
	CHECK(shows(&h, "unlocked"));
	timers_advance(&h.timers, 1);
	CHECK(shows(&h, NULL)); /* nobody said that it is locked */
	house_end(&h);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_descriptor_says_what_the_door_can),
		TEST(a_door_is_held_open_until_it_is_locked),
		TEST(the_relay_of_a_hold_is_no_mere_unlock),
		TEST(a_hold_begun_at_the_station_shows),
		TEST(a_station_without_a_hold_is_not_asked_for_one),
		TEST(a_refused_hold_changes_nothing),
		TEST(an_unlock_without_events_ends_after_its_time),
		TEST(the_second_unlock_counts_anew),
		TEST(an_unlock_whose_end_is_not_told_is_unknown),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
