/* SPDX-License-Identifier: Apache-2.0 */
/* call-dialog.c - what both ends of a call agreed to name it by, and the way there. */

#include <errno.h>
#include <stdlib.h>

#include "buffer.h"

#include "sip-words.h"

#include "call-dialog.h"

enum { ROUTES_MAX = 2048, HEADERS_MAX = 8192, HOP_CAP = 96 };

static bool add_route(const struct sip_hdr *h, const struct sip_msg *msg, void *arg)
{
	(void)msg;
	return buffer_appendf(arg, "Route: ") ||
	       buffer_append(arg, pl_bytes(&h->val)) ||
	       buffer_append(arg, BYTES("\r\n"));
}

/* @return "" when there is none; NULL: no memory, or too many */
static char *read_routes(const struct sip_msg *msg)
{
	char *routes = NULL;
	struct buffer b;

	buffer_init(&b, ROUTES_MAX);
	if (!sip_msg_hdr_apply(msg, msg->req, SIP_HDR_RECORD_ROUTE, add_route, &b))
		routes = bytes_copy(buffer_bytes(&b));
	buffer_finish(&b);
	return routes;
}

/* Their Contact: the URI that our requests name. */
static int read_target(const struct sip_msg *msg, struct sip_addr *ret_contact)
{
	const struct sip_hdr *h = sip_msg_hdr(msg, SIP_HDR_CONTACT);

	return h && !sip_addr_decode(ret_contact, &h->val) &&
			       !pl_strcasecmp(&ret_contact->uri.scheme, "sip")
		       ? 0
		       : -EPROTO;
}

/* Rationale: the Contact is the peer's word. Straight there only when it names one that we
 * talk to anyway; over a proxy that stays in the path, and else, to who sent this. */
static void choose_hop(struct call_dialog *d, const struct sip_msg *msg,
	const struct sip_addr *contact, const struct ip_source *peers,
	unsigned peer_count)
{
	struct sa named;

	d->hop = msg->src;
	d->transport = msg->tp;
	if (d->routes[0] || sa_set(&named, &contact->uri.host, contact->uri.port))
		return;
	if (!contact->uri.port)
		sa_set_port(&named, SIP_PORT);
	for (unsigned i = 0; i < peer_count; i++)
		if (ip_source_is(&peers[i], &named.u.sa)) {
			d->hop = named;
			return;
		}
}

static char *with_tag(const struct pl *value, const char *tag)
{
	struct buffer b;
	char *text = NULL;

	buffer_init(&b, HEADERS_MAX);
	if (!buffer_append(&b, pl_bytes(value)) && !buffer_appendf(&b, ";tag=%s", tag))
		text = bytes_copy(buffer_bytes(&b));
	buffer_finish(&b);
	return text;
}

int call_dialog_accept(struct call_dialog *d, const struct sip_msg *invite,
	const struct ip_source *peers, unsigned peer_count)
{
	struct sip_addr contact;
	char tag[SIP_TAG_CAP];

	*d = (struct call_dialog){0};
	if (read_target(invite, &contact) < 0)
		return -EPROTO;
	snprintf(tag, sizeof(tag), "%016llx", (unsigned long long)invite->tag);
	d->call_id = bytes_copy(pl_bytes(&invite->callid));
	d->local_tag = bytes_copy(bytes_from(tag));
	d->remote_tag = bytes_copy(pl_bytes(&invite->from.tag));
	d->local = with_tag(&invite->to.val, tag);
	d->remote = bytes_copy(pl_bytes(&invite->from.val));
	d->target = bytes_copy(pl_bytes(&contact.auri));
	d->routes = read_routes(invite);
	if (!d->call_id || !d->local_tag || !d->remote_tag || !d->local || !d->remote ||
		!d->target || !d->routes) {
		call_dialog_finish(d);
		return -ENOMEM;
	}
	d->remote_cseq = invite->cseq.num;
	d->cseq = (uint32_t)(sip_random() & 0xffff);
	choose_hop(d, invite, &contact, peers, peer_count);
	return 0;
}

static char *bracketed(const char *uri)
{
	struct buffer b;
	char *text = NULL;

	buffer_init(&b, HEADERS_MAX);
	if (!buffer_appendf(&b, "<%s>", uri))
		text = bytes_copy(buffer_bytes(&b));
	buffer_finish(&b);
	return text;
}

