/* SPDX-License-Identifier: Apache-2.0 */
/* multipart.c - the endless body of an alert stream, cut into parts.
 *
 *   LINE ---- '<', '{' ----> DOCUMENT ---- closed: a part, broken ----> LINE, JUNK
 *     |  ^---- end of the line, an alert, '{' ---- JUNK <---- unreadable
 *     +-- blank line behind a picture's headers --> SKIP -- length reached --> BEHIND
 *                                                     +---- boundary ----> LINE
 *
 *   LINE      at the start of a line, or behind a document: what comes?
 *   JUNK      in a line that is none of ours
 *   DOCUMENT  in a document, which starts at the front of the input
 *   SKIP      in a part that is not wanted
 *   BEHIND    where its Content-Length says that it ends: is that so? */

#include "multipart.h"
#include "lookahead.h"

#include <string.h>

enum { NAME_MAX_BYTES = 256 };
enum multipart_state { LINE, JUNK, DOCUMENT, SKIP, BEHIND };
enum multipart_type { TYPE_NONE, TYPE_DOCUMENT, TYPE_MEDIA, TYPE_OTHER };

/* One call of multipart_next(). A step takes bytes from the front of `in`, changes the
 * state, or both, and returns true; or it needs more bytes and returns false. */
struct taking {
	struct bytes in;
	bool found;
	struct part part;
};

static void take(struct taking *t, size_t n)
{
	t->in = bytes_skip(t->in, n);
}

static void deliver(struct taking *t, enum part_kind kind, struct bytes body)
{
	t->part = (struct part){kind, body};
	t->found = true;
}

static bool enter(struct multipart *m, enum multipart_state state)
{
	m->faults += state == JUNK;
	m->state = (unsigned char)state;
	m->scanned = 0;
	return true;
}

/* Between parts: what was said of the last one is over. */
static bool forget_part(struct multipart *m)
{
	m->length = 0;
	m->type = TYPE_NONE;
	m->in_headers = false;
	m->in_body = false;
	m->discard = false;
	return enter(m, LINE);
}

/* Content types as devices write them: "application/xml; charset="UTF-8"", "text/xml",
 * "application/json", "image/jpeg", "image/pjpeg", "multipart/mixed;boundary=...". */
static enum multipart_type type_of(struct bytes value)
{
	static const struct {
		struct bytes word;
		enum multipart_type type;
	} words[] = {
		{{"image/", 6}, TYPE_MEDIA},
		{{"video/", 6}, TYPE_MEDIA},
		{{"audio/", 6}, TYPE_MEDIA},
		{{"multipart/", 10}, TYPE_NONE},
		{{"application/xml", 15}, TYPE_DOCUMENT},
		{{"application/json", 16}, TYPE_DOCUMENT},
		{{"text/xml", 8}, TYPE_DOCUMENT},
		{{"text/json", 9}, TYPE_DOCUMENT},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (bytes_equal_nocase(
			    bytes_slice(value, 0, words[i].word.len), words[i].word))
			return words[i].type;
	return TYPE_OTHER;
}

/* A line with a ':' in it. Headers stand where they should, or, on a DS-KD8003, also in
 * front of the boundary; the last ones before the body count. */
static void header(struct multipart *m, struct bytes line, size_t colon)
{
	struct bytes name = bytes_trim(bytes_slice(line, 0, colon));
	struct bytes value = bytes_trim(bytes_skip(line, colon + 1));

	m->in_headers = true;
	m->in_body = false;
	if (bytes_equal_nocase(name, BYTES("Content-Type")))
		m->type = (unsigned char)type_of(value);
	if (bytes_equal_nocase(name, BYTES("Content-Length")) &&
		bytes_to_u64(value, MULTIPART_SKIP_MAX, &m->length))
		m->length = 0;
}

/* Drop the body of this part, and what separates it from here. Without a length and
 * without a boundary that could end it, the search for the next document begins at once. */
static bool skip_part(struct multipart *m, struct taking *t, size_t separator)
{
	deliver(t, PART_SKIPPED, (struct bytes){0});
	take(t, separator);
	if (!m->length && !m->boundary) {
		forget_part(m);
		return enter(m, JUNK);
	}
	m->skip = m->length ? m->length : MULTIPART_SKIP_MAX;
	return enter(m, SKIP);
}

static bool end_of_line(struct multipart *m, struct taking *t)
{
	bool first_blank_line = m->in_headers;

	m->in_headers = false;
	m->in_body = m->in_body || first_blank_line;
	if (first_blank_line && m->type == TYPE_MEDIA)
		return skip_part(m, t, 1);
	take(t, 1);
	return true;
}

static bool boundary(struct multipart *m, struct taking *t)
{
	uint32_t hash;

	switch (lookahead_boundary(t->in, 0, &hash)) {
	case LOOKAHEAD_MORE: return false;
	case LOOKAHEAD_NO: return enter(m, JUNK);
	case LOOKAHEAD_YES: break;
	}
	take(t, (size_t)bytes_find(t->in, 0, BYTES("\n")) + 1);
	m->boundary = hash;
	return forget_part(m);
}

static bool is_header_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || (c && strchr("-_. \t\r/", c));
}

