/* SPDX-License-Identifier: Apache-2.0 */
/* visit.h - what a host has been told of the visits at a door. */
#ifndef GATEHOUSE_VISIT_H
#define GATEHOUSE_VISIT_H

#include "story.h"

#include <stdio.h>
#include <string.h>

#define CALL_ENDED "{\"report\":\"event\",\"capability\":\"call_ended\"}"

/** Have exactly these been told, in this order, all of one call: "ring ring missed"? More
 * than one poll passes before it is sure that no more come. */
bool visits_told(struct story *s, const char *expected);

/** The sensor, as last told; -1: never. */
int missed_calls(struct story *s);

#endif
