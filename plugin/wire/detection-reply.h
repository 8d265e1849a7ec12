/* SPDX-License-Identifier: Apache-2.0 */
/* detection-reply.h - is a camera's detection on, and where does it look? Pure. */
#ifndef GATEHOUSE_DETECTION_REPLY_H
#define GATEHOUSE_DETECTION_REPLY_H

#include "answer.h"
#include "bytes.h"

struct detection {
	enum answer enabled;
	int areas; /**< cells of the grid, regions or lines that are set; 0: it looks
	            *   nowhere; -1: not said */
};

/** Any of
 *   GET /ISAPI/System/Video/inputs/channels/<ch>/motionDetection
 *   GET /ISAPI/ContentMgmt/InputProxy/channels/<ch>/video/motionDetection
 *       MotionDetection: a grid (gridMap, in hexadecimal), or regions
 *   GET /ISAPI/Smart/{FieldDetection,LineDetection,regionEntrance,regionExiting}/<ch>
 *       and what is built alike: regions or lines of coordinates
 * A region or line counts that is not switched off and has two different points: devices
 * list those that nobody drew with none, or with the same point again and again.
 *
 * @return 0; -EPROTO: not that document; -EMSGSIZE, -ELOOP; -EPERM: has a DTD; -ENOMEM
 *
 * Source: gridMap: DS-2CD2183G2-IU; LineItemList, FieldDetectionRegionList,
 * RegionEntranceRegionList, MotionDetectionRegionList: third-party clients; unverified */
int detection_parse(struct bytes body, struct detection *ret_detection);

#endif
