/* SPDX-License-Identifier: Apache-2.0 */
/* check-report.h - what a self-check found, in words for people. Pure.
 *
 * As self_check_done_fn says: a finding names what is missing, and what to tick where. */
#ifndef GATEHOUSE_HIKVISION_CHECK_REPORT_H
#define GATEHOUSE_HIKVISION_CHECK_REPORT_H

#include "camera-view.h"
#include <jansson.h>

/** What is missing. ADD A LINE, and a row in check-report.c. */
enum check_finding {
	CHECK_NOT_ARMED,     /**< it watches, and does not tell us */
	CHECK_SWITCHED_OFF,  /**< it does not watch */
	CHECK_NO_REGION,     /**< it watches nowhere */
	CHECK_NO_SCHEDULE,   /**< it watches at no time */
	CHECK_CHANNEL_LOST,  /**< the recorder does not reach its camera */
	CHECK_RIGHT_MISSING, /**< we may not hear of it */
	CHECK_WEB_LOGIN,     /**< the device offers no login that we know */
	CHECK_FINDINGS,
};

/** How a kind of sensor is called on the device's own pages, and where it answers whether
 * it is on. "" and NULL: not known.
 *
 * Source: chapters 6.1 and 6.2 of the cameras' manual; paths: hikvision_next, unverified
 * but for motion */
const char *check_page(enum sensor_kind kind);
/** @return 0, -ENOENT: it cannot be asked whether it is on */
int check_detection_path(
	enum sensor_kind kind, unsigned channel, bool proxy, char *path, size_t cap);

/** All-zero is an empty report. */
struct check_report {
	json_t *device, *channels; /**< findings; channels with theirs */
	unsigned findings;
	unsigned untold; /**< sensors that are not armed, and may not be wanted */
	unsigned unread; /**< questions without an answer */
	bool cut;        /**< time was up */
};

/** @param channel NULL: of the device
 * @param id      NULL: of no sensor */
void check_report_add(struct check_report *r, const struct unit_channel *channel,
	const struct sensor_id *id, enum check_finding finding);

/** @return a new reference, NULL: out of memory. The report is empty then */
json_t *check_report_finish(struct check_report *r);
void check_report_drop(struct check_report *r);

#endif
