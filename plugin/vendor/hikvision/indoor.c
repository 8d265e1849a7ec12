/* SPDX-License-Identifier: Apache-2.0 */
/* indoor.c - the indoor stations of a door station. */

#include "indoor.h"

#include "log.h"
#include "reactor.h"
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	CALL_STATUS_LIMIT_MS = 3000,
	IDENTITY_LIMIT_MS = 3000,
	MEMORY_MAX = 400,
};

/* Of the unit's memory: "<host of the door station> <serial number>", without a number
 * when the door station itself has answered. */
static const char memory_key[] = "who-answers";

static const char login_issue[] = "indoor-login";

struct isapi *unit_isapi(const struct unit *u)
{
	return u->indoor.via ? u->indoor.via->isapi : u->isapi;
}

/* ---- is there a call? ---- */

static unsigned number_of(const struct indoor_station *s)
{
	return (unsigned)(s - s->unit->indoor.stations) + 1;
}

static void tell_refused_login(struct unit *u)
{
	if (u->indoor.login_told)
		return;
	u->indoor.login_told = true;
	u->listener->issue(login_issue,
		&(struct unit_issue){.title = "An indoor station refuses the login",
			.text = "Indoor stations are asked with the user and password of "
				"the door station, and one of them refuses these. Calls "
				"that only it knows of are not noticed.",
			.fix = "/indoor_stations"},
		u->user);
}

/* None of them speaks for the door station, and this is why. */
static void give_up(struct unit *u, enum link_input in, int err, const char *why)
{
	u->indoor.locked_out = err == -EACCES || err == -EAGAIN;
	device_link_input(&u->link, in, err, why);
}

static void login_changed(void *user)
{
	struct indoor_station *s = user;
	struct unit *u = s->unit;

	if (u->indoor.locked_out && !isapi_login(s->isapi))
		device_link_unlocked(&u->link);
}

/* What the owner can mend, or wait for. */
static bool is_cause(int err)
{
	return err == -EHOSTUNREACH || err == -ETIMEDOUT || err == -EACCES ||
	       err == -EAGAIN || err == -EPERM || err == -EPROTONOSUPPORT;
}

/* The one that spoke for the door station is gone. */
static void replace(struct unit *u, const struct isapi_result *result)
{
	for (unsigned i = 0; i < u->indoor.count; i++) {
		if (u->indoor.stations[i].voice.state == VOICE_SPEAKS) {
			u->indoor.via = &u->indoor.stations[i];
			return;
		}
	}
	give_up(u, LINK_LOST, is_cause(result->err) ? result->err : -EREMOTEIO,
		result->why);
}

static void lost(struct indoor_station *s, const struct isapi_result *result)
{
	struct unit *u = s->unit;

	call_voice_lost(&s->voice);
	if (result->err == -EACCES)
		tell_refused_login(u);
	if (s->voice.state != VOICE_SILENT)
		return;
	if (!s->silence_told)
		log_info(u->log, "indoor station %u does not tell of calls: %s",
			number_of(s), result->why);
	s->silence_told = true;
	if (u->indoor.via == s && device_link_stands(&u->link))
		replace(u, result);
}

static void heard(struct indoor_station *s, enum call_status status)
{
	bool news = s->voice.state != VOICE_SPEAKS || s->voice.status != status;
	struct unit *u = s->unit;

	if (s->silence_told)
		log_info(u->log, "indoor station %u tells of calls", number_of(s));
	s->silence_told = false;
	call_voice_says(&s->voice, status, s->watch.asked_ms);
	if (u->indoor.via == s)
		device_link_input(&u->link, LINK_ALIVE, 0, "");
	unit_tell_call(u);
	if (news)
		unit_indoor_hurry(u);
}

static void poll_done(const struct isapi_result *result, void *user)
{
	struct indoor_station *s = user;
	enum call_status status = CALL_STATUS_IDLE;
	bool understood = !result->err && !call_status_parse(result->body, &status);

	s->poll = NULL;
	if (understood)
		heard(s, status);
	else
		lost(s, result);
	call_watch_answered(&s->watch, understood ? 0 : -EIO);
}

static void ask_for_call(void *user)
{
	static const struct http_request request = {
		.method = "GET",
		.path = "/ISAPI/VideoIntercom/callStatus?format=json",
		.timeout_ms = CALL_STATUS_LIMIT_MS,
	};
	struct indoor_station *s = user;
	int err = isapi_send(s->isapi, &request, poll_done, s, &s->poll);

	if (err)
		call_watch_answered(&s->watch, err);
}

void unit_indoor_start(struct unit *u)
{
	for (unsigned i = 0; i < u->indoor.count; i++)
		call_watch_start(&u->indoor.stations[i].watch);
}

