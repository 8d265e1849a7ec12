/* SPDX-License-Identifier: Apache-2.0 */
/* console.c - one line of input, understood and carried out, or refused. */

#include "console.h"
#include "abi-words.h"
#include "console-forms.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* @param errors  {"/pointer": "sentence"} or NULL; taken */
static void refuse(struct console *c, const char *text, json_t *errors)
{
	json_t *line = json_pack("{s:s, s:I, s:s}", "report", "error", "line",
		(json_int_t)c->line, "text", text);

	if (line && errors && json_object_size(errors) > 0)
		json_object_set(line, "errors", errors);
	json_decref(errors);
	dispatcher_line(c->out, line);
}

static void acknowledge(
	struct console *c, const char *instance, const char *did, dp_status status)
{
	dispatcher_line(
		c->out, json_pack("{s:s, s:s, s:I, s:s, s:s}", "instance", instance,
				"report", "done", "line", (json_int_t)c->line, "did",
				did, "status", abi_status_word(status)));
}

static const char *text_of(const json_t *command, const char *key)
{
	return json_string_value(json_object_get(command, key));
}

static struct instance *find(struct console *c, const char *id)
{
	struct instance *inst = fleet_find(c->fleet, id);

	if (!inst)
		refuse(c, "there is no such instance; add it first", NULL);
	return inst;
}

/* ------------------------------------------------------------------- requests ---- */

/* Settings that are not saved yet are tried in an instance of their own. */
static bool wants_probe(struct instance *inst, const struct instance_request *r)
{
	const char *action = text_of(r->args, "id");

	if (!json_object_get(r->args, "settings") || *r->device)
		return false;
	if (strcmp(r->op, "settings.check") == 0)
		return true;
	return strcmp(r->op, "action") == 0 && action &&
	       manifest_action_uses_draft(instance_manifest(inst), action);
}

static void answer_invalid(
	struct console *c, struct instance *inst, uint64_t request, json_t *errors)
{
	dispatcher_line(c->out,
		json_pack("{s:s, s:s, s:I, s:s, s:{s:s, s:s, s:o}}", "instance",
			instance_id(inst), "report", "reply", "request",
			(json_int_t)request, "status", abi_status_word(DP_E_INVALID),
			"json", "message", "The settings are not valid.", "code",
			"settings_invalid", "errors", errors));
}

static int begin_probe(
	struct console *c, struct instance *inst, struct instance_request *r)
{
	json_t *settings = NULL, *errors = NULL, *args = NULL;
	int err = instance_reserve(inst, r->id);

	if (err)
		return err;
	err = manifest_prepare_settings(instance_manifest(inst),
		json_object_get(r->args, "settings"), &settings, &errors);
	if (err == -EINVAL) {
		answer_invalid(c, inst, r->id, errors);
		return 0;
	}
	if (!err)
		args = json_copy((json_t *)r->args);
	if (args && json_object_set(args, "settings", settings) == 0) {
		r->args = args;
		err = probes_begin(c->probes, inst, settings, r);
	}
	json_decref(args);
	json_decref(settings);
	return err;
}

static const char *request_trouble(int err)
{
	if (err == -EEXIST)
		return "this request id was used before";
	if (err == -EMSGSIZE)
		return "args are larger or deeper than the ABI allows";
	return "the request cannot be made";
}

static void do_request(struct console *c, const json_t *command)
{
	struct instance *inst = find(c, text_of(command, "instance"));
	struct instance_request r = {
		.id = (uint64_t)json_number_value(json_object_get(command, "request")),
		.timeout_ms = (uint32_t)json_number_value(
			json_object_get(command, "timeout_ms")),
		.device = text_of(command, "device"),
		.capability = text_of(command, "capability"),
		.op = text_of(command, "op"),
		.args = json_object_get(command, "args"),
	};
	int err;

	if (!inst)
		return;
	err = wants_probe(inst, &r) ? begin_probe(c, inst, &r)
				    : instance_request(inst, &r);
	if (err)
		refuse(c, request_trouble(err), NULL);
}

static void do_cancel(struct console *c, const json_t *command)
{
	const char *id = text_of(command, "instance");
	struct instance *inst = find(c, id);
	uint64_t request =
		(uint64_t)json_number_value(json_object_get(command, "cancel"));

	if (!inst || probes_cancel(c->probes, id, request) == 0)
		return;
	if (instance_cancel(inst, request) != 0)
		refuse(c, "there is no such request", NULL);
}

/* ------------------------------------------------------------------ instances ---- */

static void do_configure(struct console *c, const json_t *command)
{
	const char *id = text_of(command, "configure");
	struct instance *inst = find(c, id);
	json_t *settings = NULL, *errors = NULL;
	int err;

	if (!inst)
		return;
	err = manifest_prepare_settings(instance_manifest(inst),
		json_object_get(command, "settings"), &settings, &errors);
	if (err) {
		refuse(c, "the settings are not valid", errors);
		return;
	}
	acknowledge(c, id, "configure", instance_configure(inst, settings));
	json_decref(settings);
}

static void do_add(struct console *c, const json_t *command)
{
	const json_t *spec = json_object_get(command, "add");
	struct complaint why = {"it cannot be added"};
	dp_status status = DP_OK;
	json_t *errors = NULL;
	int err = fleet_add(c->fleet, spec, &errors, &status, &why);

	if (!err || err == -ECANCELED)
		acknowledge(c, text_of(spec, "id"), "add", status);
	else
		refuse(c, why.text, errors);
}

static void do_remove(struct console *c, const json_t *command)
{
	const char *id = text_of(command, "remove");

	if (!find(c, id))
		return;
	fleet_remove(c->fleet, id);
	acknowledge(c, id, "remove", DP_OK);
}

static void carry_out(struct console *c, enum console_verb verb, const json_t *command)
{
	switch (verb) {
	case CONSOLE_REQUEST: do_request(c, command); break;
	case CONSOLE_CANCEL: do_cancel(c, command); break;
	case CONSOLE_CONFIGURE: do_configure(c, command); break;
	case CONSOLE_ADD: do_add(c, command); break;
	case CONSOLE_REMOVE: do_remove(c, command); break;
	case CONSOLE_QUIT: c->quit = true; break;
	case CONSOLE_VERBS: break;
	}
}

static void take_command(struct console *c, json_t *command)
{
	enum console_verb verb = console_verb_of(command);
	json_t *errors;

	if (verb == CONSOLE_VERBS) {
		refuse(c,
			"a line is an object with one of request, cancel, configure, add, "
			"remove, quit",
			NULL);
		return;
	}
	errors = console_check_form(verb, command);
	if (!errors || json_object_size(errors) > 0) {
		refuse(c, "the line does not have the form of its command", errors);
		return;
	}
	json_decref(errors);
	carry_out(c, verb, command);
}

void console_line(struct console *c, unsigned long number, enum line_fault fault,
	const char *text)
{
	json_error_t error;
	json_t *command = NULL;

	c->line = number;
	switch (fault) {
	case LINE_TOO_LONG: refuse(c, "the line is longer than 256 KiB", NULL); return;
	case LINE_HAS_NUL: refuse(c, "the line contains a NUL byte", NULL); return;
	case LINE_FINE: break;
	}
	command = json_loads(text, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	if (!command) {
		char why[256];

		/* Not error.text: it quotes what was read, perhaps half a password. */
		snprintf(why, sizeof(why), "not JSON (column %d)", error.column);
		refuse(c, why, NULL);
		return;
	}
	take_command(c, command);
	json_decref(command);
}
