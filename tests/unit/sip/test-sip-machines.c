/* SPDX-License-Identifier: Apache-2.0 */
/* test-sip-machines.c - the call and the registration as machines: the test owns the
 * clock, and is the network. */

#include "call-machine.h"
#include "check.h"
#include "registration.h"
#include "timers.h"
#include "token-bucket.h"

#include <stdio.h>
#include <string.h>

/* ---- a registration ---- */

struct account {
	struct registration r;
	struct timers clock;
	struct timer again, end;
	unsigned asked, expires_s, forgotten, changes;
};

static void ask(unsigned expires_s, void *user)
{
	struct account *a = user;

	a->asked++;
	a->expires_s = expires_s;
}

static void forget(void *user)
{
	((struct account *)user)->forgotten++;
}

static void time_came(void *user)
{
	registration_input(&((struct account *)user)->r, REGISTRATION_TIME, 0);
}

static void end_came(void *user)
{
	registration_input(&((struct account *)user)->r, REGISTRATION_LAPSED, 0);
}

static void arm(unsigned ms, void *user)
{
	struct account *a = user;

	timer_stop(&a->again);
	if (ms)
		timer_start(&a->clock, &a->again, ms, time_came, a);
}

static void arm_end(unsigned ms, void *user)
{
	struct account *a = user;

	timer_stop(&a->end);
	if (ms)
		timer_start(&a->clock, &a->end, ms, end_came, a);
}

static unsigned noise(void *user)
{
	(void)user;
	return 0;
}

static void changed(enum registration_state state, void *user)
{
	(void)state;
	((struct account *)user)->changes++;
}

static const struct registration_ops account_ops = {
	.ask = ask,
	.forget = forget,
	.arm = arm,
	.arm_end = arm_end,
	.noise = noise,
	.changed = changed,
};

static void account_begin(struct account *a)
{
	memset(a, 0, sizeof(*a));
	registration_init(&a->r, 600, &account_ops, a);
	registration_input(&a->r, REGISTRATION_START, 0);
}

static void a_registration_is_renewed_at_half_its_time(void)
{
	struct account a;

	account_begin(&a);
	CHECK(a.asked == 1 && a.expires_s == 600);
	registration_input(&a.r, REGISTRATION_GRANTED, 100);
	for (unsigned i = 2; i < 20; i++) {
		timers_advance(&a.clock, 49 * 1000);
		CHECK(a.asked == i - 1);
		timers_advance(&a.clock, 1000);
		CHECK(a.asked == i && registration_holds(&a.r));
		registration_input(&a.r, REGISTRATION_GRANTED, 100);
	}
}

static void a_renewal_that_fails_is_tried_again_and_lapses_in_the_end(void)
{
	struct account a;

	account_begin(&a);
	registration_input(&a.r, REGISTRATION_GRANTED, 60);
	timers_advance(&a.clock, 30 * 1000);
	CHECK(a.asked == 2);
	registration_input(&a.r, REGISTRATION_SILENT, 0);
	CHECK(registration_holds(&a.r));
	timers_advance(&a.clock, 3 * 1000);
	CHECK(a.asked == 3 && registration_holds(&a.r));
	timers_advance(&a.clock, 27 * 1000);
	CHECK(!registration_holds(&a.r) && a.asked == 3); /* still under way */
	registration_input(&a.r, REGISTRATION_GRANTED, 60);
	CHECK(registration_holds(&a.r));
}

static void a_silent_registrar_is_asked_within_15_s_for_ever(void)
{
	struct account a;

	account_begin(&a);
	for (unsigned i = 1; i < 50; i++) {
		CHECK(a.asked == i);
		registration_input(&a.r, REGISTRATION_SILENT, 0);
		timers_advance(&a.clock, 15 * 1000);
	}
}

static void a_registrar_that_declines_is_asked_ever_less(void)
{
	struct account a;

	account_begin(&a);
	for (unsigned i = 0; i < 100; i++) {
		registration_input(&a.r, REGISTRATION_DECLINED, 0);
		timers_advance(&a.clock, 60 * 1000);
	}
	CHECK(a.asked > 20 && a.asked < 50);
	registration_input(&a.r, REGISTRATION_DECLINED, 3000); /* Retry-After */
	a.asked = 0;
	timers_advance(&a.clock, 2990 * 1000);
	CHECK(a.asked == 0);
	timers_advance(&a.clock, 20 * 1000);
	CHECK(a.asked == 1);
}

