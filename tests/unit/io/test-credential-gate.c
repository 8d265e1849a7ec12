/* SPDX-License-Identifier: Apache-2.0 */
/* test-credential-gate.c - a wrong password costs at most two tries. */

#include "check.h"
#include "credential-gate.h"

#include <stdlib.h>

enum { UNKNOWN = -1, CHANNELS = 4 };

struct story {
	struct timers timers;
	struct credential_gate gate;
	unsigned changes;
};

static void on_changed(void *user)
{
	struct story *s = user;

	s->changes++;
}

static void begin(struct story *s)
{
	*s = (struct story){.timers.now_ms = 1000};
	credential_gate_init(&s->gate, &s->timers, on_changed, s);
}

static void end(struct story *s)
{
	credential_gate_finish(&s->gate);
	CHECK(timers_next_ms(&s->timers) == -1);
}

static void the_first_login_goes_alone(void)
{
	struct story s;

	begin(&s);
	CHECK(credential_gate_enter(&s.gate) == GATE_GO);
	CHECK(credential_gate_enter(&s.gate) == GATE_WAIT);
	CHECK(s.changes == 0);
	credential_gate_ok(&s.gate);
	CHECK(s.changes == 1);
	CHECK(credential_gate_enter(&s.gate) == GATE_GO);
	CHECK(credential_gate_enter(&s.gate) == GATE_GO);
	end(&s);
}

static void after_a_refusal_one_tries_again_two_seconds_later(void)
{
	struct story s;

	begin(&s);
	CHECK(credential_gate_enter(&s.gate) == GATE_GO);
	credential_gate_refused(&s.gate, 4);
	CHECK(s.gate.state == GATE_DOUBT && s.gate.tries_left == 4);
	CHECK(credential_gate_enter(&s.gate) == GATE_WAIT);
	timers_advance(&s.timers, CREDENTIAL_GATE_RETRY_MS - 1);
	CHECK(credential_gate_enter(&s.gate) == GATE_WAIT);
	s.changes = 0;
	timers_advance(&s.timers, 1);
	CHECK(s.changes == 1);
	CHECK(credential_gate_enter(&s.gate) == GATE_GO);
	CHECK(credential_gate_enter(&s.gate) == GATE_WAIT);
	credential_gate_ok(&s.gate);
	CHECK(s.gate.state == GATE_PROVEN && s.gate.tries_left == UNKNOWN);
	end(&s);
}

static void two_refusals_close_it_for_good(void)
{
	struct story s;

	begin(&s);
	credential_gate_enter(&s.gate);
	credential_gate_refused(&s.gate, UNKNOWN);
	timers_advance(&s.timers, CREDENTIAL_GATE_RETRY_MS);
	CHECK(credential_gate_enter(&s.gate) == GATE_GO);
	s.changes = 0;
	credential_gate_refused(&s.gate, 3);
	CHECK(s.changes == 1);
	CHECK(s.gate.state == GATE_CLOSED);
	timers_advance(&s.timers, 24 * 60 * 60 * 1000);
	CHECK(credential_gate_enter(&s.gate) == GATE_NO);
	credential_gate_locked(&s.gate, 1); /* an answer that comes late */
	timers_advance(&s.timers, 2000);
	CHECK(credential_gate_enter(&s.gate) == GATE_NO);
	end(&s);
}

static void the_last_try_is_the_users_own(void)
{
	for (int left = 0; left <= 2; left++) {
		struct story s;

		begin(&s);
		credential_gate_enter(&s.gate);
		credential_gate_refused(&s.gate, left);
		CHECK(s.gate.tries_left == left);
		CHECK(s.gate.state == (left < 2 ? GATE_CLOSED : GATE_DOUBT));
		end(&s);
	}
}

static void prove(struct story *s)
{
	begin(s);
	credential_gate_enter(&s->gate);
	credential_gate_ok(&s->gate);
}

