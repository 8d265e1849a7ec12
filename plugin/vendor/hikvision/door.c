/* SPDX-License-Identifier: Apache-2.0 */
/* door.c - move one door of a Hikvision device. */

#include "door.h"

#include "isapi.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	DOOR_LIMIT_MS = 8000,
	DOOR_WAIT_MS = 5000, /**< an order older than this is not carried out */
};

struct unit_command {
	struct isapi_call *call;
	command_done_fn *done;
	void *user;
};

/* @return NULL: the device cannot */
static const char *verb_of(
	const struct door_capabilities *doors, enum door_action action)
{
	unsigned listed = doors->commands ? doors->commands : DOOR_OPEN | DOOR_CLOSE;

	switch (action) {
	case DOOR_UNLOCK: return listed & DOOR_OPEN ? "open" : NULL;
	case DOOR_LOCK:
		if (listed & DOOR_CLOSE)
			return "close";
		return listed & DOOR_RESUME ? "resume" : NULL;
	}
	return NULL;
}

static void door_done(const struct isapi_result *result, void *user)
{
	struct unit_command *command = user;
	command_done_fn *done = command->done;
	void *owner = command->user;

	free(command);
	done(result->err, result->why, owner);
}

int door_send(struct isapi *isapi, const struct door_capabilities *doors, unsigned door,
	enum door_action action, command_done_fn *done, void *user,
	struct unit_command **ret_command)
{
	const char *verb = verb_of(doors, action);
	struct unit_command *command;
	char path[64], body[96];
	struct http_request request = {
		.method = "PUT",
		.path = path,
		.content_type = "application/xml",
		.timeout_ms = DOOR_LIMIT_MS,
		.wait_ms = DOOR_WAIT_MS,
		.urgent = true,
	};
	int err;

	if (!verb)
		return -ENOTSUP;
	command = calloc(1, sizeof(*command));
	if (!command)
		return -ENOMEM;
	command->done = done;
	command->user = user;
	snprintf(
		path, sizeof(path), "/ISAPI/AccessControl/RemoteControl/door/%u", door);
	snprintf(body, sizeof(body),
		"<RemoteControlDoor><cmd>%s</cmd></RemoteControlDoor>", verb);
	request.body = bytes_from(body);
	err = isapi_send(isapi, &request, door_done, command, &command->call);
	if (err) {
		free(command);
		return err;
	}
	*ret_command = command;
	return 0;
}

bool door_cancel(struct unit_command *command)
{
	bool unsent = isapi_cancel(command->call);

	free(command);
	return unsent;
}
