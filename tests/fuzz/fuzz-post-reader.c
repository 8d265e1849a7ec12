/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz-post-reader.c - any bytes as posted requests, cut anywhere: the same requests. */

#include "buffer.h"
#include "post-reader.h"

#include <stdlib.h>
#include <string.h>

enum { BODY_MAX = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What came of a connection, so that two can be compared. */
struct outcome {
	uint64_t heads, bytes, ends, digest;
	int64_t err;
};

static void claim(bool holds)
{
	if (!holds)
		abort();
}

static void mix(struct outcome *o, const void *data, size_t len)
{
	const unsigned char *bytes = data;

	for (size_t i = 0; i < len; i++)
		o->digest = (o->digest ^ bytes[i]) * 1099511628211u;
}

static void take(struct outcome *o, const struct post *p, enum post_news news,
	struct bytes view, struct bytes body)
{
	switch (news) {
	case POST_NOTHING: break;
	case POST_BEGINS:
		claim(strlen(p->path) <= POST_PATH_MAX);
		o->heads++;
		mix(o, p->path, strlen(p->path));
		mix(o, &p->is_post, sizeof(p->is_post));
		break;
	case POST_BODY:
		claim(body.len && body.data >= view.data &&
			body.data + body.len <= view.data + view.len);
		claim(p->taken <= BODY_MAX);
		o->bytes += body.len;
		mix(o, body.data, body.len);
		break;
	case POST_ENDS: o->ends++; break;
	}
}

/* Feed pieces of the given sizes, in turn. */
static struct outcome feed(struct bytes in, const size_t *sizes, size_t count)
{
	struct outcome o = {.digest = 1469598103934665603u};
	struct post p = {.body_max = BODY_MAX};
	struct buffer b;

	buffer_init(&b, in.len);
	for (size_t turn = 0; in.len && !o.err; turn++) {
		struct bytes piece = bytes_slice(in, 0, sizes[turn % count]);
		enum post_news news = POST_BEGINS;
		ssize_t n = 1;

		claim(!buffer_append(&b, piece));
		in = bytes_skip(in, piece.len);
		while (n > 0 || news != POST_NOTHING) {
			/* Exactly as large as it is: reading behind it is caught. */
			char *copy = malloc(b.len ? b.len : 1);
			struct bytes view = {copy, b.len}, body = {0};

			claim(copy);
			memcpy(copy, b.data, b.len);
			n = post_next(&p, view, &news, &body);
			claim(n <= (ssize_t)b.len);
			if (n >= 0)
				take(&o, &p, news, view, body);
			free(copy);
			if (n < 0) {
				o.err = n;
				break;
			}
			buffer_consume(&b, (size_t)n);
		}
		claim(o.err || b.len <= POST_LINE_MAX);
	}
	buffer_finish(&b);
	claim(o.heads >= o.ends && o.heads - o.ends <= 1);
	return o;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = {(const char *)data, size};
	size_t all = size ? size : 1;
	size_t odd[] = {all / 3 + 1, 1, 7, all / 5 + 1};
	struct outcome whole = feed(in, &all, 1);
	struct outcome single = feed(in, &(size_t){1}, 1);
	struct outcome mixed = feed(in, odd, 4);

	claim(!memcmp(&whole, &single, sizeof(whole)));
	claim(!memcmp(&whole, &mixed, sizeof(whole)));
	return 0;
}
