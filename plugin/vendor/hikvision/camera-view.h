/* SPDX-License-Identifier: Apache-2.0 */
/* camera-view.h - what a camera or a recorder has and watches, put together from what it
 * answered. Pure.
 *
 * A recorder is one by its type, not by the numbers in its triggers. Its channels are those
 * of its analogue inputs (System/Video/inputs) and of the cameras behind it (InputProxy);
 * a hybrid has both. A number that stands in both lists is a camera's. */
#ifndef GATEHOUSE_HIKVISION_CAMERA_VIEW_H
#define GATEHOUSE_HIKVISION_CAMERA_VIEW_H

#include "channel-list.h"
#include "device-capabilities.h"
#include "streaming-reply.h"
#include "trigger-list.h"
#include "vendor.h"

/** What it answered, as far as it did. All-zero, but for the capabilities: nothing. */
struct camera_found {
	enum device_kind kind;
	struct device_capabilities caps;
	struct channel_list inputs;   /**< analogue, or the lenses of a camera */
	struct channel_list proxies;  /**< cameras behind a recorder */
	struct channel_list statuses; /**< of these */
	struct trigger_list triggers;
	struct trigger_list scene_change; /**< asked for by name, where not listed */
	struct streaming_channels streams;
	bool streams_unlisted; /**< it does not know that question */
	bool detects;          /**< motion detection of an input can be read */
	bool proxy_detects;    /**< that of a camera behind it can */
};
void camera_found_init(struct camera_found *f);
void camera_found_finish(struct camera_found *f); /**< it is empty then */

/** What the wire needs to know of a channel besides. */
struct camera_way {
	unsigned input; /**< the recorder's port for it; 0: not said */
	bool proxy;     /**< it is a camera behind a recorder */
};

/** All-zero is empty. */
struct camera_view {
	struct unit_view view;
	struct camera_way *ways; /**< of view.channels */
};

/** @return 0; -ENOMEM: *ret_view is untouched */
int camera_view_build(const struct camera_found *found, struct camera_view *ret_view);
bool camera_view_equal(const struct camera_view *a, const struct camera_view *b);
void camera_view_finish(struct camera_view *v); /**< it is empty then */

/** @return its place in view.channels, or -1 */
int camera_view_place(const struct camera_view *v, unsigned channel);

/** @param channel 0: the first. @return its place, or -1 */
int camera_view_wished(const struct camera_view *v, unsigned channel);

/** @param place    in view.channels
 * @param profile  as camera_stream()
 * @return the stream's id; 0: there is none */
unsigned camera_view_stream(const struct camera_view *v, const struct camera_found *f,
	unsigned place, const char *profile);

/** The device tells of it, so it is set to, whatever its triggers said when they were read.
 * @return whether that was not known: build the view anew */
bool camera_found_arm(struct camera_found *f, const struct camera_view *v,
	const struct sensor_id *id);

/** The camera of a channel that was said to be lost is heard of: it answers, until the next
 * answer says otherwise.
 * @return whether that was not known: build the view anew */
bool camera_found_back(
	struct camera_found *f, const struct camera_view *v, unsigned channel);

#endif
