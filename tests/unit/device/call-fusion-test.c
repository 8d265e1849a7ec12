/* SPDX-License-Identifier: Apache-2.0 */
/* call-fusion-test.c - what can be promised of rings that two sources tell of, each late
 * by up to CALL_SKEW_MS, each losing some of what it should tell. The seed is fixed.
 *
 * Promised, whatever is lost, however short the rings and however close the presses:
 *   - there are never more rings than presses, at no moment;
 *   - every call that a ring was told of ends once.
 * Promised as long as the stream loses nothing:
 *   - every press rings once, whatever is asked of the station, and whatever it answers.
 * Promised of visits that are far enough apart (APART_MS from one's end to the next):
 *   - every press that any source tells of rings once.
 * Not promised, because nobody can know:
 *   - a press that one source alone tells of, within CALL_SKEW_MS of a ring that this
 *     source missed: it is taken for that ring, told late;
 *   - a press that only the station's status tells of, in a call that rings already. */

#include "call.h"
#include "check.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum {
	PRESSES = 34 * 1000, /**< of each test */
	PRESSES_MAX = 6,
	STEP_MS = 20,
	POLL_MS = 1000,
	LOST_IN_A_ROW = 3, /**< questions */
	APART_MS = 2 * CALL_SKEW_MS + (LOST_IN_A_ROW + 2) * POLL_MS,
};

struct visit {
	uint64_t pressed_ms, over_ms;
	uint64_t told_ms; /**< on the stream */
	bool lost;        /**< the stream never tells */
	bool seen;        /**< an answer of the station told of it */
};

struct scene {
	struct timers timers;
	struct call call;
	struct visit visits[PRESSES_MAX];
	unsigned presses, streamed;
	unsigned status_late_ms; /**< how far the station's status limps behind */
	unsigned loss;           /**< percent of the questions */
	unsigned lost_in_a_row;
	uint64_t next_poll_ms;
	bool answer_due; /**< a question is out */
	uint64_t asked_ms, answer_ms;
	int answer_visit; /**< that the answer tells of; -1: idle */
	unsigned rings, calls, ends;
	char id[CALL_ID_MAX + 1]; /**< of the last ring */
	enum call_state state;
	bool too_many; /**< there were more rings than presses */
	uint32_t seed;
};

static unsigned random_below(struct scene *s, unsigned limit)
{
	s->seed = s->seed * 1664525u + 1013904223u;
	return (s->seed >> 8) % limit;
}

static bool chance(struct scene *s, unsigned percent)
{
	return random_below(s, 100) < percent;
}

static void changed(enum call_state state, void *user)
{
	((struct scene *)user)->state = state;
}

static unsigned pressed_so_far(const struct scene *s)
{
	unsigned n = 0;

	while (n < s->presses && s->visits[n].pressed_ms <= s->timers.now_ms)
		n++;
	return n;
}

static void ring(enum event_source source, unsigned button, void *user)
{
	struct scene *s = user;

	s->too_many |= ++s->rings > pressed_so_far(s);
	if (strcmp(s->id, s->call.visit.id))
		s->calls++;
	snprintf(s->id, sizeof(s->id), "%s", s->call.visit.id);
}

static void confirmed(enum event_source source, uint64_t late_ms, void *user)
{
}

static void ended(const struct call_visit *visit, enum call_outcome outcome, void *user)
{
	struct scene *s = user;

	s->ends++;
	CHECK(!strcmp(s->id, visit->id) && s->state == CALL_IDLE);
}

static const struct call_listener listener = {
	.changed = changed, .ring = ring, .confirmed = confirmed, .ended = ended};

/* Whose ring does the station's status show, at `at_ms` of its own time? */
static int shown(const struct scene *s, uint64_t at_ms)
{
	for (unsigned i = 0; i < s->presses; i++) {
		if (at_ms >= s->visits[i].pressed_ms && at_ms < s->visits[i].over_ms)
			return (int)i;
	}
	return -1;
}

static void ask(struct scene *s)
{
	uint64_t now = s->timers.now_ms;

	s->next_poll_ms = now + POLL_MS;
	if (s->lost_in_a_row < LOST_IN_A_ROW && chance(s, s->loss)) {
		s->lost_in_a_row++;
		return;
	}
	s->lost_in_a_row = 0;
	s->answer_due = true;
	s->asked_ms = now;
	s->answer_ms = now + random_below(s, 300);
	s->answer_visit = shown(s, now - s->status_late_ms);
}

static void answer(struct scene *s)
{
	s->answer_due = false;
	if (s->answer_visit >= 0)
		s->visits[s->answer_visit].seen = true;
	call_reading(&s->call, s->answer_visit >= 0 ? CALL_RINGING : CALL_IDLE,
		&(struct event){.source = SOURCE_POLL, .asked_ms = s->asked_ms});
}

static void stream(struct scene *s)
{
	while (s->streamed < s->presses &&
		s->visits[s->streamed].told_ms <= s->timers.now_ms) {
		if (s->visits[s->streamed++].lost)
			continue;
		call_press(&s->call, &(struct event){.kind = EVENT_BELL_PRESSED,
					     .source = SOURCE_STREAM,
					     .asked_ms = s->timers.now_ms});
	}
}

