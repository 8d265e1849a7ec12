/* SPDX-License-Identifier: Apache-2.0 */
/* sip-advice.c - what is to be typed in at a Hikvision door station so that it calls us. */

#include "sip-advice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUTTON_MAX = 99 };

static const char *or_text(const char *text, const char *otherwise)
{
	return text && *text ? text : otherwise;
}

static void server_values(const struct sip_config *c, const char *address,
	unsigned port, char *text, size_t cap)
{
	const char *number = or_text(c->doorbell_number, SIP_DOORBELL_NUMBER);
	char port_text[64] = "as the status shows it once these settings are saved";

	if (port)
		snprintf(port_text, sizeof(port_text), "%u", port);
	snprintf(text, cap,
		"On the door station, under Network > SIP: enable it; server address %s, "
		"port %s; user name and authentication ID %s, any password; registration "
		"60 s. Let button %u call room %u, and give that room the phone number %s",
		or_text(address, "of this host"), port_text, number,
		c->button ? c->button : 1, c->room ? c->room : SIP_ROOM,
		or_text(c->proxy_number, SIP_PROXY_NUMBER));
}

static void client_values(const struct sip_config *c, char *text, size_t cap)
{
	const char *number = c->doorbell_number;
	bool known = number && *number;

	snprintf(text, cap,
		"On the door station, under Network > SIP: enable it; server address %s, "
		"port %u; the number%s%s and the password that your SIP proxy has for it. "
		"Let its button call %s",
		c->proxy, c->port, known ? " " : "", known ? number : "",
		or_text(c->caller_id, c->user));
}

void sip_advice(const struct sip_config *c, const char *address, unsigned port,
	char *text, size_t cap)
{
	switch (c->mode) {
	case SIP_USE_OFF: snprintf(text, cap, "%s", ""); break;
	case SIP_USE_CLIENT: client_values(c, text, cap); break;
	case SIP_USE_SERVER: server_values(c, address, port, text, cap); break;
	}
}

static bool is_ours(const struct sip_config *c, const char *called)
{
	char room[16];

	snprintf(room, sizeof(room), "%u", c->room ? c->room : SIP_ROOM);
	return !strcmp(called, or_text(c->proxy_number, SIP_PROXY_NUMBER)) ||
	       !strcmp(called, room);
}

unsigned sip_advice_button(const struct sip_config *c, const char *called)
{
	size_t digits = strspn(called, "0123456789");
	unsigned long n;

	if (c->mode == SIP_USE_SERVER && is_ours(c, called))
		return c->button ? c->button : 1;
	if (!digits || called[digits])
		return 0;
	n = strtoul(called, NULL, 10);
	return n <= BUTTON_MAX ? (unsigned)n : 0;
}
