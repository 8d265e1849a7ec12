/* SPDX-License-Identifier: Apache-2.0 */
/* manifest-tests.c - the manifest: what a host knows before any code runs. */

#include "form-cover.h"
#include "manifest.h"
#include "schema.h"
#include "subject.h"
#include "validator-test.h"
#include "verdict.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const json_t *settings_of(const struct subject *s)
{
	return json_object_get(s->manifest_root, "settings");
}

static void manifest_schema_holds(const struct subject *s, struct verdict *v)
{
	if (*s->manifest_error)
		verdict_fail(v, "%s", s->manifest_error);
}

static void manifest_matches_entry(const struct subject *s, struct verdict *v)
{
	const json_t *abi = json_object_get(s->manifest_root, "abi");
	const char *module =
		json_string_value(json_object_get(s->manifest_root, "module"));
	const char *file = strrchr(s->path, '/') + 1;
	json_int_t major = json_integer_value(json_object_get(abi, "major"));
	struct complaint why;

	verdict_check(v, major == DP_ABI_MAJOR, "it is for major %lld of the ABI",
		(long long)major);
	verdict_check(v, strcmp(module, file) == 0,
		"its module is \"%s\", the file is \"%s\"", module, file);
	if (!s->manifest)
		verdict_skip(v,
			"the manifest cannot be used, see the tests around this one");
	else if (manifest_check_plugin(s->manifest, s->plugin, &why))
		verdict_fail(v, "%s", why.text);
}

static void settings_profile(const struct subject *s, struct verdict *v)
{
	const json_t *pages = json_object_get(s->manifest_root, "pages"), *page;
	struct complaint why;
	char where[64];
	size_t i;

	if (schema_check_profile(settings_of(s), SCHEMA_PLAIN, "/settings", &why))
		verdict_fail(v, "%s", why.text);
	json_array_foreach(pages, i, page)
	{
		const json_t *when = json_object_get(page, "when");

		snprintf(where, sizeof(where), "/pages/%zu/when", i);
		if (when && schema_check_profile(when, SCHEMA_CONDITION, where, &why))
			verdict_fail(v, "%s", why.text);
	}
}

/* ---------------------------------------------------------- defaults-valid ---- */

/* Does the schema ask for this very member, so that its absence is in order? */
static bool is_required(const struct subject *s, const char *pointer)
{
	char path[512];
	char *key;
	const json_t *object, *name;
	size_t i;

	snprintf(path, sizeof(path), "%s", pointer);
	key = strrchr(path, '/');
	if (!key)
		return false;
	*key++ = '\0';
	object = schema_at(settings_of(s), path);
	json_array_foreach(json_object_get(object, "required"), i, name)
	{
		if (strcmp(json_string_value(name), key) == 0)
			return true;
	}
	return false;
}

static bool is_absent(const json_t *settings, const char *pointer)
{
	char path[512], *rest = path, *key;

	snprintf(path, sizeof(path), "%s", pointer + (*pointer == '/'));
	while (settings && (key = strsep(&rest, "/")))
		settings = json_object_get(settings, key);
	return settings == NULL;
}

static void defaults_valid(const struct subject *s, struct verdict *v)
{
	json_t *draft = json_object();
	json_t *errors;
	const char *pointer;
	const json_t *sentence;

	if (schema_fill(settings_of(s), draft)) {
		json_decref(draft);
		verdict_fail(v, "the validator itself is out of memory");
		return;
	}
	errors = schema_errors(settings_of(s), draft);
	json_object_foreach(errors, pointer, sentence)
	{
		verdict_check(v, is_required(s, pointer) && is_absent(draft, pointer),
			"with defaults alone, %s: %s", *pointer ? pointer : "the whole",
			json_string_value(sentence));
	}
	json_decref(errors);
	json_decref(draft);
}

static void form_covers_schema(const struct subject *s, struct verdict *v)
{
	form_cover_check(s->manifest_root, settings_of(s), v);
}

/* ---------------------------------------------------------- secrets-marked ---- */

static bool has_word(const char *key, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = key; (at = strcasestr(at, word)); at++) {
		bool begins = at == key || !isalpha((unsigned char)at[-1]);
		bool ends = !isalpha((unsigned char)at[len]);

		if (begins && ends)
			return true;
	}
	return false;
}

/* "pin" and "key" only as words of their own: "opening" and "monkey" are no secrets. */
static bool sounds_secret(const char *key)
{
	return strcasestr(key, "pass") || strcasestr(key, "secret") ||
	       strcasestr(key, "token") || has_word(key, "pin") || has_word(key, "key");
}

static void look_for_secrets(const json_t *schema, bool covered, struct verdict *v)
{
	const char *key;
	json_t *part;

	json_object_foreach(json_object_get(schema, "properties"), key, part)
	{
		const json_t *type = json_object_get(part, "type");
		bool text = json_is_string(type) &&
			    !strcmp(json_string_value(type), "string");
		bool secret =
			covered || json_is_true(json_object_get(part, "writeOnly"));

		verdict_check(v, secret || !text || !sounds_secret(key),
			"the setting \"%s\" is not marked writeOnly", key);
		look_for_secrets(part, secret, v);
	}
	if (json_is_object(json_object_get(schema, "items")))
		look_for_secrets(json_object_get(schema, "items"), covered, v);
}

static void secrets_marked(const struct subject *s, struct verdict *v)
{
	look_for_secrets(settings_of(s), false, v);
}

const struct validator_test manifest_tests[] = {
	{
		.name = "manifest-schema",
		.rule = "The manifest is complete and has the form docs/manifest.md "
			"asks.",
		.description =
			"Reads it as gatehouse-host does; what is wrong is named by a "
			"JSON pointer.",
		.needs = NEEDS_MANIFEST_FILE,
		.run = manifest_schema_holds,
	},
	{
		.name = "manifest-matches-entry",
		.rule = "Manifest and entry agree: plugin, provider, version, module, "
			"ABI.",
		.description =
			"Loads the plugin and compares; the file's name has to be the "
			"manifest's module.",
		.needs = NEEDS_MANIFEST | NEEDS_ENTRY,
		.run = manifest_matches_entry,
	},
	{
		.name = "settings-profile",
		.rule = "The settings' schema and the pages' conditions use only the "
			"profile's keywords, and every condition is guarded.",
		.description =
			"A `const` or `enum` in `if` or `when` is true for an object "
			"that lacks the member; it has to stand beside `required`.",
		.needs = NEEDS_MANIFEST,
		.run = settings_profile,
	},
	{
		.name = "defaults-valid",
		.rule = "The defaults are valid settings, but for required members "
			"that have none.",
		.description =
			"Fills an empty object and validates it; the only errors "
			"allowed are that a required member is absent.",
		.needs = NEEDS_MANIFEST,
		.run = defaults_valid,
	},
	{
		.name = "form-covers-schema",
		.rule = "Every setting is on exactly one page that shows, every field "
			"and action that a page names exists.",
		.description =
			"Follows every pointer of the pages into the schema. A "
			"setting may stand on two pages when each has a `when`, as "
			"they may exclude each other.",
		.needs = NEEDS_MANIFEST,
		.run = form_covers_schema,
	},
	{
		.name = "secrets-marked",
		.rule = "Settings whose names sound like secrets are writeOnly.",
		.description =
			"Looks for texts named pass, secret, token, and pin or key as "
			"a word.",
		.needs = NEEDS_MANIFEST,
		.run = secrets_marked,
	},
	{0},
};
