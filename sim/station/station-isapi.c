/* SPDX-License-Identifier: Apache-2.0 */
/* station-isapi.c - what the door station answers to an HTTP request. */

#include "station-isapi.h"
#include "station-answers.h"
#include "station-replies.h"

enum { DIGITS_MAX = 4 };

/* What is asked, and who answers; '#' in a path is a number.
 * ADD A ROW, and a line in docs/simulator.md. */
// clang-format off
static const struct {const char *method, *path; answer_fn *answer;} routes[] = {
	{"GET", "/ISAPI/System/deviceInfo", get_device_info},
	{"GET", "/ISAPI/AccessControl/RemoteControl/door/capabilities", get_door_capabilities},
	{"PUT", "/ISAPI/AccessControl/RemoteControl/door/#", put_door},
	{"GET", "/ISAPI/AccessControl/Door/param/#", get_door_param},
	{"POST", "/ISAPI/AccessControl/AcsEvent", post_acs_event},
	{"GET", "/ISAPI/VideoIntercom/callStatus", get_call_status},
	{"PUT", "/ISAPI/VideoIntercom/callSignal", put_call_signal},
	{"GET", "/ISAPI/VideoIntercom/callerInfo", get_caller_info},
	{"DELETE", "/ISAPI/VideoIntercom/ring", delete_ring},
	{"GET", "/ISAPI/Streaming/channels", get_streaming_channels},
	{"GET", "/ISAPI/Streaming/channels/#/picture", get_picture},
	{"PUT", "/ISAPI/System/reboot", put_reboot},
	{"GET", "/ISAPI/System/IO/outputs", get_outputs},
	{"GET", "/ISAPI/System/IO/outputs/#/status", get_output_status},
	{"PUT", "/ISAPI/System/IO/outputs/#/trigger", put_output},
	{"GET", "/ISAPI/Event/notification/httpHosts", get_hosts},
	{"POST", "/ISAPI/Event/notification/httpHosts", post_host},
	{"DELETE", "/ISAPI/Event/notification/httpHosts", delete_hosts},
	{"GET", "/ISAPI/Event/notification/httpHosts/capabilities", get_hosts_capabilities},
	{"GET", "/ISAPI/Event/notification/httpHosts/#", get_host},
	{"PUT", "/ISAPI/Event/notification/httpHosts/#", put_host},
	{"DELETE", "/ISAPI/Event/notification/httpHosts/#", delete_host},
	{"GET", "/ISAPI/Event/notification/alertStream", get_alert_stream},
};
// clang-format on

bool station_path_is(const struct pl *path, const char *pattern, unsigned *number)
{
	size_t before = strcspn(pattern, "#"), digits = 0;
	struct pl rest = *path;

	*number = 0;
	if (!pattern[before])
		return !pl_strcmp(path, pattern);
	if (rest.l < before || memcmp(rest.p, pattern, before))
		return false;
	pl_advance(&rest, (ssize_t)before);
	while (digits < rest.l && rest.p[digits] >= '0' && rest.p[digits] <= '9')
		digits++;
	if (!digits || digits > DIGITS_MAX)
		return false;
	*number = pl_u32(&(struct pl){rest.p, digits});
	pl_advance(&rest, (ssize_t)digits);
	return !pl_strcmp(&rest, pattern + before + 1);
}

static void route(struct station *station, const struct sim_http_request *request)
{
	enum station_status status = STATUS_NO_SUCH_URL;
	unsigned number;

	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++) {
		if (!station_path_is(&request->path, routes[i].path, &number))
			continue;
		if (!pl_strcmp(&request->method, routes[i].method)) {
			routes[i].answer(station, request, number);
			return;
		}
		status = STATUS_METHOD_NOT_ALLOWED;
	}
	reply_status(request, status);
}

/* A search of the journal is a question, although it is a POST. */
static bool writes(const struct sim_http_request *request)
{
	return pl_strcmp(&request->method, "GET") &&
	       pl_strcmp(&request->path, "/ISAPI/AccessControl/AcsEvent");
}

