/* SPDX-License-Identifier: Apache-2.0 */
/* redact.c - hide what is private in a part of an event stream. */

#include "redact.h"

#include "bytes.h"

#include <ctype.h>

/* Names of elements and members. ADD A ROW */
// clang-format off
#define NAME(text) {(text), sizeof(text) - 1}
// clang-format on
static const struct bytes private_names[] = {
	NAME("cardNo"),
	NAME("name"),
	NAME("employeeNo"),
	NAME("employeeNoString"),
	NAME("password"),
	NAME("pinCode"),
	NAME("userName"),
	NAME("ipAddress"),
	NAME("ipv6Address"),
	NAME("macAddress"),
	NAME("serialNumber"),
	NAME("plateNumber"),
	NAME("licensePlate"),
	NAME("faceURL"),
	NAME("pictureURL"),
	NAME("bkgUrl"),
	NAME("visibleLightURL"),
	NAME("deviceName"),
	NAME("channelName"),
	NAME("eventPush"), /* holds a serial number */
	NAME("remoteHostAddr"),
	NAME("netUser"),
};
#undef NAME

static bool is_private(struct bytes name)
{
	for (size_t i = 0; i < sizeof(private_names) / sizeof(*private_names); i++) {
		if (bytes_equal_nocase(name, private_names[i]))
			return true;
	}
	return false;
}

/* Escapes of JSON and entities of XML stay whole: they tell nothing but a character.
 * @return bytes to leave alone */
static size_t escape(struct bytes b)
{
	size_t n = 1;

	if (b.data[0] == '\\')
		return b.len > 1 && b.data[1] == 'u' ? 6 : 2;
	if (b.data[0] != '&')
		return 0;
	while (n < b.len && n < 10 && b.data[n] != ';')
		n++;
	return n < b.len && b.data[n] == ';' ? n + 1 : 0;
}

static void hide(char *text, size_t from, size_t to)
{
	while (from < to) {
		unsigned char c = (unsigned char)text[from];
		size_t skip = escape((struct bytes){text + from, to - from});

		if (skip) {
			from += skip;
			continue;
		}
		if (isdigit(c))
			text[from] = '0';
		else if (isalpha(c) || c >= 0x80)
			text[from] = 'x';
		from++;
	}
}

/* <name attributes>value< @return where to go on */
static size_t element(char *text, size_t len, size_t at)
{
	size_t name = at + 1, end = name, value;

	while (end < len && (isalnum((unsigned char)text[end]) || text[end] == ':'))
		end++;
	for (size_t i = name; i < end; i++) {
		if (text[i] == ':')
			name = i + 1; /* without its prefix */
	}
	value = end;
	while (value < len && text[value] != '>' && text[value] != '<')
		value++;
	if (value == len || text[value] == '<' || text[value - 1] == '/')
		return end;
	at = ++value;
	while (at < len && text[at] != '<')
		at++;
	if (is_private((struct bytes){text + name, end - name}))
		hide(text, value, at);
	return at;
}

/* The end of a JSON text that begins behind its quote. */
static size_t text_end(const char *text, size_t len, size_t at)
{
	while (at < len && text[at] != '"')
		at += text[at] == '\\' ? 2 : 1;
	return at < len ? at : len;
}

/* "name": value @return where to go on */
static size_t member(char *text, size_t len, size_t at)
{
	size_t name = at + 1, end = text_end(text, len, name), value = end + 1;

	while (value < len && isspace((unsigned char)text[value]))
		value++;
	if (end == len || value >= len || text[value] != ':')
		return end < len ? end + 1 : len;
	value++;
	while (value < len && isspace((unsigned char)text[value]))
		value++;
	if (!is_private((struct bytes){text + name, end - name}))
		return value;
	if (value < len && text[value] == '"') {
		at = text_end(text, len, value + 1);
		hide(text, value + 1, at);
		return at < len ? at + 1 : len;
	}
	at = value;
	while (at < len && (isalnum((unsigned char)text[at]) || text[at] == '.'))
		at++;
	hide(text, value, at);
	return at;
}

void redact(char *text, size_t len)
{
	size_t at = 0;

	while (at < len) {
		if (text[at] == '<')
			at = element(text, len, at);
		else if (text[at] == '"')
			at = member(text, len, at);
		else
			at++;
	}
}
