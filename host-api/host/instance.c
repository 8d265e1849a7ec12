/* SPDX-License-Identifier: Apache-2.0 */
/* instance.c - the life of one instance: control calls, and what must hold after them. */

#include "instance.h"
#include "abi-words.h"
#include "instance-private.h"
#include "json-read.h"
#include "process-watch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { CONTROL_LIMIT_US = 50 * 1000, STOP_LIMIT_US = 5000 * 1000 };

/** One control call under way: what was true before it. */
struct control {
	const char *call;
	uint64_t began_us;
	bool watched; /* the process as well, which is not free */
	struct process_state before;
};

static void control_begin(
	struct instance *inst, struct control *c, const char *call, bool watched)
{
	pthread_mutex_lock(&inst->lock);
	while (inst->busy)
		pthread_cond_wait(&inst->idle, &inst->lock);
	inst->busy = true;
	pthread_mutex_unlock(&inst->lock);
	c->call = call;
	c->watched = watched;
	if (watched)
		process_state_read(&c->before);
	c->began_us = host_core_now_us(inst->core);
}

/* Leaves the instance locked, for what the caller has to say. */
static void control_end(struct instance *inst, const struct control *c)
{
	uint64_t took = host_core_now_us(inst->core) - c->began_us;
	bool stop = strcmp(c->call, "stop") == 0;
	struct process_state after;
	bool same = true;
	char what[128];

	if (c->watched) {
		process_state_read(&after);
		same = process_state_same(&c->before, &after, what, sizeof(what));
	}
	pthread_mutex_lock(&inst->lock);
	if (!same)
		instance_violate(
			inst, RULE_PROCESS_STATE_CHANGED, "%s(): %s", c->call, what);
	if (took > (stop ? STOP_LIMIT_US : CONTROL_LIMIT_US))
		instance_violate(inst,
			stop ? RULE_STOP_TOO_SLOW : RULE_CONTROL_TOO_SLOW,
			"%s() took %llu ms", c->call, (unsigned long long)took / 1000);
	inst->busy = false;
	pthread_cond_signal(&inst->idle);
}

static struct instance *make(struct host_core *core, const struct instance_spec *spec)
{
	struct instance *inst = calloc(1, sizeof(*inst));

	if (!inst)
		return NULL;
	pthread_mutex_init(&inst->lock, NULL);
	pthread_cond_init(&inst->idle, NULL);
	instance_fill_host(inst);
	inst->core = core;
	inst->id = strdup(spec->id);
	inst->provider = spec->provider;
	inst->manifest = spec->manifest;
	inst->schema = spec->manifest ? spec->manifest->settings : NULL;
	inst->ops = spec->ops;
	inst->user = spec->user;
	inst->flags = spec->flags;
	inst->probe = spec->probe;
	inst->settings = json_deep_copy(spec->settings);
	inst->store = json_object();
	if (!inst->id || !inst->settings || !inst->store) {
		instance_empty(inst);
		instance_free_shell(inst);
		return NULL;
	}
	secret_set_learn(&inst->secrets, inst->schema, inst->settings);
	return inst;
}

/* With the lock held: is what create() left behind what it may leave? */
static dp_status judge_create(struct instance *inst, dp_status status, int more_threads)
{
	if (status != DP_OK && status != DP_E_CONFIG && status != DP_E_INTERNAL) {
		instance_violate(
			inst, RULE_CREATE_STATUS, "create() returned %d", (int)status);
		status = DP_E_INTERNAL;
	}
	if ((status == DP_OK) != (inst->object != NULL)) {
		instance_violate(inst, RULE_CREATE_INSTANCE, "create() returned \"%s\"",
			abi_status_word(status));
		inst->object = NULL;
		status = status == DP_OK ? DP_E_INTERNAL : status;
	} else if (status != DP_OK && !inst->logged) {
		instance_violate(inst, RULE_CREATE_SILENT, "create() returned \"%s\"",
			abi_status_word(status));
	}
	if (more_threads > 0)
		instance_violate(
			inst, RULE_CREATE_THREADS, "create() made %d", more_threads);
	inst->phase = status == DP_OK ? PHASE_CREATED : PHASE_FAILED;
	return status;
}

static dp_status call_create(
	struct instance *inst, const struct instance_spec *spec, const char *settings)
{
	unsigned version = spec->manifest ? spec->manifest->settings_version : 1;
	dp_config config = {
		.size = sizeof(config),
		.flags = spec->flags,
		.settings_version =
			spec->settings_version ? spec->settings_version : version,
		.instance_id = inst->id,
		.settings = settings,
		.data_dir = spec->data_dir,
	};
	int before = host_core_idle_threads(inst->core), after;
	struct control c;
	dp_status status;

	control_begin(inst, &c, "create", true);
	status = inst->provider->create(&inst->host, &config, &inst->object);
	after = host_core_idle_threads(inst->core);
	control_end(inst, &c);
	status = judge_create(
		inst, status, before >= 0 && after >= 0 ? after - before : 0);
	pthread_mutex_unlock(&inst->lock);
	return status;
}

dp_status instance_create(struct host_core *core, const struct instance_spec *spec,
	struct instance **ret_instance)
{
	struct instance *inst = make(core, spec);
	char *settings = inst ? json_text(inst->settings) : NULL;
	dp_status status = DP_E_INTERNAL;

