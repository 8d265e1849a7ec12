/* SPDX-License-Identifier: Apache-2.0 */
/* sip-call.h - one call: its machine (call-machine.h), and the messages it sends and
 * gets. Include it last. */
#ifndef GATEHOUSE_SIP_CALL_H
#define GATEHOUSE_SIP_CALL_H

#include "call-machine.h"
#include "sip-account.h"
#include "source-filter.h"

#include "re-compat.h"

struct goodbyes;
struct reactor;
struct sip_call;

/** Methods we know, for Allow. */
#define SIP_ALLOW "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, MESSAGE"

/** Where a call takes place. Lives longer than the call, or until sip_call_destroy(). */
struct sip_call_room {
	struct reactor *reactor;
	struct sip *sip;
	const char *contact; /**< our URI */
	const char *address; /**< ours, for SDP */
	const struct ip_source *peers;
	unsigned peer_count;
	struct sip_account *account; /**< NULL: none */
	const struct sip_line_config *limits;
	struct goodbyes *goodbyes;
};

/** All mandatory; from the loop. */
struct sip_call_listener {
	void (*established)(
		struct sip_call *c, const struct sip_media *peer, void *user);
	void (*digit)(struct sip_call *c, char digit, void *user);
	/** Told last, at the end of the round; may destroy the call. */
	void (*over)(struct sip_call *c, enum sip_end why, unsigned code, void *user);
};

/** An INVITE came in. Nothing is sent yet.
 * @return 0: sip_call_say_ringing() follows; -ENOMEM and the like */
int sip_call_ring(const struct sip_call_room *room, const struct sip_msg *invite,
	uint32_t number, const struct sip_call_listener *listener, void *user,
	struct sip_call **ret_call);

/** 180, unless it was said or the call rings no more. Rationale: after the owner was told
 * of the call, who waits for that; the caller has half a second (RFC 3261 17.1.1.1). If it
 * cannot be said, the call is over. */
void sip_call_say_ringing(struct sip_call *c);

/** Call `uri`. @return 0, -EIO, -ENOMEM, -EMSGSIZE */
int sip_call_dial(const struct sip_call_room *room, const char *from, const char *uri,
	const struct sa *hop, const struct sip_media *ours, uint32_t number,
	const struct sip_call_listener *listener, void *user,
	struct sip_call **ret_call);

/** Without waiting for anything. Tells nobody. */
void sip_call_destroy(struct sip_call *c);

/** @return 0, -ENOENT (does not ring), -EPROTO (its offer cannot be answered: 488 was
 *          sent, over() follows) */
int sip_call_answer(
	struct sip_call *c, const struct sip_media *ours, struct sip_media *ret_peer);
/** Reject, hang up, replace: what the machine makes of it. */
void sip_call_input(struct sip_call *c, enum call_input in);
/** @return 0, -ENOENT (does not talk), -EBUSY, -ENOMEM */
int sip_call_send_digits(struct sip_call *c, const char *digits);
void sip_call_media_alive(struct sip_call *c);

/** Is this message about it? */
bool sip_call_concerns(const struct sip_call *c, const struct sip_msg *msg);
/** And does it come from its other end, with the right tags? */
bool sip_call_owns(const struct sip_call *c, const struct sip_msg *msg);
/** A request that concerns it: ACK, BYE, INFO, INVITE; it is answered. */
void sip_call_request(struct sip_call *c, const struct sip_msg *msg);
/** A 2xx came again. */
void sip_call_response(struct sip_call *c, const struct sip_msg *msg);
/** If it is over, and over() waits for the end of the round: tell it now. The call may be
 * gone afterwards. */
void sip_call_settle(struct sip_call *c);

uint32_t sip_call_number(const struct sip_call *c);
enum call_state sip_call_state(const struct sip_call *c);
uint64_t sip_call_since_ms(const struct sip_call *c);

#endif
