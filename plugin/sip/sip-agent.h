/* SPDX-License-Identifier: Apache-2.0 */
/* sip-agent.h - the process's SIP: one per reactor, shared by all lines.
 *
 * It owns the endpoints (sip-endpoint.h). libre sends a request of ours from the first
 * socket it has, whatever it is for; so each endpoint has a stack of its own. Loop thread
 * only. */
#ifndef GATEHOUSE_SIP_AGENT_H
#define GATEHOUSE_SIP_AGENT_H

#include <stdint.h>

struct reactor;
struct sip_endpoint;

struct sip_agent {
	struct reactor *reactor;
	unsigned users;
	struct sip_endpoint *endpoints;
	uint32_t last_call; /**< calls are numbered over all lines */
};

/** Count one more user; make it if it is the first. @return 0, -ENOMEM */
int sip_agent_acquire(struct reactor *r, struct sip_agent **ret_agent);
void sip_agent_release(struct sip_agent *a); /**< NULL is ignored */

uint32_t sip_agent_new_call(struct sip_agent *a);

#endif
