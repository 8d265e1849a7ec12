/* SPDX-License-Identifier: Apache-2.0 */
/* call-voices.h - several devices are asked about one call: what do they say together?
 *
 * It rings if one of them rings; else somebody talks if one of them talks; it is idle only
 * when all that answer say so, and each has been heard of. One that does not answer says
 * nothing; a single question that is lost leaves standing what it said before, or a call
 * would end and ring anew. Pure. */
#ifndef GATEHOUSE_CALL_VOICES_H
#define GATEHOUSE_CALL_VOICES_H

#include "isapi-reply.h"
#include <stdbool.h>
#include <stdint.h>

enum voice_state {
	VOICE_PENDING, /**< not heard of yet */
	VOICE_SPEAKS,
	VOICE_SILENT,
};

struct call_voice {
	enum voice_state state;
	enum call_status status; /**< SPEAKS: what it said last */
	uint64_t asked_ms;       /**< SPEAKS: when it was asked that */
	unsigned lost;           /**< questions without an answer, in a row */
};

void call_voice_says(struct call_voice *v, enum call_status status, uint64_t asked_ms);
void call_voice_lost(struct call_voice *v); /**< no answer to a question */
void call_voice_mute(struct call_voice *v); /**< it is not asked any more */

/** @param voices the NULLs among them do not count
 *  @param ret_asked_ms  the news is from then or later
 *  @return false: nothing can be said */
bool call_voices_sum(const struct call_voice *const *voices, unsigned count,
	enum call_status *ret_status, uint64_t *ret_asked_ms);

#endif
