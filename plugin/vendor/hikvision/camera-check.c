/* SPDX-License-Identifier: Apache-2.0 */
/* camera-check.c - why would no events come? */

#include "camera-check.h"

#include "account-reply.h"
#include "camera-events.h"
#include "isapi.h"
#include "xml-walk.h"

#include <errno.h>
#include <stdio.h>

enum { QUESTION_LIMIT_MS = 5000 };

static void go_on(struct camera_check *c);

/* ---- asking ---- */

static void finish(struct camera_check *c, int err, const char *why)
{
	self_check_done_fn *done = c->done;
	void *user = c->user;
	json_t *report = err ? NULL : check_report_finish(&c->report);

	camera_check_drop(c);
	done(!err && !report ? -ENOMEM : err, why, report, user);
	json_decref(report);
}

static void time_is_up(void *user)
{
	struct camera_check *c = user;

	c->report.cut = true;
	finish(c, 0, "");
}

static void answered(const struct isapi_result *result, void *user);

static int ask_now(struct camera_check *c)
{
	struct http_request request = {
		.method = "GET",
		.path = c->path,
		.timeout_ms = QUESTION_LIMIT_MS,
		.body_max = XML_SIZE_MAX,
	};

	return isapi_send(c->isapi, &request, answered, c, &c->call);
}

static void ask(struct camera_check *c)
{
	if (ask_now(c))
		finish(c, -EHOSTUNREACH, "the device cannot be asked");
}

static void ask_path(struct camera_check *c, enum check_step step, const char *path)
{
	c->step = step;
	c->again = false;
	snprintf(c->path, sizeof(c->path), "%s", path);
	ask(c);
}

/* ---- the device ---- */

static void take_login(struct camera_check *c, const struct isapi_result *result)
{
	unsigned schemes;

	if (!result->err && !web_authentication_parse(result->body, &schemes) &&
		!(schemes & WEB_AUTHENTICATION_DIGEST))
		check_report_add(&c->report, NULL, NULL, CHECK_WEB_LOGIN);
	ask_path(c, CHECK_ASK_USERS, "/ISAPI/Security/users");
}

static void ask_triggers(struct camera_check *c)
{
	ask_path(c, CHECK_ASK_TRIGGERS, "/ISAPI/Event/triggers");
}

static void take_users(struct camera_check *c, const struct isapi_result *result)
{
	struct account account;
	char path[64];

	if (result->err || account_parse(result->body, c->username, &account) ||
		account.level == ACCOUNT_ADMINISTRATOR) {
		ask_triggers(c);
		return;
	}
	snprintf(path, sizeof(path), "/ISAPI/Security/UserPermission/%u", account.id);
	ask_path(c, CHECK_ASK_RIGHTS, path);
}

static void take_rights(struct camera_check *c, const struct isapi_result *result)
{
	struct account_rights rights;

	if (!result->err && !account_rights_parse(result->body, &rights) &&
		rights.notify == ANSWER_NO && !c->deaf)
		check_report_add(&c->report, NULL, NULL, CHECK_RIGHT_MISSING);
	ask_triggers(c);
}

static void report_lost(struct camera_check *c)
{
	for (unsigned i = 0; i < c->view.view.channel_count; i++) {
		if (c->view.view.channels[i].lost)
			check_report_add(&c->report, &c->view.view.channels[i], NULL,
				CHECK_CHANNEL_LOST);
	}
}

/* Without an answer, those of the last round. */
static void take_triggers(struct camera_check *c, const struct isapi_result *result)
{
	struct camera_found now = *c->found;

	if (!result->err && !trigger_list_parse(result->body, &c->triggers) &&
		c->triggers.count)
		now.triggers = c->triggers;
	if (camera_view_build(&now, &c->view)) {
		finish(c, -ENOMEM, "out of memory");
		return;
	}
	report_lost(c);
	go_on(c);
}

/* ---- its sensors ---- */

static const struct unit_sensor *at_hand(const struct camera_check *c)
{
	return &c->view.view.sensors[c->sensor];
}

/* @return NULL: it is of the device as a whole */
static const struct unit_channel *channel_at_hand(const struct camera_check *c)
{
	const struct sensor_id *id = &at_hand(c)->id;
	int place = camera_view_wished(&c->view, id->channel);

	if (place < 0 || id->kind == SENSOR_OTHER ||
		sensor_type_of(id->kind)->scope == SENSOR_OF_DEVICE)
		return NULL;
	return &c->view.view.channels[place];
}

static void report(struct camera_check *c, enum check_finding finding)
{
	check_report_add(&c->report, channel_at_hand(c), &at_hand(c)->id, finding);
}

static void next_sensor(struct camera_check *c)
{
	c->sensor++;
	go_on(c);
}

