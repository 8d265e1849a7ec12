/* SPDX-License-Identifier: Apache-2.0 */
/* unit-push.c - does this station have to push its events, and what does it push? */

#include "log.h"
#include "reactor.h"
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { KEY_MAX = 64 };

static const char ISSUE[] = "push-slot";

/* ---- what it pushes ---- */

static void heard(const struct pushed_message *message, void *user)
{
	struct unit *u = user;
	struct event ev;

	if (u->push.leaving || !*u->told.serial)
		return;
	device_link_input(&u->link, LINK_HINT, 0, "");
	advice_heard(&u->advice);
	switch (push_event(&u->push.memory, message, &ev)) {
	case PUSH_IS_EVENT: break;
	case PUSH_IS_NOTHING: return;
	case PUSH_IS_UNKNOWN:
		log_info(u->log,
			"pushed event not known to this version: code %u, class %u",
			(unsigned)message->code, message->kind);
		return;
	}
	ev.asked_ms = u->link.timers->now_ms;
	if (ev.kind == EVENT_DOOR_UNLOCKED) {
		press_judge_unlock(&u->judge);
		if (!unlock_fuse_news(&u->unlocks, &ev, ev.asked_ms))
			return;
	}
	if (ev.kind == EVENT_BELL_PRESSED) {
		advice_pressed(&u->advice);
		call_watch_hurry(&u->call_watch);
	}
	u->listener->event(&ev, u->user);
}

/* ---- the registration ---- */

static void withdraw_issue(struct unit *u)
{
	if (!u->push.told_taken)
		return;
	u->push.told_taken = false;
	u->listener->issue(ISSUE, NULL, u->user);
}

static void held(bool news, void *user)
{
	struct unit *u = user;
	const struct push_record *where = &u->push.source.now;

	if (news)
		log_info(u->log, "the station pushes its events to %s, port %u",
			where->address, where->port);
	withdraw_issue(u);
	if (u->push.instead)
		device_link_input(&u->link,
			u->link.state == LINK_OPENING ? LINK_INSTEAD : LINK_ALIVE, 0,
			"");
}

static void taken(const char *who, void *user)
{
	struct unit *u = user;
	char text[480];

	snprintf(text, sizeof(text),
		"The station pushes its events to %s already, and has one place only. "
		"Gatehouse leaves that alone. Remove it on the station, or there where it "
		"was set up, or switch Pushed Events off.",
		who);
	if (!u->push.told_taken) {
		u->push.told_taken = true;
		log_warning(u->log,
			"the station cannot push its events to us: they go to %s", who);
		u->listener->issue(ISSUE,
			&(struct unit_issue){
				"The door station's events go to another program", text,
				"/push_events"},
			u->user);
	}
	if (u->push.instead)
		device_link_input(&u->link, LINK_LOST, -EREMOTEIO,
			"the station has no event stream, and pushes its events to "
			"another program");
}

static void failed(int err, const char *why, void *user)
{
	struct unit *u = user;

	if (u->push.instead)
		device_link_input(&u->link, LINK_LOST, err, why);
	else
		log_warning(u->log,
			"the station could not be told to push its events: %s", why);
}

static void parted(void *user)
{
	struct unit *u = user;
	farewell_done_fn *done = u->push.done;

	timer_stop(&u->push.limit);
	u->push.done = NULL;
	done(u->push.part_err, u->push.done_user);
}

static void part(struct unit *u, int err)
{
	u->push.part_err = err;
	reactor_defer(u->push.source.reactor, &u->push.parted, parted, u);
}

static void returned(int err, const char *why, void *user)
{
	struct unit *u = user;

	if (err)
		log_warning(u->log,
			"the station still has our address for pushed events: %s", why);
	else
		log_info(u->log, "the station does not push its events to us any more");
	if (u->push.done)
		part(u, err);
}

/* ---- what is remembered, by the station and not by its address ---- */

static void key_of(const struct unit *u, char key[KEY_MAX + 1])
{
	const char *serial = u->info.serial;
	size_t len = strlen(serial), n;
	static const char prefix[] = "push-";
	const size_t room = KEY_MAX - (sizeof(prefix) - 1);

	if (len > room) /* its end tells it from others of the model */
		serial += len - room;
	snprintf(key, KEY_MAX + 1, "%s%.59s", prefix, serial);
	for (n = 0; key[n]; n++) {
		char c = key[n];

		if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') &&
			!(c >= 'a' && c <= 'z') && c != '-')
			key[n] = '_';
	}
}

