/* SPDX-License-Identifier: Apache-2.0 */
/* door.c - move one door of a Hikvision device. */

#include "door.h"

#include "command.h"

#include <errno.h>
#include <stdio.h>

/* @return NULL: the device cannot */
static const char *verb_of(
	const struct door_capabilities *doors, enum door_action action)
{
	unsigned listed = doors->commands ? doors->commands
					  : DOOR_OPEN | DOOR_CLOSE | DOOR_ALWAYS_OPEN;

	switch (action) {
	case DOOR_UNLOCK: return listed & DOOR_OPEN ? "open" : NULL;
	case DOOR_LOCK:
		if (listed & DOOR_CLOSE)
			return "close";
		return listed & DOOR_RESUME ? "resume" : NULL;
	case DOOR_HOLD: return listed & DOOR_ALWAYS_OPEN ? "alwaysOpen" : NULL;
	}
	return NULL;
}

int door_send(struct isapi *isapi, const struct door_capabilities *doors, unsigned door,
	enum door_action action, command_done_fn *done, void *user,
	struct unit_command **ret_command)
{
	const char *verb = verb_of(doors, action);
	char path[64], body[96];

	if (!verb)
		return -ENOTSUP;
	snprintf(
		path, sizeof(path), "/ISAPI/AccessControl/RemoteControl/door/%u", door);
	snprintf(body, sizeof(body),
		"<RemoteControlDoor><cmd>%s</cmd></RemoteControlDoor>", verb);
	return command_send(isapi, path, body, done, user, ret_command);
}
