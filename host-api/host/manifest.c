/* SPDX-License-Identifier: Apache-2.0 */
/* manifest.c - what is known of a provider before any of its code runs. */

#include "manifest.h"
#include "json-read.h"
#include "manifest-schema.h"
#include "schema.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const json_t *find_action(const json_t *root, const char *id)
{
	const json_t *actions = json_object_get(root, "actions");

	for (size_t i = 0; i < json_array_size(actions); i++) {
		const json_t *action = json_array_get(actions, i);

		if (strcmp(json_string_value(json_object_get(action, "id")), id) == 0)
			return action;
	}
	return NULL;
}

static int check_form(const struct manifest *m, struct complaint *why)
{
	json_t *schema = json_loads(manifest_schema, 0, NULL);
	json_t *errors = schema ? schema_errors(schema, m->root) : NULL;
	size_t count = json_object_size(errors);
	const char *pointer;
	json_t *sentence;
	int err = errors ? 0 : -ENOMEM;

	json_object_foreach(errors, pointer, sentence)
	{
		err = complain(why, -EINVAL, "%s: %s%s%s", m->file, pointer,
			*pointer ? ": " : "the manifest ", json_string_value(sentence));
		break;
	}
	if (err && count > 1) {
		size_t len = strlen(why->text);

		snprintf(why->text + len, sizeof(why->text) - len, " (and %zu more)",
			count - 1);
	}
	json_decref(errors);
	json_decref(schema);
	return err;
}

static int check_page(const struct manifest *m, size_t index, struct complaint *why)
{
	const json_t *page = json_array_get(json_object_get(m->root, "pages"), index);
	const json_t *fields = json_object_get(page, "fields");
	const json_t *actions = json_object_get(page, "actions");
	const json_t *when = json_object_get(page, "when");
	struct complaint inner;
	char where[64];

	for (size_t i = 0; i < json_array_size(fields); i++) {
		const char *field = json_string_value(json_array_get(fields, i));

		if (!schema_at(m->settings, field))
			return complain(why, -EINVAL,
				"%s: /pages/%zu/fields/%zu: there is no setting \"%s\"",
				m->file, index, i, field);
	}
	for (size_t i = 0; i < json_array_size(actions); i++) {
		const char *action = json_string_value(json_array_get(actions, i));

		if (!find_action(m->root, action))
			return complain(why, -EINVAL,
				"%s: /pages/%zu/actions/%zu: there is no action \"%s\"",
				m->file, index, i, action);
	}
	snprintf(where, sizeof(where), "/pages/%zu/when", index);
	if (when && schema_check_profile(when, SCHEMA_CONDITION, where, &inner) != 0)
		return complain(why, -EINVAL, "%s: %.600s", m->file, inner.text);
	return 0;
}

static int check_content(struct manifest *m, struct complaint *why)
{
	const json_t *abi = json_object_get(m->root, "abi");
	json_int_t major = json_integer_value(json_object_get(abi, "major"));
	size_t pages = json_array_size(json_object_get(m->root, "pages"));
	struct complaint inner;
	int err = 0;

	if (major != DP_ABI_MAJOR)
		return complain(why, -EPROTONOSUPPORT,
			"%s: /abi/major: the provider is for ABI major %lld, this host "
			"speaks %d",
			m->file, (long long)major, DP_ABI_MAJOR);
	if (schema_check_profile(m->settings, SCHEMA_PLAIN, "/settings", &inner) != 0)
		return complain(why, -EINVAL, "%s: %.600s", m->file, inner.text);
	for (size_t i = 0; !err && i < pages; i++)
		err = check_page(m, i, why);
	return err;
}

static void name_parts(struct manifest *m)
{
	const json_t *abi = json_object_get(m->root, "abi");
	const json_t *version = json_object_get(m->root, "settings_version");

	m->plugin = json_string_value(json_object_get(m->root, "plugin"));
	m->provider = json_string_value(json_object_get(m->root, "provider"));
	m->module = json_string_value(json_object_get(m->root, "module"));
	m->version = json_string_value(json_object_get(m->root, "version"));
	m->name = json_string_value(json_object_get(m->root, "name"));
	m->abi_min_minor =
		(unsigned)json_integer_value(json_object_get(abi, "min_minor"));
	m->settings_version = (unsigned)json_integer_value(version);
	m->settings = json_object_get(m->root, "settings");
}

int manifest_load(
	const char *file, struct manifest **ret_manifest, struct complaint *why)
{
	struct complaint unread;
	struct manifest *m = calloc(1, sizeof(*m));
	int err = -ENOMEM;

	if (!why)
		why = &unread;
	if (m)
		m->file = strdup(file);
	if (m && m->file)
		err = json_read_file(file, &m->root, why);
	if (!err)
		err = check_form(m, why);
	if (!err) {
		name_parts(m);
		err = check_content(m, why);
	}
	if (err)
		manifest_destroy(m);
	else
		*ret_manifest = m;
	return err;
}

void manifest_destroy(struct manifest *m)
{
	if (!m)
		return;
	json_decref(m->root);
	free(m->file);
	free(m);
}

int manifest_check_plugin(
	const struct manifest *m, const dp_plugin *plugin, struct complaint *why)
{
	if (strcmp(plugin->id, m->plugin) != 0)
		return complain(why, -EINVAL,
			"%s: /plugin: says \"%s\", the plugin calls itself \"%s\"",
			m->file, m->plugin, plugin->id);
	if (strcmp(plugin->version, m->version) != 0)
		return complain(why, -EINVAL,
			"%s: /version: says %s, the plugin says %s; install both from one "
			"release",
			m->file, m->version, plugin->version);
	if (m->abi_min_minor != plugin->min_host_minor)
		return complain(why, -EINVAL,
			"%s: /abi/min_minor: says %u, the plugin says %u", m->file,
			m->abi_min_minor, (unsigned)plugin->min_host_minor);
	for (size_t i = 0; plugin->providers[i]; i++) {
		if (strcmp(plugin->providers[i]->id, m->provider) == 0)
			return 0;
	}
	return complain(why, -EINVAL,
		"%s: /provider: the plugin has no provider \"%s\"", m->file,
		m->provider);
}

int manifest_prepare_settings(const struct manifest *m, const json_t *settings,
	json_t **ret_settings, json_t **ret_errors)
{
	json_t *filled = json_deep_copy(settings);
	json_t *errors = NULL;

	if (filled && schema_fill(m->settings, filled) == 0)
		errors = schema_errors(m->settings, filled);
	if (errors && json_check_limits(filled) != JSON_FINE)
		json_object_set_new(errors, "",
			json_string("are larger or deeper than the ABI allows"));
	if (errors && json_object_size(errors) == 0) {
		json_decref(errors);
		*ret_settings = filled;
		return 0;
	}
	json_decref(filled);
	if (!errors)
		return -ENOMEM;
	*ret_errors = errors;
	return -EINVAL;
}

bool manifest_action_uses_draft(const struct manifest *m, const char *id)
{
	const char *uses =
		json_string_value(json_object_get(find_action(m->root, id), "uses"));

	return uses && strcmp(uses, "draft") == 0;
}
