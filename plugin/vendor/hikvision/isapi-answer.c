/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-answer.c - the device's answer to a call: accepted, refused, or its login was. */

#include "isapi-outcome.h"
#include "isapi-private.h"
#include "isapi-reply.h"

#include <errno.h>
#include <stdio.h>

enum { LOCKED_DEFAULT_S = 1800 }; /* "locked", without a time: the vendor's default */

static const char *login_why(const struct isapi *isapi, char *why, size_t cap)
{
	unsigned left = credential_gate_unlock_s(&isapi->gate);

	if (left)
		snprintf(why, cap,
			"the device has locked the account of user \"%s\" after failed logins; "
			"it opens again in %u s",
			isapi->username, left);
	else if (isapi->gate.tries_left >= 0)
		snprintf(why, cap,
			"the device refused user \"%s\" or the password; %d tries are left "
			"before it locks the account",
			isapi->username, isapi->gate.tries_left);
	else
		snprintf(why, cap, "the device refused user \"%s\" or the password",
			isapi->username);
	return why;
}

void isapi_finish_refused_login(struct isapi_call *call)
{
	char why[ISAPI_WHY_MAX];
	struct isapi_result result = {.err = -EACCES};

	result.why = login_why(call->isapi, why, sizeof(why));
	isapi_finish(call, &result);
}

/* The device did not accept our login. May end the call, or send it once more. */
static void login_refused(struct isapi_call *call, const struct http_reply *reply)
{
	struct isapi *isapi = call->isapi;
	struct refusal refusal;
	bool again = !call->retried && !isapi->gate.single_try;

	if (refusal_parse(reply->body, &refusal))
		refusal = (struct refusal){.tries_left = -1, .unlock_s = -1};
	http_lane_reset(isapi->lanes[call->lane]);
	isapi_call_off(call);
	call->retried = true;
	if (refusal.locked)
		credential_gate_locked(
			&isapi->gate, refusal.unlock_s > 0 ? (unsigned)refusal.unlock_s
							   : LOCKED_DEFAULT_S);
	else if (!reply->fresh_nonce)
		credential_gate_stale(&isapi->gate);
	else
		credential_gate_refused(&isapi->gate, refusal.tries_left);
	if (again && !refusal.locked) {
		call->state = WAITING;
		isapi_pump(isapi);
	} else {
		isapi_finish_refused_login(call);
	}
}

/* The device asks for a login we do not do. Our login was not even sent, so this is no
 * refused login: it may be asked again, for a setting may change on the device. */
static void finish_unknown_login(struct isapi_call *call)
{
	isapi_finish(call,
		&(struct isapi_result){.err = -EREMOTEIO,
			.why = "the device offers no Digest login: set its WEB "
			       "authentication to \"digest\" or \"digest/basic\""});
}

static void handle_reply(struct isapi_call *call, const struct http_reply *reply)
{
	struct isapi *isapi = call->isapi;
	char why[ISAPI_WHY_MAX];
	struct isapi_result result;

	if (reply->status == 401 && reply->authorized) {
		login_refused(call, reply);
		return;
	}
	isapi_call_off(call);
	if (reply->err || !reply->authorized)
		credential_gate_dropped(&isapi->gate);
	else
		credential_gate_ok(&isapi->gate);
	if (reply->status == 401) {
		finish_unknown_login(call);
		return;
	}
	isapi_outcome(reply, call->request.method, call->request.path, isapi->username,
		why, sizeof(why), &result);
	isapi_finish(call, &result);
}

void isapi_exchange_done(const struct http_reply *reply, void *user)
{
	handle_reply(user, reply);
}

static void stream_opened(const struct http_reply *reply, void *user)
{
	struct isapi_call *call = user;

	if (reply->authorized)
		credential_gate_ok(&call->isapi->gate);
	else
		credential_gate_dropped(&call->isapi->gate);
	call->opened = true;
	call->listener->opened(call->user);
}

static int stream_data(struct bytes in, void *user)
{
	struct isapi_call *call = user;

	return call->listener->data(in, call->user);
}

/* Why an open stream ended, in the words of isapi_result. */
static int end_errno(int err)
{
	return err == -EMSGSIZE || err == -EPROTO ? -EREMOTEIO : -EHOSTUNREACH;
}

static void stream_closed(const struct http_reply *reply, void *user)
{
	struct isapi_call *call = user;

	if (call->opened) {
		char why[ISAPI_WHY_MAX];

		snprintf(why, sizeof(why), "the event stream ended: %s", reply->reason);
		isapi_finish(call, &(struct isapi_result){
					   .err = end_errno(reply->err), .why = why});
		return;
	}
	handle_reply(call, reply);
}

const struct http_stream_listener isapi_answer_listener = {
	.opened = stream_opened,
	.data = stream_data,
	.closed = stream_closed,
};
