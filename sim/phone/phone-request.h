/* SPDX-License-Identifier: Apache-2.0 */
/* phone-request.h - a request under way: sent again until it is answered.
 *
 * Source: RFC 3261 17.1: T1 0.5 s, doubled, at most T2 4 s (not for INVITE); over after
 * 32 s (switch sip-give-up-ms); an INVITE is not sent again once there is a 1xx, and then waits for ever */
#ifndef GATEHOUSE_SIM_PHONE_REQUEST_H
#define GATEHOUSE_SIM_PHONE_REQUEST_H

#include "sim-re.h"

struct phone;
struct phone_request;

enum { PHONE_BRANCH_SIZE = 32 };

/** @param msg  NULL: nobody answered in time. A 1xx comes here as well; after anything
 * else the request is gone. */
typedef void phone_response_fn(const struct sip_msg *msg, void *arg);

void phone_branch(char branch[PHONE_BRANCH_SIZE]);

/** @param packet  Has the branch in it; borrowed
 * @return 0 or -ENOMEM */
int phone_request_send(struct phone *phone, const struct sa *to, const char *method,
	const char *branch, struct mbuf *packet, phone_response_fn *fn, void *arg,
	struct phone_request **ret);

/** Without a word. NULL is ignored. @return NULL */
struct phone_request *phone_request_drop(struct phone_request *request);

/** A reply came. @return whether it belongs to a request */
bool phone_request_answered(struct phone *phone, const struct sip_msg *msg);

#endif
