/* SPDX-License-Identifier: Apache-2.0 */
/* camera-push.c - listening mode: a camera or a recorder posts its alerts to us. */

#include "camera-push.h"

#include "http-receiver.h"
#include "log.h"
#include "reactor.h"
#include "recorder.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char ISSUE_TAKEN[] = "push-slot";
static const char ISSUE_REFUSED[] = "push-refused";

/* ---- what is posted ---- */

static void knocked(void *user)
{
	struct camera_push *p = user;

	if (!p->reached)
		log_info(p->owner.log, "the device posts its events to us");
	p->reached = true;
}

static void part_posted(const struct part *part, void *user)
{
	struct camera_push *p = user;
	struct alert alert;
	int err = 0;

	if (p->owner.recorder)
		recorder_add(p->owner.recorder,
			reactor_timers(p->source.reactor)->now_ms, "pushed",
			part->body);
	switch (part->kind) {
	case PART_XML: err = alert_xml_parse(part->body, &alert); break;
	case PART_JSON: err = alert_json_parse(part->body, &alert); break;
	case PART_SKIPPED: return;
	}
	if (err) {
		p->unreadable++;
		log_debug(p->owner.log, "what the device posted cannot be read: %s",
			strerror(-err));
		return;
	}
	p->alerts++;
	if (!p->leaving && *p->serial)
		p->owner.alert(&alert, p->owner.user);
}

static int open_port(const char *peers, unsigned port, const char *path,
	struct listener **ret_listener, void *user)
{
	static const struct http_receiver_ops ops = {
		.knocked = knocked,
		.part = part_posted,
	};
	struct camera_push *p = user;
	int err = http_receiver_create(
		p->source.reactor, peers, port, path, &ops, p, &p->receiver);

	if (!err)
		*ret_listener = http_receiver_listener(p->receiver);
	return err;
}

static void close_port(void *user)
{
	struct camera_push *p = user;

	http_receiver_destroy(p->receiver);
	p->receiver = NULL;
}

bool camera_push_is_news(struct camera_push *p, const struct sensor_news *news,
	enum event_source source, uint64_t now_ms)
{
	bool is_news = news_echo_is_news(p->echo, news, source, now_ms);

	p->echoes += !is_news;
	return is_news;
}

/* ---- the registration ---- */

static void withdraw_issue(struct camera_push *p)
{
	const char *issue = p->issue;

	p->issue = NULL;
	if (issue)
		p->owner.listener->issue(issue, NULL, p->owner.listener_user);
}

static void raise_issue(
	struct camera_push *p, const char *id, const char *title, const char *text)
{
	if (p->issue == id)
		return;
	withdraw_issue(p);
	p->issue = id;
	p->owner.listener->issue(id, &(struct unit_issue){title, text, "/push_events"},
		p->owner.listener_user);
}

static void held(bool news, void *user)
{
	struct camera_push *p = user;

	if (news)
		log_info(p->owner.log,
			"notification host %u of the device leads to us: %s, port %u",
			p->source.now.slot, p->source.now.address, p->source.now.port);
	withdraw_issue(p);
}

static void taken(const char *who, void *user)
{
	struct camera_push *p = user;
	char text[560];

	if (p->issue == ISSUE_TAKEN)
		return;
	log_warning(p->owner.log,
		"the device cannot post its events to us: no notification host is free, "
		"one leads to %s",
		who);
	snprintf(text, sizeof(text),
		"Each notification host (\"Alarm Server\") of the device leads somewhere "
		"already, one to %s. Gatehouse leaves them alone, and goes on listening "
		"to the event stream. Free one on the device, or switch Pushed Events "
		"off.",
		who);
	raise_issue(p, ISSUE_TAKEN, "The device's events go to other programs", text);
}

/* What has another cause than pushing is told where that is. */
static bool is_refused(int err)
{
	return err == -EREMOTEIO || err == -ENOTSUP || err == -EPERM;
}

