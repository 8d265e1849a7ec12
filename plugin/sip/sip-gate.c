/* SPDX-License-Identifier: Apache-2.0 */
/* sip-gate.c - is this a message that we want to think about? */

#include <ctype.h>

#include "sip-words.h"

#include "sip-gate.h"

enum {
	CSEQ_MAX = 0x7fffffff, /* RFC 3261 8.1.1.5 */
	MAX_FORWARDS_MAX = 255,
	SHORTEST = 16, /* "X sip:a SIP/2.0\n" */
};

/* To, From, Call-ID, CSeq: exactly one; the others: not more than one. */
static bool counts_fit(const struct sip_msg *msg)
{
	static const enum sip_hdrid one[] = {
		SIP_HDR_TO, SIP_HDR_FROM, SIP_HDR_CALL_ID, SIP_HDR_CSEQ};
	static const enum sip_hdrid at_most_one[] = {SIP_HDR_CONTENT_LENGTH,
		SIP_HDR_MAX_FORWARDS, SIP_HDR_CONTENT_TYPE, SIP_HDR_EXPIRES,
		SIP_HDR_AUTHORIZATION};

	for (size_t i = 0; i < sizeof(one) / sizeof(one[0]); i++)
		if (sip_msg_hdr_count(msg, one[i]) != 1)
			return false;
	for (size_t i = 0; i < sizeof(at_most_one) / sizeof(at_most_one[0]); i++)
		if (sip_msg_hdr_count(msg, at_most_one[i]) > 1)
			return false;
	return pl_isset(&msg->callid) && pl_isset(&msg->from.tag) &&
	       (!msg->req || pl_strcmp(&msg->met, "INVITE") ||
		       sip_msg_hdr_count(msg, SIP_HDR_CONTACT) == 1);
}

static bool text_fits(struct bytes b)
{
	for (size_t i = 0; i < b.len; i++) {
		unsigned char c = (unsigned char)b.data[i];

		if ((c < ' ' && c != '\r' && c != '\n' && c != '\t') || c == 127)
			return false;
	}
	return true;
}

/* Every header, and what stands in front of them. */
static bool characters_fit(const struct sip_msg *msg)
{
	for (const struct le *le = msg->hdrl.head; le; le = le->next) {
		const struct sip_hdr *h = le->data;

		if (!text_fits(pl_bytes(&h->name)) || !text_fits(pl_bytes(&h->val)))
			return false;
	}
	return text_fits(pl_bytes(&msg->met)) && text_fits(pl_bytes(&msg->ruri)) &&
	       text_fits(pl_bytes(&msg->reason));
}

static bool quotes_fit(const struct sip_msg *msg)
{
	static const enum sip_hdrid ids[] = {SIP_HDR_TO, SIP_HDR_FROM, SIP_HDR_CONTACT};

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		const struct sip_hdr *h = sip_msg_hdr(msg, ids[i]);
		bool open = false;

		for (size_t n = 0; h && n < h->val.l; n++) {
			if (open && h->val.p[n] == '\\')
				n++;
			else if (h->val.p[n] == '"')
				open = !open;
		}
		if (open)
			return false;
	}
	return true;
}

/* "20 INVITE": libre reads the number with wrap-around. */
static bool cseq_fits(const struct sip_msg *msg)
{
	const struct sip_hdr *h = sip_msg_hdr(msg, SIP_HDR_CSEQ);
	struct bytes text = bytes_trim(pl_bytes(&h->val));
	uint64_t number;
	size_t digits = 0;

	while (digits < text.len && isdigit((unsigned char)text.data[digits]))
		digits++;
	if (bytes_to_u64(bytes_slice(text, 0, digits), CSEQ_MAX, &number) < 0)
		return false;
	return !msg->req || pl_cmp(&msg->cseq.met, &msg->met) == 0;
}

static bool via_fits(const struct sip_msg *msg, enum sip_side side)
{
	struct pl maddr;

	if (!pl_strcasecmp(&msg->via.branch, "z9hG4bK") ||
		!pl_isset(&msg->via.branch) ||
		!msg_param_exists(&msg->via.params, "maddr", &maddr))
		return false;
	/* An answer to us has our Via alone: RFC 3261 18.1.2. */
	return (msg->req && side == SIP_SIDE_PROXY) ||
	       sip_msg_hdr_count(msg, SIP_HDR_VIA) == 1;
}

/* Rationale: a station that is set to a proxy may name it in Route, which is us. A
 * Record-Route would make us send to whom it names. */
