/* SPDX-License-Identifier: Apache-2.0 */
/* buffer.c - growable bytes with a mandatory maximum. */

#include "buffer.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CAP_FIRST = 256 };

/* What `data` is while nothing is allocated (cap 0); never written to. */
static const char NOTHING[1];

void buffer_init(struct buffer *b, size_t max)
{
	*b = (struct buffer){.data = (char *)NOTHING, .max = max};
}

void buffer_finish(struct buffer *b)
{
	if (b->cap)
		free(b->data);
	buffer_init(b, b->max);
}

/* Make room for `more` bytes and the NUL. */
static int grow(struct buffer *b, size_t more)
{
	size_t need, cap;
	char *data;

	if (more > b->max - b->len || b->len + more == SIZE_MAX)
		return -EMSGSIZE;
	need = b->len + more + 1;
	if (need <= b->cap)
		return 0;
	cap = b->cap ? b->cap : CAP_FIRST;
	while (cap < need)
		cap = cap > SIZE_MAX / 2 ? need : cap * 2;
	data = realloc(b->cap ? b->data : NULL, cap);
	if (!data)
		return -ENOMEM;
	b->data = data;
	b->cap = cap;
	return 0;
}

int buffer_append(struct buffer *b, struct bytes in)
{
	int err;

	if (!in.len)
		return 0;
	err = grow(b, in.len);
	if (err)
		return err;
	memcpy(b->data + b->len, in.data, in.len);
	b->len += in.len;
	b->data[b->len] = 0;
	return 0;
}

int buffer_appendf(struct buffer *b, const char *format, ...)
{
	va_list args;
	int len, err;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0)
		return -EMSGSIZE;
	err = grow(b, (size_t)len);
	if (err)
		return err;
	va_start(args, format);
	vsnprintf(b->data + b->len, (size_t)len + 1, format, args);
	va_end(args);
	b->len += (size_t)len;
	return 0;
}

void buffer_consume(struct buffer *b, size_t n)
{
	if (n > b->len)
		n = b->len;
	if (!n)
		return;
	b->len -= n;
	memmove(b->data, b->data + n, b->len);
	b->data[b->len] = 0;
}

void buffer_clear(struct buffer *b)
{
	buffer_consume(b, b->len);
}

struct bytes buffer_bytes(const struct buffer *b)
{
	return (struct bytes){b->data, b->len};
}
