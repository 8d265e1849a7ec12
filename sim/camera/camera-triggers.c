/* SPDX-License-Identifier: Apache-2.0 */
/* camera-triggers.c - which events a camera or recorder knows. */

#include "camera-triggers.h"
#include "camera-switches.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ADD A ROW */
// clang-format off
const struct trigger_kind trigger_kinds[] = {
	{"VMD", "VMD", SCOPE_CHANNEL, TRIGGERS_BASIC, "motionDetections/VMD_video", NULL, NULL},
	{"tamperdetection", "tamper", SCOPE_CHANNEL, TRIGGERS_BASIC, "tamperDetections/tamper_video", NULL, NULL},
	{"videoloss", "videoloss", SCOPE_CHANNEL, TRIGGERS_BASIC, NULL, NULL, NULL},
	{"linedetection", "linedetection", SCOPE_CHANNEL, TRIGGERS_SMART, "lineDetections/lineDetection-", "LineDetection", "LineItem"},
	{"fielddetection", "fielddetection", SCOPE_CHANNEL, TRIGGERS_SMART, "fieldDetections/fieldDetection-", "FieldDetection", "FieldDetectionRegion"},
	{"regionEntrance", "regionEntrance", SCOPE_CHANNEL, TRIGGERS_SMART, "regionEntrances/regionEntrance-", "regionEntrance", "RegionEntranceRegion"},
	{"regionExiting", "regionExiting", SCOPE_CHANNEL, TRIGGERS_SMART, "regionExitings/regionExiting-", "regionExiting", "RegionExitingRegion"},
	{"facedetection", "facedetection", SCOPE_CHANNEL, TRIGGERS_SMART, "faceDetections/facedetection_video", "FaceDetect", "FaceDetectRegion"},
	{"scenechangedetection", "scenechangedetection", SCOPE_CHANNEL, TRIGGERS_SMART, "sceneChangeDetections/scenechangedetection_video", "SceneChangeDetection", NULL},
	{"unattendedBaggage", "unattendedBaggage", SCOPE_CHANNEL, TRIGGERS_ALL, "unattendedBaggages/unattendedBaggage_video", "unattendedBaggage", "UnattendedBaggageRegion"},
	{"attendedBaggage", "attendedBaggage", SCOPE_CHANNEL, TRIGGERS_ALL, "attendedBaggages/attendedBaggage_video", "attendedBaggage", "AttendedBaggageRegion"},
	{"shelteralarm", "shelteralarm", SCOPE_CHANNEL, TRIGGERS_ALL, NULL, NULL, NULL},
	{"defocus", "defocus", SCOPE_CHANNEL, TRIGGERS_ALL, NULL, "DefocusDetection", NULL},
	{"audioexception", "audioexception", SCOPE_CHANNEL, TRIGGERS_ALL, NULL, "AudioDetection", NULL},
	{"PIR", "PIR", SCOPE_CHANNEL, TRIGGERS_ALL, NULL, NULL, NULL},
	{"thermometry", "thermometry", SCOPE_CHANNEL, TRIGGERS_ALL, NULL, NULL, NULL},
	{"badvideo", "badvideo", SCOPE_CHANNEL, TRIGGERS_ALL, NULL, NULL, NULL},
	{"videomismatch", "videomismatch", SCOPE_CHANNEL, TRIGGERS_ALL, NULL, NULL, NULL},
	{"faceSnap", "faceSnap", SCOPE_CHANNEL, TRIGGERS_ALL, NULL, NULL, NULL},
	{"storageDetection", "storageDetection", SCOPE_DEVICE, TRIGGERS_ALL, NULL, NULL, NULL},
	{"recordingfailure", "recordingfailure", SCOPE_DEVICE, TRIGGERS_ALL, NULL, NULL, NULL},
	{"diskfull", "diskfull", SCOPE_DEVICE, TRIGGERS_BASIC, NULL, NULL, NULL},
	{"diskerror", "diskerror", SCOPE_DEVICE, TRIGGERS_BASIC, NULL, NULL, NULL},
	{"nicbroken", "nicbroken", SCOPE_DEVICE, TRIGGERS_BASIC, NULL, NULL, NULL},
	{"ipconflict", "ipconflict", SCOPE_DEVICE, TRIGGERS_BASIC, NULL, NULL, NULL},
	{"illaccess", "illaccess", SCOPE_DEVICE, TRIGGERS_BASIC, NULL, NULL, NULL},
	{"IO", "IO", SCOPE_INPUT, TRIGGERS_BASIC, NULL, NULL, NULL},
	{.type = NULL},
};
// clang-format on

bool trigger_is_of_device(const char *type)
{
	for (const struct trigger_kind *kind = trigger_kinds; kind->type; kind++)
		if (!strcasecmp(kind->type, type))
			return kind->scope == SCOPE_DEVICE;
	return false;
}

static void add(struct camera_triggers *triggers, const struct triggers_plan *plan,
	const struct trigger_kind *kind, unsigned channel, unsigned port)
{
	unsigned number = channel ? channel : port;
	struct camera_trigger *trigger = &triggers->list[triggers->count];

	if (triggers->count == CAMERA_TRIGGERS_MAX)
		return;
	*trigger = (struct camera_trigger){
		.kind = kind,
		.channel = channel,
		.port = port,
		.center = plan->center == CENTER_ALL ||
			  (plan->center == CENTER_FIRST && !triggers->count),
	};
	if (number)
		(void)snprintf(
			trigger->id, sizeof(trigger->id), "%s-%u", kind->id, number);
	else
		(void)snprintf(trigger->id, sizeof(trigger->id), "%s", kind->id);
	triggers->count++;
}

static void add_kind(struct camera_triggers *triggers, const struct triggers_plan *plan,
	const struct trigger_kind *kind)
{
	switch (kind->scope) {
	case SCOPE_CHANNEL:
		for (unsigned i = 0; i < plan->channels->count; i++)
			add(triggers, plan, kind, plan->channels->list[i].alert, 0);
		break;
	case SCOPE_DEVICE: add(triggers, plan, kind, 0, 0); break;
	case SCOPE_INPUT:
		for (unsigned port = 1; port <= plan->inputs; port++)
			add(triggers, plan, kind, 0, port);
		break;
	}
}

int camera_triggers_plan(
	struct camera_triggers *triggers, const struct triggers_plan *plan)
{
	camera_triggers_finish(triggers);
	triggers->list = calloc(CAMERA_TRIGGERS_MAX, sizeof(*triggers->list));
	if (!triggers->list)
		return -ENOMEM;
	for (const struct trigger_kind *kind = trigger_kinds; kind->type; kind++)
		if (kind->set <= plan->set &&
			(plan->scene_change ||
				strcmp(kind->type, "scenechangedetection")))
			add_kind(triggers, plan, kind);
	return 0;
}

void camera_triggers_finish(struct camera_triggers *triggers)
{
	free(triggers->list);
	*triggers = (struct camera_triggers){NULL, 0};
}

struct camera_trigger *camera_trigger_find(
	struct camera_triggers *triggers, const char *id, size_t length)
{
	for (size_t i = 0; i < triggers->count; i++)
		if (strlen(triggers->list[i].id) == length &&
			!memcmp(triggers->list[i].id, id, length))
			return &triggers->list[i];
	return NULL;
}

bool camera_trigger_tells(
	const struct camera_triggers *triggers, const char *type, unsigned number)
{
	for (size_t i = 0; i < triggers->count; i++) {
		const struct camera_trigger *t = &triggers->list[i];

		if (!strcasecmp(t->kind->type, type) &&
			(t->channel == number || t->port == number))
			return t->center;
	}
	return false;
}
