/* SPDX-License-Identifier: Apache-2.0 */
/* camera-triggers.h - which events a camera or recorder knows, where each of them belongs,
 * and whether the surveillance center is told. Pure.
 *
 * Source: types and their spelling: 15 dumps (facts 1.3); ids: hiksink's triggers (VMD-1,
 * tamper-1, diskfull), the others after them; schedules: DS-2CD2183G2-IU
 * (motionDetections/VMD_video1), DS-2CD2T26G2-2I (lineDetections/lineDetection-1) */
#ifndef GATEHOUSE_SIM_CAMERA_TRIGGERS_H
#define GATEHOUSE_SIM_CAMERA_TRIGGERS_H

#include "camera-channels.h"

#include <stddef.h>

/** One for each channel, one for the device, one for each alarm input. */
enum trigger_scope { SCOPE_CHANNEL, SCOPE_DEVICE, SCOPE_INPUT };

struct trigger_kind {
	const char *type; /**< eventType */
	const char *id;   /**< before the number */
	enum trigger_scope scope;
	int set; /**< TRIGGERS_BASIC, ...: in that one and those after it */
	const char *schedule; /**< before the number; NULL: none */
	const char *smart;    /**< the name below Smart/ and of its root; NULL: none */
	const char *areas;    /**< what its areas are called, with "List" behind it */
};

/** Ends with one without a type. */
extern const struct trigger_kind trigger_kinds[];

/** Is this alert of the device, not of a channel? */
bool trigger_is_of_device(const char *type);

struct camera_trigger {
	char id[64];
	const struct trigger_kind *kind;
	unsigned channel; /**< as alerts call it; 0: none */
	unsigned port;    /**< 0: none */
	bool center;
};

enum { CAMERA_TRIGGERS_MAX = CAMERA_CHANNELS_MAX * 24 + 64 };

struct camera_triggers {
	struct camera_trigger *list;
	size_t count;
};

struct triggers_plan {
	const struct camera_channels *channels;
	unsigned inputs; /**< alarm inputs */
	int set;         /**< TRIGGERS_BASIC, ... */
	int center;      /**< CENTER_ALL, ... */
	bool scene_change;
};

/** @return 0 or -ENOMEM: then there are none */
int camera_triggers_plan(
	struct camera_triggers *triggers, const struct triggers_plan *plan);
void camera_triggers_finish(struct camera_triggers *triggers);

/** @return that trigger, or NULL */
struct camera_trigger *camera_trigger_find(
	struct camera_triggers *triggers, const char *id, size_t length);

/** Is an event told? One that is not listed is not. @param number  Channel or port */
bool camera_trigger_tells(
	const struct camera_triggers *triggers, const char *type, unsigned number);

#endif
