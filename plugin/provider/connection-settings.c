/* SPDX-License-Identifier: Apache-2.0 */
/* connection-settings.c - address, encryption and login: what all providers share. */

#include "connection-settings.h"

#include "setting.h"

#include <ctype.h>
#include <errno.h>
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
	int err = setting_text(
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
		return setting_refuse(ret_error, field, "out_of_range",
			"it must be 64 hexadecimal digits");
	if (n && json_object_set_new(json, key, json_string(clean)))
		return -ENOMEM;
	*ret_text = n ? json_string_value(json_object_get(json, key)) : "";
	return 0;
}

static int take_encryption(
	json_t *json, struct unit_config *unit, struct settings_error *ret_error)
{
	int err = setting_switch(json, "tls", "/tls", &unit->tls, ret_error);

	if (!err)
		err = take_fingerprint(json, &unit->fingerprint, ret_error);
	if (!err)
		err = setting_text(json, "tls_ca_file", "/tls_ca_file", false,
			PATH_LENGTH_MAX, &unit->ca_file, ret_error);
	if (!err)
		err = setting_flag(json, "allow_basic", "/allow_basic",
			&unit->allow_basic, ret_error);
	return err;
}

int connection_settings_take(
	json_t *json, struct unit_config *unit, struct settings_error *ret_error)
{
	int err = setting_text(
		json, "host", "/host", true, HOST_LENGTH_MAX, &unit->host, ret_error);

	if (!err)
		err = take_encryption(json, unit, ret_error);
	if (!err)
		err = setting_number(json, "port", "/port",
			unit->tls ? HTTPS_PORT : HTTP_PORT, 1, 65535, &unit->port,
			ret_error);
	if (!err)
		err = setting_text(json, "username", "/username", true,
			LOGIN_LENGTH_MAX, &unit->username, ret_error);
	if (!err)
		err = setting_text(json, "password", "/password", false,
			LOGIN_LENGTH_MAX, &unit->password, ret_error);
	return err;
}
