/* SPDX-License-Identifier: Apache-2.0 */
/* push-slot.h - slot 1 of the station's notification hosts: is it free, ours, somebody's?
 *
 * What we wrote there, and what was there before, is kept in the host's store until it has
 * been given back. Pure. */
#ifndef GATEHOUSE_PUSH_SLOT_H
#define GATEHOUSE_PUSH_SLOT_H

#include "http-host.h"

enum {
	PUSH_SLOT = 1, /**< DS-KV6113 V2.2.65 serves no other */
	PUSH_MARKER_MAX = 40,
	PUSH_PREVIOUS_MAX = 2000,
	PUSH_RECORD_MAX = PUSH_PREVIOUS_MAX + 200,
};

#define PUSH_MARKER_PREFIX "/gatehouse/"

/** What we wrote; all-zero: nothing. */
struct push_record {
	char marker[PUSH_MARKER_MAX + 1]; /**< the url, ours alone */
	char address[64];
	unsigned port;
	char previous[PUSH_PREVIOUS_MAX + 1]; /**< a free slot's content; "": none */
};

enum push_slot {
	PUSH_SLOT_FREE,  /**< it leads nowhere */
	PUSH_SLOT_OURS,  /**< it leads to where we listen now */
	PUSH_SLOT_STALE, /**< it is ours, and leads to where we do not listen any more */
	PUSH_SLOT_TAKEN, /**< it is somebody else's */
};

/** @param now where we listen: marker, address, port. Its address may be ""
 *  @param before what we remember having written; its marker may be "" */
enum push_slot push_slot_judge(const struct http_host *slot,
	const struct push_record *now, const struct push_record *before);

/** As one text for the store, and back.
 * @return 0, -EPROTO */
void push_record_print(
	const struct push_record *record, char text[PUSH_RECORD_MAX + 1]);
int push_record_parse(const char *text, struct push_record *ret_record);

#endif
