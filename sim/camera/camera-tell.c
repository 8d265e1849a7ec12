/* SPDX-License-Identifier: Apache-2.0 */
/* camera-tell.c - alerts on their way out of a camera or recorder. */

#include "sim-camera.h"

#include <errno.h>
#include <inttypes.h>
#include <strings.h>

static const char *name_of(struct camera *camera, unsigned channel)
{
	for (unsigned i = 0; i < camera->channels.count; i++)
		if (camera->channels.list[i].alert == channel)
			return camera->channels.list[i].name;
	return NULL;
}

/* activePostCount: per type, over all channels, from 1 again after an inactive one.
 * Source: hiksink's NVR (1 to 2,516, shared) and PTZ */
static const char *post_count(struct camera *camera, const char *type, bool active)
{
	static const char form[] = "%" JSON_INTEGER_FORMAT;
	json_int_t count = json_integer_value(json_object_get(camera->posts, type));
	char text[24];

	count = active ? count + 1 : 0;
	(void)json_object_set_new(camera->posts, type, json_integer(count));
	(void)snprintf(text, sizeof(text), form, count);
	(void)json_object_set_new(camera->posts, "", json_string(text));
	return json_string_value(json_object_get(camera->posts, ""));
}

struct camera_alert camera_alert_of(
	struct camera *camera, const char *type, unsigned channel, bool active)
{
	bool device = trigger_is_of_device(type);

	return (struct camera_alert){
		.type = type,
		.state = active ? "active" : "inactive",
		.form = device || !channel ? CHANNEL_NONE
					   : (enum alert_channel)camera_number(
						     camera, SWITCH_ALERT_CHANNEL),
		.channel = channel,
		.count = post_count(camera, type, active),
		.name = name_of(camera, channel),
		.when = isapi_now(&camera->isapi),
	};
}

void camera_count(struct camera *camera, const char *type, unsigned channel,
	const char *state, uint64_t times)
{
	char key[160];
	json_t *count;

	(void)snprintf(key, sizeof(key), "%s %u %s", type, channel, state);
	count = json_object_get(camera->alerts, key);
	(void)json_object_set_new(camera->alerts, key,
		json_integer(json_integer_value(count) + (json_int_t)times));
}

/* Bytes that nobody looks at, with the beginning and the end of a picture. */
static void send_picture(struct camera *camera, size_t size)
{
	struct mbuf *body = mbuf_alloc(size + 8);

	if (!body)
		return;
	memset(body->buf, (int)(camera->pictures++ % 200) + 1, size);
	if (size >= 4) {
		memcpy(body->buf, "\xff\xd8", 2);
		memcpy(body->buf + size - 2, "\xff\xd9", 2);
	}
	body->end = size;
	alert_streams_typed_part(&camera->isapi.streams, "image/jpeg", body);
	mem_deref(body);
}

int camera_tell(struct camera *camera, const struct camera_alert *alert)
{
	size_t picture = (size_t)camera_number(camera, SWITCH_ALERT_JPEG);
	struct alert_source source = camera_source(camera);
	struct mbuf *body;
	int err;

	if (alert->state && !strcasecmp(alert->state, "inactive") &&
		camera_number(camera, SWITCH_ALERT_END) == END_NEVER)
		return 0;
	body = mbuf_alloc(1024);
	err = body ? camera_alert_print(alert, &source, body) : ENOMEM;
	if (!err) {
		camera->told_at = tmr_jiffies();
		camera_count(camera, alert->type, alert->channel,
			alert->state ? alert->state : "", 1);
		alert_streams_part(&camera->isapi.streams, true, body);
		err = -camera_post(camera, alert);
	}
	mem_deref(body);
	if (!err && picture)
		send_picture(camera, picture);
	return -err;
}
