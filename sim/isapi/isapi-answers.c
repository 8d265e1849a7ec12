/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-answers.c - answers that every simulated Hikvision device gives: the table.
 *
 * Source: paths: Scrypted's doorbell plugin (picture, reboot), hikvision_next (outputs). */

#include "isapi-answers.h"
#include "sim-jpeg.h"

enum { DIGITS_MAX = 5 };

bool isapi_path_is(const struct pl *path, const char *pattern, unsigned *number)
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

bool isapi_is(const struct sim_http_request *request, const char *method,
	const char *pattern, unsigned *number, enum isapi_status *status)
{
	if (!isapi_path_is(&request->path, pattern, number))
		return false;
	if (!pl_strcmp(&request->method, method))
		return true;
	*status = STATUS_METHOD_NOT_ALLOWED;
	return false;
}

void isapi_answer_picture(
	struct isapi_device *device, const struct sim_http_request *request, bool there)
{
	struct mbuf *mb;

	device->counts.pictures_asked++;
	switch (isapi_number(device, SWITCH_SNAPSHOT)) {
	case SNAPSHOT_503: reply_status(request, STATUS_BUSY); return;
	case SNAPSHOT_404: reply_status(request, STATUS_NO_SUCH_URL); return;
	case SNAPSHOT_HANG: return;
	case SNAPSHOT_SLOW:
		sim_http_delay(request->conn,
			(unsigned)isapi_number(device, SWITCH_SNAPSHOT_MS));
		break;
	}
	if (!there) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return;
	}
	mb = mbuf_alloc(2048);
	if (mb && sim_jpeg_print(mb, (unsigned)device->counts.pictures_asked))
		mb = mem_deref(mb);
	reply_document(request, "image/jpeg", mb);
}

static void put_reboot(struct isapi_device *device,
	const struct sim_http_request *request, unsigned number)
{
	device->counts.reboots_asked++;
	reply_status(request, STATUS_OK);
	isapi_device_reboot_soon(
		device, (unsigned)isapi_number(device, SWITCH_REBOOT_MS));
}

/* What is asked, and who answers; '#' in a path is a number.
 * ADD A ROW, and a line in docs/simulator.md. */
// clang-format off
static const struct {const char *method, *path; isapi_answer_fn *answer;} routes[] = {
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

void isapi_answer(struct isapi_device *device, const struct sim_http_request *request,
	enum isapi_status status)
{
	unsigned number;

	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++) {
		if (!isapi_is(request, routes[i].method, routes[i].path, &number,
			    &status))
			continue;
		routes[i].answer(device, request, number);
		return;
	}
	reply_status(request, status);
}
