/* SPDX-License-Identifier: Apache-2.0 */
/* buffer.h - growable bytes with a mandatory maximum. */
#ifndef GATEHOUSE_BUFFER_H
#define GATEHOUSE_BUFFER_H

#include "bytes.h"

/** Owns its memory. Always NUL-terminated behind `len`, so data is also a C string. */
struct buffer {
	char *data;
	size_t len;
	size_t cap;
	size_t max; /**< `len` never exceeds this */
};

void buffer_init(struct buffer *b, size_t max);
void buffer_finish(struct buffer *b); /**< frees; the buffer may be used again */

/** @return 0, -EMSGSIZE (would exceed the maximum; nothing was added), -ENOMEM */
int buffer_append(struct buffer *b, struct bytes in);
int buffer_appendf(struct buffer *b, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

void buffer_consume(struct buffer *b, size_t n); /**< drop the first n bytes, clamped */
void buffer_clear(struct buffer *b);             /**< keeps the memory */
struct bytes buffer_bytes(const struct buffer *b); /**< valid until the next change */

#endif
