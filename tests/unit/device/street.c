/* SPDX-License-Identifier: Apache-2.0 */
/* street.c - a call without a house around it. */

#include "street.h"

#include <stdio.h>
#include <string.h>

static void changed(enum call_state state, void *user)
{
	struct street *s = user;

	s->told = state;
	s->changes++;
}

static void ring(enum event_source source, unsigned button, void *user)
{
	struct street *s = user;

	CHECK(s->told != CALL_IDLE); /* the state comes first */
	s->rings++;
	s->source = source;
	s->button = button;
	snprintf(s->id, sizeof(s->id), "%s", s->call.visit.id);
}

static void confirmed(enum event_source source, uint64_t late_ms, void *user)
{
	struct street *s = user;

	s->confirmations++;
	s->confirmed_by = source;
	s->late_ms = late_ms;
}

static void ended(const struct call_visit *visit, enum call_outcome outcome, void *user)
{
	struct street *s = user;

	CHECK(s->told == CALL_IDLE); /* likewise */
	s->ends++;
	s->outcome = outcome;
	s->last_visit = *visit;
}

static const struct call_listener listener = {
	.changed = changed, .ring = ring, .confirmed = confirmed, .ended = ended};

void street_begin(struct street *s)
{
	memset(s, 0, sizeof(*s));
	s->timers.now_ms = 500 * 1000;
	call_init(&s->call, &s->timers, 0xff, &listener, s);
}

void street_end(struct street *s)
{
	call_finish(&s->call);
	CHECK(!s->timers.first);
}

void pass(struct street *s, unsigned ms)
{
	timers_advance(&s->timers, ms);
}

void press(struct street *s)
{
	call_press(&s->call, &(struct event){.kind = EVENT_BELL_PRESSED,
				     .source = SOURCE_STREAM,
				     .button = 2,
				     .asked_ms = s->timers.now_ms});
}

void read_late(struct street *s, enum call_state state, unsigned age_ms)
{
	call_reading(&s->call, state,
		&(struct event){
			.source = SOURCE_POLL, .asked_ms = s->timers.now_ms - age_ms});
}

void reads(struct street *s, enum call_state state)
{
	read_late(s, state, 0);
}

void reads_for(struct street *s, enum call_state state, unsigned seconds)
{
	while (seconds--) {
		pass(s, 1000);
		reads(s, state);
	}
}

void other_reads(struct street *s, enum call_state state)
{
	call_reading(&s->call, state,
		&(struct event){.source = SOURCE_OTHER, .asked_ms = s->timers.now_ms});
}
