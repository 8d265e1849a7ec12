/* SPDX-License-Identifier: Apache-2.0 */
/* phone-invite.c - INVITEs of ours: to begin a call, and inside one. */

#include "isapi-counts.h"
#include "phone-login.h"
#include "phone-private.h"

#include <errno.h>

enum { LOGINS_MAX = 2 };

/* RFC 3261 13.2.2.4: of its own, never repeated by itself: a 200 that comes again gets
 * it again. */
static void acknowledge(struct phone_call *call)
{
	struct mbuf *packet = mbuf_alloc(512);
	char branch[PHONE_BRANCH_SIZE];
	const struct phone_head head = {
		.method = "ACK",
		.uri = call->target,
		.branch = branch,
		.from = call->local,
		.to = call->remote,
		.call_id = call->call_id,
		.cseq = call->invite_cseq,
		.routes = call->routes,
	};

	phone_branch(branch);
	if (packet && phone_rules(call->phone).acks &&
		!phone_write_request(call->phone, &head, packet))
		phone_send(call->phone, &call->to, packet, false);
	mem_deref(packet);
}

static void acknowledge_refusal(
	struct phone_call *call, const struct sip_msg *msg, bool again)
{
	struct mbuf *packet = mbuf_alloc(512);

	if (packet && phone_rules(call->phone).acks &&
		!phone_write_refusal_ack(call->phone, msg, call->uri, NULL, packet))
		phone_send(call->phone, &call->first_to, packet, again);
	mem_deref(packet);
}

static void accepted(struct phone_call *call, const struct sip_msg *msg)
{
	struct phone *phone = call->phone;
	bool too_late = call->wants_out;

	call->invite = NULL;
	phone_call_learn(call, msg);
	phone_call_audio(call, msg);
	call->state = PHONE_UP;
	tmr_cancel(&call->tmr);
	acknowledge(call);
	if (too_late) {
		call->other = phone_request_drop(call->other);
		phone_call_leave(call);
		return;
	}
	phone->counts.answered++;
	phone->ops->answered(phone->user);
}

static bool log_in(struct phone_call *call, const struct sip_msg *msg)
{
	char *login;
	int err;

	if ((msg->scode != 401 && msg->scode != 407) || call->wants_out ||
		call->logins >= LOGINS_MAX ||
		phone_login(call->phone->settings, msg, "INVITE", call->uri, &login))
		return false;
	call->logins++;
	err = phone_invite(call, login);
	mem_deref(login);
	return !err;
}

static void refused(struct phone_call *call, const struct sip_msg *msg)
{
	call->invite = NULL;
	acknowledge_refusal(call, msg, false);
	if (log_in(call, msg))
		return;
	if (!call->cancelled)
		phone_count_code(call->phone->counts.refusals, msg->scode);
	phone_call_over(call, call->cancelled ? PHONE_CANCELLED : PHONE_REFUSED);
}

static void answered(const struct sip_msg *msg, void *arg)
{
	struct phone_call *call = arg;

	if (!msg) {
		call->invite = NULL;
		phone_call_over(
			call, call->wants_out ? PHONE_CANCELLED : PHONE_UNANSWERED);
	} else if (msg->scode >= 300) {
		refused(call, msg);
	} else if (msg->scode >= 200) {
		accepted(call, msg);
	} else if (call->state == PHONE_CALLING &&
		   (msg->scode > 100 || call->wants_out)) {
		call->phone->counts.ringing += msg->scode > 100;
		call->state = PHONE_EARLY;
		if (call->wants_out)
			phone_call_leave(call);
	}
}

static int write_invite(
	const struct phone_call *call, const char *login, struct mbuf *packet)
{
	const struct phone *phone = call->phone;
	struct phone_rules rules = phone_rules(phone);
	struct mbuf *offer = mbuf_alloc(512);
	char *lines = NULL;
	struct phone_head head = phone_invite_head(call, "INVITE");
	int err = offer ? phone_write_offer(phone, offer) : ENOMEM;

	if (!err)
		err = re_sdprintf(&lines, "%s%s%s%s", login ? login : "",
			*rules.subject ? "Subject: " : "", rules.subject,
			*rules.subject ? "\r\n" : "");
	head.contact = phone->settings->user;
	head.type = "application/sdp";
	head.body = offer;
	head.lines = lines;
	if (!err)
		err = phone_write_request(phone, &head, packet);
	mem_deref(lines);
	mem_deref(offer);
	return err;
}

