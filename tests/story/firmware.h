/* SPDX-License-Identifier: Apache-2.0 */
/* firmware.h - a door of each firmware that we know of, and what it can have done to it. */
#ifndef GATEHOUSE_FIRMWARE_H
#define GATEHOUSE_FIRMWARE_H

#include "story.h"

#define MOTION(on)  "{\"report\":\"state\",\"state\":{\"motion\":{\"on\":" on "}}}"
#define TAMPERED    "{\"report\":\"state\",\"state\":{\"tamper\":{\"on\":true}}}"
#define LOCK(state) "{\"report\":\"state\",\"state\":{\"lock\":{\"state\":" state "}}}"
#define CALL_IDLE   "{\"report\":\"state\",\"state\":{\"call\":{\"value\":\"idle\"}}}"
#define ANY_ACCESS  "{\"report\":\"event\",\"capability\":\"access\"}"
#define EVERYTHING  "\"expose_locks\":true,\"expose_tamper\":true,\"motion_timeout\":1"

enum firmware_can {
	CAN_BE_HEARD = 1, /**< it gets online, and rings */
	CAN_END = 2,      /**< it tells when nobody answered */
	CAN_UNLOCK = 4,
};

struct firmware {
	const char *name; /**< the simulator's profile */
	unsigned can;
	const char
		*rung_by;   /**< the source that wins each ring; NULL: it cannot ring */
	unsigned doors;     /**< so many stations share a long row of presses */
	const char *cannot; /**< and why; NULL: there is nothing it cannot do */
};

enum { FIRMWARES = 5 };

extern const struct firmware firmwares[FIRMWARES];

struct door {
	const struct firmware *firmware;
	struct story story;
};

/** A station and its host; not yet online. @param settings as of host_begin() */
struct story firmware_begin(const struct firmware *f, const char *settings);

/** A station of each firmware that can do all of `can`, online, with all its children.
 * Prints which cannot, and why. @return how many */
size_t open_doors(struct door *doors, unsigned can);
void close_doors(struct door *doors, size_t n);

typedef void step_fn(struct door *d);

/** One after the other: what a step waits for has gone on at all of them meanwhile. */
void at_each(struct door *doors, size_t n, step_fn *step);
void tell_each(struct door *doors, size_t n, const char *command);

#endif
