/* SPDX-License-Identifier: Apache-2.0 */
/* station-answers.c - who the station is, its doors, its call, its stream of events. */

#include "station-answers.h"

enum { MAJOR_OPERATION = 3, MINOR_REMOTE_OPEN = 1024 };

void get_device_info(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	reply_print(request, REPLY_XML,
		REPLY_XML_HEAD
		"<DeviceInfo " REPLY_NAMESPACE ">\n"
		"<deviceName>%s</deviceName>\n<deviceID>255</deviceID>\n"
		"<model>%s</model>\n<serialNumber>%s</serialNumber>\n"
		"<macAddress>%s</macAddress>\n"
		"<firmwareVersion>%s</firmwareVersion>\n"
		"<firmwareReleasedDate>%s</firmwareReleasedDate>\n"
		"<encoderVersion>V1.0</encoderVersion>\n"
		"<deviceType>VIS</deviceType>\n"
		"<telecontrolID>1</telecontrolID>\n"
		"<alarmOutNum>%u</alarmOutNum>\n<electroLockNum>%u</electroLockNum>\n"
		"<manufacturer>hikvision</manufacturer>\n</DeviceInfo>\n",
		station_text(station, SWITCH_DEVICE_NAME),
		station_text(station, SWITCH_MODEL),
		station_text(station, SWITCH_SERIAL), station_text(station, SWITCH_MAC),
		station_text(station, SWITCH_FIRMWARE),
		station_text(station, SWITCH_FIRMWARE_BUILD),
		(unsigned)station_number(station, SWITCH_OUTPUTS),
		station->doors.count);
}

void get_door_capabilities(struct station *station,
	const struct sim_http_request *request, unsigned number)
{
	switch (station_number(station, SWITCH_CAPABILITIES)) {
	case CAPABILITIES_404: reply_status(request, STATUS_NO_SUCH_URL); return;
	case CAPABILITIES_500: reply_status(request, STATUS_DEVICE_ERROR); return;
	}
	reply_print(request, REPLY_XML,
		REPLY_XML_HEAD
		"<RemoteControlDoor " REPLY_NAMESPACE ">\n"
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
		station_event(station, MAJOR_OPERATION, MINOR_REMOTE_OPEN, door);
	doors_command(&station->doors, door, command, silent);
	if (unlock == UNLOCK_DROP)
		sim_http_finish(request->conn);
	else
		reply_status(request, STATUS_OK);
}

void put_door(
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

void get_door_param(
	struct station *station, const struct sim_http_request *request, unsigned door)
{
	int64_t ms = station_number(station, SWITCH_OPEN_DURATION);

	if (!door || door > station->doors.count) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return;
	}
	reply_print(request, REPLY_XML,
		REPLY_XML_HEAD "<DoorParam " REPLY_NAMESPACE
			       ">\n<doorName>Door%u</doorName>\n"
			       "<magneticType>alwaysClose</magneticType>\n"
			       "<openButtonType>alwaysOpen</openButtonType>\n"
			       "<openDuration>%u</openDuration>\n</DoorParam>\n",
		door, (unsigned)((ms + 999) / 1000));
}

void get_call_status(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	const char *word = call_word(&station->call);

	switch (station_number(station, SWITCH_CALL_STATUS)) {
	case CALL_STATUS_ERROR: reply_status(request, STATUS_DEVICE_ERROR); return;
	case CALL_STATUS_HANG: return;
	case CALL_STATUS_404: reply_status(request, STATUS_NO_SUCH_URL); return;
	case CALL_STATUS_IDLE: word = "idle"; break;
	}
	reply_print(request, REPLY_JSON,
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

/* The refusal that the switch wants; STATUS_OK: none. */
static enum isapi_status signal_refusal(const struct station *station)
{
	switch (station_number(station, SWITCH_CALL_SIGNAL)) {
	case SIGNAL_NO_REQUEST: return STATUS_NO_REQUEST;
	case SIGNAL_INVALID: return STATUS_INVALID_OPERATION;
	case SIGNAL_BAD_REQUEST: return STATUS_BAD_REQUEST;
	case SIGNAL_404: return STATUS_NO_SUCH_URL;
	}
	return STATUS_OK;
}

static enum isapi_status obey_signal(struct station *station, enum call_input input)
{
	enum isapi_status refusal = signal_refusal(station);

	if (refusal != STATUS_OK ||
		station_number(station, SWITCH_CALL_SIGNAL) == SIGNAL_IGNORED)
		return refusal;
	return call_input(&station->call, input) ? STATUS_INVALID_OPERATION : STATUS_OK;
}

void put_call_signal(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	// clang-format off
	static const struct {const char *word; enum call_input input;} signals[] = {
		{"answer", CALL_ANSWER}, {"hangUp", CALL_HANG_UP},
		{"cancel", CALL_HANG_UP}, {"reject", CALL_HANG_UP},
	};
	// clang-format on
	enum isapi_status status = STATUS_BAD_PARAMETERS;
	json_t *document;
	const char *word = signal_of(&request->body, &document);

	for (size_t i = 0; word && i < sizeof(signals) / sizeof(*signals); i++) {
		if (strcmp(word, signals[i].word))
			continue;
		count_key(station->ledger.calls, word);
		status = obey_signal(station, signals[i].input);
	}
	json_decref(document);
	reply_status(request, status);
}

/* The same whatever was pressed. */
void get_caller_info(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	if (station_number(station, SWITCH_CALLER_INFO) == CALLER_INFO_404)
		reply_status(request, STATUS_NO_SUCH_URL);
	else
		reply_print(request, REPLY_JSON,
			"{\n\t\"CallerInfo\":\t{\n\t\t\"buildingNo\":\t1,\n"
			"\t\t\"floorNo\":\t1,\n\t\t\"zoneNo\":\t1,\n"
			"\t\t\"unitNo\":\t1,\n\t\t\"devNo\":\t0,\n"
			"\t\t\"devType\":\t1,\n\t\t\"lockNum\":\t%u\n\t}\n}\n",
			station->doors.count);
}

void delete_ring(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	reply_status(request, STATUS_OK);
}
