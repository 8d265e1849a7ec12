/* SPDX-License-Identifier: Apache-2.0 */
/* life.c - one instance under test: makes, and times, the control calls. */

#include "life.h"

#include "manifest.h"
#include "side-effects.h"
#include "subject.h"
#include "verdict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REQUEST_LIMIT_MS = 30000, ARGUMENTS_SIZE = 64 * 1024 };

bool life_begin(struct life *l, const struct subject *s, uint16_t port,
	const struct trap_host_options *options, struct verdict *v)
{
	static const struct trap_host_options plain;

	*l = (struct life){.provider = s->provider, .subject = s};
	l->host = trap_host_create(options ? options : &plain);
	l->settings = subject_settings_text(s, port);
	if (!l->host || !l->settings) {
		verdict_fail(v, "the validator itself is out of memory");
		life_end(l);
		return false;
	}
	return true;
}

static const struct trap_host_options *options(const struct life *l)
{
	return trap_host_options(l->host);
}

/* The size a struct pretends to have. */
static uint32_t lent_size(const struct life *l, size_t size)
{
	return (uint32_t)size + (options(l)->newer ? EDGE_GARBAGE_SIZE : 0);
}

dp_status life_create(struct life *l, uint32_t flags)
{
	struct loan loan;
	dp_status status;
	double begin;
	dp_config c = {.size = lent_size(l, sizeof(c)), .flags = flags};

	if (loan_begin(&loan))
		abort();
	c.settings_version =
		l->subject->manifest ? l->subject->manifest->settings_version : 1;
	c.instance_id = loan_text(&loan, "front-door");
	c.settings = loan_text(&loan, l->settings);
	trap_host_enter_phase(l->host, PHASE_CREATING);
	begin = now_ms();
	status = l->provider->create(trap_host_table(l->host),
		loan_struct(&loan, &c, sizeof(c), options(l)->edge), &l->instance);
	l->took_ms = now_ms() - begin;
	trap_host_enter_phase(l->host, status == DP_OK ? PHASE_CREATED : PHASE_GONE);
	loan_end(&loan, options(l)->seize_arguments);
	return status;
}

dp_status life_start(struct life *l)
{
	dp_status status;
	double begin = now_ms();

	trap_host_enter_phase(l->host, PHASE_STARTING);
	status = l->provider->start(l->instance);
	l->took_ms = now_ms() - begin;
	trap_host_enter_phase(l->host, status == DP_OK ? PHASE_RUNNING : PHASE_CREATED);
	l->started = status == DP_OK;
	return status;
}

dp_status life_configure(struct life *l, const char *settings)
{
	struct loan loan;
	dp_status status;
	double begin;

	if (loan_begin(&loan))
		abort();
	begin = now_ms();
	status = l->provider->configure(l->instance, loan_text(&loan, settings));
	l->took_ms = now_ms() - begin;
	loan_end(&loan, options(l)->seize_arguments);
	return status;
}

uint64_t life_request(struct life *l, const char *device, const char *capability,
	const char *op, const char *args)
{
	struct loan loan;
	double begin;
	dp_request r = {
		.size = lent_size(l, sizeof(r)),
		.timeout_ms = REQUEST_LIMIT_MS,
		.id = trap_host_issue(l->host),
	};

	if (!r.id || loan_begin(&loan))
		abort();
	r.device = loan_text(&loan, device);
	r.capability = loan_text(&loan, capability);
	r.op = loan_text(&loan, op);
	r.args = loan_text(&loan, args);
	begin = now_ms();
	l->provider->request(
		l->instance, loan_struct(&loan, &r, sizeof(r), options(l)->edge));
	l->took_ms = now_ms() - begin;
	loan_end(&loan, options(l)->seize_arguments);
	return r.id;
}

void life_cancel(struct life *l, uint64_t request)
{
	double begin = now_ms();

	l->provider->cancel(l->instance, request);
	l->took_ms = now_ms() - begin;
}

void life_stop(struct life *l)
{
	double begin = now_ms();

	trap_host_enter_phase(l->host, PHASE_STOPPING);
	l->provider->stop(l->instance);
	trap_host_enter_phase(l->host, PHASE_STOPPED);
	l->took_ms = now_ms() - begin;
	l->started = false;
}

void life_destroy(struct life *l)
{
	double begin = now_ms();

	trap_host_enter_phase(l->host, PHASE_DESTROYING);
	l->provider->destroy(l->instance);
	trap_host_enter_phase(l->host, PHASE_GONE);
	l->took_ms = now_ms() - begin;
	l->instance = NULL;
}

const void *life_extension(struct life *l, const char *id)
{
	struct loan loan;
	const void *table;

	if (loan_begin(&loan))
		abort();
	table = l->provider->extension(l->instance, loan_text(&loan, id));
	loan_end(&loan, options(l)->seize_arguments);
	return table;
}

bool life_go(struct life *l, struct verdict *v)
{
	dp_status status = life_create(l, 0);

	if (!verdict_check(v, status == DP_OK && l->instance,
		    "create() with valid settings returned %d", status))
		return false;
	status = life_start(l);
	return verdict_check(v, status == DP_OK, "start() returned %d", status);
}

/* An action that works on drafts, or one that does not exist. */
static const char *some_action(const struct life *l)
{
	const json_t *actions, *action;
	size_t i;

	if (!l->subject->manifest)
		return "no-such-action";
	actions = json_object_get(l->subject->manifest->root, "actions");
	json_array_foreach(actions, i, action)
	{
		const char *uses = json_string_value(json_object_get(action, "uses"));

		if (uses && strcmp(uses, "draft") == 0)
			return json_string_value(json_object_get(action, "id"));
	}
	return "no-such-action";
}

uint64_t life_harmless_request(struct life *l, unsigned turn)
{
	char args[4096];

	switch (turn % 5) {
	case 0:
		snprintf(args, sizeof(args), "{\"settings\":%.4000s}", l->settings);
		return life_request(l, "", "", "settings.check", args);
	case 1: return life_request(l, "", "", "diagnostics", "{}");
	case 2:
		snprintf(args, sizeof(args), "{\"id\":\"%s\",\"settings\":%.3900s}",
			some_action(l), l->settings);
		return life_request(l, "", "", "action", args);
	case 3: return life_request(l, "no-such-device", "lock", "unlock", "{}");
	default: return life_request(l, "", "", "no_such_op", "{}");
	}
}

void life_end(struct life *l)
{
	if (l->started)
		life_stop(l);
	if (l->instance)
		life_destroy(l);
	/* The host stays: a thread that should not exist may still use it. */
	free(l->settings);
	*l = (struct life){0};
}
