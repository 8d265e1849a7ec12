/* SPDX-License-Identifier: Apache-2.0 */
/* camera-product.c - hikvision-camera: the settings of a camera or a recorder. */

#include "connection-settings.h"
#include "product.h"
#include "setting.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	NAME_LENGTH_MAX = 63,
	OFF_DELAY_S = 5, /* between repeats, facts of real captures: 1 s, rarely 4 s */
	DELAY_S_MAX = 3600,
	KEY_LENGTH_MAX = 63,
	FIELD_MAX = 144,
};

static const char *const targets[] = {"human", "vehicle", "pet", "others"};

static bool is_target(const json_t *value)
{
	const char *word = json_string_value(value);

	for (size_t i = 0; word && i < sizeof(targets) / sizeof(*targets); i++) {
		if (!strcmp(targets[i], word))
			return true;
	}
	return false;
}

static int check_targets(
	const json_t *list, const char *field, struct settings_error *ret_error)
{
	const json_t *entry;
	size_t i;

	if (!json_is_array(list))
		return setting_refuse(ret_error, field, "wrong_type",
			"it must be a list, as [\"human\",\"vehicle\"]");
	json_array_foreach(list, i, entry)
	{
		if (!is_target(entry))
			return setting_refuse(ret_error, field, "out_of_range",
				"each must be \"human\", \"vehicle\", \"pet\" or \"others\"");
	}
	return 0;
}

/* Nobody shall believe to have set what is not there. */
static int check_members(
	const json_t *entry, const char *field, struct settings_error *ret_error)
{
	static const char *const known[] = {"delay", "ignored", "targets"};
	char why[SETTINGS_WHY_MAX];
	const char *key;
	json_t *any;

	json_object_foreach((json_t *)entry, key, any)
	{
		size_t i = 0, count = sizeof(known) / sizeof(*known);

		while (i < count && strcmp(known[i], key) != 0)
			i++;
		if (i < count)
			continue;
		snprintf(why, sizeof(why),
			"\"%.40s\" is not known here: there are \"delay\", \"ignored\" and "
			"\"targets\"",
			key);
		return setting_refuse(ret_error, field, "unsupported", why);
	}
	return 0;
}

static int check_entry(
	const json_t *entry, const char *field, struct settings_error *ret_error)
{
	char at[FIELD_MAX + 16];
	bool ignored = false;
	unsigned delay = 0;
	int err;

	if (!json_is_object(entry))
		return setting_refuse(ret_error, field, "wrong_type",
			"it must be an object, as {\"delay\":30}");
	err = check_members(entry, field, ret_error);
	snprintf(at, sizeof(at), "%s/delay", field);
	if (!err)
		err = setting_number(
			entry, "delay", at, 0, 0, DELAY_S_MAX, &delay, ret_error);
	snprintf(at, sizeof(at), "%s/ignored", field);
	if (!err)
		err = setting_flag(entry, "ignored", at, &ignored, ret_error);
	snprintf(at, sizeof(at), "%s/targets", field);
	if (!err && json_object_get(entry, "targets"))
		err = check_targets(json_object_get(entry, "targets"), at, ret_error);
	return err;
}

/* A name as a reference token of a JSON pointer. @return whether it may be a sensor's */
static bool escape(const char *name, char *token, size_t cap)
{
	size_t n = 0;

	if (!*name || strlen(name) > KEY_LENGTH_MAX)
		return false;
	for (; *name; name++) {
		const char *written = *name == '~' ? "~0" : *name == '/' ? "~1" : NULL;

		if ((unsigned char)*name < ' ' || *name == 0x7f)
			return false;
		n += (size_t)snprintf(token + n, cap - n, "%.*s", written ? 2 : 1,
			written ? written : name);
	}
	return true;
}

/* {"motion":{"delay":30},"line_crossing_2":{"ignored":true}}. Which sensors there are is
 * known later; who names none of them is told in the log. */
static int take_customize(const json_t *json, const json_t **ret_customize,
	struct settings_error *ret_error)
{
	const json_t *given = json_object_get(json, "customize");
	char token[2 * KEY_LENGTH_MAX + 1], field[FIELD_MAX];
	const char *name;
	json_t *entry;

	if (given && !json_is_object(given))
		return setting_refuse(ret_error, "/customize", "wrong_type",
			"it must be an object, as {\"motion\":{\"delay\":30}}");
	json_object_foreach((json_t *)given, name, entry)
	{
		int err;

		if (!escape(name, token, sizeof(token)))
			return setting_refuse(ret_error, "/customize", "out_of_range",
				"each name must be that of a sensor, as line_crossing_2");
		snprintf(field, sizeof(field), "/customize/%s", token);
		err = check_entry(entry, field, ret_error);
		if (err)
			return err;
	}
	*ret_customize = given;
	return 0;
}

static int take_push_mode(
	const json_t *json, enum push_mode *ret_mode, struct settings_error *ret_error)
{
	bool on = false;
	int err = setting_switch(json, "push_events", "/push_events", &on, ret_error);

	*ret_mode = on ? PUSH_ON : PUSH_OFF;
	return err;
}

static int take_settings(
	json_t *json, struct station_config *c, struct settings_error *ret_error)
{
	unsigned off_delay_s = 0;
	int err = connection_settings_take(json, &c->unit, ret_error);

	if (!err)
		err = setting_text(json, "name", "/name", false, NAME_LENGTH_MAX,
			&c->name, ret_error);
	if (!err)
		err = setting_number(json, "off_delay", "/off_delay", OFF_DELAY_S, 1,
			DELAY_S_MAX, &off_delay_s, ret_error);
	if (!err)
		err = take_customize(json, &c->customize, ret_error);
	if (!err)
		err = setting_flag(json, "expose_outputs", "/expose_outputs",
			&c->expose_outputs, ret_error);
	if (!err)
		err = take_push_mode(json, &c->unit.push, ret_error);
	c->off_delay_ms = off_delay_s * 1000;
	return err;
}

const struct product camera_product = {
	.vendor = "hikvision-camera",
	.noun = "camera or recorder",
	.take_settings = take_settings,
};
