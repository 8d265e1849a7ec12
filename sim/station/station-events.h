/* SPDX-License-Identifier: Apache-2.0 */
/* station-events.h - how a door station writes its events. Pure.
 *
 * Source: JSON: DS-K1T502DBFWX-C (door unlocked), DS-KD8003 (part head), DS-KV6124-E1
 * V3.9.0 (which members, heartbeat); picturesNumber of a press: DS-KV6113 V3.7,
 * Hikvision-Addons thread 260. XML: the members of the JSON in the frame of an
 * EventNotificationAlert, unverified. buttonNo: unverified. */
#ifndef GATEHOUSE_SIM_STATION_EVENTS_H
#define GATEHOUSE_SIM_STATION_EVENTS_H

#include "isapi-text.h"

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

struct station_identity {
	const char *address, *mac, *device_name;
	unsigned port;
	int utc_offset_min;
	enum isapi_time_form time_form;
	enum isapi_heartbeat_form heartbeat_form;
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

#endif