static void count_request(
	struct station *station, const struct sim_http_request *request)
{
	char key[256];

	(void)re_snprintf(key, sizeof(key), "%r %r", &request->method, &request->path);
	station->ledger.requests++;
	station->ledger.writes += writes(request);
	ledger_count(station->ledger.paths, key);
}

static struct login_rules login_rules(const struct station *station)
{
	return (struct login_rules){
		.offer = (enum login_offer)station_number(station, SWITCH_DIGEST),
		.scope = (enum login_scope)station_number(station, SWITCH_LOCK_SCOPE),
		.unquoted = station_number(station, SWITCH_DIGEST_QUOTES) == QUOTES_OFF,
		.url_bound =
			station_number(station, SWITCH_NONCE_SCOPE) == NONCE_SCOPE_URL,
		.renews = station_number(station, SWITCH_NONCE_EXPIRY) == EXPIRY_STALE,
		.nonce_uses = (unsigned)station_number(station, SWITCH_NONCE_USES),
		.lock_after = (unsigned)station_number(station, SWITCH_LOCK_AFTER),
		.lock_seconds = (unsigned)station_number(station, SWITCH_LOCK_SECONDS),
	};
}

static void refuse(struct station *station, const struct sim_http_request *request,
	const struct mbuf *challenge)
{
	struct login_rules rules = login_rules(station);
	bool full = station_number(station, SWITCH_USER_CHECK) == USER_CHECK_FULL;

	reply_user_check(request, challenge, full,
		login_locked_seconds(&station->login),
		login_tries_left(&station->login, &rules));
}

static void challenge(
	struct station *station, const struct sim_http_request *request, bool stale)
{
	struct login_rules rules = login_rules(station);
	struct mbuf *headers = mbuf_alloc(512);

	if (headers && !login_print_challenge(
			       &station->login, &rules, &request->path, stale, headers))
		refuse(station, request, headers);
	mem_deref(headers);
}

static enum login_verdict judge(
	struct station *station, const struct sim_http_request *request)
{
	struct login_rules rules = login_rules(station);
	char peer[64] = "";

	(void)sa_ntop(&request->peer, peer, sizeof(peer));
	return login_judge(&station->login, &rules,
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

bool station_lets_in(struct station *station, const struct sim_http_request *request)
{
	struct ledger *ledger = &station->ledger;

	switch (judge(station, request)) {
	case LOGIN_OK: ledger->logins_ok++; return true;
	case LOGIN_NOT_TRIED:
		ledger->challenges++;
		challenge(station, request, false);
		return false;
	case LOGIN_STALE: challenge(station, request, true); return false;
	case LOGIN_OTHER_URL:
	case LOGIN_HICCUP: challenge(station, request, false); return false;
	case LOGIN_WRONG:
		ledger->logins_failed++;
		if (!login_locked_seconds(&station->login)) {
			challenge(station, request, false);
			return false;
		}
		break;
	case LOGIN_LOCKED: ledger->logins_while_locked++; break;
	case LOGIN_WORN_OUT: break;
	}
	refuse(station, request, NULL);
	return false;
}

static struct reply_style style_of(const struct station *station)
{
	return (struct reply_style){
		.namespace_text = station_namespace(station),
		.plain_404 =
			station_number(station, SWITCH_NOT_FOUND) == NOT_FOUND_TEXT,
		.string_numbers =
			station_number(station, SWITCH_JSON_NUMBERS) == NUMBERS_TEXT,
	};
}

void station_isapi(struct station *station, const struct sim_http_request *plain)
{
	const struct reply_style style = style_of(station);
	struct sim_http_request styled = *plain, *request = &styled;

	styled.style = &style;
	count_request(station, request);
	if (!station_lets_in(station, request))
		return;
	if (writes(request) &&
		station_number(station, SWITCH_PERMISSION) == PERMISSION_READ_ONLY) {
		reply_status(request, STATUS_LOW_PRIVILEGE);
		return;
	}
	station->ledger.writes_allowed += writes(request);
	route(station, request);
}
