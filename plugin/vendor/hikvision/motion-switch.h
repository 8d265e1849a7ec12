/* SPDX-License-Identifier: Apache-2.0 */
/* motion-switch.h - does a channel look for motion? Ask, and switch it. */
#ifndef GATEHOUSE_HIKVISION_MOTION_SWITCH_H
#define GATEHOUSE_HIKVISION_MOTION_SWITCH_H

#include "vendor.h"

struct isapi;
struct motion_question;

/** Of one device; all-zero but for the first members. */
struct motion_switches {
	struct isapi *isapi;
	void (*told)(unsigned channel, bool on, void *user);
	void *user;
	struct motion_question *questions; /**< under way */
};

/** Where one channel's is. */
struct motion_place {
	unsigned asked;  /**< the channel, as it was asked for */
	unsigned number; /**< as the device numbers it */
	bool proxy;      /**< of a camera behind a recorder */
};

/** As vendor.detection. All but on and off stays as it is set.
 *
 * Source: ISAPI "System/Video/inputs/channels/<n>/motionDetection" (pyHik) and
 * "ContentMgmt/InputProxy/channels/<n>/video/motionDetection" (hikvision_next) */
int motion_switch_send(struct motion_switches *m, const struct motion_place *place,
	bool on, command_done_fn *done, void *user, struct unit_command **ret_command);

/** As vendor.ask_detection; `told` hears of the answer. */
void motion_switch_ask(struct motion_switches *m, const struct motion_place *place);
void motion_switches_drop(struct motion_switches *m); /**< `told` hears of none */

/** Where it is read and written. */
void motion_switch_path(const struct motion_place *place, char *path, size_t cap);

#endif
