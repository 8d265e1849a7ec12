/* SPDX-License-Identifier: Apache-2.0 */
/* test-sip-call.c - a call as a machine: the test owns the clock, and is both ends. */

#include "call-machine.h"
#include "check.h"
#include "timers.h"

#include <stdio.h>
#include <string.h>

struct phone {
	struct call_machine c;
	struct timers clock;
	struct timer limit;
	unsigned accepted, refused, acked, cancelled, byes, once, ups, overs;
	enum sip_end why;
};

static void accept_it(void *user)
{
	((struct phone *)user)->accepted++;
}

static void refuse(unsigned code, void *user)
{
	((struct phone *)user)->refused = code;
}

static void acknowledge(void *user)
{
	((struct phone *)user)->acked++;
}

static void cancel(void *user)
{
	((struct phone *)user)->cancelled++;
}

static void bye(bool once, void *user)
{
	struct phone *p = user;

	p->byes++;
	p->once += once;
}

static void limit_reached(void *user)
{
	call_machine_input(&((struct phone *)user)->c, CALL_TIME);
}

static void arm_limit(unsigned ms, void *user)
{
	struct phone *p = user;

	timer_stop(&p->limit);
	if (ms)
		timer_start(&p->clock, &p->limit, ms, limit_reached, p);
}

static void talking(void *user)
{
	((struct phone *)user)->ups++;
}

static void over(enum sip_end why, void *user)
{
	struct phone *p = user;

	p->overs++;
	p->why = why;
}

static const struct call_ops phone_ops = {
	.accept = accept_it,
	.refuse = refuse,
	.acknowledge = acknowledge,
	.cancel = cancel,
	.bye = bye,
	.arm = arm_limit,
	.talking = talking,
	.over = over,
};

static const struct sip_line_config limits = {
	.ring_limit_ms = 65000, .call_limit_ms = 600000, .silence_limit_ms = 30000};

/* Begin, and give it the inputs up to CALL_INPUTS_END. */
enum { CALL_INPUTS_END = -1 };
static void play(struct phone *p, enum call_state first, const int *inputs)
{
	memset(p, 0, sizeof(*p));
	call_machine_begin(&p->c, first, &limits, &phone_ops, p);
	for (; *inputs != CALL_INPUTS_END; inputs++)
		call_machine_input(&p->c, (enum call_input) * inputs);
}