static uint64_t begin(struct scene *s, unsigned seed)
{
	memset(s, 0, sizeof(*s));
	s->seed = seed * 2654435761u + 1;
	s->timers.now_ms = 100 * 1000;
	call_init(&s->call, &s->timers, 1, &listener, s);
	s->status_late_ms = random_below(s, CALL_SKEW_MS);
	s->next_poll_ms = s->timers.now_ms + random_below(s, POLL_MS);
	return s->timers.now_ms + (LOST_IN_A_ROW + 2) * POLL_MS;
}

/* Somebody presses; it rings for so long, and the stream tells some time. */
static void plan_visit(
	struct scene *s, uint64_t pressed_ms, unsigned rings_ms, unsigned loss)
{
	struct visit *v = &s->visits[s->presses];

	v->pressed_ms = pressed_ms;
	v->over_ms = pressed_ms + rings_ms;
	v->told_ms = pressed_ms + random_below(s, CALL_SKEW_MS - STEP_MS);
	v->lost = chance(s, loss);
	if (s->presses && v->told_ms < v[-1].told_ms)
		v->told_ms = v[-1].told_ms; /* a stream keeps its order */
	s->presses++;
}

/* From hardly to be noticed up to 20 s. */
static unsigned some_ring(struct scene *s)
{
	return 200 + random_below(s, chance(s, 40) ? 1500 : 20000);
}

static unsigned some_pause(struct scene *s)
{
	return 200 + random_below(s, chance(s, 50) ? 3000 : 40000);
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

static void play(struct scene *s)
{
	uint64_t end = over_ms(s) + 3 * CALL_SKEW_MS;

	while (s->timers.now_ms < end) {
		timers_advance(&s->timers, STEP_MS);
		stream(s);
		if (s->answer_due && s->timers.now_ms >= s->answer_ms)
			answer(s);
		if (!s->answer_due && s->timers.now_ms >= s->next_poll_ms)
			ask(s);
	}
	timers_advance(&s->timers, CALL_LIMIT_MS + CALL_SKEW_MS);
	call_finish(&s->call);
}

/* What holds in every scene. */
static bool sound(const struct scene *s)
{
	return !s->too_many && s->calls == s->ends && s->state == CALL_IDLE &&
	       !s->timers.first;
}

static void close_visits(struct scene *s, uint64_t at, unsigned loss)
{
	unsigned presses = 1 + random_below(s, PRESSES_MAX);

	s->loss = random_below(s, 80);
	while (presses--) {
		plan_visit(s, at, some_ring(s), loss);
		at += some_pause(s);
	}
}

static void whatever_is_lost_no_ring_is_doubled_and_every_call_ends_once(void)
{
	unsigned presses = 0, rings = 0, wrong = 0;

	for (unsigned n = 0; presses < PRESSES; n++) {
		struct scene s;
		uint64_t at = begin(&s, n);

		close_visits(&s, at, 30);
		play(&s);
		presses += s.presses;
		rings += s.rings;
		if (!sound(&s) && !wrong++)
			printf("# sequence %u: %u presses, %u rings, %u calls, %u ends\n",
				n, s.presses, s.rings, s.calls, s.ends);
	}
	CHECK(!wrong);
	printf("# %u presses, %u rings\n", presses, rings);
}

static void every_press_that_the_stream_tells_of_rings_once(void)
{
	unsigned presses = 0, wrong = 0;

	for (unsigned n = 0; presses < PRESSES; n++) {
		struct scene s;
		uint64_t at = begin(&s, n);

		close_visits(&s, at, 0);
		play(&s);
		presses += s.presses;
		if ((!sound(&s) || s.rings != s.presses) && !wrong++)
			printf("# sequence %u: %u presses, %u rings, %u calls, %u ends\n",
				n, s.presses, s.rings, s.calls, s.ends);
	}
	CHECK(!wrong);
}

static unsigned told_by_any(const struct scene *s)
{
	unsigned n = 0;

	for (unsigned i = 0; i < s->presses; i++)
		n += s->visits[i].seen || !s->visits[i].lost;
	return n;
}

static void every_press_that_any_source_tells_of_rings_once_if_they_are_apart(void)
{
	unsigned presses = 0, told = 0, wrong = 0;

	for (unsigned n = 0; presses < PRESSES; n++) {
		struct scene s;
		uint64_t at = begin(&s, n);
		unsigned visits = 1 + random_below(&s, PRESSES_MAX);

		s.loss = random_below(&s, 80);
		while (visits--) {
			unsigned rings_ms = some_ring(&s);

			plan_visit(&s, at, rings_ms, 50);
			at += rings_ms + APART_MS + random_below(&s, 5000);
		}
		play(&s);
		presses += s.presses;
		told += told_by_any(&s);
		if ((!sound(&s) || s.rings != told_by_any(&s)) && !wrong++)
			printf("# sequence %u: %u presses, %u told, %u rings\n", n,
				s.presses, told_by_any(&s), s.rings);
	}
	CHECK(!wrong);
	CHECK(told < presses && told > presses / 2);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(whatever_is_lost_no_ring_is_doubled_and_every_call_ends_once),
		TEST(every_press_that_the_stream_tells_of_rings_once),
		TEST(every_press_that_any_source_tells_of_rings_once_if_they_are_apart),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
