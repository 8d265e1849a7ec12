/* SPDX-License-Identifier: Apache-2.0 */
/* sip-call-private.h - inside of a call, for sip-call*.c only. Include it last. */
#ifndef GATEHOUSE_SIP_CALL_PRIVATE_H
#define GATEHOUSE_SIP_CALL_PRIVATE_H

#include "call-dialog.h"
#include "reactor.h"
#include "sip-exchange.h"
#include "timers.h"

#include "sip-call.h"

/** A 2xx of ours, which is sent again until its ACK comes: RFC 3261 13.3.1.4. */
struct call_again {
	const struct sip_msg *request; /**< a reference; NULL: none */
	struct mbuf *message;
	struct timer timer;
	unsigned sent;
};

struct sip_call {
	struct sip_call_room room;
	struct call_machine machine;
	struct call_dialog dialog;
	uint32_t number;
	uint64_t since_ms;
	const struct sip_call_listener *listener; /**< NULL: being destroyed */
	void *user;

	const struct sip_msg *invite; /**< that came in: a reference */
	struct sip_strans *transaction;
	uint32_t invite_cseq;
	bool said_ringing;             /**< 180 */
	struct sip_exchange *inviting; /**< that goes out */
	bool offered_late; /**< their INVITE had no offer: their ACK answers */
	struct call_again again;

	uint64_t session; /**< of our SDP */
	bool has_ours;
	struct sip_media ours, peer;

	struct timer limit, silence;
	uint64_t alive_ms;
	struct sip_exchange *informing;
	char digits[SIP_DIGITS_MAX + 1];
	unsigned digit_at;
	uint32_t info_cseq; /**< of the peer's last INFO */

	enum sip_end why; /**< over */
	unsigned code;
	struct deferred over;
};

extern const struct call_ops sip_call_ops;

/** Without a machine yet. @return NULL: no memory */
struct sip_call *sip_call_alloc(const struct sip_call_room *room, uint32_t number,
	const struct sip_call_listener *listener, void *user);
void sip_call_free(struct sip_call *c);

/** 200 with SDP to an INVITE of theirs, by `transaction` or a new one; sent again until
 * sip_call_confirmed(). @return 0, -EIO */
int sip_call_send_ok(struct sip_call *c, const struct sip_msg *request,
	struct sip_strans **transaction, struct bytes sdp);
void sip_call_confirmed(struct sip_call *c); /**< ACK came, or is not waited for */

/** The next of `digits`, or nothing. */
void sip_call_next_digit(struct sip_call *c);

/** @return NULL: none of ours yet */
const struct sip_media *sip_call_ours(const struct sip_call *c);
struct bytes sip_call_body(const struct sip_msg *msg);
void sip_call_arm_silence(struct sip_call *c);

#endif
