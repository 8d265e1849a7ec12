/* SPDX-License-Identifier: Apache-2.0 */
/* call-words.c - the states and ends of a call, as a host has them. */

#include "call.h"

const char *call_state_name(enum call_state state)
{
	static const char *const names[] = {
		[CALL_IDLE] = "idle",
		[CALL_RINGING] = "ringing",
		[CALL_TALKING] = "in_call",
	};

	return names[state];
}

const char *call_outcome_name(enum call_outcome outcome)
{
	static const char *const names[CALL_OUTCOMES] = {
		[CALL_ANSWERED_HERE] = "answered_here",
		[CALL_ANSWERED_ELSEWHERE] = "answered_elsewhere",
		[CALL_REJECTED] = "rejected",
		[CALL_MISSED] = "missed",
		[CALL_ENDED] = "ended",
	};

	return names[outcome];
}
