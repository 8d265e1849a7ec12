/* SPDX-License-Identifier: Apache-2.0 */
/* setting.c - one setting of a JSON object, taken or refused. */

#include "setting.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int setting_refuse(
	struct settings_error *e, const char *field, const char *code, const char *why)
{
	snprintf(e->field, sizeof(e->field), "%s", field);
	e->code = code;
	snprintf(e->why, sizeof(e->why), "%s", why);
	return -EINVAL;
}

int setting_text(const json_t *json, const char *key, const char *field, bool required,
	size_t max, const char **ret_text, struct settings_error *ret_error)
{
	const json_t *value = json_object_get(json, key);
	const char *text = value ? json_string_value(value) : "";

	if (!text)
		return setting_refuse(
			ret_error, field, "wrong_type", "it must be a text");
	if (required && !*text)
		return setting_refuse(
			ret_error, field, "missing", "it must not be empty");
	if (strlen(text) > max || strlen(text) != json_string_length(value))
		return setting_refuse(ret_error, field, "out_of_range",
			"it is too long, or holds a NUL");
	*ret_text = text;
	return 0;
}

int setting_number(const json_t *json, const char *key, const char *field,
	unsigned fallback, unsigned min, unsigned max, unsigned *ret_number,
	struct settings_error *ret_error)
{
	const json_t *value = json_object_get(json, key);
	json_int_t n = value ? json_integer_value(value) : (json_int_t)fallback;

	if (value && !json_is_integer(value))
		return setting_refuse(
			ret_error, field, "wrong_type", "it must be a whole number");
	if (n < (json_int_t)min || n > (json_int_t)max) {
		char why[64];

		snprintf(why, sizeof(why), "it must be between %u and %u", min, max);
		return setting_refuse(ret_error, field, "out_of_range", why);
	}
	*ret_number = (unsigned)n;
	return 0;
}

int setting_flag(const json_t *json, const char *key, const char *field, bool *ret_flag,
	struct settings_error *ret_error)
{
	const json_t *value = json_object_get(json, key);

	if (value && !json_is_boolean(value))
		return setting_refuse(
			ret_error, field, "wrong_type", "it must be true or false");
	*ret_flag = json_is_true(value);
	return 0;
}

int setting_switch(const json_t *json, const char *key, const char *field, bool *ret_on,
	struct settings_error *ret_error)
{
	const json_t *value = json_object_get(json, key);
	const char *word = value ? json_string_value(value) : "off";

	if (!word)
		return setting_refuse(
			ret_error, field, "wrong_type", "it must be a text");
	if (strcmp(word, "on") != 0 && strcmp(word, "off") != 0)
		return setting_refuse(ret_error, field, "out_of_range",
			"it must be \"off\" or \"on\"");
	*ret_on = !strcmp(word, "on");
	return 0;
}
