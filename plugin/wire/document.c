/* SPDX-License-Identifier: Apache-2.0 */
/* document.c - where does a document that is still arriving end? */

#include "document.h"
#include "lookahead.h"

#include <string.h>

enum document_state {
	START, /* at the document's first byte */
	TEXT,
	TAG,     /* between '<' and '>' */
	QUOTE,   /* in an attribute's value */
	COMMENT, /* until "-->" */
	CDATA,   /* until "]]>" */
	COMMAND, /* until "?>" */
	CLOSING, /* in the root's closing tag, behind its name */
	TOKENS,  /* JSON outside strings */
	STRING,
	ESCAPE, /* behind a '\' in a string */
	CLOSED,
};

/* What a step answers, besides the number of bytes it has dealt with. */
enum { STEP_MORE = 0, STEP_BROKEN = -1 };

/* A step that is 1 byte long and leads to `state`. */
static int to(struct document *d, enum document_state state)
{
	d->state = (unsigned char)state;
	return 1;
}

static int is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int bang(struct document *d, struct bytes in)
{
	enum lookahead comment = lookahead_text(in, BYTES("<!--"));
	enum lookahead cdata = lookahead_text(in, BYTES("<![CDATA["));

	if (comment == LOOKAHEAD_MORE || cdata == LOOKAHEAD_MORE)
		return STEP_MORE;
	if (comment == LOOKAHEAD_YES)
		return to(d, COMMENT) + 3;
	if (cdata == LOOKAHEAD_YES)
		return to(d, CDATA) + 8;
	return to(d, TAG);
}

static int closing_tag(struct document *d, struct bytes in)
{
	ssize_t len = lookahead_name(bytes_skip(in, 2));

	if (len < 0)
		return STEP_MORE;
	if (!d->root || lookahead_hash(bytes_slice(in, 2, (size_t)len)) != d->root)
		return to(d, TAG);
	return to(d, CLOSING) + 1 + (int)len;
}

static int opening_tag(struct document *d, struct bytes in)
{
	ssize_t len = lookahead_name(bytes_skip(in, 1));
	uint32_t name;

	if (len < 0)
		return STEP_MORE;
	name = lookahead_hash(bytes_slice(in, 1, (size_t)len));
	/* An alert, or another document of this kind, cannot be inside this one. */
	if ((d->root || d->state == COMMAND) &&
		(name == d->root || lookahead_alert(in) == LOOKAHEAD_YES))
		return STEP_BROKEN;
	d->in_root_tag = !d->root;
	d->last = 0;
	if (d->in_root_tag)
		d->root = name;
	return to(d, TAG) + (int)len;
}

/* At a '<'. */
static int markup(struct document *d, struct bytes in)
{
	char c;

	if (in.len < 2)
		return STEP_MORE;
	c = in.data[1];
	d->in_root_tag = false;
	if (c == '!')
		return bang(d, in);
	if (c == '/')
		return closing_tag(d, in);
	if (c == '?') {
		enum lookahead another = lookahead_alert(in);

		if (d->state != START && another == LOOKAHEAD_YES)
			return STEP_BROKEN;
		if (d->state != START && another == LOOKAHEAD_MORE)
			return STEP_MORE;
		return to(d, COMMAND) + 1;
	}
	if (lookahead_begins_name(c))
		return opening_tag(d, in);
	return to(d, TEXT);
}

/* XML forbids '<' in tags and in quotes, so one there means that '>' or '"' is missing. */
static int in_tag(struct document *d, struct bytes in)
{
	char c = in.data[0];

	if (c == '<')
		return markup(d, in);
	if (d->state == QUOTE)
		return c == d->last ? to(d, TAG) : 1;
	if (c == '"' || c == '\'') {
		d->last = c;
		return to(d, QUOTE);
	}
	if (c == '>')
		return to(d, d->in_root_tag && d->last == '/' ? CLOSED : TEXT);
	d->last = c;
	return 1;
}

static int until(struct document *d, struct bytes in, struct bytes end)
{
	switch (lookahead_text(in, end)) {
	case LOOKAHEAD_MORE: return STEP_MORE;
	case LOOKAHEAD_YES: return to(d, TEXT) - 1 + (int)end.len;
	case LOOKAHEAD_NO: break;
	}
	return 1;
}

