/* SPDX-License-Identifier: Apache-2.0 */
/* test-digest-login.c - from a challenge to the answer. */

#include "check.h"
#include "digest-login.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct digest_challenge read_one(const char *value)
{
	struct digest_challenge c = {0};

	digest_challenge_read(bytes_from(value), &c);
	return c;
}

/* The example of RFC 7616, 3.9.1 */
static const char rfc_md5[] =
	"Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=MD5, "
	"nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
	"opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
static const char rfc_sha256[] =
	"Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=SHA-256, "
	"nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
	"opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

static bool answers(const struct digest_challenge *c, const struct digest_login *login,
	const struct digest_request *r, const char *expected)
{
	struct buffer out;
	bool found;

	buffer_init(&out, 4096);
	CHECK(digest_login_answer(c, login, r, &out) == 0);
	found = strstr(out.data, expected);
	buffer_finish(&out);
	return found;
}

static void the_examples_of_the_rfc_come_out(void)
{
	struct digest_login mufasa = {"Mufasa", "Circle of Life"};
	struct digest_request r = {.method = "GET",
		.uri = "/dir/index.html",
		.cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
		.count = 1};
	struct digest_challenge md5 = read_one(rfc_md5), sha256 = read_one(rfc_sha256);

	CHECK(answers(
		&md5, &mufasa, &r, "response=\"8ca523f5e9506fed4657c9700eebdbec\""));
	CHECK(answers(&sha256, &mufasa, &r,
		"response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\""));
	CHECK(answers(&sha256, &mufasa, &r, "algorithm=SHA-256, "));
	CHECK(answers(&sha256, &mufasa, &r, "qop=auth, nc=00000001"));
	CHECK(answers(&sha256, &mufasa, &r, "opaque=\"FQhe/qaU925"));
}

static void the_stronger_of_two_is_taken_in_either_order(void)
{
	struct digest_challenge c = {0};

	digest_challenge_read(bytes_from(rfc_md5), &c);
	CHECK(c.algorithm == DIGEST_MD5);
	digest_challenge_read(bytes_from(rfc_sha256), &c);
	CHECK(c.algorithm == DIGEST_SHA256);
	digest_challenge_read(bytes_from(rfc_md5), &c);
	CHECK(c.algorithm == DIGEST_SHA256);
}

static void several_challenges_in_one_header_are_told_apart(void)
{
	struct digest_challenge c = read_one(
		"Basic realm=\"cam, era\", Digest nonce=\"one\", realm=r, "
		"Digest realm=\"r2\",nonce=\"two\",algorithm=\"SHA-256\",qop=auth, "
		"Negotiate abc==");

	CHECK(c.algorithm == DIGEST_SHA256);
	CHECK(!strcmp(c.nonce, "two") && !strcmp(c.realm, "r2"));
	CHECK(c.qop);
}

static void what_devices_leave_out_is_no_hindrance(void)
{
	struct digest_login admin = {"admin", "secret"};
	struct digest_request r = {
		.method = "GET", .uri = "/", .cnonce = "c", .count = 1};
	struct digest_challenge c =
		read_one("digest  Realm = \"r\" ,nonce=\"n\",stale=TRUE");

	CHECK(c.algorithm == DIGEST_MD5 && !c.named && !c.qop && c.stale);
	CHECK(!answers(&c, &admin, &r, "qop"));
	CHECK(!answers(&c, &admin, &r, "algorithm"));
	CHECK(!answers(&c, &admin, &r, "cnonce"));
	CHECK(!read_one("Digest realm=r, nonce=n, stale=\"FALSE\"").stale);
	CHECK(read_one("Digest realm=r, nonce=n, stale=\"True\"").stale);
}

static void what_cannot_be_answered_is_not_understood(void)
{
	CHECK(read_one("Basic realm=\"r\"").algorithm == DIGEST_BASIC);
	CHECK(read_one("Digest realm=\"r\"").algorithm == DIGEST_NONE);
	CHECK(read_one("Digest realm=r, nonce=\"\"").algorithm == DIGEST_NONE);
	CHECK(read_one("Digest realm=r, nonce=n, qop=auth-int").algorithm ==
		DIGEST_NONE);
	CHECK(read_one("Digest realm=r, nonce=n, algorithm=SHA-512").algorithm ==
		DIGEST_NONE);
	CHECK(read_one("Digest realm=\"a\tb\rc\", nonce=n").algorithm == DIGEST_NONE);
	CHECK(read_one("").algorithm == DIGEST_NONE);
}

static void a_value_too_long_is_not_understood(void)
{
	char text[1024] = "Digest realm=r, nonce=\"";

	memset(text + strlen(text), 'n', 600);
	strncat(text, "\"", 2);
	CHECK(read_one(text).algorithm == DIGEST_NONE);
}

static void quotes_in_a_user_name_are_escaped(void)
{
	struct digest_login odd = {"a\"b\\c", "p"};
	struct digest_request r = {
		.method = "GET", .uri = "/", .cnonce = "c", .count = 10};
	struct digest_challenge c = read_one("Digest realm=r, nonce=n, qop=auth");

	CHECK(answers(&c, &odd, &r, "username=\"a\\\"b\\\\c\""));
	CHECK(answers(&c, &odd, &r, "nc=0000000a"));
}

static void an_answer_that_does_not_fit_is_an_error(void)
{
	struct digest_login admin = {"admin", "secret"};
	struct digest_request r = {
		.method = "GET", .uri = "/", .cnonce = "c", .count = 1};
	struct digest_challenge c = read_one(rfc_md5);
	struct buffer out;

	buffer_init(&out, 50);
	CHECK(digest_login_answer(&c, &admin, &r, &out) == -EMSGSIZE);
	buffer_finish(&out);
}

/* Copied to the heap without an end, so that reading past it is seen. */
static void any_bytes_cut_anywhere_are_survived(void)
{
	static const char text[] =
		"Digest realm=\"a\\\"b\", nonce=\"n\\\", qop=\"auth,x\" , "
		"=, \"stray\" Digest nonce==\"1\",,;stale";

	for (size_t from = 0; from < sizeof(text); from++)
		for (size_t len = 0; from + len < sizeof(text); len++) {
			struct digest_challenge c = {0};
			char *copy = malloc(len ? len : 1);

			memcpy(copy, text + from, len);
			digest_challenge_read((struct bytes){copy, len}, &c);
			free(copy);
		}
	CHECK(read_one(text).algorithm == DIGEST_MD5);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_examples_of_the_rfc_come_out),
		TEST(the_stronger_of_two_is_taken_in_either_order),
		TEST(several_challenges_in_one_header_are_told_apart),
		TEST(what_devices_leave_out_is_no_hindrance),
		TEST(what_cannot_be_answered_is_not_understood),
		TEST(a_value_too_long_is_not_understood),
		TEST(quotes_in_a_user_name_are_escaped),
		TEST(an_answer_that_does_not_fit_is_an_error),
		TEST(any_bytes_cut_anywhere_are_survived),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
