/* SPDX-License-Identifier: Apache-2.0 */
/* sip-call-dial.c - one call: that goes out. */

#include <errno.h>
#include <stdlib.h>

#include "sip-sdp.h"

#include "sip-words.h"

#include "sip-call-private.h"

enum { HEADERS_MAX = 8192 };

static void accepted(struct sip_call *c, const struct sip_msg *msg)
{
	c->invite_cseq = msg->cseq.num;
	if (call_dialog_confirm(&c->dialog, msg, c->room.peers, c->room.peer_count) <
		0) {
		call_machine_input(&c->machine, CALL_FAILED);
		return;
	}
	(void)sip_sdp_read(sip_call_body(msg), &c->peer);
	call_machine_input(&c->machine, CALL_ACCEPTED);
}

static void invited(int err, const struct sip_msg *msg, void *user)
{
	struct sip_call *c = user;

	if (!err && msg->scode < 200)
		return;
	sip_exchange_destroy(c->inviting);
	c->inviting = NULL;
	if (msg && msg->scode >= 300)
		c->code = msg->scode;
	if (!err && msg->scode < 300)
		accepted(c, msg);
	else
		call_machine_input(&c->machine, msg ? CALL_REFUSED : CALL_FAILED);
}

static int invite_out(struct sip_call *c)
{
	char *dialog = call_dialog_headers(&c->dialog);
	struct buffer headers, sdp;
	struct sip_exchange_plan plan = {
		.method = "INVITE",
		.uri = c->dialog.target,
		.to = &c->dialog.hop,
		.transport = c->dialog.transport,
		.body_type = "application/sdp",
		.account = c->room.account,
		.cseq = &c->dialog.cseq,
	};
	int err = dialog ? 0 : -ENOMEM;

	buffer_init(&headers, HEADERS_MAX);
	buffer_init(&sdp, SDP_MAX);
	if (!err)
		err = buffer_appendf(&headers,
			"%sContact: <%s>\r\nAllow: " SIP_ALLOW "\r\n", dialog,
			c->room.contact);
	if (!err)
		err = sip_sdp_offer(
			c->room.address, sip_call_ours(c), c->session, &sdp);
	plan.headers = headers.data;
	plan.body = buffer_bytes(&sdp);
	if (!err)
		err = sip_exchange_create(c->room.sip, &plan, invited, c, &c->inviting);
	buffer_finish(&headers);
	buffer_finish(&sdp);
	free(dialog);
	return err;
}

int sip_call_dial(const struct sip_call_room *room, const char *from, const char *uri,
	const struct sa *hop, const struct sip_media *ours, uint32_t number,
	const struct sip_call_listener *listener, void *user,
	struct sip_call **ret_call)
{
	struct sip_call *c = sip_call_alloc(room, number, listener, user);
	int err;

	if (!c)
		return -ENOMEM;
	if (ours) {
		c->has_ours = true;
		c->ours = *ours;
	}
	c->session = sip_random() >> 16;
	err = call_dialog_begin(&c->dialog, from, uri, hop, SIP_TRANSP_UDP);
	if (!err)
		err = invite_out(c);
	if (err) {
		sip_call_free(c);
		return err;
	}
	call_machine_begin(&c->machine, CALL_CALLING, c->room.limits, &sip_call_ops, c);
	*ret_call = c;
	return 0;
}
