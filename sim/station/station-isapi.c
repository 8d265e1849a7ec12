/* SPDX-License-Identifier: Apache-2.0 */
/* station-isapi.c - what the door station answers to an HTTP request. */

#include "station-isapi.h"
#include "station-replies.h"

#define XML       "application/xml"
#define JSON      "application/json"
#define XML_HEAD  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define NAMESPACE "version=\"2.0\" xmlns=\"http://www.isapi.org/ver20/XMLSchema\""

enum { MAJOR_OPERATION = 3, MINOR_REMOTE_OPEN = 1024 };

typedef void route_fn(struct station *station, const struct sim_http_request *request,
	unsigned number);

static void print_document(const struct sim_http_request *request, const char *type,
	const char *format, ...)
{
	struct mbuf *mb = mbuf_alloc(1024);
	va_list values;

	va_start(values, format);
	if (mb && mbuf_vprintf(mb, format, values))
		mb = mem_deref(mb);
	va_end(values);
	reply_document(request, type, mb);
}

static void get_device_info(struct station *station,
	const struct sim_http_request *request, unsigned number)
{
	print_document(request, XML,
		XML_HEAD "<DeviceInfo " NAMESPACE ">\n"
			 "<deviceName>%s</deviceName>\n<deviceID>255</deviceID>\n"
			 "<model>%s</model>\n<serialNumber>%s</serialNumber>\n"
			 "<macAddress>%s</macAddress>\n"
			 "<firmwareVersion>%s</firmwareVersion>\n"
			 "<firmwareReleasedDate>%s</firmwareReleasedDate>\n"
			 "<encoderVersion>V1.0</encoderVersion>\n"
			 "<deviceType>VIS</deviceType>\n"
			 "<telecontrolID>1</telecontrolID>\n"
			 "<electroLockNum>%u</electroLockNum>\n"
			 "<manufacturer>hikvision</manufacturer>\n</DeviceInfo>\n",
		station_text(station, SWITCH_DEVICE_NAME),
		station_text(station, SWITCH_MODEL),
		station_text(station, SWITCH_SERIAL), station_text(station, SWITCH_MAC),
		station_text(station, SWITCH_FIRMWARE),
		station_text(station, SWITCH_FIRMWARE_BUILD), station->doors.count);
}

static void get_door_capabilities(struct station *station,
	const struct sim_http_request *request, unsigned number)
{
	switch (station_number(station, SWITCH_CAPABILITIES)) {
	case CAPABILITIES_404: reply_status(request, STATUS_NO_SUCH_URL); return;
	case CAPABILITIES_500: reply_status(request, STATUS_DEVICE_ERROR); return;
	}
	print_document(request, XML,
		XML_HEAD "<RemoteControlDoor " NAMESPACE ">\n"
			 "<doorNo min=\"1\" max=\"%u\"/>\n"
			 "<cmd opt=\"open,close,alwaysOpen,alwaysClose,resume\"/>\n"
			 "</RemoteControlDoor>\n",
		station->doors.count);
}

/* The text of <cmd>, wherever it is in the body. */
static bool command_of(const struct pl *body, struct pl *ret)
{
	return body->l && !re_regex(body->p, body->l, "<cmd>[^<]+</cmd>", ret);
}

/* The relay moves; what the client hears of it is up to the switch. */
static void obey(struct station *station, const struct sim_http_request *request,
	unsigned door, enum door_command command)
{
	int64_t unlock = station_number(station, SWITCH_UNLOCK);
	bool silent = unlock == UNLOCK_SILENT;

	if (command == DOOR_OPEN && !silent &&
		station_number(station, SWITCH_REMOTE_OPEN_EVENT) == SWITCH_ON)
		station_event(station, MAJOR_OPERATION, MINOR_REMOTE_OPEN, door, 0);
	doors_command(&station->doors, door, command, silent);
	if (unlock == UNLOCK_DROP)
		sim_http_finish(request->conn);
	else
		reply_status(request, STATUS_OK);
}

static void put_door(
	struct station *station, const struct sim_http_request *request, unsigned door)
{
	enum door_command command;
	struct pl word;

