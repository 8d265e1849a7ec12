/* SPDX-License-Identifier: Apache-2.0 */
/* lookahead.c - what begins at the front of bytes that are still arriving? */

#include "lookahead.h"

#include <string.h>

enum lookahead lookahead_text(struct bytes in, struct bytes text)
{
	if (bytes_starts(in, text))
		return LOOKAHEAD_YES;
	return bytes_starts(text, in) ? LOOKAHEAD_MORE : LOOKAHEAD_NO;
}

uint32_t lookahead_hash(struct bytes in)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < in.len; i++)
		hash = (hash ^ (unsigned char)in.data[i]) * 16777619u;
	return hash ? hash : 1;
}

/* RFC 2046 bchars. What is not among them, such as '<' and '>', shows at once that "--"
 * was no boundary: "-->" at the start of a line, or text. */
static bool is_boundary_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || (c && strchr("'()+_,-./:=? \t", c));
}

enum lookahead lookahead_boundary(struct bytes in, uint32_t wanted, uint32_t *ret_hash)
{
	enum lookahead dashes = lookahead_text(in, BYTES("--"));
	struct bytes token;
	uint32_t hash;
	size_t len = 2;

	if (dashes != LOOKAHEAD_YES)
		return dashes;
	while (len < in.len && is_boundary_char(in.data[len]))
		if (++len > LOOKAHEAD_BOUNDARY_MAX)
			return LOOKAHEAD_NO;
	if (len == in.len)
		return LOOKAHEAD_MORE;
	if (in.data[len] == '\r' && len + 1 == in.len)
		return LOOKAHEAD_MORE;
	if (in.data[len] != '\n' && !(in.data[len] == '\r' && in.data[len + 1] == '\n'))
		return LOOKAHEAD_NO;
	token = bytes_trim(bytes_slice(in, 2, len - 2));
	if (token.len > 2 && !memcmp(token.data + token.len - 2, "--", 2))
		token.len -= 2;
	hash = lookahead_hash(token);
	if (!token.len || (wanted && hash != wanted))
		return LOOKAHEAD_NO;
	if (ret_hash)
		*ret_hash = hash;
	return LOOKAHEAD_YES;
}

enum lookahead lookahead_framing(struct bytes in, uint32_t wanted)
{
	static const struct bytes starts[] = {
		{"HTTP/1.", 7}, {"Content-Type:", 13}, {"Content-Length:", 15}};
	enum lookahead answer = lookahead_boundary(in, wanted, NULL);

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		enum lookahead one = lookahead_text(in, starts[i]);

		if (one == LOOKAHEAD_YES || answer == LOOKAHEAD_NO)
			answer = one;
	}
	return answer;
}

bool lookahead_begins_name(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

ssize_t lookahead_name(struct bytes in)
{
	size_t len = 0;

	while (len < in.len && len < LOOKAHEAD_NAME_MAX && in.data[len] &&
		!strchr(" \t\r\n/><", in.data[len]))
		len++;
	return len == in.len ? -1 : (ssize_t)len;
}

enum lookahead lookahead_alert(struct bytes in)
{
	enum lookahead declaration = lookahead_text(in, BYTES("<?xml"));
	struct bytes name;
	ssize_t len, colon;

	if (declaration == LOOKAHEAD_YES) /* not "<?xml-stylesheet" */
		return in.len == 5                                   ? LOOKAHEAD_MORE
		       : strchr(" \t\r\n", in.data[5]) && in.data[5] ? LOOKAHEAD_YES
								     : LOOKAHEAD_NO;
	if (declaration == LOOKAHEAD_MORE || !in.len || in.data[0] != '<')
		return declaration;
	if (in.len > 1 && !lookahead_begins_name(in.data[1]))
		return LOOKAHEAD_NO;
	len = lookahead_name(bytes_skip(in, 1));
	if (len < 0)
		return LOOKAHEAD_MORE;
	name = bytes_slice(in, 1, (size_t)len);
	colon = bytes_find(name, 0, BYTES(":"));
	name = bytes_skip(name, (size_t)(colon + 1));
	return bytes_equal_nocase(name, BYTES("EventNotificationAlert")) ? LOOKAHEAD_YES
									 : LOOKAHEAD_NO;
}
