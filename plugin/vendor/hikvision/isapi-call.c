/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-call.c - one request to a device, from being asked to being done. */

#include "isapi-private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void isapi_call_off(struct isapi_call *call)
{
	if (call->isapi->sent[call->lane] == call)
		call->isapi->sent[call->lane] = NULL;
	call->exchange = NULL;
	call->state = ENDING;
}

void isapi_call_free(struct isapi_call *call)
{
	struct isapi_call **link = &call->isapi->calls;

	isapi_call_off(call);
	while (*link != call)
		link = &(*link)->next;
	*link = call->next;
	deferred_cancel(&call->later);
	free((char *)call->request.method);
	free((char *)call->request.path);
	free((char *)call->request.content_type);
	free((char *)call->request.body.data);
	free(call);
}

void isapi_call_finish(struct isapi_call *call, const struct isapi_result *result)
{
	struct isapi *isapi = call->isapi;
	isapi_done_fn *done = call->done;
	void *user = call->user;

	isapi_call_free(call);
	isapi_pump(isapi);
	done(result, user);
}

static char *copy(const char *text)
{
	return text ? strdup(text) : NULL;
}

static int call_create(struct isapi *isapi, const struct http_request *request,
	enum lane lane, isapi_done_fn *done, void *user, struct isapi_call **ret_call)
{
	struct isapi_call *call = calloc(1, sizeof(*call));
	struct isapi_call **end = &isapi->calls;

	if (!call)
		return -ENOMEM;
	call->isapi = isapi;
	call->lane = lane;
	call->request = *request;
	call->request.method = copy(request->method);
	call->request.path = copy(request->path);
	call->request.content_type = copy(request->content_type);
	call->request.body.data =
		request->body.len ? strndup(request->body.data, request->body.len)
				  : NULL;
	call->asked_ms = reactor_timers(isapi->reactor)->now_ms;
	call->done = done;
	call->user = user;
	while (*end)
		end = &(*end)->next;
	*end = call;
	if (!call->request.method || !call->request.path ||
		(request->content_type && !call->request.content_type) ||
		(request->body.len && !call->request.body.data)) {
		isapi_call_free(call);
		return -ENOMEM;
	}
	*ret_call = call;
	return 0;
}

int isapi_send(struct isapi *isapi, const struct http_request *request,
	isapi_done_fn *done, void *user, struct isapi_call **ret_call)
{
	struct isapi_call *call;
	int err = call_create(isapi, request, LANE_COMMANDS, done, user, &call);

	if (err)
		return err;
	*ret_call = call;
	isapi_pump(isapi);
	return 0;
}

int isapi_stream(struct isapi *isapi, const struct http_request *request,
	const struct isapi_stream_listener *listener, void *user,
	struct isapi_call **ret_call)
{
	struct isapi_call *call;
	int err =
		call_create(isapi, request, LANE_STREAM, listener->closed, user, &call);

	if (err)
		return err;
	call->listener = listener;
	*ret_call = call;
	isapi_pump(isapi);
	return 0;
}

bool isapi_cancel(struct isapi_call *call)
{
	struct isapi *isapi;
	bool sent, opened;

	if (!call)
		return true;
	isapi = call->isapi;
	sent = call->state == SENT;
	opened = call->opened;
	http_cancel(call->exchange);
	isapi_call_free(call);
	if (sent && !opened)
		credential_gate_dropped(&isapi->gate);
	if (sent)
		isapi_pump(isapi);
	return !sent;
}
