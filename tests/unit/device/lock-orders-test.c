/* SPDX-License-Identifier: Apache-2.0 */
/* lock-orders-test.c - every order to a lock gets one answer, whatever happens to it. */

#include "house.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static bool shows(const struct house *h, const char *state)
{
	return host_sees(h, "S1-lock-1", "lock", "state", state);
}

static void unlock(struct house *h, uint64_t ticket)
{
	host_asks(h, ticket, "S1-lock-1", "lock", "unlock");
}

static void an_order_cancelled_before_it_went_out_never_happens(void)
{
	struct house h;

	house_move_in(&h, 1);
	unit_tells(&h, EVENT_DOOR_LOCKED, 1);
	unlock(&h, 1);
	station_cancel(h.station, 1);
	CHECK(!orders_open(&h));
	CHECK(shows(&h, "locked"));
	CHECK(!host_answers(&h, 1)); /* whoever cancelled has answered */
	house_end(&h);
}

static void an_order_cancelled_too_late_leaves_the_lock_unknown(void)
{
	struct house h;

	house_move_in(&h, 1);
	unit_tells(&h, EVENT_DOOR_LOCKED, 1);
	unlock(&h, 1);
	order_goes_out(&h);
	station_cancel(h.station, 1);
	CHECK(!orders_open(&h));
	CHECK(shows(&h, NULL));
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	CHECK(shows(&h, "unlocked"));
	house_end(&h);
	CHECK(!h.answer_count);
}

static void cancelling_another_request_cancels_no_order(void)
{
	struct house h;

	house_move_in(&h, 1);
	unlock(&h, 1);
	station_cancel(h.station, 2);
	CHECK(orders_open(&h) == 1);
	order_ends(&h, 0, "");
	CHECK(host_answers(&h, 1) == 1);
	house_end(&h);
}

static void a_lock_that_is_taken_away_answers_its_orders_once(void)
{
	struct house h;
	struct station_config config;

	house_move_in(&h, 1);
	unlock(&h, 1);
	order_goes_out(&h);
	unlock(&h, 2);
	config = h.config;
	config.expose_locks = false;
	CHECK(!station_configure(h.station, &config));
	CHECK(!orders_open(&h));
	CHECK(host_answers(&h, 1) == 1 && host_answer(&h, 1) == -ECANCELED);
	CHECK(host_answers(&h, 2) == 1 && host_answer(&h, 2) == -ECANCELED);
	house_end(&h);
	CHECK(h.answer_count == 2);
}

static void a_station_that_goes_answers_its_orders_once(void)
{
	struct house h;

	house_move_in(&h, 2);
	unlock(&h, 1);
	host_asks(&h, 2, "S1-lock-2", "lock", "unlock");
	house_end(&h);
	CHECK(h.answer_count == 2);
	CHECK(host_answer(&h, 1) == -ECANCELED && host_answer(&h, 2) == -ECANCELED);
}

static void new_credentials_end_the_orders_under_way(void)
{
	struct house h;
	struct station_config config;

	house_move_in(&h, 1);
	unlock(&h, 1);
	unit_goes_offline(&h, -EHOSTUNREACH, "gone");
	CHECK(shows(&h, "unlocking"));
	config = h.config;
	config.unit.password = "other";
	CHECK(!station_configure(h.station, &config));
	CHECK(host_answers(&h, 1) == 1 && host_answer(&h, 1) == -ECANCELED);
	CHECK(shows(&h, NULL));
	house_end(&h);
	CHECK(h.answer_count == 1);
}

static void another_station_at_the_address_ends_the_orders_under_way(void)
{
	struct house h;

	house_move_in(&h, 1);
	unlock(&h, 1);
	unit_is_known(&h, "S2", 1, true);
	CHECK(host_answers(&h, 1) == 1 && host_answer(&h, 1) == -ECANCELED);
	house_end(&h);
	CHECK(h.answer_count == 1);
}