/* "Name: value", or the "HTTP/1.1 200 OK" of an answer inside the answer. */
static bool header_line(struct multipart *m, struct taking *t)
{
	const char *colon = memchr(t->in.data, ':', m->scanned);

	for (; m->scanned < t->in.len; m->scanned++) {
		char c = t->in.data[m->scanned];
		struct bytes line = bytes_slice(t->in, 0, m->scanned);

		if (c == '\n' && !colon && !bytes_starts(line, BYTES("HTTP/")))
			return enter(m, JUNK);
		if (c == '\n') {
			if (colon)
				header(m, line, (size_t)(colon - line.data));
			take(t, m->scanned + 1);
			return enter(m, LINE);
		}
		if (c == '<' || (!colon && c != ':' && !is_header_char(c)) ||
			m->scanned >= (colon ? MULTIPART_HEADERS_MAX : NAME_MAX_BYTES))
			return enter(m, JUNK);
		if (c == ':' && !colon)
			colon = t->in.data + m->scanned;
	}
	return false;
}

static bool begin_document(struct multipart *m, bool json)
{
	m->document = (struct document){.json = json};
	return enter(m, DOCUMENT);
}

/* Also a byte order mark, byte by byte, and the padding of a part that is too long. */
static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || !c || c == '\xef' || c == '\xbb' ||
	       c == '\xbf';
}

/* At the first character of something that is neither XML nor JSON; it is taken, so that
 * who is told of a part is also told of bytes to consume. */
static bool skip_other(struct multipart *m, struct taking *t)
{
	skip_part(m, t, 1);
	m->in_body = false;
	m->skip -= m->state == SKIP;
	return true;
}

static bool begins_markup(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
	       c == '?' || c == '!';
}

static bool at_line(struct multipart *m, struct taking *t)
{
	char c = t->in.data[0];

	if (m->in_body && m->length && (is_blank(c) || c == '\n'))
		m->length--;
	if (c == '\n')
		return end_of_line(m, t);
	if (is_blank(c)) {
		take(t, 1);
		return true;
	}
	if (c == '-')
		return boundary(m, t);
	if (c == '<' && t->in.len < 2)
		return false;
	if (c == '<' && begins_markup(t->in.data[1]))
		return begin_document(m, false);
	if (c == '{')
		return begin_document(m, true);
	if (m->in_body && m->type == TYPE_OTHER)
		return skip_other(m, t);
	if (is_header_char(c))
		return header_line(m, t);
	return enter(m, JUNK);
}

static bool in_junk(struct multipart *m, struct taking *t)
{
	for (size_t i = 0; i < t->in.len; i++) {
		char c = t->in.data[i];
		enum lookahead alert = LOOKAHEAD_NO;

		if (c == '<')
			alert = lookahead_alert(bytes_skip(t->in, i));
		if (alert == LOOKAHEAD_MORE) {
			take(t, i);
			return false;
		}
		if (c == '\n' || c == '{' || alert == LOOKAHEAD_YES) {
			take(t, i + (c == '\n'));
			return enter(m, LINE);
		}
	}
	take(t, t->in.len);
	return false;
}

/* Something else begins: at a line's start, or within what was said to be XML, it may be
 * anything; within what was said to be JSON, nothing is sure up to the line's end. */
static bool document_broken(struct multipart *m, struct taking *t)
{
	size_t at = m->document.scanned;
	bool line_start = at && t->in.data[at - 1] == '\n';

	m->faults++;
	take(t, at);
	forget_part(m);
	return line_start || !m->document.json || enter(m, JUNK);
}

