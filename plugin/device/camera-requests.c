/* SPDX-License-Identifier: Apache-2.0 */
/* camera-requests.c - what the host is told of a camera, and what it may ask of it. */

#include "door-camera-private.h"
#include "station-view.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { URL_MAX = 512, PIXELS_MAX = 16384 };

/* A recorder has none of its own. */
static bool has_camera(const struct child *child)
{
	const struct station_view *view = station_view_of(child->station);

	if (!view || !view->recorder)
		return station_info(child->station)->has_camera;
	return child->door && station_view_channel(view, child->door)->has_camera;
}

bool door_camera_present(const struct child *child)
{
	return station_config(child->station)->vendor->snapshot && has_camera(child);
}

json_t *door_camera_describe(void)
{
	return json_pack("{s:s}", "type", "camera");
}

static json_t *ring_picture_object(const struct book_picture *last)
{
	if (!last)
		return json_null();
	return json_pack("{s:s,s:I,s:i}", "call", last->call, "bytes",
		(json_int_t)last->jpeg.len, "after_ms", (int)last->after_ms);
}

/* Whether somebody watches, the device does not tell; and only a door station rings. */
void door_camera_tell(struct door_camera *c)
{
	json_t *state;

	if (!door_camera_present(c->child))
		return;
	state = json_pack("{s:n}", "streaming");
	if (!station_view_of(c->child->station))
		json_object_set_new(state, "ring_picture",
			ring_picture_object(picture_book_find(&c->book, NULL)));
	station_state(c->child, "camera", state);
}

void door_camera_announced(struct door_camera *c)
{
	door_camera_tell(c);
}

/* ---- requests ---- */

/* @return 0, -EINVAL; an absent one is 0 pixels */
static int pixels(const json_t *args, const char *key, unsigned *ret_pixels)
{
	const json_t *value = json_object_get(args, key);
	json_int_t n = json_integer_value(value);

	if (value && (!json_is_integer(value) || n < 1 || n > PIXELS_MAX))
		return -EINVAL;
	*ret_pixels = (unsigned)n;
	return 0;
}

static int snapshot(struct door_camera *c, const struct child_request *request)
{
	unsigned width, height;

	if (pixels(request->args, "width", &width) ||
		pixels(request->args, "height", &height))
		return -EINVAL;
	if (!station_online(c->child->station))
		return -ENOTCONN;
	return door_camera_want(c, request->ticket, width, height);
}

static int ring_picture(struct door_camera *c, const struct child_request *request)
{
	const json_t *call = json_object_get(request->args, "call");
	const struct book_picture *picture;
	json_t *result;

	if (call && !json_is_string(call))
		return -EINVAL;
	picture = picture_book_find(&c->book, json_string_value(call));
	if (!picture) {
		station_answer(c->child->station, request->ticket, -ENOENT,
			"there is no picture of that ring, or it is not kept any more");
		return 0;
	}
	result = json_pack("{s:s}", "call", picture->call);
	station_answer_bytes(c->child->station, request->ticket, result, picture->jpeg,
		"image/jpeg");
	json_decref(result);
	return 0;
}

/* Rationale: the address goes out without login, although a reply may be a secret. Hosts
 * and players write addresses into logs and process lists; the host knows the settings,
 * and which of them are the login. */
static json_t *stream_result(const struct door_camera *c, const char *url)
{
	json_t *result = json_pack("{s:s}", "url", url);

	if (result && *station_config(c->child->station)->unit.username)
		json_object_set_new(result, "login",
			json_pack("{s:s,s:s}", "username", "/username", "password",
				"/password"));
	return result;
}

static int stream(struct door_camera *c, const struct child_request *request)
{
	struct station *station = c->child->station;
	const json_t *profile = json_object_get(request->args, "profile");
	char url[URL_MAX];
	json_t *result;
	int err;

	if (profile && !json_is_string(profile))
		return -EINVAL;
	if (!station_online(station))
		return -ENOTCONN; /* which streams there are may not be known yet */
	err = station_stream_url(station, c->child->door,
		profile ? json_string_value(profile) : "main", url, sizeof(url));
	if (err == -ENOENT)
		station_answer(station, request->ticket, err,
			"there is no such stream; there is \"main\", and mostly \"sub\"");
	if (err)
		return err == -ENOENT ? 0 : err;
	result = stream_result(c, url);
	station_answer_bytes(station, request->ticket, result, (struct bytes){0}, NULL);
	json_decref(result);
	return 0;
}

int door_camera_request(struct door_camera *c, const struct child_request *request)
{
	/* ADD A ROW */
	static const struct {
		const char *op;
		int (*take)(struct door_camera *c, const struct child_request *request);
	} ops[] = {
		{"snapshot", snapshot},
		{"ring_picture", ring_picture},
		{"stream", stream},
	};

	if (strcmp(request->capability, "camera") || !door_camera_present(c->child))
		return -ENOENT;
	for (size_t i = 0; i < sizeof(ops) / sizeof(*ops); i++) {
		if (!strcmp(request->op, ops[i].op))
			return ops[i].take(c, request);
	}
	return -ENOENT;
}
