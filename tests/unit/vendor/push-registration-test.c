/* SPDX-License-Identifier: Apache-2.0 */
/* push-registration-test.c - one slot of the station: taken if free, kept, given back. */

#include "check.h"
#include "push-registration.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { INPUTS = PUSH_DROP + 1, STATES = PUSH_LEAVING + 1 };

struct town {
	struct timers timers;
	struct push_registration reg;
	unsigned reads, clears, writes, restores, drops, held, taken, failed, returned;
	int err;
};

static void count_read(void *user)
{
	((struct town *)user)->reads++;
}

static void count_clear(void *user)
{
	((struct town *)user)->clears++;
}

static void count_write(void *user)
{
	((struct town *)user)->writes++;
}

static void count_restore(void *user)
{
	((struct town *)user)->restores++;
}

static void count_drop(void *user)
{
	((struct town *)user)->drops++;
}

static void count_held(void *user)
{
	((struct town *)user)->held++;
}

static void count_taken(void *user)
{
	((struct town *)user)->taken++;
}

static void count_failed(int err, const char *why, void *user)
{
	struct town *t = user;

	CHECK(*why);
	t->failed++;
	t->err = err;
}

static void count_returned(int err, const char *why, void *user)
{
	struct town *t = user;

	t->returned++;
	t->err = err;
}

static const struct push_registration_ops ops = {
	.read = count_read,
	.clear = count_clear,
	.write = count_write,
	.restore = count_restore,
	.drop = count_drop,
	.held = count_held,
	.taken = count_taken,
	.failed = count_failed,
	.returned = count_returned,
};

static void begin(struct town *t)
{
	memset(t, 0, sizeof(*t));
	t->timers.now_ms = 1000;
	t->err = 1;
	push_registration_init(&t->reg, &t->timers, &ops, t);
}

static void end(struct town *t)
{
	push_registration_finish(&t->reg);
	CHECK(!t->timers.first);
}

static void input(struct town *t, enum push_input in)
{
	bool fails = in == PUSH_FAILED;

	push_registration_input(
		&t->reg, in, fails ? -EHOSTUNREACH : 0, fails ? "because" : "");
}

static void inputs(struct town *t, const enum push_input *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		input(t, list[i]);
}

#define INPUTS_OF(t, ...)                                                              \
	inputs(t, (const enum push_input[]){__VA_ARGS__},                              \
		sizeof((const enum push_input[]){__VA_ARGS__}) /                       \
			sizeof(enum push_input))

static void go_to(struct town *t, enum push_state state)
{
	begin(t);
	switch (state) {
	case PUSH_IDLE: return;
	case PUSH_READING: INPUTS_OF(t, PUSH_START); return;
	case PUSH_CLEARING: INPUTS_OF(t, PUSH_START, PUSH_FREE); return;
	case PUSH_WRITING: INPUTS_OF(t, PUSH_START, PUSH_FREE, PUSH_DONE); return;
	case PUSH_VERIFYING:
		INPUTS_OF(t, PUSH_START, PUSH_FREE, PUSH_DONE, PUSH_DONE);
		return;
	case PUSH_HELD: INPUTS_OF(t, PUSH_START, PUSH_OURS); return;
	case PUSH_CHECKING: INPUTS_OF(t, PUSH_START, PUSH_OURS, PUSH_TIME); return;
	case PUSH_TAKEN: INPUTS_OF(t, PUSH_START, PUSH_OTHERS); return;
	case PUSH_RESTING: INPUTS_OF(t, PUSH_START, PUSH_FAILED); return;
	case PUSH_ASKING: INPUTS_OF(t, PUSH_GIVE_BACK); return;
	case PUSH_RETURNING: INPUTS_OF(t, PUSH_GIVE_BACK, PUSH_OURS); return;
	case PUSH_RESTORING:
		INPUTS_OF(t, PUSH_GIVE_BACK, PUSH_STALE, PUSH_DONE);
		return;
	case PUSH_LEAVING:
		INPUTS_OF(t, PUSH_GIVE_BACK, PUSH_OURS, PUSH_DONE, PUSH_DONE);
		return;
	}
}

static void every_input_leads_where_the_diagram_says(void)
{
	// clang-format off
	enum {
		IDL = PUSH_IDLE, REA = PUSH_READING, CLE = PUSH_CLEARING, WRI = PUSH_WRITING,
		VER = PUSH_VERIFYING, HEL = PUSH_HELD, CHK = PUSH_CHECKING, TAK = PUSH_TAKEN,
		RES = PUSH_RESTING, ASK = PUSH_ASKING, RET = PUSH_RETURNING,
		STO = PUSH_RESTORING, LEA = PUSH_LEAVING,
	};
	static const int next[STATES][INPUTS] = {
		/*        START GIVE FREE OURS STALE OTHERS DONE FAILED TIME DROP */
		[IDL] = {REA,  ASK, IDL, IDL, IDL,  IDL,   IDL, IDL,   REA, IDL},
		[REA] = {REA,  ASK, CLE, HEL, CLE,  TAK,   REA, RES,   REA, IDL},
		[CLE] = {CLE,  ASK, CLE, CLE, CLE,  CLE,   WRI, RES,   CLE, IDL},
		[WRI] = {WRI,  ASK, WRI, WRI, WRI,  WRI,   VER, RES,   WRI, IDL},
		[VER] = {VER,  ASK, RES, HEL, RES,  TAK,   VER, RES,   VER, IDL},
		[HEL] = {CHK,  ASK, HEL, HEL, HEL,  HEL,   HEL, HEL,   CHK, IDL},
		[CHK] = {CHK,  ASK, CLE, HEL, CLE,  TAK,   CHK, RES,   CHK, IDL},
		[TAK] = {REA,  ASK, TAK, TAK, TAK,  TAK,   TAK, TAK,   REA, IDL},
		[RES] = {REA,  ASK, RES, RES, RES,  RES,   RES, RES,   REA, IDL},
		[ASK] = {REA,  ASK, IDL, RET, RET,  IDL,   ASK, IDL,   ASK, IDL},
		[RET] = {REA,  RET, RET, RET, RET,  RET,   STO, IDL,   RET, IDL},
		[STO] = {REA,  STO, STO, STO, STO,  STO,   LEA, LEA,   STO, IDL},
		[LEA] = {REA,  LEA, IDL, IDL, IDL,  IDL,   LEA, IDL,   LEA, IDL},
	};
	// clang-format on

	for (int state = 0; state < STATES; state++) {
		for (int in = 0; in < INPUTS; in++) {
			struct town t;

			go_to(&t, (enum push_state)state);
			CHECK((int)t.reg.state == state);
			input(&t, (enum push_input)in);
			if (!CHECK((int)t.reg.state == next[state][in]))
				printf("# state %d, input %d\n", state, in);
			end(&t);
		}
	}
}

