/* SPDX-License-Identifier: Apache-2.0 */
/* door-camera.h - the camera of a door station, of a camera or of a recorder's channel:
 * pictures on request, of a door station a picture of each ring, addresses of streams.
 *
 *           wanted             failed, tries left
 *   IDLE ------------> TAKING --------------------> PAUSING
 *    ^ |               |  ^ ^         time             ^ |
 *    | |               |  | +--------------------------|-+
 *    | +---------------|--|----------------------------+
 *    +-----------------+  |      a ring
 *    none wanted any more +-- taken, given up: the next
 *
 *   IDLE      no picture is wanted
 *   TAKING    the station was asked for the first of `jobs`; the timer runs for a ring's
 *   PAUSING   timer: until it is asked (again)
 *
 * One picture at a time, so that the station's other questions get their turn in between.
 * A ring's picture goes first, and takes the place of one that is under way: it may not
 * show the time before the press. It is tried up to three times, within RING_PICTURE_MS of
 * the ring; the ring itself was told before it is even asked for. */
#ifndef GATEHOUSE_DOOR_CAMERA_H
#define GATEHOUSE_DOOR_CAMERA_H

#include "child.h"
#include "picture-book.h"
#include "timers.h"

enum {
	RING_PICTURE_MS = 1500,       /**< from the ring until its picture is here */
	RING_PICTURE_TAKEN_MS = 1000, /**< the last moment to ask for it */
	PICTURE_LIMIT_MS = 3000,      /**< for one asked by the user, each try */
	PICTURE_PAUSE_MS = 250,
	PICTURE_TRIES = 3,
	PICTURES_WAITING_MAX = 64, /**< more requests are answered with busy */
};

struct picture_job;
struct unit_picture;

enum camera_state { CAMERA_IDLE, CAMERA_TAKING, CAMERA_PAUSING };

struct door_camera {
	struct child *child;
	enum camera_state state;
	struct picture_job *jobs; /**< rings first; the first is the one under way */
	struct unit_picture *picture;
	struct timer timer;
	struct picture_book book;
};

void door_camera_init(struct door_camera *c, struct child *child);
void door_camera_finish(struct door_camera *c); /**< answers with -ECANCELED */

/** Has the station one? Then it is a capability of the device. */
bool door_camera_present(const struct child *child);
json_t *door_camera_describe(void);
void door_camera_announced(struct door_camera *c);

/** A ring was told: take its picture. */
void door_camera_ring(struct door_camera *c, const char *call);

/* As in child_type. */
int door_camera_request(struct door_camera *c, const struct child_request *request);
void door_camera_cancel(struct door_camera *c, uint64_t ticket);
void door_camera_unit_gone(struct door_camera *c);

#endif
