/* SPDX-License-Identifier: Apache-2.0 */
/* hikvision-events.h - alerts of a door station -> events. */
#ifndef GATEHOUSE_HIKVISION_EVENTS_H
#define GATEHOUSE_HIKVISION_EVENTS_H

#include "acs-journal.h"
#include "alert-memory.h"
#include "alert-xml.h"
#include "event.h"

enum alert_meaning {
	ALERT_IS_EVENT,   /**< *ret_event is filled */
	ALERT_IS_NOTHING, /**< a heartbeat, an end, history, or told before */
	ALERT_IS_UNKNOWN, /**< a code we do not know, for the first time */
	ALERT_IS_KNOWN,   /**< the journal, or the stream, told of it already */
	ALERT_IS_BARE,    /**< that something happened, and not what: ask the journal */
};

/** What an alert means. Nothing rests on the device's clock: history says so itself, and
 * an alert told twice is known by its serial number and time text. */
enum alert_meaning hikvision_event(struct alert_memory *memory,
	const struct alert *alert, struct event *ret_event);

/** The same of a record of the journal; it is never bare. */
enum alert_meaning hikvision_record(struct alert_memory *memory,
	const struct acs_record *record, struct event *ret_event);

#endif
