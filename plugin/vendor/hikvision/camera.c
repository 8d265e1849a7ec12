/* SPDX-License-Identifier: Apache-2.0 */
/* camera.c - pictures and video streams of a Hikvision device. */

#include "camera.h"

#include "isapi.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RTSP_PORT = 554 };

/* What every JPEG begins with. Source: ITU-T T.81, B.1.1.3: SOI, and the next marker */
#define JPEG_BEGIN BYTES("\xff\xd8\xff")

struct unit_picture {
	struct isapi_call *call;
	picture_done_fn *done;
	void *user;
};

bool camera_is_jpeg(struct bytes picture)
{
	return bytes_starts(picture, JPEG_BEGIN);
}

static void picture_done(const struct isapi_result *result, void *user)
{
	struct unit_picture *picture = user;
	picture_done_fn *done = picture->done;
	void *owner = picture->user;

	free(picture);
	if (result->err)
		done(result->err, result->why, (struct bytes){0}, owner);
	else if (!camera_is_jpeg(result->body))
		done(-EREMOTEIO, "what the device sent as a picture is no JPEG",
			(struct bytes){0}, owner);
	else
		done(0, "", result->body, owner);
}

static void print_path(
	char *path, size_t cap, unsigned channel, const struct picture_wish *wish)
{
	char size[96] = "";

	if (wish->width && wish->height)
		snprintf(size, sizeof(size),
			"&videoResolutionWidth=%u&videoResolutionHeight=%u",
			wish->width, wish->height);
	snprintf(path, cap,
		"/ISAPI/Streaming/channels/%u/picture?snapShotImageType=JPEG%s",
		channel, size);
}

/* Rationale: not urgent. The device sends one answer after the other; whatever waits
 * behind a slow picture is more urgent than the picture. */
int camera_snapshot(struct isapi *isapi, const struct streaming_channels *channels,
	const struct picture_wish *wish, picture_done_fn *done, void *user,
	struct unit_picture **ret_picture)
{
	char path[192];
	struct http_request request = {
		.method = "GET",
		.path = path,
		.timeout_ms = wish->limit_ms,
		.wait_ms = wish->limit_ms,
		.body_max = CAMERA_PICTURE_MAX,
	};
	struct unit_picture *picture;
	int err;

	if (!channels->count)
		return -ENOTSUP;
	picture = calloc(1, sizeof(*picture));
	if (!picture)
		return -ENOMEM;
	picture->done = done;
	picture->user = user;
	print_path(path, sizeof(path), channels->list[0].id, wish);
	err = isapi_send(isapi, &request, picture_done, picture, &picture->call);
	if (err) {
		free(picture);
		return err;
	}
	*ret_picture = picture;
	return 0;
}

void camera_forget(struct unit_picture *picture)
{
	if (!picture)
		return;
	isapi_cancel(picture->call);
	free(picture);
}

/* @return its place in the list, or -1 */
static int place_of(const struct streaming_channels *channels, const char *profile)
{
	static const char *const profiles[] = {"main", "sub"};
	unsigned count = sizeof(profiles) / sizeof(*profiles);

	for (unsigned i = 0; i < count && i < channels->count; i++) {
		if (!strcmp(profile, profiles[i]))
			return (int)i;
	}
	return -1;
}

int camera_stream_url(const char *host, const struct streaming_channels *channels,
	const char *profile, char *url, size_t cap)
{
	int place = place_of(channels, profile);
	size_t address = strcspn(host, "%");
	const char *zone = host[address] ? host + address + 1 : "";
	bool v6 = strchr(host, ':');
	int len;

	if (place < 0)
		return -ENOENT;
	/* The zone of a link-local address: RFC 6874. */
	len = snprintf(url, cap,
		"rtsp://%s%.*s%s%s%s:%d/ISAPI/Streaming/channels/%u/"
		"?transportmode=unicast",
		v6 ? "[" : "", (int)address, host, *zone ? "%25" : "", zone,
		v6 ? "]" : "", RTSP_PORT, channels->list[place].id);
	return len < 0 || (size_t)len >= cap ? -EMSGSIZE : 0;
}