/* May JSON token `c` follow token `last`? '0' stands for any literal, 0 for the start.
 * "{}" alone tells nothing, so it is not worth a part. */
static bool json_fits(const struct document *d, char last, char c)
{
	if (!last)
		return c == '{';
	switch (c) {
	case '{':
	case '[': return strchr(":[,", last);
	case '"': return strchr("{:[,", last);
	case '}': return strchr(d->depth > 1 ? "{\"0}]," : "\"0}],", last);
	case ']': return strchr("[\"0}],", last);
	case ':': return last == '"';
	case ',': return strchr("\"0}]", last);
	case '0': return strchr(":[,0", last);
	}
	return false;
}

static bool is_literal(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || c == '+' || c == '-' || c == '.';
}

static int tokens(struct document *d, struct bytes in)
{
	char c = is_literal(in.data[0]) ? '0' : in.data[0];

	if (is_blank(c))
		return 1;
	if (!json_fits(d, d->last, c))
		return STEP_BROKEN;
	d->last = c;
	if (c == '{' || c == '[')
		d->depth++;
	if ((c == '}' || c == ']') && !--d->depth)
		return to(d, CLOSED);
	return to(d, c == '"' ? STRING : TOKENS);
}

/* A line cannot end in a JSON string; it does in one that was cut off. */
static int in_string(struct document *d, struct bytes in)
{
	char c = in.data[0];

	if (c == '\n')
		return STEP_BROKEN;
	if (d->state == ESCAPE)
		return to(d, STRING);
	return c == '"' ? to(d, TOKENS) : c == '\\' ? to(d, ESCAPE) : 1;
}

static int step(struct document *d, struct bytes in)
{
	char c = in.data[0];

	switch ((enum document_state)d->state) {
	case START: return d->json ? tokens(d, in) : markup(d, in);
	case TEXT: return c == '<' ? markup(d, in) : 1;
	case TAG:
	case QUOTE: return in_tag(d, in);
	case COMMENT: return until(d, in, BYTES("-->"));
	case CDATA: return until(d, in, BYTES("]]>"));
	case COMMAND: return c == '<' ? markup(d, in) : until(d, in, BYTES("?>"));
	case CLOSING: return c == '>' ? to(d, CLOSED) : is_blank(c) ? 1 : STEP_BROKEN;
	case TOKENS: return tokens(d, in);
	case STRING:
	case ESCAPE: return in_string(d, in);
	case CLOSED: break;
	}
	return STEP_BROKEN;
}

/* How many bytes at the front mean nothing where they stand? Most do. */
static size_t plain_run(const struct document *d, struct bytes in)
{
	char stop = d->state == STRING ? '"' : '<';
	char escape = d->state == STRING ? '\\' : '<';
	size_t n = 0;

	if (d->state != TEXT && d->state != STRING)
		return 0;
	while (n < in.len && in.data[n] != stop && in.data[n] != escape &&
		in.data[n] != '\n')
		n++;
	return n;
}

enum document_end document_scan(
	struct document *d, struct bytes in, uint32_t boundary, uint64_t protect)
{
	while (d->scanned < in.len) {
		struct bytes rest = bytes_skip(in, d->scanned);
		bool ours = d->state == CDATA && d->scanned < protect;
		size_t plain = plain_run(d, rest);
		int n;

		if (plain) {
			d->scanned += plain;
			continue;
		}
		if (rest.data[0] == '\n' && !ours) {
			enum lookahead framing =
				lookahead_framing(bytes_skip(rest, 1), boundary);

			d->scanned += framing == LOOKAHEAD_YES;
			if (framing == LOOKAHEAD_YES)
				return DOCUMENT_BROKEN;
			if (framing == LOOKAHEAD_MORE)
				return DOCUMENT_OPEN;
		}
		n = step(d, rest);
		if (n == STEP_MORE)
			return DOCUMENT_OPEN;
		if (n == STEP_BROKEN)
			return DOCUMENT_BROKEN;
		d->scanned += (size_t)n;
		if (d->state == CLOSED)
			return DOCUMENT_CLOSED;
	}
	return DOCUMENT_OPEN;
}
