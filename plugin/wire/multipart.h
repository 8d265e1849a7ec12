/* SPDX-License-Identifier: Apache-2.0 */
/* multipart.h - the endless body of an alert stream, cut into parts.
 *
 * Devices frame their parts in many wrong ways (no boundary, another boundary than the
 * header names, doubled boundaries, a length that is wrong or counts other line ends, no
 * multipart at all). So neither the header's boundary nor a length is asked where a
 * document tells its own end: a part is complete with its last '>' or '}'. Content-Length
 * counts only for what has no end of its own, and there the boundary that was seen in
 * front of the part has the last word. After anything unreadable the search goes on at
 * the next boundary, header, "<?xml", "<EventNotificationAlert" or "{".
 *
 * Source: the quirks of several models; each has a sample in multipart-test.c. */
#ifndef GATEHOUSE_MULTIPART_H
#define GATEHOUSE_MULTIPART_H

#include "bytes.h"
#include "document.h"

enum {
	MULTIPART_HEADERS_MAX = 4 * 1024, /**< bytes of one part's headers */
	MULTIPART_PART_MAX = 256 * 1024,  /**< bytes of one delivered part */
	MULTIPART_SKIP_MAX =
		16 * 1024 * 1024, /**< a Content-Length over this is a lie */
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
	uint64_t length;   /**< Content-Length of the part at hand; 0: unknown */
	uint64_t skip;     /**< bytes of a part still to be dropped as they come */
	uint64_t faults;   /**< how often the framing was lost: for diagnostics */
	uint32_t boundary; /**< hash of the boundary seen last; 0: none yet */
	size_t scanned;    /**< bytes of a header line looked at already */
	struct document document;
	unsigned char state; /**< see multipart.c */
	unsigned char type;
	bool in_headers; /**< there was a header line, and no blank line behind it */
	bool in_body;    /**< there was that blank line */
	bool discard; /**< the document is over the limit: it is followed to its end */
};

/** Take one part from the front of `in`, as soon as it is complete: never waits for the
 * boundary behind it. The caller drops the returned number of bytes and calls again,
 * with more bytes behind when 0 was returned. Never needs more than
 * MULTIPART_HEADERS_MAX + MULTIPART_PART_MAX bytes to make progress. A skipped part is
 * told when that is known, and its bytes are consumed as they come.
 *
 * @param ret_part  written when a part was found; `found` tells
 * @return > 0: bytes to consume; 0: more bytes are needed, and no part was found */
ssize_t multipart_next(
	struct multipart *m, struct bytes in, bool *ret_found, struct part *ret_part);

#endif
