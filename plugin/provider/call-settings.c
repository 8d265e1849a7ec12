/* SPDX-License-Identifier: Apache-2.0 */
/* call-settings.c - the section "sip" of the settings of a door station. */

#include "call-settings.h"

#include "setting.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	HOST_LENGTH_MAX = 253,
	USER_LENGTH_MAX = 64,
	PASSWORD_LENGTH_MAX = 128,
	NUMBER_LENGTH_MAX = 32,
	DIGITS_MAX = 16,
	SIP_PORT = 5060,
	ROOM_MAX = 9999,
	BUTTON_MAX = 99,
};

static const char digits[] = "0123456789";
static const char dtmf_digits[] = "0123456789*#ABCD";

static int take_mode(
	const json_t *sip, enum sip_use *ret_mode, struct settings_error *ret_error)
{
	static const char *const words[] = {
		[SIP_USE_OFF] = "off",
		[SIP_USE_CLIENT] = "client",
		[SIP_USE_SERVER] = "server",
	};
	const json_t *value = json_object_get(sip, "mode");
	const char *word = value ? json_string_value(value) : words[SIP_USE_OFF];

	for (enum sip_use mode = SIP_USE_OFF; word && mode <= SIP_USE_SERVER; mode++) {
		if (!strcmp(words[mode], word)) {
			*ret_mode = mode;
			return 0;
		}
	}
	return setting_refuse(ret_error, "/sip/mode",
		word ? "out_of_range" : "wrong_type",
		"it must be \"off\", \"client\" or \"server\"");
}

/* A text of nothing but `allowed`. */
static int take_digits(const json_t *sip, const char *key, const char *field,
	bool required, size_t max, const char *allowed, const char **ret_text,
	struct settings_error *ret_error)
{
	int err = setting_text(sip, key, field, required, max, ret_text, ret_error);

	if (!err && (*ret_text)[strspn(*ret_text, allowed)])
		err = setting_refuse(ret_error, field, "out_of_range",
			allowed == digits ? "it must be digits only"
					  : "it must be of 0-9, *, #, A-D only");
	return err;
}

/* It stands in a SIP address. */
static int take_name(const json_t *sip, const char *key, const char *field,
	bool required, const char **ret_text, struct settings_error *ret_error)
{
	int err = setting_text(
		sip, key, field, required, USER_LENGTH_MAX, ret_text, ret_error);

	for (const char *c = err ? "" : *ret_text; *c; c++) {
		if (*c <= ' ' || *c > '~' || strchr("<>\"\\@;,?/:", *c))
			return setting_refuse(ret_error, field, "out_of_range",
				"it must be a number or a name without blanks, as a "
				"telephone has it");
	}
	return err;
}

static int take_client(
	const json_t *sip, struct sip_config *c, struct settings_error *ret_error)
{
	bool used = c->mode == SIP_USE_CLIENT;
	int err = setting_text(sip, "proxy", "/sip/proxy", used, HOST_LENGTH_MAX,
		&c->proxy, ret_error);

	if (!err)
		err = setting_number(sip, "port", "/sip/port", SIP_PORT, 1, 65535,
			&c->port, ret_error);
	if (!err)
		err = take_name(sip, "user", "/sip/user", used, &c->user, ret_error);
	if (!err)
		err = setting_text(sip, "password", "/sip/password", false,
			PASSWORD_LENGTH_MAX, &c->password, ret_error);
	if (!err)
		err = take_name(sip, "caller_id", "/sip/caller_id", false,
			&c->caller_id, ret_error);
	return err;
}

static int take_server(
	const json_t *sip, struct sip_config *c, struct settings_error *ret_error)
{
	bool installs;
	int err = setting_number(sip, "listen_port", "/sip/listen_port", 0, 0, 65535,
		&c->listen_port, ret_error);

	if (!err)
		err = setting_flag(sip, "autoinstall", "/sip/autoinstall",
			&c->autoinstall, ret_error);
	installs = c->mode == SIP_USE_SERVER && c->autoinstall;
	if (!err)
		err = setting_number(sip, "room", "/sip/room", 0, installs ? 1 : 0,
			ROOM_MAX, &c->room, ret_error);
	if (!err)
		err = take_digits(sip, "proxy_number", "/sip/proxy_number", installs,
			NUMBER_LENGTH_MAX, digits, &c->proxy_number, ret_error);
	if (!err)
		err = setting_number(sip, "button", "/sip/button", 1, 1, BUTTON_MAX,
			&c->button, ret_error);
	if (!err)
		err = take_digits(sip, "doorbell_number", "/sip/doorbell_number",
			installs, NUMBER_LENGTH_MAX, digits, &c->doorbell_number,
			ret_error);
	return err;
}

int call_settings_take(const json_t *json, struct sip_config *ret_sip,
	struct settings_error *ret_error)
{
	const json_t *sip = json_object_get(json, "sip");
	struct sip_config c = {.mode = SIP_USE_OFF};
	int err;

	if (sip && !json_is_object(sip))
		return setting_refuse(
			ret_error, "/sip", "wrong_type", "it must be an object");
	err = take_mode(sip, &c.mode, ret_error);
	if (!err)
		err = take_client(sip, &c, ret_error);
	if (!err)
		err = take_server(sip, &c, ret_error);
	if (!err)
		err = take_digits(sip, "unlock_dtmf", "/sip/unlock_dtmf", false,
			DIGITS_MAX, dtmf_digits, &c.unlock_dtmf, ret_error);
	if (!err)
		*ret_sip = c;
	return err;
}
