/* SPDX-License-Identifier: Apache-2.0 */
/* call.c - is somebody at the door? One state machine, whatever tells of it. */

#include "call.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void forget(void *user)
{
	struct call *c = user;

	memset(c->seen, 0, sizeof(c->seen));
	c->rung = 0;
}

static void give_up(void *user);

/* Change the state; does not tell yet. */
static void enter(struct call *c, enum call_state state)
{
	timer_stop(&c->quiet);
	if (c->state == CALL_IDLE && state != CALL_IDLE)
		c->calls++;
	c->state = state;
	switch (state) {
	case CALL_IDLE:
		timer_stop(&c->limit);
		timer_start(c->timers, &c->quiet, CALL_SKEW_MS, forget, c);
		break;
	case CALL_RINGING:
	case CALL_TALKING:
		timer_start(c->timers, &c->limit, CALL_LIMIT_MS, give_up, c);
		break;
	}
}

static void give_up(void *user)
{
	struct call *c = user;

	enter(c, CALL_IDLE);
	c->reading = CALL_IDLE; /* should it ring now, it rings anew */
	c->listener->changed(c->state, c->user);
}

/* One more press known to `source`; is it news? */
static bool count(struct call *c, enum event_source source)
{
	if (++c->seen[source] <= c->rung)
		return false;
	c->rung = c->seen[source];
	c->ring_ms = c->timers->now_ms;
	return true;
}

static void tell_ring(struct call *c, const struct event *ev)
{
	char id[48];

	snprintf(id, sizeof(id), "%" PRIx64 "-%u", c->first_id, c->calls);
	c->listener->ring(ev->source, ev->button, id, c->user);
}

void call_press(struct call *c, const struct event *ev)
{
	enum event_source teller = event_teller(ev->source);
	bool was_idle = c->state == CALL_IDLE;

	/* Nobody tells of a ring so late: whatever the source missed, this is another. */
	if (c->timers->now_ms - c->ring_ms > CALL_SKEW_MS &&
		c->seen[teller] < c->rung)
		c->seen[teller] = c->rung;
	if (!count(c, teller)) {
		if (!was_idle)
			timer_start(c->timers, &c->limit, CALL_LIMIT_MS, give_up, c);
		return; /* another source told of this press already */
	}
	c->press_ms = c->timers->now_ms;
	c->confirmed = false;
	enter(c, c->state == CALL_TALKING ? CALL_TALKING : CALL_RINGING);
	if (was_idle)
		c->listener->changed(c->state, c->user);
	tell_ring(c, ev);
}

/* The station says that nothing goes on. Is that news of now, or from before the press? */
static bool idle_is_the_end(const struct call *c, const struct event *ev)
{
	if (c->state == CALL_IDLE)
		return false;
	if (c->confirmed)
		return true;
	return c->status_works && ev->asked_ms >= c->press_ms + CALL_SKEW_MS;
}

static void read_idle(struct call *c, bool first, const struct event *ev)
{
	if (idle_is_the_end(c, ev)) {
		c->seen[ev->source] =
			c->rung; /* it has nothing more to tell of this call */
		enter(c, CALL_IDLE);
		c->listener->changed(c->state, c->user);
	} else if (first && c->state == CALL_IDLE) {
		c->listener->changed(c->state, c->user); /* now it is known */
	}
}

/* The station says that a call goes on. `begun`: it did not when it was asked before. */
static void read_busy(
	struct call *c, enum call_state reading, bool begun, const struct event *ev)
{
	bool changed = c->state != reading;
	bool ring = reading == CALL_RINGING && begun && count(c, ev->source);

	/* Rationale: "ringing" may still be of the press before the last. It speaks for
	 * the last one once the station has begun as many calls as we told rings. */
	if (c->state == CALL_IDLE || (begun && c->seen[ev->source] == c->rung))
		c->confirmed = true;
	c->status_works = true;
	enter(c, reading);
	if (changed)
		c->listener->changed(c->state, c->user);
	if (ring)
		tell_ring(c, ev);
}

void call_reading(struct call *c, enum call_state reading, const struct event *ev)
{
	/* Rationale: a station that is ringing when we first ask began before our time;
	 * that is a state, not a ring. */
	bool begun = c->has_reading && c->reading == CALL_IDLE;
	bool first = !c->has_reading;

	c->has_reading = true;
	c->reading = reading;
	if (reading == CALL_IDLE)
		read_idle(c, first, ev);
	else
		read_busy(c, reading, begun, ev);
}

const char *call_state_name(enum call_state state)
{
	static const char *const names[] = {
		[CALL_IDLE] = "idle",
		[CALL_RINGING] = "ringing",
		[CALL_TALKING] = "in_call",
	};

	return names[state];
}

void call_init(struct call *c, struct timers *timers, uint64_t first_id,
	const struct call_listener *listener, void *user)
{
	*c = (struct call){.timers = timers,
		.first_id = first_id,
		.listener = listener,
		.user = user};
}

void call_finish(struct call *c)
{
	timer_stop(&c->limit);
	timer_stop(&c->quiet);
}
