/* SPDX-License-Identifier: Apache-2.0 */
/* sip-call.c - one call: what its machine asks for, as messages. */

#include <errno.h>
#include <stdlib.h>

#include "goodbye.h"
#include "sip-sdp.h"

#include "sip-words.h"

#include "sip-call-private.h"

static struct timers *timers_of(const struct sip_call *c)
{
	return reactor_timers(c->room.reactor);
}

const struct sip_media *sip_call_ours(const struct sip_call *c)
{
	return c->has_ours ? &c->ours : NULL;
}

struct bytes sip_call_body(const struct sip_msg *msg)
{
	return (struct bytes){(const char *)mbuf_buf(msg->mb), mbuf_get_left(msg->mb)};
}

/* ---- what the machine asks for ---- */

static void limit_reached(void *user)
{
	call_machine_input(&((struct sip_call *)user)->machine, CALL_TIME);
}

static void arm(unsigned ms, void *user)
{
	struct sip_call *c = user;

	timer_stop(&c->limit);
	if (ms)
		timer_start(timers_of(c), &c->limit, ms, limit_reached, c);
}

static void silence_reached(void *user)
{
	struct sip_call *c = user;
	uint64_t quiet_ms = timers_of(c)->now_ms - c->alive_ms;

	if (quiet_ms >= c->room.limits->silence_limit_ms)
		call_machine_input(&c->machine, CALL_SILENT);
	else
		timer_start(timers_of(c), &c->silence,
			c->room.limits->silence_limit_ms - (unsigned)quiet_ms,
			silence_reached, c);
}

void sip_call_arm_silence(struct sip_call *c)
{
	c->alive_ms = timers_of(c)->now_ms;
	timer_start(timers_of(c), &c->silence, c->room.limits->silence_limit_ms,
		silence_reached, c);
}

/* Once, and before any other answer. */
static int say_ringing(struct sip_call *c)
{
	int err;

	if (c->said_ringing)
		return 0;
	c->said_ringing = true;
	c->session = sip_random() >> 16;
	err = call_dialog_accept(
		&c->dialog, c->invite, c->room.peers, c->room.peer_count);
	if (err)
		return err;
	if (!sip_treplyf(&c->transaction, NULL, c->room.sip, c->invite, true, 180,
		    "Ringing", "Contact: <%s>\r\nContent-Length: 0\r\n\r\n",
		    c->room.contact))
		return 0;
	c->transaction = NULL;
	return -EIO;
}

static void refuse(unsigned code, void *user)
{
	struct sip_call *c = user;
	const char *reason = code == 486   ? "Busy Here"
			     : code == 487 ? "Request Terminated"
			     : code == 488 ? "Not Acceptable Here"
					   : "Temporarily Unavailable";

	(void)say_ringing(c);
	(void)sip_treply(
		&c->transaction, c->room.sip, c->invite, (uint16_t)code, reason);
	c->transaction = NULL; /* libre's now: repeats it until the ACK */
}

static int write_answer(struct sip_call *c, struct buffer *out)
{
	struct bytes offer = sip_call_body(c->invite);

	c->offered_late = !offer.len;
	if (c->offered_late)
		return sip_sdp_offer(
			c->room.address, sip_call_ours(c), c->session, out);
	return sip_sdp_answer(
		offer, c->room.address, sip_call_ours(c), c->session, out, &c->peer);
}

static void accept_it(void *user)
{
	struct sip_call *c = user;
	struct buffer sdp;
	int err;

	if (say_ringing(c) < 0) {
		call_machine_input(&c->machine, CALL_FAILED);
		return;
	}
	buffer_init(&sdp, SDP_MAX);
	err = write_answer(c, &sdp);
	if (err) {
		refuse(488, c);
		c->code = 488;
	} else {
		err = sip_call_send_ok(
			c, c->invite, &c->transaction, buffer_bytes(&sdp));
	}
	buffer_finish(&sdp);
	if (err)
		call_machine_input(&c->machine, CALL_FAILED);
}

static void acknowledge(void *user)
{
	struct sip_call *c = user;

	(void)call_dialog_send_once(&c->dialog, c->room.sip, "ACK", c->invite_cseq);
}

static void cancel(void *user)
{
	struct sip_call *c = user;

	if (c->inviting)
		sip_exchange_cancel(c->inviting);
}

static void bye(bool once, void *user)
{
	struct sip_call *c = user;

	sip_call_confirmed(c);
	if (once)
		(void)call_dialog_send_once(
			&c->dialog, c->room.sip, "BYE", ++c->dialog.cseq);
	else
		goodbyes_say(c->room.goodbyes, c->room.sip, &c->dialog);
}

