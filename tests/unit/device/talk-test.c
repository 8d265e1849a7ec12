/* SPDX-License-Identifier: Apache-2.0 */
/* talk-test.c - answering, refusing, hanging up: what the host asks and is told. */

#include "house.h"
#include "vendor.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static void talk(struct house *h, uint64_t ticket, const char *op)
{
	host_asks(h, ticket, "S1", "talk", op);
}

static void sip_tells(struct house *h, enum event_kind kind)
{
	unit_tells_all(h, &(struct event){.kind = kind,
				  .source = SOURCE_SIP,
				  .asked_ms = h->timers.now_ms});
}

static bool ended_as(const struct house *h, const char *type)
{
	const json_t *last = json_array_get(h->events, json_array_size(h->events) - 1);
	const char *told = json_string_value(json_object_get(last, "type"));

	return told && !strcmp(told, type);
}

static bool active(const struct house *h)
{
	const json_t *state = json_object_get(json_object_get(h->states, "S1"), "talk");

	return json_is_true(json_object_get(state, "active"));
}

static void a_visitor_is_answered_and_the_talk_ended(void)
{
	struct house h;

	house_move_in(&h, 0);
	sip_tells(&h, EVENT_BELL_PRESSED);
	talk(&h, 1, "answer");
	CHECK(orders_open(&h) == 1 && order_is_call(&h, CALL_ORDER_ANSWER));
	CHECK(!host_answers(&h, 1) && !active(&h));
	order_ends(&h, 0, "");
	sip_tells(&h, EVENT_CALL_TALKING);
	CHECK(host_answer(&h, 1) == 0 && active(&h));
	talk(&h, 2, "hang_up");
	CHECK(order_is_call(&h, CALL_ORDER_HANG_UP));
	sip_tells(&h, EVENT_CALL_IDLE); /* before the order is answered */
	order_ends(&h, 0, "");
	CHECK(host_answer(&h, 2) == 0 && !active(&h));
	CHECK(ended_as(&h, "answered_here"));
	house_end(&h);
}

static void a_visitor_is_refused(void)
{
	static const char *const ops[] = {"reject", "hang_up"};

	for (unsigned i = 0; i < 2; i++) {
		struct house h;

		house_move_in(&h, 0);
		sip_tells(&h, EVENT_BELL_PRESSED);
		talk(&h, 1, ops[i]);
		CHECK(order_is_call(&h, i ? CALL_ORDER_HANG_UP : CALL_ORDER_REJECT));
		sip_tells(&h, EVENT_CALL_IDLE);
		order_ends(&h, 0, "");
		CHECK(host_answer(&h, 1) == 0 && ended_as(&h, "rejected"));
		house_end(&h);
	}
}

static void who_talks_inside_is_not_with_us(void)
{
	struct house h;

	house_move_in(&h, 0);
	sip_tells(&h, EVENT_BELL_PRESSED);
	unit_tells_all(&h, &(struct event){.kind = EVENT_CALL_TALKING,
				   .source = SOURCE_POLL,
				   .asked_ms = h.timers.now_ms});
	CHECK(host_sees(&h, "S1", "call", "value", "in_call") && !active(&h));
	house_end(&h);
}

static void an_order_that_the_station_refuses_changes_nothing(void)
{
	struct house h;

	house_move_in(&h, 0);
	sip_tells(&h, EVENT_BELL_PRESSED);
	talk(&h, 1, "reject");
	order_ends(&h, -EREMOTEIO, "noRequest");
	CHECK(host_answer(&h, 1) == -EREMOTEIO);
	sip_tells(&h, EVENT_CALL_IDLE);
	CHECK(ended_as(&h, "missed"));
	house_end(&h);
}

static void an_order_without_an_answer_counts(void)
{
	struct house h;

	house_move_in(&h, 0);
	sip_tells(&h, EVENT_BELL_PRESSED);
	talk(&h, 1, "reject");
	order_goes_out(&h);
	order_ends(&h, -ETIMEDOUT, "no answer");
	sip_tells(&h, EVENT_CALL_IDLE);
	CHECK(host_answer(&h, 1) == -ETIMEDOUT && ended_as(&h, "rejected"));
	house_end(&h);
}

static void what_does_not_fit_is_not_sent(void)
{
	struct house h;

	house_move_in(&h, 0);
	talk(&h, 1, "answer");
	talk(&h, 2, "reject");
	talk(&h, 3, "hang_up");
	CHECK(!orders_open(&h));
	for (uint64_t ticket = 1; ticket <= 3; ticket++)
		CHECK(host_answer(&h, ticket) == -ENOENT);
	sip_tells(&h, EVENT_BELL_PRESSED);
	sip_tells(&h, EVENT_CALL_TALKING);
	talk(&h, 4, "answer");
	talk(&h, 5, "reject");
	CHECK(host_answer(&h, 4) == -ENOENT && host_answer(&h, 5) == -ENOENT);
	talk(&h, 6, "sing");
	CHECK(host_answer(&h, 6) == -ENOENT && !orders_open(&h));
	house_end(&h);
}

static void there_is_no_sound_and_it_says_so(void)
{
	struct house h;

	house_move_in(&h, 0);
	talk(&h, 1, "open");
	talk(&h, 2, "close");
	CHECK(host_answer(&h, 1) == -ENOTSUP && host_answer(&h, 2) == -ENOTSUP);
	CHECK(strstr(h.answers[h.answer_count - 1].why, "no sound"));
	house_end(&h);
}

static void one_order_at_a_time_and_none_outlives_the_unit(void)
{
	struct house h;

	house_move_in(&h, 0);
	sip_tells(&h, EVENT_BELL_PRESSED);
	talk(&h, 1, "answer");
	talk(&h, 2, "reject");
	CHECK(orders_open(&h) == 1 && host_answer(&h, 2) == -EBUSY);
	h.config.unit.host = "elsewhere";
	CHECK(!station_configure(h.station, &h.config));
	CHECK(!orders_open(&h) && host_answer(&h, 1) == -ECANCELED);
	house_end(&h);
}

static void an_order_that_is_cancelled_unsent_is_forgotten(void)
{
	struct house h;

	house_move_in(&h, 0);
	sip_tells(&h, EVENT_BELL_PRESSED);
	talk(&h, 1, "reject");
	station_cancel(h.station, 1);
	CHECK(!orders_open(&h));
	sip_tells(&h, EVENT_CALL_IDLE);
	CHECK(ended_as(&h, "missed"));
	house_end(&h);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_visitor_is_answered_and_the_talk_ended),
		TEST(a_visitor_is_refused),
		TEST(who_talks_inside_is_not_with_us),
		TEST(an_order_that_the_station_refuses_changes_nothing),
		TEST(an_order_without_an_answer_counts),
		TEST(what_does_not_fit_is_not_sent),
		TEST(there_is_no_sound_and_it_says_so),
		TEST(one_order_at_a_time_and_none_outlives_the_unit),
		TEST(an_order_that_is_cancelled_unsent_is_forgotten),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
