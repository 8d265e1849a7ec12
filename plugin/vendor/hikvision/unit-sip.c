/* SPDX-License-Identifier: Apache-2.0 */
/* unit-sip.c - the calls of a door station: by SIP where they come by SIP, else by its
 * call signals. */

#include "call-signal.h"
#include "command.h"
#include "log.h"
#include "unit.h"

#include <errno.h>
#include <stdio.h>

enum { RETURN_LIMIT_MS = UNIT_FAREWELL_MS - 200, WAS_TEXT = 640 };

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

/* ---- autoinstall ---- */

static void install_status(const struct sip_install_status *status, void *user)
{
	struct unit *u = user;

	if (status->err)
		log_warning(u->log, "autoinstall: %s", status->why);
	else if (status->state == SIP_INSTALL_STANDS)
		log_info(u->log, "autoinstall: the station is set to call us");
}

static void install_issue(const struct unit_issue *issue, void *user)
{
	struct unit *u = user;

	u->listener->issue(SIP_INSTALL_ISSUE, issue, u->user);
}

/* Nobody will try again, and an issue goes with the instance. */
static void tell_left_there(const struct unit *u, const char *why)
{
	char was[WAS_TEXT + 1];

	sip_install_print_was(&u->install, was, sizeof(was));
	log_warning(u->log,
		"autoinstall: removed, and the station's SIP settings may still lead here: "
		"%s. Before: %s",
		why, *was ? was : "not known");
}

static void install_returned(int err, const char *why, void *user)
{
	struct unit *u = user;

	if (!err)
		log_info(u->log, "autoinstall: the station's own settings are back");
	else if (u->parting.returning)
		tell_left_there(u, why);
	else
		log_warning(
			u->log, "autoinstall: not all could be given back: %s", why);
	if (!u->parting.returning)
		return;
	u->parting.returning = false;
	timer_stop(&u->parting.limit);
	unit_parted(u, err);
}

static void out_of_time(void *user)
{
	struct unit *u = user;

	sip_install_drop(&u->install);
	install_returned(-ETIMEDOUT, "it took too long to answer", u);
}

static int install_recall(char *text, size_t cap, void *user)
{
	char key[SIP_MEMORY_KEY_MAX + 1];
	struct unit *u = user;

	sip_memory_key(u->info.serial, key);
	return u->listener->recall(key, text, cap, u->user);
}

static void install_remember(const char *text, void *user)
{
	char key[SIP_MEMORY_KEY_MAX + 1];
	struct unit *u = user;

	sip_memory_key(u->info.serial, key);
	u->listener->remember(key, text, u->user);
}

static const struct sip_install_ops install_ops = {
	.status = install_status,
	.issue = install_issue,
	.returned = install_returned,
	.recall = install_recall,
	.remember = install_remember,
};

static void want(struct unit *u)
{
	const struct sip_line_status *placed = &u->sip.report.status;
	const struct sip_config *c = &u->sip.config;
	struct sip_values values = {
		.port = placed->port, .room = c->room, .button = c->button};

	if (!placed->port)
		return; /* it is not known yet; sip_placed() follows */
	snprintf(values.address, sizeof(values.address), "%s", placed->address);
	snprintf(values.doorbell_number, sizeof(values.doorbell_number), "%s",
		c->doorbell_number);
	snprintf(values.proxy_number, sizeof(values.proxy_number), "%s",
		c->proxy_number);
	if (sip_install_want(&u->install, &values))
		log_warning(u->log, "autoinstall: these values cannot be written");
}

static bool wants_install(const struct unit *u)
{
	return u->sip.config.mode == SIP_USE_SERVER && u->sip.config.autoinstall;
}

/* Through an indoor station nothing is asked and written: they would be its settings. */
void unit_sip_online(struct unit *u)
{
	if (u->indoor.via)
		return;
	if (wants_install(u)) {
		want(u);
		return;
	}
	(void)sip_install_give_back(&u->install, false);
	if (u->sip.config.mode == SIP_USE_SERVER &&
		u->sip.report.status.state == SIP_LISTENING)
		sip_look_ask(&u->look);
}

void unit_sip_drop(struct unit *u)
{
	sip_door_link_lost(&u->sip);
	sip_install_drop(&u->install);
	sip_look_drop(&u->look);
}

/* Whom nobody has reached yet is not known by its serial number, and so not what it is
 * owed. */
bool unit_sip_returns(struct unit *u)
{
	bool known = *u->info.serial;

	if (known ? !sip_install_indebted(&u->install) : !wants_install(u))
		return false;
	if (!device_link_stands(&u->link)) {
		tell_left_there(u, "the station cannot be reached");
		return false;
	}
	return true;
}

void unit_sip_give_back(struct unit *u)
{
	u->parting.pending++;
	u->parting.returning = true;
	timer_start(reactor_timers(u->reactor), &u->parting.limit, RETURN_LIMIT_MS,
		out_of_time, u);
	(void)sip_install_give_back(&u->install, true);
}

void unit_sip_another(struct unit *u)
{
	sip_install_another(&u->install);
}

static void sip_placed(const char *address, unsigned port, void *user)
{
	struct unit *u = user;

	if (device_link_stands(&u->link))
		unit_sip_online(u);
}

static const struct sip_door_ops sip_ops = {.event = sip_event, .placed = sip_placed};

void unit_sip_init(struct unit *u, struct reactor *r, const struct unit_config *config)
{
	u->reactor = r;
	button_wait_init(&u->wait, reactor_timers(r), tell_unnamed, u);
	u->look = (struct sip_look){.isapi = u->isapi, .report = &u->sip.report};
	sip_install_init(&u->install, r, u->isapi, u->log, &install_ops, u);
	sip_door_init(&u->sip, r, config->host, &config->sip, u->listener, u->user,
		u->log, &sip_ops, u);
}

void unit_sip_finish(struct unit *u)
{
	timer_stop(&u->parting.limit);
	button_wait_finish(&u->wait);
	sip_look_drop(&u->look);
	sip_door_finish(&u->sip);
	sip_install_finish(&u->install);
}

/* ---- orders ---- */

/* Whoever says that it rings, or talks; where nobody does, the one that speaks for all. */
static struct isapi *who_has_the_call(const struct unit *u)
{
	if (u->voice.state == VOICE_SPEAKS && u->voice.status != CALL_STATUS_IDLE)
		return u->isapi;
	for (unsigned i = 0; i < u->indoor.count; i++) {
		const struct indoor_station *s = &u->indoor.stations[i];

		if (s->voice.state == VOICE_SPEAKS &&
			s->voice.status != CALL_STATUS_IDLE)
			return s->isapi;
	}
	return unit_isapi(u);
}

int unit_call(struct unit *u, enum call_order order, command_done_fn *done, void *user,
	struct unit_command **ret_command)
{
	int err = sip_door_order(&u->sip, order);

	if (!err)
		return command_settled(u->reactor, 0, "", done, user, ret_command);
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
	return command_settled(u->reactor, -ETIMEDOUT,
		"the code was sent inside the call; whether the door opened, only the "
		"station's own event tells",
		done, user, ret_command);
}
