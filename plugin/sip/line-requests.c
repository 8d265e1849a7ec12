/* SPDX-License-Identifier: Apache-2.0 */
/* line-requests.c - what a line's peer sends: to its call, to the register, or answered at
 * once. Answers are stateless but for INVITE: a flood costs no memory. */

#include <errno.h>

#include "sip-sdp.h"

#include "sip-line-private.h"

enum {
	RINGS_BURST = 5,   /* calls at once, after a pause */
	RESTART_MS = 2000, /* a second call within this is a second call; later, the
			    * station has forgotten the first */
};

static const struct token_rate ring_rate = {.burst = RINGS_BURST, .every_ms = 1000};

/* ---- a call ---- */

static void clean(const struct pl *text, char *buf, size_t cap)
{
	char raw[2 * SIP_TEXT_MAX];

	if (!text->l || !memchr(text->p, '%', text->l))
		bytes_to_text(pl_bytes(text), buf, cap);
	else if (re_snprintf(raw, sizeof(raw), "%H", uri_user_unescape, text) < 0)
		bytes_to_text(pl_bytes(text), buf, cap);
	else
		bytes_to_text(bytes_from(raw), buf, cap);
}

static void tell_ring(struct sip_line *l, const struct sip_msg *msg)
{
	char call_id[SIP_TEXT_MAX + 1], caller[SIP_TEXT_MAX + 1],
		called[SIP_TEXT_MAX + 1];
	char name[SIP_TEXT_MAX + 1];
	struct sip_media offered = {0};
	struct sip_ring ring = {
		.call = sip_call_number(l->call),
		.call_id = call_id,
		.caller = caller,
		.caller_name = name,
		.called = called,
	};

	bytes_to_text(pl_bytes(&msg->callid), call_id, sizeof(call_id));
	bytes_to_text(pl_bytes(&msg->from.dname), name, sizeof(name));
	clean(&msg->from.uri.user, caller, sizeof(caller));
	clean(&msg->uri.user, called, sizeof(called));
	(void)sip_sdp_read(
		(struct bytes){(const char *)mbuf_buf(msg->mb), mbuf_get_left(msg->mb)},
		&offered);
	ring.media_offered = offered.codec_count > 0;
	l->listener->ring(&ring, l->user);
}

/* @return whether there is still one */
static bool clear_old_call(struct sip_line *l)
{
	if (!l->call)
		return false;
	if (sip_call_state(l->call) == CALL_RINGING &&
		line_timers(l)->now_ms - sip_call_since_ms(l->call) >= RESTART_MS)
		sip_call_input(l->call, CALL_REPLACED);
	sip_call_settle(l->call);
	return l->call != NULL;
}

static void invited(struct sip_line *l, const struct sip_msg *msg)
{
	int err;

	if (l->leaving) {
		(void)sip_reply(l->room.sip, msg, 480, "Temporarily Unavailable");
		return;
	}
	if (!token_bucket_take(&l->rings, &ring_rate, line_timers(l)->now_ms))
		return;
	if (clear_old_call(l)) {
		(void)sip_reply(l->room.sip, msg, 486, "Busy Here");
		return;
	}
	err = sip_call_ring(
		&l->room, msg, sip_agent_new_call(l->agent), &line_calls, l, &l->call);
	if (!err) {
		tell_ring(l, msg);
		if (l->call)
			sip_call_say_ringing(l->call);
	} else {
		(void)sip_reply(l->room.sip, msg, 500, "Server Internal Error");
	}
}

void line_drop_call(struct sip_line *l, enum sip_end why)
{
	struct sip_call *c = l->call;
	uint32_t number;

	if (!c)
		return;
	number = sip_call_number(c);
	l->call = NULL;
	sip_call_destroy(c);
	if (!l->leaving)
		l->listener->ended(number, why, 0, l->user);
}

static void call_over(struct sip_call *c, enum sip_end why, unsigned code, void *user)
{
	struct sip_line *l = user;
	uint32_t number = sip_call_number(c);

	l->call = NULL;
	sip_call_destroy(c);
	if (l->leaving)
		line_check_left(l);
	else
		l->listener->ended(number, why, code, l->user);
}

static void call_established(
	struct sip_call *c, const struct sip_media *peer, void *user)
{
	struct sip_line *l = user;

	if (!l->leaving)
		l->listener->established(sip_call_number(c), peer, l->user);
}

static void call_digit(struct sip_call *c, char digit, void *user)
{
	struct sip_line *l = user;

	if (!l->leaving)
		l->listener->digit(sip_call_number(c), digit, l->user);
}

