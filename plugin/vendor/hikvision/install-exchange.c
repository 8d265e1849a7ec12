/* SPDX-License-Identifier: Apache-2.0 */
/* install-exchange.c - a door station is asked for its SIP settings, and told them. */

#include "isapi.h"
#include "log.h"
#include "phone-records.h"
#include "sip-install-private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	QUESTION_LIMIT_MS = 8000,
	HURRIED_LIMIT_MS = 1500,
	/** Stations close the connection when they are written to twice at once. Source:
	 * Scrypted's doorbell plugin 2.0.8, which waits as long, for a DS-KV6113 V3.7.0 */
	BREATH_MS = 500,
};

#define SERVER_PATH  "/ISAPI/System/Network/SIP"
#define NUMBERS_PATH "/ISAPI/VideoIntercom/PhoneNumberRecords"
#define KEY_PATH     "/ISAPI/VideoIntercom/keyCfg"
#define JSON         "?format=json"

static void input(
	struct sip_install *p, enum sip_steps_input in, int err, const char *why)
{
	sip_steps_input(&p->steps, in, err, why);
}

/* ---- one request ---- */

static void answered(const struct isapi_result *result, void *user);

static void not_sent(void *user)
{
	input(user, SIP_STEPS_FAILED, -EBUSY, "too much is asked of it at once");
}

static void not_understood(void *user)
{
	input(user, SIP_STEPS_FAILED, -EPROTO,
		"what the station is set to cannot be understood, so it was not changed");
}

static void send_now(void *user)
{
	struct sip_install *p = user;
	bool json = p->place == SIP_PLACE_NUMBERS;
	struct http_request request = {
		.method = p->method,
		.path = p->path,
		.body = buffer_bytes(&p->body),
		.timeout_ms = p->hurried ? HURRIED_LIMIT_MS : QUESTION_LIMIT_MS,
	};

	if (p->body.len)
		request.content_type = json ? "application/json" : "application/xml";
	if (isapi_send(p->isapi, &request, answered, p, &p->question)) {
		p->question = NULL;
		reactor_defer(p->reactor, &p->late, not_sent, p);
	}
}

/* Once the station has taken its breath from the last write. */
static void send(struct sip_install *p, const char *method)
{
	struct timers *timers = reactor_timers(p->reactor);

	p->method = method;
	if (timers->now_ms >= p->quiet_until_ms)
		send_now(p);
	else
		timer_start(timers, &p->breath,
			(unsigned)(p->quiet_until_ms - timers->now_ms), send_now, p);
}

void sip_exchange_drop(void *user)
{
	struct sip_install *p = user;

	isapi_cancel(p->question);
	p->question = NULL;
	timer_stop(&p->breath);
	deferred_cancel(&p->late);
}

/* ---- reading ---- */

/* Source of the other ways: sip-settings.h. */
static void ask(struct sip_install *p)
{
	char search[PHONE_SEARCH_MAX];

	buffer_clear(&p->body);
	switch (p->place) {
	case SIP_PLACE_SERVER:
		snprintf(p->path, sizeof(p->path), SERVER_PATH "%s",
			p->other_way ? "" : "/1");
		break;
	case SIP_PLACE_NUMBERS:
		snprintf(p->path, sizeof(p->path), NUMBERS_PATH "%s" JSON,
			p->other_way ? "/phoneSearch" : "");
		if (p->other_way)
			(void)buffer_append(&p->body, phone_search_body(search));
		break;
	case SIP_PLACE_KEY:
	case SIP_PLACES:
		snprintf(p->path, sizeof(p->path), KEY_PATH "/%u", p->button);
		break;
	}
	send(p, p->body.len ? "POST" : "GET");
}

void sip_exchange_read(enum sip_place place, unsigned room, unsigned button, void *user)
{
	struct sip_install *p = user;

	sip_exchange_drop(p);
	p->place = place;
	p->room = room;
	p->button = button;
	p->writes = false;
	p->other_way = false;
	ask(p);
}

static int take_document(struct sip_install *p, struct bytes body)
{
	struct buffer *document = &p->documents[p->place];
	int err = sip_settings_read(p->place, body, p->room, &p->steps.now);

	buffer_clear(document);
	return err ? err : buffer_append(document, body);
}

/* A firmware that has the one way need not have the other. */
static bool ask_again(struct sip_install *p)
{
	if (p->other_way || p->place == SIP_PLACE_KEY)
		return false;
	p->other_way = true;
	ask(p);
	return true;
}

static void was_read(struct sip_install *p, const struct isapi_result *result)
{
	bool answers = result->err == -ENOTSUP || result->err == -EREMOTEIO;
	int err = result->err ? result->err : take_document(p, result->body);

	if (err && (answers || !result->err) && err != -ENOMEM && ask_again(p))
		return;
	if (result->err)
		input(p, SIP_STEPS_FAILED, result->err, result->why);
	else if (err)
		not_understood(p);
	else
		input(p, SIP_STEPS_READ, 0, "");
}

/* ---- writing ---- */

static void tell(const struct sip_install *p, const struct sip_settings *to)
{
	char from[256], text[256];

	sip_settings_print(p->place, &p->steps.now, from, sizeof(from));
	sip_settings_print(p->place, to, text, sizeof(text));
	log_info(p->log, "autoinstall writes the station's %s: from %s; to %s",
		sip_place_name(p->place), from, text);
}

/* @return the method */
static const char *address(struct sip_install *p)
{
	const char *record = p->steps.now.record;

	switch (p->place) {
	case SIP_PLACE_SERVER:
		snprintf(p->path, sizeof(p->path), SERVER_PATH "%s",
			p->listed ? "" : "/1");
		return "PUT";
	case SIP_PLACE_NUMBERS:
		if (*record)
			snprintf(p->path, sizeof(p->path), NUMBERS_PATH "/%s" JSON,
				record);
		else if (!p->body.len)
			snprintf(p->path, sizeof(p->path), NUMBERS_PATH "/%u" JSON,
				p->room);
		else
			snprintf(p->path, sizeof(p->path), NUMBERS_PATH JSON);
		return !p->body.len ? "DELETE" : *record ? "PUT" : "POST";
	case SIP_PLACE_KEY:
	case SIP_PLACES:
		snprintf(p->path, sizeof(p->path), KEY_PATH "/%u", p->button);
		return "PUT";
	}
	return "PUT";
}

void sip_exchange_write(enum sip_place place, unsigned room, unsigned button,
	const struct sip_settings *to, bool ours, void *user)
{
	struct sip_install *p = user;
	int err;

	sip_exchange_drop(p);
	p->place = place;
	p->room = room;
	p->button = button;
	p->writes = true;
	err = sip_settings_edit(
		place, buffer_bytes(&p->documents[place]), room, to, ours, &p->body);
	if (err) {
		reactor_defer(p->reactor, &p->late, not_understood, p);
		return;
	}
	tell(p, to);
	send(p, address(p));
}

static void answered(const struct isapi_result *result, void *user)
{
	struct sip_install *p = user;

	p->question = NULL;
	if (!p->writes) {
		if (p->place == SIP_PLACE_SERVER)
			p->listed = p->other_way;
		was_read(p, result);
		return;
	}
	if (!p->hurried)
		p->quiet_until_ms = reactor_timers(p->reactor)->now_ms + BREATH_MS;
	if (result->err)
		input(p, SIP_STEPS_FAILED, result->err, result->why);
	else
		input(p, SIP_STEPS_DONE, 0, "");
}
