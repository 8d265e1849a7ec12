/* SPDX-License-Identifier: Apache-2.0 */
/* sip-call-peer.c - one call: what its peer sends inside it, and digits. */

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

#include "sip-sdp.h"

#include "sip-words.h"

#include "sip-call-private.h"

/* At most AGAIN_MAX times in all: what comes back to a forged address stays small. */
enum {
	FIRST_AGAIN_MS = SIP_T1,
	LAST_AGAIN_MS = SIP_T2,
	AGAIN_MAX = 5,
	DIGIT_MS = 160,
};

/* ---- our 2xx, until it is confirmed ---- */

static void send_again(void *user)
{
	struct sip_call *c = user;
	struct call_again *a = &c->again;
	unsigned wait_ms = (unsigned)FIRST_AGAIN_MS << a->sent;
	struct pl rport;
	struct sa to;

	sip_reply_addr(&to, a->request,
		!msg_param_exists(&a->request->via.params, "rport", &rport));
	(void)sip_send(c->room.sip, a->request->sock, a->request->tp, &to, a->message);
	if (++a->sent >= AGAIN_MAX)
		return;
	timer_start(reactor_timers(c->room.reactor), &a->timer,
		wait_ms < LAST_AGAIN_MS ? wait_ms : LAST_AGAIN_MS, send_again, c);
}

void sip_call_confirmed(struct sip_call *c)
{
	timer_stop(&c->again.timer);
	mem_deref(c->again.message);
	mem_deref((void *)c->again.request);
	c->again = (struct call_again){0};
}

int sip_call_send_ok(struct sip_call *c, const struct sip_msg *request,
	struct sip_strans **transaction, struct bytes sdp)
{
	int err;

	sip_call_confirmed(c);
	err = sip_treplyf(transaction, &c->again.message, c->room.sip, request, true,
		200, "OK",
		"Contact: <%s>\r\n"
		"Allow: " SIP_ALLOW "\r\n"
		"Content-Type: application/sdp\r\n"
		"Content-Length: %zu\r\n\r\n%b",
		c->room.contact, sdp.len, sdp.data, sdp.len);
	if (transaction)
		*transaction = NULL;
	if (err)
		return -EIO;
	c->again.request = mem_ref((void *)request);
	c->again.sent = 1;
	timer_start(reactor_timers(c->room.reactor), &c->again.timer, FIRST_AGAIN_MS,
		send_again, c);
	return 0;
}

/* ---- what the peer sends ---- */

static void acked(struct sip_call *c, const struct sip_msg *msg)
{
	if (!c->again.request || msg->cseq.num != c->again.request->cseq.num)
		return;
	sip_call_confirmed(c);
	if (c->offered_late)
		(void)sip_sdp_read(sip_call_body(msg), &c->peer);
	c->offered_late = false;
	call_machine_input(&c->machine, CALL_ACKED);
}

/* The peer changes its audio, or only shows that it is there. */
static void invited_again(struct sip_call *c, const struct sip_msg *msg)
{
	struct sip_media peer = {0};
	struct bytes offer = sip_call_body(msg);
	struct buffer sdp;
	int err;

	if (c->machine.state != CALL_TALKING || c->again.request) {
		(void)sip_treplyf(NULL, NULL, c->room.sip, msg, false, 500,
			"Server Internal Error",
			"Retry-After: 3\r\nContent-Length: 0\r\n\r\n");
		return;
	}
	buffer_init(&sdp, SDP_MAX);
	c->offered_late = !offer.len;
	err = offer.len ? sip_sdp_answer(offer, c->room.address, sip_call_ours(c),
				  c->session, &sdp, &peer)
			: sip_sdp_offer(
				  c->room.address, sip_call_ours(c), c->session, &sdp);
	if (err)
		(void)sip_treply(NULL, c->room.sip, msg, 488, "Not Acceptable Here");
	else
		err = sip_call_send_ok(c, msg, NULL, buffer_bytes(&sdp));
	buffer_finish(&sdp);
	if (err || !offer.len)
		return;
	c->peer = peer;
	c->listener->established(c, &c->peer, c->user);
}

/* application/dtmf-relay "Signal=5\r\nDuration=160", application/dtmf "5". */
static char read_digit(const struct sip_msg *msg)
{
	struct bytes body = bytes_trim(sip_call_body(msg));
	ssize_t at;

	if (!msg_ctype_cmp(&msg->ctyp, "application", "dtmf-relay")) {
		if (msg_ctype_cmp(&msg->ctyp, "application", "dtmf") && body.len == 1)
			return body.data[0];
		return '\0';
	}
	at = bytes_find(body, 0, BYTES("Signal"));
	if (at < 0)
		return '\0';
	body = bytes_trim(bytes_skip(body, (size_t)at + sizeof("Signal") - 1));
	if (!bytes_starts(body, BYTES("=")))
		return '\0';
	body = bytes_trim(bytes_skip(body, 1));
	return body.len ? body.data[0] : '\0';
}

