/* SPDX-License-Identifier: Apache-2.0 */
/* sensor-set.h - the binary sensors of one device, a camera, a recorder or its channel: a
 * capability each, and an "event" beside each that tells of something moving.
 *
 * What turns on is told at once; what turns off or becomes unknown, a moment later and
 * together: at the loss of a recorder that is one report for each channel. */
#ifndef GATEHOUSE_SENSOR_SET_H
#define GATEHOUSE_SENSOR_SET_H

#include "child.h"
#include "timers.h"

struct sensor_item;

struct sensor_set {
	struct child *child;
	struct sensor_item *items; /**< in the order of the host's list */
	bool online;               /**< the unit is */
	bool lost;                 /**< the camera behind the channel is not */
	struct timer flush;        /**< runs: some are to be told */
};

void sensor_set_init(struct sensor_set *set, struct child *child);
void sensor_set_finish(struct sensor_set *set);

/** Have the sensors that the station knows of, by the settings of now. Tells nothing. */
void sensor_set_follow(struct sensor_set *set);

/** Add to the capabilities of the device object. */
void sensor_set_describe(const struct sensor_set *set, json_t *capabilities);

/** Report them all. */
void sensor_set_announced(struct sensor_set *set);

/** @param lost the channel's own camera is; of that, its video loss still tells */
void sensor_set_hear(struct sensor_set *set, bool online, bool lost);

/** @param ev an EVENT_SENSOR, its id a place as in station-view.h */
void sensor_set_event(struct sensor_set *set, const struct event *ev);

#endif
