/* SPDX-License-Identifier: Apache-2.0 */
/* hikvision.c - a Hikvision door station: one unit's life, and what the vendor can do. */

#include "hikvision.h"

#include "command.h"
#include "door.h"
#include "reactor.h"
#include "timers.h"
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the link's surroundings ---- */

static void link_identify(void *user)
{
	unit_identify(user);
}

static void link_probe(void *user)
{
	unit_probe(user);
}

/* A check ends where the stream would begin, or with the first failure.
 * @return whether this was one */
static bool end_check(
	struct unit *u, int err, const char *why, const struct unit_info *info)
{
	check_done_fn *done = u->check_done;

	if (!done)
		return false;
	u->check_done = NULL;
	done(err, why, info, u->check_user);
	return true;
}

static bool same_info(const struct unit_info *a, const struct unit_info *b)
{
	return !strcmp(a->serial, b->serial) && !strcmp(a->name, b->name) &&
	       !strcmp(a->model, b->model) && !strcmp(a->firmware, b->firmware) &&
	       !strcmp(a->mac, b->mac) && a->doors_known == b->doors_known &&
	       a->first_door == b->first_door && a->last_door == b->last_door &&
	       !strcmp(a->doors_why, b->doors_why) && a->can_hold == b->can_hold &&
	       !memcmp(a->open_ms, b->open_ms, sizeof(a->open_ms)) &&
	       a->outputs == b->outputs && a->has_camera == b->has_camera &&
	       a->indirect == b->indirect;
}

static void link_open_stream(void *user)
{
	struct unit *u = user;
	int err;

	unit_take_fingerprint(u);
	if (u->check_done) {
		sip_door_advice(&u->sip, u->to_do, sizeof(u->to_do));
		u->info.to_do = *u->to_do ? u->to_do : NULL;
	}
	if (end_check(u, 0, "", &u->info))
		return;
	if (!same_info(&u->info, &u->told)) {
		u->told = u->info;
		u->listener->known(&u->info, u->user);
	}
	unit_indoor_start(u);
	if (u->indoor.via) {
		call_voice_mute(&u->voice);
		device_link_input(&u->link, LINK_INSTEAD, 0, "");
		return;
	}
	call_watch_start(&u->call_watch);
	err = alert_stream_open(&u->stream, u->isapi);
	if (err)
		device_link_input(&u->link, LINK_FAILED, -EREMOTEIO, strerror(-err));
}

static void link_online(void *user)
{
	struct unit *u = user;

	u->polls_lost = 0;
	u->counts.connections++;
	u->listener->online(u->user);
	if (u->indoor.via)
		return;
	unit_stop_polling(u);
	call_watch_start(&u->call_watch); /* at once, whatever the wait had grown to */
	unit_push_online(u);
	unit_sip_online(u);
}

static void link_offline(int err, const char *why, void *user)
{
	struct unit *u = user;
	const struct unit_info *info = NULL;

	if (err == -ENOKEY) {
		unit_take_fingerprint(u);
		info = &u->info;
	}
	if (end_check(u, err, why, info))
		return;
	u->counts.losses++;
	if (err == -EACCES || err == -EAGAIN) {
		unit_stop_polling(u);
		call_voice_mute(&u->voice);
	}
	u->listener->offline(err, why, u->user);
}

static void link_drop(void *user)
{
	struct unit *u = user;

	isapi_cancel(u->question);
	u->question = NULL;
	question_round_drop(&u->round);
	alert_stream_drop(&u->stream);
	unit_drop_journal(u);
	unit_push_drop(u);
	unit_sip_drop(u);
	advice_deaf(&u->advice);
}

static const struct device_link_ops link_ops = {
	.identify = link_identify,
	.probe = link_probe,
	.open_stream = link_open_stream,
	.drop = link_drop,
	.online = link_online,
	.offline = link_offline,
};

static void login_changed(void *user)
{
	unit_login_changed(user);
}

static void output_told(unsigned output, bool on, void *user)
{
	struct unit *u = user;

	u->listener->event(
		&(struct event){.kind = on ? EVENT_OUTPUT_ON : EVENT_OUTPUT_OFF,
			.source = SOURCE_POLL,
			.door = output},
		u->user);
}

/* ---- life ---- */

static void unit_destroy(struct unit *u)
{
	if (!u)
		return;
	login_issue_withdraw(&u->login_issue);
	device_link_finish(&u->link);
	call_watch_finish(&u->call_watch);
	journal_watch_finish(&u->journal);
	press_judge_finish(&u->judge);
	advice_finish(&u->advice);
	clock_advice_forget(&u->clock);
	unit_push_finish(u);
	unit_sip_finish(u);
	unit_indoor_finish(u);
	question_round_finish(&u->round);
	alert_stream_finish(&u->stream);
	isapi_destroy(u->isapi);
	free(u);
}

static int unit_create(struct reactor *r, const struct unit_config *config,
	const struct unit_listener *listener, const struct log *log, void *user,
	struct unit **ret_unit)
{
	struct unit *u = calloc(1, sizeof(*u));
	struct timers *timers = reactor_timers(r);
	unsigned noise = (unsigned)(uintptr_t)u >> 4;
	int err;