static void failed(int err, const char *why, void *user)
{
	struct camera_push *p = user;
	char text[800];

	if (!is_refused(err) || p->issue == ISSUE_REFUSED)
		return;
	log_warning(p->owner.log, "the device could not be told to post its events: %s",
		why);
	snprintf(text, sizeof(text),
		"It was asked to post its events to Gatehouse, and did not take it: %s. "
		"Gatehouse goes on listening to the event stream, and tries again. If the "
		"device has no \"Alarm Server\" among its network settings, switch Pushed "
		"Events off.",
		why);
	raise_issue(p, ISSUE_REFUSED, "The device does not post its events", text);
}

static void returned(int err, const char *why, void *user)
{
	struct camera_push *p = user;

	if (err)
		log_warning(p->owner.log,
			"the device still has our address for pushed events: %s", why);
	else
		log_info(p->owner.log, "the device does not post its events to us any "
				       "more");
	push_farewell_returned(&p->farewell, err);
}

static int recall(char *text, size_t cap, void *user)
{
	struct camera_push *p = user;
	char key[PUSH_KEY_MAX + 1];

	push_record_key(p->serial, key);
	return p->owner.listener->recall(key, text, cap, p->owner.listener_user);
}

static void keep(const char *text, void *user)
{
	struct camera_push *p = user;
	char key[PUSH_KEY_MAX + 1];

	push_record_key(p->serial, key);
	p->owner.listener->remember(key, text, p->owner.listener_user);
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

/* ---- for the owner ---- */

void camera_push_online(struct camera_push *p, const char *serial)
{
	if (strcmp(p->serial, serial)) {
		push_source_another(&p->source);
		snprintf(p->serial, sizeof(p->serial), "%s", serial);
	}
	if (p->mode == PUSH_ON)
		push_source_start(&p->source);
	else
		(void)push_source_give_back(&p->source, false);
}

void camera_push_drop(struct camera_push *p)
{
	push_source_drop(&p->source);
}

bool camera_push_stands(const struct camera_push *p)
{
	return push_source_stands(&p->source);
}

bool camera_push_owes(struct camera_push *p)
{
	return !p->leaving && *p->serial && push_source_indebted(&p->source);
}

int camera_push_farewell(struct camera_push *p, farewell_done_fn *done, void *user)
{
	if (!camera_push_owes(p))
		return -ENOENT;
	p->leaving = true;
	return push_farewell_begin(&p->farewell, &p->source, done, user);
}

json_t *camera_push_diagnose(const struct camera_push *p)
{
	static const struct http_receiver_counts none;
	const struct http_receiver_counts *c =
		p->receiver ? http_receiver_counts(p->receiver) : &none;

	if (p->mode != PUSH_ON)
		return NULL;
	return json_pack("{sb sb ss? sI sI sI sI sI sI sI}", "stands",
		push_source_stands(&p->source), "reached", p->reached, "issue",
		p->issue, "requests", (json_int_t)c->requests, "strangers",
		(json_int_t)c->strangers, "broken", (json_int_t)c->broken,
		"framing_faults", (json_int_t)c->framing_faults, "alerts",
		(json_int_t)p->alerts, "echoes", (json_int_t)p->echoes, "unreadable",
		(json_int_t)p->unreadable);
}

int camera_push_init(struct camera_push *p, struct reactor *r, struct isapi *isapi,
	const struct unit_config *config, const struct camera_push_owner *owner)
{
	*p = (struct camera_push){.owner = *owner, .mode = config->push};
	push_source_init(&p->source, r, isapi, config->host, &push_rules_of_camera,
		&source_ops, p);
	if (p->mode != PUSH_ON)
		return 0;
	p->echo = calloc(1, sizeof(*p->echo));
	return p->echo ? 0 : -ENOMEM;
}

void camera_push_finish(struct camera_push *p)
{
	if (!p->source.ops)
		return; /* it was never begun */
	push_farewell_finish(&p->farewell);
	push_source_finish(&p->source);
	free(p->echo);
}
