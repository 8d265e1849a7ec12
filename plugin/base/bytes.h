/* SPDX-License-Identifier: Apache-2.0 */
/* bytes.h - borrowed views of bytes. Nothing here allocates; nothing here is
 * NUL-terminated. */
#ifndef GATEHOUSE_BYTES_H
#define GATEHOUSE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/** A view of somebody else's bytes. {NULL, 0} is a valid empty view. */
struct bytes {
	const char *data;
	size_t len;
};

/** A view of a string literal. */
#define BYTES(literal) ((struct bytes){(literal), sizeof(literal) - 1})

struct bytes bytes_from(const char *text); /**< NULL gives the empty view */
struct bytes bytes_slice(struct bytes b, size_t from, size_t len); /**< clamped */
struct bytes bytes_skip(struct bytes b, size_t n);                 /**< clamped */
struct bytes bytes_trim(struct bytes b); /**< without blanks, CR and LF at both ends */

bool bytes_equal(struct bytes a, struct bytes b);
bool bytes_equal_nocase(struct bytes a, struct bytes b); /**< ASCII case only */
bool bytes_starts(struct bytes b, struct bytes prefix);

/** @return offset of the first `needle` at or after `from`, or -1 */
ssize_t bytes_find(struct bytes b, size_t from, struct bytes needle);

/** Read a whole decimal number: digits only, no sign, no blanks.
 * @return 0, -EINVAL (not a number), -ERANGE (over `max`) */
int bytes_to_u64(struct bytes b, uint64_t max, uint64_t *ret_value);

/** @return length of the UTF-8 character at the front, 0 if there is none, it is no valid
 *          one, or it is a control character */
size_t bytes_character(struct bytes b);

/** Copy as a C string: cut to fit, NUL-terminated, made valid UTF-8 (bad bytes and
 * control characters become '?', never cut inside a character).
 * @return length written without the NUL */
size_t bytes_to_text(struct bytes b, char *buf, size_t cap);

#endif
