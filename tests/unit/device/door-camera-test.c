/* SPDX-License-Identifier: Apache-2.0 */
/* door-camera-test.c - pictures on request, and addresses of streams. */

#include "door-camera.h"
#include "house.h"
#include "vendor.h"

#include <errno.h>
#include <stddef.h>
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

static const json_t *told_picture(const struct house *h)
{
	return json_object_get(
		json_object_get(json_object_get(h->states, "S1"), "camera"),
		"ring_picture");
}

static bool got(const struct house *h, uint64_t ticket, const char *jpeg)
{
	return host_answers(h, ticket) == 1 && !host_answer(h, ticket) &&
	       !strcmp(h->blob, jpeg);
}

/* ---- on request ---- */

static void a_picture_is_taken_and_handed_over(void)
{
	struct house h;

	move_in(&h);
	CHECK(host_sees(&h, "S1", "camera", "streaming", NULL));
	CHECK(json_is_null(told_picture(&h)));
	snapshot(&h, 1);
	CHECK(h.pictures_asked == 1 && !host_answers(&h, 1));
	CHECK(picture_wished(&h)->width == 0);
	picture_comes(&h, "JPEG");
	CHECK(got(&h, 1, "JPEG") && h.blob_len == 4);
	CHECK(json_is_null(told_picture(&h))); /* no ring's */
	house_end(&h);
}

static void a_size_is_a_wish(void)
{
	struct house h;

	move_in(&h);
	host_asks_with(&h, 1, "S1", "camera", "snapshot",
		json_pack("{s:i,s:i}", "width", 640, "height", 480));
	CHECK(picture_wished(&h)->width == 640 && picture_wished(&h)->height == 480);
	picture_fails(&h, -EREMOTEIO);
	timers_advance(&h.timers, PICTURE_PAUSE_MS);
	CHECK(picture_wished(&h)->width == 0 && picture_wished(&h)->height == 0);
	picture_comes(&h, "JPEG");
	CHECK(got(&h, 1, "JPEG"));
	host_asks_with(
		&h, 2, "S1", "camera", "snapshot", json_pack("{s:s}", "width", "640"));
	host_asks_with(
		&h, 3, "S1", "camera", "snapshot", json_pack("{s:i}", "height", 0));
	CHECK(host_answer(&h, 2) == -EINVAL && host_answer(&h, 3) == -EINVAL);
	house_end(&h);
}

static void who_asked_before_it_is_taken_shares_a_picture(void)
{
	struct house h;

	move_in(&h);
	snapshot(&h, 1);
	snapshot(&h, 2); /* the first is under way: may be from before this */
	snapshot(&h, 3);
	picture_comes(&h, "A");
	CHECK(got(&h, 1, "A") && !host_answers(&h, 2) && !host_answers(&h, 3));
	CHECK(h.pictures_asked == 2);
	picture_comes(&h, "B");
	CHECK(got(&h, 2, "B") && got(&h, 3, "B") && h.pictures_asked == 2);
	house_end(&h);
}

static void what_gave_way_is_asked_for_again(void)
{
	struct house h;

	move_in(&h);
	snapshot(&h, 1);
	for (unsigned i = 1; i < PICTURE_TRIES; i++) {
		picture_fails(&h, -EBUSY);
		CHECK(h.pictures_asked == i && !host_answers(&h, 1));
		timers_advance(&h.timers, PICTURE_PAUSE_MS);
		CHECK(h.pictures_asked == i + 1);
	}
	picture_fails(&h, -EBUSY);
	CHECK(host_answer(&h, 1) == -EBUSY);
	timers_advance(&h.timers, 60 * 1000);
	CHECK(h.pictures_asked == PICTURE_TRIES);
	house_end(&h);
}

static void what_cannot_be_is_not_asked_for_again(void)
{
	static const int errors[] = {
		-ENOTSUP, -EPERM, -EACCES, -ETIMEDOUT, -EHOSTUNREACH};
	struct house h;

	move_in(&h);
	for (unsigned i = 0; i < sizeof(errors) / sizeof(*errors); i++) {
		snapshot(&h, i + 1);
		picture_fails(&h, errors[i]);
		CHECK(host_answer(&h, i + 1) == errors[i]);
	}
	h.snapshot_err = -ENOMEM;
	snapshot(&h, 100);
	CHECK(host_answer(&h, 100) == -ENOMEM);
	house_end(&h);
}

static void a_flood_of_requests_has_an_end(void)
{
	struct house h;

	move_in(&h);
	for (uint64_t i = 1; i <= PICTURES_WAITING_MAX; i++)
		snapshot(&h, i);
	snapshot(&h, 1000);
	CHECK(host_answer(&h, 1000) == -EBUSY);
	picture_comes(&h, "A");
	picture_comes(&h, "B");
	CHECK(h.answer_count == PICTURES_WAITING_MAX + 1 && !h.picture);
	house_end(&h);
}

