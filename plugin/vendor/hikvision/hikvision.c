/* SPDX-License-Identifier: Apache-2.0 */
/* hikvision.c - a Hikvision door station: one unit's life, and what the vendor can do. */

#include "hikvision.h"

#include "alert-xml.h"
#include "buffer.h"
#include "call-watch.h"
#include "device-link.h"
#include "door.h"
#include "hikvision-events.h"
#include "isapi-reply.h"
#include "isapi.h"
#include "log.h"
#include "multipart.h"
#include "press-judge.h"
#include "reactor.h"
#include "timers.h"
#include "vendor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	QUESTION_LIMIT_MS = 8000,
	CALL_STATUS_LIMIT_MS = 3000,
	STREAM_OPEN_LIMIT_MS = 8000,
	STREAM_BUFFER_MAX = MULTIPART_HEADERS_MAX + MULTIPART_PART_MAX + 64 * 1024,
	POLLS_LOST = 2, /**< in a row, with nobody listening: it is rebooting */
};

struct unit {
	const struct unit_listener *listener;
	void *user;
	const struct log *log;
	struct isapi *isapi;
	struct device_link link;
	struct call_watch call_watch;
	struct isapi_call *question; /**< of the link: one at a time */
	struct isapi_call *stream;
	struct isapi_call *poll;
	struct unit_info info;
	struct unit_info told; /**< as the listener knows it; serial "" before */
	struct door_capabilities doors;
	struct buffer in;
	struct multipart multipart;
	struct alert_memory memory;
	struct press_judge judge;
	unsigned polls_lost;
	check_done_fn *check_done; /**< instead of the listener, for a check */
	void *check_user;
};

static const struct http_request device_info_request = {
	.method = "GET",
	.path = "/ISAPI/System/deviceInfo",
	.timeout_ms = QUESTION_LIMIT_MS,
};
static const struct http_request doors_request = {
	.method = "GET",
	.path = "/ISAPI/AccessControl/RemoteControl/door/capabilities",
	.timeout_ms = QUESTION_LIMIT_MS,
};
static const struct http_request call_status_request = {
	.method = "GET",
	.path = "/ISAPI/VideoIntercom/callStatus?format=json",
	.timeout_ms = CALL_STATUS_LIMIT_MS,
};
static const struct http_request stream_request = {
	.method = "GET",
	.path = "/ISAPI/Event/notification/alertStream",
	.timeout_ms = STREAM_OPEN_LIMIT_MS,
};

/* ---- who is it ---- */

static void failed(struct unit *u, const struct isapi_result *result)
{
	device_link_input(&u->link, LINK_FAILED, result->err, result->why);
}

static void could_not_ask(struct unit *u, int err)
{
	device_link_input(&u->link, LINK_FAILED, -EREMOTEIO, strerror(-err));
}

static bool same_info(const struct unit_info *a, const struct unit_info *b)
{
	return !strcmp(a->serial, b->serial) && !strcmp(a->name, b->name) &&
	       !strcmp(a->model, b->model) && !strcmp(a->firmware, b->firmware) &&
	       !strcmp(a->mac, b->mac) && a->doors_known == b->doors_known &&
	       a->first_door == b->first_door && a->last_door == b->last_door;
}

/* @return 0, or -EPROTO: nothing in it tells this unit from another */
static int take_identity(struct unit *u, const struct device_info *info)
{
	const char *serial = *info->serial ? info->serial : info->mac;

	if (!*serial)
		return -EPROTO;
	snprintf(u->info.serial, sizeof(u->info.serial), "%s", serial);
	snprintf(u->info.name, sizeof(u->info.name), "%s", info->name);
	snprintf(u->info.model, sizeof(u->info.model), "%s", info->model);
	snprintf(u->info.firmware, sizeof(u->info.firmware), "%s", info->firmware);
	snprintf(u->info.mac, sizeof(u->info.mac), "%s", info->mac);
	return 0;
}

static void device_info_done(const struct isapi_result *result, void *user)
{
	struct unit *u = user;
	struct device_info info;
	char serial[sizeof(u->info.serial)];

	u->question = NULL;
	if (result->err) {
		failed(u, result);
		return;
	}
	memcpy(serial, u->info.serial, sizeof(serial));
	if (device_info_parse(result->body, &info) || take_identity(u, &info)) {
		device_link_input(&u->link, LINK_FAILED, -EREMOTEIO,
			"what answers there is no Hikvision device: it gives no serial "
			"number");
		return;
	}
	if (strcmp(serial, u->info.serial)) {
		u->info.doors_known = false; /* another unit, other doors */
		u->memory = (struct alert_memory){0};
	}
	device_link_input(&u->link, LINK_ANSWERED, 0, "");
}

