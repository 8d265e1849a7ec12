/* SPDX-License-Identifier: Apache-2.0 */
/* camera-channels.h - the video channels of a camera or recorder, as the switches describe
 * them. Pure. */
#ifndef GATEHOUSE_SIM_CAMERA_CHANNELS_H
#define GATEHOUSE_SIM_CAMERA_CHANNELS_H

#include <stdbool.h>

enum { CAMERA_CHANNELS_MAX = 128 };

struct camera_channel {
	unsigned number; /**< as lists and streams call it */
	unsigned alert;  /**< as alerts call it */
	unsigned
		source; /**< srcInputPort: 1 for the first IP camera; 0: no IP camera */
	bool online;
	bool motion_detection;
	char name[64];
};

struct camera_channels {
	struct camera_channel list[CAMERA_CHANNELS_MAX];
	unsigned count;
};

struct channels_plan {
	unsigned inputs;       /**< lenses, or analogue inputs: 1, 2, ... */
	const char *ip;        /**< "1-4,7" */
	const char *offline;   /**< the same */
	const char *names;     /**< "Hall,Yard", again and again; "": Camera 01 */
	unsigned alert_offset; /**< 0: alerts have the number of the channel */
};

/** Motion detection of channels that were there before stays as it is; of new ones it
 * is on. */
void camera_channels_plan(
	struct camera_channels *channels, const struct channels_plan *plan);

/** @return that channel, or NULL */
struct camera_channel *camera_channel_find(
	struct camera_channels *channels, unsigned number);

#endif
