/* SPDX-License-Identifier: Apache-2.0 */
/* schema-profile.c - is a schema written in the profile of docs/manifest.md? */

#include "json-pointer.h"
#include "schema-value.h"
#include "schema.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What a keyword's own value must be. */
enum shape {
	ANYTHING,
	TEXT,
	PATTERN,
	NUMBER,
	COUNT,
	FLAG,
	TYPE,
	LIST,
	NAMES,
	SCHEMA,
	CONDITION,
	SCHEMAS,
	PROPERTIES,
};

/* ADD A ROW for a new keyword, and teach schema.c what it means. */
static const struct keyword {
	const char *name;
	enum shape shape;
	const char *phrase; /* what it must be */
} keywords[] = {
	// clang-format off
	{"$schema",              TEXT,       "a text"},
	{"$comment",             TEXT,       "a text"},
	{"title",                TEXT,       "a text"},
	{"description",          TEXT,       "a text"},
	{"format",               TEXT,       "a text"},
	{"type",                 TYPE,       "the name of a JSON type, or a list of such"},
	{"enum",                 LIST,       "a list with one entry or more"},
	{"const",                ANYTHING,   ""},
	{"default",              ANYTHING,   ""},
	{"examples",             LIST,       "a list with one entry or more"},
	{"minimum",              NUMBER,     "a number"},
	{"maximum",              NUMBER,     "a number"},
	{"minLength",            COUNT,      "a whole number, 0 or more"},
	{"maxLength",            COUNT,      "a whole number, 0 or more"},
	{"minItems",             COUNT,      "a whole number, 0 or more"},
	{"maxItems",             COUNT,      "a whole number, 0 or more"},
	{"pattern",              PATTERN,    "a POSIX extended regular expression"},
	{"uniqueItems",          FLAG,       "true or false"},
	{"writeOnly",            FLAG,       "true or false"},
	{"readOnly",             FLAG,       "true or false"},
	{"additionalProperties", SCHEMA,     "a schema"},
	{"required",             NAMES,      "a list of names"},
	{"items",                SCHEMA,     "a schema"},
	{"not",                  SCHEMA,     "a schema"},
	{"then",                 SCHEMA,     "a schema"},
	{"else",                 SCHEMA,     "a schema"},
	{"if",                   CONDITION,  "a schema"},
	{"allOf",                SCHEMAS,    "a list of schemas"},
	{"anyOf",                SCHEMAS,    "a list of schemas"},
	{"oneOf",                SCHEMAS,    "a list of schemas"},
	{"properties",           PROPERTIES, "an object of schemas"},
	// clang-format on
};

struct walk {
	struct json_pointer at;
	struct complaint *why;
};

static int check_schema(struct walk *w, const json_t *schema, enum schema_use use);

static const struct keyword *find_keyword(const char *name)
{
	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++) {
		if (strcmp(keywords[i].name, name) == 0)
			return &keywords[i];
	}
	return NULL;
}

static bool all_strings(const json_t *list)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		if (!json_is_string(json_array_get(list, i)))
			return false;
	}
	return json_is_array(list);
}

static bool type_fits(const json_t *value)
{
	if (json_is_string(value))
		return schema_type_known(json_string_value(value));
	if (!all_strings(value) || !json_array_size(value))
		return false;
	for (size_t i = 0; i < json_array_size(value); i++) {
		if (!schema_type_known(json_string_value(json_array_get(value, i))))
			return false;
	}
	return true;
}

static bool has_shape(enum shape shape, const json_t *value)
{
	switch (shape) {
	case ANYTHING: return true;
	case TEXT: return json_is_string(value);
	case PATTERN:
		return json_is_string(value) &&
		       schema_text_matches(json_string_value(value), "") >= 0;
	case NUMBER: return json_is_number(value);
	case COUNT:
		return schema_value_is(value, "integer") &&
		       json_number_value(value) >= 0;
	case FLAG: return json_is_boolean(value);
	case TYPE: return type_fits(value);
	case LIST:
	case SCHEMAS: return json_array_size(value) > 0;
	case NAMES: return all_strings(value);
	case SCHEMA:
	case CONDITION: return json_is_object(value) || json_is_boolean(value);
	case PROPERTIES: return json_is_object(value);
	}
	return false;
}