static void a_thousand_orders_get_a_thousand_answers(void)
{
	static const int ends[] = {0, -EREMOTEIO, -ETIMEDOUT, -EHOSTUNREACH, -EBUSY};
	struct house h;

	house_move_in(&h, 1);
	for (unsigned i = 0; i < 1000; i++)
		host_asks(&h, i + 1, "S1-lock-1", "lock", i % 2 ? "lock" : "unlock");
	CHECK(orders_open(&h) == 1000);
	for (unsigned i = 0; i < 1000; i++) {
		CHECK(order_action(&h) == (i % 2 ? DOOR_LOCK : DOOR_UNLOCK));
		CHECK(shows(&h, i % 2 ? "locking" : "unlocking"));
		order_ends(&h, ends[i % 5], "");
	}
	CHECK(h.answer_count == 1000);
	for (unsigned i = 0; i < 1000; i++) {
		CHECK(h.answers[i].ticket == i + 1);
		CHECK(h.answers[i].err == ends[i % 5]);
	}
	house_end(&h);
	CHECK(h.answer_count == 1000);
}

static void a_flood_of_orders_is_answered_with_busy(void)
{
	struct house h;

	house_move_in(&h, 1);
	for (unsigned i = 1; i <= 4097; i++)
		unlock(&h, i);
	CHECK(orders_open(&h) == 4096);
	CHECK(h.answer_count == 1 && host_answer(&h, 4097) == -EBUSY);
	house_end(&h);
	CHECK(h.answer_count == 4097);
}

static void an_order_to_a_lost_station_is_refused_with_the_reason(void)
{
	struct house h;

	house_begin(&h);
	house_start(&h);
	unit_is_known(&h, "S1", 1, true);
	unlock(&h, 1);
	CHECK(host_answer(&h, 1) == -ENOTCONN);
	CHECK(!orders_open(&h));

	unit_comes_online(&h);
	unit_goes_offline(&h, -EHOSTUNREACH, "the cable is out");
	unlock(&h, 2);
	CHECK(host_answer(&h, 2) == -ENOTCONN);
	CHECK(!strcmp(h.answers[1].why, "the cable is out"));
	CHECK(shows(&h, NULL));
	house_end(&h);
}

static void an_order_the_maker_does_not_take_is_answered_at_once(void)
{
	struct house h;

	house_move_in(&h, 1);
	h.door_err = -ENOTSUP;
	unlock(&h, 1);
	CHECK(host_answers(&h, 1) == 1 && host_answer(&h, 1) == -ENOTSUP);
	CHECK(shows(&h, NULL));
	house_end(&h);
}

static void one_cancelled_order_leaves_the_others_alone(void)
{
	struct house h;

	house_move_in(&h, 1);
	unlock(&h, 1);
	unlock(&h, 2);
	station_cancel(h.station, 2);
	CHECK(orders_open(&h) == 1);
	order_ends(&h, 0, "");
	CHECK(h.answer_count == 1);
	CHECK(!host_answers(&h, 2));
	house_end(&h);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(an_order_cancelled_before_it_went_out_never_happens),
		TEST(an_order_cancelled_too_late_leaves_the_lock_unknown),
		TEST(cancelling_another_request_cancels_no_order),
		TEST(a_lock_that_is_taken_away_answers_its_orders_once),
		TEST(a_station_that_goes_answers_its_orders_once),
		TEST(new_credentials_end_the_orders_under_way),
		TEST(another_station_at_the_address_ends_the_orders_under_way),
		TEST(a_thousand_orders_get_a_thousand_answers),
		TEST(a_flood_of_orders_is_answered_with_busy),
		TEST(an_order_to_a_lost_station_is_refused_with_the_reason),
		TEST(an_order_the_maker_does_not_take_is_answered_at_once),
		TEST(one_cancelled_order_leaves_the_others_alone),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
