/* SPDX-License-Identifier: Apache-2.0 */
/* unit-sip.c - the calls of a door station: by SIP where they come by SIP, else by its
 * call signals. */

#include "call-signal.h"
#include "command.h"
#include "unit.h"

#include <errno.h>

/* ---- what SIP tells ---- */

static void sip_event(const struct event *ev, void *user)
{
	struct unit *u = user;

	u->counts.events++;
	u->listener->event(ev, u->user);
	button_wait_end(&u->wait);
	call_watch_hurry(&u->call_watch);
}

static void tell_unnamed(const struct event *ev, void *user)
{
	struct unit *u = user;

	u->listener->event(ev, u->user);
}

void unit_tell_press(struct unit *u, const struct event *ev)
{
	if (!ev->button && sip_door_expects(&u->sip))
		button_wait_hold(&u->wait, ev);
	else
		u->listener->event(ev, u->user);
}

/* Autoinstall begins here: what the station must be set to is known, or another. */
static void sip_placed(const char *address, unsigned port, void *user)
{
}

static const struct sip_door_ops sip_ops = {.event = sip_event, .placed = sip_placed};

void unit_sip_init(struct unit *u, struct reactor *r, const struct unit_config *config)
{
	u->reactor = r;
	button_wait_init(&u->wait, reactor_timers(r), tell_unnamed, u);
	sip_door_init(&u->sip, r, config->host, &config->sip, u->listener, u->user,
		u->log, &sip_ops, u);
}

void unit_sip_finish(struct unit *u)
{
	button_wait_finish(&u->wait);
	sip_door_finish(&u->sip);
}

/* ---- orders ---- */

/* Whoever says that it rings, or talks; where nobody does, the one that speaks for all. */
static struct isapi *who_has_the_call(const struct unit *u)
{
	if (u->voice.state == VOICE_SPEAKS && u->voice.status != CALL_STATUS_IDLE)
		return u->isapi;
	for (unsigned i = 0; i < u->indoor.count; i++) {
		const struct indoor_station *s = &u->indoor.stations[i];

		if (s->voice.state == VOICE_SPEAKS && s->voice.status != CALL_STATUS_IDLE)
			return s->isapi;
	}
	return unit_isapi(u);
}

int unit_call(struct unit *u, enum call_order order, command_done_fn *done, void *user,
	struct unit_command **ret_command)
{
	int err = sip_door_order(&u->sip, order);

	if (!err)
		return command_done(u->reactor, 0, "", done, user, ret_command);
	if (err != -ENOENT)
		return err;
	if (!device_link_stands(&u->link))
		return -ENOTCONN;
	err = call_signal_send(who_has_the_call(u), order, done, user, ret_command);
	if (!err)
		call_watch_hurry(&u->call_watch);
	return err;
}

int unit_sip_unlock(struct unit *u, unsigned door, enum door_action action,
	command_done_fn *done, void *user, struct unit_command **ret_command)
{
	int err = -ENOENT;

	if (action == DOOR_UNLOCK && door == u->info.first_door)
		err = sip_door_unlock(&u->sip);
	if (err)
		return err;
	return command_done(u->reactor, -ETIMEDOUT,
		"the code was sent inside the call; whether the door opened, only the "
		"station's own event tells",
		done, user, ret_command);
}
