/* SPDX-License-Identifier: Apache-2.0 */
/* station-doors.c - the relays of a door station, and the contacts of its doors. */

#include "station-doors.h"

#include <errno.h>

enum {
	MINOR_UNLOCKED = 21,
	MINOR_LOCKED = 22,
	MINOR_DOOR_OPENED = 25,
	MINOR_DOOR_CLOSED = 26,
	MINOR_DOOR_FORCED = 92,
};

static const char *const words[DOOR_COMMANDS] = {
	[DOOR_OPEN] = "open",
	[DOOR_CLOSE] = "close",
	[DOOR_ALWAYS_OPEN] = "alwaysOpen",
	[DOOR_ALWAYS_CLOSE] = "alwaysClose",
	[DOOR_RESUME] = "resume",
};

void doors_init(
	struct doors *doors, unsigned count, const struct doors_ops *ops, void *user)
{
	memset(doors, 0, sizeof(*doors));
	doors->ops = ops;
	doors->user = user;
	doors->count = count;
	for (unsigned i = 0; i < DOORS_MAX; i++) {
		doors->door[i].doors = doors;
		doors->door[i].number = i + 1;
		tmr_init(&doors->door[i].relock);
	}
}

void doors_finish(struct doors *doors)
{
	for (unsigned i = 0; i < DOORS_MAX; i++) {
		tmr_cancel(&doors->door[i].relock);
		doors->door[i].relay = RELAY_RELEASED;
	}
}

static void tell(struct door *door, unsigned minor)
{
	if (!door->silent)
		door->doors->ops->event(minor, door->number, door->doors->user);
}

static void release(struct door *door)
{
	tmr_cancel(&door->relock);
	if (door->relay == RELAY_RELEASED)
		return;
	door->relay = RELAY_RELEASED;
	tell(door, MINOR_LOCKED);
}

static void pulse_over(void *arg)
{
	release(arg);
}

/* Each command to open is a pulse of its own, also into a relay that is still pulsed. */
static void pulse(struct door *door)
{
	struct doors *doors = door->doors;

	doors->ops->pulsed(door->number, doors->user);
	tell(door, MINOR_UNLOCKED);
	if (door->relay == RELAY_HELD)
		return;
	door->relay = RELAY_PULSED;
	tmr_start(&door->relock, doors->ops->open_duration_ms(doors->user), pulse_over,
		door);
}

void doors_command(
	struct doors *doors, unsigned number, enum door_command command, bool silent)
{
	struct door *door = &doors->door[number - 1];

	door->silent = silent;
	switch (command) {
	case DOOR_OPEN: pulse(door); break;
	case DOOR_ALWAYS_OPEN:
		tmr_cancel(&door->relock);
		if (door->relay == RELAY_RELEASED)
			tell(door, MINOR_UNLOCKED);
		door->relay = RELAY_HELD;
		break;
	case DOOR_CLOSE:
	case DOOR_ALWAYS_CLOSE:
	case DOOR_RESUME: release(door); break;
	case DOOR_COMMANDS: break;
	}
}

void doors_contact(struct doors *doors, unsigned number, bool open)
{
	doors->door[number - 1].contact_open = open;
	doors->ops->event(
		open ? MINOR_DOOR_OPENED : MINOR_DOOR_CLOSED, number, doors->user);
}

void doors_force(struct doors *doors, unsigned number)
{
	doors->ops->event(MINOR_DOOR_FORCED, number, doors->user);
	doors_contact(doors, number, true);
}

const char *door_command_word(enum door_command command)
{
	return words[command];
}

int door_command_named(const struct pl *word, enum door_command *ret)
{
	for (unsigned i = 0; i < DOOR_COMMANDS; i++) {
		if (pl_strcmp(word, words[i]))
			continue;
		*ret = (enum door_command)i;
		return 0;
	}
	return -EINVAL;
}
