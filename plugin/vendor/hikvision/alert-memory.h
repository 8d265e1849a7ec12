/* SPDX-License-Identifier: Apache-2.0 */
/* alert-memory.h - which events were told already, by the stream or by the journal.
 *
 * A station tells of one event twice: in its stream, and in its journal, in either order.
 * Both have its serial number, or one of them lacks it; then its time text, codes and door
 * say which it is. The time is compared as a text and without its zone, which the journal
 * of DS-KV6124 V3.9.0 leaves out; no clock is read. An event is taken off by the other
 * teller once: two equal ones within one second are two. */
#ifndef GATEHOUSE_ALERT_MEMORY_H
#define GATEHOUSE_ALERT_MEMORY_H

#include "acs-json.h"
#include "event.h"

enum { ALERTS_REMEMBERED = 256, CODES_REMEMBERED = 64 };

/** What has to be remembered of the alerts so far; all-zero at the start. */
struct alert_memory {
	struct {
		int64_t serial; /**< 0: it has none */
		int major, minor, door;
		char time[20];     /**< "2026-01-31T10:00:00" */
		unsigned tellers;  /**< a bit for each enum event_source; 0: empty */
	} told[ALERTS_REMEMBERED]; /**< a ring */
	unsigned next;
	char unknown[CODES_REMEMBERED][24]; /**< codes reported once already */
	unsigned unknown_count;
	char model[64]; /**< whose alerts these are; "": not known */
};

enum alert_news {
	ALERT_IS_NEW,      /**< it is remembered from now on */
	ALERT_WAS_TOLD,    /**< by the same teller */
	ALERT_TOLD_BEFORE, /**< by the other one */
	ALERT_TOO_OLD,     /**< older than all that is remembered: nobody can know */
};

/** @param teller SOURCE_STREAM or SOURCE_JOURNAL */
enum alert_news alert_memory_add(struct alert_memory *memory,
	const struct acs_event *acs, const char *time, enum event_source teller);

/** The station numbers its events anew. */
void alert_memory_forget(struct alert_memory *memory);

#endif
