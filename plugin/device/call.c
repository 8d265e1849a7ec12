/* SPDX-License-Identifier: Apache-2.0 */
/* call.c - is somebody at the door? One state machine, whatever tells of it. */

#include "call.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void forget(void *user)
{
	struct call *c = user;

	for (unsigned i = 0; i < EVENT_SOURCES; i++)
		c->witness[i].presses = 0;
	c->rung = 0;
}

static void give_up(void *user);

/* ---- the state ---- */

static void begin_visit(struct call *c)
{
	c->calls++;
	c->visit = (struct call_visit){.begun_ms = c->timers->now_ms};
	snprintf(c->visit.id, sizeof(c->visit.id), "%" PRIx64 "-%u", c->first_id,
		c->calls);
}

/* Change the state; does not tell yet. */
static void enter(struct call *c, enum call_state state)
{
	timer_stop(&c->quiet);
	c->told_over_ms = 0;
	if (c->state == CALL_IDLE && state != CALL_IDLE)
		begin_visit(c);
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

static enum call_outcome outcome_of(const struct call_visit *v)
{
	if (v->here)
		return CALL_ANSWERED_HERE;
	if (v->talked)
		return CALL_ANSWERED_ELSEWHERE;
	if (v->rejected)
		return CALL_REJECTED;
	return v->let_in || !v->watched ? CALL_ENDED : CALL_MISSED;
}

static void tell_end(struct call *c, const struct call_visit *visit)
{
	if (visit->rings || visit->resumed)
		c->listener->ended(visit, outcome_of(visit), c->user);
}

static void end(struct call *c)
{
	struct call_visit visit = c->visit;

	enter(c, CALL_IDLE);
	c->listener->changed(c->state, c->user);
	tell_end(c, &visit);
}

/* The call that an earlier life left open is over, or cannot be followed. */
static void close_left_open(struct call *c)
{
	struct call_visit visit = c->left_open;

	if (!*visit.id)
		return;
	c->left_open = (struct call_visit){0};
	timer_stop(&c->limit);
	tell_end(c, &visit);
}

/* SIP tells of every change of a call, and has limits of its own: what it said last
 * holds. */
static bool stands(const struct call_witness *w, enum event_source source)
{
	return source == SOURCE_SIP && w->has_reading && w->reading != CALL_IDLE;
}

static void give_up(void *user)
{
	struct call *c = user;

	if (stands(&c->witness[SOURCE_SIP], SOURCE_SIP)) {
		timer_start(c->timers, &c->limit, CALL_LIMIT_MS, give_up, c);
		return;
	}
	/* Should it ring now, it rings anew: no source is so late. */
	for (unsigned i = 0; i < EVENT_SOURCES; i++)
		c->witness[i].reading = CALL_IDLE;
	forget(c);
	end(c);
}

static void give_up_left_open(void *user)
{
	close_left_open(user);
}

/* ---- rings ---- */

/* Somebody else told of that press, the nth, before. */
static void confirm(struct call *c, unsigned n, enum event_source source)
{
	if (c->rung - n < CALL_RINGS_TIMED)
		c->listener->confirmed(source,
			c->timers->now_ms - c->rung_ms[n % CALL_RINGS_TIMED], c->user);
}

/* One more press known to its source; is it news? */
static bool count(struct call *c, const struct event *ev)
{
	unsigned n = ++c->witness[event_teller(ev->source)].presses;

	if (n <= c->rung) {
		confirm(c, n, ev->source);
		return false;
	}
	c->rung = n;
	c->ring_ms = c->press_ms = c->timers->now_ms;
	c->rung_ms[n % CALL_RINGS_TIMED] = c->ring_ms;
	for (unsigned i = 0; i < EVENT_SOURCES; i++)
		c->witness[i].confirmed = false;
	return true;
}

static void name_button(struct call_visit *visit, unsigned button)
{
	if (!visit->button)
		visit->button = button;
}

static void tell_ring(struct call *c, const struct event *ev)
{
	if (!c->visit.rings++ && !c->visit.resumed)
		c->visit.source = ev->source;
	name_button(&c->visit, ev->button);
	c->listener->ring(ev->source, ev->button, c->user);
}

/* Another source told of this press already. */
static void press_again(struct call *c, const struct event *ev)
{
	if (c->state == CALL_IDLE)
		return;
	name_button(&c->visit, ev->button);
	timer_start(c->timers, &c->limit, CALL_LIMIT_MS, give_up, c);
}

void call_press(struct call *c, const struct event *ev)
{
	struct call_witness *w = &c->witness[event_teller(ev->source)];
	bool was_idle = c->state == CALL_IDLE;

	close_left_open(c);
	/* Nobody tells of a ring so late: whatever the source missed, this is another. */
	if (c->timers->now_ms - c->ring_ms > CALL_SKEW_MS && w->presses < c->rung)
		w->presses = c->rung;
	if (!count(c, ev)) {
		press_again(c, ev);
		return;
	}
	enter(c, c->state == CALL_TALKING ? CALL_TALKING : CALL_RINGING);
	if (was_idle)
		c->listener->changed(c->state, c->user);
	tell_ring(c, ev);
}

void call_invited(struct call *c, const struct event *ev)
{
	struct call_witness *w = &c->witness[ev->source];

	w->has_reading = w->works = true;
	w->reading = CALL_RINGING;
	w->read_ms = c->timers->now_ms;
	call_press(c, ev);
	if (c->state != CALL_IDLE)
		c->visit.watched = true;
}

/* ---- readings ---- */

static bool heard_lately(const struct call *c, const struct call_witness *w)
{
	return w->has_reading && c->timers->now_ms - w->read_ms <= CALL_SKEW_MS;
}

/* Has another source said just now that the call goes on? */
static bool contradicted(const struct call *c, const struct call_witness *w)
{
	for (unsigned i = 0; i < EVENT_SOURCES; i++) {
		const struct call_witness *other = &c->witness[i];

		if (other != w && other->reading != CALL_IDLE &&
			(heard_lately(c, other) || stands(other, i)))
			return true;
	}
	return false;
}

/* Is there somebody who can be believed, and will say what becomes of the call? */
static bool others_know(const struct call *c, const struct call_witness *w)
{
	for (unsigned i = 0; i < EVENT_SOURCES; i++) {
		const struct call_witness *other = &c->witness[i];

		if (other != w && other->works && heard_lately(c, other))
			return true;
	}
	return false;
}

/* SIP has no call any more. Rationale: one that somebody inside answers is cancelled for
 * us; whether it goes on there, others say. The one that was with us is over. */
static bool leave(struct call *c, const struct call_witness *w, bool talked)
{
	if (c->state == CALL_IDLE)
		return false;
	if (talked || !others_know(c, w))
		return true;
	c->told_over_ms = c->timers->now_ms;
	timer_start(c->timers, &c->limit, CALL_SKEW_MS, give_up, c);
	return false;
}

/* The station says that nothing goes on. Is that news of now, or from before the press? */
static bool idle_is_the_end(
	const struct call *c, const struct call_witness *w, const struct event *ev)
{
	if (c->state == CALL_IDLE || contradicted(c, w))
		return false;
	if (w->confirmed || ev->source == SOURCE_PUSH) /* told, in order, not asked */
		return true;
	if (c->told_over_ms && ev->asked_ms >= c->told_over_ms)
		return true;
	return w->works && ev->asked_ms >= c->press_ms + CALL_SKEW_MS;
}

static void read_idle(struct call *c, bool first, bool talked, const struct event *ev)
{
	struct call_witness *w = &c->witness[ev->source];

	if (ev->asked_ms >= c->press_ms + CALL_SKEW_MS)
		w->presses = c->rung; /* it has nothing more to tell of those */
	if (ev->source == SOURCE_SIP ? leave(c, w, talked)
				     : idle_is_the_end(c, w, ev)) {
		c->ended_by = ev->source;
		end(c);
		return;
	}
	if (first && c->state == CALL_IDLE)
		c->listener->changed(c->state, c->user); /* now it is known */
	close_left_open(c);
}

/* Of a call whose end another source has just told? */
static bool too_late(const struct call *c, const struct event *ev)
{
	return c->state == CALL_IDLE && timer_running(&c->quiet) &&
	       c->ended_by != ev->source;
}

/* It is still the call that an earlier life told of. */
static void go_on(struct call *c)
{
	if (!*c->left_open.id)
		return;
	c->visit = c->left_open;
	c->visit.resumed = true;
	c->visit.begun_ms = c->timers->now_ms;
	c->left_open = (struct call_visit){0};
}

/* The station says that a call goes on. `begun`: it did not when it was asked before. */
static void read_busy(
	struct call *c, enum call_state reading, bool begun, const struct event *ev)
{
	struct call_witness *w = &c->witness[ev->source];
	bool was_idle = c->state == CALL_IDLE, changed = c->state != reading;
	bool ring = reading == CALL_RINGING && begun && count(c, ev);

	w->works = true;
	if (!ring && too_late(c, ev))
		return;
	/* Rationale: "ringing" may still be of the press before the last. It speaks for
	 * the last one once the station has begun as many calls as we told rings. */
	if (was_idle || (begun && w->presses == c->rung))
		w->confirmed = true;
	enter(c, reading);
	if (was_idle)
		go_on(c);
	c->visit.watched = true;
	c->visit.talked |= reading == CALL_TALKING;
	c->visit.here |= reading == CALL_TALKING && ev->source == SOURCE_SIP;
	if (changed)
		c->listener->changed(c->state, c->user);
	if (ring)
		tell_ring(c, ev);
}

void call_reading(struct call *c, enum call_state reading, const struct event *ev)
{
	struct call_witness *w = &c->witness[ev->source];
	/* Rationale: a station that is ringing when we first ask began before our time;
	 * that is a state, not a ring. */
	bool begun = w->has_reading && w->reading == CALL_IDLE;
	bool talked = w->has_reading && w->reading == CALL_TALKING;
	bool first = !call_known(c);

	w->has_reading = true;
	w->reading = reading;
	w->read_ms = c->timers->now_ms;
	if (c->state != CALL_IDLE && ev->asked_ms >= c->visit.begun_ms)
		c->visit.watched = true;
	if (reading == CALL_IDLE)
		read_idle(c, first, talked, ev);
	else
		read_busy(c, reading, begun, ev);
}

void call_unheard(struct call *c, enum event_source source)
{
	c->witness[source].reading = CALL_IDLE;
}

/* ---- what people did ---- */

void call_answered_here(struct call *c)
{
	if (c->state != CALL_IDLE)
		c->visit.here = true;
}

void call_rejected(struct call *c)
{
	if (c->state != CALL_IDLE)
		c->visit.rejected = true;
}

void call_let_in(struct call *c)
{
	if (c->state != CALL_IDLE)
		c->visit.let_in = true;
}

void call_take_back(struct call *c)
{
	c->visit.here = c->visit.rejected = false;
}

/* ---- life ---- */

bool call_known(const struct call *c)
{
	for (unsigned i = 0; i < EVENT_SOURCES; i++) {
		if (c->witness[i].has_reading)
			return true;
	}
	return c->calls > 0;
}

void call_resume(struct call *c, const struct call_visit *left_open)
{
	c->left_open = *left_open;
	c->left_open.resumed = true;
	timer_start(c->timers, &c->limit, CALL_LIMIT_MS, give_up_left_open, c);
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
