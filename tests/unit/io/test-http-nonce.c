/* SPDX-License-Identifier: Apache-2.0 */
/* test-http-nonce.c - what devices refuse once is not sent twice. */

#include "check.h"
#include "http-nonce.h"

#include <stddef.h>

/* One request. @return whether the nonce was used */
static bool use(struct http_nonce *n, const char *path, unsigned long long now)
{
	bool good = http_nonce_good(n, path);

	if (!good)
		http_nonce_fresh(n, path);
	http_nonce_used(n, now);
	return good;
}

static void a_nonce_is_good_until_a_refusal(void)
{
	struct http_nonce n = {0};

	http_nonce_fresh(&n, "/a");
	for (unsigned i = 0; i < 1000; i++) {
		CHECK(use(&n, i % 2 ? "/a" : "/b", i));
		http_nonce_accepted(&n, i % 2 ? "/a" : "/b");
	}
}

static void two_uses_are_learned_once(void)
{
	struct http_nonce n = {0};

	http_nonce_fresh(&n, "/a");
	use(&n, "/a", 0);
	use(&n, "/b", 1);
	http_nonce_accepted(&n, "/b");
	use(&n, "/c", 2);
	http_nonce_refused(&n, "/c");
	CHECK(n.limit == 2 && !n.bound);
	for (unsigned i = 0; i < 10; i++)
		CHECK(use(&n, "/c", 3 + i) == (i % 2 != 0));
}

static void the_url_of_a_nonce_is_learned_once(void)
{
	struct http_nonce n = {0};

	http_nonce_fresh(&n, "/a");
	use(&n, "/a", 0);
	use(&n, "/b", 1);
	http_nonce_refused(&n, "/b");
	CHECK(n.bound && !n.limit);
	CHECK(!use(&n, "/b", 2));
	CHECK(use(&n, "/b", 3));
	CHECK(use(&n, "/b", 4));
	CHECK(!use(&n, "/a", 5));
}

static void a_nonce_good_for_one_use_is_learned_in_two_steps(void)
{
	struct http_nonce n = {0};

	http_nonce_fresh(&n, "/a");
	use(&n, "/a", 0);
	use(&n, "/b", 1);
	http_nonce_refused(&n, "/b");
	CHECK(!use(&n, "/b", 2));
	CHECK(use(&n, "/b", 3));
	http_nonce_refused(&n, "/b");
	CHECK(n.limit == 1);
	CHECK(!use(&n, "/b", 4));
}

static void a_refusal_after_a_pause_or_at_first_use_teaches_nothing(void)
{
	struct http_nonce n = {0};

	http_nonce_fresh(&n, "/a");
	use(&n, "/a", 0);
	http_nonce_refused(&n, "/a");
	CHECK(!n.limit && !n.bound);
	use(&n, "/a", NONCE_IDLE_MS + 1);
	http_nonce_refused(&n, "/a");
	CHECK(!n.limit && !n.bound);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_nonce_is_good_until_a_refusal),
		TEST(two_uses_are_learned_once),
		TEST(the_url_of_a_nonce_is_learned_once),
		TEST(a_nonce_good_for_one_use_is_learned_in_two_steps),
		TEST(a_refusal_after_a_pause_or_at_first_use_teaches_nothing),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
