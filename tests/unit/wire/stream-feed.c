/* SPDX-License-Identifier: Apache-2.0 */
/* stream-feed.c - feeds a stream to the splitter in pieces and writes down what came. */

#include "stream-feed.h"

#include <stdlib.h>

enum { TEST_BYTES_MAX = 64 * 1024 * 1024 };

static void must(bool holds)
{
	if (!holds)
		abort();
}

void stream_feed_init(struct stream_feed *f)
{
	*f = (struct stream_feed){0};
	buffer_init(&f->pending, TEST_BYTES_MAX);
	buffer_init(&f->transcript, TEST_BYTES_MAX);
	buffer_init(&f->bodies, TEST_BYTES_MAX);
}

void stream_feed_finish(struct stream_feed *f)
{
	buffer_finish(&f->pending);
	buffer_finish(&f->transcript);
	buffer_finish(&f->bodies);
}

char stream_feed_mark(const struct part *part)
{
	bool xml = part->kind == PART_XML;
	struct bytes tag = xml ? BYTES("<n>") : BYTES("\"n\":\"");
	ssize_t at = bytes_find(part->body, 0, tag);

	if (part->kind == PART_SKIPPED)
		return '-';
	return at < 0 ? '?' : part->body.data[(size_t)at + tag.len];
}

void stream_feed_piece(struct stream_feed *f, struct bytes piece)
{
	ssize_t n = 1;

	must(!buffer_append(&f->pending, piece));
	while (n > 0) {
		struct part part = {0};
		bool found;

		n = multipart_next(
			&f->multipart, buffer_bytes(&f->pending), &found, &part);
		must(n >= 0 && (size_t)n <= f->pending.len && (n > 0 || !found));
		if (found) {
			const char *space = f->transcript.len ? " " : "";

			must(!buffer_appendf(&f->transcript, "%s%c", space,
				stream_feed_mark(&part)));
			must(!buffer_append(&f->bodies, part.body));
			f->late = f->late || (part.kind != PART_SKIPPED &&
						     (size_t)n != f->pending.len);
		}
		buffer_consume(&f->pending, (size_t)n);
	}
	if (f->pending.len > f->pending_most)
		f->pending_most = f->pending.len;
}
