/* SPDX-License-Identifier: Apache-2.0 */
/* schema-walk.c - a schema and a value side by side: defaults, secrets, pointers. */

#include "schema.h"

#include <errno.h>
#include <string.h>

enum { KEY_LIMIT = 128 };

/* Which part describes a member that `properties` does not name; NULL: none. */
static const json_t *part_of_others(const json_t *schema, const char *key)
{
	const json_t *named = json_object_get(schema, "properties");

	return json_object_get(named, key)
		       ? NULL
		       : json_object_get(schema, "additionalProperties");
}

static int fill_properties(const json_t *schema, json_t *value)
{
	const char *key;
	json_t *part;
	int err;

	json_object_foreach(json_object_get(schema, "properties"), key, part)
	{
		json_t *member = json_object_get(value, key);
		json_t *initial = json_object_get(part, "default");

		if (!member && initial) {
			member = json_deep_copy(initial);
			if (json_object_set_new(value, key, member) != 0)
				return -ENOMEM;
		}
		err = member ? schema_fill(part, member) : 0;
		if (err)
			return err;
	}
	json_object_foreach(value, key, part)
	{
		err = schema_fill(part_of_others(schema, key), part);
		if (err)
			return err;
	}
	return 0;
}

int schema_fill(const json_t *schema, json_t *value)
{
	const json_t *items = json_object_get(schema, "items");
	const json_t *all = json_object_get(schema, "allOf");
	const json_t *condition = json_object_get(schema, "if");
	int err = 0;

	if (json_is_object(value))
		err = fill_properties(schema, value);
	for (size_t i = 0; !err && items && i < json_array_size(value); i++)
		err = schema_fill(items, json_array_get(value, i));
	for (size_t i = 0; !err && i < json_array_size(all); i++)
		err = schema_fill(json_array_get(all, i), value);
	if (!err && condition) {
		const char *branch = schema_matches(condition, value) ? "then" : "else";

		err = schema_fill(json_object_get(schema, branch), value);
	}
	return err;
}

const json_t *schema_at(const json_t *schema, const char *pointer)
{
	while (schema && *pointer == '/') {
		char key[KEY_LIMIT];
		size_t len = strcspn(pointer + 1, "/");

		if (len >= sizeof(key))
			return NULL;
		memcpy(key, pointer + 1, len);
		key[len] = '\0';
		schema = json_object_get(json_object_get(schema, "properties"), key);
		pointer += 1 + len;
	}
	return *pointer ? NULL : schema;
}

/* Every text below a value that is secret as a whole. */
static void all_texts(const json_t *value, schema_secret_fn *found, void *user)
{
	const char *key;
	json_t *member;

	if (json_is_string(value))
		found(json_string_value(value), user);
	for (size_t i = 0; i < json_array_size(value); i++)
		all_texts(json_array_get(value, i), found, user);
	json_object_foreach((json_t *)value, key, member)
	{
		all_texts(member, found, user);
	}
}

void schema_secrets(
	const json_t *schema, const json_t *value, schema_secret_fn *found, void *user)
{
	static const char *const lists[] = {"allOf", "anyOf", "oneOf"};
	static const char *const branches[] = {"then", "else"};
	const json_t *items = json_object_get(schema, "items");
	const char *key;
	json_t *part;

	if (!value)
		return;
	if (json_is_true(json_object_get(schema, "writeOnly"))) {
		all_texts(value, found, user);
		return;
	}
	json_object_foreach(json_object_get(schema, "properties"), key, part)
	{
		schema_secrets(part, json_object_get(value, key), found, user);
	}
	json_object_foreach((json_t *)value, key, part)
	{
		schema_secrets(part_of_others(schema, key), part, found, user);
	}
	for (size_t i = 0; items && i < json_array_size(value); i++)
		schema_secrets(items, json_array_get(value, i), found, user);
	for (size_t l = 0; l < sizeof(lists) / sizeof(lists[0]); l++) {
		const json_t *list = json_object_get(schema, lists[l]);

		for (size_t i = 0; i < json_array_size(list); i++)
			schema_secrets(json_array_get(list, i), value, found, user);
	}
	for (size_t b = 0; b < sizeof(branches) / sizeof(branches[0]); b++) {
		part = json_object_get(schema, branches[b]);
		if (part)
			schema_secrets(part, value, found, user);
	}
}

bool schema_touches_secret(const json_t *schema, const json_t *value)
{
	static const char *const lists[] = {"allOf", "anyOf", "oneOf"};
	static const char *const branches[] = {"then", "else"};
	const char *key;
	json_t *part;

	if (!value || !json_is_object(schema))
		return false;
	if (json_is_true(json_object_get(schema, "writeOnly")))
		return true;
	json_object_foreach(json_object_get(schema, "properties"), key, part)
	{
		if (schema_touches_secret(part, json_object_get(value, key)))
			return true;
	}
	json_object_foreach((json_t *)value, key, part)
	{
		if (schema_touches_secret(part_of_others(schema, key), part))
			return true;
	}
	for (size_t l = 0; l < sizeof(lists) / sizeof(lists[0]); l++) {
		const json_t *list = json_object_get(schema, lists[l]);

		for (size_t i = 0; i < json_array_size(list); i++) {
			if (schema_touches_secret(json_array_get(list, i), value))
				return true;
		}
	}
	for (size_t b = 0; b < sizeof(branches) / sizeof(branches[0]); b++) {
		if (schema_touches_secret(json_object_get(schema, branches[b]), value))
			return true;
	}
	return false;
}