static void a_free_slot_is_read_written_and_read_back(void)
{
	struct town t;

	begin(&t);
	INPUTS_OF(&t, PUSH_START);
	CHECK(t.reads == 1 && !t.clears && !t.writes);
	INPUTS_OF(&t, PUSH_FREE);
	CHECK(t.clears == 1 && !t.writes);
	INPUTS_OF(&t, PUSH_DONE, PUSH_DONE);
	CHECK(t.writes == 1 && t.reads == 2 && !t.held);
	INPUTS_OF(&t, PUSH_OURS);
	CHECK(t.held == 1 && !t.failed);
	end(&t);
}

static void a_slot_that_is_ours_or_anothers_is_not_written(void)
{
	struct town t;

	go_to(&t, PUSH_HELD);
	CHECK(t.held == 1 && !t.clears && !t.writes);
	end(&t);

	go_to(&t, PUSH_TAKEN);
	CHECK(t.taken == 1 && !t.clears && !t.writes);
	timers_advance(&t.timers, PUSH_TAKEN_MS);
	CHECK(t.reads == 2); /* it may have become free */
	end(&t);
}

static void one_that_is_held_is_looked_at_every_half_minute_and_mended(void)
{
	struct town t;

	go_to(&t, PUSH_HELD);
	timers_advance(&t.timers, PUSH_CHECK_MS);
	CHECK(t.reads == 2);
	INPUTS_OF(&t, PUSH_OURS);
	CHECK(t.held == 2);
	timers_advance(&t.timers, PUSH_CHECK_MS);
	INPUTS_OF(&t, PUSH_FREE, PUSH_DONE, PUSH_DONE, PUSH_OURS); /* it forgot */
	CHECK(t.writes == 1 && t.held == 3);
	timers_advance(&t.timers, PUSH_CHECK_MS);
	INPUTS_OF(&t, PUSH_OTHERS); /* who comes last, has it */
	CHECK(t.taken == 1 && t.writes == 1);
	end(&t);
}

static void a_station_that_does_not_keep_it_is_told_of_and_tried_again(void)
{
	struct town t;

	go_to(&t, PUSH_VERIFYING);
	INPUTS_OF(&t, PUSH_FREE);
	CHECK(t.failed == 1 && t.err == -EREMOTEIO);
	timers_advance(&t.timers, PUSH_REST_MS);
	CHECK(t.reg.state == PUSH_READING);
	end(&t);
}

static void it_is_given_back_with_what_was_there_before(void)
{
	struct town t;

	go_to(&t, PUSH_HELD);
	INPUTS_OF(&t, PUSH_GIVE_BACK, PUSH_OURS, PUSH_DONE);
	CHECK(t.clears == 1 && t.restores == 1 && !t.returned);
	INPUTS_OF(&t, PUSH_DONE, PUSH_FREE);
	CHECK(t.returned == 1 && !t.err);
	end(&t);
}

static void what_is_not_ours_any_more_is_not_given_back(void)
{
	struct town t;

	go_to(&t, PUSH_ASKING);
	INPUTS_OF(&t, PUSH_OTHERS);
	CHECK(t.returned == 1 && !t.err && !t.clears && !t.restores);
	end(&t);
}

static void what_could_not_be_given_back_is_told(void)
{
	struct town t;

	go_to(&t, PUSH_RETURNING);
	INPUTS_OF(&t, PUSH_FAILED);
	CHECK(t.returned == 1 && t.err == -EHOSTUNREACH);
	end(&t);

	go_to(&t, PUSH_LEAVING);
	INPUTS_OF(&t, PUSH_OURS);
	CHECK(t.returned == 1 && t.err == -EREMOTEIO);
	end(&t);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(every_input_leads_where_the_diagram_says),
		TEST(a_free_slot_is_read_written_and_read_back),
		TEST(a_slot_that_is_ours_or_anothers_is_not_written),
		TEST(one_that_is_held_is_looked_at_every_half_minute_and_mended),
		TEST(a_station_that_does_not_keep_it_is_told_of_and_tried_again),
		TEST(it_is_given_back_with_what_was_there_before),
		TEST(what_is_not_ours_any_more_is_not_given_back),
		TEST(what_could_not_be_given_back_is_told),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
