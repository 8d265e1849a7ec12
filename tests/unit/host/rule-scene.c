/* SPDX-License-Identifier: Apache-2.0 */
/* rule-scene.c - one instance of the fake provider, and an ear for what is reported. */

#include "rule-scene.h"
#include "check.h"
#include "fake-provider.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void hear(void *user, const struct report *report)
{
	struct ear *ear = user;
	char *text = json_dumps(report->json, JSON_COMPACT);

	pthread_mutex_lock(&ear->lock);
	if ((report->kind == REPORT_VIOLATION || report->kind == REPORT_WARNING) &&
		ear->count < SEEN_LIMIT)
		ear->broken[ear->count++] = report->rule;
	snprintf(ear->last, sizeof(ear->last), "%s", text ? text : "");
	if (report->kind == REPORT_REPLY)
		snprintf(ear->reply, sizeof(ear->reply), "%s", text ? text : "");
	ear->secret_said |= text && strstr(text, "hunter22");
	pthread_mutex_unlock(&ear->lock);
	free(text);
}

static const struct instance_ops ear_ops = {.report = hear};

json_t *scene_settings(const char *fault)
{
	return json_pack("{s:s, s:i, s:s, s:s}", "host", "127.0.0.1", "port", 80,
		"password", "hunter22", "fault", fault);
}

void scene_begin(struct scene *s, const char *fault, uint32_t flags)
{
	json_t *settings = scene_settings(fault);
	struct instance_spec spec = {.provider = &fake_provider,
		.id = "front",
		.settings = settings,
		.flags = flags,
		.ops = &ear_ops,
		.user = &s->ear};

	memset(s, 0, sizeof(*s));
	pthread_mutex_init(&s->ear.lock, NULL);
	CHECK(host_core_create(&s->core) == 0);
	CHECK(manifest_load(FAKE_MANIFESTS "/fake.json", &s->manifest, NULL) == 0);
	spec.manifest = s->manifest;
	if (instance_create(s->core, &spec, &s->inst) == DP_OK)
		instance_start(s->inst);
	s->h = fake_last_host();
	json_decref(settings);
}

void scene_end(struct scene *s)
{
	instance_destroy(s->inst);
	host_core_destroy(s->core);
	manifest_destroy(s->manifest);
	pthread_mutex_destroy(&s->ear.lock);
}

void scene_ask(struct scene *s, uint64_t id, const char *op)
{
	const struct instance_request r = {
		.id = id, .device = "bell", .capability = "", .op = op};

	CHECK(instance_request(s->inst, &r) == 0);
}
