/* SPDX-License-Identifier: Apache-2.0 */
/* station-indoor.c - what an indoor station answers. */

#include "station-indoor.h"
#include "station-answers.h"
#include "station-isapi.h"

typedef void indoor_fn(
	struct indoor *indoor, const struct sim_http_request *request, unsigned number);

static void get_info(
	struct indoor *indoor, const struct sim_http_request *request, unsigned number)
{
	reply_print(request, REPLY_XML,
		REPLY_XML_HEAD "<DeviceInfo " REPLY_NAMESPACE ">\n"
			       "<deviceName>Indoor %u</deviceName>\n"
			       "<deviceID>255</deviceID>\n"
			       "<model>DS-KH6320-WTE1</model>\n"
			       "<serialNumber>DS-KH6320-WTE10120220101WR000000%u"
			       "</serialNumber>\n"
			       "<macAddress>02:00:5e:00:53:1%u</macAddress>\n"
			       "<firmwareVersion>V2.1.30</firmwareVersion>\n"
			       "<firmwareReleasedDate>build 220101"
			       "</firmwareReleasedDate>\n"
			       "<deviceType>VIS</deviceType>\n</DeviceInfo>\n",
		indoor->number, indoor->number, indoor->number);
}

/* All ring; then only the one that answered is in a call. What `call-status` spoils is the
 * door station's answer. */
static void get_status(
	struct indoor *indoor, const struct sim_http_request *request, unsigned number)
{
	const struct station *station = indoor->station;
	bool elsewhere = station->call.state == CALL_ON_CALL &&
			 station->answered_by != indoor->number;

	reply_print(request, REPLY_JSON,
		"{\n\t\"CallStatus\":\t{\n\t\t\"status\":\t\"%s\"\n\t}\n}\n",
		elsewhere ? "idle" : call_word(&station->call));
}

static void put_signal(
	struct indoor *indoor, const struct sim_http_request *request, unsigned number)
{
	struct station *station = indoor->station;
	enum call_state before = station->call.state;

	put_call_signal(station, request, number);
	if (before == CALL_RINGING && station->call.state == CALL_ON_CALL)
		station->answered_by = indoor->number;
}

static void put_unlock(
	struct indoor *indoor, const struct sim_http_request *request, unsigned door)
{
	put_door(indoor->station, request, door);
}

static void get_doors(
	struct indoor *indoor, const struct sim_http_request *request, unsigned number)
{
	get_door_capabilities(indoor->station, request, number);
}

/* ADD A ROW, and a line in docs/simulator.md. */
// clang-format off
static const struct {const char *method, *path; indoor_fn *answer;} routes[] = {
	{"GET", "/ISAPI/System/deviceInfo", get_info},
	{"GET", "/ISAPI/VideoIntercom/callStatus", get_status},
	{"PUT", "/ISAPI/VideoIntercom/callSignal", put_signal},
	{"GET", "/ISAPI/AccessControl/RemoteControl/door/capabilities", get_doors},
	{"PUT", "/ISAPI/AccessControl/RemoteControl/door/#", put_unlock},
};
// clang-format on

static void requested(const struct sim_http_request *request, void *user)
{
	struct indoor *indoor = user;
	struct station *station = indoor->station;
	char key[40];
	unsigned number;

	(void)snprintf(key, sizeof(key), "%u", indoor->number);
	count_key(station->ledger.indoor, key);
	if (!isapi_device_lets_in(&station->isapi, request))
		return;
	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++) {
		if (pl_strcmp(&request->method, routes[i].method) ||
			!isapi_path_is(&request->path, routes[i].path, &number))
			continue;
		routes[i].answer(indoor, request, number);
		return;
	}
	reply_status(request, STATUS_NO_SUCH_URL);
}

static void stream_closed(struct sim_http_conn *conn, void *user)
{
	/* It has no stream. */
}

const struct sim_http_ops indoor_http_ops = {
	.request = requested,
	.stream_closed = stream_closed,
};
