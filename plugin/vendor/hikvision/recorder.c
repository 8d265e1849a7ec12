/* SPDX-License-Identifier: Apache-2.0 */
/* recorder.c - the last parts of the event stream, for diagnostics. */

#include "recorder.h"

#include "redact.h"

#include <stdlib.h>
#include <string.h>

/* Valid UTF-8, for the bundle is JSON; line ends stay. */
static void clean(char *text, size_t len)
{
	size_t at = 0;

	while (at < len) {
		size_t n = bytes_character((struct bytes){text + at, len - at});

		if (!n && !strchr("\t\r\n", text[at]))
			text[at] = '?';
		at += n ? n : 1;
	}
	text[len] = '\0';
}

void recorder_add(
	struct recorder *r, uint64_t now_ms, const char *kind, struct bytes body)
{
	struct recorded_part *p = &r->parts[r->next];
	size_t len = body.len < RECORDER_PART_MAX ? body.len : RECORDER_PART_MAX;
	char *copy = malloc(len + 1);

	r->total++;
	if (!copy)
		return; /* a gap in a diagnosis */
	if (len)
		memcpy(copy, body.data, len);
	redact(copy, len);
	clean(copy, len);
	free(p->body);
	*p = (struct recorded_part){now_ms, kind, copy, len < body.len};
	r->next = (r->next + 1) % RECORDER_PARTS;
}

void recorder_finish(struct recorder *r)
{
	for (unsigned i = 0; i < RECORDER_PARTS; i++)
		free(r->parts[i].body);
	memset(r, 0, sizeof(*r));
}

json_t *recorder_parts(const struct recorder *r)
{
	json_t *parts = json_array();
	const struct recorded_part *first = NULL;

	for (unsigned i = 0; i < RECORDER_PARTS; i++) {
		const struct recorded_part *p =
			&r->parts[(r->next + i) % RECORDER_PARTS];

		if (!p->body)
			continue;
		if (!first)
			first = p;
		json_array_append_new(
			parts, json_pack("{s:I,s:s,s:s,s:b}", "at_ms",
				       (json_int_t)(p->at_ms - first->at_ms), "kind",
				       p->kind, "body", p->body, "cut", p->cut));
	}
	return parts;
}
