/* SPDX-License-Identifier: Apache-2.0 */
/* settings.c - the settings of a door station: JSON, checked once, -> a struct. */

#include "settings.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	HOST_LENGTH_MAX = 253,
	LOGIN_LENGTH_MAX = 128,
	PATH_LENGTH_MAX = 4095,
	FINGERPRINT_DIGITS = 64,
	FINGERPRINT_LENGTH_MAX = 95, /* with the colons */
	HTTP_PORT = 80,
	HTTPS_PORT = 443,
};

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

static int refuse(
	struct settings_error *e, const char *field, const char *code, const char *why)
{
	snprintf(e->field, sizeof(e->field), "%s", field);
	e->code = code;
	snprintf(e->why, sizeof(e->why), "%s", why);
	return -EINVAL;
}

static int check_served(const json_t *json, struct settings_error *ret_error)
{
	for (size_t i = 0; i < sizeof(not_served) / sizeof(*not_served); i++) {
		const json_t *at =
			not_served[i].section
				? json_object_get(json, not_served[i].section)
				: json;

		if (not_served[i].asked_for(json_object_get(at, not_served[i].key)))
			return refuse(ret_error, not_served[i].field, "unsupported",
				not_served[i].why);
	}
	return 0;
}

/* ---- what it does ---- */

static int take_text(const json_t *json, const char *key, const char *field,
	bool required, size_t max, const char **ret_text,
	struct settings_error *ret_error)
{
	const json_t *value = json_object_get(json, key);
	const char *text = value ? json_string_value(value) : "";

	if (!text)
		return refuse(ret_error, field, "wrong_type", "it must be a text");
	if (required && !*text)
		return refuse(ret_error, field, "missing", "it must not be empty");
	if (strlen(text) > max || strlen(text) != json_string_length(value))
		return refuse(ret_error, field, "out_of_range",
			"it is too long, or holds a NUL");
	*ret_text = text;
	return 0;
}

static int take_number(const json_t *json, const char *key, const char *field,
	unsigned fallback, unsigned min, unsigned max, unsigned *ret_number,
	struct settings_error *ret_error)
{
	const json_t *value = json_object_get(json, key);
	json_int_t n = value ? json_integer_value(value) : (json_int_t)fallback;

	if (value && !json_is_integer(value))
		return refuse(
			ret_error, field, "wrong_type", "it must be a whole number");
	if (n < (json_int_t)min || n > (json_int_t)max) {
		char why[64];

		snprintf(why, sizeof(why), "it must be between %u and %u", min, max);
		return refuse(ret_error, field, "out_of_range", why);
	}
	*ret_number = (unsigned)n;
	return 0;
}

static int take_flag(const json_t *json, const char *key, const char *field,
	bool *ret_flag, struct settings_error *ret_error)
{
	const json_t *value = json_object_get(json, key);

	if (value && !json_is_boolean(value))
		return refuse(
			ret_error, field, "wrong_type", "it must be true or false");
	*ret_flag = json_is_true(value);
	return 0;
}

/* "off" or "on" */
static int take_switch(const json_t *json, const char *key, const char *field,
	bool *ret_on, struct settings_error *ret_error)
{
	const json_t *value = json_object_get(json, key);
	const char *word = value ? json_string_value(value) : "off";

	if (!word)
		return refuse(ret_error, field, "wrong_type", "it must be a text");
	if (strcmp(word, "on") != 0 && strcmp(word, "off") != 0)
		return refuse(ret_error, field, "out_of_range",
			"it must be \"off\" or \"on\"");
	*ret_on = !strcmp(word, "on");
	return 0;
}

static void put_digit(char *text, size_t n, char digit)
{
	char *at = text + n + n / 2; /* a colon after every two */

	if (n && n % 2 == 0)
		at[-1] = ':';
	at[0] = (char)toupper((unsigned char)digit);
	at[1] = '\0';
}

/* Put into one form, "AA:BB:...", also in the settings themselves. */
static int take_fingerprint(
	json_t *json, const char **ret_text, struct settings_error *ret_error)
{
	static const char key[] = "tls_fingerprint", field[] = "/tls_fingerprint";
	char clean[FINGERPRINT_LENGTH_MAX + 1] = "";
	const char *text = "";
	size_t n = 0;
	int err = take_text(
		json, key, field, false, FINGERPRINT_LENGTH_MAX, &text, ret_error);

	if (err)
		return err;
	for (; *text; text++) {
		if (*text == ':' && n && n % 2 == 0 && text[1] && text[1] != ':')
			continue;
		if (!isxdigit((unsigned char)*text) || n == FINGERPRINT_DIGITS)
			break;
		put_digit(clean, n++, *text);
	}
	if (*text || (n && n != FINGERPRINT_DIGITS))
		return refuse(ret_error, field, "out_of_range",
			"it must be 64 hexadecimal digits");
	if (n && json_object_set_new(json, key, json_string(clean)))
		return -ENOMEM;
	*ret_text = n ? json_string_value(json_object_get(json, key)) : "";
	return 0;
}

