/* SPDX-License-Identifier: Apache-2.0 */
/* arming-schedule.h - when does a camera watch for an event? Pure. */
#ifndef GATEHOUSE_ARMING_SCHEDULE_H
#define GATEHOUSE_ARMING_SCHEDULE_H

#include "bytes.h"

enum { ARMING_PATH_MAX = 128 };

struct arming_schedule {
	unsigned
		blocks; /**< times of the week that are not empty; 0: it never watches */
	unsigned days;  /**< bit 0: on Mondays ... bit 6: on Sundays */
};

/** One Schedule: TimeBlockList/TimeBlock. Holidays do not count.
 * @return 0; -EPROTO: not that document; -EMSGSIZE, -ELOOP; -EPERM: has a DTD; -ENOMEM
 *
 * Source: DS-2CD2T26G2-2I (as a client of it tells: 1 is Monday, "24:00" the end);
 * "00:00:00" with seconds: client of an NVR; unverified */
int arming_schedule_parse(struct bytes body, struct arming_schedule *ret_schedule);

/** Where the schedule is. Firmwares spell it differently: ask for the first spelling,
 * and for the next when that is refused.
 *
 * @param type      eventType of an alert or trigger, whatever its case: "VMD"
 * @param spelling  0, 1, ...
 * @return 0; -ENOENT: there is no such spelling, or no schedule is known for `type`
 *
 * Source: motionDetections/VMD_video1: DS-2CD2183G2-IU;
 * lineDetections/lineDetection-1, fieldDetections/fieldDetection-1: DS-2CD2T26G2-2I;
 * fieldDetections/fielddetection_video1 and its kind: third-party clients; unverified */
int arming_schedule_path(const char *type, unsigned channel, unsigned spelling,
	char ret_path[ARMING_PATH_MAX]);

#endif
