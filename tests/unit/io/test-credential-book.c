/* SPDX-License-Identifier: Apache-2.0 */
/* test-credential-book.c - one gate per device and login, however many ask. */

#include "check.h"
#include "credential-book.h"

#include <stddef.h>

static const struct credential_key front = {"10.0.0.1", 80, "admin", "wrong"};

struct story {
	struct timers timers;
	struct credential_book *book;
	unsigned changes;
	struct credential_pass *closing; /* by on_changed */
};

static void on_changed(void *user)
{
	struct story *s = user;

	s->changes++;
	credential_pass_close(s->closing);
	s->closing = NULL;
}

static void begin(struct story *s)
{
	*s = (struct story){.timers.now_ms = 1000};
	CHECK(credential_book_create(&s->timers, &s->book) == 0);
}

static void end(struct story *s)
{
	credential_book_destroy(s->book);
	CHECK(timers_next_ms(&s->timers) == -1);
}

static struct credential_pass *open_pass(
	struct story *s, const struct credential_key *key, bool try_out)
{
	struct credential_pass *pass = NULL;

	CHECK(credential_pass_open(s->book, key, try_out, on_changed, s, &pass) == 0);
	return pass;
}

static enum gate_answer enter(struct credential_pass *pass)
{
	return credential_gate_enter(credential_pass_gate(pass));
}

static void refuse(struct credential_pass *pass)
{
	CHECK(enter(pass) == GATE_GO);
	credential_gate_refused(credential_pass_gate(pass), -1);
}

static void close_gate(struct story *s, struct credential_pass *pass)
{
	refuse(pass);
	timers_advance(&s->timers, CREDENTIAL_GATE_RETRY_MS);
	refuse(pass);
	CHECK(credential_pass_gate(pass)->state == GATE_CLOSED);
}

static void who_asks_the_same_device_the_same_way_shares_a_gate(void)
{
	struct credential_key others[] = {{"10.0.0.2", 80, "admin", "wrong"},
		{"10.0.0.1", 81, "admin", "wrong"}, {"10.0.0.1", 80, "other", "wrong"},
		{"10.0.0.1", 80, "admin", "right"}};
	struct story s;
	struct credential_pass *a, *b;

	begin(&s);
	a = open_pass(&s, &front, false);
	b = open_pass(&s, &front, true);
	CHECK(credential_pass_gate(a) == credential_pass_gate(b));
	CHECK(credential_pass_memory(a) == credential_pass_memory(b));
	close_gate(&s, a);
	CHECK(enter(b) == GATE_NO);
	for (unsigned i = 0; i < 4; i++) {
		struct credential_pass *c = open_pass(&s, &others[i], true);

		CHECK(enter(c) == GATE_GO);
		credential_gate_dropped(credential_pass_gate(c));
		credential_pass_close(c);
	}
	credential_pass_close(a);
	credential_pass_close(b);
	end(&s);
}

static void all_are_told_of_a_change(void)
{
	struct story s;
	struct credential_pass *a, *b;

	begin(&s);
	a = open_pass(&s, &front, false);
	b = open_pass(&s, &front, false);
	enter(a);
	credential_gate_ok(credential_pass_gate(a));
	CHECK(s.changes == 2);
	credential_pass_close(a);
	credential_pass_close(b);
	end(&s);
}

static void who_is_told_may_close_any_pass(void)
{
	for (unsigned which = 0; which < 3; which++) {
		struct story s;
		struct credential_pass *p[3];

		begin(&s);
		for (unsigned i = 0; i < 3; i++)
			p[i] = open_pass(&s, &front, false);
		enter(p[0]);
		s.closing = p[which];
		credential_gate_ok(credential_pass_gate(p[0]));
		/* The last one made is told first, so only p[2] closes itself. */
		CHECK(s.changes == (which == 2 ? 3 : 2));
		for (unsigned i = 0; i < 3; i++) {
			if (i != which)
				credential_pass_close(p[i]);
		}
		end(&s);
	}
}

static void the_last_one_may_close_its_pass_when_told(void)
{
	struct story s;
	struct credential_pass *a;

	begin(&s);
	a = open_pass(&s, &front, false);
	enter(a);
	s.closing = a;
	credential_gate_ok(credential_pass_gate(a));
	CHECK(s.changes == 1);
	end(&s);
}

static void a_lock_is_remembered_though_nobody_asks_any_more(void)
{
	struct story s;
	struct credential_pass *a;

	begin(&s);
	a = open_pass(&s, &front, false);
	enter(a);
	credential_gate_locked(credential_pass_gate(a), 1800);
	credential_pass_close(a);
	timers_advance(&s.timers, 1000 * 1000);
	a = open_pass(&s, &front, false);
	CHECK(enter(a) == GATE_NO);
	CHECK(credential_gate_unlock_s(credential_pass_gate(a)) == 800);
	credential_pass_close(a);
	timers_advance(&s.timers, 800 * 1000);
	a = open_pass(&s, &front, false);
	CHECK(enter(a) == GATE_GO);
	credential_gate_dropped(credential_pass_gate(a));
	credential_pass_close(a);
	end(&s);
}

static void an_account_is_locked_whatever_the_password(void)
{
	static const struct credential_key right = {"10.0.0.1", 80, "admin", "right"};
	struct story s;
	struct credential_pass *a, *b;

	begin(&s);
	a = open_pass(&s, &front, false);
	enter(a);
	credential_gate_locked(credential_pass_gate(a), 60);
	credential_pass_close(a);
	b = open_pass(&s, &right, false);
	CHECK(enter(b) == GATE_NO);
	timers_advance(&s.timers, 59 * 1000);
	CHECK(enter(b) == GATE_NO);
	timers_advance(&s.timers, 1000);
	CHECK(enter(b) == GATE_GO);
	credential_gate_ok(credential_pass_gate(b));
	credential_pass_close(b);
	end(&s);
}

static void trying_out_the_same_wrong_password_again_and_again_costs_two_logins(void)
{
	struct story s;
	unsigned sent = 0;

	begin(&s);
	for (unsigned i = 0; i < 20; i++) {
		struct credential_pass *a = open_pass(&s, &front, true);

		if (enter(a) == GATE_GO) {
			sent++;
			credential_gate_refused(credential_pass_gate(a), -1);
		}
		credential_pass_close(a);
		timers_advance(&s.timers, 10 * 1000);
	}
	CHECK(sent == 2);
	timers_advance(&s.timers, CREDENTIAL_KEEP_MS);
	CHECK(timers_next_ms(&s.timers) == -1);
	end(&s);
}

static void starting_again_is_a_new_beginning(void)
{
	struct story s;
	struct credential_pass *a;

	begin(&s);
	a = open_pass(&s, &front, false);
	close_gate(&s, a);
	credential_pass_close(a);
	CHECK(timers_next_ms(&s.timers) == -1);
	a = open_pass(&s, &front, false);
	CHECK(enter(a) == GATE_GO);
	credential_gate_dropped(credential_pass_gate(a));
	credential_pass_close(a);
	end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(who_asks_the_same_device_the_same_way_shares_a_gate),
		TEST(all_are_told_of_a_change),
		TEST(who_is_told_may_close_any_pass),
		TEST(the_last_one_may_close_its_pass_when_told),
		TEST(a_lock_is_remembered_though_nobody_asks_any_more),
		TEST(an_account_is_locked_whatever_the_password),
		TEST(trying_out_the_same_wrong_password_again_and_again_costs_two_logins),
		TEST(starting_again_is_a_new_beginning),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