static void link_identify(void *user)
{
	struct unit *u = user;
	int err = isapi_send(
		u->isapi, &device_info_request, device_info_done, u, &u->question);

	if (err)
		could_not_ask(u, err);
}

/* Never invents a door: without an answer, what was known before holds. */
static void take_doors(struct unit *u, const struct isapi_result *result)
{
	struct door_capabilities doors;

	if (!result->err && !door_capabilities_parse(result->body, &doors)) {
		u->doors = doors;
		u->info.doors_known = true;
		u->info.first_door = doors.first;
		u->info.last_door = doors.last;
		return;
	}
	log_warning(u->log, "which doors the station has could not be read: %s; %s",
		result->err ? result->why : "the answer cannot be understood",
		u->info.doors_known ? "the doors known so far are kept"
				    : "no lock is made");
}

static void doors_done(const struct isapi_result *result, void *user)
{
	struct unit *u = user;
	bool asked = !result->err || result->err == -ENOTSUP ||
		     result->err == -EREMOTEIO || result->err == -EPERM;

	u->question = NULL;
	if (!asked) {
		failed(u, result);
		return;
	}
	take_doors(u, result);
	device_link_input(&u->link, LINK_ANSWERED, 0, "");
}

static void link_count_doors(void *user)
{
	struct unit *u = user;
	int err = isapi_send(u->isapi, &doors_request, doors_done, u, &u->question);

	if (err)
		could_not_ask(u, err);
}

/* ---- events ---- */

static void pressed(const struct event *ev, void *user)
{
	struct unit *u = user;

	u->listener->event(ev, u->user);
}

static void take_alert(struct unit *u, const struct alert *alert)
{
	struct event ev;

	switch (hikvision_event(&u->memory, alert, &ev)) {
	case ALERT_IS_EVENT: break;
	case ALERT_IS_NOTHING: return;
	case ALERT_IS_UNKNOWN:
		log_info(u->log, "event not known to this version: %s %d,%d (%s)",
			alert->type, alert->has_acs ? alert->acs.major : -1,
			alert->has_acs ? alert->acs.minor : -1, alert->description);
		return;
	}
	ev.asked_ms = u->link.timers->now_ms;
	if (ev.kind == EVENT_BELL_PRESSED) {
		press_judge_doubt(&u->judge, &ev, alert->acs.pictures > 0);
		call_watch_hurry(&u->call_watch);
		return;
	}
	if (ev.kind == EVENT_DOOR_UNLOCKED)
		press_judge_unlock(&u->judge);
	u->listener->event(&ev, u->user);
}

static void take_part(struct unit *u, const struct part *part)
{
	struct alert alert;
	int err = 0;

	switch (part->kind) {
	case PART_XML: err = alert_xml_parse(part->body, &alert); break;
	case PART_JSON: err = alert_json_parse(part->body, &alert); break;
	case PART_SKIPPED: return;
	}
	if (err)
		log_debug(u->log, "a part of the event stream cannot be read: %s",
			strerror(-err));
	else
		take_alert(u, &alert);
}

static int stream_data(struct bytes in, void *user)
{
	struct unit *u = user;
	struct part part;
	ssize_t used;
	bool found;
	int err = buffer_append(&u->in, in);

	if (err)
		return err;
	device_link_input(&u->link, LINK_ALIVE, 0, "");
	while ((used = multipart_next(
			&u->multipart, buffer_bytes(&u->in), &found, &part))) {
		if (found)
			take_part(u, &part);
		buffer_consume(&u->in, (size_t)used);
	}
	return 0;
}

static void stream_opened(void *user)
{
	struct unit *u = user;

	device_link_input(&u->link, LINK_ANSWERED, 0, "");
}

static void stream_closed(const struct isapi_result *result, void *user)
{
	struct unit *u = user;

	u->stream = NULL;
	device_link_input(&u->link, LINK_LOST, result->err, result->why);
}

static const struct isapi_stream_listener stream_listener = {
	.opened = stream_opened,
	.data = stream_data,
	.closed = stream_closed,
};

static void link_open_stream(void *user)
{
	struct unit *u = user;
	int err;

	if (u->check_done) {
		check_done_fn *done = u->check_done;

		u->check_done = NULL;
		done(0, "", &u->info, u->check_user);
		return;
	}
	if (!same_info(&u->info, &u->told)) {
		u->told = u->info;
		u->listener->known(&u->info, u->user);
	}
	call_watch_start(&u->call_watch);
	buffer_clear(&u->in);
	u->multipart = (struct multipart){0};
	err = isapi_stream(u->isapi, &stream_request, &stream_listener, u, &u->stream);
	if (err)
		could_not_ask(u, err);
}

