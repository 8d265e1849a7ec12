/* SPDX-License-Identifier: Apache-2.0 */
/* sip-steps.c - set a door station's SIP settings to us, step by step, and back. */

#include "sip-rounds.h"

#include <string.h>

static void time_is_up(void *user)
{
	sip_steps_input(user, SIP_STEPS_TIME, 0, "");
}

static void arm(struct sip_steps *s, unsigned ms)
{
	timer_start(s->timers, &s->timer, ms, time_is_up, s);
}

/* ---- one place after the other ---- */

static bool takes_part(const struct sip_steps *s, enum sip_place place)
{
	switch (s->state) {
	case SIP_STEPS_READING: return true;
	case SIP_STEPS_ASKING: return s->memory.places[place].touched;
	case SIP_STEPS_WRITING:
	case SIP_STEPS_VERIFYING:
	case SIP_STEPS_RETURNING:
	case SIP_STEPS_LEAVING: return s->due[place];
	case SIP_STEPS_IDLE:
	case SIP_STEPS_STANDS:
	case SIP_STEPS_LEFT:
	case SIP_STEPS_REFUSED:
	case SIP_STEPS_RESTING: return false;
	}
	return false;
}

static void perform(struct sip_steps *s)
{
	const struct sip_memory *m = &s->memory;

	switch (s->state) {
	case SIP_STEPS_READING:
	case SIP_STEPS_VERIFYING:
		s->ops->read(s->at, s->values.room, s->values.button, s->user);
		break;
	case SIP_STEPS_ASKING:
	case SIP_STEPS_LEAVING: s->ops->read(s->at, m->room, m->button, s->user); break;
	case SIP_STEPS_WRITING:
		s->ops->write(s->at, s->values.room, s->values.button, &s->target, true,
			s->user);
		break;
	case SIP_STEPS_RETURNING:
		s->ops->write(s->at, m->room, m->button, &m->was, false, s->user);
		break;
	case SIP_STEPS_IDLE:
	case SIP_STEPS_STANDS:
	case SIP_STEPS_LEFT:
	case SIP_STEPS_REFUSED:
	case SIP_STEPS_RESTING: break;
	}
}

/* @return false: the round is over */
bool sip_steps_go_on(struct sip_steps *s, unsigned from)
{
	for (unsigned place = from; place < SIP_PLACES; place++) {
		if (!takes_part(s, place))
			continue;
		s->at = place;
		perform(s);
		return true;
	}
	return false;
}

void sip_steps_enter(struct sip_steps *s, enum sip_steps_state state)
{
	timer_stop(&s->timer);
	s->state = state;
	switch (state) {
	case SIP_STEPS_READING:
	case SIP_STEPS_ASKING:
		memset(s->lacks, 0, sizeof(s->lacks));
		sip_steps_go_on(s, 0);
		break;
	case SIP_STEPS_WRITING:
	case SIP_STEPS_VERIFYING:
	case SIP_STEPS_RETURNING:
	case SIP_STEPS_LEAVING: sip_steps_go_on(s, 0); break;
	case SIP_STEPS_STANDS:
		s->err = 0;
		s->why[0] = '\0';
		arm(s, SIP_CHECK_MS);
		s->ops->changed(s->user);
		break;
	case SIP_STEPS_LEFT:
		arm(s, SIP_CHECK_MS);
		s->ops->changed(s->user);
		break;
	case SIP_STEPS_RESTING:
		arm(s, SIP_REST_MS);
		s->ops->changed(s->user);
		break;
	case SIP_STEPS_REFUSED: s->ops->changed(s->user); break;
	case SIP_STEPS_IDLE: break;
	}
}

static void begin(struct sip_steps *s)
{
	const struct sip_memory *m = &s->memory;
	bool elsewhere =
		(m->places[SIP_PLACE_NUMBERS].touched && m->room != s->values.room) ||
		(m->places[SIP_PLACE_KEY].touched && m->button != s->values.button);

	s->fresh = false;
	sip_steps_enter(s, elsewhere ? SIP_STEPS_ASKING : SIP_STEPS_READING);
}

/* ---- the states ---- */

