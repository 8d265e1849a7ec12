/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-gate.c - what a request passes before it is answered: the count, the login, the
 * permission. */

#include "isapi-device.h"
#include "isapi-replies.h"

static bool writes(
	const struct isapi_device *device, const struct sim_http_request *request)
{
	return pl_strcmp(&request->method, "GET") &&
	       !(device->ops->asks && device->ops->asks(request, device->user));
}

static void count_request(
	struct isapi_device *device, const struct sim_http_request *request)
{
	char key[256];

	(void)re_snprintf(key, sizeof(key), "%r %r", &request->method, &request->path);
	device->counts.requests++;
	device->counts.writes += writes(device, request);
	count_key(device->counts.paths, key);
}

static struct login_rules login_rules(const struct isapi_device *device)
{
	return (struct login_rules){
		.offer = (enum login_offer)isapi_number(device, SWITCH_DIGEST),
		.scope = (enum login_scope)isapi_number(device, SWITCH_LOCK_SCOPE),
		.unquoted = isapi_number(device, SWITCH_DIGEST_QUOTES) == QUOTES_OFF,
		.url_bound =
			isapi_number(device, SWITCH_NONCE_SCOPE) == NONCE_SCOPE_URL,
		.renews = isapi_number(device, SWITCH_NONCE_EXPIRY) == EXPIRY_STALE,
		.nonce_uses = (unsigned)isapi_number(device, SWITCH_NONCE_USES),
		.lock_after = (unsigned)isapi_number(device, SWITCH_LOCK_AFTER),
		.lock_seconds = (unsigned)isapi_number(device, SWITCH_LOCK_SECONDS),
	};
}

static void refuse(struct isapi_device *device, const struct sim_http_request *request,
	const struct mbuf *challenge)
{
	struct login_rules rules = login_rules(device);
	bool full = isapi_number(device, SWITCH_USER_CHECK) == USER_CHECK_FULL;

	reply_user_check(request, challenge, full, login_locked_seconds(&device->login),
		login_tries_left(&device->login, &rules));
}

static void challenge(
	struct isapi_device *device, const struct sim_http_request *request, bool stale)
{
	struct login_rules rules = login_rules(device);
	struct mbuf *headers = mbuf_alloc(512);

	if (headers && !login_print_challenge(
			       &device->login, &rules, &request->path, stale, headers))
		refuse(device, request, headers);
	mem_deref(headers);
}

static enum login_verdict judge(
	struct isapi_device *device, const struct sim_http_request *request)
{
	struct login_rules rules = login_rules(device);
	char peer[64] = "";

	(void)sa_ntop(&request->peer, peer, sizeof(peer));
	return login_judge(&device->login, &rules,
		&(struct login_try){
			.method = request->method,
			.target = request->target,
			.path = request->path,
			.authorization = request->authorization_sent
						 ? &request->authorization
						 : NULL,
			.peer = peer,
		});
}

bool isapi_device_lets_in(
	struct isapi_device *device, const struct sim_http_request *request)
{
	struct isapi_counts *counts = &device->counts;

	switch (judge(device, request)) {
	case LOGIN_OK: counts->logins_ok++; return true;
	case LOGIN_NOT_TRIED:
		counts->challenges++;
		challenge(device, request, false);
		return false;
	case LOGIN_STALE: challenge(device, request, true); return false;
	case LOGIN_OTHER_URL:
	case LOGIN_HICCUP: challenge(device, request, false); return false;
	case LOGIN_WRONG:
		counts->logins_failed++;
		if (!login_locked_seconds(&device->login)) {
			challenge(device, request, false);
			return false;
		}
		break;
	case LOGIN_LOCKED: counts->logins_while_locked++; break;
	case LOGIN_WORN_OUT: break;
	}
	refuse(device, request, NULL);
	return false;
}

static struct reply_style style_of(const struct isapi_device *device)
{
	return (struct reply_style){
		.namespace_text = isapi_namespace(device),
		.plain_404 = isapi_number(device, SWITCH_NOT_FOUND) == NOT_FOUND_TEXT,
		.string_numbers =
			isapi_number(device, SWITCH_JSON_NUMBERS) == NUMBERS_TEXT,
	};
}

void isapi_device_request(
	struct isapi_device *device, const struct sim_http_request *plain)
{
	const struct reply_style style = style_of(device);
	struct sim_http_request styled = *plain, *request = &styled;

	styled.style = &style;
	count_request(device, request);
	if (!isapi_device_lets_in(device, request))
		return;
	if (writes(device, request) &&
		isapi_number(device, SWITCH_PERMISSION) == PERMISSION_READ_ONLY) {
		reply_status(request, STATUS_LOW_PRIVILEGE);
		return;
	}
	device->counts.writes_allowed += writes(device, request);
	device->ops->request(request, device->user);
}
