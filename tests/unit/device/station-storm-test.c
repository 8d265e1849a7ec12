/* SPDX-License-Identifier: Apache-2.0 */
/* station-storm-test.c - anything in any order: every order is answered once, and nothing
 * is left on. The seed is fixed. */

#include "house.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { STORMS = 300, STEPS = 400 };

struct storm {
	struct house house;
	struct station_config config;
	uint32_t seed;
	uint64_t tickets;
	bool known;
	unsigned cancelled; /**< while open: answered by whoever cancelled */
};

static unsigned random_below(struct storm *s, unsigned limit)
{
	s->seed = s->seed * 1664525u + 1013904223u;
	return (s->seed >> 8) % limit;
}

static void order_something(struct storm *s)
{
	static const char *const devices[] = {
		"S1-lock-1", "S1-lock-2", "S2-lock-1", "S1-tamper", "S1"};
	static const char *const ops[] = {"unlock", "lock", "turn_off", "turn_on", "x"};
	unsigned op = random_below(s, 5);

	host_asks(&s->house, ++s->tickets, devices[random_below(s, 5)],
		op < 2 ? "lock" : "tamper", ops[op]);
}

static void cancel_something(struct storm *s)
{
	uint64_t ticket = 1 + random_below(s, (unsigned)s->tickets + 1);

	if (ticket > s->tickets || host_answers(&s->house, ticket))
		return;
	station_cancel(s->house.station, ticket);
	s->house.answers[s->house.answer_count++].ticket =
		ticket; /* as an instance does */
	s->cancelled++;
}

static void end_an_order(struct storm *s)
{
	static const int errs[] = {0, 0, -ETIMEDOUT, -EREMOTEIO, -EHOSTUNREACH};

	if (!s->house.orders)
		return;
	if (random_below(s, 2))
		order_goes_out(&s->house);
	else
		order_ends(&s->house, errs[random_below(s, 5)], "so it ended");
}

static void change_settings(struct storm *s)
{
	static const char *const hosts[] = {"front", "front", "front", "back"};

	s->config.expose_locks = random_below(s, 4);
	s->config.expose_tamper = random_below(s, 4);
	s->config.unit.host = hosts[random_below(s, 4)];
	s->house.create_err = random_below(s, 8) ? 0 : -ENOMEM;
	station_configure(s->house.station, &s->config);
}

static void tell_something(struct storm *s)
{
	struct event ev = {.kind = (enum event_kind)random_below(s, EVENT_KINDS),
		.asked_ms = s->house.timers.now_ms};

	if (!s->known)
		return; /* no unit tells of events before it said who it is */
	if (event_child(ev.kind) == CHILD_LOCK)
		ev.door = 1 + random_below(s, 3);
	if (ev.kind == EVENT_CALL_IDLE || ev.kind == EVENT_CALL_RINGING ||
		ev.kind == EVENT_CALL_TALKING)
		ev.source = SOURCE_POLL;
	unit_tells_all(&s->house, &ev);
}

static void unit_does_something(struct storm *s)
{
	struct house *h = &s->house;

	switch (random_below(s, 8)) {
	case 0:
		s->known = true;
		unit_is_known(h, random_below(s, 8) ? "S1" : "S2", random_below(s, 3),
			random_below(s, 8));
		break;
	case 1:
	case 2: unit_comes_online(h); break;
	case 3:
		unit_goes_offline(
			h, random_below(s, 2) ? -EACCES : -EHOSTUNREACH, "so");
		break;
	default: tell_something(s); break;
	}
}

static void step(struct storm *s)
{
	switch (random_below(s, 8)) {
	case 0:
	case 1: order_something(s); break;
	case 2: cancel_something(s); break;
	case 3: end_an_order(s); break;
	case 4: timers_advance(&s->house.timers, random_below(s, 20000)); break;
	case 5:
		if (!random_below(s, 5))
			change_settings(s);
		break;
	default:
		if (s->house.unit)
			unit_does_something(s);
		break;
	}
}

static void in_any_storm_every_request_is_answered_once(void)
{
	struct storm s;

	for (unsigned n = 0; n < STORMS; n++) {
		memset(&s, 0, sizeof(s));
		s.seed = n * 2654435761u + 7;
		house_begin(&s.house);
		s.config = s.house.config;
		house_start(&s.house);
		for (unsigned i = 0; i < STEPS; i++)
			step(&s);
		house_stop(&s.house);
		CHECK(s.house.answer_count == s.tickets);
		for (uint64_t ticket = 1; ticket <= s.tickets; ticket++)
			CHECK(host_answers(&s.house, ticket) == 1);
		house_end(&s.house);
	}
}

static void after_any_storm_comes_a_calm(void)
{
	struct storm s;

	for (unsigned n = 0; n < STORMS; n++) {
		memset(&s, 0, sizeof(s));
		s.seed = n * 2654435761u + 99;
		house_begin(&s.house);
		s.config = s.house.config;
		house_start(&s.house);
		for (unsigned i = 0; i < STEPS; i++)
			step(&s);
		while (s.house.orders)
			order_ends(&s.house, 0, "");
		timers_advance(&s.house.timers, 100 * 1000);
		CHECK(!s.house.timers.first);
		CHECK(!host_sees_flag(&s.house, "S1", "motion", 1));
		CHECK(!host_sees(&s.house, "S1", "call", "value", "ringing"));
		CHECK(!host_sees(&s.house, "S1-lock-1", "lock", "state", "unlocking") ||
			!host_has(&s.house, "S1-lock-1"));
		house_end(&s.house);
	}
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(in_any_storm_every_request_is_answered_once),
		TEST(after_any_storm_comes_a_calm),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