/* IDLE, STANDS, LEFT, RESTING, REFUSED. */
static void waiting(struct sip_steps *s, enum sip_steps_input in)
{
	switch (in) {
	case SIP_STEPS_WANT:
		if (s->state != SIP_STEPS_REFUSED || s->fresh)
			begin(s);
		break;
	case SIP_STEPS_TIME: begin(s); break;
	case SIP_STEPS_GIVE_BACK: sip_steps_enter(s, SIP_STEPS_ASKING); break;
	case SIP_STEPS_READ:
	case SIP_STEPS_DONE:
	case SIP_STEPS_FAILED:
	case SIP_STEPS_DROP: break;
	}
}

/* READING, WRITING, VERIFYING. */
static void installing(
	struct sip_steps *s, enum sip_steps_input in, int err, const char *why)
{
	switch (in) {
	case SIP_STEPS_WANT:
		if (s->fresh)
			begin(s);
		break;
	case SIP_STEPS_GIVE_BACK: sip_steps_enter(s, SIP_STEPS_ASKING); break;
	case SIP_STEPS_READ:
		if (s->state == SIP_STEPS_VERIFYING)
			sip_rounds_check_written(s);
		sip_rounds_next(s);
		break;
	case SIP_STEPS_DONE: sip_rounds_next(s); break;
	case SIP_STEPS_FAILED: sip_rounds_failed(s, err, why); break;
	case SIP_STEPS_TIME:
	case SIP_STEPS_DROP: break;
	}
}

/* ASKING, RETURNING, LEAVING. */
static void returning(
	struct sip_steps *s, enum sip_steps_input in, int err, const char *why)
{
	switch (in) {
	case SIP_STEPS_WANT:
		if (s->fresh)
			begin(s);
		break;
	case SIP_STEPS_READ:
		if (s->state == SIP_STEPS_LEAVING)
			sip_rounds_check_returned(s);
		sip_rounds_next(s);
		break;
	case SIP_STEPS_DONE: sip_rounds_next(s); break;
	case SIP_STEPS_FAILED: sip_rounds_failed(s, err, why); break;
	case SIP_STEPS_GIVE_BACK:
	case SIP_STEPS_TIME:
	case SIP_STEPS_DROP: break;
	}
}

void sip_steps_input(
	struct sip_steps *s, enum sip_steps_input in, int err, const char *why)
{
	if (in == SIP_STEPS_DROP) {
		s->tries = 0;
		sip_steps_enter(s, SIP_STEPS_IDLE);
		s->ops->drop(s->user);
		return;
	}
	if (in == SIP_STEPS_GIVE_BACK)
		s->wanted = false;
	switch (s->state) {
	case SIP_STEPS_IDLE:
	case SIP_STEPS_STANDS:
	case SIP_STEPS_LEFT:
	case SIP_STEPS_REFUSED:
	case SIP_STEPS_RESTING: waiting(s, in); break;
	case SIP_STEPS_READING:
	case SIP_STEPS_WRITING:
	case SIP_STEPS_VERIFYING: installing(s, in, err, why); break;
	case SIP_STEPS_ASKING:
	case SIP_STEPS_RETURNING:
	case SIP_STEPS_LEAVING: returning(s, in, err, why); break;
	}
}

static bool same_values(const struct sip_values *a, const struct sip_values *b)
{
	return !strcmp(a->address, b->address) && a->port == b->port &&
	       !strcmp(a->doorbell_number, b->doorbell_number) &&
	       !strcmp(a->proxy_number, b->proxy_number) && a->room == b->room &&
	       a->button == b->button;
}

void sip_steps_want(struct sip_steps *s, const struct sip_values *values)
{
	if (!s->wanted || !same_values(&s->values, values)) {
		s->wanted = s->fresh = true;
		s->tries = 0;
		s->values = *values;
		sip_values_settings(values, &s->target);
	}
	sip_steps_input(s, SIP_STEPS_WANT, 0, "");
}

void sip_steps_init(struct sip_steps *s, struct timers *timers,
	const struct sip_steps_ops *ops, void *user)
{
	memset(s, 0, sizeof(*s));
	s->timers = timers;
	s->ops = ops;
	s->user = user;
}

void sip_steps_finish(struct sip_steps *s)
{
	timer_stop(&s->timer);
}
