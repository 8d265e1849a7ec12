/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz-multipart.c - any stream, cut anywhere: the same parts, and never stuck. */

#include "buffer.h"
#include "multipart.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What came out of a stream, in one number, so that two runs can be compared. */
struct outcome {
	uint64_t parts;
	uint64_t digest;
	uint64_t faults;
};

static void claim(bool holds)
{
	if (!holds)
		abort();
}

static void note(struct outcome *o, const struct part *part)
{
	o->parts++;
	o->digest = (o->digest ^ (uint64_t)part->kind) * 1099511628211u;
	for (size_t i = 0; i < part->body.len; i++)
		o->digest = (o->digest ^ (unsigned char)part->body.data[i]) *
			    1099511628211u;
}

/* Feed pieces of the given sizes, in turn. */
static struct outcome feed(struct bytes in, const size_t *sizes, size_t count)
{
	struct outcome o = {.digest = 1469598103934665603u};
	struct multipart m = {0};
	struct buffer b;

	buffer_init(&b, in.len);
	for (size_t turn = 0; in.len; turn++) {
		struct bytes piece = bytes_slice(in, 0, sizes[turn % count]);
		ssize_t n = 1;

		claim(!buffer_append(&b, piece));
		in = bytes_skip(in, piece.len);
		while (n > 0) {
			/* Exactly as large as it is: reading behind it is caught. */
			char *copy = malloc(b.len ? b.len : 1);
			struct bytes view = {copy, b.len};
			struct part part = {0};
			bool found;

			claim(copy);
			memcpy(copy, b.data, b.len);
			n = multipart_next(&m, view, &found, &part);
			claim(n >= 0 && (size_t)n <= b.len);
			claim(!found || n > 0);
			if (found)
				note(&o, &part);
			buffer_consume(&b, (size_t)n);
			free(copy);
		}
	}
	claim(b.len <= MULTIPART_HEADERS_MAX + MULTIPART_PART_MAX);
	buffer_finish(&b);
	o.faults = m.faults;
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
