/* SPDX-License-Identifier: Apache-2.0 */
/* schema.c - JSON Schema: is this value valid, and if not, where and why? */

#include "schema.h"
#include "json-pointer.h"
#include "json-read.h"
#include "schema-value.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct check {
	json_t *errors; /* NULL: only whether, not why */
	bool failed;
	struct json_pointer at;
};

static void check_value(struct check *c, const json_t *schema, const json_t *value);

__attribute__((format(printf, 2, 3))) static void fail(
	struct check *c, const char *format, ...)
{
	char sentence[512], both[1100];
	const char *before;
	va_list args;

	c->failed = true;
	if (!c->errors)
		return;
	va_start(args, format);
	vsnprintf(sentence, sizeof(sentence), format, args);
	va_end(args);
	before = json_string_value(json_object_get(c->errors, c->at.text));
	if (!before) {
		json_object_set_new(c->errors, c->at.text, json_string(sentence));
	} else if (!strstr(before, sentence) && strlen(before) < sizeof(sentence)) {
		snprintf(both, sizeof(both), "%s; %s", before, sentence);
		json_object_set_new(c->errors, c->at.text, json_string(both));
	}
}

static void check_key(
	struct check *c, const char *key, const json_t *schema, const json_t *value)
{
	size_t back = json_pointer_key(&c->at, key);

	check_value(c, schema, value);
	json_pointer_back(&c->at, back);
}

static const char *type_phrase(const char *type)
{
	static const char *const phrases[][2] = {
		{"object", "an object"},
		{"array", "a list"},
		{"string", "a text"},
		{"integer", "a whole number"},
		{"number", "a number"},
		{"boolean", "true or false"},
	};

	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++) {
		if (strcmp(phrases[i][0], type) == 0)
			return phrases[i][1];
	}
	return type;
}

/* @return is the type right, so that the other keywords make sense? */
static bool check_type(struct check *c, const json_t *type, const json_t *value)
{
	char phrase[256] = "";
	size_t i, count = json_array_size(type);

	if (!type)
		return true;
	if (json_is_string(type)) {
		if (schema_value_is(value, json_string_value(type)))
			return true;
		fail(c, "must be %s", type_phrase(json_string_value(type)));
		return false;
	}
	for (i = 0; i < count; i++) {
		const char *name = json_string_value(json_array_get(type, i));
		size_t len = strlen(phrase);

		if (name && schema_value_is(value, name))
			return true;
		snprintf(phrase + len, sizeof(phrase) - len, "%s%s", i ? " or " : "",
			type_phrase(name ? name : "?"));
	}
	fail(c, "must be %s", phrase);
	return false;
}

static void check_enum(struct check *c, const json_t *list, const json_t *value)
{
	char phrase[400] = "";

	if (!list)
		return;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *allowed = json_array_get(list, i);
		size_t len = strlen(phrase);
		char *text;

		if (schema_value_same(allowed, value))
			return;
		text = json_text(allowed);
		snprintf(phrase + len, sizeof(phrase) - len, "%s%s", i ? ", " : "",
			text ? text : "?");
		free(text);
	}
	fail(c, json_array_size(list) == 1 ? "must be %s" : "must be one of %s",
		phrase);
}

static void check_const(struct check *c, const json_t *only, const json_t *value)
{
	char *text;

	if (!only || schema_value_same(only, value))
		return;
	text = json_text(only);
	fail(c, "must be %.400s", text ? text : "another value");
	free(text);
}

/* jansson's integers are 64 bit; a double would round them. */
static int compare(const json_t *a, const json_t *b)
{
	double x, y;

	if (json_is_integer(a) && json_is_integer(b)) {
		json_int_t i = json_integer_value(a), j = json_integer_value(b);

		return (i > j) - (i < j);
	}
	x = json_number_value(a);
	y = json_number_value(b);
	return (x > y) - (x < y);
}

static void check_range(struct check *c, const json_t *schema, const json_t *value)
{
	const json_t *low = json_object_get(schema, "minimum");
	const json_t *high = json_object_get(schema, "maximum");
	bool below = low && compare(value, low) < 0;
	bool above = high && compare(value, high) > 0;

	if (!below && !above)
		return;
	if (low && high)
		fail(c, "must be from %.15g to %.15g", json_number_value(low),
			json_number_value(high));
	else if (below)
		fail(c, "must be %.15g or more", json_number_value(low));
	else
		fail(c, "must be %.15g or less", json_number_value(high));
}

/* A limit on how many; absent is no limit. */
static bool within(
	const json_t *schema, const char *keyword, size_t count, int direction)
{
	const json_t *limit = json_object_get(schema, keyword);
	double bound = json_number_value(limit);

	return !limit ||
	       (direction > 0 ? (double)count >= bound : (double)count <= bound);
}

static void check_string(struct check *c, const json_t *schema, const json_t *value)
{
	size_t count = schema_text_length(value);
	const char *pattern = json_string_value(json_object_get(schema, "pattern"));

	if (!within(schema, "minLength", count, 1)) {
		double least = json_number_value(json_object_get(schema, "minLength"));

		if (least <= 1)
			fail(c, "must not be empty");
		else
			fail(c, "must have %g characters or more", least);
		return;
	}
	if (!within(schema, "maxLength", count, -1))
		fail(c, "must have %g characters or less",
			json_number_value(json_object_get(schema, "maxLength")));
	if (pattern && schema_text_matches(pattern, json_string_value(value)) != 1)
		fail(c, "does not have the form %s", pattern);
}

