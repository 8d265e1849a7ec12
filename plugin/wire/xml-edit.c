/* SPDX-License-Identifier: Apache-2.0 */
/* xml-edit.c - an XML document with other texts in some of its elements. */

#include "xml-edit.h"

#include "xml-walk.h"

#include <errno.h>
#include <expat.h>
#include <string.h>
#include <strings.h>

enum { PATH_SIZE = 256 };

/* Where an element lies: <a>text</a> begins at `from`, its text at `inside`, "</a>" at
 * `close`, and what comes behind it at `to`. Of "<a/>", `inside` and `close` are 0. */
struct span {
	bool found, open;
	size_t depth; /* while it is open */
	size_t from, inside, close, to;
};

struct place {
	const struct xml_change *change;
	struct span element, parent;
	size_t parent_len; /* of the path; 0: the scope */
};

struct edit {
	XML_Parser parser;
	struct bytes document;
	const char *scope;
	int err;
	size_t depth;       /* of the element that is open */
	size_t scope_depth; /* 0: not seen yet, or over */
	bool scope_over;
	char path[PATH_SIZE]; /* below the scope */
	size_t lens[XML_DEPTH_MAX + 1];
	struct span scope_span;
	struct place places[XML_CHANGES_MAX];
	size_t count;
};

static void fail(struct edit *e, int err)
{
	e->err = err;
	XML_StopParser(e->parser, XML_FALSE);
}

static size_t here(const struct edit *e)
{
	return (size_t)XML_GetCurrentByteIndex(e->parser);
}

static size_t behind(const struct edit *e)
{
	return here(e) + (size_t)XML_GetCurrentByteCount(e->parser);
}

/* Rationale: of "<a/>" expat tells both ends in the same place. */
static void open_span(struct edit *e, struct span *s)
{
	if (s->found)
		return;
	*s = (struct span){.found = true, .open = true, .depth = e->depth};
	s->from = here(e);
	s->to = behind(e);
	if (s->to - s->from >= 2 && e->document.data[s->to - 2] != '/')
		s->inside = s->to;
}

static void close_span(struct edit *e, struct span *s)
{
	if (!s->open || s->depth != e->depth)
		return;
	s->open = false;
	if (!s->inside)
		return;
	s->close = here(e);
	s->to = behind(e);
}

static bool is_path(const struct edit *e, const char *path, size_t len)
{
	return strlen(e->path) == len && !strncasecmp(e->path, path, len);
}

static void open_places(struct edit *e)
{
	for (size_t i = 0; i < e->count; i++) {
		struct place *p = &e->places[i];

		if (is_path(e, p->change->path, strlen(p->change->path)))
			open_span(e, &p->element);
		if (p->parent_len && is_path(e, p->change->path, p->parent_len))
			open_span(e, &p->parent);
	}
}

static int push_name(struct edit *e, const char *name)
{
	size_t len = strlen(e->path), more = strlen(name);

	e->lens[e->depth] = len;
	if (len + more + 2 > sizeof(e->path))
		return -EMSGSIZE;
	if (len)
		e->path[len++] = '/';
	memcpy(e->path + len, name, more + 1);
	return 0;
}

static void XMLCALL start_element(void *user, const char *name, const char **attributes)
{
	struct edit *e = user;
	const char *colon = strrchr(name, ':');
	int err;

	if (e->err)
		return;
	if (e->depth == XML_DEPTH_MAX) {
		fail(e, -ELOOP);
		return;
	}
	e->depth++;
	name = colon ? colon + 1 : name;
	if (e->scope_depth) {
		err = push_name(e, name);
		if (err)
			fail(e, err);
		else
			open_places(e);
	} else if (!e->scope_over && (!e->scope || !strcasecmp(name, e->scope))) {
		e->scope_depth = e->depth;
		open_span(e, &e->scope_span);
	}
}

static void XMLCALL end_element(void *user, const char *name)
{
	struct edit *e = user;

	if (e->err)
		return;
	for (size_t i = 0; i < e->count; i++) {
		close_span(e, &e->places[i].element);
		close_span(e, &e->places[i].parent);
	}
	close_span(e, &e->scope_span);
	if (e->depth == e->scope_depth) {
		e->scope_depth = 0;
		e->scope_over = true;
	} else if (e->scope_depth) {
		e->path[e->lens[e->depth]] = '\0';
	}
	e->depth--;
}

static void XMLCALL start_doctype(void *user, const char *name, const char *system_id,
	const char *public_id, int has_subset)
{
	fail(user, -EPERM);
}

static int find(struct edit *e)
{
	enum XML_Status status;

	e->parser = XML_ParserCreate(NULL);
	if (!e->parser)
		return -ENOMEM;
	XML_SetUserData(e->parser, e);
	XML_SetElementHandler(e->parser, start_element, end_element);
	XML_SetStartDoctypeDeclHandler(e->parser, start_doctype);
	status = XML_Parse(e->parser, e->document.data, (int)e->document.len, XML_TRUE);
	XML_ParserFree(e->parser);
	if (e->err)
		return e->err;
	return status == XML_STATUS_ERROR || !e->scope_over ? -EPROTO : 0;
}

