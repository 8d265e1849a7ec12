/* SPDX-License-Identifier: Apache-2.0 */
/* camera-events.h - alerts of a camera or a recorder -> news of its sensors. Pure.
 *
 * Whose news is it?
 *   of the device as a whole, as its type says (disk, network): channel 0
 *   of the only lens of a camera: channel 0, whatever is said
 *   of a camera with several: the one that is said, else the first
 *   of a recorder: the channel that is said. None: its only channel; if it has several, its
 *   own (0): nothing is lost, and no channel is accused of it
 * A recorder may count its cameras from 33 on (reported: an alert of 34 was the second's);
 * so a number that it does not list, less 32, is the port or the number of a camera.
 * An alarm input is known by its port, never by the channel that stands beside it. */
#ifndef GATEHOUSE_HIKVISION_CAMERA_EVENTS_H
#define GATEHOUSE_HIKVISION_CAMERA_EVENTS_H

#include "alert-xml.h"
#include "camera-view.h"
#include "event.h"

enum { CAMERA_NEWS_MAX = ALERT_WORDS_MAX };

/** What an alert says of which sensors: one, or, if it says what goes on, several. None: a
 * heartbeat, history, or what doors tell.
 * @return how many */
unsigned camera_news(const struct camera_view *v, const struct alert *alert,
	struct sensor_news ret_news[CAMERA_NEWS_MAX]);

/** @return false: it is none */
bool camera_trigger_sensor(const struct camera_view *v, const struct trigger *trigger,
	struct sensor_id *ret_id);

/** How a sensor is written on the device, for people and for paths: "linedetection". */
const char *camera_wire_type(const struct sensor_id *id);

enum {
	CAMERA_WORDS_MAX =
		64 /**< more are not told of; they are sensors all the same */
};

/** Types that no table knows, as they come; all-zero: none yet. */
struct camera_words {
	char list[CAMERA_WORDS_MAX][SENSOR_WORD_MAX + 1];
	unsigned count;
};

/** @return whether it is new, and is to be told of */
bool camera_words_add(struct camera_words *words, const char *word);

#endif