int phone_invite(struct phone_call *call, const char *login)
{
	struct mbuf *packet = mbuf_alloc(1024);
	int err = packet ? 0 : -ENOMEM;

	call->state = PHONE_CALLING;
	call->invite_cseq = ++call->cseq;
	phone_branch(call->branch);
	if (!err)
		err = -write_invite(call, login, packet);
	if (!err)
		err = phone_request_send(call->phone, &call->first_to, "INVITE",
			call->branch, packet, answered, call, &call->invite);
	mem_deref(packet);
	return err;
}

static void count_called(struct phone *phone, const char *number)
{
	phone->counts.calls++;
	count_key(phone->counts.called, number);
}

int phone_dial(struct phone *phone, const char *number)
{
	struct phone_rules rules = phone_rules(phone);
	struct phone_call *call;
	struct sa to, proxy;
	int err;

	if (!phone->powered || !phone->settings->enabled ||
		phone_proxy(phone, 0, &proxy) ||
		phone_proxy(phone, rules.invite_port, &to))
		return -ENOTCONN;
	call = phone_call_alloc(phone);
	if (!call)
		return -ENOMEM;
	call->outgoing = true;
	call->to = call->first_to = to;
	call->cseq = rules.first_cseq - 1;
	(void)str_ncpy(call->number, number, sizeof(call->number));
	phone_new_id(phone, call->call_id, sizeof(call->call_id));
	(void)re_snprintf(call->uri, sizeof(call->uri), "sip:%s@%J", number, &to);
	(void)str_ncpy(call->target, call->uri, sizeof(call->target));
	(void)re_snprintf(call->local, sizeof(call->local), "\"%s\" <sip:%s@%J>;tag=%s",
		phone->settings->display, phone->settings->user, &proxy, call->tag);
	(void)re_snprintf(
		call->remote, sizeof(call->remote), "<sip:%s@%J>", number, &to);
	count_called(phone, number);
	err = phone_invite(call, NULL);
	if (err)
		mem_deref(call);
	return err;
}

static void again_answered(const struct sip_msg *msg, void *arg)
{
	struct phone_call *call = arg;

	if (msg && msg->scode < 200)
		return;
	call->invite = NULL;
	if (msg && msg->scode < 300) {
		phone_call_audio(call, msg);
		acknowledge(call);
	} else if (msg) {
		phone_count_code(call->phone->counts.refusals, msg->scode);
		acknowledge_refusal(call, msg, false);
	}
}

int phone_reinvite(struct phone *phone)
{
	int err = -ENOENT;

	for (struct le *le = list_head(&phone->calls); le; le = le->next) {
		struct phone_call *call = le->data;
		struct mbuf *offer = mbuf_alloc(512);

		if (offer && call->state == PHONE_UP && !call->invite &&
			!phone_write_offer(phone, offer)) {
			(void)str_ncpy(call->uri, call->target, sizeof(call->uri));
			call->first_to = call->to;
			err = phone_call_ask(call, "INVITE", "application/sdp", offer,
				again_answered, &call->invite);
		}
		mem_deref(offer);
	}
	return err;
}

bool phone_invite_repeated(struct phone *phone, const struct sip_msg *msg)
{
	if (pl_strcmp(&msg->cseq.met, "INVITE") || msg->scode < 200)
		return false;
	for (struct le *le = list_head(&phone->calls); le; le = le->next) {
		struct phone_call *call = le->data;

		if (pl_strcmp(&msg->callid, call->call_id) ||
			pl_strcmp(&msg->from.tag, call->tag))
			continue;
		if (msg->scode >= 300)
			acknowledge_refusal(call, msg, true);
		else
			acknowledge(call);
		return true;
	}
	return false;
}
