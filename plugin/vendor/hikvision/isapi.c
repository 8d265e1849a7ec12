/* SPDX-License-Identifier: Apache-2.0 */
/* isapi.c - requests to one Hikvision device: two lanes, one login. */

#include "isapi-private.h"

#include "log.h"
#include "reactor.h"
#include "timers.h"
#include "vendor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	PATIENCE_MS = 250, /* of a command behind a question; then the question goes */
};

/* Off the wire; its lane is free for the next. */
void isapi_call_off(struct isapi_call *call)
{
	if (call->isapi->sent[call->lane] == call)
		call->isapi->sent[call->lane] = NULL;
	call->exchange = NULL;
	call->state = ENDING;
}

static void call_free(struct isapi_call *call)
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

/* The one way a call ends with a callback. The next one goes out first, because the
 * callback may destroy us. */
void isapi_finish(struct isapi_call *call, const struct isapi_result *result)
{
	struct isapi *isapi = call->isapi;
	isapi_done_fn *done = call->done;
	void *user = call->user;

	call_free(call);
	isapi_pump(isapi);
	done(result, user);
}

/* ---- sending ---- */

static void fail_now(void *user)
{
	struct isapi_call *call = user;

	if (call->failure)
		isapi_finish(call,
			&(struct isapi_result){.err = -EBUSY, .why = call->failure});
	else
		isapi_finish_refused_login(call);
}

static void fail_later(struct isapi_call *call, const char *failure)
{
	isapi_call_off(call);
	call->failure = failure;
	reactor_defer(call->isapi->reactor, &call->later, fail_now, call);
}

static void call_start(struct isapi_call *call)
{
	struct http_lane *lane = call->isapi->lanes[call->lane];
	int err;

	call->isapi->sent[call->lane] = call;
	call->state = SENT;
	/* Rationale: a stream begins so seldom that its nonce would be worn out. Were a
	 * question's worn out at the same time, these two would pass for two refusals,
	 * and close the gate on a right password. */
	if (call->listener)
		http_lane_reset(lane);
	if (call->listener)
		err = http_stream(lane, &call->request, &isapi_answer_listener, call,
			&call->exchange);
	else
		err = http_send(lane, &call->request, isapi_exchange_done, call,
			&call->exchange);
	if (err) {
		credential_gate_dropped(call->isapi->gate);
		fail_later(call, strerror(-err));
	}
}

static bool waited_too_long(const struct isapi_call *call)
{
	uint64_t now = reactor_timers(call->isapi->reactor)->now_ms;

	return call->request.wait_ms && now - call->asked_ms > call->request.wait_ms;
}

/* Who is next on this lane: the oldest urgent one, else the oldest. */
static struct isapi_call *next_call(const struct isapi *isapi, enum lane lane)
{
	struct isapi_call *oldest = NULL;

	for (struct isapi_call *call = isapi->calls; call; call = call->next) {
		if (call->state != WAITING || call->lane != lane)
			continue;
		if (call->request.urgent)
			return call;
		if (!oldest)
			oldest = call;
	}
	return oldest;
}

/* A command does not wait for the answer to a question that the device is slow to give. */
static void lose_patience(void *user)
{
	struct isapi *isapi = user;
	struct isapi_call *call = isapi->sent[LANE_COMMANDS];
	const struct isapi_call *next = next_call(isapi, LANE_COMMANDS);

	/* The question may have been answered meanwhile, and the command be done. */
	if (!call || call->request.urgent || !next || !next->request.urgent)
		return;
	http_cancel(call->exchange);
	credential_gate_dropped(isapi->gate);
	fail_later(call, "gave way to a command");
	isapi_pump(isapi);
}

/* @return false when the lane has nothing more to do for now */
static bool pump_lane(struct isapi *isapi, enum lane lane)
{
	struct isapi_call *call = next_call(isapi, lane);

	if (!call)
		return false;
	if (isapi->sent[lane]) {
		if (call->request.urgent && !isapi->sent[lane]->request.urgent &&
			!timer_running(&isapi->patience))
			timer_start(reactor_timers(isapi->reactor), &isapi->patience,
				PATIENCE_MS, lose_patience, isapi);
		return false;
	}
	if (waited_too_long(call)) {
		fail_later(call, "the device was busy for too long; nothing was sent");
		return true;
	}
	switch (credential_gate_enter(isapi->gate)) {
	case GATE_GO: call_start(call); return true;
	case GATE_WAIT: return false;
	case GATE_NO: fail_later(call, NULL); return true;
	}
	return false;
}

