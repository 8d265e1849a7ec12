/* SPDX-License-Identifier: Apache-2.0 */
/* xml-walk.c - walk an untrusted XML document with expat. */

#include "xml-walk.h"

#include <errno.h>
#include <expat.h>
#include <stdlib.h>
#include <string.h>

enum {
	OPEN_ATTRIBUTES_MAX = 512, /* of all elements that are open */
	OPEN_ATTRIBUTES_SIZE = 16 * 1024,
};

/* Where an open element's share of the stacks below begins. */
struct level {
	size_t path, text, attribute, attribute_text;
};

/* What is open, as stacks: a child's share is gone again when its parent goes on. */
struct walk {
	XML_Parser parser;
	xml_element_fn *element;
	void *user;
	int err;
	size_t depth;
	struct level top; /* where the stacks end */
	struct level levels[XML_DEPTH_MAX];
	char path[XML_DEPTH_MAX * (XML_NAME_MAX + 1)];
	char text[XML_DEPTH_MAX * XML_TEXT_MAX];
	const char *attributes[2 * OPEN_ATTRIBUTES_MAX + XML_DEPTH_MAX];
	char attribute_text[OPEN_ATTRIBUTES_SIZE];
};

static void fail(struct walk *w, int err)
{
	w->err = err;
	XML_StopParser(w->parser, XML_FALSE);
}

static int push_name(struct walk *w, const char *name)
{
	const char *colon = strrchr(name, ':');
	struct bytes local = bytes_from(colon ? colon + 1 : name);

	if (local.len > XML_NAME_MAX)
		return -EMSGSIZE;
	if (w->depth)
		w->path[w->top.path++] = '/';
	for (size_t i = 0; i < local.len; i++) {
		char c = local.data[i];

		w->path[w->top.path++] =
			c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	return 0;
}

/* The NULL behind them has its place in any case. */
static int push_attributes(struct walk *w, const char **attributes)
{
	size_t count = 0;

	for (; attributes[count]; count++) {
		size_t size = strlen(attributes[count]) + 1;
		char *copy = w->attribute_text + w->top.attribute_text;

		if (count >= 2 * XML_ATTRIBUTES_MAX ||
			w->top.attribute >= 2 * OPEN_ATTRIBUTES_MAX ||
			size > OPEN_ATTRIBUTES_SIZE - w->top.attribute_text)
			return -EMSGSIZE;
		memcpy(copy, attributes[count], size);
		w->top.attribute_text += size;
		w->attributes[w->top.attribute++] = copy;
	}
	w->attributes[w->top.attribute++] = NULL;
	return 0;
}

static void XMLCALL start_element(void *user, const char *name, const char **attributes)
{
	struct walk *w = user;
	int err;

	if (w->err)
		return;
	if (w->depth == XML_DEPTH_MAX) {
		fail(w, -ELOOP);
		return;
	}
	w->levels[w->depth] = w->top;
	err = push_name(w, name);
	if (!err)
		err = push_attributes(w, attributes);
	if (err)
		fail(w, err);
	else
		w->depth++;
}

static void XMLCALL end_element(void *user, const char *name)
{
	struct walk *w = user;
	const struct level *level;
	struct bytes text;

	if (w->err || !w->depth)
		return;
	level = &w->levels[--w->depth];
	w->path[w->top.path] = 0;
	text = (struct bytes){w->text + level->text, w->top.text - level->text};
	w->element(
		&(struct xml_element){
			.path = w->path,
			.text = bytes_trim(text),
			.attributes = w->attributes + level->attribute,
		},
		w->user);
	w->top = *level;
}

static void XMLCALL character_data(void *user, const char *data, int len)
{
	struct walk *w = user;
	size_t room;

	if (w->err || !w->depth)
		return;
	room = w->levels[w->depth - 1].text + XML_TEXT_MAX - w->top.text;
	if ((size_t)len < room)
		room = (size_t)len;
	memcpy(w->text + w->top.text, data, room);
	w->top.text += room;
}

static void XMLCALL start_doctype(void *user, const char *name, const char *system_id,
	const char *public_id, int has_subset)
{
	fail(user, -EPERM);
}

int xml_walk(struct bytes in, xml_element_fn *element, void *user)
{
	struct walk *w;
	int err = 0;

	if (in.len > XML_SIZE_MAX)
		return -EMSGSIZE;
	w = malloc(sizeof(*w));
	if (!w)
		return -ENOMEM;
	w->parser = XML_ParserCreate(NULL);
	if (!w->parser) {
		free(w);
		return -ENOMEM;
	}
	w->element = element;
	w->user = user;
	w->err = 0;
	w->depth = 0;
	w->top = (struct level){0};
	XML_SetUserData(w->parser, w);
	XML_SetElementHandler(w->parser, start_element, end_element);
	XML_SetCharacterDataHandler(w->parser, character_data);
	XML_SetStartDoctypeDeclHandler(w->parser, start_doctype);
	if (XML_Parse(w->parser, in.data, (int)in.len, XML_TRUE) == XML_STATUS_ERROR)
		err = w->err                                               ? w->err
		      : XML_GetErrorCode(w->parser) == XML_ERROR_NO_MEMORY ? -ENOMEM
									   : -EPROTO;
	XML_ParserFree(w->parser);
	free(w);
	return err;
}
