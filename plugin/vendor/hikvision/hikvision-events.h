/* SPDX-License-Identifier: Apache-2.0 */
/* hikvision-events.h - alerts of a door station -> events. */
#ifndef GATEHOUSE_HIKVISION_EVENTS_H
#define GATEHOUSE_HIKVISION_EVENTS_H

#include "alert-xml.h"
#include "event.h"

enum { ALERTS_REMEMBERED = 64, CODES_REMEMBERED = 64 };

/** What has to be remembered of the alerts so far; all-zero at the start. */
struct alert_memory {
	struct {
		int64_t serial;
		int major, minor, door;
		char time[32];
	} told[ALERTS_REMEMBERED]; /**< a ring; serial -1 or 0 and no major: empty */
	unsigned next;
	char unknown[CODES_REMEMBERED][24]; /**< codes reported once already */
	unsigned unknown_count;
	char model[64]; /**< whose alerts these are; "": not known */
};

enum alert_meaning {
	ALERT_IS_EVENT,   /**< *ret_event is filled */
	ALERT_IS_NOTHING, /**< a heartbeat, an end, history, or told before */
	ALERT_IS_UNKNOWN, /**< a code we do not know, for the first time */
};

/** What an alert means. Nothing rests on the device's clock: history says so itself, and
 * an alert told twice is known by its serial number and time text. */
enum alert_meaning hikvision_event(struct alert_memory *memory,
	const struct alert *alert, struct event *ret_event);

#endif
