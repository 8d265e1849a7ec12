/* SPDX-License-Identifier: Apache-2.0 */
/* camera-status.c - are the cameras behind a recorder there? Asked now and then. If there
 * are others than before, all that the recorder has is asked anew: a camera that is added,
 * or was given another number, is not to wait for the next connection. A name alone does,
 * for it is not in this list; or for an hour. */

#include "camera-unit.h"
#include "timers.h"

enum {
	STATUS_EVERY_MS = 60 * 1000,
	STATUS_LIMIT_MS = 8000,
	ASKED_ANEW_MS = 60 * 60 * 1000,
};

static void ask(void *user);

static void await(struct unit *u)
{
	timer_start(u->link.timers, &u->status_timer, STATUS_EVERY_MS, ask, u);
}

static bool same_numbers(const struct channel_list *a, const struct channel_list *b)
{
	bool same = a->count == b->count;

	for (size_t i = 0; i < a->count && same; i++)
		same = channel_list_find(b, a->list[i].number);
	return same;
}

/* Rationale: one that has just started may list none for a while. */
static void take(struct unit *u, struct channel_list *statuses)
{
	if (statuses->count && !same_numbers(statuses, &u->found.statuses))
		u->outdated = true;
	channel_list_finish(&u->found.statuses);
	u->found.statuses = *statuses;
	camera_adopt_view(u);
	camera_tell_known(u);
	if (u->outdated || u->link.timers->now_ms - u->probed_ms >= ASKED_ANEW_MS)
		camera_probe_again(u);
}

/* Without an answer, what was known holds. */
static void answered(const struct isapi_result *result, void *user)
{
	struct unit *u = user;
	struct channel_list statuses;

	u->status_question = NULL;
	await(u);
	if (result->err || channel_list_parse(result->body, &statuses))
		return;
	take(u, &statuses);
}

static void ask(void *user)
{
	static const struct http_request request = {
		.method = "GET",
		.path = "/ISAPI/ContentMgmt/InputProxy/channels/status",
		.timeout_ms = STATUS_LIMIT_MS,
		.wait_ms = STATUS_LIMIT_MS,
	};
	struct unit *u = user;

	if (!device_link_stands(&u->link) ||
		isapi_send(u->isapi, &request, answered, u, &u->status_question))
		await(u);
}

void camera_status_start(struct unit *u)
{
	if (u->found.statuses.count && !u->status_question &&
		!timer_running(&u->status_timer))
		await(u);
}

void camera_status_drop(struct unit *u)
{
	if (!u->status_question)
		return;
	isapi_cancel(u->status_question);
	u->status_question = NULL;
	await(u);
}

void camera_status_stop(struct unit *u)
{
	timer_stop(&u->status_timer);
	isapi_cancel(u->status_question);
	u->status_question = NULL;
}
