/* SPDX-License-Identifier: Apache-2.0 */
/* call-sources-test.c - random visitors, and two sources that tell of them in their own
 * time: one ring each, no more, no less. The seed is fixed. */

#include "call.h"
#include "check.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum {
	SEQUENCES = 10000,
	PRESSES_MAX = 6,
	SKEW_MAX_MS = 2000,
	STEP_MS = 20,
	POLL_MS = 1000,
	AFTERWARDS_MS = 10 * 1000,
};

struct visit {
	uint64_t pressed_ms, told_ms; /**< on the button; on the stream */
	uint64_t over_ms;             /**< the call it began or joined ends */
};

struct scene {
	struct timers timers;
	struct call call;
	struct visit visits[PRESSES_MAX];
	unsigned presses, told;
	bool streams, polls;
	unsigned status_late_ms; /**< how far the station's status limps behind */
	uint64_t next_poll_ms;
	unsigned rings;
	enum call_state state;
	uint32_t seed;
};

static unsigned random_below(struct scene *s, unsigned limit)
{
	s->seed = s->seed * 1664525u + 1013904223u;
	return (s->seed >> 8) % limit;
}

static void changed(enum call_state state, void *user)
{
	((struct scene *)user)->state = state;
}

static void ring(enum event_source source, unsigned button, void *user)
{
	((struct scene *)user)->rings++;
}

static void confirmed(enum event_source source, uint64_t late_ms, void *user)
{
}

static void ended(const struct call_visit *visit, enum call_outcome outcome, void *user)
{
}

static const struct call_listener listener = {
	.changed = changed, .ring = ring, .confirmed = confirmed, .ended = ended};

/* Does the station say that it rings, at `at_ms` of its own time? */
static bool station_rings(const struct scene *s, uint64_t at_ms)
{
	for (unsigned i = 0; i < s->presses; i++) {
		if (at_ms >= s->visits[i].pressed_ms && at_ms < s->visits[i].over_ms)
			return true;
	}
	return false;
}

static void poll(struct scene *s)
{
	uint64_t now = s->timers.now_ms;
	bool rings = station_rings(s, now - s->status_late_ms);

	call_reading(&s->call, rings ? CALL_RINGING : CALL_IDLE,
		&(struct event){.source = SOURCE_POLL, .asked_ms = now});
	s->next_poll_ms = now + POLL_MS + random_below(s, 200);
}

static void stream(struct scene *s)
{
	while (s->told < s->presses && s->visits[s->told].told_ms <= s->timers.now_ms) {
		s->told++;
		call_press(&s->call, &(struct event){.kind = EVENT_BELL_PRESSED,
					     .source = SOURCE_STREAM,
					     .asked_ms = s->timers.now_ms});
	}
}

/* Somebody presses; it rings for so long, and the stream tells so late. */
static void plan_visit(
	struct scene *s, uint64_t pressed_ms, unsigned rings_ms, unsigned late_ms)
{
	struct visit *v = &s->visits[s->presses];

	v->pressed_ms = pressed_ms;
	v->over_ms = pressed_ms + rings_ms;
	v->told_ms = pressed_ms + late_ms;
	if (s->presses && v->told_ms < v[-1].told_ms)
		v->told_ms = v[-1].told_ms; /* a stream keeps its order */
	s->presses++;
}

static uint64_t begin(struct scene *s, unsigned seed, bool streams, bool polls)
{
	memset(s, 0, sizeof(*s));
	s->seed = seed * 2654435761u + 1;
	s->timers.now_ms = 100 * 1000;
	s->streams = streams;
	s->polls = polls;
	call_init(&s->call, &s->timers, 1, &listener, s);
	s->next_poll_ms = s->timers.now_ms + random_below(s, POLL_MS);
	return s->timers.now_ms + 3000;
}

static uint64_t over_ms(const struct scene *s)
{
	uint64_t last = 0;

	for (unsigned i = 0; i < s->presses; i++) {
		if (s->visits[i].over_ms > last)
			last = s->visits[i].over_ms;
	}
	return last;
}

/* @return whether every press rang once, and the last ring ended */
static bool play(struct scene *s)
{
	uint64_t end = over_ms(s) + AFTERWARDS_MS;
	bool fine;

	while (s->timers.now_ms < end) {
		timers_advance(&s->timers, STEP_MS);
		if (s->streams)
			stream(s);
		if (s->polls && s->timers.now_ms >= s->next_poll_ms)
			poll(s);
	}
	fine = s->rings == s->presses && (!s->polls || s->state == CALL_IDLE);
	call_finish(&s->call);
	return fine && !s->timers.first;
}

static void every_press_the_stream_tells_of_rings_once_however_late_the_sources(void)
{
	unsigned wrong = 0;

	for (unsigned n = 0; n < SEQUENCES; n++) {
		struct scene s;
		uint64_t at = begin(&s, n, true, true);
		unsigned presses = 1 + random_below(&s, PRESSES_MAX);
		bool stream_is_late = random_below(&s, 2);

		if (!stream_is_late)
			s.status_late_ms = random_below(&s, SKEW_MAX_MS);
		while (presses--) {
			plan_visit(&s, at, 1300 + random_below(&s, 20000),
				stream_is_late ? random_below(&s, SKEW_MAX_MS) : 0);
			at += 300 +
			      random_below(&s, random_below(&s, 2) ? 3000 : 40000);
		}
		if (!play(&s) && !wrong++)
			printf("# sequence %u: %u presses, %u rings\n", n, s.presses,
				s.rings);
	}
	CHECK(!wrong);
}

static void with_the_stream_alone_every_press_rings_once(void)
{
	unsigned wrong = 0;

	for (unsigned n = 0; n < SEQUENCES; n++) {
		struct scene s;
		uint64_t at = begin(&s, n, true, false);
		unsigned presses = 1 + random_below(&s, PRESSES_MAX);

		while (presses--) {
			plan_visit(&s, at, 30000, random_below(&s, SKEW_MAX_MS));
			at += 100 + random_below(&s, 90000);
		}
		wrong += !play(&s);
	}
	CHECK(!wrong);
}

static void with_the_poll_alone_every_call_it_can_see_rings_once(void)
{
	unsigned wrong = 0;

	for (unsigned n = 0; n < SEQUENCES; n++) {
		struct scene s;
		uint64_t at = begin(&s, n, false, true);
		unsigned presses = 1 + random_below(&s, PRESSES_MAX);

		s.status_late_ms = random_below(&s, SKEW_MAX_MS);
		while (presses--) {
			unsigned rings_ms = 1300 + random_below(&s, 20000);

			plan_visit(&s, at, rings_ms, 0);
			at += rings_ms + 1300 + random_below(&s, 10000);
		}
		wrong += !play(&s);
	}
	CHECK(!wrong);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(every_press_the_stream_tells_of_rings_once_however_late_the_sources),
		TEST(with_the_stream_alone_every_press_rings_once),
		TEST(with_the_poll_alone_every_call_it_can_see_rings_once),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
