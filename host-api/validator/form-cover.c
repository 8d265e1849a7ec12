/* SPDX-License-Identifier: Apache-2.0 */
/* form-cover.c - do a manifest's pages show every setting, once? */

#include "form-cover.h"

#include "schema.h"
#include "verdict.h"

#include <stdio.h>
#include <string.h>

enum { POINTER_SIZE = 256 };

/* How often, and how, a pointer stands on the pages. A field that names an object shows
 * everything in it. */
struct showing {
	unsigned always;
	unsigned conditionally;
};

/* Is `field` the setting itself, or an object around it? */
static bool shows(const char *field, const char *setting)
{
	size_t len = strlen(field);

	return strncmp(field, setting, len) == 0 &&
	       (setting[len] == '\0' || setting[len] == '/');
}

static struct showing count(const json_t *pages, const char *setting)
{
	struct showing n = {0};
	const json_t *page, *field;
	size_t i, k;

	json_array_foreach(pages, i, page)
	{
		bool conditional = json_object_get(page, "when") != NULL;

		json_array_foreach(json_object_get(page, "fields"), k, field)
		{
			if (!shows(json_string_value(field), setting))
				continue;
			n.always += !conditional;
			n.conditionally += conditional;
		}
	}
	return n;
}

/* An object with properties is shown by them; everything else is a setting. */
static void check_settings(
	const json_t *pages, const json_t *schema, const char *at, struct verdict *v)
{
	char pointer[POINTER_SIZE];
	const char *key;
	json_t *part;

	json_object_foreach(json_object_get(schema, "properties"), key, part)
	{
		struct showing n;

		snprintf(pointer, sizeof(pointer), "%s/%s", at, key);
		if (json_object_size(json_object_get(part, "properties"))) {
			check_settings(pages, part, pointer, v);
			continue;
		}
		n = count(pages, pointer);
		verdict_check(
			v, n.always + n.conditionally > 0, "no page shows %s", pointer);
		verdict_check(v, n.always + (n.conditionally > 0) <= 1,
			"%s stands on more than one page at a time", pointer);
	}
}

static bool has_action(const json_t *actions, const char *id)
{
	const json_t *action;
	size_t i;

	json_array_foreach(actions, i, action)
	{
		if (strcmp(json_string_value(json_object_get(action, "id")), id) == 0)
			return true;
	}
	return false;
}

static void check_page(const json_t *page, const json_t *actions, const json_t *schema,
	struct verdict *v)
{
	const char *tab = json_string_value(json_object_get(page, "tab"));
	const json_t *item;
	size_t i;

	json_array_foreach(json_object_get(page, "fields"), i, item)
	{
		verdict_check(v, schema_at(schema, json_string_value(item)),
			"page \"%s\" shows %s, which is no setting", tab,
			json_string_value(item));
	}
	json_array_foreach(json_object_get(page, "actions"), i, item)
	{
		verdict_check(v, has_action(actions, json_string_value(item)),
			"page \"%s\" offers \"%s\", which is no action", tab,
			json_string_value(item));
	}
}

void form_cover_check(const json_t *manifest, const json_t *schema, struct verdict *v)
{
	const json_t *pages = json_object_get(manifest, "pages");
	const json_t *actions = json_object_get(manifest, "actions");
	const json_t *page;
	size_t i;

	json_array_foreach(pages, i, page) check_page(page, actions, schema, v);
	check_settings(pages, schema, "", v);
}
