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
	struct isapi *isapi;
	struct isapi_call *call;
	picture_done_fn *done;
	void *user;
	struct picture_wish wish;
	unsigned stream;
	const char *again; /**< where else to ask; NULL: nowhere */
};

/* Where pictures are. ADD A ROW */
static const char of_device[] = "/ISAPI/Streaming/channels";
static const char of_proxy[] = "/ISAPI/ContentMgmt/StreamingProxy/channels";

bool camera_is_jpeg(struct bytes picture)
{
	return bytes_starts(picture, JPEG_BEGIN);
}

static int ask(struct unit_picture *picture, const char *where);

/* Does the device not know that path? NVRs say so in many ways. */
static bool elsewhere(const struct isapi_result *result)
{
	return result->err == -ENOTSUP || result->err == -EREMOTEIO;
}

static void picture_done(const struct isapi_result *result, void *user)
{
	struct unit_picture *picture = user;
	picture_done_fn *done = picture->done;
	void *owner = picture->user;
	const char *again = picture->again;

	picture->again = NULL;
	if (again && elsewhere(result) && !ask(picture, again))
		return;
	free(picture);
	if (result->err)
		done(result->err, result->why, (struct bytes){0}, owner);
	else if (!camera_is_jpeg(result->body))
		done(-EREMOTEIO, "what the device sent as a picture is no JPEG",
			(struct bytes){0}, owner);
	else
		done(0, "", result->body, owner);
}

static void print_path(char *path, size_t cap, const char *where, unsigned stream,
	const struct picture_wish *wish)
{
	char size[96] = "";

	if (wish->width && wish->height)
		snprintf(size, sizeof(size),
			"&videoResolutionWidth=%u&videoResolutionHeight=%u",
			wish->width, wish->height);
	snprintf(path, cap, "%s/%u/picture?snapShotImageType=JPEG%s", where, stream,
		size);
}

/* Rationale: not urgent. The device sends one answer after the other; whatever waits
 * behind a slow picture is more urgent than the picture. */
static int ask(struct unit_picture *picture, const char *where)
{
	char path[192];
	struct http_request request = {
		.method = "GET",
		.path = path,
		.timeout_ms = picture->wish.limit_ms,
		.wait_ms = picture->wish.limit_ms,
		.body_max = CAMERA_PICTURE_MAX,
	};

	print_path(path, sizeof(path), where, picture->stream, &picture->wish);
	return isapi_send(
		picture->isapi, &request, picture_done, picture, &picture->call);
}

int camera_snapshot(struct isapi *isapi, unsigned stream, bool proxy,
	const struct picture_wish *wish, picture_done_fn *done, void *user,
	struct unit_picture **ret_picture)
{
	struct unit_picture *picture;
	int err;

	if (!stream)
		return -ENOTSUP;
	picture = calloc(1, sizeof(*picture));
	if (!picture)
		return -ENOMEM;
	picture->isapi = isapi;
	picture->done = done;
	picture->user = user;
	picture->wish = *wish;
	picture->stream = stream;
	picture->again = proxy ? of_proxy : NULL;
	err = ask(picture, of_device);
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

unsigned camera_stream(const struct streaming_channels *channels, unsigned channel,
	const char *profile)
{
	static const char *const profiles[] = {"main", "sub"};

	if (!channel && channels->count)
		channel = streaming_channel_of(channels->list[0].id);
	for (unsigned i = 0; i < sizeof(profiles) / sizeof(*profiles); i++) {
		if (!strcmp(profile, profiles[i]))
			return streaming_stream_of(channels, channel, i);
	}
	return 0;
}

int camera_stream_url(
	const char *host, unsigned stream, bool bare, char *url, size_t cap)
{
	size_t address = strcspn(host, "%");
	const char *zone = host[address] ? host + address + 1 : "";
	bool v6 = strchr(host, ':');
	int len;

	if (!stream)
		return -ENOENT;
	/* The zone of a link-local address: RFC 6874. */
	len = snprintf(url, cap,
		"rtsp://%s%.*s%s%s%s:%d%s/Streaming/channels/%u/"
		"?transportmode=unicast",
		v6 ? "[" : "", (int)address, host, *zone ? "%25" : "", zone,
		v6 ? "]" : "", RTSP_PORT, bare ? "" : "/ISAPI", stream);
	return len < 0 || (size_t)len >= cap ? -EMSGSIZE : 0;
}