static void a_request_can_be_given_up(void)
{
	struct house h;

	move_in(&h);
	snapshot(&h, 1);
	snapshot(&h, 2);
	station_cancel(h.station, 1);
	CHECK(h.picture && h.pictures_asked == 2); /* the second's */
	snapshot(&h, 3);
	station_cancel(h.station, 3);
	CHECK(h.pictures_asked == 2);
	picture_comes(&h, "A");
	CHECK(got(&h, 2, "A") && h.answer_count == 1 && !h.picture);
	snapshot(&h, 4);
	picture_fails(&h, -EBUSY);
	station_cancel(h.station, 4); /* in the pause */
	timers_advance(&h.timers, 60 * 1000);
	CHECK(h.pictures_asked == 3 && h.answer_count == 1);
	house_end(&h);
}

static void pictures_go_with_their_unit(void)
{
	struct house h;

	move_in(&h);
	snapshot(&h, 1);
	snapshot(&h, 2);
	press(&h);
	h.config.unit.host = "back";
	CHECK(!station_configure(h.station, &h.config));
	CHECK(host_answer(&h, 1) == -ECANCELED && host_answer(&h, 2) == -ECANCELED);
	snapshot(&h, 3);
	CHECK(host_answer(&h, 3) == -ENOTCONN);
	unit_is_known(&h, "S1", 1, true);
	unit_comes_online(&h);
	snapshot(&h, 4);
	house_stop(&h);
	CHECK(host_answer(&h, 4) == -ECANCELED);
	house_end(&h);
}

static void a_station_without_a_camera_has_none(void)
{
	struct house h;

	house_move_in(&h, 1);
	CHECK(!told_picture(&h));
	snapshot(&h, 1);
	host_asks(&h, 2, "S1", "camera", "stream");
	CHECK(host_answer(&h, 1) == -ENOENT && host_answer(&h, 2) == -ENOENT);
	press(&h);
	CHECK(host_rings(&h) == 1 && !h.pictures_asked);
	house_end(&h);
}

/* ---- streams ---- */

static void an_address_carries_no_login_and_says_where_it_is(void)
{
	struct house h;

	move_in(&h);
	host_asks(&h, 1, "S1", "camera", "stream");
	CHECK(host_answer(&h, 1) == 0 && !h.blob_len);
	CHECK(!strcmp(json_string_value(json_object_get(h.result, "url")),
		"rtsp://front/main"));
	CHECK(!strcmp(json_string_value(json_object_get(
			      json_object_get(h.result, "login"), "password")),
		"/password"));
	host_asks_with(&h, 2, "S1", "camera", "stream",
		json_pack("{s:s}", "profile", "balcony"));
	CHECK(host_answer(&h, 2) == -ENOENT);
	host_asks_with(
		&h, 3, "S1", "camera", "stream", json_pack("{s:i}", "profile", 1));
	CHECK(host_answer(&h, 3) == -EINVAL);
	host_asks(&h, 4, "S1", "camera", "zoom");
	CHECK(host_answer(&h, 4) == -ENOENT);
	house_end(&h);
}

static void a_camera_is_there_again_before_the_station_answers(void)
{
	struct house h;

	move_in(&h);
	house_stop(&h);
	house_start(&h);
	CHECK(host_sees(&h, "S1", "camera", "streaming", NULL));
	host_asks(&h, 1, "S1", "camera", "stream");
	snapshot(&h, 2);
	CHECK(host_answer(&h, 1) == -ENOTCONN && host_answer(&h, 2) == -ENOTCONN);
	h.info.has_camera = false; /* it was taken out */
	unit_is_known(&h, "S1", 1, true);
	unit_comes_online(&h);
	snapshot(&h, 3);
	CHECK(host_answer(&h, 3) == -ENOENT);
	house_end(&h);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_picture_is_taken_and_handed_over),
		TEST(a_size_is_a_wish),
		TEST(who_asked_before_it_is_taken_shares_a_picture),
		TEST(what_gave_way_is_asked_for_again),
		TEST(what_cannot_be_is_not_asked_for_again),
		TEST(a_flood_of_requests_has_an_end),
		TEST(a_request_can_be_given_up),
		TEST(pictures_go_with_their_unit),
		TEST(a_station_without_a_camera_has_none),
		TEST(an_address_carries_no_login_and_says_where_it_is),
		TEST(a_camera_is_there_again_before_the_station_answers),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
