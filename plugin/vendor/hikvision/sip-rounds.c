/* SPDX-License-Identifier: Apache-2.0 */
/* sip-rounds.c - what follows from the answers of a round of SIP settings. */

#include "sip-rounds.h"

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
	sip_steps_enter(s, tell_lacks(s) ? SIP_STEPS_REFUSED : SIP_STEPS_STANDS);
}

static void refuse(struct sip_steps *s, int err, const char *why)
{
	say(s, err, why);
	sip_steps_enter(s, SIP_STEPS_REFUSED);
}

/* No answer. */
static void rest(struct sip_steps *s, int err, const char *why)
{
	bool wrote = s->state == SIP_STEPS_WRITING || s->state == SIP_STEPS_VERIFYING;

	say(s, err, why);
	s->tries += wrote;
	sip_steps_enter(
		s, s->tries < SIP_TRIES ? SIP_STEPS_RESTING : SIP_STEPS_REFUSED);
}

/* Giving back has ended; for another room or button we go on. */
static void part(struct sip_steps *s, int err, const char *why)
{
	if (!s->wanted) {
		sip_steps_enter(s, SIP_STEPS_IDLE);
		s->ops->returned(err, why, s->user);
	} else if (err == -EREMOTEIO || err == -EPERM || err == -ENOTSUP) {
		refuse(s, err, why);
	} else if (err) {
		rest(s, err, why);
	} else {
		sip_steps_enter(s, SIP_STEPS_READING);
	}
}

/* The write of this place did not happen. */
static void undo(struct sip_steps *s, enum sip_place place)
{
	s->due[place] = false;
	s->memory.places[place] = s->before.places[place];
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
	sip_steps_enter(s, SIP_STEPS_LEFT);
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
		sip_steps_enter(s, SIP_STEPS_WRITING);
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
		sip_steps_enter(s, SIP_STEPS_RETURNING);
	else
		part(s, 0, "");
}

void sip_rounds_check_written(struct sip_steps *s)
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

void sip_rounds_check_returned(struct sip_steps *s)
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
			sip_steps_enter(s, SIP_STEPS_VERIFYING);
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
			sip_steps_enter(s, SIP_STEPS_LEAVING);
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

void sip_rounds_next(struct sip_steps *s)
{
	if (!sip_steps_go_on(s, s->at + 1))
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
	sip_rounds_next(s);
}

void sip_rounds_failed(struct sip_steps *s, int err, const char *why)
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
		sip_rounds_next(s);
	} else {
		rest(s, err, why);
	}
}