static void informed(struct sip_call *c, const struct sip_msg *msg)
{
	char digit = read_digit(msg);

	(void)sip_reply(c->room.sip, msg, 200, "OK");
	if (digit && strchr("0123456789*#ABCD", toupper((unsigned char)digit)))
		c->listener->digit(c, (char)toupper((unsigned char)digit), c->user);
}

static void left(struct sip_call *c, const struct sip_msg *msg)
{
	(void)sip_reply(c->room.sip, msg, 200, "OK");
	call_machine_input(&c->machine, CALL_BYE);
}

static void dispatch(struct sip_call *c, const struct sip_msg *msg)
{
	bool again = msg->cseq.num == c->dialog.remote_cseq;

	/* Ours was lost; it was stateless. */
	if (again && c->info_cseq == msg->cseq.num && !pl_strcmp(&msg->met, "INFO")) {
		(void)sip_reply(c->room.sip, msg, 200, "OK");
		return;
	}
	if (!call_dialog_count(&c->dialog, msg)) {
		(void)sip_reply(c->room.sip, msg, 500, "Server Internal Error");
		return;
	}
	if (!pl_strcmp(&msg->met, "BYE")) {
		left(c, msg);
	} else if (!pl_strcmp(&msg->met, "INFO")) {
		c->info_cseq = msg->cseq.num;
		informed(c, msg);
	} else if (!pl_strcmp(&msg->met, "INVITE")) {
		invited_again(c, msg);
	} else {
		(void)sip_reply(c->room.sip, msg, 200, "OK");
	}
}

bool sip_call_concerns(const struct sip_call *c, const struct sip_msg *msg)
{
	return c->dialog.call_id && !pl_strcmp(&msg->callid, c->dialog.call_id);
}

bool sip_call_owns(const struct sip_call *c, const struct sip_msg *msg)
{
	return call_dialog_has(&c->dialog, msg);
}

void sip_call_request(struct sip_call *c, const struct sip_msg *msg)
{
	bool ack = !pl_strcmp(&msg->met, "ACK");

	if (c->machine.state == CALL_OVER || !call_dialog_has(&c->dialog, msg)) {
		if (!ack)
			(void)sip_reply(c->room.sip, msg, 481,
				"Call/Transaction Does Not Exist");
	} else if (ack) {
		acked(c, msg);
	} else {
		dispatch(c, msg);
	}
}

void sip_call_response(struct sip_call *c, const struct sip_msg *msg)
{
	if (msg->scode < 300 && msg->scode >= 200 &&
		!pl_strcmp(&msg->cseq.met, "INVITE") &&
		!pl_strcmp(&msg->from.tag, c->dialog.local_tag))
		call_machine_input(&c->machine, CALL_ACCEPTED);
}

/* ---- digits of ours ---- */

static void digit_taken(int err, const struct sip_msg *msg, void *user)
{
	struct sip_call *c = user;

	if (!err && msg->scode < 200)
		return;
	sip_exchange_destroy(c->informing);
	c->informing = NULL;
	if (err || msg->scode >= 300)
		c->digits[c->digit_at] =
			'\0'; /* the rest would be heard as another word */
	sip_call_next_digit(c);
}

void sip_call_next_digit(struct sip_call *c)
{
	char digit = c->digits[c->digit_at];
	char *headers = digit ? call_dialog_headers(&c->dialog) : NULL;
	char body[64];
	struct sip_exchange_plan plan = {
		.method = "INFO",
		.uri = c->dialog.target,
		.to = &c->dialog.hop,
		.transport = c->dialog.transport,
		.headers = headers,
		.body_type = "application/dtmf-relay",
		.cseq = &c->dialog.cseq,
	};

	if (!headers)
		return;
	c->digit_at++;
	snprintf(body, sizeof(body), "Signal=%c\r\nDuration=%d\r\n", digit, DIGIT_MS);
	plan.body = bytes_from(body);
	(void)sip_exchange_create(c->room.sip, &plan, digit_taken, c, &c->informing);
	free(headers);
}

int sip_call_send_digits(struct sip_call *c, const char *digits)
{
	if (c->machine.state != CALL_TALKING)
		return -ENOENT;
	if (c->informing)
		return -EBUSY;
	snprintf(c->digits, sizeof(c->digits), "%s", digits);
	c->digit_at = 0;
	sip_call_next_digit(c);
	return c->informing ? 0 : -EIO;
}
