/* SPDX-License-Identifier: Apache-2.0 */
/* camera-check.h - why would no events come? Asked of the device, one question after the
 * other; nothing is written.
 *
 * First of all channels together: the login, the user's rights, the triggers as they are
 * now. Then of each sensor of a channel: is its detection on, is a region drawn, is there a
 * schedule? A detection that is off and tells nobody is simply not used, and no finding;
 * only motion is what everybody expects. What cannot be asked for (disks, network, types
 * that nobody knows) and is not armed is counted, not listed.
 *
 * A question gives way to commands, and is asked once more. */
#ifndef GATEHOUSE_HIKVISION_CAMERA_CHECK_H
#define GATEHOUSE_HIKVISION_CAMERA_CHECK_H

#include "arming-schedule.h"
#include "camera-view.h"
#include "check-report.h"
#include "detection-reply.h"
#include "timers.h"

struct isapi;
struct isapi_call;
struct isapi_result;

enum { CAMERA_CHECK_LIMIT_MS = 30 * 1000 /**< then the report is of what was read */ };

enum check_step {
	CHECK_ASK_LOGIN,
	CHECK_ASK_USERS,
	CHECK_ASK_RIGHTS,
	CHECK_ASK_TRIGGERS,
	CHECK_ASK_DETECTION,
	CHECK_ASK_SCHEDULE,
};

/** The first members are set by its owner; all-zero behind them. */
struct camera_check {
	struct isapi *isapi;
	struct timers *timers;
	const char *username;
	const struct camera_found *found; /**< what it was last known to have */
	self_check_done_fn *done;         /**< NULL: none is under way */
	void *user;
	struct timer limit;
	struct isapi_call *call;
	enum check_step step;
	bool deaf;  /**< the right to hear of events is missing */
	bool again; /**< the question gave way once */
	char path[ARMING_PATH_MAX];
	struct trigger_list triggers; /**< as they are now */
	struct camera_view view;      /**< with these */
	unsigned sensor;              /**< of the view: which is at hand */
	unsigned spelling;            /**< of its schedule's path */
	struct check_report report;
};

/** As vendor.self_check.
 * @param deaf  the device has refused its event stream for want of a right */
int camera_check_begin(
	struct camera_check *c, bool deaf, self_check_done_fn *done, void *user);
void camera_check_drop(struct camera_check *c); /**< done is not called */

#endif
