/* SPDX-License-Identifier: Apache-2.0 */
/* sip-endpoint.h - one local address and port of ours, and the lines that share it.
 *
 * What comes in passes, in this order: the kernel's source filter, attached before the
 * port is bound; the member's flood limit and the gate, before libre thinks about it; then
 * it goes to the member whose peer sent it. All else is dropped without a word: nobody can
 * tell from outside that somebody listens. Include it last. */
#ifndef GATEHOUSE_SIP_ENDPOINT_H
#define GATEHOUSE_SIP_ENDPOINT_H

#include "sip-gate.h"
#include "source-filter.h"
#include "token-bucket.h"

#include "re-compat.h"

struct sip_agent;
struct sip_endpoint;

enum { MEMBER_SOURCES_MAX = 2 };

/** What an endpoint tells a member. All mandatory. It does not leave inside one. */
struct sip_member_listener {
	/** A request from its peer. Nobody else answers it. */
	void (*request)(const struct sip_msg *msg, void *user);
	/** An answer from its peer that no request of ours waits for: a repeated 2xx. */
	void (*response)(const struct sip_msg *msg, void *user);
	/** Is a request about what it does at present? Lets several with one peer share. */
	bool (*concerns)(const struct sip_msg *msg, void *user);
};

/** Lives in its owner's struct. The owner fills the first part before it joins. */
struct sip_member {
	struct ip_source sources[MEMBER_SOURCES_MAX]; /**< who may talk to it */
	unsigned source_count;
	const char *number; /**< only calls to it; NULL: any. Lives as long */
	enum sip_side side;
	struct token_rate packets;
	const struct sip_member_listener *listener;
	void *user;

	struct sip_endpoint *endpoint; /**< NULL: of none */
	struct sip_member *next;
	struct token_bucket bucket;
	uint64_t seen_ms; /**< its peer's last message that passed the gate; 0: none */
};

/** Join the endpoint there, or make it.
 * @param address numeric, concrete: 0.0.0.0 is none
 * @param port    0: a free one is chosen, for this member alone
 * @return 0, -EADDRINUSE, -EADDRNOTAVAIL, -EINVAL, -EMFILE, -ENOMEM... */
int sip_endpoint_join(
	struct sip_agent *a, const char *address, unsigned port, struct sip_member *m);
void sip_endpoint_leave(struct sip_member *m); /**< nothing if it is of none */

struct sip *sip_endpoint_stack(const struct sip_endpoint *e);
const struct sa *sip_endpoint_address(const struct sip_endpoint *e); /**< with port */

#endif
