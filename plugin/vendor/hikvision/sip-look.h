/* SPDX-License-Identifier: Apache-2.0 */
/* sip-look.h - where does a door station look for its proxy? Asked, and never written. */
#ifndef GATEHOUSE_SIP_LOOK_H
#define GATEHOUSE_SIP_LOOK_H

struct isapi;
struct isapi_call;
struct sip_report;

struct sip_look {
	struct isapi *isapi;
	struct sip_report *report; /**< is told what came out */
	struct isapi_call *question;
};

/** Ask now; the answer compares with what the report has as ours. One that does not tell,
 * or may not be asked, says nothing.
 *
 * Source: ISAPI "System/Network/SIP/1", as sip-settings.h */
void sip_look_ask(struct sip_look *l);
void sip_look_drop(struct sip_look *l); /**< the answer is not wanted any more */

#endif
