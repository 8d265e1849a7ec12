/* SPDX-License-Identifier: Apache-2.0 */
/* sim-camera.h - a simulated Hikvision camera or recorder: what it is made of.
 *
 * Inside the simulator only: sim-kind.h is what the rest knows. */
#ifndef GATEHOUSE_SIM_CAMERA_H
#define GATEHOUSE_SIM_CAMERA_H

#include "camera-alert.h"
#include "camera-burst.h"
#include "camera-channels.h"
#include "camera-switches.h"
#include "camera-triggers.h"
#include "isapi-device.h"

struct camera {
	struct isapi_device isapi;
	struct camera_channels channels;
	struct camera_triggers triggers;
	struct list series; /* owned */
	struct camera_burst burst;
	uint64_t told_at; /* when the last alert went out; 0: none */
	json_t *posts;    /* type: activePostCount so far, of all channels */
	json_t *alerts;   /* "VMD 1 active": count */
	uint64_t heartbeats;
	unsigned pictures; /* parts that are pictures */
	bool proxy_high[CAMERA_CHANNELS_MAX][2];
	json_t *proxy_triggers; /* "701": how often it was set over the network */
};

int64_t camera_number(const struct camera *camera, size_t which);
const char *camera_text(const struct camera *camera, size_t which);

struct alert_source camera_source(const struct camera *camera);

/** What an alert of this type on this channel looks like, if nothing else is wanted.
 * `count` is of the camera and is right until the next one.
 * @param channel  As alerts call it; 0: none */
struct camera_alert camera_alert_of(
	struct camera *camera, const char *type, unsigned channel, bool active);

/** Tell it on the streams and to the slots of httpHosts, and count it. An inactive one is
 * not told by a device that never does. @return 0 or -ENOMEM */
int camera_tell(struct camera *camera, const struct camera_alert *alert);

/** Count `times` alerts that were told. */
void camera_count(struct camera *camera, const char *type, unsigned channel,
	const char *state, uint64_t times);

/* camera-series.c */

/** An active alert now and each `period_ms`; `times` of them, 0: until it is ended.
 * @return 0 or -ENOMEM */
int camera_series_begin(struct camera *camera, const char *type, unsigned channel,
	unsigned times, unsigned period_ms);

/** Stop it, and tell the end. @return 0, or -ENOENT if there is none */
int camera_series_end(struct camera *camera, const char *type, unsigned channel);

/* camera-post.c */
int camera_post(struct camera *camera, const struct camera_alert *alert);

/* camera-isapi.c */

/** Answer what passed the login. `user` is the camera. */
void camera_request(const struct sim_http_request *request, void *user);

#endif
