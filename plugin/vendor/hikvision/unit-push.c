/* SPDX-License-Identifier: Apache-2.0 */
/* unit-push.c - does this station have to push its events, and what does it push? */

#include "listener.h"
#include "log.h"
#include "pushed-message.h"
#include "reactor.h"
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char ISSUE[] = "push-slot";

/* ---- what it pushes ---- */

static void heard(struct unit *u, const struct pushed_message *message)
{
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

/* ---- the port ---- */

static ssize_t take_bytes(struct guest *g, struct bytes in, void *user)
{
	struct pushed_message message;
	ssize_t used = pushed_message_parse(in, &message);

	if (used > 0) {
		guest_hush(g);
		guest_delivered(g);
		heard(user, &message);
	}
	return used;
}

static int open_port(const char *peers, unsigned port, const char *path,
	struct listener **ret_listener, void *user)
{
	static const struct listener_ops ops = {.data = take_bytes};
	static const struct listener_rules rules = {
		.guests = 4,
		.untaken_max = PUSHED_MESSAGE_SIZE + 1,
		.message_ms = 5000,
		.between_ms = 5000,
	};
	struct unit *u = user;
	int err = listener_create(u->push.source.reactor, peers, port, &rules, &ops, u,
		&u->push.listener);

	if (!err)
		*ret_listener = u->push.listener;
	return err;
}

static void close_port(void *user)
{
	struct unit *u = user;

	listener_destroy(u->push.listener);
	u->push.listener = NULL;
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

static void returned(int err, const char *why, void *user)
{
	struct unit *u = user;

	if (err)
		log_warning(u->log,
			"the station still has our address for pushed events: %s", why);
	else
		log_info(u->log, "the station does not push its events to us any more");
	push_farewell_returned(&u->push.farewell, err);
}

/* ---- what is remembered, by the station and not by its address ---- */

static int recall(char *text, size_t cap, void *user)
{
	struct unit *u = user;
	char key[PUSH_KEY_MAX + 1];

	push_record_key(u->info.serial, key);
	return u->listener->recall(key, text, cap, u->user);
}

static void keep(const char *text, void *user)
{
	struct unit *u = user;
	char key[PUSH_KEY_MAX + 1];

	push_record_key(u->info.serial, key);
	u->listener->remember(key, text, u->user);
}

static const struct push_source_ops source_ops = {
	.held = held,
	.taken = taken,
	.failed = failed,
	.returned = returned,
	.listen = open_port,
	.unlisten = close_port,
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
	push_source_another(&u->push.source);
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

int unit_push_farewell(struct unit *u, farewell_done_fn *done, void *user)
{
	struct unit_push *p = &u->push;

	if (p->leaving || !device_link_stands(&u->link) ||
		!push_source_indebted(&p->source))
		return -ENOENT;
	p->leaving = true;
	device_link_finish(&u->link);
	unit_stop_polling(u);
	unit_indoor_stop(u);
	press_judge_finish(&u->judge);
	alert_stream_drop(&u->stream);
	p->instead = false;
	return push_farewell_begin(&p->farewell, &p->source, done, user);
}

void unit_push_init(struct unit *u, struct reactor *r, const struct unit_config *config)
{
	u->push.mode = config->push;
	push_source_init(&u->push.source, r, u->isapi, config->host,
		&push_rules_of_station, &source_ops, u);
}

void unit_push_finish(struct unit *u)
{
	if (!u->push.source.ops)
		return; /* it was never begun */
	push_farewell_finish(&u->push.farewell);
	push_source_finish(&u->push.source);
}