static void ask_schedule(struct camera_check *c)
{
	const struct unit_sensor *s = at_hand(c);

	c->step = CHECK_ASK_SCHEDULE;
	c->again = false;
	if (arming_schedule_path(camera_wire_type(&s->id), channel_at_hand(c)->number,
		    c->spelling++, c->path))
		next_sensor(c);
	else
		ask(c);
}

static void take_schedule(struct camera_check *c, const struct isapi_result *result)
{
	struct arming_schedule schedule;

	if (result->err || arming_schedule_parse(result->body, &schedule)) {
		ask_schedule(c); /* under its next spelling */
		return;
	}
	if (!schedule.blocks)
		report(c, CHECK_NO_SCHEDULE);
	next_sensor(c);
}

/* It cannot be asked whether it is wanted. */
static void count_untold(struct camera_check *c)
{
	c->report.untold += !at_hand(c)->armed;
}

static void take_detection(struct camera_check *c, const struct isapi_result *result)
{
	const struct unit_sensor *s = at_hand(c);
	struct detection detection;
	bool expected = s->armed || s->id.kind == SENSOR_MOTION;

	if (result->err || detection_parse(result->body, &detection)) {
		c->report.unread += result->err != -ENOTSUP;
		count_untold(c);
		next_sensor(c);
		return;
	}
	if (detection.enabled == ANSWER_NO) {
		if (expected)
			report(c, CHECK_SWITCHED_OFF);
		if (expected && !s->armed)
			report(c, CHECK_NOT_ARMED);
		next_sensor(c);
		return;
	}
	if (!s->armed)
		report(c, CHECK_NOT_ARMED);
	if (!detection.areas)
		report(c, CHECK_NO_REGION);
	c->spelling = 0;
	ask_schedule(c);
}

/* The next sensor that can be asked for; the end behind the last. */
static void go_on(struct camera_check *c)
{
	for (; c->sensor < c->view.view.sensor_count; c->sensor++) {
		const struct unit_channel *channel = channel_at_hand(c);
		char path[ARMING_PATH_MAX];
		int place;

		if (channel && channel->lost)
			continue;
		place = channel ? camera_view_place(&c->view, channel->number) : -1;
		if (place < 0 ||
			check_detection_path(at_hand(c)->id.kind, channel->number,
				c->view.ways[place].proxy, path, sizeof(path))) {
			count_untold(c);
			continue;
		}
		ask_path(c, CHECK_ASK_DETECTION, path);
		return;
	}
	finish(c, 0, "");
}

/* ---- all ---- */

/* Is the device gone, or does it not let us in any more? */
static bool is_lost(int err)
{
	switch (err) {
	case 0:
	case -ENOTSUP:
	case -EPERM:
	case -EREMOTEIO:
	case -EBUSY:
	case -ETIMEDOUT: return false;
	default: return true;
	}
}

static void answered(const struct isapi_result *result, void *user)
{
	struct camera_check *c = user;

	c->call = NULL;
	if (is_lost(result->err)) {
		finish(c, result->err, result->why);
		return;
	}
	if (result->err == -EBUSY && !c->again) {
		c->again = true;
		ask(c);
		return;
	}
	switch (c->step) {
	case CHECK_ASK_LOGIN: take_login(c, result); break;
	case CHECK_ASK_USERS: take_users(c, result); break;
	case CHECK_ASK_RIGHTS: take_rights(c, result); break;
	case CHECK_ASK_TRIGGERS: take_triggers(c, result); break;
	case CHECK_ASK_DETECTION: take_detection(c, result); break;
	case CHECK_ASK_SCHEDULE: take_schedule(c, result); break;
	}
}

int camera_check_begin(
	struct camera_check *c, bool deaf, self_check_done_fn *done, void *user)
{
	int err;

	if (c->done)
		return -EBUSY;
	snprintf(c->path, sizeof(c->path), "/ISAPI/Security/webCertificate");
	err = ask_now(c);
	if (err)
		return err;
	c->done = done;
	c->user = user;
	c->deaf = deaf;
	c->step = CHECK_ASK_LOGIN;
	timer_start(c->timers, &c->limit, CAMERA_CHECK_LIMIT_MS, time_is_up, c);
	if (deaf)
		check_report_add(&c->report, NULL, NULL, CHECK_RIGHT_MISSING);
	return 0;
}

void camera_check_drop(struct camera_check *c)
{
	isapi_cancel(c->call);
	timer_stop(&c->limit);
	trigger_list_finish(&c->triggers);
	camera_view_finish(&c->view);
	check_report_drop(&c->report);
	*c = (struct camera_check){.isapi = c->isapi,
		.timers = c->timers,
		.username = c->username,
		.found = c->found};
}
