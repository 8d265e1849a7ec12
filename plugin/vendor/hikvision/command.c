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
	struct isapi *isapi;
	struct command_change change;
	enum { CHANGE_READ, CHANGE_WRITE, CHANGE_VERIFY } step; /**< of a change */
};

static void finish(struct unit_command *command, int err, const char *why)
{
	command_done_fn *done = command->done;
	void *owner = command->user;

	if (command->witness)
		command->witness(err, command->witness_user);
	free(command);
	done(err, why, owner);
}

static void command_done(const struct isapi_result *result, void *user)
{
	finish(user, result->err, result->why);
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

/* ---- a change ---- */

enum { DOCUMENT_MAX = 256 * 1024 };

static void change_step_done(const struct isapi_result *result, void *user);

/* @param body  to write; NULL: read */
static int change_send(struct unit_command *command, const struct buffer *body)
{
	struct http_request request = {
		.method = body ? "PUT" : "GET",
		.path = command->change.path,
		.timeout_ms = COMMAND_LIMIT_MS,
		.wait_ms = COMMAND_WAIT_MS,
		.urgent = true,
	};

	if (body) {
		request.content_type = "application/xml";
		request.body = buffer_bytes(body);
	}
	return isapi_send(
		command->isapi, &request, change_step_done, command, &command->call);
}

static int change_write(struct unit_command *command, struct bytes document)
{
	struct buffer out;
	int err;

	buffer_init(&out, DOCUMENT_MAX);
	err = command->change.edit(document, command->change.on, &out);
	command->step = CHANGE_WRITE;
	if (!err)
		err = change_send(command, &out);
	buffer_finish(&out);
	return err;
}

/* Whether it was read first or to verify. */
static void change_read(struct unit_command *command, struct bytes document)
{
	int already = command->change.done_already(document, command->change.on);

	if (already > 0)
		finish(command, 0, "");
	else if (command->step == CHANGE_VERIFY)
		finish(command, -EREMOTEIO,
			"the device took the change, and did not keep it");
	else if (already < 0 || change_write(command, document))
		finish(command, -EREMOTEIO,
			"what the device is set to cannot be understood; nothing was "
			"changed");
}

static void change_step_done(const struct isapi_result *result, void *user)
{
	struct unit_command *command = user;

	if (result->err && command->step == CHANGE_VERIFY) {
		finish(command, -ETIMEDOUT, result->why);
		return;
	}
	if (result->err) {
		finish(command, result->err, result->why);
		return;
	}
	switch (command->step) {
	case CHANGE_READ:
	case CHANGE_VERIFY: change_read(command, result->body); break;
	case CHANGE_WRITE:
		command->step = CHANGE_VERIFY;
		if (change_send(command, NULL))
			finish(command, -ETIMEDOUT, "the change was not verified");
		break;
	}
}

int command_change(struct isapi *isapi, const struct command_change *change,
	command_done_fn *done, void *user, struct unit_command **ret_command)
{
	struct unit_command *command = calloc(1, sizeof(*command));
	int err;

	if (!command)
		return -ENOMEM;
	command->isapi = isapi;
	command->change = *change;
	command->done = done;
	command->user = user;
	err = change_send(command, NULL);
	if (err) {
		free(command);
		return err;
	}
	*ret_command = command;
	return 0;
}

/* ---- both ---- */

void command_witness(
	struct unit_command *command, void (*witness)(int err, void *user), void *user)
{
	command->witness = witness;
	command->witness_user = user;
}

bool command_cancel(struct unit_command *command)
{
	bool reads = command->isapi && command->step == CHANGE_READ;
	bool unsent = isapi_cancel(command->call);

	unsent = reads || (unsent && command->step != CHANGE_VERIFY);
	free(command);
	return unsent;
}
