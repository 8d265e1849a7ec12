/* SPDX-License-Identifier: Apache-2.0 */
/* bytes.c - borrowed views of bytes. */

#include "bytes.h"

#include <errno.h>
#include <string.h>

struct bytes bytes_from(const char *text)
{
	return (struct bytes){text, text ? strlen(text) : 0};
}

struct bytes bytes_slice(struct bytes b, size_t from, size_t len)
{
	b = bytes_skip(b, from);
	return (struct bytes){b.data, len < b.len ? len : b.len};
}

struct bytes bytes_skip(struct bytes b, size_t n)
{
	if (n > b.len)
		n = b.len;
	if (!n)
		return b;
	return (struct bytes){b.data + n, b.len - n};
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct bytes bytes_trim(struct bytes b)
{
	while (b.len && is_blank(b.data[0]))
		b = bytes_skip(b, 1);
	while (b.len && is_blank(b.data[b.len - 1]))
		b.len--;
	return b;
}

bool bytes_equal(struct bytes a, struct bytes b)
{
	return a.len == b.len && (!a.len || !memcmp(a.data, b.data, a.len));
}

/* Not tolower(): that one asks the host's locale. */
static unsigned char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c - 'A' + 'a') : (unsigned char)c;
}

bool bytes_equal_nocase(struct bytes a, struct bytes b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (lower(a.data[i]) != lower(b.data[i]))
			return false;
	return true;
}

bool bytes_starts(struct bytes b, struct bytes prefix)
{
	return bytes_equal(bytes_slice(b, 0, prefix.len), prefix);
}

ssize_t bytes_find(struct bytes b, size_t from, struct bytes needle)
{
	const char *at;

	if (from > b.len)
		return -1;
	if (!needle.len)
		return (ssize_t)from;
	if (b.len - from < needle.len)
		return -1;
	at = memmem(b.data + from, b.len - from, needle.data, needle.len);
	return at ? at - b.data : -1;
}

int bytes_to_u64(struct bytes b, uint64_t max, uint64_t *ret_value)
{
	uint64_t value = 0;
	bool over = false;

	if (!b.len)
		return -EINVAL;
	for (size_t i = 0; i < b.len; i++) {
		unsigned digit = (unsigned char)b.data[i] - (unsigned)'0';

		if (digit > 9)
			return -EINVAL;
		if (over || digit > max || value > (max - digit) / 10)
			over = true;
		else
			value = value * 10 + digit;
	}
	if (over)
		return -ERANGE;
	*ret_value = value;
	return 0;
}

/* How long is the UTF-8 character at the front? 0: none that may be shown. The five rows
 * that are not plain are RFC 3629's: no overlong forms, no surrogates, end at U+10FFFF;
 * and C2 80..9F are control characters. */
static size_t utf8_len(struct bytes b)
{
	const unsigned char *c = (const unsigned char *)b.data;
	unsigned char low = 0x80, high = 0xbf;
	size_t len;

	if (c[0] < 0x80)
		return c[0] >= 0x20 && c[0] != 0x7f;
	if (c[0] < 0xc2 || c[0] > 0xf4)
		return 0;
	len = c[0] < 0xe0 ? 2 : c[0] < 0xf0 ? 3 : 4;
	if (b.len < len)
		return 0;
	if (c[0] == 0xc2 || c[0] == 0xe0)
		low = 0xa0;
	if (c[0] == 0xed)
		high = 0x9f;
	if (c[0] == 0xf0)
		low = 0x90;
	if (c[0] == 0xf4)
		high = 0x8f;
	if (c[1] < low || c[1] > high)
		return 0;
	for (size_t i = 2; i < len; i++)
		if ((c[i] & 0xc0) != 0x80)
			return 0;
	return len;
}

size_t bytes_to_text(struct bytes b, char *buf, size_t cap)
{
	size_t out = 0;

	if (!cap)
		return 0;
	while (b.len) {
		size_t len = utf8_len(b);
		size_t take = len ? len : 1;

		if (out + take >= cap)
			break;
		memcpy(buf + out, len ? b.data : "?", take);
		out += take;
		b = bytes_skip(b, take);
	}
	buf[out] = 0;
	return out;
}