static bool document_closed(struct multipart *m, struct taking *t)
{
	struct bytes body = bytes_slice(t->in, 0, m->document.scanned);

	if (!m->discard)
		deliver(t, m->document.json ? PART_JSON : PART_XML, body);
	take(t, body.len);
	return forget_part(m);
}

static bool in_document(struct multipart *m, struct taking *t)
{
	size_t limit = m->discard ? SIZE_MAX : MULTIPART_PART_MAX;
	uint64_t protect = m->length ? m->length : UINT64_MAX;

	switch (document_scan(
		&m->document, bytes_slice(t->in, 0, limit), m->boundary, protect)) {
	case DOCUMENT_CLOSED: return document_closed(m, t);
	case DOCUMENT_BROKEN: return document_broken(m, t);
	case DOCUMENT_OPEN: break;
	}
	if (!m->discard && t->in.len <= limit)
		return false;
	if (!m->discard)
		deliver(t, PART_SKIPPED, (struct bytes){0});
	m->discard = true;
	take(t, m->document.scanned);
	m->document.scanned = 0;
	return t->found;
}

static bool skip_over(struct multipart *m)
{
	if (m->length)
		return enter(m, BEHIND);
	m->faults++;
	m->boundary = 0;
	return forget_part(m);
}

static bool skip_ends(struct multipart *m)
{
	m->faults += m->length && m->skip;
	return forget_part(m);
}

/* Drop bytes until the length is reached or the boundary comes, whichever is first. Right
 * behind the headers, it may also come at once. */
static bool in_skip(struct multipart *m, struct taking *t)
{
	if (m->in_body && m->boundary) {
		enum lookahead at_once = lookahead_boundary(t->in, m->boundary, NULL);

		if (at_once == LOOKAHEAD_MORE)
			return false;
		if (at_once == LOOKAHEAD_YES)
			return skip_ends(m);
	}
	m->in_body = false;
	while (m->skip && t->in.len) {
		struct bytes reach = bytes_slice(t->in, 0, (size_t)m->skip);
		const char *end = memchr(reach.data, '\n', reach.len);
		enum lookahead next = LOOKAHEAD_NO;
		size_t n = end ? (size_t)(end - reach.data) : reach.len;

		if (end && m->boundary)
			next = lookahead_boundary(
				bytes_skip(t->in, n + 1), m->boundary, NULL);
		n += end && next != LOOKAHEAD_MORE;
		take(t, n);
		m->skip -= n;
		if (next == LOOKAHEAD_MORE)
			return false;
		if (next == LOOKAHEAD_YES)
			return skip_ends(m);
	}
	return !m->skip && skip_over(m);
}

/* Behind a picture: either something of ours begins here, or its length was too small. */
static bool is_behind(struct multipart *m, struct taking *t)
{
	enum lookahead framing, alert;

	while (t->in.len && (is_blank(t->in.data[0]) || t->in.data[0] == '\n'))
		take(t, 1);
	if (!t->in.len)
		return false;
	framing = lookahead_framing(t->in, 0);
	alert = lookahead_alert(t->in);
	if (framing == LOOKAHEAD_YES || alert == LOOKAHEAD_YES || t->in.data[0] == '{')
		return forget_part(m);
	if (framing == LOOKAHEAD_MORE || alert == LOOKAHEAD_MORE)
		return false;
	m->faults++;
	m->length = 0;
	m->skip = MULTIPART_SKIP_MAX;
	return enter(m, m->boundary ? SKIP : JUNK);
}

static bool step(struct multipart *m, struct taking *t)
{
	switch ((enum multipart_state)m->state) {
	case LINE: return at_line(m, t);
	case JUNK: return in_junk(m, t);
	case DOCUMENT: return in_document(m, t);
	case SKIP: return in_skip(m, t);
	case BEHIND: return is_behind(m, t);
	}
	return false;
}

ssize_t multipart_next(
	struct multipart *m, struct bytes in, bool *ret_found, struct part *ret_part)
{
	struct taking t = {.in = in};

	while (t.in.len && !t.found && step(m, &t))
		;
	*ret_found = t.found;
	if (t.found)
		*ret_part = t.part;
	return (ssize_t)(in.len - t.in.len);
}
