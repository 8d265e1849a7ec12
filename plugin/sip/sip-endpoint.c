/* SPDX-License-Identifier: Apache-2.0 */
/* sip-endpoint.c - one local address and port of ours, and the lines that share it. */

#include <errno.h>
#include <stdlib.h>

#include "reactor.h"
#include "sip-agent.h"
#include "socket-birth.h"
#include "timers.h"

#include "sip-words.h"

#include "sip-endpoint.h"

enum {
	HASH_SIZE = 16,
	PORT_TRIES = 8,       /* to find one that is free for UDP and TCP */
	GATE_LAYER = 100,     /* among libre's UDP helpers: the only one */
	DATAGRAM_READ = 8192, /* longer ones are cut, and then refused */
};

struct sip_endpoint {
	struct sip_endpoint *next;
	struct sip_agent *agent;
	struct sip *sip;
	struct sip_lsnr *requests, *responses;
	struct udp_helper *gate;
	struct sa local;
	int fds[2]; /* of UDP and TCP; -1 */
	unsigned fd_count;
	struct sip_member *members;
};

static uint64_t now_ms(const struct sip_endpoint *e)
{
	return reactor_timers(e->agent->reactor)->now_ms;
}

/* ---- who may talk to us ---- */

static bool has_source(const struct sip_member *m, const struct sa *source)
{
	for (unsigned i = 0; i < m->source_count; i++)
		if (ip_source_is(&m->sources[i], &source->u.sa))
			return true;
	return false;
}

static struct sip_member *next_member(struct sip_member *m, const struct sa *source)
{
	while (m && !has_source(m, source))
		m = m->next;
	return m;
}

static unsigned all_sources(const struct sip_endpoint *e, struct ip_source *sources)
{
	unsigned n = 0;

	for (const struct sip_member *m = e->members; m; m = m->next)
		for (unsigned i = 0; i < m->source_count && n < SOURCES_MAX; i++)
			sources[n++] = m->sources[i];
	return n;
}

static int filter_one(const struct sip_endpoint *e, int fd)
{
	struct ip_source sources[SOURCES_MAX];

	return source_filter_attach(
		fd, sa_af(&e->local), sources, all_sources(e, sources));
}

static int on_bind(int fd, void *user)
{
	struct sip_endpoint *e = user;
	int err = filter_one(e, fd);

	if (!err)
		e->fds[e->fd_count++ % 2] = fd;
	return err;
}

static int filter_all(const struct sip_endpoint *e)
{
	int err = 0;

	for (unsigned i = 0; !err && i < e->fd_count; i++)
		err = filter_one(e, e->fds[i]);
	return err;
}

/* ---- what comes in ---- */

/* @return whether it is not for libre */
static bool on_datagram(struct sa *source, struct mbuf *mb, void *arg)
{
	struct sip_endpoint *e = arg;
	struct sip_member *m = next_member(e->members, source);

	if (!m || !token_bucket_take(&m->bucket, &m->packets, now_ms(e)) ||
		sip_gate_datagram(mb, &e->local, m->side) != SIP_PASS)
		return true;
	m->seen_ms = now_ms(e);
	return false;
}

/* By TCP libre reads alone; so the gate stands behind it. */
static bool passes(
	struct sip_endpoint *e, struct sip_member *m, const struct sip_msg *msg)
{
	if (msg->tp == SIP_TRANSP_UDP)
		return true;
	if (!token_bucket_take(&m->bucket, &m->packets, now_ms(e)) ||
		sip_gate_message(msg, &e->local, m->side) != SIP_PASS)
		return false;
	m->seen_ms = now_ms(e);
	return true;
}

static bool is_called(const struct sip_member *m, const struct sip_msg *msg)
{
	return !m->number || !pl_strcmp(&msg->uri.user, m->number);
}

/* Whose is it? What concerns somebody's call goes there; a new call by its number; all
 * else to the first with that peer. */
static struct sip_member *receiver(struct sip_endpoint *e, const struct sip_msg *msg)
{
	bool call = !pl_strcmp(&msg->met, "INVITE") && !pl_isset(&msg->to.tag);
	struct sip_member *first = next_member(e->members, &msg->src), *m;

	for (m = first; m; m = next_member(m->next, &msg->src))
		if (m->listener->concerns(msg, m->user))
			return m;
	for (m = first; m; m = next_member(m->next, &msg->src))
		if (!call || is_called(m, msg))
			return m;
	return NULL;
}

/* The last to be asked, too: libre itself would answer what nobody takes. */
static bool on_request(const struct sip_msg *msg, void *arg)
{
	struct sip_endpoint *e = arg;
	struct sip_member *m = receiver(e, msg);

	if (m && passes(e, m, msg)) {
		((struct sip_msg *)msg)->tag = sip_random(); /* our tag in answers */
		m->listener->request(msg, m->user);
	}
	return true;
}

