/* SPDX-License-Identifier: Apache-2.0 */
/* credential-gate.c - one per device: may we log in now? */

#include "credential-gate.h"

#include <stddef.h>

enum { LOCK_DEFAULT_S = 300, LOCK_MAX_S = 24 * 60 * 60, UNKNOWN = -1 };

enum gate_input {
	INPUT_OK,
	INPUT_STALE,
	INPUT_REFUSED,
	INPUT_LAST, /* refused, and the next refusal would lock the account */
	INPUT_LOCKED,
	INPUT_DROPPED,
	INPUT_TIME,
};

static bool may_go(const struct credential_gate *g)
{
	switch (g->state) {
	case GATE_PROVEN: return true;
	case GATE_UNPROVEN: return !g->in_flight;
	case GATE_DOUBT: return !g->in_flight && !timer_running(&g->wait);
	case GATE_CLOSED:
	case GATE_LOCKED: break;
	}
	return false;
}

static void unproven(struct credential_gate *g, enum gate_input in)
{
	switch (in) {
	case INPUT_OK: g->state = GATE_PROVEN; break;
	case INPUT_STALE:
	case INPUT_REFUSED: g->state = GATE_DOUBT; break;
	case INPUT_LAST: g->state = GATE_CLOSED; break;
	case INPUT_LOCKED: g->state = GATE_LOCKED; break;
	case INPUT_DROPPED:
	case INPUT_TIME: break;
	}
}

static void proven(struct credential_gate *g, enum gate_input in)
{
	unproven(g, in); /* the same; they differ in how many may go */
}

static void doubt(struct credential_gate *g, enum gate_input in)
{
	switch (in) {
	case INPUT_OK:
		g->wears |= g->stale;
		g->state = GATE_PROVEN;
		break;
	case INPUT_STALE:
		if (!g->wears)
			g->state = GATE_CLOSED;
		break;
	case INPUT_REFUSED:
	case INPUT_LAST: g->state = GATE_CLOSED; break;
	case INPUT_LOCKED: g->state = GATE_LOCKED; break;
	case INPUT_DROPPED:
	case INPUT_TIME: break;
	}
}

/* Answers that come now belong to logins sent before the lock. */
static void locked(struct credential_gate *g, enum gate_input in)
{
	switch (in) {
	case INPUT_TIME: g->state = GATE_DOUBT; break;
	case INPUT_LOCKED:
	case INPUT_OK:
	case INPUT_STALE:
	case INPUT_REFUSED:
	case INPUT_LAST:
	case INPUT_DROPPED: break;
	}
}

static void closed(struct credential_gate *g, enum gate_input in)
{
	switch (in) {
	case INPUT_OK:
	case INPUT_STALE:
	case INPUT_REFUSED:
	case INPUT_LAST:
	case INPUT_LOCKED:
	case INPUT_DROPPED:
	case INPUT_TIME: break;
	}
}

static void input(struct credential_gate *g, enum gate_input in);

static void on_wait(void *user)
{
	input(user, INPUT_TIME);
}

static void step(struct credential_gate *g, enum gate_input in)
{
	switch (g->state) {
	case GATE_UNPROVEN: unproven(g, in); break;
	case GATE_PROVEN: proven(g, in); break;
	case GATE_DOUBT: doubt(g, in); break;
	case GATE_CLOSED: closed(g, in); break;
	case GATE_LOCKED: locked(g, in); break;
	}
}

/* `changed` is called last: the owner may be gone after it. */
static void input(struct credential_gate *g, enum gate_input in)
{
	enum gate_state before = g->state;
	bool could_go = in != INPUT_TIME && may_go(g);

	if (in != INPUT_TIME && g->in_flight)
		g->in_flight--;
	step(g, in);
	if (g->state != GATE_DOUBT || in == INPUT_REFUSED || in == INPUT_TIME)
		g->stale = false;
	else if (in == INPUT_STALE && before != GATE_DOUBT)
		g->stale = true;
	if (g->state != before && g->state != GATE_LOCKED)
		timer_stop(&g->wait);
	if (in == INPUT_REFUSED && g->state == GATE_DOUBT)
		timer_start(g->timers, &g->wait, CREDENTIAL_GATE_RETRY_MS, on_wait, g);
	if (g->changed && (g->state != before || (!could_go && may_go(g))))
		g->changed(g->user);
}

void credential_gate_init(struct credential_gate *g, struct timers *timers,
	void (*changed)(void *user), void *user)
{
	*g = (struct credential_gate){.state = GATE_UNPROVEN,
		.tries_left = UNKNOWN,
		.timers = timers,
		.changed = changed,
		.user = user};
}

void credential_gate_finish(struct credential_gate *g)
{
	timer_stop(&g->wait);
	g->changed = NULL;
}

enum gate_answer credential_gate_enter(struct credential_gate *g)
{
	if (g->state == GATE_CLOSED || g->state == GATE_LOCKED)
		return GATE_NO;
	if (!may_go(g))
		return GATE_WAIT;
	g->in_flight++;
	return GATE_GO;
}

void credential_gate_ok(struct credential_gate *g)
{
	g->tries_left = UNKNOWN;
	input(g, INPUT_OK);
}

void credential_gate_refused(struct credential_gate *g, int tries_left)
{
	g->tries_left = tries_left;
	input(g, tries_left >= 0 && tries_left <= CREDENTIAL_GATE_LAST_TRIES
			 ? INPUT_LAST
			 : INPUT_REFUSED);
}

void credential_gate_stale(struct credential_gate *g)
{
	input(g, INPUT_STALE);
}

void credential_gate_locked(struct credential_gate *g, unsigned seconds)
{
	if (!seconds)
		seconds = LOCK_DEFAULT_S;
	if (seconds > LOCK_MAX_S)
		seconds = LOCK_MAX_S;
	if (g->state != GATE_CLOSED)
		timer_start(g->timers, &g->wait, seconds * 1000, on_wait, g);
	input(g, INPUT_LOCKED);
}

void credential_gate_dropped(struct credential_gate *g)
{
	input(g, INPUT_DROPPED);
}

unsigned credential_gate_unlock_s(const struct credential_gate *g)
{
	if (g->state != GATE_LOCKED)
		return 0;
	return (timer_left_ms(&g->wait) + 999) / 1000;
}