static int take_encryption(
	json_t *json, struct unit_config *unit, struct settings_error *ret_error)
{
	int err = take_switch(json, "tls", "/tls", &unit->tls, ret_error);

	if (!err)
		err = take_fingerprint(json, &unit->fingerprint, ret_error);
	if (!err)
		err = take_text(json, "tls_ca_file", "/tls_ca_file", false,
			PATH_LENGTH_MAX, &unit->ca_file, ret_error);
	if (!err)
		err = take_flag(json, "allow_basic", "/allow_basic", &unit->allow_basic,
			ret_error);
	return err;
}

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
	return refuse(ret_error, "/push_events", word ? "out_of_range" : "wrong_type",
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
		return refuse(ret_error, field, "wrong_type", "it must be a list");
	if (json_array_size(list) > UNIT_INDOOR_MAX)
		return refuse(ret_error, field, "out_of_range",
			"there may be 8 indoor stations at most");
	json_array_foreach(list, i, entry)
	{
		if (!json_is_string(entry))
			return refuse(
				ret_error, field, "wrong_type", "each must be a text");
		if (!take_address(json_string_value(entry), &unit->indoor[i]))
			return refuse(ret_error, field, "out_of_range",
				"each must be an address, or address:port");
	}
	unit->indoor_count = (unsigned)json_array_size(list);
	return 0;
}

static int take_all(
	json_t *json, struct station_config *c, struct settings_error *ret_error)
{
	unsigned motion_timeout_s = 0;
	int err = check_served(json, ret_error);

	if (!err)
		err = take_text(json, "host", "/host", true, HOST_LENGTH_MAX,
			&c->unit.host, ret_error);
	if (!err)
		err = take_encryption(json, &c->unit, ret_error);
	if (!err)
		err = take_number(json, "port", "/port",
			c->unit.tls ? HTTPS_PORT : HTTP_PORT, 1, 65535, &c->unit.port,
			ret_error);
	if (!err)
		err = take_text(json, "username", "/username", true, LOGIN_LENGTH_MAX,
			&c->unit.username, ret_error);
	if (!err)
		err = take_text(json, "password", "/password", false, LOGIN_LENGTH_MAX,
			&c->unit.password, ret_error);
	if (!err)
		err = take_number(json, "motion_timeout", "/motion_timeout", 10, 1,
			3600, &motion_timeout_s, ret_error);
	if (!err)
		err = take_flag(json, "expose_locks", "/expose_locks", &c->expose_locks,
			ret_error);
	if (!err)
		err = take_flag(json, "expose_tamper", "/expose_tamper",
			&c->expose_tamper, ret_error);
	if (!err)
		err = take_flag(json, "expose_contacts", "/expose_contacts",
			&c->expose_contacts, ret_error);
	if (!err)
		err = take_flag(json, "expose_outputs", "/expose_outputs",
			&c->expose_outputs, ret_error);
	if (!err)
		err = take_push_mode(json, &c->unit.push, ret_error);
	if (!err)
		err = take_indoor(json, &c->unit, ret_error);
	c->motion_timeout_ms = motion_timeout_s * 1000;
	return err;
}

int settings_parse(const json_t *json, const struct vendor *vendor,
	struct settings *ret_settings, struct settings_error *ret_error)
{
	struct settings s = {.station.vendor = vendor};
	int err;

	if (!json_is_object(json))
		return refuse(
			ret_error, "", "wrong_type", "the settings must be an object");
	s.json = json_deep_copy(json);
	if (!s.json)
		return -ENOMEM;
	err = take_all(s.json, &s.station, ret_error);
	if (err) {
		settings_finish(&s);
		return err;
	}
	*ret_settings = s;
	return 0;
}

int settings_read(const char *text, const struct vendor *vendor,
	struct settings *ret_settings, struct settings_error *ret_error)
{
	json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
	int err = settings_parse(json, vendor, ret_settings, ret_error);

	json_decref(json);
	return err;
}

void settings_pin(struct settings *s, const char *fingerprint)
{
	json_object_set_new(s->json, "tls_fingerprint", json_string(fingerprint));
}

void settings_finish(struct settings *s)
{
	json_decref(s->json);
	s->json = NULL;
}
