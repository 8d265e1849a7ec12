/* SPDX-License-Identifier: Apache-2.0 */
/* phone-write.c - the messages of a phone, written out. */

#include "isapi-text.h"
#include "phone-private.h"

#include <errno.h>

#define ALLOW                                                                          \
	"Allow: INVITE, ACK, OPTIONS, CANCEL, BYE, SUBSCRIBE, NOTIFY, INFO, "          \
	"REFER, UPDATE, MESSAGE\r\n"

/* Content-Length, the end of the head, and the body. "Content-Length:   451": captured,
 * Hikvision-Addons thread 358. */
static int write_body(const struct phone *phone, const char *type,
	const struct mbuf *body, struct mbuf *mb)
{
	struct phone_rules rules = phone_rules(phone);
	unsigned length = body ? (unsigned)body->end : 0;
	int err = 0;

	if (length)
		err |= mbuf_printf(mb, "Content-Type: %s\r\n", type);
	err |= mbuf_printf(mb,
		rules.pads_length ? "Content-Length:%6u\r\n\r\n"
				  : "Content-Length: %u\r\n\r\n",
		length);
	if (length)
		err |= mbuf_write_mem(mb, body->buf, length);
	return err;
}

struct phone_head phone_invite_head(const struct phone_call *call, const char *method)
{
	return (struct phone_head){
		.method = method,
		.uri = call->uri,
		.branch = call->branch,
		.from = call->local,
		.to = call->remote,
		.call_id = call->call_id,
		.cseq = call->invite_cseq,
	};
}

int phone_write_request(
	const struct phone *phone, const struct phone_head *h, struct mbuf *mb)
{
	struct phone_rules rules = phone_rules(phone);
	int err;

	err = mbuf_printf(mb,
		"%s %s SIP/2.0\r\n"
		"Via: SIP/2.0/UDP %J;rport;branch=%s\r\n"
		"From: %s\r\nTo: %s\r\nCall-ID: %s\r\nCSeq: %u %s\r\n",
		h->method, h->uri, &phone->address, h->branch, h->from, h->to,
		h->call_id, h->cseq, h->method);
	if (h->contact)
		err |= mbuf_printf(
			mb, "Contact: <sip:%s@%J>\r\n", h->contact, &phone->address);
	err |= mbuf_printf(mb, "%s%sMax-Forwards: 70\r\n", h->routes ? h->routes : "",
		h->lines ? h->lines : "");
	if (*rules.user_agent)
		err |= mbuf_printf(mb, "User-Agent: %s\r\n", rules.user_agent);
	if (h->contact)
		err |= mbuf_write_str(mb, ALLOW);
	return err | write_body(phone, h->type, h->body, mb);
}

struct copy {
	struct mbuf *mb;
	const char *tag;
	int err;
};

static bool copy_header(const struct sip_hdr *hdr, const struct sip_msg *msg, void *arg)
{
	struct copy *copy = arg;

	copy->err |= mbuf_printf(copy->mb, "%r: %r", &hdr->name, &hdr->val);
	if (hdr->id == SIP_HDR_TO && copy->tag && !msg->to.tag.l)
		copy->err |= mbuf_printf(copy->mb, ";tag=%s", copy->tag);
	copy->err |= mbuf_write_str(copy->mb, "\r\n");
	return copy->err != 0;
}

int phone_write_reply(const struct phone *phone, const struct sip_msg *msg,
	const struct phone_reply *reply, struct mbuf *mb)
{
	static const enum sip_hdrid copied[] = {
		SIP_HDR_VIA, SIP_HDR_FROM, SIP_HDR_TO, SIP_HDR_CALL_ID, SIP_HDR_CSEQ};
	struct phone_rules rules = phone_rules(phone);
	struct copy copy = {mb, reply->tag, 0};
	int err = mbuf_printf(mb, "SIP/2.0 %u %s\r\n", reply->code, reply->reason);

	for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
		(void)sip_msg_hdr_apply(msg, true, copied[i], copy_header, &copy);
	if (reply->contact) {
		(void)sip_msg_hdr_apply(
			msg, true, SIP_HDR_RECORD_ROUTE, copy_header, &copy);
		err |= mbuf_printf(mb, "Contact: <sip:%s@%J>\r\n" ALLOW,
			phone->settings->user, &phone->address);
	}
	if (*rules.user_agent)
		err |= mbuf_printf(mb, "User-Agent: %s\r\n", rules.user_agent);
	return err | copy.err | write_body(phone, "application/sdp", reply->sdp, mb);
}

