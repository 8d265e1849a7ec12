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
#define EVERYTHING                                                                     \
	"\"expose_locks\":true,\"expose_tamper\":true,\"expose_contacts\":true,\"motion_timeout\":1"

enum firmware_can {
	CAN_BE_HEARD = 1, /**< it gets online, and tells what happens */
	CAN_END = 2,      /**< it tells when nobody answered */
	CAN_UNLOCK = 4,
	CAN_RING = 8, /**< maybe through an indoor station */
};

struct firmware {
	const char *name; /**< the simulator's profile */
	unsigned can;
	const char
		*rung_by;   /**< the source that wins each ring; NULL: it cannot ring */
	unsigned doors;     /**< so many stations share a long row of presses */
	const char *cannot; /**< and why; NULL: there is nothing it cannot do */
	bool indirect;      /**< reached through an indoor station, which is set */
};

/** In the order of the table. */
enum firmware_name {
	FIRMWARE_V2_2_65,
	FIRMWARE_V3_7_0,
	FIRMWARE_V3_7_1,
	FIRMWARE_V3_9_0,
	FIRMWARE_KD8003_INDOOR,
	FIRMWARE_KD8003,
	FIRMWARES,
};

extern const struct firmware firmwares[FIRMWARES];

/** What a test has noted of a door, to compare with. */
struct door_note {
	unsigned long long ms;
	size_t warnings, unknown, up;
	long long connections, streams;
};

struct door {
	const struct firmware *firmware;
	struct story story;
	struct door_note before;
};

/** Its station alone. */
struct story firmware_station(const struct firmware *f);
/** The host of that station. @param settings as of host_begin() */
void firmware_host(const struct firmware *f, struct story *s, const char *settings);
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