static void a_worn_nonce_is_renewed_without_waiting(void)
{
	struct story s;

	prove(&s);
	credential_gate_enter(&s.gate);
	credential_gate_stale(&s.gate);
	CHECK(s.gate.state == GATE_DOUBT);
	CHECK(credential_gate_enter(&s.gate) == GATE_GO);
	CHECK(credential_gate_enter(&s.gate) == GATE_WAIT);
	credential_gate_ok(&s.gate);
	CHECK(s.gate.state == GATE_PROVEN && s.gate.wears);
	end(&s);
}

static void where_nonces_wear_out_two_worn_at_once_close_nothing(void)
{
	struct story s;

	prove(&s);
	credential_gate_enter(&s.gate);
	credential_gate_stale(&s.gate);
	credential_gate_enter(&s.gate);
	credential_gate_ok(&s.gate);
	credential_gate_enter(&s.gate);
	credential_gate_enter(&s.gate);
	credential_gate_stale(&s.gate);
	credential_gate_stale(&s.gate);
	CHECK(s.gate.state == GATE_DOUBT);
	CHECK(credential_gate_enter(&s.gate) == GATE_GO);
	credential_gate_refused(&s.gate, UNKNOWN);
	CHECK(s.gate.state == GATE_CLOSED);
	end(&s);
}

static void a_refusal_that_passed_does_not_make_nonces_wear(void)
{
	struct story s;

	prove(&s);
	credential_gate_enter(&s.gate);
	credential_gate_refused(&s.gate, UNKNOWN);
	timers_advance(&s.timers, CREDENTIAL_GATE_RETRY_MS);
	credential_gate_enter(&s.gate);
	credential_gate_ok(&s.gate);
	CHECK(s.gate.state == GATE_PROVEN && !s.gate.wears);
	end(&s);
}

/* Four channels ask every second, the device locks after five failures and unlocks half
 * an hour later; the password is wrong, or becomes wrong. */
static void a_day_of_a_wrong_password_is_two_failed_logins(void)
{
	for (unsigned changed_after = 0; changed_after < 3; changed_after++) {
		struct story s;
		unsigned failed = 0;

		begin(&s);
		for (unsigned second = 0; second < 24 * 60 * 60; second++) {
			timers_advance(&s.timers, 1000);
			for (unsigned i = 0; i < CHANNELS; i++) {
				if (credential_gate_enter(&s.gate) != GATE_GO)
					continue;
				if (second < changed_after)
					credential_gate_ok(&s.gate);
				else if (++failed == 1 && changed_after)
					credential_gate_stale(&s.gate);
				else
					credential_gate_refused(
						&s.gate, 5 - (int)failed);
			}
		}
		CHECK(failed == 2);
		CHECK(s.gate.state == GATE_CLOSED && s.gate.tries_left == 3);
		end(&s);
	}
}

static void a_locked_device_is_left_alone_until_the_time_it_named(void)
{
	struct story s;

	begin(&s);
	credential_gate_enter(&s.gate);
	credential_gate_locked(&s.gate, 1800);
	CHECK(s.changes == 1);
	CHECK(credential_gate_unlock_s(&s.gate) == 1800);
	CHECK(credential_gate_enter(&s.gate) == GATE_NO);
	timers_advance(&s.timers, 1799 * 1000 + 500);
	CHECK(credential_gate_unlock_s(&s.gate) == 1);
	CHECK(credential_gate_enter(&s.gate) == GATE_NO);
	timers_advance(&s.timers, 500);
	CHECK(s.changes == 2);
	CHECK(credential_gate_unlock_s(&s.gate) == 0);
	CHECK(credential_gate_enter(&s.gate) == GATE_GO);
	credential_gate_refused(&s.gate, UNKNOWN);
	CHECK(s.gate.state == GATE_CLOSED);
	end(&s);
}

