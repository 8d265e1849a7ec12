/* SPDX-License-Identifier: Apache-2.0 */
/* camera-unit.c - a Hikvision camera or recorder: its life, and what the vendor can do. */

#include "camera-unit.h"

#include "command.h"
#include "hikvision.h"
#include "reactor.h"
#include "timers.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An NVR that closes its stream every 40 s is back in one (core#82767); a body of 40 bytes
 * ends in no time; places that are taken are so for a minute or two (K1T342: 120 s). */
static const struct device_link_traits traits = {
	.grace_ms = 15 * 1000,
	.proof_ms = 2000,
	.busy_first_ms = 37500,  /* with what backoff.h spreads: 30 to 45 s */
	.busy_limit_ms = 100000, /* 80 to 120 s */
};

/* ---- the link's surroundings ---- */

/* Until it is known to be the same device, nothing is written to it. Rationale: not when the
 * stream is lost: a device that refuses that may still post. */
static void link_identify(void *user)
{
	struct unit *u = user;

	camera_push_drop(&u->push);
	camera_identify(u);
}

static void link_probe(void *user)
{
	camera_probe(user);
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

static void take_fingerprint(struct unit *u)
{
	snprintf(u->info.fingerprint, sizeof(u->info.fingerprint), "%s",
		isapi_fingerprint(u->isapi));
}

static void link_open_stream(void *user)
{
	struct unit *u = user;
	int err;

	take_fingerprint(u);
	u->info.view = &u->view.view;
	if (end_check(u, 0, "", &u->info))
		return;
	camera_tell_known(u);
	camera_push_online(&u->push, u->info.serial);
	err = alert_stream_open(&u->stream, u->isapi);
	if (err)
		device_link_input(&u->link, LINK_FAILED, -EREMOTEIO, strerror(-err));
}

static void link_online(void *user)
{
	struct unit *u = user;

	u->counts.connections++;
	u->offline_err = 0;
	u->listener->online(u->user);
}

static void link_offline(int err, const char *why, void *user)
{
	struct unit *u = user;
	const struct unit_info *info = NULL;

	if (err == -ENOKEY) {
		take_fingerprint(u);
		info = &u->info;
	}
	if (end_check(u, err, why, info))
		return;
	u->counts.losses++;
	u->offline_err = err;
	u->listener->offline(err, why, u->user);
}

static void link_drop(void *user)
{
	struct unit *u = user;

	isapi_cancel(u->question);
	u->question = NULL;
	question_round_drop(&u->round);
	alert_stream_drop(&u->stream);
	camera_status_drop(u);
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
	struct unit *u = user;

	login_issue_judge(&u->login_issue, u->isapi);
	if (!isapi_login(u->isapi))
		device_link_unlocked(&u->link);
}

static void tell(struct unit *u, enum event_kind kind, unsigned number)
{
	u->listener->event(
		&(struct event){.kind = kind, .source = SOURCE_POLL, .door = number},
		u->user);
}

static void output_told(unsigned output, bool on, void *user)
{
	tell(user, on ? EVENT_OUTPUT_ON : EVENT_OUTPUT_OFF, output);
}

static void detection_told(unsigned channel, bool on, void *user)
{
	tell(user, on ? EVENT_DETECTION_ON : EVENT_DETECTION_OFF, channel);
}

static void alert_posted(const struct alert *alert, void *user)
{
	camera_unit_take_alert(user, alert, SOURCE_PUSH);
}

/* ---- life ---- */

static int init_push(
	struct unit *u, struct reactor *r, const struct unit_config *config)
{
	const struct camera_push_owner owner = {
		.listener = u->listener,
		.listener_user = u->user,
		.log = u->log,
		.recorder = &u->stream.recorder,
		.alert = alert_posted,
		.user = u,
	};

	return camera_push_init(&u->push, r, u->isapi, config, &owner);
}

static void unit_destroy(struct unit *u)
{
	if (!u)
		return;
	login_issue_withdraw(&u->login_issue);
	clock_advice_forget(&u->clock);
	device_link_finish(&u->link);
	question_round_finish(&u->round);
	camera_status_stop(u);
	camera_check_drop(&u->check);
	motion_switches_drop(&u->switches);
	camera_push_finish(&u->push);
	alert_stream_finish(&u->stream);
	isapi_destroy(u->isapi);
	camera_view_finish(&u->view);
	camera_found_finish(&u->found);
	free(u);
}

static int unit_create(struct reactor *r, const struct unit_config *config,
	const struct unit_listener *listener, const struct log *log, void *user,
	struct unit **ret_unit)
{
	struct unit *u = calloc(1, sizeof(*u));
	struct timers *timers = reactor_timers(r);
	int err;

	if (!u)
		return -ENOMEM;
	u->listener = listener;
	u->user = user;
	u->log = log;
	snprintf(u->host, sizeof(u->host), "%s", config->host);
	snprintf(u->username, sizeof(u->username), "%s", config->username);
	camera_found_init(&u->found);
	device_link_init(&u->link, timers, (unsigned)(uintptr_t)u >> 4, &link_ops, u);
	u->link.traits = traits;
	alert_stream_init(&u->stream, timers, log, &camera_stream_listener, u);
	u->login_issue = (struct login_issue){.listener = listener,
		.user = user,
		.title = "The account of the camera or recorder is about to be locked",
		.others = "the app and everybody else who uses it"};
	u->clock = (struct clock_advice){.listener = listener,
		.user = user,
		.log = log,
		.timers = timers,
		.device = "camera or recorder"};
	err = isapi_create(r, config, log, login_changed, u, &u->isapi);
	if (!err)
		err = init_push(u, r, config);
	if (err) {
		unit_destroy(u);
		return err;
	}
	u->outputs = (struct alarm_outputs){
		.isapi = u->isapi, .told = output_told, .user = u};
	u->switches = (struct motion_switches){
		.isapi = u->isapi, .told = detection_told, .user = u};
	u->check = (struct camera_check){.isapi = u->isapi,
		.timers = timers,
		.username = u->username,
		.found = &u->found};
	*ret_unit = u;
	return 0;
}

static void unit_start(struct unit *u)
{
	device_link_input(&u->link, LINK_START, 0, "");
}

static int unit_check(struct unit *u, check_done_fn *done, void *user)
{
	if (u->link.state != LINK_IDLE)
		return -EBUSY;
	u->check_done = done;
	u->check_user = user;
	unit_start(u);
	return 0;
}

static int unit_farewell(
	struct unit *u, bool for_good, farewell_done_fn *done, void *user)
{
	bool there = device_link_stands(&u->link) || camera_push_stands(&u->push);

	if (!there || !camera_push_owes(&u->push))
		return -ENOENT;
	device_link_finish(&u->link);
	camera_status_stop(u);
	question_round_drop(&u->round);
	alert_stream_drop(&u->stream);
	return camera_push_farewell(&u->push, done, user);
}

/* ---- commands ---- */

static int unit_output(struct unit *u, unsigned output, bool on, command_done_fn *done,
	void *user, struct unit_command **ret_command)
{
	return alarm_output_send(&u->outputs, output, on, done, user, ret_command);
}

static void unit_ask_output(struct unit *u, unsigned output)
{
	alarm_output_ask(&u->outputs, output);
}

/* @return the stream's id; 0: there is none */
static unsigned stream_of(const struct unit *u, unsigned channel, const char *profile)
{
	int place = camera_view_wished(&u->view, channel);

	if (place < 0)
		return 0;
	return camera_view_stream(&u->view, &u->found, (unsigned)place, profile);
}

static int unit_snapshot(struct unit *u, const struct picture_wish *wish,
	picture_done_fn *done, void *user, struct unit_picture **ret_picture)
{
	int place = camera_view_wished(&u->view, wish->channel);

	return camera_snapshot(u->isapi, stream_of(u, wish->channel, "main"),
		place >= 0 && u->view.ways[place].proxy, wish, done, user, ret_picture);
}

static int unit_stream_url(const struct unit *u, unsigned channel, const char *profile,
	char *url, size_t cap)
{
	return camera_stream_url(u->host, stream_of(u, channel, profile),
		isapi_bare(u->isapi), url, cap);
}

/* @return false: there is no such channel, or its detection cannot be switched */
static bool find_detection(
	const struct unit *u, unsigned channel, struct motion_place *ret_place)
{
	int place = camera_view_wished(&u->view, channel);

	if (place < 0 || !u->view.view.channels[place].has_detection)
		return false;
	*ret_place = (struct motion_place){channel, u->view.view.channels[place].number,
		u->view.ways[place].proxy};
	return true;
}

static int unit_detection(struct unit *u, unsigned channel, bool on,
	command_done_fn *done, void *user, struct unit_command **ret_command)
{
	struct motion_place place;

	if (!find_detection(u, channel, &place))
		return -ENOTSUP;
	return motion_switch_send(&u->switches, &place, on, done, user, ret_command);
}

static void unit_ask_detection(struct unit *u, unsigned channel)
{
	struct motion_place place;

	if (find_detection(u, channel, &place))
		motion_switch_ask(&u->switches, &place);
}

/* Rationale: a device that is there and does not let us hear of events is just what is to
 * be checked. */
static int unit_self_check(struct unit *u, self_check_done_fn *done, void *user)
{
	if (!u->probed || isapi_login(u->isapi))
		return -ENOTCONN;
	return camera_check_begin(&u->check, u->offline_err == -EPERM, done, user);
}

static void unit_forget_self_check(struct unit *u)
{
	camera_check_drop(&u->check);
}

/* Source: as of a door station, hikvision.c; hikvision_next sends the same to cameras */
static int unit_reboot(struct unit *u, command_done_fn *done, void *user,
	struct unit_command **ret_command)
{
	return command_send(
		u->isapi, "/ISAPI/System/reboot", "", done, user, ret_command);
}

const struct vendor hikvision_camera_vendor = {
	.name = "hikvision-camera",
	.manufacturer = "Hikvision",
	.create = unit_create,
	.start = unit_start,
	.check = unit_check,
	.destroy = unit_destroy,
	.farewell = unit_farewell,
	.output = unit_output,
	.ask_output = unit_ask_output,
	.cancel = command_cancel,
	.snapshot = unit_snapshot,
	.forget_snapshot = camera_forget,
	.stream_url = unit_stream_url,
	.detection = unit_detection,
	.ask_detection = unit_ask_detection,
	.self_check = unit_self_check,
	.forget_self_check = unit_forget_self_check,
	.reboot = unit_reboot,
	.diagnose = camera_diagnose,
};
