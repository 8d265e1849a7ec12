/* SPDX-License-Identifier: Apache-2.0 */
/* station-events.h - how a door station writes its events. Pure.
 *
 * Source: JSON: DS-K1T502DBFWX-C (door unlocked), DS-KD8003 (part head), DS-KV6124-E1
 * V3.9.0 (which members, heartbeat); picturesNumber of a press: DS-KV6113 V3.7,
 * Hikvision-Addons thread 260. XML: the members of the JSON in the frame of an
 * EventNotificationAlert, unverified. buttonNo: unverified. */
#ifndef GATEHOUSE_SIM_STATION_EVENTS_H
#define GATEHOUSE_SIM_STATION_EVENTS_H

#include "sim-re.h"

#include <time.h>

struct station_event {
	unsigned major, minor;
	unsigned door;     /**< 1-based; 0: not of a door */
	unsigned button;   /**< 1-based; 0: not of a button */
	unsigned pictures; /**< how many pictures were taken; 0: not told */
	char card[33], name[65], employee[33]; /**< who; empty: not told */
	char mode[17]; /**< currentVerifyMode; empty: not told */
	uint64_t serial;
	time_t when; /**< by the station's clock */
	bool live;   /**< currentEvent */
};

/** dateTime; the order is that of the switch "stream-time". */
enum station_time_form { TIME_ZONE, TIME_NO_ZONE, TIME_BROKEN };

/** A heartbeat; the order is that of the switch "heartbeat-form". */
enum station_heartbeat_form {
	HEARTBEAT_ONE,   /**< activePostCount 1, channelID 1 */
	HEARTBEAT_ZERO,  /**< both are 0 */
	HEARTBEAT_EMPTY, /**< both are there without a value (XML), or missing (JSON) */
	HEARTBEAT_OTHER, /**< eventType "other", "Heartbeat" */
};

struct station_identity {
	const char *address, *mac, *device_name;
	unsigned port;
	int utc_offset_min;
	enum station_time_form time_form;
	enum station_heartbeat_form heartbeat_form;
};

/** @param bare  It says that something happened, and not what
 * @return 0 or an error number of libre's */
int station_event_print(const struct station_event *event,
	const struct station_identity *identity, bool xml, bool bare, struct mbuf *mb);

int station_heartbeat_print(time_t when, const struct station_identity *identity,
	bool xml, struct mbuf *mb);

/** Motion as a camera tells it: eventType VMD. */
int station_motion_print(time_t when, const struct station_identity *identity,
	bool active, bool xml, struct mbuf *mb);

/** What someone typed, such that it may stand in quotes or between tags. Bytes that are
 * no UTF-8 stay as they are. */
int station_text_print(struct mbuf *mb, bool xml, const char *text);

/** "2026-01-31T10:00:00+03:00", the station's local time. */
void station_time_print(time_t when, int utc_offset_min, char text[40]);

#endif
