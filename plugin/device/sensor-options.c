/* SPDX-License-Identifier: Apache-2.0 */
/* sensor-options.c - the setting "customize": what the user wants of single sensors. */

#include "sensor-options.h"

#include "log.h"
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

static bool is_key(const char *text, const struct sensor_id *place, unsigned number)
{
	char wanted[KEY_MAX + 1], key[KEY_MAX + 1];

	to_key(text, wanted);
	sensor_key(place, number, key);
	return !strcmp(wanted, key);
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

static void take_options(const json_t *options, struct sensor_rules *rules)
{
	const json_t *delay = json_object_get(options, "delay");
	const json_t *ignored = json_object_get(options, "ignored");
	const json_t *targets = json_object_get(options, "targets");

	if (is_delay(delay))
		rules->delay_ms = (unsigned)json_integer_value(delay) * 1000;
	if (json_is_boolean(ignored))
		rules->ignored = json_is_true(ignored);
	if (are_texts(targets))
		rules->targets = targets;
}

void sensor_options_take(const json_t *customize, const struct sensor_id *place,
	struct sensor_rules *rules)
{
	const unsigned numbers[] = {0, number_of(place)};
	const char *key;
	json_t *options;

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		if (i && !numbers[i])
			continue;
		json_object_foreach((json_t *)customize, key, options)
		{
			if (is_key(key, place, numbers[i]))
				take_options(options, rules);
		}
	}
}

/* ---- what the log is told ---- */

/* @return whether the key is one of a sensor that the unit has, or could have */
static bool fits_any(const char *key, const struct station_view *view)
{
	for (unsigned i = 0; i < view->sensor_count; i++) {
		const struct sensor_id *place = &view->sensors[i].id;

		if (is_key(key, place, 0) || is_key(key, place, number_of(place)))
			return true;
	}
	return false;
}

void sensor_options_check(
	const json_t *customize, const struct station_view *view, const struct log *log)
{
	const char *key;
	json_t *options;

	json_object_foreach((json_t *)customize, key, options)
	{
		if (!fits_any(key, view))
			log_warning(
				log, "customize: no sensor is called \"%.60s\"", key);
	}
}
