/* SPDX-License-Identifier: Apache-2.0 */
/* lookahead.h - what begins at the front of bytes that are still arriving? Pure.
 *
 * Looks at no more than LOOKAHEAD_MAX bytes, so asking again at every byte stays cheap. */
#ifndef GATEHOUSE_LOOKAHEAD_H
#define GATEHOUSE_LOOKAHEAD_H

#include "bytes.h"

enum {
	LOOKAHEAD_BOUNDARY_MAX =
		128,             /**< a boundary's line; RFC 2046 allows 70 and "--" */
	LOOKAHEAD_NAME_MAX = 64, /**< an element's name; more is not looked at */
};

/** LOOKAHEAD_MORE: the bytes there are fit, more are needed to tell. */
enum lookahead { LOOKAHEAD_NO, LOOKAHEAD_YES, LOOKAHEAD_MORE };

enum lookahead lookahead_text(struct bytes in, struct bytes text);

/** A line "--token". `wanted` is the hash of the only token that counts, 0 for any.
 * @param ret_hash  the token's, without a closing "--"; on YES only; may be NULL */
enum lookahead lookahead_boundary(struct bytes in, uint32_t wanted, uint32_t *ret_hash);

/** A line that is no line of a document: a boundary, "HTTP/1.", "Content-Type:"... */
enum lookahead lookahead_framing(struct bytes in, uint32_t wanted);

/** "<?xml" or "<EventNotificationAlert", with any prefix: an alert begins here. */
enum lookahead lookahead_alert(struct bytes in);

/** May an element's name begin with it? The names that devices use are ASCII. */
bool lookahead_begins_name(char c);

/** @return length of the element name at the front, at most LOOKAHEAD_NAME_MAX; -1 when
 *          its end is not there yet */
ssize_t lookahead_name(struct bytes in);

/** Never 0. */
uint32_t lookahead_hash(struct bytes in);

#endif