int phone_write_refusal_ack(const struct phone *phone, const struct sip_msg *msg,
	const char *uri, const char *routes, struct mbuf *mb)
{
	int err;

	err = mbuf_printf(mb,
		"ACK %s SIP/2.0\r\n"
		"Via: SIP/2.0/UDP %J;rport;branch=%r\r\n"
		"From: %r\r\nTo: %r\r\nCall-ID: %r\r\nCSeq: %u ACK\r\n%s"
		"Max-Forwards: 70\r\n",
		uri, &phone->address, &msg->via.branch, &msg->from.val, &msg->to.val,
		&msg->callid, msg->cseq.num, routes ? routes : "");
	return err | write_body(phone, NULL, NULL, mb);
}

/* Order, o=, s= and the lines of m=video: captured, Hikvision-Addons thread 358; there
 * both ports were 0. */
int phone_write_offer(const struct phone *phone, struct mbuf *mb)
{
	enum phone_sdp form = phone_rules(phone).sdp;
	unsigned port = form == SDP_REFUSED ? 0 : phone->audio_port;
	int err;

	if (form == SDP_NONE)
		return 0;
	err = mbuf_printf(mb,
		"v=0\r\no=%s 0 0 IN IP4 %j\r\ns=Talk session\r\nc=IN IP4 %j\r\n"
		"t=0 0\r\nm=audio %u RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\n"
		"a=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\n"
		"a=fmtp:101 0-16\r\na=sendrecv\r\n",
		phone->settings->user, &phone->address, &phone->address, port);
	if (form == SDP_AUDIO)
		return err;
	return err | mbuf_printf(mb,
			     "m=video %u RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
			     "a=fmtp:96 profile-level-id=42801F;"
			     "packetization-mode=1\r\na=%s\r\n",
			     form == SDP_REFUSED ? 0 : port + 2,
			     form == SDP_REFUSED ? "recvonly" : "sendonly");
}

int phone_write_answer(
	const struct phone *phone, const struct mbuf *offer, struct mbuf *mb)
{
	struct sdp_session *session = NULL;
	struct sdp_media *audio = NULL;
	struct mbuf *in = mbuf_alloc(1024), *out = NULL;
	int err = in ? 0 : ENOMEM;

	if (!err)
		err = mbuf_write_mem(in, mbuf_buf(offer), mbuf_get_left(offer));
	if (!err) {
		in->pos = 0;
		err = sdp_session_alloc(&session, &phone->address);
	}
	if (!err)
		err = sdp_media_add(&audio, session, "audio",
			(uint16_t)phone->audio_port, sdp_proto_rtpavp);
	if (!err)
		err = sdp_format_add(NULL, audio, false, "0", "PCMU", 8000, 1, NULL,
			NULL, NULL, false, NULL);
	if (!err)
		err = sdp_format_add(NULL, audio, false, "8", "PCMA", 8000, 1, NULL,
			NULL, NULL, false, NULL);
	if (!err)
		err = sdp_format_add(NULL, audio, false, "101", "telephone-event", 8000,
			1, NULL, NULL, NULL, false, "0-16");
	if (!err)
		err = sdp_decode(session, in, true);
	if (!err && !sdp_media_rformat(audio, NULL))
		err = EPROTO;
	if (!err)
		err = sdp_encode(&out, session, false);
	if (!err)
		err = mbuf_write_mem(mb, out->buf, out->end);
	mem_deref(out);
	mem_deref(session);
	mem_deref(in);
	return err;
}

/* Source: asterisk.as.indoor.md of Hikvision-Addons: what an indoor station wants to see;
 * that a door station sends the same: guessed. */
int phone_write_reg_xml(const struct phone *phone, struct mbuf *mb)
{
	struct phone_rules rules = phone_rules(phone);
	int err = mbuf_write_str(
		mb, "<regXML>\r\n<version>V2.0.0</version>\r\n<regDevName>");

	err |= isapi_text_print(mb, true, rules.name);
	err |= mbuf_write_str(mb, "</regDevName>\r\n<regDevSerial>");
	err |= isapi_text_print(mb, true, rules.serial);
	return err | mbuf_printf(mb,
			     "</regDevSerial>\r\n<regDevMacAddr>%s</regDevMacAddr>"
			     "\r\n</regXML>",
			     rules.mac);
}
