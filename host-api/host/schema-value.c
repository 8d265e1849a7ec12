/* SPDX-License-Identifier: Apache-2.0 */
/* schema-value.c - what JSON Schema says about single values. */

#include "schema-value.h"

#include <errno.h>
#include <locale.h>
#include <regex.h>
#include <string.h>

static bool is_whole(const json_t *value)
{
	double real = json_real_value(value);

	return json_is_integer(value) ||
	       (json_is_real(value) && real >= -9e15 && real <= 9e15 &&
		       real == (double)(long long)real);
}

static const char *const type_names[] = {
	"object", "array", "string", "integer", "number", "boolean", "null"};

bool schema_type_known(const char *type)
{
	for (size_t i = 0; i < sizeof(type_names) / sizeof(type_names[0]); i++) {
		if (strcmp(type, type_names[i]) == 0)
			return true;
	}
	return false;
}

bool schema_value_is(const json_t *value, const char *type)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT: return strcmp(type, "object") == 0;
	case JSON_ARRAY: return strcmp(type, "array") == 0;
	case JSON_STRING: return strcmp(type, "string") == 0;
	case JSON_TRUE:
	case JSON_FALSE: return strcmp(type, "boolean") == 0;
	case JSON_NULL: return strcmp(type, "null") == 0;
	case JSON_INTEGER:
	case JSON_REAL: break;
	}
	return strcmp(type, "number") == 0 ||
	       (strcmp(type, "integer") == 0 && is_whole(value));
}

static bool same_members(const json_t *a, const json_t *b)
{
	const char *key;
	json_t *value;

	if (json_object_size(a) != json_object_size(b))
		return false;
	json_object_foreach((json_t *)a, key, value)
	{
		const json_t *other = json_object_get(b, key);

		if (!other || !schema_value_same(value, other))
			return false;
	}
	return true;
}

bool schema_value_same(const json_t *a, const json_t *b)
{
	if (json_is_number(a) && json_is_number(b)) {
		if (json_is_integer(a) && json_is_integer(b))
			return json_integer_value(a) == json_integer_value(b);
		return json_number_value(a) == json_number_value(b);
	}
	if (json_typeof(a) != json_typeof(b))
		return false;
	if (json_is_object(a))
		return same_members(a, b);
	if (!json_is_array(a))
		return json_equal(a, b);
	if (json_array_size(a) != json_array_size(b))
		return false;
	for (size_t i = 0; i < json_array_size(a); i++) {
		if (!schema_value_same(json_array_get(a, i), json_array_get(b, i)))
			return false;
	}
	return true;
}

size_t schema_text_length(const json_t *text)
{
	const char *at = json_string_value(text);
	size_t count = 0;

	for (size_t i = 0; i < json_string_length(text); i++)
		count += ((unsigned char)at[i] & 0xc0) != 0x80;
	return count;
}

int schema_text_matches(const char *pattern, const char *text)
{
	/* Characters are a matter of the locale; the thread borrows one. */
	locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	locale_t before = utf8 ? uselocale(utf8) : (locale_t)0;
	regex_t regex;
	int result = -EINVAL;

	if (regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) == 0) {
		result = regexec(&regex, text, 0, NULL, 0) == 0;
		regfree(&regex);
	}
	if (utf8) {
		uselocale(before);
		freelocale(utf8);
	}
	return result;
}
