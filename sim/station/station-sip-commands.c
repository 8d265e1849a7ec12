/* SPDX-License-Identifier: Apache-2.0 */
/* station-sip-commands.c - commands: SIP, as somebody at the station or at its web page
 * would do it. */

#include "station-commands.h"

#include <errno.h>

enum { PORT_MOST = 65535, EXPIRES_MOST = 86400 };

json_t *command_sip(struct station *station, char *arguments)
{
	const struct phone_settings *settings = &station->sip.settings.server;
	json_t *answer = command_done();

	(void)json_object_set_new(answer, "enabled", json_boolean(settings->enabled));
	(void)json_object_set_new(answer, "user", json_string(settings->user));
	(void)json_object_set_new(
		answer, "call", json_string(call_word(&station->call)));
	phone_tell(station->sip.phone, answer);
	return answer;
}

static void copy(char *to, size_t size, const char *word)
{
	(void)snprintf(to, size, "%s", word ? word : "");
}

json_t *command_sip_proxy(struct station *station, char *arguments)
{
	struct phone_settings read = station->sip.settings.server;
	const char *proxy = command_word(&arguments), *user;
	struct sa address;

	if (!proxy)
		return command_failed("sip-proxy off|ADDRESS PORT USER [PASSWORD]");
	read.enabled = strcmp(proxy, "off") != 0;
	if (read.enabled) {
		int err = sa_set_str(&address, proxy, SIP_PORT);

		err |= command_number(
			command_word(&arguments), 1, PORT_MOST, 0, &read.proxy_port);
		user = command_word(&arguments);
		if (err || !user)
			return command_failed(
				"sip-proxy off|ADDRESS PORT USER [PASSWORD]");
		copy(read.proxy, sizeof(read.proxy), proxy);
		copy(read.user, sizeof(read.user), user);
		copy(read.display, sizeof(read.display), user);
		copy(read.auth_id, sizeof(read.auth_id), user);
		copy(read.password, sizeof(read.password), command_word(&arguments));
	}
	station->sip.settings.server = read;
	phone_apply(station->sip.phone);
	return command_done();
}

json_t *command_sip_expires(struct station *station, char *arguments)
{
	unsigned seconds;

	if (command_number(command_word(&arguments), 1, EXPIRES_MOST, 0, &seconds))
		return command_failed("sip-expires SECONDS");
	station->sip.settings.server.expires_s = seconds;
	phone_apply(station->sip.phone);
	return command_done();
}

json_t *command_sip_key(struct station *station, char *arguments)
{
	unsigned button;
	int err = command_number(command_word(&arguments), 1, SIP_KEYS, 0, &button);
	const char *number = command_word(&arguments);

	if (err || !number)
		return command_failed("sip-key BUTTON NUMBER");
	copy(station->sip.settings.keys[button - 1].call_number,
		sizeof(station->sip.settings.keys[0].call_number), number);
	return command_done();
}

json_t *command_sip_call(struct station *station, char *arguments)
{
	const char *number = command_word(&arguments);

	if (!number)
		return command_failed("sip-call NUMBER");
	return phone_dial(station->sip.phone, number)
		       ? command_failed("SIP is not enabled")
		       : command_done();
}

json_t *command_sip_register(struct station *station, char *arguments)
{
	return phone_register_now(station->sip.phone)
		       ? command_failed("SIP is not enabled")
		       : command_done();
}

json_t *command_sip_reinvite(struct station *station, char *arguments)
{
	return phone_reinvite(station->sip.phone)
		       ? command_failed("no call is up by SIP")
		       : command_done();
}

json_t *command_dtmf(struct station *station, char *arguments)
{
	const char *digits = command_word(&arguments);

	switch (phone_send_digits(station->sip.phone, digits ? digits : "")) {
	case 0: return command_done();
	case -ENOENT: return command_failed("no call is up by SIP");
	}
	return command_failed("dtmf DIGITS: up to 16 of 0-9 * # A-D");
}