	if (!door || door > station->doors.count) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return;
	}
	if (!command_of(&request->body, &word)) {
		reply_status(request, STATUS_BAD_XML);
		return;
	}
	if (door_command_named(&word, &command)) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return;
	}
	station->ledger.door_commands[command]++;
	switch (station_number(station, SWITCH_UNLOCK)) {
	case UNLOCK_REFUSE: reply_status(request, STATUS_INVALID_OPERATION); return;
	case UNLOCK_HANG: return;
	}
	obey(station, request, door, command);
}

static void get_door_param(
	struct station *station, const struct sim_http_request *request, unsigned door)
{
	int64_t ms = station_number(station, SWITCH_OPEN_DURATION);

	if (!door || door > station->doors.count) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return;
	}
	print_document(request, XML,
		XML_HEAD "<DoorParam " NAMESPACE ">\n<doorName>Door%u</doorName>\n"
			 "<magneticType>alwaysClose</magneticType>\n"
			 "<openButtonType>alwaysOpen</openButtonType>\n"
			 "<openDuration>%u</openDuration>\n</DoorParam>\n",
		door, (unsigned)((ms + 999) / 1000));
}

static void get_call_status(struct station *station,
	const struct sim_http_request *request, unsigned number)
{
	const char *word = call_word(&station->call);

	switch (station_number(station, SWITCH_CALL_STATUS)) {
	case CALL_STATUS_ERROR: reply_status(request, STATUS_DEVICE_ERROR); return;
	case CALL_STATUS_HANG: return;
	case CALL_STATUS_IDLE: word = "idle"; break;
	}
	print_document(request, JSON,
		"{\n\t\"CallStatus\":\t{\n\t\t\"status\":\t\"%s\"\n\t}\n}\n", word);
}

static const char *signal_of(const struct pl *body, json_t **ret_document)
{
	const char *word = NULL;

	*ret_document = json_loadb(body->p ? body->p : "", body->l, 0, NULL);
	if (json_unpack(*ret_document, "{s:{s:s}}", "CallSignal", "cmdType", &word))
		return NULL;
	return word;
}

static void put_call_signal(struct station *station,
	const struct sim_http_request *request, unsigned number)
{
	// clang-format off
	static const struct {const char *word; enum call_input input;} signals[] = {
		{"answer", CALL_ANSWER}, {"hangUp", CALL_HANG_UP},
		{"cancel", CALL_HANG_UP}, {"reject", CALL_HANG_UP},
	};
	// clang-format on
	enum station_status status = STATUS_BAD_PARAMETERS;
	json_t *document;
	const char *word = signal_of(&request->body, &document);

	for (size_t i = 0; word && i < sizeof(signals) / sizeof(*signals); i++) {
		if (strcmp(word, signals[i].word))
			continue;
		ledger_count(station->ledger.calls, word);
		status = call_input(&station->call, signals[i].input)
				 ? STATUS_INVALID_OPERATION
				 : STATUS_OK;
	}
	json_decref(document);
	reply_status(request, status);
}

static void get_alert_stream(struct station *station,
	const struct sim_http_request *request, unsigned number)
{
	unsigned slots = (unsigned)station_number(station, SWITCH_STREAM_SLOTS);

	if (slots && alert_streams_count(&station->streams) >= slots) {
		station->ledger.streams_refused++;
		reply_status(request, STATUS_INVALID_OPERATION);
		return;
	}
	station_open_stream(station, request->conn);
}

/* What is asked, and who answers; a path that ends in '/' takes a number.
 * ADD A ROW, and a line in docs/simulator.md. */
// clang-format off
static const struct {const char *method, *path; route_fn *answer;} routes[] = {
	{"GET", "/ISAPI/System/deviceInfo", get_device_info},
	{"GET", "/ISAPI/AccessControl/RemoteControl/door/capabilities", get_door_capabilities},
	{"PUT", "/ISAPI/AccessControl/RemoteControl/door/", put_door},
	{"GET", "/ISAPI/AccessControl/Door/param/", get_door_param},
	{"GET", "/ISAPI/VideoIntercom/callStatus", get_call_status},
	{"PUT", "/ISAPI/VideoIntercom/callSignal", put_call_signal},
	{"GET", "/ISAPI/Event/notification/alertStream", get_alert_stream},
};
// clang-format on

