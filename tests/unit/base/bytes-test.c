/* SPDX-License-Identifier: Apache-2.0 */
/* bytes-test.c - borrowed views of bytes. */

#include "bytes.h"
#include "check.h"

#include <errno.h>
#include <string.h>

static const struct bytes NONE = {NULL, 0};

static bool is(struct bytes b, const char *text)
{
	return bytes_equal(b, bytes_from(text));
}

static void a_slice_never_leaves_its_whole(void)
{
	struct bytes b = BYTES("doorbell");

	CHECK(is(bytes_slice(b, 0, 4), "door"));
	CHECK(is(bytes_slice(b, 4, 99), "bell"));
	CHECK(is(bytes_slice(b, 99, 1), ""));
	CHECK(is(bytes_slice(b, 1, SIZE_MAX), "oorbell"));
	CHECK(is(bytes_skip(b, 4), "bell"));
	CHECK(is(bytes_skip(b, SIZE_MAX), ""));
	CHECK(is(bytes_slice(NONE, 3, 3), ""));
	CHECK(is(bytes_from(NULL), ""));
}

static void trimming_takes_blanks_from_both_ends_only(void)
{
	CHECK(is(bytes_trim(BYTES(" \t\r\na b\r\n ")), "a b"));
	CHECK(is(bytes_trim(BYTES("\r\n")), ""));
	CHECK(is(bytes_trim(NONE), ""));
}

static void comparing_knows_length_and_case(void)
{
	CHECK(bytes_equal(NONE, BYTES("")));
	CHECK(!bytes_equal(BYTES("a"), BYTES("ab")));
	CHECK(!bytes_equal(BYTES("VMD"), BYTES("vmd")));
	CHECK(bytes_equal_nocase(BYTES("VMD"), BYTES("vmd")));
	CHECK(!bytes_equal_nocase(BYTES("VMD"), BYTES("vm")));
	CHECK(!bytes_equal_nocase(BYTES("[@"), BYTES("{`")));
	CHECK(bytes_starts(BYTES("--boundary"), BYTES("--")));
	CHECK(bytes_starts(BYTES("-"), BYTES("")));
	CHECK(!bytes_starts(BYTES("-"), BYTES("--")));
}

static void finding_begins_where_it_is_told(void)
{
	struct bytes b = BYTES("abcabc");

	CHECK(bytes_find(b, 0, BYTES("bc")) == 1);
	CHECK(bytes_find(b, 2, BYTES("bc")) == 4);
	CHECK(bytes_find(b, 5, BYTES("bc")) == -1);
	CHECK(bytes_find(b, 6, BYTES("")) == 6);
	CHECK(bytes_find(b, 7, BYTES("")) == -1);
	CHECK(bytes_find(b, SIZE_MAX, BYTES("a")) == -1);
	CHECK(bytes_find(NONE, 0, BYTES("a")) == -1);
}

static int number(const char *text, uint64_t max, uint64_t *ret_value)
{
	*ret_value = 77;
	return bytes_to_u64(bytes_from(text), max, ret_value);
}

static void a_number_is_digits_and_within_its_maximum(void)
{
	uint64_t n;

	CHECK(number("0", 9, &n) == 0 && n == 0);
	CHECK(number("007", 9, &n) == 0 && n == 7);
	CHECK(number("65535", 65535, &n) == 0 && n == 65535);
	CHECK(number("65536", 65535, &n) == -ERANGE && n == 77);
	CHECK(number("18446744073709551615", UINT64_MAX, &n) == 0 && n == UINT64_MAX);
	CHECK(number("18446744073709551616", UINT64_MAX, &n) == -ERANGE);
	CHECK(number("99999999999999999999999999", 5, &n) == -ERANGE);
	CHECK(number("99999999999999999999x", 5, &n) == -EINVAL);
	CHECK(number("1", 0, &n) == -ERANGE);
	CHECK(number("", 9, &n) == -EINVAL);
	CHECK(number("-1", 9, &n) == -EINVAL);
	CHECK(number("+1", 9, &n) == -EINVAL);
	CHECK(number(" 1", 9, &n) == -EINVAL);
	CHECK(number("1.0", 9, &n) == -EINVAL && n == 77);
}

static bool becomes(struct bytes in, size_t cap, const char *text)
{
	char buf[64] = "untouched";
	size_t len = bytes_to_text(in, buf, cap);

	return len == strlen(text) && !strcmp(buf, text);
}

static void text_is_valid_utf8_without_control_characters(void)
{
	CHECK(becomes(BYTES("S\xc3\xbc"
			    "d \xe2\x82\xac \xf0\x9f\x9a\xaa"),
		64,
		"S\xc3\xbc"
		"d \xe2\x82\xac \xf0\x9f\x9a\xaa"));
	CHECK(becomes(BYTES("a\0b\n\x1b[2J\x7f"), 64, "a?b??[2J?"));
	CHECK(becomes(BYTES("S\xfc"
			    "d"),
		64, "S?d"));
	CHECK(becomes(BYTES("\xc0\xaf\xe0\x80\xaf"), 64, "?????")); /* overlong */
	CHECK(becomes(BYTES("\xed\xa0\x80"), 64, "???"));           /* surrogate */
	CHECK(becomes(BYTES("\xf4\x90\x80\x80"), 64, "????"));      /* over U+10FFFF */
	CHECK(becomes(BYTES("\xf0\x8f\xbf\xbf"), 64, "????"));
	CHECK(becomes(BYTES("\xc2\x9b"
			    "1m"),
		64, "??1m")); /* C1: CSI */
	CHECK(becomes(BYTES("\xe2\x82"), 64, "??"));
	CHECK(becomes(BYTES("\xe2\x82x"), 64, "??x"));
	CHECK(becomes(NONE, 64, ""));
}

static void text_is_cut_between_characters(void)
{
	CHECK(becomes(BYTES("abc"), 4, "abc"));
	CHECK(becomes(BYTES("abc"), 3, "ab"));
	CHECK(becomes(BYTES("a\xe2\x82\xac"), 4, "a"));
	CHECK(becomes(BYTES("a\xe2\x82\xac"), 5, "a\xe2\x82\xac"));
	CHECK(becomes(BYTES("abc"), 1, ""));
	CHECK(bytes_to_text(BYTES("abc"), NULL, 0) == 0);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_slice_never_leaves_its_whole),
		TEST(trimming_takes_blanks_from_both_ends_only),
		TEST(comparing_knows_length_and_case),
		TEST(finding_begins_where_it_is_told),
		TEST(a_number_is_digits_and_within_its_maximum),
		TEST(text_is_valid_utf8_without_control_characters),
		TEST(text_is_cut_between_characters),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