static void talking(void *user)
{
	struct sip_call *c = user;

	sip_call_arm_silence(c);
	if (c->listener)
		c->listener->established(c, &c->peer, c->user);
}

static void tell_over(void *user)
{
	struct sip_call *c = user;

	c->listener->over(c, c->why, c->code, c->user);
}

static void over(enum sip_end why, void *user)
{
	struct sip_call *c = user;

	sip_call_confirmed(c);
	timer_stop(&c->silence);
	sip_exchange_destroy(c->informing);
	c->informing = NULL;
	if (c->transaction) /* nothing could be sent: it must not call back */
		c->transaction = mem_deref(c->transaction);
	c->why = why;
	if (c->listener)
		reactor_defer(c->room.reactor, &c->over, tell_over, c);
}

const struct call_ops sip_call_ops = {
	.accept = accept_it,
	.refuse = refuse,
	.acknowledge = acknowledge,
	.cancel = cancel,
	.bye = bye,
	.arm = arm,
	.talking = talking,
	.over = over,
};

/* ---- its life ---- */

struct sip_call *sip_call_alloc(const struct sip_call_room *room, uint32_t number,
	const struct sip_call_listener *listener, void *user)
{
	struct sip_call *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->room = *room;
	c->number = number;
	c->listener = listener;
	c->user = user;
	c->since_ms = timers_of(c)->now_ms;
	return c;
}

void sip_call_free(struct sip_call *c)
{
	sip_call_confirmed(c);
	deferred_cancel(&c->over);
	timer_stop(&c->limit);
	timer_stop(&c->silence);
	sip_exchange_destroy(c->inviting);
	sip_exchange_destroy(c->informing);
	mem_deref(c->transaction);
	mem_deref((void *)c->invite);
	call_dialog_finish(&c->dialog);
	free(c);
}

void sip_call_destroy(struct sip_call *c)
{
	if (!c)
		return;
	c->listener = NULL;
	call_machine_input(&c->machine, CALL_HANG_UP);
	if (c->machine.state == CALL_LEAVING)
		call_machine_input(&c->machine, CALL_TIME);
	sip_call_free(c);
}

static void on_cancel(void *arg)
{
	struct sip_call *c = arg;

	call_machine_input(&c->machine, CALL_CANCELLED);
}

int sip_call_ring(const struct sip_call_room *room, const struct sip_msg *invite,
	uint32_t number, const struct sip_call_listener *listener, void *user,
	struct sip_call **ret_call)
{
	struct sip_call *c = sip_call_alloc(room, number, listener, user);
	int err;

	if (!c)
		return -ENOMEM;
	c->invite = mem_ref((void *)invite);
	c->invite_cseq = invite->cseq.num;
	err = -sip_strans_alloc(&c->transaction, room->sip, invite, on_cancel, c);
	if (err) {
		sip_call_free(c);
		return err;
	}
	call_machine_begin(&c->machine, CALL_RINGING, c->room.limits, &sip_call_ops, c);
	*ret_call = c;
	return 0;
}

void sip_call_say_ringing(struct sip_call *c)
{
	int err;

	if (c->machine.state != CALL_RINGING)
		return;
	err = say_ringing(c);
	if (!err)
		return;
	if (err == -EPROTO)
		(void)sip_reply(c->room.sip, c->invite, 400, "Bad Request");
	else
		(void)sip_reply(c->room.sip, c->invite, 500, "Server Internal Error");
	call_machine_input(&c->machine, CALL_FAILED);
}

/* ---- what the owner wants ---- */

int sip_call_answer(
	struct sip_call *c, const struct sip_media *ours, struct sip_media *ret_peer)
{
	if (c->machine.state != CALL_RINGING)
		return -ENOENT;
	if (ours) {
		c->has_ours = true;
		c->ours = *ours;
	}
	call_machine_input(&c->machine, CALL_ANSWER);
	if (c->machine.state == CALL_OVER)
		return c->code ? -EPROTO : -EIO;
	if (ret_peer)
		*ret_peer = c->peer;
	return 0;
}

void sip_call_input(struct sip_call *c, enum call_input in)
{
	call_machine_input(&c->machine, in);
}

void sip_call_settle(struct sip_call *c)
{
	if (c->machine.state != CALL_OVER)
		return;
	deferred_cancel(&c->over);
	tell_over(c);
}

void sip_call_media_alive(struct sip_call *c)
{
	c->alive_ms = timers_of(c)->now_ms;
}

uint32_t sip_call_number(const struct sip_call *c)
{
	return c->number;
}

enum call_state sip_call_state(const struct sip_call *c)
{
	return c->machine.state;
}

uint64_t sip_call_since_ms(const struct sip_call *c)
{
	return c->since_ms;
}
