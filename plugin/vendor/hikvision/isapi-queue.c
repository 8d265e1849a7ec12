/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-queue.c - who goes next, on which lane. */

#include "isapi-private.h"

#include <errno.h>

enum { PATIENCE_MS = 250 /* of a command behind a question; then the question goes */ };

static void fail_now(void *user)
{
	struct isapi_call *call = user;

	if (call->failure)
		isapi_call_finish(call,
			&(struct isapi_result){.err = -EBUSY, .why = call->failure});
	else
		isapi_call_refuse_login(call);
}

void isapi_call_fail(struct isapi_call *call, const char *failure)
{
	isapi_call_off(call);
	call->failure = failure;
	reactor_defer(call->isapi->reactor, &call->later, fail_now, call);
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
	credential_gate_dropped(&isapi->gate);
	isapi_call_fail(call, "gave way to a command");
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
		isapi_call_fail(
			call, "the device was busy for too long; nothing was sent");
		return true;
	}
	switch (credential_gate_enter(&isapi->gate)) {
	case GATE_GO: isapi_call_start(call); return true;
	case GATE_WAIT: return false;
	case GATE_NO: isapi_call_fail(call, NULL); return true;
	}
	return false;
}

void isapi_pump(struct isapi *isapi)
{
	for (enum lane lane = 0; lane < LANES; lane++) {
		while (pump_lane(isapi, lane))
			;
	}
}