void isapi_pump(struct isapi *isapi)
{
	if (isapi->ending)
		return;
	for (enum lane lane = 0; lane < LANES; lane++) {
		while (pump_lane(isapi, lane))
			;
	}
}

static void gate_changed(void *user)
{
	struct isapi *isapi = user;

	isapi_pump(isapi);
	if (isapi->login_changed)
		isapi->login_changed(isapi->user);
}

/* ---- life of a call ---- */

static char *copy(const char *text)
{
	return text ? strdup(text) : NULL;
}

static char *copy_path(const struct isapi *isapi, const char *path)
{
	static const struct bytes prefix = {"/ISAPI", 6};

	if (isapi->bare && bytes_starts(bytes_from(path), prefix))
		path += prefix.len;
	return strdup(path);
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
	call->request.path = copy_path(isapi, request->path);
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
		call_free(call);
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
	call_free(call);
	if (sent && !opened)
		credential_gate_dropped(isapi->gate);
	if (sent)
		isapi_pump(isapi);
	return !sent;
}

void isapi_set_bare(struct isapi *isapi, bool bare)
{
	isapi->bare = bare;
}

bool isapi_bare(const struct isapi *isapi)
{
	return isapi->bare;
}

int isapi_login(const struct isapi *isapi)
{
	switch (isapi->gate->state) {
	case GATE_UNPROVEN:
	case GATE_PROVEN:
	case GATE_DOUBT: return 0;
	case GATE_CLOSED: return -EACCES;
	case GATE_LOCKED: return -EAGAIN;
	}
	return 0;
}

/* ---- life ---- */

int isapi_create(struct reactor *r, const struct unit_config *config,
	const struct log *log, void (*login_changed)(void *user), void *user,
	struct isapi **ret_isapi)
{
	struct http_target target = {
		.host = config->host,
		.port = config->port,
		.username = config->username,
		.password = config->password,
		.allow_basic = config->allow_basic,
		.tls = config->tls,
		.fingerprint = config->fingerprint,
		.ca_file = config->ca_file,
	};
	struct credential_key key = {
		config->host, config->port, config->username, config->password};
	struct isapi *isapi = calloc(1, sizeof(*isapi));
	int err;

	if (!isapi)
		return -ENOMEM;
	isapi->reactor = r;
	isapi->log = log;
	isapi->login_changed = login_changed;
	isapi->user = user;
	snprintf(isapi->username, sizeof(isapi->username), "%s", config->username);
	isapi->single_try = config->single_try;
	isapi->tls = config->tls;
	snprintf(isapi->fingerprint, sizeof(isapi->fingerprint), "%s",
		config->tls && config->fingerprint ? config->fingerprint : "");
	err = credential_pass_open(http_credentials(r), &key, config->single_try,
		gate_changed, isapi, &isapi->pass);
	if (err) {
		free(isapi);
		return err;
	}
	isapi->gate = credential_pass_gate(isapi->pass);
	target.memory = credential_pass_memory(isapi->pass);
	for (enum lane lane = 0; lane < LANES; lane++) {
		err = http_lane_create(r, &target, &isapi->lanes[lane]);
		if (err) {
			isapi_destroy(isapi);
			return err;
		}
	}
	*ret_isapi = isapi;
	return 0;
}

void isapi_destroy(struct isapi *isapi)
{
	if (!isapi)
		return;
	isapi->login_changed = NULL;
	isapi->ending = true;
	while (isapi->calls)
		isapi_cancel(isapi->calls);
	timer_stop(&isapi->patience);
	for (enum lane lane = 0; lane < LANES; lane++)
		http_lane_destroy(isapi->lanes[lane]);
	credential_pass_close(isapi->pass);
	free(isapi);
}
