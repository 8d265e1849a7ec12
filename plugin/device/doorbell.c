/* SPDX-License-Identifier: Apache-2.0 */
/* doorbell.c - the station itself: ring, call, motion, access, camera, reboot. */

#include "doorbell.h"

#include "access.h"
#include "call-book.h"
#include "door-camera.h"
#include "reboot-button.h"
#include "station.h"
#include "talk.h"

#include <errno.h>
#include <stdlib.h>

struct doorbell {
	struct child child;
	struct call_book calls;
	bool deaf;         /**< the unit is offline: no motion is not known */
	struct timer hold; /**< runs while there is motion */
	struct door_camera camera;
	struct reboot_button reboot;
	struct talk talk;
};

static struct doorbell *doorbell_of(struct child *c)
{
	return (struct doorbell *)c;
}

/* The ring is out: this must not delay it. */
static void take_ring_picture(const char *call, void *user)
{
	door_camera_ring(&((struct doorbell *)user)->camera, call);
}

static void call_changed(void *user)
{
	talk_changed(&((struct doorbell *)user)->talk);
}

/* Off only while we would hear it come on. */
static void tell_motion(struct doorbell *d)
{
	bool on = timer_running(&d->hold);
	bool blind = d->deaf || station_info(d->child.station)->indirect;
	json_t *value = blind && !on ? json_null() : json_boolean(on);

	station_state(&d->child, "motion", json_pack("{s:o}", "on", value));
}

static void motion_ended(void *user)
{
	tell_motion(user);
}

static void motion(struct doorbell *d)
{
	bool was_on = timer_running(&d->hold);

	timer_start(station_timers(d->child.station), &d->hold,
		station_config(d->child.station)->motion_timeout_ms, motion_ended, d);
	if (!was_on)
		tell_motion(d);
}

static void doorbell_on_event(struct child *c, const struct event *ev)
{
	struct doorbell *d = doorbell_of(c);

	if (ev->kind == EVENT_MOTION || ev->kind == EVENT_CASE_TAMPERED)
		motion(d);
	else
		call_book_event(&d->calls, ev);
}

/* Another child's: somebody was let in. */
static void doorbell_on_overheard(struct child *c, const struct event *ev)
{
	call_book_event(&doorbell_of(c)->calls, ev);
}

static int doorbell_on_request(struct child *c, const struct child_request *request)
{
	struct doorbell *d = doorbell_of(c);
	int err = call_book_request(&d->calls, request);

	if (err == -ENOENT)
		err = door_camera_request(&d->camera, request);
	if (err == -ENOENT)
		err = talk_request(&d->talk, request);
	return err == -ENOENT ? reboot_button_request(&d->reboot, request) : err;
}

static void doorbell_on_link(struct child *c, bool online)
{
	struct doorbell *d = doorbell_of(c);

	d->deaf = !online;
	tell_motion(d);
}

static void doorbell_on_cancel(struct child *c, uint64_t ticket)
{
	door_camera_cancel(&doorbell_of(c)->camera, ticket);
	reboot_button_cancel(&doorbell_of(c)->reboot, ticket);
	talk_cancel(&doorbell_of(c)->talk, ticket);
}

static void doorbell_on_unit_gone(struct child *c)
{
	door_camera_unit_gone(&doorbell_of(c)->camera);
	reboot_button_unit_gone(&doorbell_of(c)->reboot);
	talk_unit_gone(&doorbell_of(c)->talk);
	call_unheard(&doorbell_of(c)->calls.call, SOURCE_SIP);
}

static void doorbell_announced(struct child *c)
{
	struct doorbell *d = doorbell_of(c);

	door_camera_announced(&d->camera);
	d->deaf = !station_online(c->station);
	tell_motion(d);
	call_book_announced(&d->calls);
	talk_announced(&d->talk);
}

static json_t *doorbell_describe(const struct child *c)
{
	json_t *capabilities = call_book_describe();

	if (!capabilities)
		return NULL;
	json_object_set_new(capabilities, "motion",
		json_pack("{s:s,s:s}", "type", "binary_sensor", "device_class",
			"motion"));
	json_object_set_new(capabilities, "access",
		json_pack("{s:s,s:[s,s,s,s]}", "type", "event", "event_types",
			access_type_name(ACCESS_TYPE_GRANTED),
			access_type_name(ACCESS_TYPE_DENIED),
			access_type_name(ACCESS_TYPE_FORCED_OPEN),
			access_type_name(ACCESS_TYPE_HELD_OPEN)));
	if (door_camera_present(c))
		json_object_set_new(capabilities, "camera", door_camera_describe());
	if (talk_present(c))
		json_object_set_new(capabilities, "talk", talk_describe());
	if (reboot_button_present(c))
		json_object_set_new(capabilities, "reboot", reboot_button_describe());
	return capabilities;
}

static void doorbell_destroy(struct child *c)
{
	struct doorbell *d = doorbell_of(c);

	talk_unit_gone(&d->talk);
	call_book_finish(&d->calls);
	reboot_button_unit_gone(&d->reboot);
	door_camera_finish(&d->camera);
	timer_stop(&d->hold);
	free(d);
}

static struct child *doorbell_create(struct station *station)
{
	struct doorbell *d = calloc(1, sizeof(*d));

	if (!d)
		return NULL;
	d->deaf = true;
	call_book_init(&d->calls, &d->child, station);
	d->calls.rung = take_ring_picture;
	d->calls.changed = call_changed;
	d->calls.user = d;
	talk_init(&d->talk, &d->child, &d->calls.call);
	door_camera_init(&d->camera, &d->child);
	reboot_button_init(&d->reboot, &d->child);
	return &d->child;
}

const struct child_type doorbell_type = {
	.type = "doorbell",
	.create = doorbell_create,
	.destroy = doorbell_destroy,
	.describe = doorbell_describe,
	.announced = doorbell_announced,
	.on_event = doorbell_on_event,
	.on_overheard = doorbell_on_overheard,
	.on_link = doorbell_on_link,
	.on_request = doorbell_on_request,
	.on_unit_gone = doorbell_on_unit_gone,
	.on_cancel = doorbell_on_cancel,
};
