/* SPDX-License-Identifier: Apache-2.0 */
/* command.c - one order to a Hikvision device, sent once. */

#include "command.h"

#include "isapi.h"

#include <errno.h>
#include <stdlib.h>

enum {
	COMMAND_LIMIT_MS = 8000,
	COMMAND_WAIT_MS = 5000, /**< an order older than this is not carried out */
};

struct unit_command {
	struct isapi_call *call;
	command_done_fn *done;
	void *user;
	void (*witness)(int err, void *user); /**< optional */
	void *witness_user;
};

static void command_done(const struct isapi_result *result, void *user)
{
	struct unit_command *command = user;
	command_done_fn *done = command->done;
	void *owner = command->user;

	if (command->witness)
		command->witness(result->err, command->witness_user);
	free(command);
	done(result->err, result->why, owner);
}

int command_send(struct isapi *isapi, const char *path, const char *body,
	command_done_fn *done, void *user, struct unit_command **ret_command)
{
	struct unit_command *command = calloc(1, sizeof(*command));
	struct http_request request = {
		.method = "PUT",
		.path = path,
		.content_type = "application/xml",
		.body = bytes_from(body),
		.timeout_ms = COMMAND_LIMIT_MS,
		.wait_ms = COMMAND_WAIT_MS,
		.urgent = true,
	};
	int err;

	if (!command)
		return -ENOMEM;
	command->done = done;
	command->user = user;
	err = isapi_send(isapi, &request, command_done, command, &command->call);
	if (err) {
		free(command);
		return err;
	}
	*ret_command = command;
	return 0;
}

void command_witness(
	struct unit_command *command, void (*witness)(int err, void *user), void *user)
{
	command->witness = witness;
	command->witness_user = user;
}

bool command_cancel(struct unit_command *command)
{
	bool unsent = isapi_cancel(command->call);

	free(command);
	return unsent;
}