static void check_unique(struct check *c, const json_t *value)
{
	for (size_t i = 0; i < json_array_size(value); i++) {
		for (size_t k = 0; k < i; k++) {
			size_t back;

			if (!schema_value_same(
				    json_array_get(value, i), json_array_get(value, k)))
				continue;
			back = json_pointer_index(&c->at, i);
			fail(c, "stands in the list twice");
			json_pointer_back(&c->at, back);
			break;
		}
	}
}

static void check_array(struct check *c, const json_t *schema, const json_t *value)
{
	const json_t *items = json_object_get(schema, "items");
	size_t count = json_array_size(value);

	if (!within(schema, "minItems", count, 1))
		fail(c, "must have %g entries or more",
			json_number_value(json_object_get(schema, "minItems")));
	if (!within(schema, "maxItems", count, -1))
		fail(c, "must have %g entries or less",
			json_number_value(json_object_get(schema, "maxItems")));
	if (json_is_true(json_object_get(schema, "uniqueItems")))
		check_unique(c, value);
	for (size_t i = 0; items && i < count; i++) {
		size_t back = json_pointer_index(&c->at, i);

		check_value(c, items, json_array_get(value, i));
		json_pointer_back(&c->at, back);
	}
}

static void check_required(struct check *c, const json_t *schema, const json_t *value)
{
	const json_t *required = json_object_get(schema, "required");

	for (size_t i = 0; i < json_array_size(required); i++) {
		const char *key = json_string_value(json_array_get(required, i));
		size_t back;

		if (!key || json_object_get(value, key))
			continue;
		back = json_pointer_key(&c->at, key);
		fail(c, "is required");
		json_pointer_back(&c->at, back);
	}
}

/* The members that `properties` does not name. */
static void check_others(struct check *c, const json_t *schema, const json_t *value)
{
	const json_t *properties = json_object_get(schema, "properties");
	const json_t *others = json_object_get(schema, "additionalProperties");
	const char *key;
	json_t *member;

	json_object_foreach((json_t *)value, key, member)
	{
		size_t back;

		if (!others || json_object_get(properties, key))
			continue;
		back = json_pointer_key(&c->at, key);
		if (json_is_false(others))
			fail(c, "is not known here");
		else
			check_value(c, others, member);
		json_pointer_back(&c->at, back);
	}
}

static void check_object(struct check *c, const json_t *schema, const json_t *value)
{
	const json_t *properties = json_object_get(schema, "properties");
	const char *key;
	json_t *part, *member;

	check_required(c, schema, value);
	json_object_foreach((json_t *)properties, key, part)
	{
		member = json_object_get(value, key);
		if (member)
			check_key(c, key, part, member);
	}
	check_others(c, schema, value);
}

/* How many of the alternatives hold? */
static size_t matching(const json_t *list, const json_t *value)
{
	size_t count = 0;

	for (size_t i = 0; i < json_array_size(list); i++)
		count += schema_matches(json_array_get(list, i), value);
	return count;
}

static void check_combined(struct check *c, const json_t *schema, const json_t *value)
{
	const json_t *all = json_object_get(schema, "allOf");
	const json_t *any = json_object_get(schema, "anyOf");
	const json_t *one = json_object_get(schema, "oneOf");
	const json_t *no = json_object_get(schema, "not");
	const json_t *condition = json_object_get(schema, "if");
	const json_t *branch = NULL;

	for (size_t i = 0; i < json_array_size(all); i++)
		check_value(c, json_array_get(all, i), value);
	if (any && matching(any, value) == 0)
		fail(c, "has none of the %zu forms allowed", json_array_size(any));
	if (one && matching(one, value) != 1)
		fail(c, "must have exactly one of the %zu forms allowed",
			json_array_size(one));
	if (no && schema_matches(no, value))
		fail(c, "is not allowed like this");
	if (condition)
		branch = json_object_get(
			schema, schema_matches(condition, value) ? "then" : "else");
	if (branch)
		check_value(c, branch, value);
}

static void check_value(struct check *c, const json_t *schema, const json_t *value)
{
	if (json_is_false(schema))
		fail(c, "must not be given");
	if (!json_is_object(schema))
		return;
	if (!check_type(c, json_object_get(schema, "type"), value))
		return;
	check_enum(c, json_object_get(schema, "enum"), value);
	check_const(c, json_object_get(schema, "const"), value);
	if (json_is_number(value))
		check_range(c, schema, value);
	else if (json_is_string(value))
		check_string(c, schema, value);
	else if (json_is_array(value))
		check_array(c, schema, value);
	else if (json_is_object(value))
		check_object(c, schema, value);
	check_combined(c, schema, value);
}

json_t *schema_errors(const json_t *schema, const json_t *value)
{
	struct check c = {.errors = json_object()};

	if (c.errors)
		check_value(&c, schema, value);
	return c.errors;
}

bool schema_matches(const json_t *schema, const json_t *value)
{
	struct check c = {.errors = NULL};

	check_value(&c, schema, value);
	return !c.failed;
}
