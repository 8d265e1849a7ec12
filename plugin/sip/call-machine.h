/* SPDX-License-Identifier: Apache-2.0 */
/* call-machine.h - a call, from the first INVITE to the last word. Pure.
 *
 *   came in:   RINGING ------answer----> CONFIRMING --ACK--> TALKING --BYE, limit--> OVER
 *                 |                       |      |
 *    cancel, reject, limit             no ACK   hang up
 *                 v                       v      v
 *                OVER                   OVER   LEAVING --ACK, limit--> OVER
 *
 *   goes out:  CALLING ---2xx--> TALKING
 *                 |  \--refused, nobody answers--> OVER
 *          hang up, limit
 *                 v
 *            WITHDRAWING --final answer, limit--> OVER
 *
 * RINGING     180 is sent, the INVITE is unanswered; the limit runs
 * CONFIRMING  200 is sent, and again and again, until the ACK; the limit runs
 * LEAVING     as CONFIRMING, but it is to end: no BYE goes before the ACK (RFC 3261 15)
 * TALKING     both ends have confirmed; the limits of length and silence run
 * CALLING     INVITE is sent; the limit runs
 * WITHDRAWING CANCEL is sent, but the answer to the INVITE may be on its way; limit
 * OVER        nothing runs; ended() was told */
#ifndef GATEHOUSE_CALL_MACHINE_H
#define GATEHOUSE_CALL_MACHINE_H

#include "sip-line.h"

#include <stdbool.h>

enum call_state {
	CALL_RINGING,
	CALL_CONFIRMING,
	CALL_LEAVING,
	CALL_TALKING,
	CALL_CALLING,
	CALL_WITHDRAWING,
	CALL_OVER,
};

enum call_input {
	CALL_ANSWER,    /**< the owner */
	CALL_REJECT,    /**< the owner */
	CALL_HANG_UP,   /**< the owner */
	CALL_CANCELLED, /**< the peer's CANCEL */
	CALL_BYE,       /**< the peer's BYE */
	CALL_ACKED,     /**< the peer's ACK to our 200 */
	CALL_ACCEPTED,  /**< 2xx to our INVITE */
	CALL_REFUSED,   /**< another final answer */
	CALL_FAILED,    /**< no answer, or no way to send */
	CALL_REPLACED,  /**< the peer called anew, as after a restart */
	CALL_SILENT,    /**< no sound for too long */
	CALL_TIME,      /**< the limit */
};

enum {
	CALL_CONFIRM_LIMIT_MS = 12 * 1000, /**< 5 times 200, and then one BYE */
	CALL_WITHDRAW_LIMIT_MS = 5 * 1000,
};

/** What a call asks of its surroundings. All mandatory. */
struct call_ops {
	void (*accept)(void *user);                /**< 200 to the INVITE */
	void (*refuse)(unsigned code, void *user); /**< the final answer to it */
	void (*acknowledge)(void *user);           /**< ACK to their 2xx */
	void (*cancel)(void *user);                /**< CANCEL our INVITE */
	void (*bye)(bool once, void *user);        /**< `once`: nobody may be there */
	void (*arm)(unsigned ms, void *user);      /**< 0: no limit runs */
	void (*talking)(void *user);               /**< established */
	void (*over)(enum sip_end why, void *user);
};

struct call_machine {
	enum call_state state;
	enum sip_end why;                     /**< LEAVING, WITHDRAWING, OVER */
	const struct sip_line_config *limits; /**< ring_limit_ms, call_limit_ms */
	const struct call_ops *ops;
	void *user;
};

/** An INVITE came in: RINGING; or goes out: CALLING. */
void call_machine_begin(struct call_machine *c, enum call_state first,
	const struct sip_line_config *limits, const struct call_ops *ops, void *user);
void call_machine_input(struct call_machine *c, enum call_input in);

#endif
