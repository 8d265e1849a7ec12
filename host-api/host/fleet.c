/* SPDX-License-Identifier: Apache-2.0 */
/* fleet.c - the manifests, the plugins, and the instances that run of them. */

#include "fleet.h"
#include "abi-words.h"
#include "json-read.h"
#include "loader.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fleet_init(struct fleet *f, struct host_core *core, struct dispatcher *out)
{
	*f = (struct fleet){.core = core, .out = out};
}

static void free_member(struct fleet_member *m)
{
	pthread_mutex_destroy(&m->lock);
	free(m->id);
	free(m);
}

/* Its provider may call late, and is then to be convicted, not to crash. */
static void bury_member(struct fleet *f, struct fleet_member *m)
{
	instance_destroy(m->instance);
	m->instance = NULL;
	m->next_gone = f->gone;
	f->gone = m;
}

void fleet_end(struct fleet *f)
{
	/* All stop before the first is destroyed: they may share a thread. */
	for (size_t i = 0; i < f->count; i++)
		instance_stop(f->members[i]->instance);
	for (size_t i = 0; i < f->count; i++)
		bury_member(f, f->members[i]);
	f->count = 0;
}

void fleet_finish(struct fleet *f)
{
	fleet_end(f);
	while (f->gone) {
		struct fleet_member *m = f->gone;

		f->gone = m->next_gone;
		free_member(m);
	}
	free(f->members);
	for (size_t i = 0; i < f->plugin_count; i++)
		free(f->plugins[i].file);
	free(f->plugins);
	manifest_set_finish(&f->manifests);
	*f = (struct fleet){.core = f->core, .out = f->out};
}

static struct fleet_member *find_member(const struct fleet *f, const char *id)
{
	for (size_t i = 0; i < f->count; i++) {
		if (strcmp(f->members[i]->id, id) == 0)
			return f->members[i];
	}
	return NULL;
}

struct instance *fleet_find(const struct fleet *f, const char *id)
{
	struct fleet_member *m = find_member(f, id);

	return m ? m->instance : NULL;
}

/* ------------------------------------------------------------------ instances ---- */

static void member_report(void *user, const struct report *report)
{
	struct fleet_member *m = user;
	const char *level = json_string_value(json_object_get(report->json, "level"));

	if (level && strcmp(level, "error") == 0) {
		pthread_mutex_lock(&m->lock);
		snprintf(m->reason, sizeof(m->reason), "%s",
			json_string_value(json_object_get(report->json, "text")));
		pthread_mutex_unlock(&m->lock);
	}
	dispatcher_report(m->fleet->out, report);
}

static bool member_full(void *user)
{
	const struct fleet_member *m = user;

	return dispatcher_full(m->fleet->out);
}

static const struct instance_ops member_ops = {
	.report = member_report,
	.full = member_full,
};

static struct fleet_member *add_member(struct fleet *f, const char *id)
{
	struct fleet_member *m = calloc(1, sizeof(*m));
	struct fleet_member **members =
		realloc(f->members, (f->count + 1) * sizeof(members[0]));

	if (members)
		f->members = members;
	if (!m || !members) {
		free(m);
		return NULL;
	}
	m->fleet = f;
	pthread_mutex_init(&m->lock, NULL);
	m->id = strdup(id);
	if (!m->id) {
		free_member(m);
		return NULL;
	}
	members[f->count++] = m;
	return m;
}

static void drop_member(struct fleet *f, struct fleet_member *m)
{
	for (size_t i = 0; i < f->count; i++) {
		if (f->members[i] != m)
			continue;
		memmove(f->members + i, f->members + i + 1,
			(f->count - i - 1) * sizeof(f->members[0]));
		f->count--;
		break;
	}
	bury_member(f, m);
}

static const dp_provider *find_provider(
	const struct fleet *f, const struct manifest *manifest)
{
	for (size_t i = 0; i < f->plugin_count; i++) {
		if (strcmp(f->plugins[i].plugin->id, manifest->plugin) == 0)
			return loader_provider(
				f->plugins[i].plugin, manifest->provider);
	}
	return NULL;
}

static int run_member(struct fleet *f, struct fleet_member *m,
	const struct instance_spec *spec, dp_status *ret_status, struct complaint *why)
{
	const char *call = "create";
	dp_status status = instance_create(f->core, spec, &m->instance);

	if (status == DP_OK) {
		call = "start";
		status = instance_start(m->instance);
	}
	*ret_status = status;
	if (status == DP_OK)
		return 0;
	pthread_mutex_lock(&m->lock);
	complain(why, 0, "the provider refused to %s it (%s)%s%.480s", call,
		abi_status_word(status), *m->reason ? ": " : "", m->reason);
	pthread_mutex_unlock(&m->lock);
	return -ECANCELED;
}

int fleet_add(struct fleet *f, const json_t *spec, json_t **ret_errors,
	dp_status *ret_status, struct complaint *why)
{
	const char *id = json_string_value(json_object_get(spec, "id"));
	const char *name = json_string_value(json_object_get(spec, "provider"));
	struct instance_spec make = {.id = id, .ops = &member_ops};
	struct fleet_member *m;
	json_t *settings = NULL;
	int err;

	if (find_member(f, id))
		return complain(
			why, -EEXIST, "there is an instance of this id already");
	make.manifest = manifest_find(&f->manifests, NULL, name);
	if (!make.manifest)
		return complain(why, -ENOENT,
			"there is no manifest of a provider \"%s\"", name);
	make.provider = find_provider(f, make.manifest);
	if (!make.provider)
		return complain(why, -ENOENT,
			"the plugin of the provider \"%s\" is not loaded", name);
	err = manifest_prepare_settings(make.manifest,
		json_object_get(spec, "settings"), &settings, ret_errors);
	if (err)
		return complain(why, err, "the settings are not valid");
	make.settings = settings;
	m = add_member(f, id);
	make.user = m;
	err = m ? run_member(f, m, &make, ret_status, why) : -ENOMEM;
	json_decref(settings);
	if (err && m)
		drop_member(f, m);
	return err;
}

int fleet_remove(struct fleet *f, const char *id)
{
	struct fleet_member *m = find_member(f, id);

	if (!m)
		return -ENOENT;
	instance_removing(m->instance);
	drop_member(f, m);
	return 0;
}
