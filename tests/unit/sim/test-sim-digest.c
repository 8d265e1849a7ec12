/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-digest.c - the digest check, against the examples of its RFCs. */

#include "check.h"
#include "digest-check.h"

static bool holds(const char *header, const char *password)
{
	const struct pl method = PL("GET");
	struct digest_answer answer;
	struct pl text;

	pl_set_str(&text, header);
	return !digest_answer_decode(&answer, &text) &&
	       digest_answer_holds(&answer, &method, "Mufasa", password);
}

#define RFC7616                                                                        \
	"Digest username=\"Mufasa\", realm=\"http-auth@example.org\", "                \
	"uri=\"/dir/index.html\", "                                                    \
	"nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001, "        \
	"cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, "

static void the_md5_example_of_rfc_7616_holds(void)
{
	const char *header = RFC7616 "algorithm=MD5, "
				     "response=\"8ca523f5e9506fed4657c9700eebdbec\"";

	CHECK(holds(header, "Circle of Life"));
	CHECK(!holds(header, "Circle of Lies"));
}

static void the_sha_256_example_of_rfc_7616_holds_with_a_quoted_algorithm(void)
{
	const char *header = RFC7616
		"algorithm=\"SHA-256\", response=\"753927fa0e85d155564e2e272a28d18"
		"02ca10daf4496794697cf8db5856cb6c1\"";

	CHECK(holds(header, "Circle of Life"));
	CHECK(!holds(header, "Circle of Lies"));
}

static void without_qop_it_is_the_digest_of_rfc_2069(void)
{
	/* MD5("939e7578ed9e3c518a452acee763bce9:n:" MD5("GET:/")), by md5sum */
	const char *header =
		"Digest username=\"Mufasa\", realm=\"testrealm@host.com\", "
		"nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
		"uri=\"/dir/index.html\", "
		"response=\"670fd8c2df070c60b045671b8b24ff02\"";

	CHECK(holds(header, "Circle Of Life"));
}

static void what_is_not_a_digest_is_refused(void)
{
	CHECK(!holds("Basic TXVmYXNhOnNlY3JldA==", "secret"));
	CHECK(!holds("Digest", "secret"));
	CHECK(!holds("Digest username=\"Mufasa", "secret"));
	CHECK(!holds("Digest username=\"Mufasa\", nonce=\"n\", uri=\"/\"", "secret"));
	CHECK(!holds(RFC7616 "algorithm=MD5-sess, response=\"00\"", "Circle of Life"));
	CHECK(!holds("", "secret"));
}

static const struct test tests[] = {
	TEST(the_md5_example_of_rfc_7616_holds),
	TEST(the_sha_256_example_of_rfc_7616_holds_with_a_quoted_algorithm),
	TEST(without_qop_it_is_the_digest_of_rfc_2069),
	TEST(what_is_not_a_digest_is_refused),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	return check_main(tests, argc, argv);
}
