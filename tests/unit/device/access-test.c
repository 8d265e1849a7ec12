/* SPDX-License-Identifier: Apache-2.0 */
/* access-test.c - who opened the door: one story from several sources. */

#include "access.h"
#include "house.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { LONG_MS = 60 * 1000 };

static void credential(struct house *h, enum access_method method, unsigned door)
{
	struct event ev = {.kind = EVENT_ACCESS_GRANTED,
		.door = door,
		.access = {.method = method, .name = "Ada", .card = "3012345678"}};

	snprintf(ev.access.device_time, sizeof(ev.access.device_time), "2026-03-01");
	unit_tells_all(h, &ev);
}

static unsigned granted(const struct house *h, const char *method)
{
	return host_accesses(h, "granted", method);
}

static void unlock(struct house *h, uint64_t ticket)
{
	host_asks(h, ticket, "S1-lock-1", "lock", "unlock");
}

static void each_credential_opens_once_and_names_who(void)
{
	static const struct {
		enum access_method method;
		const char *name;
	} methods[] = {
		{METHOD_CARD, "card"},
		{METHOD_CODE, "code"},
		{METHOD_FACE, "face"},
		{METHOD_FINGERPRINT, "fingerprint"},
		{METHOD_EXIT_BUTTON, "exit_button"},
	};
	struct house h;
	const json_t *data;

	house_move_in(&h, 2);
	for (unsigned i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
		credential(&h, methods[i].method, 2);
		CHECK(granted(&h, methods[i].name) == 1); /* at once */
		unit_tells(&h, EVENT_DOOR_UNLOCKED, 2);
		timers_advance(&h.timers, LONG_MS);
		CHECK(granted(&h, NULL) == i + 1);
	}
	data = json_object_get(json_array_get(h.events, 0), "data");
	CHECK(json_integer_value(json_object_get(data, "door")) == 2);
	CHECK(!strcmp(json_string_value(json_object_get(data, "name")), "Ada"));
	CHECK(!strcmp(json_string_value(json_object_get(data, "card")), "3012345678"));
	CHECK(!strcmp(
		json_string_value(json_object_get(data, "device_time")), "2026-03-01"));
	house_end(&h);
}

static void a_relay_in_front_of_its_credential_is_the_same_opening(void)
{
	struct house h;

	house_move_in(&h, 1);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	timers_advance(&h.timers, 1000);
	CHECK(granted(&h, NULL) == 0);
	credential(&h, METHOD_CARD, 1);
	timers_advance(&h.timers, LONG_MS);
	CHECK(granted(&h, NULL) == 1 && granted(&h, "card") == 1);
	house_end(&h);
}

static void a_relay_that_nobody_explains_is_told_all_the_same(void)
{
	struct house h;

	house_move_in(&h, 2);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	credential(&h, METHOD_CARD, 2); /* another door's explains nothing */
	timers_advance(&h.timers, ACCESS_WAIT_MS);
	CHECK(granted(&h, "unknown") == 2 && granted(&h, "card") == 1);
	for (unsigned i = 0; i < 100; i++) /* and a storm of them is not lost */
		unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	timers_advance(&h.timers, ACCESS_WAIT_MS);
	CHECK(granted(&h, "unknown") == 102);
	house_end(&h);
}

static void a_remote_unlock_that_is_not_ours_is_the_app(void)
{
	struct house h;

	house_move_in(&h, 2);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 2);
	timers_advance(&h.timers, 1000);
	unit_tells(&h, EVENT_REMOTE_UNLOCK, 0); /* which door is not said */
	CHECK(granted(&h, "app") == 1);
	timers_advance(&h.timers, LONG_MS);
	CHECK(granted(&h, NULL) == 1);
	house_end(&h);
}

static void our_unlock_is_told_once_in_whatever_order(void)
{
	struct house h;

	house_move_in(&h, 1);
	unlock(&h, 1); /* answer, relay */
	CHECK(granted(&h, NULL) == 0);
	order_ends(&h, 0, "");
	CHECK(granted(&h, "host") == 1);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	unlock(&h, 2); /* relay, answer */
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	CHECK(granted(&h, "host") == 2);
	order_ends(&h, 0, "");
	unlock(&h, 3); /* answer, and no relay ever */
	order_ends(&h, 0, "");
	unit_tells(&h, EVENT_REMOTE_UNLOCK, 1); /* "over the network": that was us */
	timers_advance(&h.timers, LONG_MS);
	CHECK(granted(&h, "host") == 3 && granted(&h, NULL) == 3);
	house_end(&h);
}