static void stop_polling(struct unit *u)
{
	isapi_cancel(u->poll);
	u->poll = NULL;
	call_watch_stop(&u->call_watch);
}

static void link_online(void *user)
{
	struct unit *u = user;

	u->polls_lost = 0;
	u->listener->online(u->user);
	stop_polling(u);
	call_watch_start(&u->call_watch); /* at once, whatever the wait had grown to */
}

static void link_offline(int err, const char *why, void *user)
{
	struct unit *u = user;

	if (u->check_done) {
		check_done_fn *done = u->check_done;

		u->check_done = NULL;
		done(err, why, NULL, u->check_user);
		return;
	}
	if (err == -EACCES)
		stop_polling(u);
	u->listener->offline(err, why, u->user);
}

static void link_drop(void *user)
{
	struct unit *u = user;

	isapi_cancel(u->question);
	isapi_cancel(u->stream);
	u->question = NULL;
	u->stream = NULL;
}

static const struct device_link_ops link_ops = {
	.identify = link_identify,
	.count_doors = link_count_doors,
	.open_stream = link_open_stream,
	.drop = link_drop,
	.online = link_online,
	.offline = link_offline,
};

/* The account was unlocked: no need to wait any longer. */
static void login_changed(void *user)
{
	struct unit *u = user;

	if (u->link.state == LINK_RESTING && !timer_running(&u->link.timer) &&
		!isapi_login(u->isapi))
		device_link_input(&u->link, LINK_TIME, 0, "");
}

/* ---- is there a call ---- */

/* ADD A ROW */
static const enum event_kind call_events[] = {
	[CALL_STATUS_IDLE] = EVENT_CALL_IDLE,
	[CALL_STATUS_RING] = EVENT_CALL_RINGING,
	[CALL_STATUS_ON_CALL] = EVENT_CALL_TALKING,
};

static void take_call_status(struct unit *u, enum call_status status)
{
	struct event ev = {
		.kind = call_events[status],
		.source = SOURCE_POLL,
		.asked_ms = u->call_watch.asked_ms,
	};

	if (status == CALL_STATUS_RING)
		press_judge_ringing(&u->judge, ev.asked_ms);
	u->listener->event(&ev, u->user);
}

/* Nobody listens there: the stream is dead too, even if its end has not come. */
static void poll_lost(struct unit *u)
{
	if (++u->polls_lost >= POLLS_LOST && u->link.state == LINK_LISTENING)
		device_link_input(&u->link, LINK_LOST, -EHOSTUNREACH,
			"the device does not accept connections any more");
}

static void call_status_done(const struct isapi_result *result, void *user)
{
	struct unit *u = user;
	enum call_status status;
	int err = result->err;

	u->poll = NULL;
	if (!err && call_status_parse(result->body, &status))
		err = -EPROTO;
	if (!err)
		take_call_status(u, status);
	if (result->no_listener)
		poll_lost(u);
	else
		u->polls_lost = 0;
	if (!result->err)
		device_link_input(&u->link, LINK_HINT, 0, "");
	if (err == -ENOTSUP)
		log_info(u->log, "the station cannot be asked whether it rings: %s",
			result->why);
	call_watch_answered(&u->call_watch, err);
}

static void ask_call_status(void *user)
{
	struct unit *u = user;
	int err = isapi_send(
		u->isapi, &call_status_request, call_status_done, u, &u->poll);

	if (err)
		call_watch_answered(&u->call_watch, err);
}

/* ---- life ---- */

static void unit_destroy(struct unit *u)
{
	if (!u)
		return;
	device_link_finish(&u->link);
	call_watch_finish(&u->call_watch);
	press_judge_finish(&u->judge);
	isapi_destroy(u->isapi);
	buffer_finish(&u->in);
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
	buffer_init(&u->in, STREAM_BUFFER_MAX);
	device_link_init(&u->link, timers, noise, &link_ops, u);
	call_watch_init(&u->call_watch, timers, noise, ask_call_status, u);
	press_judge_init(&u->judge, timers, pressed, u);
	err = isapi_create(r, config, log, login_changed, u, &u->isapi);
	if (err) {
		unit_destroy(u);
		return err;
	}
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

static int unit_door(struct unit *u, unsigned door, enum door_action action,
	command_done_fn *done, void *user, struct unit_command **ret_command)
{
	if (action == DOOR_UNLOCK)
		press_judge_unlock(&u->judge);
	return door_send(u->isapi, &u->doors, door, action, done, user, ret_command);
}

const struct vendor hikvision_vendor = {
	.name = "hikvision",
	.manufacturer = "Hikvision",
	.create = unit_create,
	.start = unit_start,
	.check = unit_check,
	.destroy = unit_destroy,
	.door = unit_door,
	.cancel = door_cancel,
};
