/* SPDX-License-Identifier: Apache-2.0 */
/* requests.c - the open requests of an instance: each is answered exactly once. */

#include "requests.h"

#include "cause.h"
#include "status.h"

#include <errno.h>
#include <stdlib.h>

struct open_request {
	struct open_request *next;
	struct requests *requests;
	uint64_t id;
	struct timer limit;
};

static void reply_with(const dp_host *host, uint64_t id, int err, const json_t *json,
	struct bytes blob, const char *type)
{
	char *text = json_dumps(json, JSON_COMPACT);
	dp_reply reply = {
		.size = sizeof(reply),
		.status = status_of(err),
		.json = text,
		.blob = blob.len ? blob.data : NULL,
		.blob_len = blob.len,
		.blob_type = blob.len ? type : NULL,
	};

	host->reply(host, id, &reply);
	free(text);
}

void requests_reply(const dp_host *host, uint64_t id, int err, const char *why,
	const json_t *result)
{
	json_t *message =
		err ? json_pack("{s:s,s:s}", "message", why, "code", cause_of(err))
		    : NULL;

	reply_with(host, id, err, err ? message : result, (struct bytes){0}, NULL);
	json_decref(message);
}

static void limit_reached(void *user)
{
	struct open_request *request = user;
	struct requests *r = request->requests;
	uint64_t id = request->id;

	requests_answer(r, id, -ETIMEDOUT,
		"no answer within the time limit of the request; the outcome is unknown",
		NULL);
	r->expired(id, r->user);
}

int requests_open(struct requests *r, uint64_t id, unsigned timeout_ms)
{
	struct open_request *request = calloc(1, sizeof(*request));

	if (!request)
		return -ENOMEM;
	request->requests = r;
	request->id = id;
	request->next = r->first;
	r->first = request;
	if (timeout_ms)
		timer_start(
			r->timers, &request->limit, timeout_ms, limit_reached, request);
	return 0;
}

/* @return whether it was open; it is not any more */
static bool close_request(struct requests *r, uint64_t id)
{
	struct open_request **link = &r->first, *request;

	while (*link && (*link)->id != id)
		link = &(*link)->next;
	request = *link;
	if (!request)
		return false;
	*link = request->next;
	timer_stop(&request->limit);
	free(request);
	return true;
}

bool requests_answer(
	struct requests *r, uint64_t id, int err, const char *why, const json_t *result)
{
	bool open = close_request(r, id);

	if (open)
		requests_reply(r->host, id, err, why, result);
	return open;
}

bool requests_answer_bytes(struct requests *r, uint64_t id, const json_t *result,
	struct bytes blob, const char *type)
{
	bool open = close_request(r, id);

	if (open)
		reply_with(r->host, id, 0, result, blob, type);
	return open;
}

void requests_finish(struct requests *r)
{
	while (r->first)
		requests_answer(
			r, r->first->id, -ECANCELED, "the instance was stopped", NULL);
}
