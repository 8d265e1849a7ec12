/* SPDX-License-Identifier: Apache-2.0 */
/* check-desk.h - a self-check of ours, and the camera that it asks. */
#ifndef GATEHOUSE_CHECK_DESK_H
#define GATEHOUSE_CHECK_DESK_H

#include "camera-check.h"
#include "workbench.h"

#define LOGIN    "/ISAPI/Security/webCertificate"
#define USERS    "/ISAPI/Security/users"
#define RIGHTS   "/ISAPI/Security/UserPermission/2"
#define TRIGGERS "/ISAPI/Event/triggers"
#define MOTION   "/ISAPI/System/Video/inputs/channels/1/motionDetection"
#define LINE     "/ISAPI/Smart/LineDetection/1"

#define TRIGGER(type, methods)                                                               \
	"<EventTrigger><id>" type "-1</id><eventType>" type "</eventType>"                   \
	"<videoInputChannelID>1</videoInputChannelID><EventTriggerNotificationList>" methods \
	"</EventTriggerNotificationList></EventTrigger>"
#define CENTER                                                                         \
	"<EventTriggerNotification><notificationMethod>center</notificationMethod>"    \
	"</EventTriggerNotification>"
#define TRIGGER_LIST(center)                                                           \
	"<EventTriggerList>" TRIGGER("VMD", center) TRIGGER("linedetection", center)   \
		TRIGGER("diskfull", "") "</EventTriggerList>"

struct desk {
	struct workbench bench;
	struct timers timers; /* the check's; the loop has its own */
	struct camera_found found;
	struct camera_check check;
	bool deaf;
	int err;
	unsigned tests_ms;
	json_t *report; /* under the bench's lock */
	unsigned commands_done;
};

/** A camera with motion and line crossing; it answers nothing but what a test adds. */
void desk_begin(struct desk *d);
/** The same, and nothing is wrong. */
void desk_begin_sound(struct desk *d);
void desk_end(struct desk *d);

void device_says(struct desk *d, const char *path, int status, const char *body);

/* For workbench_do(). */
void begin(void *user); /**< `err` says how that went */
void drop(void *user);
void pass_time(void *user); /**< `tests_ms` of the check's timers */

/** Begun, and is there a report in time? */
bool checked(struct desk *d);
const char *story(struct desk *d);
const char *message(const struct desk *d);

/** Is that the one finding of the device as a whole? */
bool device_finding_is(const struct desk *d, const char *code);

#endif
