/* SPDX-License-Identifier: Apache-2.0 */
/* lock-test.c - what a lock shows, and where that comes from. */

#include "house.h"

#include <errno.h>
#include <stddef.h>

static bool shows(const struct house *h, const char *state)
{
	return host_sees(h, "S1-lock-1", "lock", "state", state);
}

static void unlock(struct house *h, uint64_t ticket)
{
	host_asks(h, ticket, "S1-lock-1", "lock", "unlock");
}

static void a_lock_is_unknown_until_the_station_tells_of_it(void)
{
	struct house h;

	house_move_in(&h, 1);
	CHECK(shows(&h, NULL));

	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	CHECK(shows(&h, "unlocked"));
	unit_tells(&h, EVENT_DOOR_LOCKED, 1);
	CHECK(shows(&h, "locked"));
	timers_advance(&h.timers, 24 * 3600 * 1000);
	CHECK(shows(&h, "locked"));
	CHECK(!orders_open(&h));
	house_end(&h);
}

static void the_same_news_is_told_once(void)
{
	struct house h;
	unsigned before;

	house_move_in(&h, 1);
	unit_tells(&h, EVENT_DOOR_LOCKED, 1);
	before = h.state_reports;
	unit_tells(&h, EVENT_DOOR_LOCKED, 1);
	CHECK(h.state_reports == before);
	house_end(&h);
}

static void a_door_moves_only_its_own_lock(void)
{
	struct house h;

	house_move_in(&h, 2);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 2);
	CHECK(shows(&h, NULL));
	CHECK(host_sees(&h, "S1-lock-2", "lock", "state", "unlocked"));

	host_asks(&h, 1, "S1-lock-2", "lock", "lock");
	CHECK(order_door(&h) == 2);
	CHECK(order_action(&h) == DOOR_LOCK);
	order_ends(&h, 0, "");
	house_end(&h);
}

static void an_order_shows_while_it_is_under_way(void)
{
	struct house h;

	house_move_in(&h, 1);
	unlock(&h, 1);
	CHECK(shows(&h, "unlocking"));
	CHECK(order_action(&h) == DOOR_UNLOCK && order_door(&h) == 1);
	CHECK(!host_answers(&h, 1));
	order_ends(&h, 0, "");
	CHECK(shows(&h, "unlocked"));

	host_asks(&h, 2, "S1-lock-1", "lock", "lock");
	CHECK(shows(&h, "locking"));
	order_ends(&h, 0, "");
	CHECK(shows(&h, "locked"));
	CHECK(host_answers(&h, 1) == 1 && host_answer(&h, 1) == 0);
	CHECK(host_answers(&h, 2) == 1 && host_answer(&h, 2) == 0);
	house_end(&h);
}

static void a_refused_order_changes_nothing(void)
{
	struct house h;

	house_move_in(&h, 1);
	unit_tells(&h, EVENT_DOOR_LOCKED, 1);
	unlock(&h, 1);
	order_ends(&h, -EREMOTEIO, "not now");
	CHECK(shows(&h, "locked"));
	CHECK(host_answer(&h, 1) == -EREMOTEIO);
	house_end(&h);
}

static void an_order_without_an_outcome_leaves_the_lock_unknown(void)
{
	struct house h;

	house_move_in(&h, 1);
	unit_tells(&h, EVENT_DOOR_LOCKED, 1);
	unlock(&h, 1);
	order_goes_out(&h);
	order_ends(&h, -ETIMEDOUT, "no answer");
	CHECK(shows(&h, NULL));
	CHECK(host_answer(&h, 1) == -ETIMEDOUT);

	unit_tells(&h, EVENT_DOOR_LOCKED, 1);
	CHECK(shows(&h, "locked"));
	house_end(&h);
}

static void a_lock_that_no_event_confirms_is_unknown_again(void)
{
	struct house h;

	house_move_in(&h, 1);
	unlock(&h, 1);
	order_ends(&h, 0, "");
	timers_advance(&h.timers, 9999);
	CHECK(shows(&h, "unlocked"));
	timers_advance(&h.timers, 1);
	CHECK(shows(&h, NULL));
	house_end(&h);
}

static void a_lock_that_an_event_confirms_is_known(void)
{
	struct house h;

	house_move_in(&h, 1);
	unlock(&h, 1);
	order_ends(&h, 0, "");
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	timers_advance(&h.timers, 3600 * 1000);
	CHECK(shows(&h, "unlocked"));
	house_end(&h);
}

static void an_answer_behind_its_events_undoes_nothing(void)
{
	struct house h;

	house_move_in(&h, 1);
	unlock(&h, 1);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	unit_tells(&h, EVENT_DOOR_LOCKED, 1); /* the relay's time is over already */
	order_ends(&h, 0, "");
	CHECK(shows(&h, "locked"));
	timers_advance(&h.timers, 60 * 1000);
	CHECK(shows(&h, "locked"));
	house_end(&h);
}

static void an_event_settles_an_order_that_is_never_answered(void)
{
	struct house h;

	house_move_in(&h, 1);
	unlock(&h, 1);
	order_goes_out(&h);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	order_ends(&h, -ETIMEDOUT, "no answer");
	CHECK(shows(&h, "unlocked"));
	CHECK(host_answer(&h, 1) == -ETIMEDOUT);
	house_end(&h);
}

static void the_relock_of_the_last_order_does_not_settle_this_one(void)
{
	struct house h;

	house_move_in(&h, 1);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	unlock(&h, 1);
	unit_tells(&h, EVENT_DOOR_LOCKED, 1);
	order_ends(&h, 0, "");
	CHECK(shows(&h, "unlocked"));
	house_end(&h);
}

static void a_lock_of_a_lost_station_is_unknown(void)
{
	struct house h;

	house_move_in(&h, 1);
	unit_tells(&h, EVENT_DOOR_LOCKED, 1);
	unit_goes_offline(&h, -EHOSTUNREACH, "gone");
	CHECK(shows(&h, NULL));

	unit_comes_online(&h);
	CHECK(shows(&h, NULL)); /* events have been missed */
	house_end(&h);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_lock_is_unknown_until_the_station_tells_of_it),
		TEST(the_same_news_is_told_once),
		TEST(a_door_moves_only_its_own_lock),
		TEST(an_order_shows_while_it_is_under_way),
		TEST(a_refused_order_changes_nothing),
		TEST(an_order_without_an_outcome_leaves_the_lock_unknown),
		TEST(a_lock_that_no_event_confirms_is_unknown_again),
		TEST(a_lock_that_an_event_confirms_is_known),
		TEST(an_answer_behind_its_events_undoes_nothing),
		TEST(an_event_settles_an_order_that_is_never_answered),
		TEST(the_relock_of_the_last_order_does_not_settle_this_one),
		TEST(a_lock_of_a_lost_station_is_unknown),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
