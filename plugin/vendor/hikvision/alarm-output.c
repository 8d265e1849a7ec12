/* SPDX-License-Identifier: Apache-2.0 */
/* alarm-output.c - the alarm outputs of a Hikvision device. */

#include "alarm-output.h"

#include "command.h"
#include "isapi.h"

#include <errno.h>
#include <stdio.h>

enum { STATUS_LIMIT_MS = 8000 };

int alarm_output_send(struct alarm_outputs *o, unsigned output, bool on,
	command_done_fn *done, void *user, struct unit_command **ret_command)
{
	char path[64], body[96];

	snprintf(path, sizeof(path), "/ISAPI/System/IO/outputs/%u/trigger", output);
	snprintf(body, sizeof(body),
		"<IOPortData><outputState>%s</outputState></IOPortData>",
		on ? "high" : "low");
	return command_send(o->isapi, path, body, done, user, ret_command);
}

/* Rationale: without an answer it is simply not known; a command makes it known. */
static void status_done(const struct isapi_result *result, void *user)
{
	struct output_question *q = user;
	struct alarm_outputs *o = q->outputs;
	bool on;

	q->call = NULL;
	if (!result->err && !output_status_parse(result->body, &on))
		o->told((unsigned)(q - o->questions) + 1, on, o->user);
}

void alarm_output_ask(struct alarm_outputs *o, unsigned output)
{
	char path[64];
	struct http_request request = {
		.method = "GET",
		.path = path,
		.timeout_ms = STATUS_LIMIT_MS,
	};
	struct output_question *q;

	if (!output || output > OUTPUTS_MAX)
		return;
	q = &o->questions[output - 1];
	isapi_cancel(q->call); /* what it would have said is older */
	q->call = NULL;
	q->outputs = o;
	snprintf(path, sizeof(path), "/ISAPI/System/IO/outputs/%u/status", output);
	isapi_send(o->isapi, &request, status_done, q, &q->call);
}
