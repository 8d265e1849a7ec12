/* SPDX-License-Identifier: Apache-2.0 */
/* sip-advice.h - what is to be typed in at a Hikvision door station so that it calls us.
 * Pure. */
#ifndef GATEHOUSE_SIP_ADVICE_H
#define GATEHOUSE_SIP_ADVICE_H

#include "vendor.h"

enum { SIP_ADVICE_MAX = 480 };

/* Numbers that mean nothing to us, where the settings name none: those that the station
 * gets from Scrypted's doorbell plugin. */
#define SIP_DOORBELL_NUMBER "10101"
#define SIP_PROXY_NUMBER    "10102"
enum { SIP_ROOM = 5871 };

/** One or two sentences for people; "" where SIP is not used.
 * @param address of ours, as the station must know it; "": not known; server only
 * @param port    the same; 0: not known */
void sip_advice(const struct sip_config *config, const char *address, unsigned port,
	char *text, size_t cap);

/** Which button calls that number? @return 0: it does not say
 *
 * Ours is the one of the settings. A number from 1 to 99 is that of a button:
 * so each button can be told from the others, by letting it call its own number. */
unsigned sip_advice_button(const struct sip_config *config, const char *called);

#endif
