/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-answer.c - the device's answer to a call: accepted, refused, or its login was. */

#include "isapi-outcome.h"
#include "isapi-private.h"
#include "isapi-reply.h"
#include "log.h"

#include <errno.h>
#include <stdio.h>

enum {
	LOCKED_DEFAULT_S = 1800, /* "locked", without a time: the vendor's default */
	MINUTE_S = 60,
	TRIES_MAX = 4, /* of one call: a worn nonce, and what the gate lets through */
};

/* "37 s", "30 min" */
static void print_time(unsigned seconds, char *text, size_t cap)
{
	if (seconds < 2 * MINUTE_S)
		snprintf(text, cap, "%u s", seconds);
	else
		snprintf(text, cap, "%u min", (seconds + MINUTE_S - 1) / MINUTE_S);
}

static int login_why(const struct isapi *isapi, char *why, size_t cap)
{
	unsigned locked_s = credential_gate_unlock_s(isapi->gate);
	int tries_left = isapi->gate->tries_left;
	char time[32], left[80] = "";

	if (locked_s) {
		print_time(locked_s, time, sizeof(time));
		snprintf(why, cap,
			"the device has locked the account of user \"%s\" after failed "
			"logins; it opens again in %s, and nothing is sent before",
			isapi->username, time);
		return -EAGAIN;
	}
	if (tries_left >= 0)
		snprintf(left, sizeof(left), "; %d %s left before it locks the account",
			tries_left, tries_left == 1 ? "try is" : "tries are");
	snprintf(why, cap,
		"the device refused user \"%s\" or the password%s; correct the settings: "
		"it is not tried again with these",
		isapi->username, left);
	return -EACCES;
}

void isapi_finish_refused_login(struct isapi_call *call)
{
	char why[ISAPI_WHY_MAX];
	struct isapi_result result = {.why = why};

	result.err = login_why(call->isapi, why, sizeof(why));
	isapi_finish(call, &result);
}

static void tell_gate(struct credential_gate *gate, const struct refusal *refusal,
	const struct http_reply *reply)
{
	if (refusal->locked)
		credential_gate_locked(gate, refusal->unlock_s > 0
						     ? (unsigned)refusal->unlock_s
						     : LOCKED_DEFAULT_S);
	else if (reply->fresh_nonce)
		credential_gate_refused(gate, refusal->tries_left);
	else
		credential_gate_stale(gate);
}

/* The device did not accept our login. Sends the call once more, if the gate lets it; a
 * check leaves that to the user, unless it may have been the nonce. */
static void login_refused(struct isapi_call *call, const struct http_reply *reply)
{
	struct isapi *isapi = call->isapi;
	bool again =
		++call->tries < TRIES_MAX && !(isapi->single_try && reply->fresh_nonce);
	struct refusal refusal;

	if (refusal_parse(reply->body, &refusal))
		refusal = (struct refusal){.tries_left = -1, .unlock_s = -1};
	isapi_call_off(call);
	if (again)
		call->state = WAITING;
	tell_gate(isapi->gate, &refusal, reply);
	if (again)
		isapi_pump(isapi); /* if the gate has closed, this ends the call */
	else
		isapi_finish_refused_login(call);
}

/* Our login was not even sent, so this is no refused login: it may be asked again, for a
 * setting may change on the device. */
static void finish_barred_login(struct isapi_call *call, enum http_barred barred)
{
	static const struct isapi_result results[] = {
		[HTTP_BARRED_NOT] = {.err = -EREMOTEIO,
			.why = "the device offers no login we know: set its WEB "
			       "authentication to \"digest\" or \"digest/basic\""},
		[HTTP_BARRED_BASIC] = {.err = -EPROTONOSUPPORT,
			.why = "the device offers only Basic login, which shows the "
			       "password to who answers or listens: set its WEB "
			       "authentication to \"digest\", or use HTTPS with a "
			       "fingerprint, or switch \"Allow Basic Login\" on"},
		[HTTP_BARRED_WEAKER] = {.err = -EREMOTEIO,
			.why = "the device offers a weaker login than before, as "
			       "somebody in between would; nothing was sent. If you "
			       "changed its WEB authentication, start this instance "
			       "again"},
	};

	isapi_finish(call, &results[barred]);
}

/* First use: from now on this certificate. Nothing has been sent, so this is no second
 * time, not even for a command. @return whether the call goes on */
static bool pin(struct isapi_call *call, const struct http_reply *reply)
{
	struct isapi *isapi = call->isapi;

	snprintf(isapi->fingerprint, sizeof(isapi->fingerprint), "%s",
		reply->fingerprint);
	if (isapi->single_try)
		return false;
	for (enum lane lane = 0; lane < LANES; lane++) {
		if (http_lane_pin(isapi->lanes[lane], isapi->fingerprint))
			return false;
	}
	log_info(isapi->log,
		"the certificate with the fingerprint %s is the device's "
		"from now on",
		isapi->fingerprint);
	isapi_call_off(call);
	call->state = WAITING;
	credential_gate_dropped(isapi->gate);
	isapi_pump(isapi);
	return true;
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
	if (reply->err == -ENOKEY && pin(call, reply))
		return;
	isapi_call_off(call);
	if (reply->err || !reply->authorized)
		credential_gate_dropped(isapi->gate);
	else
		credential_gate_ok(isapi->gate);
	if (reply->status == 401) {
		finish_barred_login(call, reply->barred);
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
		credential_gate_ok(call->isapi->gate);
	else
		credential_gate_dropped(call->isapi->gate);
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

		snprintf(why, sizeof(why), "the event stream ended: %s",
			*reply->reason ? reply->reason : "the device closed it");
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

int isapi_tries_left(const struct isapi *isapi)
{
	return isapi->gate->tries_left;
}

const char *isapi_fingerprint(const struct isapi *isapi)
{
	return isapi->fingerprint;
}