static int append_text(struct buffer *out, const char *text)
{
	int err = 0;

	for (; *text && !err; text++) {
		switch (*text) {
		case '&': err = buffer_append(out, BYTES("&amp;")); break;
		case '<': err = buffer_append(out, BYTES("&lt;")); break;
		case '>': err = buffer_append(out, BYTES("&gt;")); break;
		default: err = buffer_append(out, (struct bytes){text, 1}); break;
		}
	}
	return err;
}

/* The element as the document would have it: its own name. */
static int append_element(struct buffer *out, struct bytes name, const char *text)
{
	int err = buffer_appendf(out, "<%.*s>", (int)name.len, name.data);

	if (!err)
		err = append_text(out, text);
	if (!err)
		err = buffer_appendf(out, "</%.*s>", (int)name.len, name.data);
	return err;
}

static struct bytes tag_name(struct bytes document, const struct span *s)
{
	struct bytes tag = bytes_slice(document, s->from + 1, s->to - s->from);
	size_t len = 0;

	while (len < tag.len && !strchr(" \t\r\n/>", tag.data[len]))
		len++;
	return bytes_slice(tag, 0, len);
}

/* What of the document is replaced by the change; the same place twice: put between. */
static void cut_out(const struct place *p, size_t *ret_from, size_t *ret_to)
{
	const struct span *s = &p->element;

	if (!s->found) {
		*ret_from = *ret_to = p->parent.close;
	} else if (p->change->text && s->inside) {
		*ret_from = s->inside;
		*ret_to = s->close;
	} else {
		*ret_from = s->from;
		*ret_to = s->to;
	}
}

static int put_in(const struct edit *e, const struct place *p, struct buffer *out)
{
	const char *slash = strrchr(p->change->path, '/');
	const char *last = slash ? slash + 1 : p->change->path;

	if (!p->change->text)
		return 0;
	if (!p->element.found)
		return append_element(out, bytes_from(last), p->change->text);
	if (p->element.inside)
		return append_text(out, p->change->text);
	return append_element(out, tag_name(e->document, &p->element), p->change->text);
}

/* Nothing to be done for it, and nothing wrong? */
static bool is_idle(const struct place *p)
{
	return !p->element.found && (!p->change->text || !p->change->add);
}

/* The next one behind `at`, in the order of the document. */
static struct place *next_place(struct edit *e, const bool *done, size_t *ret_index)
{
	struct place *best = NULL;
	size_t first = 0;

	for (size_t i = 0; i < e->count; i++) {
		size_t from, to;

		if (done[i] || is_idle(&e->places[i]))
			continue;
		cut_out(&e->places[i], &from, &to);
		if (best && from >= first)
			continue;
		best = &e->places[i];
		first = from;
		*ret_index = i;
	}
	return best;
}

static int splice(struct edit *e, struct buffer *out)
{
	bool done[XML_CHANGES_MAX] = {false};
	size_t at = 0, index = 0;
	struct place *p;

	while ((p = next_place(e, done, &index))) {
		size_t from, to;
		int err;

		cut_out(p, &from, &to);
		if (from < at || to < from)
			return -EPROTO; /* one inside another */
		err = buffer_append(out, bytes_slice(e->document, at, from - at));
		if (!err)
			err = put_in(e, p, out);
		if (err)
			return err;
		at = to;
		done[index] = true;
	}
	return buffer_append(out, bytes_skip(e->document, at));
}

/* A parent without an end, "<a/>", has no place for a child. */
static int check(struct edit *e)
{
	for (size_t i = 0; i < e->count; i++) {
		struct place *p = &e->places[i];

		if (!p->parent_len)
			p->parent = e->scope_span;
		if (!is_idle(p) && !p->element.found && !p->parent.inside)
			return -EPROTO;
	}
	return 0;
}

int xml_edit(struct bytes document, const char *scope, const struct xml_change *changes,
	size_t count, struct buffer *out)
{
	struct edit e = {.document = document, .scope = scope, .count = count};
	int err;

	buffer_clear(out);
	if (document.len > XML_SIZE_MAX || count > XML_CHANGES_MAX)
		return -EMSGSIZE;
	for (size_t i = 0; i < count; i++) {
		const char *slash = strrchr(changes[i].path, '/');

		e.places[i].change = &changes[i];
		e.places[i].parent_len = slash ? (size_t)(slash - changes[i].path) : 0;
	}
	err = find(&e);
	if (!err)
		err = check(&e);
	if (!err)
		err = splice(&e, out);
	if (err)
		buffer_clear(out);
	return err;
}
