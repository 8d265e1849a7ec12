/* SPDX-License-Identifier: Apache-2.0 */
/* test-peers.c - the addresses of one device, and the address of ours that faces it. */

#include "check.h"
#include "peers.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>

static bool have(const struct peers *p, const char *text)
{
	struct peers one;

	return !peers_parse(text, &one) && peers_have(p, &one.list[0]);
}

static void a_list_is_read_and_the_first_of_version_4_faces_us(void)
{
	struct peers p;

	CHECK(!peers_parse("[2001:db8::7],192.0.2.7,192.0.2.8", &p));
	CHECK(p.count == 3 && p.first == 1);
	CHECK(have(&p, "192.0.2.7") && have(&p, "192.0.2.8") &&
		have(&p, "2001:db8::7"));
	CHECK(!have(&p, "192.0.2.9") && !have(&p, "2001:db8::8"));
	CHECK(!peers_parse("[::1]", &p) && p.count == 1 && !p.first);
	CHECK(!peers_parse("fe80::1%1", &p) && have(&p, "fe80::1%1"));
	CHECK(!have(&p, "fe80::1%2"));
}

static void what_is_no_address_is_refused(void)
{
	static const char *const texts[] = {"", ",", "front.example", "192.0.2.7,x",
		"[192.0.2.7", "[]", "[", "192.0.2.7:80",
		"1234567890123456789012345678901234567890123456789012345678901234"};
	struct peers p = {.count = 7};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		CHECK(peers_parse(texts[i], &p) == -EINVAL);
	CHECK(p.count == 7);
}

static void too_many_are_cut(void)
{
	struct peers p;

	CHECK(!peers_parse(
		"192.0.2.1,192.0.2.2,192.0.2.3,192.0.2.4,192.0.2.5,192.0.2.6,"
		"192.0.2.7,192.0.2.8,192.0.2.9",
		&p));
	CHECK(p.count == PEERS_MAX && !have(&p, "192.0.2.9"));
}

static void our_address_is_the_one_that_faces_it(void)
{
	char text[PEERS_TEXT_MAX + 1];
	union address local;
	struct peers p;

	CHECK(!peers_parse("127.0.0.9", &p) && !peers_facing(&p, &local));
	CHECK(!address_print(&local, text) && !strcmp(text, "127.0.0.1"));
	CHECK(address_port(&local) == 0);
	address_set_port(&local, 4711);
	CHECK(address_port(&local) == 4711);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_list_is_read_and_the_first_of_version_4_faces_us),
		TEST(what_is_no_address_is_refused),
		TEST(too_many_are_cut),
		TEST(our_address_is_the_one_that_faces_it),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
