/* SPDX-License-Identifier: Apache-2.0 */
/* unit-advice.c - what doors answered, for the advice. */

#include "command.h"
#include "unit.h"

#include <errno.h>

static void moved(struct unit *u, int err)
{
	if (err == -EPERM)
		advice_denied(&u->advice, ADVICE_DOOR);
	else if (!err)
		advice_allowed(&u->advice, ADVICE_DOOR);
}

/* A door that is locked already has nothing to tell when it is told to lock. */
static void locked(int err, void *user)
{
	moved(user, err);
}

static void unlocked(int err, void *user)
{
	struct unit *u = user;

	moved(u, err);
	/* Through an indoor station nothing is told. */
	if (!err && device_link_stands(&u->link) && !u->indoor.via)
		advice_unlocked(&u->advice);
}

void unit_watch_door(
	struct unit *u, enum door_action action, struct unit_command *command)
{
	command_witness(command, action == DOOR_LOCK ? locked : unlocked, u);
}