static int recall(char *text, size_t cap, void *user)
{
	struct unit *u = user;
	char key[KEY_MAX + 1];

	key_of(u, key);
	return u->listener->recall(key, text, cap, u->user);
}

static void keep(const char *text, void *user)
{
	struct unit *u = user;
	char key[KEY_MAX + 1];

	key_of(u, key);
	u->listener->remember(key, text, u->user);
}

static const struct push_source_ops source_ops = {
	.held = held,
	.taken = taken,
	.failed = failed,
	.returned = returned,
	.heard = heard,
	.recall = recall,
	.remember = keep,
};

/* ---- is it needed? ---- */

bool unit_push_instead(struct unit *u)
{
	if (u->link.state != LINK_OPENING)
		return false;
	if (u->push.mode == PUSH_OFF) {
		device_link_input(&u->link, LINK_FAILED, -ENOTSUP,
			"the station has no event stream: it can only push its events, "
			"and Pushed Events is off");
		return true;
	}
	u->push.instead = true;
	push_source_start(&u->push.source);
	return true;
}

void unit_push_online(struct unit *u)
{
	struct unit_push *p = &u->push;

	switch (p->mode) {
	case PUSH_OFF: push_source_give_back(&p->source, false); break;
	case PUSH_AUTO:
		if (p->deaf && !p->instead)
			push_source_start(&p->source);
		break;
	case PUSH_ON:
		if (!p->instead)
			push_source_start(&p->source);
		break;
	}
}

void unit_push_drop(struct unit *u)
{
	u->push.instead = false;
	u->push.needless = false;
	push_source_drop(&u->push.source);
}

void unit_push_another(struct unit *u)
{
	struct push_source *s = &u->push.source;

	s->recalled = false;
	s->before = s->now = (struct push_record){0};
	u->push.deaf = false;
}

void unit_push_needless(struct unit *u)
{
	struct unit_push *p = &u->push;

	if (p->mode != PUSH_AUTO || p->needless || u->link.state != LINK_LISTENING)
		return;
	p->needless = true;
	p->deaf = false;
	withdraw_issue(u);
	if (push_source_give_back(&p->source, false))
		push_source_drop(&p->source);
}

void unit_push_journal(struct unit *u, int err)
{
	if (!err)
		unit_push_needless(u);
	u->push.no_journal = err == -ENOTSUP;
}

void unit_push_no_calls(struct unit *u)
{
	struct unit_push *p = &u->push;

	if (p->mode != PUSH_AUTO || !p->no_journal || p->needless || p->deaf ||
		u->link.state != LINK_LISTENING)
		return;
	log_info(u->log, "the station's event stream tells of no call: its events are "
			 "wanted pushed");
	p->deaf = true;
	push_source_start(&p->source);
}

/* ---- life ---- */

static void out_of_time(void *user)
{
	struct unit *u = user;

	push_source_drop(&u->push.source);
	returned(-ETIMEDOUT, "it took too long to answer", u);
}

int unit_push_farewell(struct unit *u, farewell_done_fn *done, void *user)
{
	struct unit_push *p = &u->push;

	if (p->leaving || !device_link_stands(&u->link) ||
		!push_source_indebted(&p->source))
		return -ENOENT;
	p->leaving = true;
	p->done = done;
	p->done_user = user;
	device_link_finish(&u->link);
	unit_stop_polling(u);
	unit_indoor_stop(u);
	press_judge_finish(&u->judge);
	alert_stream_drop(&u->stream);
	p->instead = false;
	timer_start(u->link.timers, &p->limit, UNIT_FAREWELL_MS - 200, out_of_time, u);
	return push_source_give_back(&p->source, true);
}

void unit_push_init(struct unit *u, struct reactor *r, const struct unit_config *config)
{
	u->push.mode = config->push;
	push_source_init(&u->push.source, r, u->isapi, config->host, &source_ops, u);
}

void unit_push_finish(struct unit *u)
{
	if (!u->push.source.ops)
		return; /* it was never begun */
	timer_stop(&u->push.limit);
	deferred_cancel(&u->push.parted);
	push_source_finish(&u->push.source);
}