const struct sip_call_listener line_calls = {
	.established = call_established,
	.digit = call_digit,
	.over = call_over,
};

/* ---- requests ---- */

static bool concerns_call(const struct sip_msg *msg, void *user)
{
	const struct sip_line *l = user;

	return l->call && sip_call_concerns(l->call, msg);
}

static void no_such_call(struct sip_line *l, const struct sip_msg *msg)
{
	(void)sip_reply(l->room.sip, msg, 481, "Call/Transaction Does Not Exist");
}

static void for_call(struct sip_line *l, const struct sip_msg *msg)
{
	if (concerns_call(msg, l))
		sip_call_request(l->call, msg);
	else
		no_such_call(l, msg); /* to an ACK libre answers nothing */
}

/* Rationale: our answers are stateless; when the one to BYE was lost, its call is gone. */
static void on_bye(struct sip_line *l, const struct sip_msg *msg)
{
	uint32_t call = hash_joaat_pl(&msg->callid);

	if (call == l->bye_call && msg->cseq.num == l->bye_cseq) {
		(void)sip_reply(l->room.sip, msg, 200, "OK");
		return;
	}
	if (concerns_call(msg, l) && sip_call_owns(l->call, msg)) {
		l->bye_call = call;
		l->bye_cseq = msg->cseq.num;
	}
	for_call(l, msg);
}

static void on_invite(struct sip_line *l, const struct sip_msg *msg)
{
	if (pl_isset(&msg->to.tag))
		for_call(l, msg);
	else
		invited(l, msg);
}

static void not_allowed(struct sip_line *l, const struct sip_msg *msg)
{
	(void)sip_replyf(l->room.sip, msg, 405, "Method Not Allowed",
		"Allow: " SIP_ALLOW "%s\r\nContent-Length: 0\r\n\r\n",
		l->config.mode == SIP_SERVER ? ", REGISTER" : "");
}

static void on_register(struct sip_line *l, const struct sip_msg *msg)
{
	if (l->config.mode == SIP_SERVER)
		sip_registrar_request(
			&l->registrar, l->room.sip, &l->member.sources[0], msg);
	else
		not_allowed(l, msg);
}

static void on_options(struct sip_line *l, const struct sip_msg *msg)
{
	(void)sip_replyf(l->room.sip, msg, 200, "OK",
		"Contact: <%s>\r\nAllow: " SIP_ALLOW "%s\r\nAccept: application/sdp\r\n"
		"Content-Length: 0\r\n\r\n",
		l->contact, l->config.mode == SIP_SERVER ? ", REGISTER" : "");
}

static void on_message(struct sip_line *l, const struct sip_msg *msg)
{
	(void)sip_reply(l->room.sip, msg, 200, "OK");
}

/* The methods of SIP_ALLOW.  ADD A ROW. A CANCEL that comes here meets no INVITE. */
static const struct {
	const char *method;
	void (*take)(struct sip_line *l, const struct sip_msg *msg);
} methods[] = {
	{"REGISTER", on_register},
	{"INVITE", on_invite},
	{"ACK", for_call},
	{"BYE", on_bye},
	{"INFO", for_call},
	{"CANCEL", no_such_call},
	{"OPTIONS", on_options},
	{"MESSAGE", on_message},
};

/* What it may not do without, we have not got: RFC 3261 8.2.2.3. */
static bool demands(struct sip_line *l, const struct sip_msg *msg)
{
	const struct sip_hdr *h = sip_msg_hdr(msg, SIP_HDR_REQUIRE);

	if (!h || !pl_strcmp(&msg->met, "ACK") || !pl_strcmp(&msg->met, "CANCEL"))
		return false;
	(void)sip_replyf(l->room.sip, msg, 420, "Bad Extension",
		"Unsupported: %r\r\nContent-Length: 0\r\n\r\n", &h->val);
	return true;
}

static void request(const struct sip_msg *msg, void *user)
{
	struct sip_line *l = user;

	l->status.seen_ms = l->member.seen_ms;
	if (demands(l, msg))
		return;
	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
		if (!pl_strcmp(&msg->met, methods[i].method)) {
			methods[i].take(l, msg);
			return;
		}
	not_allowed(l, msg);
}

static void response(const struct sip_msg *msg, void *user)
{
	struct sip_line *l = user;

	if (concerns_call(msg, l))
		sip_call_response(l->call, msg);
}

const struct sip_member_listener line_member = {
	.request = request,
	.response = response,
	.concerns = concerns_call,
};
