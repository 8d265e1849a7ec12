/* SPDX-License-Identifier: Apache-2.0 */
/* multipart.h - the endless body of an alert stream, cut into parts.
 *
 * Devices frame their parts in many wrong ways (no boundary, another boundary than the
 * header names, doubled boundaries, a length that is wrong or counts other line ends, no
 * multipart at all). So the header's boundary is never asked: a line that begins with
 * "--" is a boundary, a part is complete when its Content-Length is there or when its
 * document is closed, whichever can be told first, and after anything unreadable the
 * search goes on at the next boundary, "<?xml", "<EventNotificationAlert" or "{".
 *
 * Source: the quirks of several models; each has a sample in multipart-test.c. */
#ifndef GATEHOUSE_MULTIPART_H
#define GATEHOUSE_MULTIPART_H

#include "bytes.h"

enum {
	MULTIPART_HEADERS_MAX = 4 * 1024, /**< bytes of one part's headers */
	MULTIPART_PART_MAX = 256 * 1024,  /**< bytes of one delivered part */
};

enum part_kind {
	PART_XML,     /**< body: one whole XML document */
	PART_JSON,    /**< body: one whole JSON object */
	PART_SKIPPED, /**< a picture, an unknown type, or over the limit: no body given */
};

struct part {
	enum part_kind kind;
	struct bytes body; /**< a view into the input; empty for PART_SKIPPED */
};

/** What has to be remembered between two calls; all-zero at the start of a stream. */
struct multipart {
	uint64_t skip;   /**< bytes of a part still to be dropped as they come */
	size_t scanned;  /**< bytes at the start of the next input looked at already */
	int depth;       /**< see multipart.c */
	int state;       /**< see multipart.c */
	uint64_t faults; /**< how often the framing was lost: for diagnostics */
};

/** Take one part from the front of `in`, as soon as it is complete: never waits for the
 * boundary behind it. The caller drops the returned number of bytes and calls again,
 * with more bytes behind when 0 was returned. Never needs more than
 * MULTIPART_HEADERS_MAX + MULTIPART_PART_MAX bytes to make progress.
 *
 * @param ret_part  written when a part was found; `found` tells
 * @return > 0: bytes to consume; 0: more bytes are needed */
ssize_t multipart_next(
	struct multipart *m, struct bytes in, bool *ret_found, struct part *ret_part);

#endif
