/* SPDX-License-Identifier: Apache-2.0 */
/* check-desk.c - a self-check of ours, and the camera that it asks. */

#include "check-desk.h"

#include "check.h"

#include <stdio.h>
#include <string.h>

#define INPUTS                                                                         \
	"<VideoInputChannelList><VideoInputChannel><id>1</id><inputPort>1</inputPort>" \
	"<name>Porch</name></VideoInputChannel></VideoInputChannelList>"

static void done(int err, const char *why, const json_t *report, void *user)
{
	struct desk *d = user;

	json_decref(d->report);
	d->report = report ? json_deep_copy(report) : NULL;
	workbench_tell(&d->bench, err, why);
}

void device_says(struct desk *d, const char *path, int status, const char *body)
{
	char request[128];

	snprintf(request, sizeof(request), "GET %s", path);
	test_server_script(d->bench.server, request, status, body);
}

/* A camera with motion and line crossing; it answers nothing but what a test adds. */
void desk_begin(struct desk *d)
{
	memset(d, 0, sizeof(*d));
	workbench_begin(&d->bench);
	camera_found_init(&d->found);
	d->found.kind = DEVICE_KIND_CAMERA;
	CHECK(!channel_list_parse(bytes_from(INPUTS), &d->found.inputs));
	CHECK(!trigger_list_parse(
		bytes_from(TRIGGER_LIST(CENTER)), &d->found.triggers));
	d->check = (struct camera_check){.isapi = d->bench.isapi,
		.timers = &d->timers,
		.username = "admin",
		.found = &d->found};
}

/* The same, and nothing is wrong. */
void desk_begin_sound(struct desk *d)
{
	desk_begin(d);
	device_says(d, MOTION, 200,
		"<MotionDetection><enabled>true</enabled><MotionDetectionLayout><layout>"
		"<gridMap>0ff0</gridMap></layout></MotionDetectionLayout>"
		"</MotionDetection>");
}

void drop(void *user)
{
	struct desk *d = user;

	camera_check_drop(&d->check);
}

void desk_end(struct desk *d)
{
	workbench_do(&d->bench, drop, d);
	CHECK(!d->timers.first);
	workbench_end(&d->bench);
	camera_found_finish(&d->found);
	json_decref(d->report);
}

void begin(void *user)
{
	struct desk *d = user;

	d->err = camera_check_begin(&d->check, d->deaf, done, d);
}

void pass_time(void *user)
{
	struct desk *d = user;

	timers_advance(&d->timers, d->tests_ms);
}

bool checked(struct desk *d)
{
	workbench_do(&d->bench, begin, d);
	return !d->err && workbench_ends(&d->bench, 1, 0);
}

const char *story(struct desk *d)
{
	return workbench_story(&d->bench);
}

const char *message(const struct desk *d)
{
	return json_string_value(json_object_get(d->report, "message"));
}

/* Is that the one finding of the device as a whole? */
bool device_finding_is(const struct desk *d, const char *code)
{
	const json_t *findings = json_object_get(d->report, "device");
	const char *found =
		json_string_value(json_object_get(json_array_get(findings, 0), "code"));

	return json_array_size(findings) == 1 && found && !strcmp(found, code);
}
