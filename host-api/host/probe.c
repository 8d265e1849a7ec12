/* SPDX-License-Identifier: Apache-2.0 */
/* probe.c - settings that are not saved yet, tried in instances that are thrown away. */

#include "probe.h"
#include "abi-words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ANSWER_LIMIT_MS = 30 * 1000, CANCEL_LIMIT_MS = 2 * 1000 };

struct probe {
	struct probe *next;
	struct probes *probes;
	const dp_provider *provider;
	const struct manifest *manifest;
	char *id;
	json_t *settings;
	struct instance_request request; /* its texts are the probe's */
	char *device;
	char *capability;
	char *op;
	json_t *args;
	pthread_t thread;

	pthread_mutex_t lock; /* all below */
	pthread_cond_t changed;
	bool answered;
	bool cancelled;
	bool ended;
	char reason[512]; /* the last error it logged */
};

static void empty_probe(struct probe *probe)
{
	json_decref(probe->settings);
	json_decref(probe->args);
	probe->settings = probe->args = NULL;
	free(probe->id);
	free(probe->device);
	free(probe->capability);
	free(probe->op);
	probe->id = probe->device = probe->capability = probe->op = NULL;
}

static void free_probe(struct probe *probe)
{
	empty_probe(probe);
	pthread_cond_destroy(&probe->changed);
	pthread_mutex_destroy(&probe->lock);
	free(probe);
}

static void on_report(void *user, const struct report *report)
{
	struct probe *probe = user;
	const char *level = json_string_value(json_object_get(report->json, "level"));

	pthread_mutex_lock(&probe->lock);
	if (level && strcmp(level, "error") == 0)
		snprintf(probe->reason, sizeof(probe->reason), "%s",
			json_string_value(json_object_get(report->json, "text")));
	if (report->kind == REPORT_REPLY) {
		probe->answered = true;
		pthread_cond_signal(&probe->changed);
	}
	pthread_mutex_unlock(&probe->lock);
	dispatcher_report(probe->probes->out, report);
}

static bool on_full(void *user)
{
	const struct probe *probe = user;

	return dispatcher_full(probe->probes->out);
}

static const struct instance_ops probe_ops = {.report = on_report, .full = on_full};

/* The provider would not even begin, so the host answers. */
static void answer_for_it(struct probe *probe, dp_status status)
{
	char message[600];

	snprintf(message, sizeof(message), "%s",
		*probe->reason ? probe->reason
			       : "The provider refused these settings.");
	dispatcher_line(probe->probes->out,
		json_pack("{s:s, s:s, s:I, s:s, s:{s:s}}", "instance", probe->id,
			"report", "reply", "request", (json_int_t)probe->request.id,
			"status", abi_status_word(status), "json", "message", message));
}

/* @return was it answered (or cancelled) within the time? */
static bool wait_for_answer(struct probe *probe, unsigned limit_ms, bool or_cancel)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += limit_ms / 1000;
	until.tv_nsec += (long)(limit_ms % 1000) * 1000000;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_mutex_lock(&probe->lock);
	while (!probe->answered && !(or_cancel && probe->cancelled) &&
		pthread_cond_timedwait(&probe->changed, &probe->lock, &until) == 0)
		;
	or_cancel = probe->answered;
	pthread_mutex_unlock(&probe->lock);
	return or_cancel;
}

static void try_settings(struct probe *probe)
{
	const struct instance_spec spec = {
		.provider = probe->provider,
		.manifest = probe->manifest,
		.id = probe->id,
		.settings = probe->settings,
		.flags = DP_CONFIG_PROBE,
		.probe = probe->request.id,
		.ops = &probe_ops,
		.user = probe,
	};
	unsigned limit = probe->request.timeout_ms;
	struct instance *inst = NULL;
	dp_status status = instance_create(probe->probes->core, &spec, &inst);

	if (status == DP_OK)
		status = instance_start(inst);
	if (status != DP_OK) {
		answer_for_it(probe, status);
	} else if (instance_request(inst, &probe->request) != 0) {
		answer_for_it(probe, DP_E_INTERNAL);
	} else if (!wait_for_answer(probe, limit ? limit : ANSWER_LIMIT_MS, true)) {
		instance_cancel(inst, probe->request.id);
		wait_for_answer(probe, CANCEL_LIMIT_MS, false);
	}
	if (inst)
		instance_stop(inst);
	instance_destroy(inst);
}

static void run(void *user)
{
	struct probe *probe = user;

	try_settings(probe);
	pthread_mutex_lock(&probe->lock);
	probe->ended = true;
	pthread_mutex_unlock(&probe->lock);
}

void probes_init(struct probes *p, struct host_core *core, struct dispatcher *out)
{
	*p = (struct probes){.core = core, .out = out};
}

static bool has_ended(struct probe *probe)
{
	bool ended;

	pthread_mutex_lock(&probe->lock);
	ended = probe->ended;
	pthread_mutex_unlock(&probe->lock);
	return ended;
}

static void bury(struct probes *p, struct probe *probe)
{
	pthread_join(probe->thread, NULL);
	empty_probe(probe);
	probe->next = p->gone;
	p->gone = probe;
}

static void collect(struct probes *p)
{
	struct probe **link = &p->first;

	while (*link) {
		struct probe *probe = *link;

		if (!has_ended(probe)) {
			link = &probe->next;
			continue;
		}
		*link = probe->next;
		bury(p, probe);
	}
}

static void cancel(struct probe *probe)
{
	pthread_mutex_lock(&probe->lock);
	probe->cancelled = true;
	pthread_cond_signal(&probe->changed);
	pthread_mutex_unlock(&probe->lock);
}

void probes_end(struct probes *p)
{
	for (struct probe *probe = p->first; probe; probe = probe->next)
		cancel(probe);
	while (p->first) {
		struct probe *probe = p->first;

		p->first = probe->next;
		bury(p, probe);
	}
}

void probes_finish(struct probes *p)
{
	probes_end(p);
	while (p->gone) {
		struct probe *probe = p->gone;

		p->gone = probe->next;
		free_probe(probe);
	}
}

int probes_begin(struct probes *p, struct instance *like, const json_t *settings,
	const struct instance_request *request)
{
	struct probe *probe = calloc(1, sizeof(*probe));
	pthread_condattr_t monotonic;
	int err = -ENOMEM;

	collect(p);
	if (!probe)
		return -ENOMEM;
	pthread_mutex_init(&probe->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&probe->changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
	probe->probes = p;
	probe->provider = instance_provider(like);
	probe->manifest = instance_manifest(like);
	probe->id = strdup(instance_id(like));
	probe->device = strdup(request->device);
	probe->capability = strdup(request->capability);
	probe->op = strdup(request->op);
	probe->settings = json_deep_copy(settings);
	probe->args = json_deep_copy(request->args);
	probe->request = (struct instance_request){request->id, request->timeout_ms,
		probe->device, probe->capability, probe->op, probe->args};
	if (probe->id && probe->device && probe->capability && probe->op &&
		probe->settings && probe->args)
		err = host_core_thread(p->core, &probe->thread, run, probe);
	if (err) {
		free_probe(probe);
		return err;
	}
	probe->next = p->first;
	p->first = probe;
	return 0;
}

int probes_cancel(struct probes *p, const char *instance, uint64_t request)
{
	for (struct probe *probe = p->first; probe; probe = probe->next) {
		if (probe->request.id == request && strcmp(probe->id, instance) == 0) {
			cancel(probe);
			return 0;
		}
	}
	return -ENOENT;
}
