/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-text.h - times and texts as Hikvision devices write them. Pure. */
#ifndef GATEHOUSE_SIM_ISAPI_TEXT_H
#define GATEHOUSE_SIM_ISAPI_TEXT_H

#include "sim-re.h"

#include <time.h>

/** dateTime; the order is that of the switch "stream-time". */
enum isapi_time_form { TIME_ZONE, TIME_NO_ZONE, TIME_BROKEN };

/** A heartbeat; the order is that of the switch "heartbeat-form". */
enum isapi_heartbeat_form {
	HEARTBEAT_ONE,   /**< activePostCount 1, channelID 1 */
	HEARTBEAT_ZERO,  /**< both are 0 */
	HEARTBEAT_EMPTY, /**< both are there without a value (XML), or missing (JSON) */
	HEARTBEAT_OTHER, /**< eventType "other", "Heartbeat" */
};

/** "2026-01-31T10:00:00+03:00", the device's local time. */
void isapi_time_print(time_t when, int utc_offset_min, char text[40]);

/** The same as parts have it. */
void isapi_stream_time_print(
	time_t when, int utc_offset_min, enum isapi_time_form form, char text[40]);

/** What someone typed, such that it may stand in quotes or between tags. Bytes that are
 * no UTF-8 stay as they are. */
int isapi_text_print(struct mbuf *mb, bool xml, const char *text);

/** What stands between <name> and </name>, the first one; all zero: there is none. */
struct pl isapi_element(const struct pl *text, const char *name);

#endif
