/* SPDX-License-Identifier: Apache-2.0 */
/* instance-requests.c - requests to an instance, and looking at what it knows. */

#include "abi-words.h"
#include "instance-private.h"
#include "json-read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct open_request *instance_find_open(struct instance *inst, uint64_t id)
{
	for (size_t i = 0; i < inst->open_count; i++) {
		if (inst->open[i].id == id)
			return &inst->open[i];
	}
	return NULL;
}

void instance_close_request(struct instance *inst, struct open_request *request)
{
	struct open_request *end = inst->open + inst->open_count;

	memmove(request, request + 1, (size_t)(end - request - 1) * sizeof(*request));
	inst->open_count--;
}

/* With the lock held. */
static int open_request(struct instance *inst, uint64_t id)
{
	struct open_request *open;
	int err;

	if (inst->phase != PHASE_RUNNING)
		return -ENOTCONN;
	if (id_set_has(&inst->used, id))
		return -EEXIST;
	open = realloc(inst->open, (inst->open_count + 1) * sizeof(*open));
	if (!open)
		return -ENOMEM;
	inst->open = open;
	err = id_set_add(&inst->used, id);
	if (!err)
		open[inst->open_count++] = (struct open_request){.id = id};
	return err;
}

static void wait_for_turn(struct instance *inst)
{
	pthread_mutex_lock(&inst->lock);
	while (inst->busy)
		pthread_cond_wait(&inst->idle, &inst->lock);
}

static void end_turn(struct instance *inst, const char *call, uint64_t began_us)
{
	uint64_t took = host_core_now_us(inst->core) - began_us;

	pthread_mutex_lock(&inst->lock);
	if (took > 50 * 1000)
		instance_violate(inst, RULE_CONTROL_TOO_SLOW, "%s() took %llu ms", call,
			(unsigned long long)took / 1000);
	inst->busy = false;
	pthread_cond_signal(&inst->idle);
	pthread_mutex_unlock(&inst->lock);
}

int instance_request(struct instance *inst, const struct instance_request *request)
{
	char *args = request->args ? json_text(request->args) : strdup("{}");
	dp_request r = {
		.size = sizeof(r),
		.timeout_ms = request->timeout_ms,
		.id = request->id,
		.device = request->device,
		.capability = request->capability,
		.op = request->op,
		.args = args,
	};
	uint64_t began_us;
	int err;

	if (!args)
		return -ENOMEM;
	if (request->args && json_check_limits(request->args) != JSON_FINE) {
		free(args);
		return -EMSGSIZE;
	}
	wait_for_turn(inst);
	err = open_request(inst, request->id);
	inst->busy = !err;
	if (request->args)
		secret_set_learn(&inst->secrets, inst->schema,
			json_object_get(request->args, "settings"));
	pthread_mutex_unlock(&inst->lock);
	began_us = host_core_now_us(inst->core);
	if (!err) {
		inst->provider->request(inst->object, &r);
		end_turn(inst, "request", began_us);
	}
	free(args);
	return err;
}

int instance_reserve(struct instance *inst, uint64_t id)
{
	int err;

	pthread_mutex_lock(&inst->lock);
	err = id_set_add(&inst->used, id);
	pthread_mutex_unlock(&inst->lock);
	return err;
}

int instance_cancel(struct instance *inst, uint64_t id)
{
	struct open_request *open;
	uint64_t began_us;
	int err = 0;

	wait_for_turn(inst);
	began_us = host_core_now_us(inst->core);
	open = instance_find_open(inst, id);
	if (open && !open->cancelled_us)
		open->cancelled_us = began_us ? began_us : 1;
	if (inst->phase != PHASE_RUNNING)
		err = -ENOTCONN;
	else if (!id_set_has(&inst->used, id))
		err = -ENOENT;
	inst->busy = !err;
	pthread_mutex_unlock(&inst->lock);
	if (err)
		return err;
	inst->provider->cancel(inst->object, id);
	end_turn(inst, "cancel", began_us);
	return 0;
}

const char *instance_id(const struct instance *inst)
{
	return inst->id;
}

const struct manifest *instance_manifest(const struct instance *inst)
{
	return inst->manifest;
}

const dp_provider *instance_provider(const struct instance *inst)
{
	return inst->provider;
}

const dp_host *instance_host(const struct instance *inst)
{
	return &inst->host;
}

dp_instance *instance_object(const struct instance *inst)
{
	return inst->object;
}

unsigned instance_violations(struct instance *inst)
{
	unsigned count;

	pthread_mutex_lock(&inst->lock);
	count = inst->violations;
	pthread_mutex_unlock(&inst->lock);
	return count;
}

json_t *instance_settings(struct instance *inst)
{
	json_t *copy;

	pthread_mutex_lock(&inst->lock);
	copy = json_deep_copy(inst->settings);
	pthread_mutex_unlock(&inst->lock);
	return copy;
}

json_t *instance_devices(struct instance *inst)
{
	json_t *list = json_array();

	pthread_mutex_lock(&inst->lock);
	for (size_t i = 0; list && i < inst->registry.count; i++) {
		const struct registry_device *d = &inst->registry.devices[i];

		json_array_append_new(
			list, json_pack("{s:s?, s:o, s:o, s:s}", "parent", d->parent,
				      "device", json_deep_copy(d->descriptor), "state",
				      json_deep_copy(d->state), "status",
				      abi_status_word(d->status)));
	}
	pthread_mutex_unlock(&inst->lock);
	return list;
}

void instance_empty(struct instance *inst)
{
	pthread_mutex_lock(&inst->lock);
	json_decref(inst->settings);
	json_decref(inst->store);
	inst->settings = inst->store = NULL;
	secret_set_finish(&inst->secrets);
	registry_finish(&inst->registry);
	id_set_finish(&inst->used);
	free(inst->open);
	inst->open = NULL;
	inst->open_count = 0;
	pthread_mutex_unlock(&inst->lock);
}

void instance_free_shell(struct instance *inst)
{
	pthread_cond_destroy(&inst->idle);
	pthread_mutex_destroy(&inst->lock);
	free(inst->id);
	free(inst);
}
