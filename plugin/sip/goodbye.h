/* SPDX-License-Identifier: Apache-2.0 */
/* goodbye.h - BYEs under way: the call is over for us, but the peer is to learn of it.
 * Include it last. */
#ifndef GATEHOUSE_GOODBYE_H
#define GATEHOUSE_GOODBYE_H

#include "call-dialog.h"

struct goodbye;

struct goodbyes {
	struct goodbye *first;
	void (*empty)(
		void *user); /**< optional: the last one was answered, or given up */
	void *user;
};

/** Send BYE, and again until it is answered. Failing to send is no news to anybody. */
void goodbyes_say(struct goodbyes *g, struct sip *sip, struct call_dialog *d);
void goodbyes_finish(struct goodbyes *g);

#endif
