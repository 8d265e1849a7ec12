/* SPDX-License-Identifier: Apache-2.0 */
/* subject.c - the plugin under test, and the provider of it that is looked at. */

#include "subject.h"

#include "json-read.h"
#include "loader.h"
#include "manifest-schema.h"
#include "manifest.h"
#include "schema.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* tcpmux: nobody listens there, and guessed settings must not meet a server. */
enum { CLOSED_PORT = 1 };

void subject_load(struct subject *s)
{
	const char *why;

	s->handle = dlopen(s->path, RTLD_NOW | RTLD_LOCAL);
	if (!s->handle) {
		why = dlerror();
		snprintf(s->load_error, sizeof(s->load_error), "%s",
			why ? why : "no reason");
		return;
	}
	s->plugin = dlsym(s->handle, DP_ENTRY_SYMBOL);
	if (!s->plugin) {
		snprintf(s->load_error, sizeof(s->load_error),
			"it has no symbol " DP_ENTRY_SYMBOL);
	}
}

/* ------------------------------------------------------------------- entry ---- */

int subject_check_entry(const struct subject *s, char *ret_text, size_t size)
{
	struct complaint why;
	int err;

	if (!s->plugin) {
		snprintf(ret_text, size, "it does not load: %s", s->load_error);
		return -ENOEXEC;
	}
	err = loader_check(s->plugin, "entry", &why);
	if (err)
		snprintf(ret_text, size, "%s", why.text);
	return err;
}

static void read_manifest(struct subject *s, const char *path)
{
	json_t *schema = json_loads(manifest_schema, 0, NULL);
	json_t *errors = NULL, *sentence;
	struct complaint why;
	const char *pointer;

	s->manifest_path = path;
	if (json_read_file(path, &s->manifest_root, &why)) {
		snprintf(s->manifest_error, sizeof(s->manifest_error), "%.500s",
			why.text);
	} else {
		errors = schema_errors(schema, s->manifest_root);
		json_object_foreach(errors, pointer, sentence)
		{
			snprintf(s->manifest_error, sizeof(s->manifest_error), "%s: %s",
				*pointer ? pointer : "the whole",
				json_string_value(sentence));
			break;
		}
		if (manifest_load(path, &s->manifest, &why))
			s->manifest = NULL;
	}
	json_decref(errors);
	json_decref(schema);
}

void subject_choose(
	struct subject *s, const char *provider_id, const char *manifest_path)
{
	char fault[1024];

	s->provider_id = provider_id;
	if (manifest_path)
		read_manifest(s, manifest_path);
	if (subject_check_entry(s, fault, sizeof(fault)))
		return;
	for (size_t i = 0; s->plugin->providers[i]; i++) {
		if (strcmp(s->plugin->providers[i]->id, provider_id) == 0)
			s->provider = s->plugin->providers[i];
	}
}

/* ---------------------------------------------------------------- settings ---- */

static const char *first_type(const json_t *schema)
{
	const json_t *type = json_object_get(schema, "type");

	if (json_is_array(type))
		type = json_array_get(type, 0);
	return type ? json_string_value(type) : "";
}

/* Something a required member could be: its first word, its minimum, or "x". */
static json_t *suggest(const char *key, const json_t *schema)
{
	const char *type = first_type(schema);
	const json_t *low = json_object_get(schema, "minimum");
	size_t len = (size_t)json_integer_value(json_object_get(schema, "minLength"));
	char text[65];

	if (json_object_get(schema, "const"))
		return json_copy(json_object_get(schema, "const"));
	if (json_array_size(json_object_get(schema, "enum")))
		return json_copy(json_array_get(json_object_get(schema, "enum"), 0));
	if (strcmp(type, "integer") == 0 || strcmp(type, "number") == 0)
		return json_integer(low ? (json_int_t)json_number_value(low) : 1);
	if (strcmp(type, "boolean") == 0)
		return json_false();
	if (strcmp(type, "object") == 0)
		return json_object();
	if (strcmp(type, "array") == 0)
		return json_array();
	if (strcmp(key, "host") == 0)
		return json_string("127.0.0.1");
	len = len < 1 ? 1 : len < sizeof(text) ? len : sizeof(text) - 1;
	memset(text, 'x', len);
	return json_stringn(text, len);
}

/* Fill the required members of an object that have no default. */
static void fill_required(const json_t *schema, json_t *object)
{
	const json_t *properties = json_object_get(schema, "properties");
	const json_t *required = json_object_get(schema, "required");
	const json_t *name, *part;
	const char *key;
	size_t i;

	json_array_foreach(required, i, name)
	{
		key = json_string_value(name);
		part = json_object_get(properties, key);
		if (!json_object_get(object, key) && !json_object_get(part, "default"))
			json_object_set_new(object, key, suggest(key, part));
	}
	json_object_foreach((json_t *)(uintptr_t)properties, key, part)
	{
		if (json_is_object(json_object_get(object, key)))
			fill_required(part, json_object_get(object, key));
	}
}

static void check_settings(struct subject *s, json_t *draft)
{
	json_t *errors = NULL;
	char *text;

	if (manifest_prepare_settings(s->manifest, draft, &s->settings, &errors) == 0)
		return;
	text = json_dumps(errors, JSON_COMPACT);
	snprintf(s->no_settings, sizeof(s->no_settings),
		"%s settings are not valid: %s",
		s->settings_given ? "the given" : "guessed (use --settings)",
		text ? text : "");
	free(text);
	json_decref(errors);
}

void subject_make_settings(struct subject *s, const char *given)
{
	json_t *draft = given ? json_loads(given, 0, NULL) : json_object();

	s->settings_given = given != NULL;
	if (!json_is_object(draft)) {
		snprintf(s->no_settings, sizeof(s->no_settings),
			"--settings is not a JSON object");
	} else if (s->manifest) {
		if (!given)
			fill_required(s->manifest->settings, draft);
		check_settings(s, draft);
		if (!given && s->settings && subject_has_address(s))
			json_object_set_new(
				s->settings, "port", json_integer(CLOSED_PORT));
	} else if (given) {
		s->settings = json_incref(draft);
	} else {
		snprintf(s->no_settings, sizeof(s->no_settings),
			"no usable manifest to take settings from, and no --settings");
	}
	json_decref(draft);
}

bool subject_has_address(const struct subject *s)
{
	const json_t *properties;

	if (!s->manifest)
		return json_object_get(s->settings, "host") != NULL;
	properties = json_object_get(s->manifest->settings, "properties");
	return json_object_get(properties, "host") &&
	       json_object_get(properties, "port");
}

char *subject_settings_text(const struct subject *s, uint16_t port)
{
	json_t *settings = json_deep_copy(s->settings);
	char *text;

	if (port && subject_has_address(s)) {
		json_object_set_new(settings, "host", json_string("127.0.0.1"));
		json_object_set_new(settings, "port", json_integer(port));
	}
	text = json_dumps(settings, JSON_COMPACT);
	json_decref(settings);
	return text;
}

void subject_finish(struct subject *s)
{
	json_decref(s->settings);
	manifest_destroy(s->manifest);
	json_decref(s->manifest_root);
	s->settings = s->manifest_root = NULL;
	s->manifest = NULL;
}
