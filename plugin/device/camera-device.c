/* SPDX-License-Identifier: Apache-2.0 */
/* camera-device.c - a camera, or a recorder: the root. A camera has all its sensors here; a
 * recorder only those of the device as a whole. */

#include "camera-device.h"

#include "reboot-button.h"
#include "station-view.h"
#include "station.h"
#include "watcher.h"

#include <errno.h>
#include <stdlib.h>

struct camera_device {
	struct child child;
	struct watcher watcher;
	struct reboot_button reboot;
};

static struct camera_device *camera_device_of(struct child *c)
{
	return (struct camera_device *)c;
}

static void camera_device_follow(struct child *c)
{
	watcher_follow(&camera_device_of(c)->watcher);
}

static void camera_device_announced(struct child *c)
{
	watcher_announced(&camera_device_of(c)->watcher);
}

static void camera_device_on_event(struct child *c, const struct event *ev)
{
	watcher_event(&camera_device_of(c)->watcher, ev);
}

static void camera_device_on_link(struct child *c, bool online)
{
	watcher_link(&camera_device_of(c)->watcher, online);
}

static int camera_device_on_request(
	struct child *c, const struct child_request *request)
{
	struct camera_device *d = camera_device_of(c);
	int err = watcher_request(&d->watcher, request);

	return err == -ENOENT ? reboot_button_request(&d->reboot, request) : err;
}

static void camera_device_on_cancel(struct child *c, uint64_t ticket)
{
	watcher_cancel(&camera_device_of(c)->watcher, ticket);
	reboot_button_cancel(&camera_device_of(c)->reboot, ticket);
}

static void camera_device_on_unit_gone(struct child *c)
{
	watcher_unit_gone(&camera_device_of(c)->watcher);
	reboot_button_unit_gone(&camera_device_of(c)->reboot);
}

static json_t *camera_device_describe(const struct child *c)
{
	const struct camera_device *d = (const struct camera_device *)c;
	json_t *capabilities = json_object();

	watcher_describe(&d->watcher, capabilities);
	if (reboot_button_present(c))
		json_object_set_new(capabilities, "reboot", reboot_button_describe());
	return capabilities;
}

static const char *camera_device_word(const struct child *c)
{
	const struct station_view *view = station_view_of(c->station);

	return view && view->recorder ? "nvr" : "camera";
}

static void camera_device_destroy(struct child *c)
{
	struct camera_device *d = camera_device_of(c);

	reboot_button_unit_gone(&d->reboot);
	watcher_finish(&d->watcher);
	free(d);
}

static struct child *camera_device_create(struct station *station)
{
	struct camera_device *d = calloc(1, sizeof(*d));

	if (!d)
		return NULL;
	watcher_init(&d->watcher, &d->child);
	reboot_button_init(&d->reboot, &d->child);
	return &d->child;
}

const struct child_type camera_device_type = {
	.type = "camera",
	.word = camera_device_word,
	.create = camera_device_create,
	.destroy = camera_device_destroy,
	.describe = camera_device_describe,
	.announced = camera_device_announced,
	.on_event = camera_device_on_event,
	.on_follow = camera_device_follow,
	.on_link = camera_device_on_link,
	.on_request = camera_device_on_request,
	.on_unit_gone = camera_device_on_unit_gone,
	.on_cancel = camera_device_on_cancel,
};
