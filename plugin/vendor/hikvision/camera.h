/* SPDX-License-Identifier: Apache-2.0 */
/* camera.h - pictures and video streams of a Hikvision device. */
#ifndef GATEHOUSE_HIKVISION_CAMERA_H
#define GATEHOUSE_HIKVISION_CAMERA_H

#include "streaming-reply.h"
#include "vendor.h"

struct isapi;

enum { CAMERA_PICTURE_MAX = 4 * 1024 * 1024 }; /**< bytes */

/** As vendor.snapshot, of the main stream's channel.
 *
 * Source: ISAPI "Streaming/channels/<id>/picture"; query words as Scrypted's doorbell
 * plugin sends them to a DS-KV6113 */
int camera_snapshot(struct isapi *isapi, const struct streaming_channels *channels,
	const struct picture_wish *wish, picture_done_fn *done, void *user,
	struct unit_picture **ret_picture);

/** As vendor.forget_snapshot. */
void camera_forget(struct unit_picture *picture);

/** Does it begin as one? Whether it can be shown, the host finds out. */
bool camera_is_jpeg(struct bytes picture);

/** As vendor.stream_url. The first stream is "main", the second "sub".
 *
 * Source: the RTSP path of Scrypted's doorbell plugin; port 554 is the device's default,
 * what it is set to is not asked */
int camera_stream_url(const char *host, const struct streaming_channels *channels,
	const char *profile, char *url, size_t cap);

#endif
