/* SPDX-License-Identifier: Apache-2.0 */
/* call-voices-test.c - what several devices say together of one call. */

#include "call-voices.h"
#include "check.h"

#include <stddef.h>

enum { VOICES = 3 };

struct choir {
	struct call_voice voices[VOICES];
	enum call_status status;
	uint64_t asked_ms;
};

static bool sum(struct choir *c)
{
	const struct call_voice *all[VOICES + 1] = {NULL};

	for (unsigned i = 0; i < VOICES; i++)
		all[i + 1] = &c->voices[i];
	return call_voices_sum(all, VOICES + 1, &c->status, &c->asked_ms);
}

/* Asked at 10, 20, 30. */
static struct choir choir(
	enum call_status a, enum call_status b, enum call_status third)
{
	struct choir c = {0};

	call_voice_says(&c.voices[0], a, 10);
	call_voice_says(&c.voices[1], b, 20);
	call_voice_says(&c.voices[2], third, 30);
	return c;
}

static void it_rings_if_any_rings(void)
{
	struct choir c = choir(CALL_STATUS_IDLE, CALL_STATUS_RING, CALL_STATUS_ON_CALL);

	CHECK(sum(&c) && c.status == CALL_STATUS_RING && c.asked_ms == 20);
	c = choir(CALL_STATUS_RING, CALL_STATUS_IDLE, CALL_STATUS_RING);
	CHECK(sum(&c) && c.status == CALL_STATUS_RING && c.asked_ms == 30);
}

static void somebody_talks_if_any_talks_and_none_rings(void)
{
	struct choir c = choir(CALL_STATUS_ON_CALL, CALL_STATUS_IDLE, CALL_STATUS_IDLE);

	CHECK(sum(&c) && c.status == CALL_STATUS_ON_CALL && c.asked_ms == 10);
}

static void it_is_idle_since_the_oldest_answer_when_all_say_so(void)
{
	struct choir c = choir(CALL_STATUS_IDLE, CALL_STATUS_IDLE, CALL_STATUS_IDLE);

	CHECK(sum(&c) && c.status == CALL_STATUS_IDLE && c.asked_ms == 10);
	call_voice_says(&c.voices[0], CALL_STATUS_IDLE, 40);
	CHECK(sum(&c) && c.status == CALL_STATUS_IDLE && c.asked_ms == 20);
}

static void one_that_does_not_answer_says_nothing(void)
{
	struct choir c = choir(CALL_STATUS_IDLE, CALL_STATUS_RING, CALL_STATUS_IDLE);

	call_voice_mute(&c.voices[1]);
	CHECK(sum(&c) && c.status == CALL_STATUS_IDLE && c.asked_ms == 10);
	call_voice_mute(&c.voices[0]);
	CHECK(sum(&c) && c.status == CALL_STATUS_IDLE && c.asked_ms == 30);
	call_voice_mute(&c.voices[2]);
	CHECK(!sum(&c));
	call_voice_says(&c.voices[1], CALL_STATUS_RING, 50);
	CHECK(sum(&c) && c.status == CALL_STATUS_RING && c.asked_ms == 50);
}

static void it_is_not_idle_before_each_has_been_heard_of(void)
{
	struct choir c = {0};

	CHECK(!sum(&c));
	call_voice_says(&c.voices[0], CALL_STATUS_IDLE, 10);
	call_voice_says(&c.voices[1], CALL_STATUS_IDLE, 10);
	CHECK(!sum(&c));
	call_voice_lost(&c.voices[2]);
	CHECK(sum(&c) && c.status == CALL_STATUS_IDLE);
	c.voices[2] = (struct call_voice){0};
	call_voice_says(&c.voices[0], CALL_STATUS_RING, 20);
	CHECK(sum(&c) && c.status == CALL_STATUS_RING);
}

static void a_single_lost_question_ends_no_ring(void)
{
	struct choir c = choir(CALL_STATUS_IDLE, CALL_STATUS_RING, CALL_STATUS_IDLE);

	call_voice_lost(&c.voices[1]);
	CHECK(sum(&c) && c.status == CALL_STATUS_RING);
	call_voice_says(&c.voices[1], CALL_STATUS_RING, 40);
	call_voice_lost(&c.voices[1]);
	CHECK(sum(&c) && c.status == CALL_STATUS_RING);
	call_voice_lost(&c.voices[1]);
	CHECK(sum(&c) && c.status == CALL_STATUS_IDLE);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(it_rings_if_any_rings),
		TEST(somebody_talks_if_any_talks_and_none_rings),
		TEST(it_is_idle_since_the_oldest_answer_when_all_say_so),
		TEST(one_that_does_not_answer_says_nothing),
		TEST(it_is_not_idle_before_each_has_been_heard_of),
		TEST(a_single_lost_question_ends_no_ring),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
