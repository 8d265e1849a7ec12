/* SPDX-License-Identifier: Apache-2.0 */
/* sensor-options.c - the setting "customize": what the user wants of single sensors. */

#include "sensor-options.h"

#include "sensor-names.h"

#include <stdio.h>
#include <string.h>

enum { DELAY_MAX_S = 24 * 3600 };

/* ---- keys ---- */

/* "I/O 1" -> "i_o_1" */
static void to_key(const char *text, char key[KEY_MAX + 1])
{
	size_t n = 0;

	for (; *text && n < KEY_MAX; text++) {
		char ch = *text;

		if (ch >= 'A' && ch <= 'Z')
			ch = (char)(ch - 'A' + 'a');
		if ((ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9'))
			key[n++] = ch;
		else
			key[n++] = '_';
	}
	key[n] = '\0';
}

static unsigned number_of(const struct sensor_id *place)
{
	return place->port ? place->port : place->channel;
}

void sensor_options_key(
	const struct sensor_id *place, bool numbered, char ret_key[KEY_MAX + 1])
{
	sensor_key(place, numbered ? number_of(place) : 0, ret_key);
}

static bool is_key(const char *text, const struct sensor_id *place, bool numbered)
{
	char wanted[KEY_MAX + 1], key[KEY_MAX + 1];

	to_key(text, wanted);
	sensor_options_key(place, numbered, key);
	return !strcmp(wanted, key);
}

bool sensor_options_is_key(const char *text, const struct sensor_id *place)
{
	return is_key(text, place, false) || is_key(text, place, true);
}

/* ---- what is wanted ---- */

static bool are_texts(const json_t *list)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		if (!json_is_string(json_array_get(list, i)))
			return false;
	}
	return json_is_array(list) && json_array_size(list);
}

static bool is_delay(const json_t *value)
{
	return json_is_integer(value) && json_integer_value(value) >= 0 &&
	       json_integer_value(value) <= DELAY_MAX_S;
}

static void take_delay(const json_t *value, struct sensor_rules *rules)
{
	rules->delay_ms = (unsigned)json_integer_value(value) * 1000;
}

static bool is_flag(const json_t *value)
{
	return json_is_boolean(value);
}

static void take_ignored(const json_t *value, struct sensor_rules *rules)
{
	rules->ignored = json_is_true(value);
}

static void take_targets(const json_t *value, struct sensor_rules *rules)
{
	rules->targets = value;
}

/* What may be wanted. ADD A ROW */
static const struct option {
	const char *member;
	bool (*fits)(const json_t *value);
	void (*take)(const json_t *value, struct sensor_rules *rules);
	const char *right;
} all_options[] = {
	{"delay", is_delay, take_delay, "must be whole seconds, from 0 to 86400"},
	{"ignored", is_flag, take_ignored, "must be true or false"},
	{"targets", are_texts, take_targets,
		"must be a list of texts: \"human\", \"vehicle\", \"pet\""},
};

static const size_t option_count = sizeof(all_options) / sizeof(*all_options);

const char *sensor_options_right(const char *member, const json_t *value)
{
	for (size_t i = 0; i < option_count; i++) {
		if (!strcmp(all_options[i].member, member))
			return all_options[i].fits(value) ? NULL : all_options[i].right;
	}
	return "is not known; there is \"delay\", \"ignored\" and \"targets\"";
}

static void take_options(const json_t *options, struct sensor_rules *rules)
{
	for (size_t i = 0; i < option_count; i++) {
		const struct option *o = &all_options[i];
		const json_t *value = json_object_get(options, o->member);

		if (value && o->fits(value))
			o->take(value, rules);
	}
}

void sensor_options_take(const json_t *customize, const struct sensor_id *place,
	struct sensor_rules *rules)
{
	const char *key;
	json_t *options;

	for (unsigned numbered = 0; numbered < 2; numbered++) {
		json_object_foreach((json_t *)customize, key, options)
		{
			if (is_key(key, place, numbered) &&
				(!numbered || number_of(place)))
				take_options(options, rules);
		}
	}
}
