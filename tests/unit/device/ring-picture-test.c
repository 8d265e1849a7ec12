/* SPDX-License-Identifier: Apache-2.0 */
/* ring-picture-test.c - the picture that is taken at each ring. */

#include "door-camera.h"
#include "house.h"
#include "vendor.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void move_in(struct house *h)
{
	house_begin(h);
	h->info.has_camera = true;
	house_start(h);
	unit_is_known(h, "S1", 1, true);
	unit_comes_online(h);
}

static void snapshot(struct house *h, uint64_t ticket)
{
	host_asks(h, ticket, "S1", "camera", "snapshot");
}

static void press(struct house *h)
{
	unit_tells(h, EVENT_BELL_PRESSED, 0);
	timers_advance(&h->timers, 0);
}

/* Another visit, with a call of its own. */
static void press_anew(struct house *h)
{
	timers_advance(&h->timers, 70 * 1000); /* nobody answered: that call is over */
	press(h);
}

static const char *last_call(const struct house *h)
{
	const json_t *last = json_array_get(h->events, json_array_size(h->events) - 1);

	return json_string_value(
		json_object_get(json_object_get(last, "data"), "call"));
}

static const json_t *told_picture(const struct house *h)
{
	return json_object_get(
		json_object_get(json_object_get(h->states, "S1"), "camera"),
		"ring_picture");
}

static bool told(const struct house *h, const char *call, int bytes, int after_ms)
{
	json_t *want = json_pack(
		"{s:s,s:i,s:i}", "call", call, "bytes", bytes, "after_ms", after_ms);
	bool equal = json_equal(want, told_picture(h));

	json_decref(want);
	return equal;
}

static bool got(const struct house *h, uint64_t ticket, const char *jpeg)
{
	return host_answers(h, ticket) == 1 && !host_answer(h, ticket) &&
	       !strcmp(h->blob, jpeg);
}

static void a_ring_is_told_first_and_then_its_picture(void)
{
	struct house h;

	move_in(&h);
	unit_tells(&h, EVENT_BELL_PRESSED, 0);
	CHECK(host_rings(&h) == 1 && !h.pictures_asked);
	timers_advance(&h.timers, 0);
	CHECK(h.pictures_asked == 1);
	CHECK(json_is_null(told_picture(&h)));
	timers_advance(&h.timers, 180);
	picture_comes(&h, "VISITOR");
	CHECK(told(&h, last_call(&h), 7, 180));
	host_asks(&h, 1, "S1", "camera", "ring_picture");
	CHECK(got(&h, 1, "VISITOR"));
	CHECK(!strcmp(
		json_string_value(json_object_get(h.result, "call")), last_call(&h)));
	house_end(&h);
}

static void the_picture_of_each_call_is_kept(void)
{
	struct house h;
	char first[64];

	move_in(&h);
	press(&h);
	snprintf(first, sizeof(first), "%s", last_call(&h));
	picture_comes(&h, "ONE");
	press_anew(&h);
	picture_comes(&h, "TWO");
	CHECK(strcmp(first, last_call(&h)) != 0);
	unit_goes_offline(&h, -EHOSTUNREACH, "gone");
	host_asks_with(&h, 1, "S1", "camera", "ring_picture",
		json_pack("{s:s}", "call", first));
	CHECK(got(&h, 1, "ONE"));
	host_asks_with(&h, 2, "S1", "camera", "ring_picture",
		json_pack("{s:s}", "call", "nobody"));
	CHECK(host_answer(&h, 2) == -ENOENT);
	host_asks_with(
		&h, 3, "S1", "camera", "ring_picture", json_pack("{s:i}", "call", 1));
	CHECK(host_answer(&h, 3) == -EINVAL);
	house_end(&h);
}

static void a_ring_goes_in_front_of_a_request(void)
{
	struct house h;

	move_in(&h);
	snapshot(&h, 1);
	press(&h);
	CHECK(h.pictures_asked == 2); /* the request's would show the time before */
	picture_comes(&h, "VISITOR");
	CHECK(told(&h, last_call(&h), 7, 0) && !host_answers(&h, 1));
	CHECK(h.pictures_asked == 3);
	picture_comes(&h, "STREET");
	CHECK(got(&h, 1, "STREET"));
	house_end(&h);
}