/* Does it compare a value, anywhere below? */
static bool compares(const json_t *schema)
{
	const char *key;
	json_t *part;

	if (json_object_get(schema, "const") || json_object_get(schema, "enum"))
		return true;
	json_object_foreach(json_object_get(schema, "properties"), key, part)
	{
		if (compares(part))
			return true;
	}
	json_object_foreach((json_t *)schema, key, part)
	{
		for (size_t i = 0; i < json_array_size(part); i++) {
			if (compares(json_array_get(part, i)))
				return true;
		}
	}
	return compares(json_object_get(schema, "not")) ||
	       compares(json_object_get(schema, "items")) ||
	       compares(json_object_get(schema, "additionalProperties"));
}

static bool names(const json_t *list, const char *name)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		if (strcmp(json_string_value(json_array_get(list, i)), name) == 0)
			return true;
	}
	return false;
}

/* Rationale: {"properties":{"mode":{"const":"client"}}} holds for {}, so a condition
 * that does not also require the member is true where its author thinks it false. */
static int check_guards(struct walk *w, const json_t *schema)
{
	const json_t *required = json_object_get(schema, "required");
	const char *key;
	json_t *part;

	json_object_foreach(json_object_get(schema, "properties"), key, part)
	{
		if (compares(part) && !(all_strings(required) && names(required, key)))
			return complain(w->why, -EINVAL,
				"%s: the condition compares \"%s\" without naming it in "
				"\"required\", so it also holds where \"%s\" is absent",
				w->at.text, key, key);
	}
	return 0;
}

static int check_below(
	struct walk *w, enum shape shape, const json_t *value, enum schema_use use)
{
	const char *key;
	json_t *part;
	int err = 0;

	if (shape == SCHEMA)
		return check_schema(w, value, use);
	if (shape == CONDITION)
		return check_schema(w, value, SCHEMA_CONDITION);
	for (size_t i = 0; !err && shape == SCHEMAS && i < json_array_size(value);
		i++) {
		size_t back = json_pointer_index(&w->at, i);

		err = check_schema(w, json_array_get(value, i), use);
		json_pointer_back(&w->at, back);
	}
	if (err || shape != PROPERTIES)
		return err;
	json_object_foreach((json_t *)value, key, part)
	{
		size_t back = json_pointer_key(&w->at, key);

		err = check_schema(w, part, use);
		json_pointer_back(&w->at, back);
		if (err)
			return err;
	}
	return 0;
}

static int check_keyword(struct walk *w, const json_t *schema, const char *name,
	const json_t *value, enum schema_use use)
{
	const struct keyword *keyword = find_keyword(name);
	size_t back;
	int err = 0;

	if (strncmp(name, "x-", 2) == 0)
		return 0;
	if (!keyword)
		return complain(w->why, -EINVAL,
			"%s: the keyword \"%s\" is not in the profile (docs/manifest.md)",
			w->at.text, name);
	back = json_pointer_key(&w->at, name);
	if (!has_shape(keyword->shape, value))
		err = complain(
			w->why, -EINVAL, "%s: must be %s", w->at.text, keyword->phrase);
	else
		err = check_below(w, keyword->shape, value, use);
	json_pointer_back(&w->at, back);
	return err;
}

static int check_default(struct walk *w, const json_t *schema)
{
	json_t *filled = json_deep_copy(json_object_get(schema, "default"));
	json_t *errors = NULL;
	const char *key;
	json_t *sentence;
	int err = 0;

	if (!filled)
		return 0;
	if (schema_fill(schema, filled) == 0)
		errors = schema_errors(schema, filled);
	json_object_foreach(errors, key, sentence)
	{
		err = complain(w->why, -EINVAL, "%s/default%s: %s", w->at.text, key,
			json_string_value(sentence));
		break;
	}
	json_decref(errors);
	json_decref(filled);
	return err;
}

static int check_schema(struct walk *w, const json_t *schema, enum schema_use use)
{
	const char *name;
	json_t *value;
	int err = 0;

	if (json_is_boolean(schema))
		return 0;
	if (!json_is_object(schema))
		return complain(w->why, -EINVAL, "%s: must be a schema", w->at.text);
	json_object_foreach((json_t *)schema, name, value)
	{
		err = check_keyword(w, schema, name, value, use);
		if (err)
			return err;
	}
	if (use == SCHEMA_CONDITION)
		err = check_guards(w, schema);
	return err ? err : check_default(w, schema);
}

int schema_check_profile(const json_t *schema, enum schema_use use, const char *where,
	struct complaint *why)
{
	struct walk w = {.why = why};

	w.at.len = strnlen(where, sizeof(w.at.text) - 1);
	memcpy(w.at.text, where, w.at.len);
	return check_schema(&w, schema, use);
}