void unit_indoor_stop(struct unit *u)
{
	for (unsigned i = 0; i < u->indoor.count; i++) {
		struct indoor_station *s = &u->indoor.stations[i];

		isapi_cancel(s->poll);
		s->poll = NULL;
		call_watch_stop(&s->watch);
	}
}

void unit_indoor_hurry(struct unit *u)
{
	call_watch_hurry(&u->call_watch);
	for (unsigned i = 0; i < u->indoor.count; i++)
		call_watch_hurry(&u->indoor.stations[i].watch);
}

/* ---- who speaks for the door station? ---- */

/* @return false: who answered has not been remembered, not at this address */
static bool recall(const struct unit *u, char *serial, size_t cap)
{
	char text[MEMORY_MAX];
	size_t len = strlen(u->host);

	if (u->listener->recall(memory_key, text, sizeof(text), u->user) ||
		strncmp(text, u->host, len) != 0 || text[len] != ' ')
		return false;
	snprintf(serial, cap, "%s", text + len + 1);
	return true;
}

static void remember(const struct unit *u, const char *serial)
{
	char text[MEMORY_MAX];

	snprintf(text, sizeof(text), "%s %s", u->host, serial);
	u->listener->remember(memory_key, text, u->user);
}

void unit_indoor_answered(struct unit *u, char *serial, size_t cap)
{
	char before[sizeof(u->info.serial)];
	bool known;

	u->info.indirect = u->indoor.via;
	if (!u->indoor.count)
		return;
	known = recall(u, before, sizeof(before));
	if (u->indoor.via && known)
		snprintf(serial, cap, "%s", before);
	else if (u->indoor.via)
		remember(u, serial);
	else if (!known || *before)
		remember(u, "");
}

static void ask_next(struct unit *u);

/* What one that answers says can be mended; another may just be off. */
static void note_refusal(struct indoor *in, const struct isapi_result *result)
{
	bool silent = result->err == -EHOSTUNREACH || result->err == -ETIMEDOUT;

	if (silent || in->err)
		return;
	in->err = result->err;
	snprintf(in->why, sizeof(in->why),
		"the door station refuses connections, and of indoor station %u: %s",
		in->asked, result->why);
}

static void identified(const struct isapi_result *result, void *user)
{
	struct unit *u = user;
	struct indoor *in = &u->indoor;

	u->question = NULL;
	if (!result->err) {
		in->via = &in->stations[in->asked - 1];
		unit_identified(u, result);
		return;
	}
	note_refusal(in, result);
	ask_next(u);
}

static void ask_next(struct unit *u)
{
	static const struct http_request request = {
		.method = "GET",
		.path = "/ISAPI/System/deviceInfo",
		.timeout_ms = IDENTITY_LIMIT_MS,
	};
	struct indoor *in = &u->indoor;

	while (in->asked < in->count) {
		if (!isapi_send(in->stations[in->asked++].isapi, &request, identified,
			    u, &u->question))
			return;
	}
	give_up(u, LINK_FAILED, in->err ? in->err : -EHOSTUNREACH,
		in->err ? in->why
			: "the door station refuses connections, and no indoor station "
			  "answers instead");
}

/* Rationale: also a door station that starts anew refuses connections for a while; its
 * devices must not become those of an indoor station. */
bool unit_indoor_instead(struct unit *u, const struct isapi_result *result)
{
	char serial[sizeof(u->info.serial)];

	if (!u->indoor.count || !result->no_listener ||
		(recall(u, serial, sizeof(serial)) && !*serial))
		return false;
	u->indoor.asked = 0;
	u->indoor.err = 0;
	ask_next(u);
	return true;
}

/* ---- life ---- */

int unit_indoor_init(
	struct unit *u, struct reactor *r, const struct unit_config *config)
{
	for (unsigned i = 0; i < config->indoor_count && i < UNIT_INDOOR_MAX; i++) {
		struct indoor_station *s = &u->indoor.stations[i];
		struct unit_config indoor = *config;
		int err;

		indoor.host = config->indoor[i].host;
		indoor.port = config->indoor[i].port;
		indoor.tls = false;
		indoor.fingerprint = indoor.ca_file = NULL;
		/* Who wants HTTPS has not allowed a readable password. */
		indoor.allow_basic = config->allow_basic && !config->tls;
		s->unit = u;
		err = isapi_create(r, &indoor, u->log, login_changed, s, &s->isapi);
		if (err)
			return err;
		call_watch_init(&s->watch, reactor_timers(r), i * 7, ask_for_call, s);
		u->indoor.count++;
	}
	return 0;
}

void unit_indoor_finish(struct unit *u)
{
	if (u->indoor.login_told)
		u->listener->issue(login_issue, NULL, u->user);
	for (unsigned i = 0; i < u->indoor.count; i++) {
		call_watch_finish(&u->indoor.stations[i].watch);
		isapi_destroy(u->indoor.stations[i].isapi);
	}
	u->indoor.count = 0;
}