static void a_lock_without_or_with_an_absurd_time_is_bounded(void)
{
	struct story s;

	begin(&s);
	credential_gate_enter(&s.gate);
	credential_gate_locked(&s.gate, 0);
	CHECK(credential_gate_unlock_s(&s.gate) == 300);
	credential_gate_locked(&s.gate, 4000000000u);
	CHECK(credential_gate_unlock_s(&s.gate) == 24 * 60 * 60);
	end(&s);
}

static void no_answer_says_nothing_and_lets_the_next_one_go(void)
{
	struct story s;

	begin(&s);
	credential_gate_enter(&s.gate);
	CHECK(credential_gate_enter(&s.gate) == GATE_WAIT);
	credential_gate_dropped(&s.gate);
	CHECK(s.changes == 1);
	CHECK(s.gate.state == GATE_UNPROVEN);
	CHECK(credential_gate_enter(&s.gate) == GATE_GO);
	end(&s);
}

static void a_success_on_another_channel_ends_the_doubt(void)
{
	struct story s;

	begin(&s);
	credential_gate_enter(&s.gate);
	credential_gate_ok(&s.gate);
	credential_gate_enter(&s.gate);
	credential_gate_enter(&s.gate);
	credential_gate_refused(&s.gate, UNKNOWN);
	CHECK(s.gate.state == GATE_DOUBT);
	credential_gate_ok(&s.gate);
	CHECK(s.gate.state == GATE_PROVEN);
	CHECK(credential_gate_enter(&s.gate) == GATE_GO);
	end(&s);
}

/* Channels that ask whenever they may, answers in any order: never a third refusal. */
static void a_wrong_password_is_tried_twice_whatever_the_channels_do(void)
{
	for (unsigned seed = 1; seed <= 2000; seed++) {
		struct story s;
		unsigned flying = 0, refusals = 0;

		begin(&s);
		srand(seed);
		for (int i = 0; i < 200; i++) {
			unsigned dice = (unsigned)rand() % 6;

			if (dice < 3 && flying < CHANNELS)
				flying += credential_gate_enter(&s.gate) == GATE_GO;
			else if (dice == 3 && flying && flying--)
				credential_gate_refused(&s.gate, UNKNOWN), refusals++;
			else if (dice == 4 && flying && rand() % 4 == 0 && flying--)
				credential_gate_dropped(&s.gate);
			else
				timers_advance(&s.timers, (unsigned)rand() % 3000);
		}
		CHECK(refusals == 2);
		end(&s);
	}
}

static void destroy_owner(void *user)
{
	struct credential_gate *g = user;

	credential_gate_finish(g);
	free(g);
}

static void the_owner_may_go_in_the_callback(void)
{
	struct timers timers = {.now_ms = 1};
	struct credential_gate *g = malloc(sizeof(*g));

	credential_gate_init(g, &timers, destroy_owner, g);
	credential_gate_enter(g);
	credential_gate_locked(g, 7);
	CHECK(timers_next_ms(&timers) == -1);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_first_login_goes_alone),
		TEST(after_a_refusal_one_tries_again_two_seconds_later),
		TEST(two_refusals_close_it_for_good),
		TEST(the_last_try_is_the_users_own),
		TEST(a_worn_nonce_is_renewed_without_waiting),
		TEST(where_nonces_wear_out_two_worn_at_once_close_nothing),
		TEST(a_refusal_that_passed_does_not_make_nonces_wear),
		TEST(a_day_of_a_wrong_password_is_two_failed_logins),
		TEST(a_locked_device_is_left_alone_until_the_time_it_named),
		TEST(a_lock_without_or_with_an_absurd_time_is_bounded),
		TEST(no_answer_says_nothing_and_lets_the_next_one_go),
		TEST(a_success_on_another_channel_ends_the_doubt),
		TEST(a_wrong_password_is_tried_twice_whatever_the_channels_do),
		TEST(the_owner_may_go_in_the_callback),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
