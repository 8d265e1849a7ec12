/* SPDX-License-Identifier: Apache-2.0 */
/* station-doors.h - the relays of a door station, and the contacts of its doors.
 *
 *             open                       alwaysOpen
 *   RELEASED ------> PULSED (timer runs) ----------> HELD (no timer)
 *      ^                |  time, close, resume         | close, alwaysClose, resume
 *      +----------------+------------------------------+
 *
 * Source: commands and their words: peers' code; 5,21 and 5,22 around a pulse:
 * DS-K1T342MWX, 999 and 962 times in 200 days. What `resume` does is a guess. */
#ifndef GATEHOUSE_SIM_STATION_DOORS_H
#define GATEHOUSE_SIM_STATION_DOORS_H

#include "sim-re.h"

enum { DOORS_MAX = 8 };

/** As the wire calls them, see door_command_word(). */
enum door_command {
	DOOR_OPEN,
	DOOR_CLOSE,
	DOOR_ALWAYS_OPEN,
	DOOR_ALWAYS_CLOSE,
	DOOR_RESUME,
	DOOR_COMMANDS
};

enum door_relay { RELAY_RELEASED, RELAY_PULSED, RELAY_HELD };

struct doors_ops {
	unsigned (*open_duration_ms)(void *user);
	/** An event of major type 5. `door` is 1-based. */
	void (*event)(unsigned minor, unsigned door, void *user);
	/** A relay was pulsed. */
	void (*pulsed)(unsigned door, void *user);
};

struct door {
	struct doors *doors;
	unsigned number; /* 1-based */
	enum door_relay relay;
	bool silent; /* this pulse tells nobody */
	bool contact_open;
	struct tmr relock;
};

struct doors {
	const struct doors_ops *ops;
	void *user;
	unsigned count;
	struct door door[DOORS_MAX];
};

void doors_init(
	struct doors *doors, unsigned count, const struct doors_ops *ops, void *user);

/** Also a power cut: every relay falls back, without events. */
void doors_finish(struct doors *doors);

/** @param number  1-based, must be one of the doors
 * @param silent   The relay moves, but no event tells */
void doors_command(
	struct doors *doors, unsigned number, enum door_command command, bool silent);

/** The contact of a door changes. */
void doors_contact(struct doors *doors, unsigned number, bool open);

/** It opens although nobody unlocked it: 5,92 and 5,25 (in that order in the history of a
 * DS-KV6124 V3.9.0). */
void doors_force(struct doors *doors, unsigned number);

const char *door_command_word(enum door_command command);

/** @return 0 or -EINVAL */
int door_command_named(const struct pl *word, enum door_command *ret);

#endif
