/* SPDX-License-Identifier: Apache-2.0 */
/* document.h - where does a document that is still arriving end? Pure.
 *
 * Follows one XML document or one JSON object byte by byte, each byte once. It does not
 * judge: only what is needed to find the end is looked at, so an XML document with a raw
 * '<' in a name, or mismatched elements inside, still ends at its root's closing tag. But
 * a document that was cut off must not swallow the next one, so it is given up where
 * something begins that cannot be inside: a boundary, an HTTP header, another alert, or,
 * in JSON, anything that cannot follow. */
#ifndef GATEHOUSE_DOCUMENT_H
#define GATEHOUSE_DOCUMENT_H

#include "bytes.h"

enum document_end { DOCUMENT_OPEN, DOCUMENT_CLOSED, DOCUMENT_BROKEN };

struct document {
	size_t scanned;      /**< bytes of the input that were looked at */
	uint32_t root;       /**< hash of the root's name; 0: not seen yet */
	uint32_t depth;      /**< JSON: braces and brackets that are open */
	unsigned char state; /**< see document.c; 0 at the start */
	char last; /**< XML: the open quote; JSON: the last token's character */
	bool json;
	bool in_root_tag;
};

/** @param in        the document's start and more; or, when the caller has dropped its
 *                   first bytes and taken as much off `scanned`, what is left of it
 * @param boundary   hash of the boundary of this stream, 0: not known
 * @param protect    do not look for a boundary in CDATA before this offset
 * @return OPEN: more bytes are needed; CLOSED: its last byte is before `scanned`;
 *         BROKEN: it is none, something else begins at `scanned`, which is 0 only when
 *         its first bytes were dropped */
enum document_end document_scan(
	struct document *d, struct bytes in, uint32_t boundary, uint64_t protect);

#endif