static void a_refused_picture_of_a_ring_is_tried_again_in_time(void)
{
	struct house h;

	move_in(&h);
	press(&h);
	picture_fails(&h, -EREMOTEIO);
	timers_advance(&h.timers, PICTURE_PAUSE_MS);
	picture_fails(&h, -EBUSY);
	timers_advance(&h.timers, PICTURE_PAUSE_MS);
	CHECK(h.pictures_asked == 3);
	picture_comes(&h, "VISITOR");
	CHECK(told(&h, last_call(&h), 7, 2 * PICTURE_PAUSE_MS));
	press_anew(&h);
	for (unsigned i = 0; i < PICTURE_TRIES; i++) {
		picture_fails(&h, -EREMOTEIO);
		timers_advance(&h.timers, PICTURE_PAUSE_MS);
	}
	CHECK(h.pictures_asked == 6 && !h.picture);
	house_end(&h);
}

static void a_picture_that_would_show_the_street_later_is_not_asked_for(void)
{
	struct house h;

	move_in(&h);
	press(&h);
	timers_advance(&h.timers, RING_PICTURE_TAKEN_MS - PICTURE_PAUSE_MS + 1);
	picture_fails(&h, -EREMOTEIO);
	timers_advance(&h.timers, 60 * 1000);
	CHECK(h.pictures_asked == 1 && json_is_null(told_picture(&h)));
	house_end(&h);
}

static void a_slow_picture_of_a_ring_is_given_up(void)
{
	struct house h;

	move_in(&h);
	press(&h);
	snapshot(&h, 1);
	timers_advance(&h.timers, RING_PICTURE_MS - 1);
	CHECK(h.pictures_asked == 1);
	timers_advance(&h.timers, 1);
	CHECK(h.pictures_asked == 2 && json_is_null(told_picture(&h)));
	picture_comes(&h, "STREET");
	CHECK(got(&h, 1, "STREET") && json_is_null(told_picture(&h)));
	house_end(&h);
}

static void all_tries_for_a_ring_end_at_the_same_time(void)
{
	struct house h;

	move_in(&h);
	press(&h);
	timers_advance(&h.timers, 500);
	picture_fails(&h, -EREMOTEIO);
	timers_advance(&h.timers, RING_PICTURE_MS - 500 - 1);
	CHECK(h.pictures_asked == 2 && h.picture);
	timers_advance(&h.timers, 1);
	CHECK(h.pictures_asked == 2 && !h.picture);
	house_end(&h);
}

static void asked(struct house *h, enum event_kind kind)
{
	unit_tells_all(h, &(struct event){.kind = kind,
				  .source = SOURCE_POLL,
				  .asked_ms = h->timers.now_ms});
}

static void two_calls_in_a_hurry_do_not_get_each_others_picture(void)
{
	struct house h;

	move_in(&h);
	asked(&h, EVENT_CALL_IDLE);
	press(&h);
	asked(&h, EVENT_CALL_RINGING);
	asked(&h, EVENT_CALL_IDLE);
	press(&h);
	CHECK(host_rings(&h) == 2 && h.pictures_asked == 1);
	timers_advance(&h.timers, 300);
	picture_comes(&h, "FIRST");
	CHECK(h.pictures_asked == 2 && h.picture);
	picture_comes(&h, "SECOND");
	CHECK(told(&h, last_call(&h), 6, 300));
	house_end(&h);
}

static void a_ring_behind_a_slow_picture_gets_none_that_is_too_late(void)
{
	struct house h;

	move_in(&h);
	asked(&h, EVENT_CALL_IDLE);
	press(&h);
	asked(&h, EVENT_CALL_RINGING);
	asked(&h, EVENT_CALL_IDLE);
	press(&h);
	timers_advance(&h.timers, RING_PICTURE_MS);
	CHECK(host_rings(&h) == 2 && h.pictures_asked == 1 && !h.picture);
	house_end(&h);
}

static void an_order_is_not_held_up_by_a_picture(void)
{
	struct house h;

	move_in(&h);
	press(&h);
	host_asks(&h, 1, "S1-lock-1", "lock", "unlock");
	CHECK(orders_open(&h) == 1 && h.picture);
	order_ends(&h, 0, "");
	picture_comes(&h, "VISITOR");
	house_end(&h);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_ring_is_told_first_and_then_its_picture),
		TEST(the_picture_of_each_call_is_kept),
		TEST(a_ring_goes_in_front_of_a_request),
		TEST(a_refused_picture_of_a_ring_is_tried_again_in_time),
		TEST(a_picture_that_would_show_the_street_later_is_not_asked_for),
		TEST(a_slow_picture_of_a_ring_is_given_up),
		TEST(all_tries_for_a_ring_end_at_the_same_time),
		TEST(two_calls_in_a_hurry_do_not_get_each_others_picture),
		TEST(a_ring_behind_a_slow_picture_gets_none_that_is_too_late),
		TEST(an_order_is_not_held_up_by_a_picture),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
