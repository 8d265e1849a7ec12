/* SPDX-License-Identifier: Apache-2.0 */
/* camera.h - pictures and video streams of a Hikvision device. */
#ifndef GATEHOUSE_HIKVISION_CAMERA_H
#define GATEHOUSE_HIKVISION_CAMERA_H

#include "streaming-reply.h"
#include "vendor.h"

struct isapi;

enum { CAMERA_PICTURE_MAX = 4 * 1024 * 1024 }; /**< bytes */

/** Which stream is it?
 * @param channel  0: the one of the first stream
 * @param profile  "main": the first that is listed of a channel; "sub": the second
 * @return its id, 0: there is none */
unsigned camera_stream(const struct streaming_channels *channels, unsigned channel,
	const char *profile);

/** As vendor.snapshot.
 * @param stream  0: none, -ENOTSUP
 * @param proxy   of a camera behind a recorder: it may be asked for elsewhere, too
 *
 * Source: ISAPI "Streaming/channels/<id>/picture"; query words as Scrypted's doorbell
 * plugin sends them to a DS-KV6113; "ContentMgmt/StreamingProxy/channels/<id>/picture":
 * hikvision_next, of NVRs */
int camera_snapshot(struct isapi *isapi, unsigned stream, bool proxy,
	const struct picture_wish *wish, picture_done_fn *done, void *user,
	struct unit_picture **ret_picture);

/** As vendor.forget_snapshot. */
void camera_forget(struct unit_picture *picture);

/** Does it begin as one? Whether it can be shown, the host finds out. */
bool camera_is_jpeg(struct bytes picture);

/** As vendor.stream_url.
 * @param stream  0: none, -ENOENT
 * @param bare    as isapi_bare(): likewise
 *
 * Source: the RTSP path of Scrypted's doorbell plugin; port 554 is the device's default,
 * what it is set to is not asked */
int camera_stream_url(
	const char *host, unsigned stream, bool bare, char *url, size_t cap);

#endif