static void an_unlock_that_did_not_happen_is_not_told(void)
{
	struct house h;

	house_move_in(&h, 1);
	unlock(&h, 1);
	order_ends(&h, -EREMOTEIO, "not now");
	unlock(&h, 2);
	station_cancel(h.station, 2); /* unsent */
	unlock(&h, 3);
	order_goes_out(&h);
	order_ends(&h, -ETIMEDOUT, "no answer");
	timers_advance(&h.timers, LONG_MS);
	CHECK(granted(&h, NULL) == 0);
	host_asks(&h, 4, "S1-lock-1", "lock", "lock"); /* lets nobody in */
	order_ends(&h, 0, "");
	CHECK(granted(&h, NULL) == 0);
	house_end(&h);
}

static void a_relay_settles_whether_an_unanswered_unlock_happened(void)
{
	struct house h;

	house_move_in(&h, 1);
	unlock(&h, 1);
	order_goes_out(&h);
	order_ends(&h, -ETIMEDOUT, "no answer");
	timers_advance(&h.timers, 2000);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	CHECK(granted(&h, "host") == 1);
	timers_advance(&h.timers, LONG_MS);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1); /* this one is somebody else's */
	timers_advance(&h.timers, ACCESS_WAIT_MS);
	CHECK(granted(&h, "host") == 1 && granted(&h, "unknown") == 1);
	unlock(&h, 2);
	order_goes_out(&h);
	order_ends(&h, -ETIMEDOUT, "no answer");
	timers_advance(&h.timers, ACCESS_DOUBT_MS); /* so late it is nobody's */
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	timers_advance(&h.timers, ACCESS_WAIT_MS);
	CHECK(granted(&h, "host") == 1 && granted(&h, "unknown") == 2);
	house_end(&h);
}

static void what_was_explained_long_ago_explains_nothing_now(void)
{
	struct house h;

	house_move_in(&h, 1);
	credential(&h, METHOD_CARD, 1); /* its relay is never told of */
	timers_advance(&h.timers, ACCESS_RELAY_MS);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	timers_advance(&h.timers, ACCESS_WAIT_MS);
	CHECK(granted(&h, "card") == 1 && granted(&h, "unknown") == 1);
	house_end(&h);
}

static void a_denial_is_an_event_of_its_own(void)
{
	struct house h;
	struct event ev = {.kind = EVENT_ACCESS_DENIED,
		.door = 1,
		.access = {.method = METHOD_CARD}};

	house_move_in(&h, 1);
	unit_tells_all(&h, &ev);
	CHECK(host_accesses(&h, "denied", "card") == 1 && granted(&h, NULL) == 0);
	house_end(&h);
}

static void a_relay_told_before_the_station_was_lost_is_not_lost(void)
{
	struct house h;

	house_move_in(&h, 1);
	unit_tells(&h, EVENT_DOOR_UNLOCKED, 1);
	unit_goes_offline(&h, -EHOSTUNREACH, "gone");
	CHECK(granted(&h, "unknown") == 1);
	house_end(&h);
}

static void a_hold_of_ours_lets_people_in(void)
{
	struct house h;

	house_begin(&h);
	h.info.can_hold = true;
	house_start(&h);
	unit_is_known(&h, "S1", 1, true);
	unit_comes_online(&h);
	host_asks(&h, 1, "S1-lock-1", "lock", "open");
	order_ends(&h, 0, "");
	CHECK(granted(&h, "host") == 1);
	house_end(&h);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(each_credential_opens_once_and_names_who),
		TEST(a_relay_in_front_of_its_credential_is_the_same_opening),
		TEST(a_relay_that_nobody_explains_is_told_all_the_same),
		TEST(a_remote_unlock_that_is_not_ours_is_the_app),
		TEST(our_unlock_is_told_once_in_whatever_order),
		TEST(an_unlock_that_did_not_happen_is_not_told),
		TEST(a_relay_settles_whether_an_unanswered_unlock_happened),
		TEST(what_was_explained_long_ago_explains_nothing_now),
		TEST(a_denial_is_an_event_of_its_own),
		TEST(a_relay_told_before_the_station_was_lost_is_not_lost),
		TEST(a_hold_of_ours_lets_people_in),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
