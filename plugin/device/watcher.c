/* SPDX-License-Identifier: Apache-2.0 */
/* watcher.c - what a camera and a channel of a recorder have in common. */

#include "watcher.h"

#include "station.h"

#include <errno.h>

static bool is_lost(const struct watcher *w)
{
	return station_channel_lost(w->child);
}

void watcher_follow(struct watcher *w)
{
	sensor_set_follow(&w->sensors);
}

void watcher_describe(const struct watcher *w, json_t *capabilities)
{
	sensor_set_describe(&w->sensors, capabilities);
	if (door_camera_present(w->child))
		json_object_set_new(capabilities, "camera", door_camera_describe());
	if (detection_switch_present(w->child))
		json_object_set_new(
			capabilities, "motion_detection", detection_switch_describe());
}

void watcher_announced(struct watcher *w)
{
	sensor_set_hear(&w->sensors, station_online(w->child->station), is_lost(w));
	sensor_set_announced(&w->sensors);
	door_camera_announced(&w->camera);
	if (detection_switch_present(w->child))
		unit_switch_announced(&w->detection);
}

void watcher_event(struct watcher *w, const struct event *ev)
{
	if (ev->kind == EVENT_SENSOR)
		sensor_set_event(&w->sensors, ev);
	else if (detection_switch_concerns(w->child, ev))
		unit_switch_heard(&w->detection, ev->kind == EVENT_DETECTION_ON);
}

void watcher_link(struct watcher *w, bool online)
{
	sensor_set_hear(&w->sensors, online, is_lost(w));
	if (detection_switch_present(w->child))
		unit_switch_link(&w->detection, online);
}

int watcher_request(struct watcher *w, const struct child_request *request)
{
	int err = door_camera_request(&w->camera, request);

	if (err == -ENOENT && detection_switch_present(w->child))
		err = unit_switch_request(&w->detection, request);
	return err;
}

void watcher_cancel(struct watcher *w, uint64_t ticket)
{
	door_camera_cancel(&w->camera, ticket);
	unit_switch_cancel(&w->detection, ticket);
}

void watcher_unit_gone(struct watcher *w)
{
	door_camera_unit_gone(&w->camera);
	unit_switch_unit_gone(&w->detection);
}

void watcher_init(struct watcher *w, struct child *child)
{
	w->child = child;
	sensor_set_init(&w->sensors, child);
	door_camera_init(&w->camera, child);
	unit_switch_init(&w->detection, &detection_switch_type, child);
}

void watcher_finish(struct watcher *w)
{
	unit_switch_finish(&w->detection);
	door_camera_finish(&w->camera);
	sensor_set_finish(&w->sensors);
}
