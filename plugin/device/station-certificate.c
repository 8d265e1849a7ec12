/* SPDX-License-Identifier: Apache-2.0 */
/* station-certificate.c - is it still the same unit: its address, login, certificate. */

#include "station-private.h"

#include <stdio.h>
#include <string.h>

static bool same_text(const char *a, const char *b)
{
	return !strcmp(a ? a : "", b ? b : "");
}

void station_take_fingerprint(struct station *s)
{
	const struct unit_config *unit = &s->config.unit;

	if (!unit->tls || (unit->fingerprint && *unit->fingerprint) ||
		(unit->ca_file && *unit->ca_file) ||
		same_text(s->pinned, s->info.fingerprint))
		return;
	snprintf(s->pinned, sizeof(s->pinned), "%s", s->info.fingerprint);
	if (s->listener->pinned)
		s->listener->pinned(s->pinned, s->user);
}

static bool same_indoor(const struct unit_config *a, const struct unit_config *b)
{
	if (a->indoor_count != b->indoor_count)
		return false;
	for (unsigned i = 0; i < a->indoor_count; i++) {
		if (!same_text(a->indoor[i].host, b->indoor[i].host) ||
			a->indoor[i].port != b->indoor[i].port)
			return false;
	}
	return true;
}

bool station_same_sip(const struct station *s, const struct station_config *config)
{
	const struct sip_config *a = &s->config.unit.sip, *b = &config->unit.sip;

	if (a->mode != b->mode || !same_text(a->unlock_dtmf, b->unlock_dtmf) ||
		!same_text(a->doorbell_number, b->doorbell_number))
		return false;
	switch (a->mode) {
	case SIP_USE_OFF: return true;
	case SIP_USE_CLIENT:
		return same_text(a->proxy, b->proxy) && a->port == b->port &&
		       same_text(a->user, b->user) &&
		       same_text(a->password, b->password) &&
		       same_text(a->caller_id, b->caller_id);
	case SIP_USE_SERVER: break;
	}
	return (a->listen_port == b->listen_port ||
		       (s->chosen_port && s->chosen_port == b->listen_port)) &&
	       a->autoinstall == b->autoinstall && a->room == b->room &&
	       a->button == b->button && same_text(a->proxy_number, b->proxy_number);
}

bool station_same_unit(const struct station *s, const struct station_config *config)
{
	const struct unit_config *a = &s->config.unit, *b = &config->unit;

	return s->config.vendor == config->vendor && same_text(a->host, b->host) &&
	       a->port == b->port && same_text(a->username, b->username) &&
	       same_text(a->password, b->password) &&
	       a->allow_basic == b->allow_basic && a->tls == b->tls &&
	       same_text(a->ca_file, b->ca_file) &&
	       (same_text(a->fingerprint, b->fingerprint) ||
		       (*s->pinned && same_text(s->pinned, b->fingerprint))) &&
	       a->push == b->push && same_indoor(a, b) && station_same_sip(s, config);
}