static bool path_is(const struct pl *path, const char *pattern, unsigned *number)
{
	size_t length = strlen(pattern);
	struct pl digits = {path->p + length, path->l - length};

	*number = 0;
	if (pattern[length - 1] != '/')
		return !pl_strcmp(path, pattern);
	if (path->l <= length || path->l > length + 4 ||
		memcmp(path->p, pattern, length))
		return false;
	for (size_t i = 0; i < digits.l; i++)
		if (digits.p[i] < '0' || digits.p[i] > '9')
			return false;
	*number = pl_u32(&digits);
	return true;
}

static void route(struct station *station, const struct sim_http_request *request)
{
	enum station_status status = STATUS_NO_SUCH_URL;
	unsigned number;

	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++) {
		if (!path_is(&request->path, routes[i].path, &number))
			continue;
		if (!pl_strcmp(&request->method, routes[i].method)) {
			routes[i].answer(station, request, number);
			return;
		}
		status = STATUS_METHOD_NOT_ALLOWED;
	}
	reply_status(request, status);
}

static void count_request(
	struct station *station, const struct sim_http_request *request)
{
	char key[256];

	(void)re_snprintf(key, sizeof(key), "%r %r", &request->method, &request->path);
	station->ledger.requests++;
	station->ledger.writes += pl_strcmp(&request->method, "GET") != 0;
	ledger_count(station->ledger.paths, key);
}

static struct login_rules login_rules(const struct station *station)
{
	return (struct login_rules){
		.offer = (enum login_offer)station_number(station, SWITCH_DIGEST),
		.nonce_uses = (unsigned)station_number(station, SWITCH_NONCE_USES),
		.lock_after = (unsigned)station_number(station, SWITCH_LOCK_AFTER),
		.lock_seconds = (unsigned)station_number(station, SWITCH_LOCK_SECONDS),
	};
}

static void challenge(struct station *station, const struct sim_http_request *request,
	const struct login_rules *rules, bool stale)
{
	struct mbuf *headers = mbuf_alloc(512);

	if (headers && !login_print_challenge(&station->login, rules, stale, headers))
		reply_user_check(request, headers,
			login_locked_seconds(&station->login),
			login_tries_left(&station->login, rules));
	mem_deref(headers);
}

/* @return true if the request may be answered; else the refusal is on its way */
static bool let_in(struct station *station, const struct sim_http_request *request)
{
	struct login_rules rules = login_rules(station);
	struct ledger *ledger = &station->ledger;

	switch (login_judge(&station->login, &rules, &request->method, &request->target,
		request->authorization_sent ? &request->authorization : NULL)) {
	case LOGIN_OK: ledger->logins_ok++; return true;
	case LOGIN_NOT_TRIED:
		ledger->challenges++;
		challenge(station, request, &rules, false);
		return false;
	case LOGIN_STALE: challenge(station, request, &rules, true); return false;
	case LOGIN_WRONG:
		ledger->logins_failed++;
		if (!login_locked_seconds(&station->login)) {
			challenge(station, request, &rules, false);
			return false;
		}
		break;
	case LOGIN_LOCKED: ledger->logins_while_locked++; break;
	case LOGIN_WORN_OUT: break;
	}
	reply_user_check(request, NULL, login_locked_seconds(&station->login),
		login_tries_left(&station->login, &rules));
	return false;
}

void station_isapi(struct station *station, const struct sim_http_request *request)
{
	bool writes = pl_strcmp(&request->method, "GET") != 0;

	count_request(station, request);
	if (!let_in(station, request))
		return;
	if (writes &&
		station_number(station, SWITCH_PERMISSION) == PERMISSION_READ_ONLY) {
		reply_status(request, STATUS_LOW_PRIVILEGE);
		return;
	}
	station->ledger.writes_allowed += writes;
	route(station, request);
}
