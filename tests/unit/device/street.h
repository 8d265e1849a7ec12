/* SPDX-License-Identifier: Apache-2.0 */
/* street.h - a call without a house around it: presses, questions to the station, and
 * what was told. The test owns the clock. */
#ifndef GATEHOUSE_STREET_H
#define GATEHOUSE_STREET_H

#include "call.h"
#include "check.h"

/** A second source that can be asked, where a test needs one. */
#define SOURCE_OTHER SOURCE_STREAM

struct street {
	struct timers timers;
	struct call call;
	enum call_state told; /**< as last told */
	unsigned changes, rings, ends;
	enum event_source source; /**< of the last ring */
	unsigned button;
	unsigned confirmations;
	enum event_source confirmed_by; /**< the last, and how late */
	uint64_t late_ms;
	char id[CALL_ID_MAX + 1];
	enum call_outcome outcome;    /**< of the last end */
	struct call_visit last_visit; /**< that ended */
};

void street_begin(struct street *s); /**< ids begin with "ff-" */
void street_end(struct street *s);

void pass(struct street *s, unsigned ms);
void press(struct street *s); /**< button 2, told by the stream */

/** The answer to a question put `age_ms` ago. */
void read_late(struct street *s, enum call_state state, unsigned age_ms);
void reads(struct street *s, enum call_state state);
/** Asked every second for that long, always the same answer. */
void reads_for(struct street *s, enum call_state state, unsigned seconds);
/** Another source that knows the state says so. */
void other_reads(struct street *s, enum call_state state);

#endif
