/* SPDX-License-Identifier: Apache-2.0 */
/* phone-answer.c - what others ask of a phone: calls that come in, and requests inside
 * calls. */

#include "isapi-counts.h"
#include "phone-private.h"

static void send_reply(const struct sip_msg *msg, struct phone *phone,
	const struct phone_reply *reply, struct mbuf **ret)
{
	struct mbuf *packet = mbuf_alloc(1024);

	if (packet && !phone_write_reply(phone, msg, reply, packet)) {
		phone_send(phone, &msg->src, packet, false);
		if (ret) {
			mem_deref(*ret);
			*ret = mem_ref(packet);
		}
	}
	mem_deref(packet);
}

static void refuse(struct phone *phone, const struct sip_msg *msg, unsigned code,
	const char *reason)
{
	const struct phone_reply reply = {.code = code,
		.reason = reason,
		.tag = "nobody",
		.contact = code == 200};

	send_reply(msg, phone, &reply, NULL);
}

static void reply_in(struct phone_call *call, const struct sip_msg *msg, unsigned code,
	const char *reason, const struct mbuf *sdp)
{
	const struct phone_reply reply = {.code = code,
		.reason = reason,
		.tag = call->tag,
		.contact = !pl_strcmp(&msg->met, "INVITE"),
		.sdp = sdp};

	send_reply(msg, call->phone, &reply, &call->reply);
}

static void unconfirmed(struct phone_call *call)
{
	bool offered = call->state == PHONE_OFFERED;

	tmr_cancel(&call->tmr);
	if (!offered)
		return;
	phone_call_over(call, PHONE_UNCONFIRMED);
	if (phone_rules(call->phone).goodbye != GOODBYE_NEVER)
		phone_call_bye(call);
}

/* RFC 3261 13.3.1.4: the 200 comes again until the ACK does. */
static void offer_again(void *arg)
{
	struct phone_call *call = arg;

	call->spent_ms += call->resend_ms;
	if (call->spent_ms >= phone_rules(call->phone).life_ms) {
		unconfirmed(call);
		return;
	}
	call->resend_ms = call->resend_ms * 2 > SIP_T2 ? SIP_T2 : call->resend_ms * 2;
	tmr_start(&call->tmr, call->resend_ms, offer_again, call);
	if (call->reply && call->msg)
		phone_send(call->phone, &call->msg->src, call->reply, true);
}

/* 200 to an INVITE: an answer to its offer, or an offer where it has none. */
static bool agree(struct phone_call *call)
{
	const struct sip_msg *msg = call->msg;
	struct mbuf *sdp = mbuf_alloc(512);
	bool ok;

	ok = sdp &&
	     !(mbuf_get_left(msg->mb) ? phone_write_answer(call->phone, msg->mb, sdp)
				      : phone_write_offer(call->phone, sdp));
	if (ok) {
		phone_call_audio(call, msg);
		reply_in(call, msg, 200, "OK", sdp);
		call->spent_ms = 0;
		call->resend_ms = SIP_T1;
		tmr_start(&call->tmr, call->resend_ms, offer_again, call);
	} else {
		reply_in(call, msg, 488, "Not Acceptable Here", NULL);
	}
	mem_deref(sdp);
	return ok;
}

static void pick_up(void *arg)
{
	struct phone_call *call = arg;

	if (agree(call))
		call->state = PHONE_OFFERED;
	else
		phone_call_over(call, PHONE_REFUSED);
}

void phone_call_decline(struct phone_call *call)
{
	reply_in(call, call->msg, 480, "Temporarily Unavailable", NULL);
	phone_call_over(call, PHONE_HUNG_UP);
}

static void keep(struct phone_call *call, struct sip_msg *msg)
{
	mem_deref(call->msg);
	call->msg = mem_ref(msg);
}

static void called(struct phone *phone, struct sip_msg *msg)
{
	struct phone_call *call;

	phone->counts.incoming++;
	if (!phone->settings->enabled || !phone->ops->called(phone->user)) {
		phone->counts.busy++;
		refuse(phone, msg, 486, "Busy Here");
		return;
	}
	call = phone_call_alloc(phone);
	if (!call)
		return;
	call->state = PHONE_RINGS;
	call->to = call->first_to = msg->src;
	(void)pl_strcpy(&msg->callid, call->call_id, sizeof(call->call_id));
	(void)pl_strcpy(&msg->from.uri.user, call->number, sizeof(call->number));
	(void)re_snprintf(
		call->local, sizeof(call->local), "%r;tag=%s", &msg->to.val, call->tag);
	phone_call_learn(call, msg);
	keep(call, msg);
	reply_in(call, msg, 180, "Ringing", NULL);
	tmr_start(&call->tmr, phone_rules(phone).answer_ms, pick_up, call);
}

