/* SPDX-License-Identifier: Apache-2.0 */
/* sip-rounds.h - what follows from the answers of a round of SIP settings: what is to be
 * written, what is somebody's, how it ended. The states themselves: sip-steps.h. Pure. */
#ifndef GATEHOUSE_SIP_ROUNDS_H
#define GATEHOUSE_SIP_ROUNDS_H

#include "sip-steps.h"

/* sip-steps.c */

void sip_steps_enter(struct sip_steps *s, enum sip_steps_state state);
/** The next place from `from` on that has a part in this state.
 * @return false: the round is over */
bool sip_steps_go_on(struct sip_steps *s, unsigned from);

/* sip-rounds.c. Each is the last that its caller does with `s`, but for the checks. */

/** The place is done with: the next one, or what follows from all of them. */
void sip_rounds_next(struct sip_steps *s);
/** It got no answer, or a refusal. */
void sip_rounds_failed(struct sip_steps *s, int err, const char *why);
void sip_rounds_check_written(struct sip_steps *s);  /**< VERIFYING: it was read */
void sip_rounds_check_returned(struct sip_steps *s); /**< LEAVING: the same */

#endif
