/* SPDX-License-Identifier: Apache-2.0 */
/* picture-book-test.c - the pictures of the last rings are kept, and no more. */

#include "check.h"
#include "picture-book.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static bool kept(const struct picture_book *b, const char *call, const char *jpeg)
{
	const struct book_picture *p = picture_book_find(b, call);

	return p && bytes_equal(p->jpeg, bytes_from(jpeg));
}

static void a_picture_is_found_by_its_call(void)
{
	struct picture_book b = {0};
	char memory[] = "first";

	CHECK(!picture_book_find(&b, NULL) && !picture_book_find(&b, "a"));
	CHECK(!picture_book_find(&b, ""));
	CHECK(!picture_book_put(&b, "a", 120, bytes_from(memory)));
	memset(memory, 'x', 5); /* it is a copy */
	CHECK(!picture_book_put(&b, "b", 340, BYTES("second")));
	CHECK(kept(&b, "a", "first") && kept(&b, "b", "second"));
	CHECK(kept(&b, NULL, "second") && !picture_book_find(&b, "c"));
	CHECK(picture_book_find(&b, "a")->after_ms == 120);
	picture_book_finish(&b);
	CHECK(!picture_book_find(&b, NULL) && !picture_book_find(&b, "a"));
}

static void the_oldest_goes_when_there_are_too_many(void)
{
	struct picture_book b = {0};
	char call[2] = "a";

	for (int i = 0; i <= BOOK_PICTURES; i++, call[0]++)
		CHECK(!picture_book_put(&b, call, 0, bytes_from(call)));
	CHECK(!picture_book_find(&b, "a") && kept(&b, "b", "b"));
	CHECK(kept(&b, NULL, "e"));
	picture_book_finish(&b);
}

static void a_second_ring_of_a_call_takes_the_place_of_the_first(void)
{
	struct picture_book b = {0};

	picture_book_put(&b, "a", 1, BYTES("1"));
	picture_book_put(&b, "b", 2, BYTES("2"));
	picture_book_put(&b, "a", 3, BYTES("3"));
	CHECK(kept(&b, "a", "3") && kept(&b, NULL, "3") && kept(&b, "b", "2"));
	picture_book_finish(&b);
}

static void what_is_too_large_changes_nothing(void)
{
	struct picture_book b = {0};
	char *large = calloc(1, BOOK_PICTURE_MAX + 1);
	char call[BOOK_CALL_MAX + 2];

	memset(call, 'c', sizeof(call) - 1);
	call[sizeof(call) - 1] = '\0';
	picture_book_put(&b, "a", 1, BYTES("1"));
	CHECK(picture_book_put(&b, "a", 1,
		      (struct bytes){large, BOOK_PICTURE_MAX + 1}) == -EMSGSIZE);
	CHECK(picture_book_put(&b, "b", 1, (struct bytes){0}) == -EMSGSIZE);
	CHECK(picture_book_put(&b, call, 1, BYTES("1")) == -EMSGSIZE);
	CHECK(kept(&b, "a", "1") && kept(&b, NULL, "1"));
	CHECK(!picture_book_put(&b, "a", 1, (struct bytes){large, BOOK_PICTURE_MAX}));
	free(large);
	picture_book_finish(&b);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_picture_is_found_by_its_call),
		TEST(the_oldest_goes_when_there_are_too_many),
		TEST(a_second_ring_of_a_call_takes_the_place_of_the_first),
		TEST(what_is_too_large_changes_nothing),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
