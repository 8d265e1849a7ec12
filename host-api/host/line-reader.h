/* SPDX-License-Identifier: Apache-2.0 */
/* line-reader.h - lines out of a descriptor, however they arrive. */
#ifndef GATEHOUSE_LINE_READER_H
#define GATEHOUSE_LINE_READER_H

#include <stdbool.h>
#include <stddef.h>

enum { LINE_LIMIT = 256 * 1024 };

enum line_fault { LINE_FINE, LINE_TOO_LONG, LINE_HAS_NUL };

struct line_reader {
	char *data; /* LINE_LIMIT + 1 bytes */
	size_t len;
	size_t taken;  /* of them, by the line before */
	bool skipping; /* the rest of a line that was too long */
	bool ended;
	unsigned long number; /* of the line before, from 1 */
};

int line_reader_init(struct line_reader *r); /**< @return 0, -ENOMEM */
void line_reader_finish(struct line_reader *r);

/** Reads once, which blocks unless the descriptor is readable.
 * @return 1 there may be lines; 0 the end: there may be one more; -errno */
int line_reader_fill(struct line_reader *r, int fd);

/** The next line that is there, without its end, NUL-terminated, valid until the next
 * call of any of these functions. Empty lines count and are not returned.
 * @param ret_fault  the line is unusable; its text is then empty
 * @return NULL: no more yet */
char *line_reader_next(struct line_reader *r, enum line_fault *ret_fault);

#endif
