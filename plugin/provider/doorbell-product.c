/* SPDX-License-Identifier: Apache-2.0 */
/* doorbell-product.c - hikvision-doorbell: the settings of a door station. */

#include "connection-settings.h"
#include "product.h"
#include "setting.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HTTP_PORT = 80 };

/* ---- what this version does not serve ---- */

static bool is_not_off(const json_t *value)
{
	return value &&
	       strcmp(json_string_value(value) ? json_string_value(value) : "", "off");
}

/* The manifest lists these settings; what they ask for comes later. Refused, so that
 * nobody believes to have what is not there. */
static const struct {
	const char *section; /**< NULL: at the top */
	const char *key;
	const char *field;
	bool (*asked_for)(const json_t *value);
	const char *why;
} not_served[] = {
	// clang-format off
	{"sip", "mode", "/sip/mode", is_not_off,
		"SIP is not available in this version; set it to \"off\" (Don't Use SIP)"},
	// clang-format on
};

static int check_served(const json_t *json, struct settings_error *ret_error)
{
	for (size_t i = 0; i < sizeof(not_served) / sizeof(*not_served); i++) {
		const json_t *at =
			not_served[i].section
				? json_object_get(json, not_served[i].section)
				: json;

		if (not_served[i].asked_for(json_object_get(at, not_served[i].key)))
			return setting_refuse(ret_error, not_served[i].field,
				"unsupported", not_served[i].why);
	}
	return 0;
}

/* ---- what it does ---- */

static int take_push_mode(
	const json_t *json, enum push_mode *ret_mode, struct settings_error *ret_error)
{
	static const char *const words[] = {
		[PUSH_AUTO] = "auto",
		[PUSH_OFF] = "off",
		[PUSH_ON] = "on",
	};
	const json_t *value = json_object_get(json, "push_events");
	const char *word = value ? json_string_value(value) : words[PUSH_AUTO];

	for (enum push_mode mode = PUSH_AUTO; word && mode <= PUSH_ON; mode++) {
		if (!strcmp(words[mode], word)) {
			*ret_mode = mode;
			return 0;
		}
	}
	return setting_refuse(ret_error, "/push_events",
		word ? "out_of_range" : "wrong_type",
		"it must be \"auto\", \"off\" or \"on\"");
}

/* "host" or "host:port"; an IPv6 address has more colons, and no port. */
static bool take_address(const char *text, struct unit_address *ret_address)
{
	const char *colon = text ? strchr(text, ':') : NULL;
	size_t len = text ? strlen(text) : 0;
	unsigned long port = HTTP_PORT;
	char *end;

	if (colon && !strchr(colon + 1, ':')) {
		len = (size_t)(colon - text);
		if (!isdigit((unsigned char)colon[1]))
			return false;
		port = strtoul(colon + 1, &end, 10);
		if (*end)
			return false;
	}
	if (!len || len > UNIT_HOST_MAX || port < 1 || port > 65535)
		return false;
	snprintf(ret_address->host, sizeof(ret_address->host), "%.*s", (int)len, text);
	ret_address->port = (unsigned)port;
	return true;
}

static int take_indoor(
	const json_t *json, struct unit_config *unit, struct settings_error *ret_error)
{
	static const char field[] = "/indoor_stations";
	const json_t *list = json_object_get(json, "indoor_stations"), *entry;
	size_t i;

	if (list && !json_is_array(list))
		return setting_refuse(
			ret_error, field, "wrong_type", "it must be a list");
	if (json_array_size(list) > UNIT_INDOOR_MAX)
		return setting_refuse(ret_error, field, "out_of_range",
			"there may be 8 indoor stations at most");
	json_array_foreach(list, i, entry)
	{
		if (!json_is_string(entry))
			return setting_refuse(
				ret_error, field, "wrong_type", "each must be a text");
		if (!take_address(json_string_value(entry), &unit->indoor[i]))
			return setting_refuse(ret_error, field, "out_of_range",
				"each must be an address, or address:port");
	}
	unit->indoor_count = (unsigned)json_array_size(list);
	return 0;
}

static int take_children(
	const json_t *json, struct station_config *c, struct settings_error *ret_error)
{
	int err = setting_flag(
		json, "expose_locks", "/expose_locks", &c->expose_locks, ret_error);

	if (!err)
		err = setting_flag(json, "expose_tamper", "/expose_tamper",
			&c->expose_tamper, ret_error);
	if (!err)
		err = setting_flag(json, "expose_contacts", "/expose_contacts",
			&c->expose_contacts, ret_error);
	if (!err)
		err = setting_flag(json, "expose_outputs", "/expose_outputs",
			&c->expose_outputs, ret_error);
	return err;
}

static int take_settings(
	json_t *json, struct station_config *c, struct settings_error *ret_error)
{
	unsigned motion_timeout_s = 0;
	int err = check_served(json, ret_error);

	if (!err)
		err = connection_settings_take(json, &c->unit, ret_error);
	if (!err)
		err = setting_number(json, "motion_timeout", "/motion_timeout", 10, 1,
			3600, &motion_timeout_s, ret_error);
	if (!err)
		err = take_children(json, c, ret_error);
	if (!err)
		err = take_push_mode(json, &c->unit.push, ret_error);
	if (!err)
		err = take_indoor(json, &c->unit, ret_error);
	c->motion_timeout_ms = motion_timeout_s * 1000;
	return err;
}

const struct product doorbell_product = {
	.vendor = "hikvision",
	.noun = "door station",
	.take_settings = take_settings,
};
