/* SPDX-License-Identifier: Apache-2.0 */
/* phone-write.h - the messages of a phone, written out. All return 0 or an errno. */
#ifndef GATEHOUSE_SIM_PHONE_WRITE_H
#define GATEHOUSE_SIM_PHONE_WRITE_H

#include "sim-re.h"

struct phone;

/** Texts may be NULL where nothing is to be written. */
struct phone_head {
	const char *method, *uri, *branch;
	const char *from, *to, *call_id;
	uint32_t cseq;
	const char *contact; /**< our user name; NULL: no Contact */
	const char *lines;   /**< whole lines */
	const char *routes;  /**< whole lines */
	const char *type;
	const struct mbuf *body;
};

struct phone_call;

/** What requests with the URI and the branch of a call's INVITE have in common. */
struct phone_head phone_invite_head(const struct phone_call *call, const char *method);

int phone_write_request(
	const struct phone *phone, const struct phone_head *head, struct mbuf *mb);

/** What a reply has besides what it copies. */
struct phone_reply {
	unsigned code;
	const char *reason;
	const char *tag; /**< of To, where it has none; NULL: none */
	bool contact;    /**< and Record-Route, Allow */
	const struct mbuf *sdp;
};

int phone_write_reply(const struct phone *phone, const struct sip_msg *msg,
	const struct phone_reply *reply, struct mbuf *mb);

/** The ACK of a final reply that is no 200: part of the INVITE.
 * @param uri  That of the INVITE */
int phone_write_refusal_ack(const struct phone *phone, const struct sip_msg *msg,
	const char *uri, const char *routes, struct mbuf *mb);

/** An offer, as this firmware makes it. Nothing, if it makes none. */
int phone_write_offer(const struct phone *phone, struct mbuf *mb);

/** The answer to an offer. @return an errno: there is nothing in it that we speak */
int phone_write_answer(
	const struct phone *phone, const struct mbuf *offer, struct mbuf *mb);

/** The body of the private REGISTER. */
int phone_write_reg_xml(const struct phone *phone, struct mbuf *mb);

#endif
