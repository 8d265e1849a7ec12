/* SPDX-License-Identifier: Apache-2.0 */
/* cause-test.c - what a user mends in five ways has five words. */

#include "cause.h"
#include "check.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static void five_causes_have_five_words(void)
{
	static const int errs[] = {-EACCES, -EPERM, -ENOTSUP, -EHOSTUNREACH, -EAGAIN};
	enum { ERRS = sizeof(errs) / sizeof(*errs) };

	for (size_t i = 0; i < ERRS; i++) {
		CHECK(strcmp(cause_of(errs[i]), "internal") != 0);
		for (size_t n = 0; n < i; n++)
			CHECK(strcmp(cause_of(errs[i]), cause_of(errs[n])) != 0);
	}
}

static void the_words_stay_as_they_are(void)
{
	CHECK(!strcmp(cause_of(-EACCES), "invalid_auth"));
	CHECK(!strcmp(cause_of(-EPERM), "no_permission"));
	CHECK(!strcmp(cause_of(-ENOTSUP), "unsupported"));
	CHECK(!strcmp(cause_of(-EHOSTUNREACH), "cannot_connect"));
	CHECK(!strcmp(cause_of(-ENOTCONN), "cannot_connect"));
	CHECK(!strcmp(cause_of(-EAGAIN), "account_locked"));
	CHECK(!strcmp(cause_of(-ETIMEDOUT), "no_answer"));
	CHECK(!strcmp(cause_of(-EREMOTEIO), "refused"));
}

static void an_error_nobody_foresaw_has_a_word_too(void)
{
	CHECK(!strcmp(cause_of(-ENOMEM), "internal"));
	CHECK(!strcmp(cause_of(-EXDEV), "internal"));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(five_causes_have_five_words),
		TEST(the_words_stay_as_they_are),
		TEST(an_error_nobody_foresaw_has_a_word_too),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
