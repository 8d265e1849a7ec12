/* SPDX-License-Identifier: Apache-2.0 */
/* fleet-load.c - what a fleet is made of: manifests, plugins, a configuration. */

#include "fleet.h"
#include "host-paths.h"
#include "json-read.h"
#include "loader.h"
#include "schema.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char config_schema[] =
	"{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"instances\"],"
	"\"properties\":{\"instances\":{\"type\":\"array\",\"items\":"
	"{\"type\":\"object\",\"additionalProperties\":false,"
	"\"required\":[\"id\",\"provider\",\"settings\"],"
	"\"properties\":{"
	"\"id\":{\"type\":\"string\",\"pattern\":\"^[A-Za-z0-9_-]+$\",\"maxLength\":64},"
	"\"provider\":{\"type\":\"string\"},"
	"\"settings\":{\"type\":\"object\"}}}}}}";

/* A manifest for each provider, and both of one opinion. */
static int check_manifests(const struct fleet *f, const dp_plugin *plugin,
	const char *file, struct complaint *why)
{
	size_t count = 0;

	for (size_t i = 0; i < f->manifests.count; i++) {
		const struct manifest *m = f->manifests.items[i];
		int err;

		if (strcmp(m->plugin, plugin->id) != 0)
			continue;
		err = manifest_check_plugin(m, plugin, why);
		if (err)
			return err;
		count++;
	}
	if (!count)
		return complain(why, -ENOENT,
			"%s: there is no manifest of the plugin \"%s\"; say where it is with "
			"--manifests DIR",
			file, plugin->id);
	return 0;
}

static int load_plugin(struct fleet *f, const char *file, struct complaint *why)
{
	const dp_plugin *plugin = NULL;
	struct fleet_plugin *plugins;
	int err = loader_open(file, &plugin, why);

	for (size_t i = 0; !err && i < f->plugin_count; i++) {
		if (plugin == f->plugins[i].plugin)
			return 0;
		if (strcmp(plugin->id, f->plugins[i].plugin->id) == 0)
			err = complain(why, -EEXIST,
				"%s: is the plugin \"%s\" once more, which was loaded from %s",
				file, plugin->id, f->plugins[i].file);
	}
	if (!err)
		err = check_manifests(f, plugin, file, why);
	if (err)
		return err;
	plugins = realloc(f->plugins, (f->plugin_count + 1) * sizeof(plugins[0]));
	if (!plugins)
		return -ENOMEM;
	f->plugins = plugins;
	plugins[f->plugin_count] =
		(struct fleet_plugin){.file = strdup(file), .plugin = plugin};
	return plugins[f->plugin_count++].file ? 0 : -ENOMEM;
}

/* The modules that the manifests name, each once. */
static int load_named(struct fleet *f, struct complaint *why)
{
	int err = 0;

	for (size_t i = 0; !err && i < f->manifests.count; i++) {
		const struct manifest *m = f->manifests.items[i];
		char *file = NULL;

		err = host_paths_module(m->file, m->module, &file, why);
		if (!err)
			err = load_plugin(f, file, why);
		free(file);
	}
	return err;
}

int fleet_load(struct fleet *f, const char *folder, const char *const *files,
	size_t file_count, struct complaint *why)
{
	char *found = NULL;
	int err = folder ? 0 : host_paths_manifests(&found, why);

	if (!err)
		err = manifest_set_load(folder ? folder : found, &f->manifests, why);
	free(found);
	for (size_t i = 0; !err && i < file_count; i++)
		err = load_plugin(f, files[i], why);
	if (!err && !file_count)
		err = load_named(f, why);
	return err;
}

static int check_form(const char *file, const json_t *config, struct complaint *why)
{
	json_t *schema = json_loads(config_schema, 0, NULL);
	json_t *errors = schema ? schema_errors(schema, config) : NULL;
	int err = errors ? 0 : -ENOMEM;

	if (errors && json_object_size(errors) > 0) {
		const char *pointer = json_object_iter_key(json_object_iter(errors));

		err = complain(why, -EINVAL, "%s: %s%s%s", file, pointer,
			*pointer ? ": " : "the configuration ",
			json_string_value(json_object_get(errors, pointer)));
	}
	json_decref(errors);
	json_decref(schema);
	return err;
}

int fleet_read_config(
	struct fleet *f, const char *file, json_t **ret_errors, struct complaint *why)
{
	json_t *config = NULL;
	const json_t *instances;
	int err = json_read_file(file, &config, why);

	if (!err)
		err = check_form(file, config, why);
	instances = err ? NULL : json_object_get(config, "instances");
	for (size_t i = 0; !err && i < json_array_size(instances); i++) {
		const json_t *spec = json_array_get(instances, i);
		const char *id = json_string_value(json_object_get(spec, "id"));
		struct complaint inner = {""};
		dp_status status;

		err = fleet_add(f, spec, ret_errors, &status, &inner);
		if (err)
			complain(why, err, "%s: instance \"%s\": %.700s", file, id,
				inner.text);
	}
	json_decref(config);
	return err;
}
