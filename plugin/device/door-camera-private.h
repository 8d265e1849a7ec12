/* SPDX-License-Identifier: Apache-2.0 */
/* door-camera-private.h - a door station's camera from inside: for door-camera.c, which
 * takes the pictures, and camera-requests.c, which hears what the host wants. */
#ifndef GATEHOUSE_DOOR_CAMERA_PRIVATE_H
#define GATEHOUSE_DOOR_CAMERA_PRIVATE_H

#include "door-camera.h"
#include "station.h"

/** One picture that is wanted, by a ring or by a request. */
struct picture_job {
	struct picture_job *next;
	char call[BOOK_CALL_MAX + 1]; /**< of the ring; "": for a request */
	uint64_t ticket;              /**< of the request */
	struct picture_wish wish;
	uint64_t wanted_ms;
	unsigned tries;
	bool shares; /**< the picture under way is for it */
};

/* door-camera.c */

/** @return 0: it will be answered; -EBUSY, -ENOMEM */
int door_camera_want(
	struct door_camera *c, uint64_t ticket, unsigned width, unsigned height);

/* camera-requests.c */

void door_camera_tell(struct door_camera *c); /**< the state */

#endif
