/* SPDX-License-Identifier: Apache-2.0 */
/* test-sip-registration.c - a registration as a machine: the test owns the clock, and is
 * the registrar. And the token bucket. */

#include "check.h"
#include "registration.h"
#include "timers.h"
#include "token-bucket.h"

#include <string.h>

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
		TEST(a_bucket_gives_a_burst_and_then_one_at_a_time),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
