/* SPDX-License-Identifier: Apache-2.0 */
/* sip-agent.c - the process's SIP: one per reactor, shared by all lines. */

#include "sip-agent.h"

#include "reactor.h"

#include <errno.h>
#include <stdlib.h>

int sip_agent_acquire(struct reactor *r, struct sip_agent **ret_agent)
{
	void **place = reactor_guest(r);
	struct sip_agent *a = *place;

	if (!a) {
		a = calloc(1, sizeof(*a));
		if (!a)
			return -ENOMEM;
		a->reactor = r;
		*place = a;
	}
	a->users++;
	*ret_agent = a;
	return 0;
}

void sip_agent_release(struct sip_agent *a)
{
	if (!a || --a->users > 0)
		return;
	*reactor_guest(a->reactor) = NULL;
	free(a);
}

uint32_t sip_agent_new_call(struct sip_agent *a)
{
	if (++a->last_call == 0)
		a->last_call = 1;
	return a->last_call;
}
