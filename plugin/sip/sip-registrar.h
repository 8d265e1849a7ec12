/* SPDX-License-Identifier: Apache-2.0 */
/* sip-registrar.h - the emulated proxy's register: where one station wants to be called.
 *
 *   ABSENT <--lapse, Expires: 0-- REGISTER ---> PRESENT (the timer of its end runs)
 *
 * Answers are stateless: a repeated REGISTER gets the same answer again. No login is asked
 * for: who may talk to us at all is settled before. Include it last. */
#ifndef GATEHOUSE_SIP_REGISTRAR_H
#define GATEHOUSE_SIP_REGISTRAR_H

#include "source-filter.h"
#include "timers.h"

#include "re-compat.h"

struct reactor;

struct sip_registrar {
	struct reactor *reactor;
	void (*changed)(void *user); /**< present, or not any more */
	void *user;

	char *contact;     /**< NULL: ABSENT; else the station's URI */
	struct sa address; /**< where packets to it go */
	char *call_id;     /**< of the last REGISTER */
	uint32_t cseq;
	uint32_t expires_s; /**< granted */
	struct timer end;
};

void sip_registrar_finish(struct sip_registrar *g);

/** A REGISTER came. It is answered.
 * @param station the address that may be called besides who sent it */
void sip_registrar_request(struct sip_registrar *g, struct sip *sip,
	const struct ip_source *station, const struct sip_msg *msg);

#endif
