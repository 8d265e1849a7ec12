/* SPDX-License-Identifier: Apache-2.0 */
/* sip-steps.c - set a door station's SIP settings to us, step by step, and back. */

#include "sip-steps.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const names[SIP_PLACES] = {
	[SIP_PLACE_SERVER] = "SIP settings",
	[SIP_PLACE_NUMBERS] = "phone numbers",
	[SIP_PLACE_KEY] = "button",
};

const char *sip_place_name(enum sip_place place)
{
	return names[place];
}

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
static bool go_on(struct sip_steps *s, unsigned from)
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

static void enter(struct sip_steps *s, enum sip_steps_state state)
{
	timer_stop(&s->timer);
	s->state = state;
	switch (state) {
	case SIP_STEPS_READING:
	case SIP_STEPS_ASKING:
		memset(s->lacks, 0, sizeof(s->lacks));
		go_on(s, 0);
		break;
	case SIP_STEPS_WRITING:
	case SIP_STEPS_VERIFYING:
	case SIP_STEPS_RETURNING:
	case SIP_STEPS_LEAVING: go_on(s, 0); break;
	case SIP_STEPS_STANDS:
		s->tries = 0;
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
	enter(s, elsewhere ? SIP_STEPS_ASKING : SIP_STEPS_READING);
}

/* ---- how it went ---- */

static int save(struct sip_steps *s)
{
	bool empty = sip_memory_empty(&s->memory);

	return s->ops->remember(empty ? NULL : &s->memory, s->user);
}

static void say(struct sip_steps *s, int err, const char *why)
{
	s->err = err;
	snprintf(s->why, sizeof(s->why), "%s", why);
}

static void lack(struct sip_steps *s, int err, const char *why)
{
	struct sip_lack *l = &s->lacks[s->at];

	l->err = err;
	snprintf(l->why, sizeof(l->why), "%s", why);
}

/* All that is lacking, in one sentence. @return whether anything is */
static bool tell_lacks(struct sip_steps *s)
{
	size_t len = 0;

	for (unsigned i = 0; i < SIP_PLACES; i++) {
		const struct sip_lack *l = &s->lacks[i];
		int n;

		if (!l->err || (l->err == -ENOTSUP && i != SIP_PLACE_SERVER))
			continue;
		if (!len)
			s->err = l->err;
		n = snprintf(s->why + len, sizeof(s->why) - len, "%s%s: %s",
			len ? "; " : "", names[i], l->why);
		len += (size_t)n;
		if (len >= sizeof(s->why))
			return true;
	}
	return len > 0;
}

static void conclude(struct sip_steps *s)
{
	enter(s, tell_lacks(s) ? SIP_STEPS_REFUSED : SIP_STEPS_STANDS);
}

static void refuse(struct sip_steps *s, int err, const char *why)
{
	say(s, err, why);
	enter(s, SIP_STEPS_REFUSED);
}

/* No answer. */
static void rest(struct sip_steps *s, int err, const char *why)
{
	bool wrote = s->state == SIP_STEPS_WRITING || s->state == SIP_STEPS_VERIFYING;

	say(s, err, why);
	s->tries += wrote;
	enter(s, s->tries < SIP_TRIES ? SIP_STEPS_RESTING : SIP_STEPS_REFUSED);
}

/* Giving back has ended; for another room or button we go on. */
static void part(struct sip_steps *s, int err, const char *why)
{
	if (!s->wanted) {
		enter(s, SIP_STEPS_IDLE);
		s->ops->returned(err, why, s->user);
	} else if (err == -EREMOTEIO || err == -EPERM || err == -ENOTSUP) {
		refuse(s, err, why);
	} else if (err) {
		rest(s, err, why);
	} else {
		enter(s, SIP_STEPS_READING);
	}
}

/* The write of this place did not happen. */
static void undo(struct sip_steps *s, enum sip_place place)
{
	s->due[place] = false;
	s->memory.places[place] = s->before.places[place];
	sip_settings_copy(place, &s->before.was, &s->memory.was);
	sip_settings_copy(place, &s->before.from, &s->memory.from);
	sip_settings_copy(place, &s->before.left, &s->memory.left);
}

static bool any_due(const struct sip_steps *s)
{
	return s->due[SIP_PLACE_SERVER] || s->due[SIP_PLACE_NUMBERS] ||
	       s->due[SIP_PLACE_KEY];
}

/* ---- all is read ---- */

static void leave(struct sip_steps *s, enum sip_place place)
{
	char text[SIP_WHY_MAX + 1];

	s->at = place;
	s->err = -EREMOTEIO;
	sip_settings_print(place, &s->now, text, sizeof(text) - 64);
	snprintf(s->why, sizeof(s->why), "%s%s: %.400s", names[place],
		sip_settings_same(place, &s->now, &s->memory.was)
			? ", back to what they were"
			: "",
		text);
	enter(s, SIP_STEPS_LEFT);
}

/* It is as wanted, and we wrote it. @return whether that was not known */
static bool settle(struct sip_steps *s, enum sip_place place)
{
	struct sip_memory *m = &s->memory;

	if (!m->places[place].touched ||
		(m->places[place].settled &&
			sip_settings_same(place, &s->now, &m->left)))
		return false;
	sip_memory_settle(m, place, &s->now);
	return true;
}

/* @return false: somebody's, and told */
static bool judge(struct sip_steps *s, bool *ret_news)
{

	memset(s->due, 0, sizeof(s->due));
	for (unsigned i = 0; i < SIP_PLACES; i++) {
		if (s->lacks[i].err)
			continue;
		switch (sip_memory_judge(&s->memory, i, &s->now, &s->target)) {
		case SIP_AS_WANTED: *ret_news |= settle(s, i); break;
		case SIP_DUE: s->due[i] = true; break;
		case SIP_FOREIGN: leave(s, i); return false;
		}
	}
	return true;
}

static void plan(struct sip_steps *s, const struct sip_settings *target)
{
	s->before = s->memory;
	for (unsigned i = 0; i < SIP_PLACES; i++)
		if (s->due[i])
			sip_memory_plan(&s->memory, i, &s->now, target);
}

static void decide(struct sip_steps *s)
{
	bool news = false;
	int err = 0;

	if (s->lacks[SIP_PLACE_SERVER].err) {
		conclude(s);
		return;
	}
	if (!judge(s, &news))
		return;
	plan(s, &s->target);
	if (news || any_due(s)) {
		s->memory.room = s->values.room;
		s->memory.button = s->values.button;
		err = save(s);
	}
	if (err && any_due(s)) {
		s->memory = s->before;
		refuse(s, -EIO,
			"what the station is set to could not be stored, so nothing was "
			"changed");
	} else if (any_due(s)) {
		enter(s, SIP_STEPS_WRITING);
	} else {
		conclude(s);
	}
}

static void decide_return(struct sip_steps *s)
{
	struct sip_memory *m = &s->memory;

	memset(s->due, 0, sizeof(s->due));
	for (unsigned i = 0; i < SIP_PLACES; i++) {
		if (!m->places[i].touched)
			continue;
		if (sip_memory_judge_return(m, i, &s->now) == SIP_DUE)
			s->due[i] = true;
		else
			m->places[i].touched = false; /* as it was, or somebody's */
	}
	plan(s, &m->was);
	(void)save(s); /* without, less is known after a crash: no reason to stay */
	if (any_due(s))
		enter(s, SIP_STEPS_RETURNING);
	else
		part(s, 0, "");
}

static void check_written(struct sip_steps *s)
{
	char why[128];

	if (sip_settings_same(s->at, &s->now, &s->target)) {
		sip_memory_settle(&s->memory, s->at, &s->now);
		return;
	}
	snprintf(why, sizeof(why), "the station took the change, and did not keep %s",
		sip_settings_difference(s->at, &s->now, &s->target));
	lack(s, -EREMOTEIO, why);
	if (sip_settings_same(s->at, &s->now, &s->memory.from))
		undo(s, s->at);
	else
		sip_memory_settle(&s->memory, s->at, &s->now);
}

static void check_returned(struct sip_steps *s)
{
	if (sip_settings_same(s->at, &s->now, &s->memory.was)) {
		s->memory.places[s->at].touched = false;
		return;
	}
	lack(s, -EREMOTEIO, "the station was told its old settings, and has others");
	sip_memory_settle(&s->memory, s->at, &s->now);
}

/* ---- a round is over ---- */

static void round_over(struct sip_steps *s)
{
	switch (s->state) {
	case SIP_STEPS_READING: decide(s); break;
	case SIP_STEPS_WRITING:
		if (any_due(s)) {
			enter(s, SIP_STEPS_VERIFYING);
			break;
		}
		(void)save(s);
		conclude(s);
		break;
	case SIP_STEPS_VERIFYING:
		(void)save(s);
		conclude(s);
		break;
	case SIP_STEPS_ASKING: decide_return(s); break;
	case SIP_STEPS_RETURNING:
		if (any_due(s)) {
			enter(s, SIP_STEPS_LEAVING);
			break;
		}
		/* fall through */
	case SIP_STEPS_LEAVING:
		(void)save(s);
		if (tell_lacks(s))
			part(s, s->err, s->why);
		else
			part(s, 0, "");
		break;
	case SIP_STEPS_IDLE:
	case SIP_STEPS_STANDS:
	case SIP_STEPS_LEFT:
	case SIP_STEPS_REFUSED:
	case SIP_STEPS_RESTING: break;
	}
}

static void next(struct sip_steps *s)
{
	if (!go_on(s, s->at + 1))
		round_over(s);
}

/* It answered: no. Else it may answer another time. */
static bool is_refusal(int err)
{
	switch (err) {
	case -EREMOTEIO:
	case -EPERM:
	case -ENOTSUP:
	case -EPROTO:
	case -EMSGSIZE: return true;
	}
	return false;
}

static void write_refused(struct sip_steps *s, int err, const char *why)
{
	lack(s, err == -ENOTSUP ? -EREMOTEIO : err, why);
	undo(s, s->at);
	if (s->state == SIP_STEPS_WRITING && s->at == SIP_PLACE_SERVER)
		for (unsigned i = 0; i < SIP_PLACES; i++)
			if (s->due[i])
				undo(s, i); /* without a proxy they are no use */
	next(s);
}

static void failed(struct sip_steps *s, int err, const char *why)
{
	bool writes = s->state == SIP_STEPS_WRITING || s->state == SIP_STEPS_RETURNING;
	bool back = s->state == SIP_STEPS_ASKING || s->state == SIP_STEPS_RETURNING ||
		    s->state == SIP_STEPS_LEAVING;

	if (writes && is_refusal(err)) {
		write_refused(s, err, why);
	} else if (back) {
		part(s, err, why);
	} else if (is_refusal(err)) {
		lack(s, err, why);
		next(s);
	} else {
		rest(s, err, why);
	}
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
	case SIP_STEPS_GIVE_BACK: enter(s, SIP_STEPS_ASKING); break;
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
	case SIP_STEPS_GIVE_BACK: enter(s, SIP_STEPS_ASKING); break;
	case SIP_STEPS_READ:
		if (s->state == SIP_STEPS_VERIFYING)
			check_written(s);
		next(s);
		break;
	case SIP_STEPS_DONE: next(s); break;
	case SIP_STEPS_FAILED: failed(s, err, why); break;
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
			check_returned(s);
		next(s);
		break;
	case SIP_STEPS_DONE: next(s); break;
	case SIP_STEPS_FAILED: failed(s, err, why); break;
	case SIP_STEPS_GIVE_BACK:
	case SIP_STEPS_TIME:
	case SIP_STEPS_DROP: break;
	}
}

void sip_steps_input(
	struct sip_steps *s, enum sip_steps_input in, int err, const char *why)
{
	if (in == SIP_STEPS_DROP) {
		enter(s, SIP_STEPS_IDLE);
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
