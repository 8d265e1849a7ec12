/* SPDX-License-Identifier: Apache-2.0 */
/* json-read.h - JSON from a file or from the other side of the ABI, within limits. */
#ifndef GATEHOUSE_JSON_READ_H
#define GATEHOUSE_JSON_READ_H

#include "complaint.h"

#include <jansson.h>

/* The ABI's limits for one JSON text, and ours for a file. */
enum {
	JSON_TEXT_LIMIT = 64 * 1024,
	JSON_LIST_LIMIT = 4 * 1024 * 1024, /* a list of devices, a stored value */
	JSON_DEPTH_LIMIT = 16,
	JSON_FILE_LIMIT = 1 << 20
};

enum json_fault {
	JSON_FINE,
	JSON_TOO_LARGE,
	JSON_TOO_DEEP,
	JSON_BAD_UTF8,
	JSON_MALFORMED,
};

/** One complete value of any type, within the ABI's limits.
 * @param limit      JSON_TEXT_LIMIT or JSON_LIST_LIMIT
 * @param ret_value  a new reference, on JSON_FINE only */
enum json_fault json_read_text(
	const char *text, size_t limit, json_t **ret_value, struct complaint *why);

/** The same limits for a value that exists already.
 * @return JSON_FINE, JSON_TOO_LARGE, JSON_TOO_DEEP */
enum json_fault json_check_limits(const json_t *value);

/** A whole file. The complaint names the file and, where the text is broken, the line
 * and column.
 * @return 0, -errno of open/read, -EFBIG, -EBADMSG (not JSON) */
int json_read_file(const char *path, json_t **ret_value, struct complaint *why);

/** RFC 7396. `target` is changed in place and must be an object.
 * @return 0, -ENOMEM */
int json_merge_patch(json_t *target, const json_t *patch);

/** Compact, members in order. Free with free(); NULL: out of memory. */
char *json_text(const json_t *value);

#endif