static bool on_response(const struct sip_msg *msg, void *arg)
{
	struct sip_endpoint *e = arg;
	struct sip_member *next;

	for (struct sip_member *m = next_member(e->members, &msg->src); m; m = next) {
		next = next_member(m->next, &msg->src);
		if (passes(e, m, msg))
			m->listener->response(msg, m->user);
	}
	return true;
}

/* ---- its life ---- */

static void endpoint_destroy(struct sip_endpoint *e)
{
	mem_deref(e->gate);
	mem_deref(e->requests);
	mem_deref(e->responses);
	mem_deref(e->sip); /* with all it has under way */
	free(e);
}

static int open_transports(struct sip_endpoint *e, unsigned port)
{
	struct socket_birth birth = {.bind = on_bind, .user = e};
	int err;

	sa_set_port(&e->local, (uint16_t)port);
	socket_birth_begin(&birth);
	err = sip_transp_add(e->sip, SIP_TRANSP_UDP, &e->local);
	if (!err)
		err = sip_transp_laddr(e->sip, &e->local, SIP_TRANSP_UDP, &e->local);
	if (!err)
		err = sip_transp_add(e->sip, SIP_TRANSP_TCP, &e->local);
	socket_birth_end();
	if (err)
		return -err;
	if (!birth.udp)
		return -EIO;
	udp_rxsz_set(birth.udp, DATAGRAM_READ);
	return -udp_register_helper(
		&e->gate, birth.udp, GATE_LAYER, NULL, on_datagram, e);
}

static int endpoint_create(struct sip_agent *a, const struct sa *local, unsigned port,
	struct sip_member *first, struct sip_endpoint **ret_endpoint)
{
	struct sip_endpoint *e = calloc(1, sizeof(*e));
	int err;

	if (!e)
		return -ENOMEM;
	e->agent = a;
	e->local = *local;
	e->members = first;
	err = -sip_alloc(
		&e->sip, NULL, HASH_SIZE, HASH_SIZE, HASH_SIZE, NULL, NULL, NULL);
	if (!err)
		err = -sip_listen(&e->requests, e->sip, true, on_request, e);
	if (!err)
		err = -sip_listen(&e->responses, e->sip, false, on_response, e);
	if (!err)
		err = open_transports(e, port);
	if (err) {
		endpoint_destroy(e);
		return err;
	}
	*ret_endpoint = e;
	return 0;
}

static struct sip_endpoint *endpoint_find(
	const struct sip_agent *a, const struct sa *local)
{
	struct sip_endpoint *e = a->endpoints;

	while (e && !sa_cmp(&e->local, local, SA_ALL))
		e = e->next;
	return e;
}

static int share(struct sip_endpoint *e, struct sip_member *m)
{
	struct sip_member **end = &e->members;
	int err;

	while (*end)
		end = &(*end)->next;
	*end = m;
	m->endpoint = e;
	err = filter_all(e);
	if (err)
		sip_endpoint_leave(m);
	return err;
}

int sip_endpoint_join(
	struct sip_agent *a, const char *address, unsigned port, struct sip_member *m)
{
	struct sip_endpoint *e;
	struct sa local;
	int err = -EADDRINUSE;

	if (sa_set_str(&local, address, (uint16_t)port) || sa_is_any(&local) ||
		port > UINT16_MAX)
		return -EINVAL;
	m->next = NULL;
	e = port ? endpoint_find(a, &local) : NULL;
	if (e)
		return share(e, m);
	for (unsigned i = 0; err == -EADDRINUSE && i < (port ? 1 : PORT_TRIES); i++)
		err = endpoint_create(a, &local, port, m, &e);
	if (err)
		return err;
	m->endpoint = e;
	e->next = a->endpoints;
	a->endpoints = e;
	return 0;
}

void sip_endpoint_leave(struct sip_member *m)
{
	struct sip_endpoint *e = m->endpoint, **at;
	struct sip_member **place;

	if (!e)
		return;
	for (place = &e->members; *place != m;)
		place = &(*place)->next;
	*place = m->next;
	m->endpoint = NULL;
	m->next = NULL;
	if (e->members) {
		(void)filter_all(e); /* it was smaller before, and fitted */
		return;
	}
	for (at = &e->agent->endpoints; *at != e;)
		at = &(*at)->next;
	*at = e->next;
	endpoint_destroy(e);
}

struct sip *sip_endpoint_stack(const struct sip_endpoint *e)
{
	return e->sip;
}

const struct sa *sip_endpoint_address(const struct sip_endpoint *e)
{
	return &e->local;
}