static void acknowledged(struct phone_call *call, const struct sip_msg *msg)
{
	if (call->state != PHONE_OFFERED && call->state != PHONE_UP)
		return;
	tmr_cancel(&call->tmr);
	phone_call_audio(call, msg);
	if (call->state == PHONE_OFFERED)
		call->phone->counts.answered++;
	call->state = PHONE_UP;
}

static void cancelled(struct phone_call *call, const struct sip_msg *msg)
{
	refuse(call->phone, msg, 200, "OK");
	if (call->state != PHONE_RINGS)
		return;
	reply_in(call, call->msg, 487, "Request Terminated", NULL);
	phone_call_over(call, PHONE_PEER_CANCELLED);
}

/* "Signal=5" of application/dtmf-relay, "5" of application/dtmf */
static void take_digits(struct phone_call *call, const struct sip_msg *msg)
{
	const char *body = (const char *)mbuf_buf(msg->mb);
	size_t length = mbuf_get_left(msg->mb);
	struct pl signal = {body, length};

	if (!body || !length ||
		(!pl_strcasecmp(&msg->ctyp.subtype, "dtmf-relay") &&
			re_regex(body, length, "Signal=[ ]*[^ \r\n]1", NULL, &signal)))
		return;
	if (phone_is_digit(*signal.p))
		phone_digit(call->phone, *signal.p);
}

static void asked_in_call(struct phone_call *call, struct sip_msg *msg)
{
	if (!pl_strcmp(&msg->met, "BYE")) {
		reply_in(call, msg, 200, "OK", NULL);
		phone_call_over(call, PHONE_PEER_HUNG_UP);
	} else if (call->state == PHONE_OVER) {
		refuse(call->phone, msg, 481, "Call/Transaction Does Not Exist");
	} else if (!pl_strcmp(&msg->met, "INFO")) {
		reply_in(call, msg, 200, "OK", NULL);
		take_digits(call, msg);
	} else if (!pl_strcmp(&msg->met, "INVITE")) {
		phone_call_learn(call, msg);
		(void)agree(call);
	} else if (!pl_strcmp(&msg->met, "OPTIONS")) {
		reply_in(call, msg, 200, "OK", NULL);
	} else {
		reply_in(call, msg, 405, "Method Not Allowed", NULL);
	}
}

static bool is_repetition(const struct phone_call *call, const struct sip_msg *msg)
{
	return call->reply && call->msg && !pl_cmp(&msg->met, &call->msg->met) &&
	       !pl_cmp(&msg->via.branch, &call->msg->via.branch);
}

static void asked_of_call(struct phone_call *call, struct sip_msg *msg)
{
	if (!pl_strcmp(&msg->met, "ACK")) {
		acknowledged(call, msg);
	} else if (!pl_strcmp(&msg->met, "CANCEL")) {
		cancelled(call, msg);
	} else if (is_repetition(call, msg)) {
		phone_send(call->phone, &msg->src, call->reply, true);
	} else if (call->msg && msg->cseq.num <= call->msg->cseq.num) {
		refuse(call->phone, msg, 500, "Server Internal Error");
	} else {
		keep(call, msg);
		asked_in_call(call, msg);
	}
}

/* Whose request is this? One without our tag is of a call only before that has one. */
static struct phone_call *call_of(struct phone *phone, const struct sip_msg *msg)
{
	for (struct le *le = list_head(&phone->calls); le; le = le->next) {
		struct phone_call *call = le->data;

		if (pl_strcmp(&msg->callid, call->call_id) ||
			pl_strcmp(&msg->from.tag, call->peer_tag))
			continue;
		if (msg->to.tag.l ? !pl_strcmp(&msg->to.tag, call->tag)
				  : call->msg && msg->cseq.num == call->msg->cseq.num)
			return call;
	}
	return NULL;
}

void phone_asked(struct phone *phone, struct sip_msg *msg)
{
	struct phone_call *call = call_of(phone, msg);
	char method[16] = "";

	(void)pl_strcpy(&msg->met, method, sizeof(method));
	count_key(phone->counts.requests, method);
	if (call)
		asked_of_call(call, msg);
	else if (!strcmp(method, "ACK"))
		phone->counts.strays++;
	else if (msg->to.tag.l || !strcmp(method, "BYE") || !strcmp(method, "CANCEL") ||
		 !strcmp(method, "INFO"))
		refuse(phone, msg, 481, "Call/Transaction Does Not Exist");
	else if (!strcmp(method, "INVITE"))
		called(phone, msg);
	else if (!strcmp(method, "OPTIONS") || !strcmp(method, "MESSAGE"))
		refuse(phone, msg, 200, "OK");
	else
		refuse(phone, msg, 405, "Method Not Allowed");
}
