/* SPDX-License-Identifier: Apache-2.0 */
/* detection-edit.c - a camera's detection document, with the detection on or off. */

#include "detection-edit.h"

#include "xml-walk.h"

#include <errno.h>
#include <expat.h>
#include <string.h>

/* Where the text of <enabled> lies. */
struct place {
	XML_Parser parser;
	unsigned depth;
	bool found, inside, has_dtd;
	size_t begin, end;
};

static bool is_enabled(const char *name)
{
	const char *colon = strrchr(name, ':');

	return bytes_equal_nocase(
		bytes_from(colon ? colon + 1 : name), BYTES("enabled"));
}

static void XMLCALL start_element(void *user, const char *name, const char **attributes)
{
	struct place *p = user;

	if (++p->depth != 2 || p->found || !is_enabled(name))
		return;
	p->inside = true;
	p->begin = (size_t)XML_GetCurrentByteIndex(p->parser) +
		   (size_t)XML_GetCurrentByteCount(p->parser);
}

static void XMLCALL end_element(void *user, const char *name)
{
	struct place *p = user;

	if (p->depth-- != 2 || !p->inside)
		return;
	p->inside = false;
	p->end = (size_t)XML_GetCurrentByteIndex(p->parser);
	p->found = p->end >= p->begin;
}

static void XMLCALL start_doctype(void *user, const char *name, const char *system_id,
	const char *public_id, int has_subset)
{
	struct place *p = user;

	p->has_dtd = true;
	XML_StopParser(p->parser, XML_FALSE);
}

static int find(struct bytes document, struct place *p)
{
	enum XML_Status status;

	p->parser = XML_ParserCreate(NULL);
	if (!p->parser)
		return -ENOMEM;
	XML_SetUserData(p->parser, p);
	XML_SetElementHandler(p->parser, start_element, end_element);
	XML_SetStartDoctypeDeclHandler(p->parser, start_doctype);
	status = XML_Parse(p->parser, document.data, (int)document.len, XML_TRUE);
	XML_ParserFree(p->parser);
	if (p->has_dtd)
		return -EPERM;
	/* An empty tag, "<enabled/>", has no place for a text. */
	if (status == XML_STATUS_ERROR || !p->found ||
		document.data[p->begin - 2] == '/')
		return -EPROTO;
	return 0;
}

int detection_edit(struct bytes document, bool on, struct buffer *out)
{
	struct place p = {0};
	int err;

	if (document.len > XML_SIZE_MAX)
		return -EMSGSIZE;
	err = find(document, &p);
	if (err)
		return err;
	buffer_clear(out);
	err = buffer_append(out, bytes_slice(document, 0, p.begin));
	if (!err)
		err = buffer_append(out, on ? BYTES("true") : BYTES("false"));
	if (!err)
		err = buffer_append(out, bytes_skip(document, p.end));
	return err;
}
