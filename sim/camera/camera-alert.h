/* SPDX-License-Identifier: Apache-2.0 */
/* camera-alert.h - how a camera or recorder writes an alert. Pure.
 *
 * Source: DS-2CD2185FWD and a PTZ (hiksink's samples); targetType: DS-7116HGHI-K1;
 * detectionTarget in a region: AcuSense cameras (facts 1.7); duration: a 2021 camera;
 * JSON: unverified, the members of the XML. */
#ifndef GATEHOUSE_SIM_CAMERA_ALERT_H
#define GATEHOUSE_SIM_CAMERA_ALERT_H

#include "isapi-text.h"

/** How an alert names its channel; the order is that of the switch "alert-channel". */
enum alert_channel {
	CHANNEL_ID,
	CHANNEL_DYN,
	CHANNEL_BOTH,
	CHANNEL_LOWER_D, /**< channelId */
	CHANNEL_EMPTY,   /**< both are there, and empty */
	CHANNEL_NONE,
};

enum alert_lines { LINES_ARE_CRLF, LINES_ARE_LF, LINES_ARE_ONE };

/** Texts are borrowed; NULL is: left out. */
struct camera_alert {
	const char *type;
	const char *state;       /**< "active", "inactive", or whatever is wanted */
	const char *description; /**< NULL: "<type> alarm" */
	enum alert_channel form;
	unsigned channel;
	unsigned port, dyn_port;    /**< 0: none */
	const char *count;          /**< activePostCount; "": an empty element */
	const char *regions;        /**< "1,2": a DetectionRegionEntry each */
	const char *targets;        /**< "human,vehicle" */
	bool target_on_top;         /**< targetType, not in the regions */
	const char *relation;       /**< relationEvent of a duration */
	const char *name;           /**< channelName */
	const char *namespace_text; /**< NULL: that of the device */
	time_t when;
};

struct alert_source {
	const char *address, *mac, *serial;
	unsigned port;
	int utc_offset_min;
	enum isapi_time_form time_form;
	const char *namespace_text; /**< NULL: the usual one */
	enum alert_lines lines;
	bool extensions;
};

/** @return 0 or an error number of libre's */
int camera_alert_print(const struct camera_alert *alert,
	const struct alert_source *source, struct mbuf *mb);

int camera_alert_json(const struct camera_alert *alert,
	const struct alert_source *source, struct mbuf *mb);

#endif
