/* SPDX-License-Identifier: Apache-2.0 */
/* watcher.h - what a camera and a channel of a recorder have in common: sensors, pictures,
 * and the switch of the motion detection. */
#ifndef GATEHOUSE_WATCHER_H
#define GATEHOUSE_WATCHER_H

#include "detection-switch.h"
#include "door-camera.h"
#include "sensor-set.h"

struct watcher {
	struct child *child;
	struct sensor_set sensors;
	struct door_camera camera;
	struct unit_switch detection;
};

void watcher_init(struct watcher *w, struct child *child);
void watcher_finish(struct watcher *w);

/* As in child_type. */
void watcher_follow(struct watcher *w);
void watcher_describe(const struct watcher *w, json_t *capabilities);
void watcher_announced(struct watcher *w);
void watcher_event(struct watcher *w, const struct event *ev);
void watcher_link(struct watcher *w, bool online);
int watcher_request(struct watcher *w, const struct child_request *request);
void watcher_cancel(struct watcher *w, uint64_t ticket);
void watcher_unit_gone(struct watcher *w);

#endif