static bool route_fits(
	const struct sip_msg *msg, const struct sa *local, enum sip_side side)
{
	const struct sip_hdr *route = sip_msg_hdr(msg, SIP_HDR_ROUTE);
	struct sip_addr to;
	struct sa named;

	if (side == SIP_SIDE_PROXY)
		return true;
	if (sip_msg_hdr(msg, SIP_HDR_RECORD_ROUTE))
		return false;
	if (!route)
		return true;
	return sip_msg_hdr_count(msg, SIP_HDR_ROUTE) == 1 &&
	       !sip_addr_decode(&to, &route->val) && !sa_set(&named, &to.uri.host, 0) &&
	       sa_cmp(&named, local, SA_ADDR);
}

static bool uris_fit(const struct sip_msg *msg)
{
	const struct sip_hdr *contact = sip_msg_hdr(msg, SIP_HDR_CONTACT);
	struct sip_addr to;

	if (pl_strcasecmp(&msg->from.uri.scheme, "sip") ||
		pl_strcasecmp(&msg->to.uri.scheme, "sip"))
		return false;
	if (!msg->req)
		return true;
	if (pl_strcasecmp(&msg->uri.scheme, "sip") || !pl_isset(&msg->uri.host) ||
		pl_isset(&msg->uri.headers))
		return false;
	return pl_strcmp(&msg->met, "INVITE") ||
	       (!sip_addr_decode(&to, &contact->val) &&
		       !pl_strcasecmp(&to.uri.scheme, "sip") && pl_isset(&to.uri.host));
}

static bool length_fits(const struct sip_msg *msg)
{
	uint32_t length;

	return !pl_isset(&msg->clen) ||
	       (!sip_number(&msg->clen, &length) && length <= mbuf_get_left(msg->mb));
}

static bool forwards_fit(const struct sip_msg *msg)
{
	uint32_t forwards;

	return !pl_isset(&msg->maxfwd) ||
	       (!sip_number(&msg->maxfwd, &forwards) && forwards <= MAX_FORWARDS_MAX);
}

enum sip_verdict sip_gate_message(
	const struct sip_msg *msg, const struct sa *local, enum sip_side side)
{
	if (list_count(&msg->hdrl) > SIP_HEADERS_MAX ||
		mbuf_get_left(msg->mb) > SIP_MESSAGE_MAX)
		return SIP_BAD_SIZE;
	if (!counts_fit(msg) || !forwards_fit(msg))
		return SIP_BAD_HEADERS;
	if (!characters_fit(msg))
		return SIP_BAD_CHARACTER;
	if (!quotes_fit(msg))
		return SIP_BAD_QUOTES;
	if (!cseq_fits(msg))
		return SIP_BAD_CSEQ;
	if (!via_fits(msg, side))
		return SIP_BAD_VIA;
	if (!route_fits(msg, local, side))
		return SIP_BAD_ROUTE;
	if (!uris_fit(msg))
		return SIP_BAD_URI;
	if (!length_fits(msg))
		return SIP_BAD_LENGTH;
	if (!msg->req && (msg->scode < 100 || msg->scode > 699))
		return SIP_BAD_STATUS;
	return SIP_PASS;
}

static void trim_body(struct mbuf *mb, const struct sip_msg *msg)
{
	uint32_t length;

	if (pl_isset(&msg->clen) && !sip_number(&msg->clen, &length))
		mb->end = mb->pos + length;
}

enum sip_verdict sip_gate_datagram(
	struct mbuf *mb, const struct sa *local, enum sip_side side)
{
	enum sip_verdict verdict;
	struct sip_msg *msg;
	size_t start;

	while (mbuf_get_left(mb) && (*mbuf_buf(mb) == '\r' || *mbuf_buf(mb) == '\n'))
		mb->pos++;
	start = mb->pos;
	if (mbuf_get_left(mb) > SIP_MESSAGE_MAX)
		return SIP_BAD_SIZE;
	/* Not STUN, which libre would answer, nor a keep-alive. */
	if (mbuf_get_left(mb) < SHORTEST || !isgraph(*mbuf_buf(mb)))
		return SIP_NOT_SIP;
	if (sip_msg_decode(&msg, mb)) {
		mb->pos = start;
		return SIP_NOT_SIP;
	}
	verdict = sip_gate_message(msg, local, side);
	if (verdict == SIP_PASS)
		trim_body(mb, msg);
	mem_deref(msg);
	mb->pos = start;
	return verdict;
}