	if (!u)
		return -ENOMEM;
	u->listener = listener;
	u->user = user;
	u->log = log;
	snprintf(u->host, sizeof(u->host), "%s", config->host);
	u->login_issue = (struct login_issue){.listener = listener,
		.user = user,
		.title = "The account of the door station is about to be locked",
		.others = "the app and the indoor station"};
	alert_stream_init(&u->stream, timers, log, &unit_stream_listener, u);
	device_link_init(&u->link, timers, noise, &link_ops, u);
	call_watch_init(&u->call_watch, timers, noise, unit_ask_call_status, u);
	journal_watch_init(&u->journal, timers, noise, &unit_journal_ops, u);
	press_judge_init(&u->judge, timers, unit_pressed, u);
	u->judge.remote = unit_remote_unlock;
	advice_init(&u->advice, timers, listener->issue, user);
	u->clock = (struct clock_advice){.listener = listener,
		.user = user,
		.log = log,
		.timers = timers,
		.device = "door station"};
	err = isapi_create(r, config, log, login_changed, u, &u->isapi);
	if (!err)
		err = unit_indoor_init(u, r, config);
	if (err) {
		unit_destroy(u);
		return err;
	}
	u->outputs = (struct alarm_outputs){
		.isapi = u->isapi, .told = output_told, .user = u};
	unit_push_init(u, r, config);
	unit_sip_init(u, r, config);
	*ret_unit = u;
	return 0;
}

static void unit_start(struct unit *u)
{
	sip_door_start(&u->sip);
	device_link_input(&u->link, LINK_START, 0, "");
}

static int unit_check(struct unit *u, check_done_fn *done, void *user)
{
	if (u->link.state != LINK_IDLE)
		return -EBUSY;
	u->check_done = done;
	u->check_user = user;
	device_link_input(&u->link, LINK_START, 0, "");
	return 0;
}

static int unit_door(struct unit *u, unsigned door, enum door_action action,
	command_done_fn *done, void *user, struct unit_command **ret_command)
{
	int err;

	if (action != DOOR_LOCK)
		press_judge_unlock(&u->judge);
	err = unit_sip_unlock(u, door, action, done, user, ret_command);
	if (err != -ENOENT)
		return err;
	err = door_send(
		unit_isapi(u), &u->doors, door, action, done, user, ret_command);
	if (!err)
		unit_watch_door(u, action, *ret_command);
	return err;
}

/* ---- farewell ---- */

void unit_parted(struct unit *u, int err)
{
	if (err)
		u->parting.err = err;
	if (!--u->parting.pending)
		u->parting.done(u->parting.err, u->parting.user);
}

static void push_parted(int err, void *user)
{
	unit_parted(user, err);
}

static void sip_parted(void *user)
{
	unit_parted(user, 0);
}

static int unit_farewell(
	struct unit *u, bool for_good, farewell_done_fn *done, void *user)
{
	bool returns = for_good && unit_sip_returns(u);

	if (u->parting.pending)
		return -ENOENT;
	u->parting = (struct unit_parting){.done = done, .user = user};
	u->parting.pending += !unit_push_farewell(u, push_parted, u);
	u->parting.pending += !sip_door_farewell(&u->sip, sip_parted, u);
	if (!u->parting.pending && !returns)
		return -ENOENT;
	unit_push_hush(u);
	if (returns)
		unit_sip_give_back(u);
	return 0;
}

static int unit_output(struct unit *u, unsigned output, bool on, command_done_fn *done,
	void *user, struct unit_command **ret_command)
{
	return alarm_output_send(&u->outputs, output, on, done, user, ret_command);
}

static void unit_ask_output(struct unit *u, unsigned output)
{
	alarm_output_ask(&u->outputs, output);
}

static int unit_snapshot(struct unit *u, const struct picture_wish *wish,
	picture_done_fn *done, void *user, struct unit_picture **ret_picture)
{
	return camera_snapshot(u->isapi,
		camera_stream(&u->streams, wish->channel, "main"), false, wish, done,
		user, ret_picture);
}

static int unit_stream_url(const struct unit *u, unsigned channel, const char *profile,
	char *url, size_t cap)
{
	return camera_stream_url(
		u->host, camera_stream(&u->streams, channel, profile), false, url, cap);
}

/* Source: ISAPI "System/reboot", without a body, as Scrypted sends it. */
static int unit_reboot(struct unit *u, command_done_fn *done, void *user,
	struct unit_command **ret_command)
{
	if (u->indoor.via)
		return -ENOTSUP; /* it would start the indoor station anew */
	return command_send(
		u->isapi, "/ISAPI/System/reboot", "", done, user, ret_command);
}

const struct vendor hikvision_vendor = {
	.name = "hikvision",
	.manufacturer = "Hikvision",
	.create = unit_create,
	.start = unit_start,
	.check = unit_check,
	.destroy = unit_destroy,
	.farewell = unit_farewell,
	.door = unit_door,
	.output = unit_output,
	.ask_output = unit_ask_output,
	.call = unit_call,
	.cancel = command_cancel,
	.snapshot = unit_snapshot,
	.forget_snapshot = camera_forget,
	.stream_url = unit_stream_url,
	.reboot = unit_reboot,
	.diagnose = unit_diagnose,
};
