/* SPDX-License-Identifier: Apache-2.0 */
/* xml-repair.c - walk a document that a device wrote by hand. */

#include "xml-repair.h"
#include "buffer.h"
#include "lookahead.h"

#include <errno.h>
#include <string.h>

enum { REFERENCE_MAX = 10 };

/* "&amp;", "&#233;", "&#xe9;": at the front there is one that XML knows. */
static bool is_reference(struct bytes in)
{
	static const struct bytes known[] = {
		{"amp", 3}, {"lt", 2}, {"gt", 2}, {"quot", 4}, {"apos", 4}};
	ssize_t end = bytes_find(bytes_slice(in, 0, REFERENCE_MAX), 0, BYTES(";"));
	struct bytes name = bytes_slice(in, 1, end < 1 ? 0 : (size_t)end - 1);
	const char *digits = "0123456789";

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (bytes_equal(name, known[i]))
			return true;
	if (!bytes_starts(name, BYTES("#")))
		return false;
	name = bytes_skip(name, 1);
	if (bytes_starts(name, BYTES("x"))) {
		digits = "0123456789abcdefABCDEF";
		name = bytes_skip(name, 1);
	}
	for (size_t i = 0; i < name.len; i++)
		if (!name.data[i] || !strchr(digits, name.data[i]))
			return false;
	return name.len;
}

static bool begins_markup(struct bytes in)
{
	char c = in.len > 1 ? in.data[1] : 0;

	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c && strchr("_/!?", c));
}

/* What to write for the bytes at the front, and how many of them it stands for. */
static struct bytes mend(struct bytes in, size_t *ret_taken)
{
	char c = in.data[0];
	size_t len = bytes_character(in);

	*ret_taken = len ? len : 1;
	if (c == '&' && !is_reference(in))
		return BYTES("&amp;");
	if (c == '<' && !begins_markup(in))
		return BYTES("&lt;");
	if (c == '\t' || c == '\r' || c == '\n')
		return bytes_slice(in, 0, 1);
	if (!len && (unsigned char)c < ' ')
		return BYTES(" ");
	if (!len || bytes_starts(in, BYTES("\xef\xbf\xbe")) ||
		bytes_starts(
			in, BYTES("\xef\xbf\xbf"))) /* valid UTF-8, but not in XML */
		return BYTES("?");
	return bytes_slice(in, 0, len);
}

/* Without its declaration: what it says of the encoding was not true. */
static struct bytes without_declaration(struct bytes in)
{
	ssize_t end = bytes_find(in, 0, BYTES("?>"));

	if (bytes_starts(in, BYTES("\xef\xbb\xbf")))
		return without_declaration(bytes_skip(in, 3));
	return bytes_starts(in, BYTES("<?xml")) && end > 0
		       ? bytes_skip(in, (size_t)end + 2)
		       : in;
}

static int repair(struct bytes in, struct buffer *out)
{
	size_t sound = 0;
	int err = 0;

	in = without_declaration(bytes_trim(in));
	while (sound < in.len && !err) {
		struct bytes rest = bytes_skip(in, sound);
		size_t taken;
		struct bytes mended = mend(rest, &taken);

		if (mended.data == rest.data) {
			sound += taken;
			continue;
		}
		err = buffer_append(out, bytes_slice(in, 0, sound));
		if (!err)
			err = buffer_append(out, mended);
		in = bytes_skip(in, sound + taken);
		sound = 0;
	}
	return err ? err : buffer_append(out, in);
}

int xml_walk_repaired(
	struct bytes in, xml_begin_fn *begin, xml_element_fn *element, void *user)
{
	struct buffer repaired;
	int err;

	begin(user);
	err = xml_walk(in, element, user);
	if (err != -EPROTO)
		return err;
	buffer_init(&repaired, XML_SIZE_MAX);
	err = repair(in, &repaired);
	if (!err) {
		begin(user);
		err = xml_walk(buffer_bytes(&repaired), element, user);
	}
	buffer_finish(&repaired);
	return err;
}

int xml_walk_known(struct bytes in, xml_begin_fn *begin, xml_element_fn *element,
	void *user, const bool *known)
{
	int err = xml_walk_repaired(in, begin, element, user);

	return err || *known ? err : -EPROTO;
}
