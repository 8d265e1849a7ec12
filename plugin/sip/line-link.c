/* SPDX-License-Identifier: Apache-2.0 */
/* line-link.c - a line's port: on the address of ours that faces the peer, for as long as
 * that is the one.
 *
 *   DOWN (the timer to try again runs) <----> UP (the timer to look again runs) */

#include <errno.h>
#include <stdlib.h>

#include "backoff.h"
#include "peers.h"
#include "port-holder.h"

#include "sip-line-private.h"

enum {
	LOOK_MS = 30 * 1000,
	FIRST_WAIT_MS = 1000,
	WAIT_MAX_MS = 10 * 1000,
};

void line_tell(struct sip_line *l, enum sip_state state, int err, unsigned code,
	const char *why)
{
	struct sip_line_status *s = &l->status;
	unsigned port = l->member.endpoint ? l->port : 0;

	if (!why)
		why = "";
	s->seen_ms = l->member.seen_ms;
	if (s->state == state && s->err == err && s->code == code && s->port == port &&
		!strcmp(l->why, why))
		return;
	snprintf(l->why, sizeof(l->why), "%s", why);
	s->state = state;
	s->err = err;
	s->code = code;
	s->port = port;
	log_debug(l->log, "sip: state %d, port %u%s%s", (int)state, port,
		why[0] ? ": " : "", why);
	if (!l->leaving)
		l->listener->status(s, l->user);
}

static const char *peer_text(const struct sip_line *l)
{
	return l->config.mode == SIP_SERVER ? l->config.station : l->config.proxy;
}

/* The address of ours that a packet to `peer` would leave from. */
static int facing(const char *peer, char address[PEERS_TEXT_MAX + 1])
{
	union address local;
	struct peers peers;
	int err = peers_parse(peer, &peers);

	if (!err)
		err = peers_facing(&peers, &local);
	return err ? err : address_print(&local, address);
}

static void look(void *user);

static void again(struct sip_line *l, int err)
{
	char why[LINE_WHY_CAP];
	unsigned wait_ms = backoff_ms(
		++l->link_failures, FIRST_WAIT_MS, WAIT_MAX_MS, (unsigned)sip_random());

	if (err == -EADDRINUSE) {
		if (!l->holder[0]) /* once per failure: it is not cheap */
			port_holder(
				l->config.listen_port, l->holder, sizeof(l->holder));
		snprintf(why, sizeof(why), "port %u is taken by %s",
			l->config.listen_port,
			l->holder[0] ? l->holder : "another program");
	} else {
		snprintf(why, sizeof(why), "no way to %s: %s", peer_text(l),
			strerror(-err));
	}
	timer_start(line_timers(l), &l->link, wait_ms, look, l);
	line_tell(l, SIP_DOWN, err, 0, why);
}

static void down(struct sip_line *l)
{
	line_drop_call(l, SIP_END_LOST);
	goodbyes_finish(&l->goodbyes);
	sip_exchange_destroy(l->registering.exchange);
	l->registering.exchange = NULL;
	sip_endpoint_leave(&l->member);
	l->room.sip = NULL;
}

static void up(struct sip_line *l)
{
	const struct sa *ours = sip_endpoint_address(l->member.endpoint);

	l->link_failures = 0;
	l->holder[0] = '\0';
	l->port = sa_port(ours);
	l->room.sip = sip_endpoint_stack(l->member.endpoint);
	if (re_snprintf(l->contact, sizeof(l->contact), "sip:%s%s%J",
		    l->config.mode == SIP_CLIENT ? l->config.caller_id : "",
		    l->config.mode == SIP_CLIENT ? "@" : "", ours) < 0)
		l->contact[0] = '\0';
	timer_start(line_timers(l), &l->link, LOOK_MS, look, l);
	if (l->config.mode == SIP_CLIENT)
		line_register_start(l);
	else
		line_tell(l, l->registrar.contact ? SIP_REGISTERED : SIP_LISTENING, 0,
			0, NULL);
}

/* Rationale: a machine's address changes with its network, without a word to us. */
static void look(void *user)
{
	char address[PEERS_TEXT_MAX + 1];
	struct sip_line *l = user;
	int err = facing(peer_text(l), address);

	if (!err && l->member.endpoint && !strcmp(address, l->address)) {
		timer_start(line_timers(l), &l->link, LOOK_MS, look, l);
		return;
	}
	if (l->member.endpoint)
		down(l);
	if (!err) {
		snprintf(l->address, sizeof(l->address), "%s", address);
		err = sip_endpoint_join(l->agent, address,
			l->port ? l->port : l->config.listen_port, &l->member);
	}
	/* The one we had chosen is gone: any will do. */
	if (err == -EADDRINUSE && !l->config.listen_port) {
		l->port = 0;
		err = sip_endpoint_join(l->agent, address, 0, &l->member);
	}
	if (err)
		again(l, err);
	else
		up(l);
}

void line_link_start(struct sip_line *l)
{
	look(l);
}

void line_link_stop(struct sip_line *l)
{
	timer_stop(&l->link);
	down(l);
}
