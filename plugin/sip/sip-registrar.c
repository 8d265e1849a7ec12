/* SPDX-License-Identifier: Apache-2.0 */
/* sip-registrar.c - the emulated proxy's register. */

#include <stdlib.h>

#include "reactor.h"

#include "sip-words.h"

#include "sip-registrar.h"

enum {
	EXPIRES_DEFAULT_S = 3600, /* RFC 3261 10.2.1.1 */
	EXPIRES_MAX_S = 3600, /* so that a station that is gone is missed some day */
	GRACE_MS = 10 * 1000, /* it may renew in the last moment */
};

static void remove_binding(struct sip_registrar *g)
{
	timer_stop(&g->end);
	free(g->contact);
	g->contact = NULL;
}

void sip_registrar_finish(struct sip_registrar *g)
{
	remove_binding(g);
	free(g->call_id);
	g->call_id = NULL;
}

static void lapsed(void *user)
{
	struct sip_registrar *g = user;

	remove_binding(g);
	g->changed(g->user);
}

static uint32_t wanted_s(const struct sip_msg *msg, const struct sip_addr *contact)
{
	uint32_t seconds = EXPIRES_DEFAULT_S;

	if (sip_number_param(&contact->params, "expires", &seconds) < 0 &&
		pl_isset(&msg->expires))
		(void)sip_number(&msg->expires, &seconds);
	return seconds < EXPIRES_MAX_S ? seconds : EXPIRES_MAX_S;
}

static void bind_it(struct sip_registrar *g, const struct ip_source *station,
	const struct sip_msg *msg, const struct sip_addr *contact)
{
	struct sa named;

	g->expires_s = wanted_s(msg, contact);
	remove_binding(g);
	if (!g->expires_s)
		return;
	g->contact = bytes_copy(pl_bytes(&contact->auri));
	g->address = msg->src;
	if (!sa_set(&named, &contact->uri.host,
		    contact->uri.port ? contact->uri.port : SIP_PORT) &&
		ip_source_is(station, &named.u.sa))
		g->address = named;
	timer_start(reactor_timers(g->reactor), &g->end, g->expires_s * 1000 + GRACE_MS,
		lapsed, g);
}

/* Rationale: an older one that was under way for long must not win (RFC 3261 10.3). */
static bool is_older(const struct sip_registrar *g, const struct sip_msg *msg)
{
	return g->call_id && !pl_strcmp(&msg->callid, g->call_id) &&
	       msg->cseq.num < g->cseq;
}

static void remember(struct sip_registrar *g, const struct sip_msg *msg)
{
	free(g->call_id);
	g->call_id = bytes_copy(pl_bytes(&msg->callid));
	g->cseq = msg->cseq.num;
}

static void answer(
	const struct sip_registrar *g, struct sip *sip, const struct sip_msg *msg)
{
	if (g->contact)
		(void)sip_replyf(sip, msg, 200, "OK",
			"Contact: <%s>;expires=%u\r\nExpires: %u\r\n"
			"Content-Length: 0\r\n\r\n",
			g->contact, g->expires_s, g->expires_s);
	else
		(void)sip_reply(sip, msg, 200, "OK");
}

void sip_registrar_request(struct sip_registrar *g, struct sip *sip,
	const struct ip_source *station, const struct sip_msg *msg)
{
	const struct sip_hdr *h = sip_msg_hdr(msg, SIP_HDR_CONTACT);
	bool all = h && !pl_strcmp(&h->val, "*");
	bool was = g->contact != NULL;
	struct sip_addr contact;
	uint32_t expires_s;

	if (is_older(g, msg)) {
		(void)sip_reply(sip, msg, 500, "Server Internal Error");
		return;
	}
	if (all && (sip_number(&msg->expires, &expires_s) < 0 || expires_s)) {
		(void)sip_reply(sip, msg, 400, "Bad Request");
		return;
	}
	if (h && !all &&
		(sip_addr_decode(&contact, &h->val) ||
			pl_strcasecmp(&contact.uri.scheme, "sip"))) {
		(void)sip_reply(sip, msg, 400, "Bad Request");
		return;
	}
	if (h) {
		remember(g, msg);
		if (all)
			remove_binding(g);
		else
			bind_it(g, station, msg, &contact);
	}
	answer(g, sip, msg);
	if (was != (g->contact != NULL))
		g->changed(g->user);
}
