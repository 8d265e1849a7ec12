/* SPDX-License-Identifier: Apache-2.0 */
/* alert-xml.h - EventNotificationAlert -> struct alert. Pure.
 *
 * Every element is optional, namespaces are ignored, names are matched without regard to
 * case. A document that is not well formed because of raw '&' or foreign bytes in a name
 * is repaired and read again: type, state and channel are plain ASCII. */
#ifndef GATEHOUSE_ALERT_XML_H
#define GATEHOUSE_ALERT_XML_H

#include "acs-json.h"
#include "bytes.h"

enum alert_state { ALERT_STATE_UNKNOWN, ALERT_STATE_ACTIVE, ALERT_STATE_INACTIVE };

enum { ALERT_WORDS_MAX = 8 };

/** What an alert says several times: distinct words, whatever their case, as written. What
 * is said of the alert itself stands first, what is said of its parts behind; of each, in
 * the order of the document. More than ALERT_WORDS_MAX are left out. */
struct alert_words {
	char list[ALERT_WORDS_MAX][32];
	unsigned count;
	unsigned own; /**< so many, at the front, are said of the alert itself */
};

/** One alert of the stream, whichever way it was written. Text is cut to fit and valid
 * UTF-8; absent text is "", absent numbers are -1. */
struct alert {
	char type[64]; /**< eventType, as written, cut at the first '-': "VMD" */
	enum alert_state state;
	int channel;      /**< channelID, else dynChannelID; -1 absent or empty */
	int port;         /**< inputIOPortID, else dynInputIOPortID; -1 absent. It, not
	                       *   the channel, tells the alarm inputs of a camera apart */
	int post_count;   /**< activePostCount: informational only */
	char time[48];    /**< dateTime as written: an attribute, never a clock */
	char target[32];  /**< the first of `targets` */
	char region[32];  /**< the first of `regions` */
	char related[32]; /**< the first of `relations` */
	struct alert_words targets; /**< targetType "human,vehicle", detectionTarget */
	struct alert_words regions; /**< regionID, of each DetectionRegionEntry */
	struct alert_words
		relations;    /**< relationEvent of a `duration` alert, each cut at
	                               *   the first '-' */
	char description[64]; /**< eventDescription */
	bool has_acs;         /**< `acs` is filled: an access-control event */
	struct acs_event acs;
};

/** @return 0; -EPROTO: not an alert; -EMSGSIZE, -ELOOP: larger or deeper than allowed;
 *          -EPERM: has a DTD; -ENOMEM */
int alert_xml_parse(struct bytes in, struct alert *ret_alert);

/** The same from a JSON part. @return 0, -EPROTO, -ELOOP, -EMSGSIZE, -ENOMEM */
int alert_json_parse(struct bytes in, struct alert *ret_alert);

/** Is this only a sign of life? videoloss/inactive, "other" with "Heartbeat",
 * "heartBeat". Source: facts on heartbeats of cameras, NVRs and DS-KV6124 V3.9.0 */
bool alert_is_heartbeat(const struct alert *a);

#endif
