/* SPDX-License-Identifier: Apache-2.0 */
/* buffer-test.c - growable bytes with a mandatory maximum. */

#include "buffer.h"
#include "check.h"

#include <errno.h>
#include <string.h>

static void an_empty_buffer_is_an_empty_string(void)
{
	struct buffer b;

	buffer_init(&b, 10);
	CHECK(!strcmp(b.data, ""));
	buffer_clear(&b);
	buffer_consume(&b, 5);
	CHECK(!buffer_append(&b, (struct bytes){NULL, 0}));
	CHECK(!buffer_bytes(&b).len);
	buffer_finish(&b);
}

static void what_is_appended_is_there_and_terminated(void)
{
	struct buffer b;

	buffer_init(&b, 100000);
	CHECK(!buffer_append(&b, BYTES("ring")));
	CHECK(!buffer_appendf(&b, " %d%s", 7, "!"));
	CHECK(!strcmp(b.data, "ring 7!"));
	for (int i = 0; i < 9999; i++)
		CHECK(!buffer_append(&b, BYTES("0123456789")));
	CHECK(b.len == 99997 && strlen(b.data) == b.len);
	CHECK(!memcmp(b.data + 99987, "0123456789", 10));
	buffer_finish(&b);
}

static void over_the_maximum_nothing_is_added(void)
{
	struct buffer b;

	buffer_init(&b, 6);
	CHECK(!buffer_append(&b, BYTES("1234")));
	CHECK(buffer_append(&b, BYTES("567")) == -EMSGSIZE);
	CHECK(buffer_appendf(&b, "%s", "567") == -EMSGSIZE);
	CHECK(!strcmp(b.data, "1234"));
	CHECK(!buffer_append(&b, BYTES("56")));
	CHECK(buffer_append(&b, BYTES("7")) == -EMSGSIZE);
	buffer_finish(&b);
	buffer_init(&b, 0);
	CHECK(buffer_append(&b, BYTES("1")) == -EMSGSIZE);
	CHECK(!buffer_append(&b, BYTES("")));
	buffer_finish(&b);
}

static void consuming_drops_from_the_front(void)
{
	struct buffer b;

	buffer_init(&b, 6);
	buffer_append(&b, BYTES("123456"));
	buffer_consume(&b, 4);
	CHECK(!strcmp(b.data, "56"));
	CHECK(!buffer_append(&b, BYTES("789a")));
	CHECK(!strcmp(b.data, "56789a"));
	buffer_consume(&b, 100);
	CHECK(!strcmp(b.data, "") && !b.len);
	buffer_finish(&b);
}

static void a_finished_buffer_may_be_used_again(void)
{
	struct buffer b;

	buffer_init(&b, 6);
	buffer_append(&b, BYTES("123456"));
	buffer_finish(&b);
	CHECK(!strcmp(b.data, ""));
	CHECK(!buffer_append(&b, BYTES("abc")));
	CHECK(!strcmp(b.data, "abc"));
	buffer_finish(&b);
	buffer_finish(&b);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(an_empty_buffer_is_an_empty_string),
		TEST(what_is_appended_is_there_and_terminated),
		TEST(over_the_maximum_nothing_is_added),
		TEST(consuming_drops_from_the_front),
		TEST(a_finished_buffer_may_be_used_again),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