static void a_refused_login_is_not_used_again(void)
{
	static const enum registration_input after[] = {REGISTRATION_TIME,
		REGISTRATION_MOVED, REGISTRATION_GRANTED, REGISTRATION_LAPSED,
		REGISTRATION_START};
	struct account a;

	account_begin(&a);
	registration_input(&a.r, REGISTRATION_DENIED, 0);
	for (size_t i = 0; i < sizeof(after) / sizeof(after[0]); i++)
		registration_input(&a.r, after[i], 1);
	timers_advance(&a.clock, 24 * 3600 * 1000);
	CHECK(a.asked == 1 && a.r.state == REGISTRATION_REFUSED);
}

static void whoever_leaves_gives_back_what_he_may_have(void)
{
	struct account a;

	account_begin(&a); /* it may be granted while it is under way */
	registration_input(&a.r, REGISTRATION_STOP, 0);
	CHECK(a.asked == 2 && a.expires_s == 0 && a.forgotten == 1);
	registration_input(&a.r, REGISTRATION_SILENT, 0);
	CHECK(a.r.state == REGISTRATION_GONE && timers_next_ms(&a.clock) == -1);

	account_begin(&a);
	registration_input(&a.r, REGISTRATION_SILENT, 0);
	registration_input(&a.r, REGISTRATION_STOP, 0);
	CHECK(a.asked == 1 && a.r.state == REGISTRATION_GONE);
	CHECK(timers_next_ms(&a.clock) == -1);
}

static void a_new_address_is_registered_at_once(void)
{
	struct account a;

	account_begin(&a);
	registration_input(&a.r, REGISTRATION_GRANTED, 600);
	registration_input(&a.r, REGISTRATION_MOVED, 0);
	CHECK(a.asked == 2 && !registration_holds(&a.r));
	registration_input(&a.r, REGISTRATION_GRANTED, 600);
	CHECK(registration_holds(&a.r));
}

static void a_registrar_that_wants_ever_longer_is_not_followed(void)
{
	struct account a;

	account_begin(&a);
	registration_input(&a.r, REGISTRATION_TOO_BRIEF, 700);
	CHECK(a.asked == 2 && a.expires_s == 700);
	registration_input(&a.r, REGISTRATION_TOO_BRIEF, 800);
	CHECK(a.asked == 3);
	registration_input(&a.r, REGISTRATION_TOO_BRIEF, 900);
	CHECK(a.asked == 3 && a.r.state == REGISTRATION_WAITING);
}

/* ---- a call ---- */

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

/* ---- a bucket ---- */

static void a_bucket_gives_a_burst_and_then_one_at_a_time(void)
{
	static const struct token_rate rate = {.burst = 3, .every_ms = 100};
	struct token_bucket b = {0};
	uint64_t now = 1000 * 1000;
	unsigned given = 0;

	for (int i = 0; i < 10; i++)
		given += token_bucket_take(&b, &rate, now);
	CHECK(given == 3);
	CHECK(!token_bucket_take(&b, &rate, now + 99));
	CHECK(token_bucket_take(&b, &rate, now + 100));
	CHECK(!token_bucket_take(&b, &rate, now + 199));
	for (given = 0; now < 1010 * 1000 + 200; now++)
		given += token_bucket_take(&b, &rate, now + 200);
	CHECK(given >= 100 && given <= 103);
	now += 3600 * 1000;
	for (given = 0; given < 10 && token_bucket_take(&b, &rate, now); given++)
		;
	CHECK(given == 3); /* a long pause saves no more */
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_registration_is_renewed_at_half_its_time),
		TEST(a_renewal_that_fails_is_tried_again_and_lapses_in_the_end),
		TEST(a_silent_registrar_is_asked_within_15_s_for_ever),
		TEST(a_registrar_that_declines_is_asked_ever_less),
		TEST(a_refused_login_is_not_used_again),
		TEST(whoever_leaves_gives_back_what_he_may_have),
		TEST(a_new_address_is_registered_at_once),
		TEST(a_registrar_that_wants_ever_longer_is_not_followed),
		TEST(every_call_ends_once_and_the_peer_is_told),
		TEST(every_state_but_over_has_a_limit),
		TEST(their_200_is_confirmed_each_time),
		TEST(a_bucket_gives_a_burst_and_then_one_at_a_time),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
