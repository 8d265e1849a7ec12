/* SPDX-License-Identifier: Apache-2.0 */
/* line-reader.c - lines out of a descriptor, however they arrive. */

#include "line-reader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int line_reader_init(struct line_reader *r)
{
	*r = (struct line_reader){.data = malloc(LINE_LIMIT + 1)};
	return r->data ? 0 : -ENOMEM;
}

void line_reader_finish(struct line_reader *r)
{
	free(r->data);
	r->data = NULL;
}

static void drop_taken(struct line_reader *r)
{
	memmove(r->data, r->data + r->taken, r->len - r->taken);
	r->len -= r->taken;
	r->taken = 0;
}

int line_reader_fill(struct line_reader *r, int fd)
{
	ssize_t count;

	drop_taken(r);
	do
		count = read(fd, r->data + r->len, LINE_LIMIT - r->len);
	while (count < 0 && errno == EINTR);
	if (count < 0)
		return -errno;
	r->len += (size_t)count;
	r->ended = count == 0;
	return count > 0;
}

/* Everything up to the end of the line, or all there is at the end of the input.
 * @return length with the end of line, 0: not complete yet */
static size_t complete(const struct line_reader *r, const char *at, size_t left)
{
	const char *end = memchr(at, '\n', left);

	if (end)
		return (size_t)(end - at) + 1;
	return r->ended || left == LINE_LIMIT ? left : 0;
}

static enum line_fault judge(const char *line, size_t len, bool whole)
{
	if (!whole)
		return LINE_TOO_LONG;
	return memchr(line, '\0', len) ? LINE_HAS_NUL : LINE_FINE;
}

char *line_reader_next(struct line_reader *r, enum line_fault *ret_fault)
{
	for (;;) {
		char *line = r->data + r->taken;
		size_t len = complete(r, line, r->len - r->taken);
		bool ends = len > 0 && line[len - 1] == '\n';
		bool skipped = r->skipping;

		if (!len && r->taken && !r->ended) {
			/* Make room: the line may be there but for its end. */
			drop_taken(r);
			continue;
		}
		if (!len)
			return NULL;
		r->taken += len;
		r->skipping = !ends && !r->ended;
		if (skipped)
			continue;
		r->number++;
		len -= ends;
		*ret_fault = judge(line, len, !r->skipping);
		line[*ret_fault == LINE_FINE ? len : 0] = '\0';
		if (*ret_fault != LINE_FINE || line[strspn(line, " \t\r")])
			return line;
	}
}
