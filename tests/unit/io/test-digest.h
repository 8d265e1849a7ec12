/* SPDX-License-Identifier: Apache-2.0 */
/* test-digest.h - is this Authorization right? Written apart from digest-login.c, so that
 * the two can prove each other. */
#ifndef GATEHOUSE_TEST_DIGEST_H
#define GATEHOUSE_TEST_DIGEST_H

enum test_digest_verdict {
	TEST_DIGEST_RIGHT,
	TEST_DIGEST_WRONG,
	TEST_DIGEST_OLD_NONCE
};

struct test_digest_login {
	const char *method;
	const char *path;
	const char *password; /**< of "admin", in realm "gate" */
	char nonce[32];       /**< the one that is good now */
};

/** @param header from "Authorization: " on, up to the end of its line */
enum test_digest_verdict test_digest_check(
	const char *header, const struct test_digest_login *login);

#endif