/* Every way a call can end, told once, with what the peer is to be sent.  ADD A ROW. */
static void every_call_ends_once_and_the_peer_is_told(void)
{
	static const struct {
		enum call_state first;
		int inputs[6];
		enum sip_end why;
		unsigned refused, cancelled, byes, once;
	} ways[] = {
	// clang-format off
#define END CALL_INPUTS_END
	{CALL_RINGING, {CALL_CANCELLED, END}, SIP_END_CANCELLED, 487, 0, 0, 0},
	{CALL_RINGING, {CALL_REJECT, END}, SIP_END_REJECTED, 486, 0, 0, 0},
	{CALL_RINGING, {CALL_HANG_UP, END}, SIP_END_HUNG_UP, 486, 0, 0, 0},
	{CALL_RINGING, {CALL_BYE, END}, SIP_END_PEER, 487, 0, 0, 0},
	{CALL_RINGING, {CALL_TIME, END}, SIP_END_UNANSWERED, 480, 0, 0, 0},
	{CALL_RINGING, {CALL_REPLACED, END}, SIP_END_LOST, 486, 0, 0, 0},
	{CALL_RINGING, {CALL_ANSWER, CALL_FAILED, END}, SIP_END_LOST, 0, 0, 0, 0},
	{CALL_RINGING, {CALL_ANSWER, CALL_TIME, END}, SIP_END_LOST, 0, 0, 1, 1},
	{CALL_RINGING, {CALL_ANSWER, CALL_CANCELLED, CALL_BYE, END}, SIP_END_PEER, 0, 0, 0, 0},
	{CALL_RINGING, {CALL_ANSWER, CALL_HANG_UP, CALL_ACKED, END}, SIP_END_HUNG_UP, 0, 0, 1, 0},
	{CALL_RINGING, {CALL_ANSWER, CALL_HANG_UP, CALL_TIME, END}, SIP_END_HUNG_UP, 0, 0, 1, 1},
	{CALL_RINGING, {CALL_ANSWER, CALL_HANG_UP, CALL_BYE, END}, SIP_END_HUNG_UP, 0, 0, 0, 0},
	{CALL_RINGING, {CALL_ANSWER, CALL_ACKED, CALL_HANG_UP, END}, SIP_END_HUNG_UP, 0, 0, 1, 0},
	{CALL_RINGING, {CALL_ANSWER, CALL_ACKED, CALL_BYE, END}, SIP_END_PEER, 0, 0, 0, 0},
	{CALL_RINGING, {CALL_ANSWER, CALL_ACKED, CALL_SILENT, END}, SIP_END_LIMIT, 0, 0, 1, 0},
	{CALL_RINGING, {CALL_ANSWER, CALL_ACKED, CALL_TIME, END}, SIP_END_LIMIT, 0, 0, 1, 0},
	{CALL_RINGING, {CALL_ANSWER, CALL_ACKED, CALL_FAILED, END}, SIP_END_LOST, 0, 0, 1, 0},
	{CALL_CALLING, {CALL_REFUSED, END}, SIP_END_REFUSED, 0, 0, 0, 0},
	{CALL_CALLING, {CALL_FAILED, END}, SIP_END_LOST, 0, 0, 0, 0},
	{CALL_CALLING, {CALL_ACCEPTED, CALL_BYE, END}, SIP_END_PEER, 0, 0, 0, 0},
	{CALL_CALLING, {CALL_HANG_UP, CALL_REFUSED, END}, SIP_END_HUNG_UP, 0, 1, 0, 0},
	{CALL_CALLING, {CALL_HANG_UP, CALL_ACCEPTED, END}, SIP_END_HUNG_UP, 0, 1, 1, 0},
	{CALL_CALLING, {CALL_HANG_UP, CALL_TIME, END}, SIP_END_HUNG_UP, 0, 1, 0, 0},
	{CALL_CALLING, {CALL_TIME, CALL_REFUSED, END}, SIP_END_UNANSWERED, 0, 1, 0, 0},
#undef END
		// clang-format on
	};

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct phone p;
		bool right;

		play(&p, ways[i].first, ways[i].inputs);
		right = p.overs == 1 && p.why == ways[i].why &&
			p.refused == ways[i].refused &&
			p.cancelled == ways[i].cancelled && p.byes == ways[i].byes &&
			p.once == ways[i].once && p.c.state == CALL_OVER &&
			timers_next_ms(&p.clock) == -1;
		if (!CHECK(right))
			printf("# way %zu\n", i);
		for (int in = CALL_ANSWER; in <= CALL_TIME; in++)
			call_machine_input(&p.c, (enum call_input)in);
		CHECK(p.overs == 1 && p.byes == ways[i].byes);
	}
}

static void every_state_but_over_has_a_limit(void)
{
	static const int none[] = {CALL_INPUTS_END};
	static const int answer[] = {CALL_ANSWER, CALL_INPUTS_END};
	static const int up[] = {CALL_ANSWER, CALL_ACKED, CALL_INPUTS_END};
	static const int leave[] = {CALL_ANSWER, CALL_HANG_UP, CALL_INPUTS_END};
	static const int withdraw[] = {CALL_HANG_UP, CALL_INPUTS_END};
	static const struct {
		enum call_state first;
		const int *inputs;
		unsigned limit_ms;
	} states[] = {
		{CALL_RINGING, none, 65000},
		{CALL_RINGING, answer, CALL_CONFIRM_LIMIT_MS},
		{CALL_RINGING, up, 600000},
		{CALL_RINGING, leave, CALL_CONFIRM_LIMIT_MS},
		{CALL_CALLING, withdraw, CALL_WITHDRAW_LIMIT_MS},
	};

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		struct phone p;

		play(&p, states[i].first, states[i].inputs);
		timers_advance(&p.clock, states[i].limit_ms - 1);
		CHECK(!p.overs);
		timers_advance(&p.clock, 1);
		CHECK(p.overs == 1);
	}
}

static void their_200_is_confirmed_each_time(void)
{
	static const int again[] = {
		CALL_ACCEPTED, CALL_ACCEPTED, CALL_ACCEPTED, CALL_INPUTS_END};
	struct phone p;

	play(&p, CALL_CALLING, again);
	CHECK(p.acked == 3 && p.ups == 1 && !p.overs);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(every_call_ends_once_and_the_peer_is_told),
		TEST(every_state_but_over_has_a_limit),
		TEST(their_200_is_confirmed_each_time),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
