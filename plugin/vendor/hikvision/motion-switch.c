/* SPDX-License-Identifier: Apache-2.0 */
/* motion-switch.c - does a channel look for motion? Ask, and switch it. */

#include "motion-switch.h"

#include "command.h"
#include "detection-edit.h"
#include "detection-reply.h"
#include "isapi.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { QUESTION_LIMIT_MS = 8000 };

struct motion_question {
	struct motion_question *next;
	struct motion_switches *switches;
	struct isapi_call *call;
	unsigned channel;
};

void motion_switch_path(const struct motion_place *place, char *path, size_t cap)
{
	snprintf(path, cap,
		place->proxy
			? "/ISAPI/ContentMgmt/InputProxy/channels/%u/video/motionDetection"
			: "/ISAPI/System/Video/inputs/channels/%u/motionDetection",
		place->number);
}

/* ---- switch ---- */

static int is_so(struct bytes document, bool on)
{
	struct detection detection;
	int err = detection_parse(document, &detection);

	if (err || detection.enabled == ANSWER_NONE)
		return err ? err : -EPROTO;
	return (detection.enabled == ANSWER_YES) == on;
}

int motion_switch_send(struct motion_switches *m, const struct motion_place *place,
	bool on, command_done_fn *done, void *user, struct unit_command **ret_command)
{
	struct command_change change = {
		.done_already = is_so, .edit = detection_edit, .on = on};

	motion_switch_path(place, change.path, sizeof(change.path));
	return command_change(m->isapi, &change, done, user, ret_command);
}

/* ---- ask ---- */

static void forget(struct motion_question *q)
{
	struct motion_question **link = &q->switches->questions;

	while (*link != q)
		link = &(*link)->next;
	*link = q->next;
	free(q);
}

/* Rationale: without an answer it is simply not known. */
static void answered(const struct isapi_result *result, void *user)
{
	struct motion_question *q = user;
	struct motion_switches *m = q->switches;
	unsigned channel = q->channel;
	struct detection detection;

	forget(q);
	if (!result->err && !detection_parse(result->body, &detection) &&
		detection.enabled != ANSWER_NONE)
		m->told(channel, detection.enabled == ANSWER_YES, m->user);
}

/* What it would have said is older. */
static void drop_older(struct motion_switches *m, unsigned channel)
{
	for (struct motion_question *q = m->questions; q; q = q->next) {
		if (q->channel != channel)
			continue;
		isapi_cancel(q->call);
		forget(q);
		return;
	}
}

void motion_switch_ask(struct motion_switches *m, const struct motion_place *place)
{
	char path[128];
	struct http_request request = {
		.method = "GET",
		.path = path,
		.timeout_ms = QUESTION_LIMIT_MS,
	};
	struct motion_question *q;

	drop_older(m, place->asked);
	q = calloc(1, sizeof(*q));
	if (!q)
		return;
	q->switches = m;
	q->channel = place->asked;
	q->next = m->questions;
	m->questions = q;
	motion_switch_path(place, path, sizeof(path));
	if (isapi_send(m->isapi, &request, answered, q, &q->call))
		forget(q);
}

void motion_switches_drop(struct motion_switches *m)
{
	while (m->questions) {
		isapi_cancel(m->questions->call);
		forget(m->questions);
	}
}
