/* SPDX-License-Identifier: Apache-2.0 */
/* camera-house.h - stories of a camera or a recorder: what its sensors show.
 *
 * `channel` is that of a recorder, whose sensors belong to a device of its own; 0: the root
 * device, a camera or the recorder as a whole. `key` is a sensor's capability key. */
#ifndef GATEHOUSE_CAMERA_HOUSE_H
#define GATEHOUSE_CAMERA_HOUSE_H

#include "story.h"

enum { DEVICE_ID_SIZE = 80 };

/** As story_begin() and story_at_home(). */
struct story camera_begin(const char *const *options);
struct story camera_at_home(const char *const *options, const char *settings);

void camera_id(struct story *s, unsigned channel, char id[DEVICE_ID_SIZE]);
/** As announced last; borrowed, NULL: there is none. */
const json_t *camera_device(struct story *s, unsigned channel);
const json_t *camera_capability(struct story *s, unsigned channel, const char *key);
/** The entity name that its descriptor carries; "" when there is none. */
const char *camera_entity(struct story *s, unsigned channel, const char *key);

/** Wait until it shows this, beginning with what is not behind us.
 * @param on "true", "false", "null" */
bool hear_sensor(struct story *s, unsigned limit_ms, unsigned channel, const char *key,
	const char *on);
/** It has been off, which it is when nothing was heard of it for the off delay. */
bool camera_quiet(struct story *s, unsigned channel, const char *key);

/** What it has shown so far: each change counts once. */
struct edges {
	unsigned on, off, unknown;
	const char *now; /**< "true", "false", "null", or "" before the first */
};
struct edges camera_edges(struct story *s, unsigned channel, const char *key);

/** A request to the device of that channel; as request(). */
unsigned camera_ask(struct story *s, unsigned channel, const char *capability,
	const char *op, const char *args);

#endif
