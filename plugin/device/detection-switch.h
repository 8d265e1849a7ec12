/* SPDX-License-Identifier: Apache-2.0 */
/* detection-switch.h - whether a camera, or a channel, looks for motion: the capability
 * "motion_detection". */
#ifndef GATEHOUSE_DETECTION_SWITCH_H
#define GATEHOUSE_DETECTION_SWITCH_H

#include "unit-switch.h"

extern const struct unit_switch_type detection_switch_type;

/** Can it be switched? */
bool detection_switch_present(const struct child *child);
/** Is the event about it, and not about another lens? */
bool detection_switch_concerns(const struct child *child, const struct event *ev);
json_t *detection_switch_describe(void);

#endif
