/* SPDX-License-Identifier: Apache-2.0 */
/* camera-isapi.c - what the camera answers to an HTTP request. */

#include "camera-answers.h"

#define ISAPI "/ISAPI"

enum { ANY_KIND, RECORDER };

/* What is asked, and who answers besides isapi-answers.c; '#' in a path is a number.
 * RECORDER: there only where there are IP channels.
 * ADD A ROW, and a line in docs/simulator.md. */
// clang-format off
static const struct {const char *method, *path; int kind; camera_answer_fn *answer;} routes[] = {
	{"GET", ISAPI "/System/deviceInfo", ANY_KIND, get_camera_info},
	{"GET", ISAPI "/System/capabilities", ANY_KIND, get_camera_capabilities},
	{"GET", ISAPI "/Event/triggers", ANY_KIND, get_triggers},
	{"GET", ISAPI "/System/Video/inputs/channels", ANY_KIND, get_video_inputs},
	{"GET", ISAPI "/System/Video/inputs/channels/#/motionDetection", ANY_KIND, get_motion},
	{"PUT", ISAPI "/System/Video/inputs/channels/#/motionDetection", ANY_KIND, put_motion},
	{"GET", ISAPI "/ContentMgmt/InputProxy/channels", RECORDER, get_proxies},
	{"GET", ISAPI "/ContentMgmt/InputProxy/channels/status", RECORDER, get_proxy_statuses},
	{"GET", ISAPI "/ContentMgmt/InputProxy/channels/#/status", RECORDER, get_proxy_status},
	{"GET", ISAPI "/ContentMgmt/InputProxy/channels/#/video/motionDetection", RECORDER, get_proxy_motion},
	{"PUT", ISAPI "/ContentMgmt/InputProxy/channels/#/video/motionDetection", RECORDER, put_proxy_motion},
	{"GET", ISAPI "/ContentMgmt/IOProxy/outputs", RECORDER, get_proxy_outputs},
	{"GET", ISAPI "/ContentMgmt/IOProxy/outputs/#/status", RECORDER, get_proxy_output_status},
	{"PUT", ISAPI "/ContentMgmt/IOProxy/outputs/#/trigger", RECORDER, put_proxy_output},
	{"GET", ISAPI "/Streaming/channels", ANY_KIND, get_camera_streams},
	{"GET", ISAPI "/Streaming/channels/#", ANY_KIND, get_camera_stream},
	{"GET", ISAPI "/Streaming/channels/#/picture", ANY_KIND, get_camera_picture},
	{"GET", ISAPI "/ContentMgmt/StreamingProxy/channels/#/picture", RECORDER, get_camera_picture},
	{"GET", ISAPI "/Security/webCertificate", ANY_KIND, get_web_certificate},
	{"GET", ISAPI "/Security/users", ANY_KIND, get_users},
	{"GET", ISAPI "/Security/UserPermission/#", ANY_KIND, get_user_permission},
};
// clang-format on

struct mbuf *camera_list_begin(const char *name)
{
	struct mbuf *list = mbuf_alloc(4096);

	if (list &&
		mbuf_printf(list, REPLY_XML_HEAD "<%s " REPLY_NAMESPACE ">\n", name))
		list = mem_deref(list);
	return list;
}

void camera_list_reply(const struct sim_http_request *request, const char *name,
	struct mbuf *list, int err)
{
	if (list && (err || mbuf_printf(list, "</%s>\n", name)))
		list = mem_deref(list);
	reply_document(request, REPLY_XML, list);
}

static bool is_recorder(const struct camera *camera)
{
	return *camera_text(camera, SWITCH_IP_CHANNELS) != '\0';
}

static void route(struct camera *camera, const struct sim_http_request *request)
{
	enum isapi_status status = STATUS_NO_SUCH_URL;
	unsigned number;

	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++) {
		if ((routes[i].kind == RECORDER && !is_recorder(camera)) ||
			!isapi_is(request, routes[i].method, routes[i].path, &number,
				&status))
			continue;
		routes[i].answer(camera, request, number);
		return;
	}
	if (!pl_strcmp(&request->method, "GET") &&
		(camera_answer_trigger(camera, request) ||
			camera_answer_detection(camera, request)))
		return;
	isapi_answer(&camera->isapi, request, status);
}

/* Old firmware knows three paths, and none begins with /ISAPI. */
static void route_old(struct camera *camera, const struct sim_http_request *plain)
{
	static const char *const paths[] = {ISAPI "/System/deviceInfo",
		ISAPI "/Event/triggers", ISAPI "/Event/notification/alertStream"};
	struct sim_http_request request = *plain;

	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		if (pl_strcmp(&plain->path, paths[i] + sizeof(ISAPI) - 1))
			continue;
		request.path = (struct pl){paths[i], strlen(paths[i])};
		route(camera, &request);
		return;
	}
	reply_status(plain, STATUS_NO_SUCH_URL);
}

/* Who lacks the right to be notified gets no stream. */
static bool is_denied(const struct camera *camera, const struct pl *path)
{
	static const char stream[] = "/Event/notification/alertStream";
	const size_t length = sizeof(stream) - 1;

	return camera_number(camera, SWITCH_RIGHTS) == RIGHTS_NO_NOTIFY &&
	       path->l >= length && !memcmp(path->p + path->l - length, stream, length);
}

void camera_request(const struct sim_http_request *request, void *user)
{
	if (is_denied(user, &request->path))
		reply_status(request, STATUS_LOW_PRIVILEGE);
	else if (camera_number(user, SWITCH_ROOT) == ROOT_OLD)
		route_old(user, request);
	else
		route(user, request);
}