	if (settings)
		status = call_create(inst, spec, settings);
	free(settings);
	if (status == DP_OK) {
		*ret_instance = inst;
	} else if (inst) {
		instance_empty(inst);
		host_core_bury(core, inst);
	}
	return status;
}

static void set_phase(struct instance *inst, enum instance_phase phase)
{
	pthread_mutex_lock(&inst->lock);
	inst->phase = phase;
	pthread_mutex_unlock(&inst->lock);
}

dp_status instance_start(struct instance *inst)
{
	enum instance_phase before;
	struct control c;
	dp_status status;

	control_begin(inst, &c, "start", true);
	before = inst->phase;
	host_core_running(inst->core);
	set_phase(inst, PHASE_RUNNING);
	status = inst->provider->start(inst->object);
	control_end(inst, &c);
	if (status != DP_OK && status != DP_E_INTERNAL) {
		instance_violate(
			inst, RULE_START_STATUS, "start() returned %d", (int)status);
		status = DP_E_INTERNAL;
	}
	if (status != DP_OK)
		inst->phase = before;
	pthread_mutex_unlock(&inst->lock);
	if (status != DP_OK)
		host_core_stopped(inst->core);
	return status;
}

dp_status instance_configure(struct instance *inst, const json_t *settings)
{
	json_t *copy = json_deep_copy(settings);
	char *text = json_text(settings);
	dp_status status = DP_E_INTERNAL;
	struct control c;

	if (!copy || !text)
		goto out;
	control_begin(inst, &c, "configure", true);
	pthread_mutex_lock(&inst->lock);
	inst->configuring = true;
	secret_set_learn(&inst->secrets, inst->schema, copy);
	pthread_mutex_unlock(&inst->lock);
	status = inst->provider->configure(inst->object, text);
	control_end(inst, &c);
	inst->configuring = false;
	if (status != DP_OK && status != DP_E_CONFIG && status != DP_E_INTERNAL) {
		instance_violate(inst, RULE_CONFIGURE_STATUS, "configure() returned %d",
			(int)status);
		status = DP_E_INTERNAL;
	}
	if (status == DP_OK) {
		json_decref(inst->settings);
		inst->settings = json_incref(copy);
	}
	pthread_mutex_unlock(&inst->lock);
out:
	free(text);
	json_decref(copy);
	return status;
}

/* What nobody answered is answered here, so that everyone who asked hears something. */
static void answer_open_requests(struct instance *inst)
{
	while (inst->open_count > 0) {
		uint64_t id = inst->open[0].id;
		json_t *line = instance_line(inst, "reply");

		instance_violate(inst, RULE_REPLY_MISSING, "request %llu",
			(unsigned long long)id);
		instance_close_request(inst, &inst->open[0]);
		json_object_set_new(line, "request", json_integer((json_int_t)id));
		json_object_set_new(
			line, "status", json_string(abi_status_word(DP_E_INTERNAL)));
		json_object_set_new(line, "json",
			json_pack("{s:s, s:s}", "message",
				"The provider never answered.", "code",
				"reply-missing"));
		instance_report(inst, REPORT_REPLY, line, NULL);
	}
}

static const dp_provider_removal *ask_removal(struct instance *inst)
{
	const dp_provider_removal *removal;
	struct control c;

	control_begin(inst, &c, "extension", true);
	removal = inst->provider->extension(inst->object, DP_EXT_REMOVAL);
	control_end(inst, &c);
	pthread_mutex_unlock(&inst->lock);
	return removal && DP_HAS(removal, removing) ? removal : NULL;
}

void instance_removing(struct instance *inst)
{
	const dp_provider_removal *removal = ask_removal(inst);
	struct control c;

	if (!removal)
		return;
	control_begin(inst, &c, "removing", true);
	removal->removing(inst->object);
	control_end(inst, &c);
	pthread_mutex_unlock(&inst->lock);
}

void instance_stop(struct instance *inst)
{
	bool was_running;
	unsigned left = 0;
	struct control c;

	control_begin(inst, &c, "stop", true);
	was_running = inst->phase == PHASE_RUNNING;
	set_phase(inst, PHASE_STOPPING);
	inst->provider->stop(inst->object);
	set_phase(inst, PHASE_STOPPED);
	if (was_running)
		left = host_core_stopped(inst->core);
	c.began_us += was_running && left ? 500 * 1000 : 0; /* our own patience */
	control_end(inst, &c);
	if (left)
		instance_violate(inst, RULE_STOP_LEFT_THREADS, "stop(): %u left", left);
	answer_open_requests(inst);
	pthread_mutex_unlock(&inst->lock);
}

void instance_destroy(struct instance *inst)
{
	struct control c;

	if (!inst)
		return;
	if (inst->phase == PHASE_RUNNING)
		instance_stop(inst);
	control_begin(inst, &c, "destroy", true);
	set_phase(inst, PHASE_DEAD);
	inst->provider->destroy(inst->object);
	control_end(inst, &c);
	pthread_mutex_unlock(&inst->lock);
	instance_empty(inst);
	host_core_bury(inst->core, inst);
}
