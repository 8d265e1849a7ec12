/* SPDX-License-Identifier: Apache-2.0 */
/* push-slot.h - a slot of a device's notification hosts: is it free, ours, somebody's?
 *
 * What we wrote there, and what was there before, is kept in the host's store until it has
 * been given back. Pure. */
#ifndef GATEHOUSE_PUSH_SLOT_H
#define GATEHOUSE_PUSH_SLOT_H

#include "http-host.h"

enum {
	PUSH_MARKER_MAX = 40,
	PUSH_PREVIOUS_MAX = 2000,
	PUSH_RECORD_MAX = PUSH_PREVIOUS_MAX + 200,
	PUSH_KEY_MAX = 64,
};

#define PUSH_MARKER_PREFIX "/gatehouse/"

/** How a device has its slots used. */
struct push_rules {
	const char *device; /**< for people: "the station" */
	enum http_host_form form;
	unsigned slots; /**< those behind are left alone */
	/** The url is what says whose a slot is, and where we are reached: an address or a
	 * port of ours with another url is somebody else's. Else firmware need not keep it. */
	bool by_url;
	/** A slot is written in its place, PUT; else emptied and added, DELETE and POST. */
	bool in_place;
};

/** Source: DS-KV6113 V2.2.65 serves slot 1 only, and takes POST */
extern const struct push_rules push_rules_of_station;
/** Source: cameras have up to three slots (hostNumber of the httpHosts capabilities); PUT
 * of one slot: the vendor's ISAPI guide, and what public clients of cameras send */
extern const struct push_rules push_rules_of_camera;

/** What we wrote; all-zero: nothing. */
struct push_record {
	char marker[PUSH_MARKER_MAX + 1]; /**< the url, ours alone */
	char address[64];
	unsigned port;
	unsigned slot;                        /**< which; 1 is the first */
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
enum push_slot push_slot_judge(const struct push_rules *rules,
	const struct http_host *slot, const struct push_record *now,
	const struct push_record *before);

/** The slot for us, of all that the device lists: ours, else a stale one, else the first
 * free one; else one that is taken.
 *
 * @param ret_slot  its content; `raw` is a view into `body`
 * @return as http_host_parse()
 *
 * Rationale: of a device that lists some slots, only those are used; that one which it
 * does not list could be added is known of none but those that list nothing. */
int push_slot_find(const struct push_rules *rules, struct bytes body,
	const struct push_record *now, const struct push_record *before,
	enum push_slot *ret_is, unsigned *ret_number, struct http_host *ret_slot);

/** As one text for the store, and back.
 * @return 0, -EPROTO */
void push_record_print(
	const struct push_record *record, char text[PUSH_RECORD_MAX + 1]);
int push_record_parse(const char *text, struct push_record *ret_record);

/** Under which it is kept: by the device, and not by its address. */
void push_record_key(const char *serial, char key[PUSH_KEY_MAX + 1]);

#endif
