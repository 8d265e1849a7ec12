/* SPDX-License-Identifier: Apache-2.0 */
/* slug.c - a name as a part of an entity's id.
 *
 * Source: Home Assistant's slugify() writes names in Latin with the tables of "unidecode";
 * these are the rows of it for the scripts of an alphabet. */

#include "slug.h"

#include "bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* From the first letter on, one text each, separated by blanks; "-" is nothing. */
struct script {
	uint32_t first;
	const char *letters;
};

/* clang-format off */
/* ADD A ROW, ascending */
static const struct script scripts[] = {
	{0x00aa, "a"}, {0x00b2, "2 3"}, {0x00b5, "u"}, {0x00b9, "1 o"},
	{0x00c0, "a a a a a a ae c e e e e i i i i d n o o o o o x o u u u u y th ss "
		 "a a a a a a ae c e e e e i i i i d n o o o o o - o u u u u y th y"},
	{0x0100, "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g "
		 "h h h h i i i i i i i i i i ij ij j j k k k l l l l l l l l l l "
		 "n n n n n n 'n ng ng o o o o o o oe oe r r r r r r s s s s s s s s "
		 "t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s"},
	{0x0218, "s s t t"},
	{0x0386, "a"}, {0x0388, "e e i"}, {0x038c, "o"}, {0x038e, "u o"},
	{0x0390, "i a b g d e z e th i k l m n x o p r"},
	{0x03a3, "s t u ph kh ps o i u a e e i"},
	{0x03b0, "u a b g d e z e th i k l m n x o p r s s t u ph kh ps o i u o u o"},
	{0x0400, "ie io dj gj ie dz i yi j lj nj tsh kj i u dzh "
		 "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e iu ia "
		 "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e iu ia "
		 "ie io dj gj ie dz i yi j lj nj tsh kj i u dzh"},
	{0x0490, "g g"},
	{0x1e9e, "ss"},
};
/* clang-format on */

/* The letter `index` of the script, or an empty view behind its last. */
static struct bytes letter_of(const char *letters, uint32_t index)
{
	while (index-- && letters) {
		letters = strchr(letters, ' ');
		if (letters)
			letters++;
	}
	return (struct bytes){letters, letters ? strcspn(letters, " ") : 0};
}

static struct bytes in_latin(uint32_t code)
{
	const struct script *found = NULL;

	for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++) {
		if (scripts[i].first <= code)
			found = &scripts[i];
	}
	return found ? letter_of(found->letters, code - found->first)
		     : (struct bytes){NULL, 0};
}

/* Of a character that is valid UTF-8. */
static uint32_t code_of(struct bytes c)
{
	uint32_t code = (unsigned char)c.data[0];

	if (c.len > 1)
		code &= 0xffu >> (c.len + 1);
	for (size_t i = 1; i < c.len; i++)
		code = code << 6 | ((unsigned char)c.data[i] & 0x3f);
	return code;
}

static void put(char *slug, size_t *n, char ch)
{
	bool digit = ch >= '0' && ch <= '9', small = ch >= 'a' && ch <= 'z';

	if (ch >= 'A' && ch <= 'Z') {
		ch = (char)(ch - 'A' + 'a');
		small = true;
	}
	if (!digit && !small) {
		if (!*n || slug[*n - 1] == '_')
			return;
		ch = '_';
	}
	if (*n < SLUG_MAX)
		slug[(*n)++] = ch;
}

void slug_make(const char *name, char ret_slug[SLUG_MAX + 1])
{
	struct bytes left = bytes_from(name);
	size_t n = 0;

	while (left.len) {
		size_t len = bytes_character(left);
		struct bytes c = bytes_slice(left, 0, len ? len : 1);
		struct bytes latin = len > 1 ? in_latin(code_of(c)) : c;

		if (len > 1 && !latin.len)
			put(ret_slug, &n, '_');
		for (size_t i = 0; i < latin.len; i++) {
			if (latin.data[i] != '\'' && latin.data[i] != '-')
				put(ret_slug, &n, latin.data[i]);
			else if (len == 1)
				put(ret_slug, &n, '_');
		}
		left = bytes_skip(left, c.len);
	}
	while (n && ret_slug[n - 1] == '_')
		n--;
	ret_slug[n] = '\0';
}
