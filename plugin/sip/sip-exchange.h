/* SPDX-License-Identifier: Apache-2.0 */
/* sip-exchange.h - one request of ours, with the login when it is asked for, and its
 * answer.
 *
 * A wrong password is tried twice: the second time with a challenge that is fresh beyond
 * doubt. "stale" is no refusal, but does not go on for ever either. libre sends again what
 * is lost, and gives up after 32 s. Include it last. */
#ifndef GATEHOUSE_SIP_EXCHANGE_H
#define GATEHOUSE_SIP_EXCHANGE_H

#include "sip-account.h"

#include "re-compat.h"

struct sip_exchange;

/** What to send. Borrowed for the call. */
struct sip_exchange_plan {
	const char *method;
	const char *uri;
	const struct sa *to; /**< where the packet goes */
	enum sip_transp transport;
	const char *
		headers; /**< whole lines; without CSeq, Max-Forwards, login, lengths */
	struct bytes body;     /**< SDP; empty: none */
	const char *body_type; /**< "application/sdp" */
	struct sip_account
		*account; /**< lives longer; NULL: a challenge is a refusal */
	uint32_t *cseq;   /**< its number of the dialog: counted up; lives longer */
};

/** An answer, or none.
 * @param err 0: `msg` is the answer, 1xx too; -EACCES: the login is refused, `msg` the last
 *            answer; -EPERM, -EPROTO: a challenge that we do not answer; else nobody
 *            answered, `msg` is NULL. After a final one the exchange is over; the callee may
 *            destroy it */
typedef void sip_exchange_fn(int err, const struct sip_msg *msg, void *user);

/** @return 0: `answer` follows, not before this returned; -EIO, -ENOMEM, -EMSGSIZE */
int sip_exchange_create(struct sip *sip, const struct sip_exchange_plan *plan,
	sip_exchange_fn *answer, void *user, struct sip_exchange **ret_exchange);

/** Forget it: no answer is told any more; an INVITE is cancelled as soon as that can be.
 * NULL is ignored. */
void sip_exchange_destroy(struct sip_exchange *x);

void sip_exchange_cancel(
	struct sip_exchange *x); /**< of an INVITE; its answer follows */

/** Did the request that was answered carry the login? */
bool sip_exchange_authorized(const struct sip_exchange *x);

#endif