int call_dialog_begin(struct call_dialog *d, const char *local_uri,
	const char *remote_uri, const struct sa *hop, enum sip_transp transport)
{
	char tag[SIP_TAG_CAP], call_id[SIP_TAG_CAP];
	char *local = bracketed(local_uri);
	struct pl value;

	*d = (struct call_dialog){.hop = *hop, .transport = transport};
	sip_random_tag(tag);
	sip_random_tag(call_id);
	if (local) {
		pl_set_str(&value, local);
		d->local = with_tag(&value, tag);
		free(local);
	}
	d->call_id = bytes_copy(bytes_from(call_id));
	d->local_tag = bytes_copy(bytes_from(tag));
	d->remote = bracketed(remote_uri);
	d->target = bytes_copy(bytes_from(remote_uri));
	d->routes = bytes_copy(BYTES(""));
	d->cseq = (uint32_t)(sip_random() & 0xffff);
	if (d->local && d->call_id && d->local_tag && d->remote && d->target &&
		d->routes)
		return 0;
	call_dialog_finish(d);
	return -ENOMEM;
}

int call_dialog_confirm(struct call_dialog *d, const struct sip_msg *answer,
	const struct ip_source *peers, unsigned peer_count)
{
	struct sip_addr contact;
	char *tag, *remote, *target, *routes;

	if (!pl_isset(&answer->to.tag) || read_target(answer, &contact) < 0)
		return -EPROTO;
	tag = bytes_copy(pl_bytes(&answer->to.tag));
	remote = bytes_copy(pl_bytes(&answer->to.val));
	target = bytes_copy(pl_bytes(&contact.auri));
	routes = read_routes(answer);
	if (!tag || !remote || !target || !routes) {
		free(tag);
		free(remote);
		free(target);
		free(routes);
		return -ENOMEM;
	}
	free(d->remote_tag);
	free(d->remote);
	free(d->target);
	free(d->routes);
	d->remote_tag = tag;
	d->remote = remote;
	d->target = target;
	d->routes = routes;
	choose_hop(d, answer, &contact, peers, peer_count);
	return 0;
}

void call_dialog_finish(struct call_dialog *d)
{
	free(d->call_id);
	free(d->local);
	free(d->remote);
	free(d->local_tag);
	free(d->remote_tag);
	free(d->target);
	free(d->routes);
	*d = (struct call_dialog){0};
}

bool call_dialog_has(const struct call_dialog *d, const struct sip_msg *msg)
{
	return d->call_id && d->remote_tag && !pl_strcmp(&msg->callid, d->call_id) &&
	       !pl_strcmp(&msg->to.tag, d->local_tag) &&
	       !pl_strcmp(&msg->from.tag, d->remote_tag);
}

bool call_dialog_count(struct call_dialog *d, const struct sip_msg *msg)
{
	if (msg->cseq.num <= d->remote_cseq)
		return false;
	d->remote_cseq = msg->cseq.num;
	return true;
}

static int append_headers(const struct call_dialog *d, struct buffer *b)
{
	return buffer_appendf(b, "%sTo: %s\r\nFrom: %s\r\nCall-ID: %s\r\n", d->routes,
		d->remote, d->local, d->call_id);
}

char *call_dialog_headers(const struct call_dialog *d)
{
	char *text = NULL;
	struct buffer b;

	buffer_init(&b, HEADERS_MAX);
	if (!append_headers(d, &b))
		text = bytes_copy(buffer_bytes(&b));
	buffer_finish(&b);
	return text;
}

int call_dialog_send_once(
	struct call_dialog *d, struct sip *sip, const char *method, uint32_t cseq)
{
	char hop[HOP_CAP];
	struct uri route;
	struct buffer b;
	struct pl text;
	int err;

	sip_hop_text(&d->hop, d->transport, hop, sizeof(hop));
	pl_set_str(&text, hop);
	buffer_init(&b, HEADERS_MAX);
	err = append_headers(d, &b);
	if (!err)
		err = buffer_appendf(&b, "CSeq: %u %s\r\nContent-Length: 0\r\n\r\n",
			(unsigned)cseq, method);
	if (!err && (uri_decode(&route, &text) ||
			    sip_requestf(NULL, sip, false, method, d->target, &route,
				    NULL, NULL, NULL, NULL, "%b", b.data, b.len)))
		err = -EIO;
	buffer_finish(&b);
	return err;
}
