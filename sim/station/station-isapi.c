/* SPDX-License-Identifier: Apache-2.0 */
/* station-isapi.c - what the door station answers to an HTTP request. */

#include "station-isapi.h"
#include "station-answers.h"

/* What is asked, and who answers besides isapi-answers.c; '#' in a path is a number.
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
	{"GET", "/ISAPI/System/Network/SIP", get_sip},
	{"PUT", "/ISAPI/System/Network/SIP", put_sip},
	{"GET", "/ISAPI/System/Network/SIP/#", get_sip_server},
	{"PUT", "/ISAPI/System/Network/SIP/#", put_sip_server},
	{"GET", "/ISAPI/VideoIntercom/keyCfg/#", get_key},
	{"PUT", "/ISAPI/VideoIntercom/keyCfg/#", put_key},
	{"GET", "/ISAPI/VideoIntercom/PhoneNumberRecords", get_rooms},
	{"POST", "/ISAPI/VideoIntercom/PhoneNumberRecords", put_room},
	{"PUT", "/ISAPI/VideoIntercom/PhoneNumberRecords", put_room},
	{"DELETE", "/ISAPI/VideoIntercom/PhoneNumberRecords", delete_room},
	{"DELETE", "/ISAPI/VideoIntercom/PhoneNumberRecords/#", delete_room},
	{"GET", "/ISAPI/Streaming/channels", get_streaming_channels},
	{"GET", "/ISAPI/Streaming/channels/#/picture", get_picture},
};
// clang-format on

bool station_asks(const struct sim_http_request *request, void *user)
{
	return !pl_strcmp(&request->path, "/ISAPI/AccessControl/AcsEvent");
}

void station_request(const struct sim_http_request *request, void *user)
{
	struct station *station = user;
	enum isapi_status status = STATUS_NO_SUCH_URL;
	unsigned number;

	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++) {
		if (!isapi_is(request, routes[i].method, routes[i].path, &number,
			    &status))
			continue;
		routes[i].answer(station, request, number);
		return;
	}
	isapi_answer(&station->isapi, request, status);
}
