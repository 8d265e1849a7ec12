/* SPDX-License-Identifier: Apache-2.0 */
/* station-replies.c - the bodies that every ISAPI answer is made of. */

#include "station-replies.h"

struct status_row {
	unsigned http;
	unsigned code;
	const char *text, *sub;
	unsigned error_code; /* in JSON only; 0: none known */
};

/* Only the codes of OK, invalidOperation and lowPrivilege are known from devices, the
 * others follow them. notSupport with 403 is how DS-K1T342 refuses what it has not. */
// clang-format off
static const struct status_row rows[] = {
	[STATUS_OK] = {200, 1, "OK", "ok", 1},
	[STATUS_INVALID_OPERATION] = {403, 4, "Invalid Operation", "invalidOperation", 1073741830},
	[STATUS_LOW_PRIVILEGE] = {403, 4, "Invalid Operation", "lowPrivilege", 1073741826},
	[STATUS_METHOD_NOT_ALLOWED] = {403, 4, "Invalid Operation", "methodNotAllowed", 0},
	[STATUS_NO_SUCH_URL] = {404, 4, "Invalid Operation", "notSupport", 0},
	[STATUS_NOT_SUPPORTED] = {403, 4, "Invalid Operation", "notSupport", 1073741825},
	[STATUS_BAD_XML] = {400, 5, "Invalid XML Format", "badXmlFormat", 0},
	[STATUS_BAD_PARAMETERS] = {400, 6, "Invalid XML Content", "badParameters", 0},
	[STATUS_DEVICE_ERROR] = {500, 3, "Device Error", "deviceError", 0},
	[STATUS_BUSY] = {503, 2, "Device Busy", "deviceBusy", 0},
	[STATUS_NO_REQUEST] = {403, 4, "Invalid Operation", "noRequest", 1073770506},
	[STATUS_BAD_REQUEST] = {400, 4, "Bad Request", "badRequest", 0},
};
// clang-format on

bool wants_json(const struct sim_http_request *request)
{
	static const char format[] = "format=json";

	return request->query.l &&
	       memmem(request->query.p, request->query.l, format, sizeof(format) - 1);
}

static void reply_body(const struct sim_http_request *request, unsigned status,
	const char *type, const struct mbuf *headers, const struct mbuf *body)
{
	struct sim_http_reply reply = {.status = status, .type = type};
	char *lines = NULL;

	if (headers && headers->end) {
		const struct pl text = {(const char *)headers->buf, headers->end};

		if (pl_strdup(&lines, &text))
			return;
	}
	reply.headers = lines;
	reply.body.p = (const char *)body->buf;
	reply.body.l = body->end;
	sim_http_reply(request->conn, &reply);
	mem_deref(lines);
}

static int print_json(struct mbuf *mb, const struct status_row *row)
{
	int err = mbuf_printf(mb,
		"{\n\t\"statusCode\":\t%u,\n\t\"statusString\":\t\"%s\",\n"
		"\t\"subStatusCode\":\t\"%s\"",
		row->code, row->text, row->sub);

	if (row->error_code)
		err |= mbuf_printf(mb,
			",\n\t\"errorCode\":\t%u,\n\t\"errorMsg\":\t\"%s\"",
			row->error_code, row->sub);
	return err | mbuf_write_str(mb, "\n}\n");
}

void reply_status(const struct sim_http_request *request, enum station_status status)
{
	const struct status_row *row = &rows[status];
	bool json = wants_json(request);
	struct mbuf *mb = mbuf_alloc(512);
	int err = ENOMEM;

	if (mb && json)
		err = print_json(mb, row);
	else if (mb)
		err = mbuf_printf(mb,
			REPLY_XML_HEAD "<ResponseStatus " REPLY_NAMESPACE ">\n"
				       "<requestURL>%r</requestURL>\n"
				       "<statusCode>%u</statusCode>\n"
				       "<statusString>%s</statusString>\n"
				       "<subStatusCode>%s</subStatusCode>\n"
				       "</ResponseStatus>\n",
			&request->path, row->code, row->text, row->sub);
	if (!err)
		reply_body(request, row->http,
			json ? "application/json" : "application/xml", NULL, mb);
	mem_deref(mb);
}

void reply_user_check(const struct sim_http_request *request,
	const struct mbuf *headers, bool full, unsigned locked_s, unsigned tries_left)
{
	struct mbuf *mb = mbuf_alloc(512);
	int err = ENOMEM;

	if (mb)
		err = mbuf_write_str(mb,
			REPLY_XML_HEAD "<userCheck " REPLY_NAMESPACE ">\n"
				       "<statusValue>401</statusValue>\n"
				       "<statusString>Unauthorized</statusString>\n");
	if (!err && full)
		err = mbuf_printf(mb,
			"<isActivated>true</isActivated>\n"
			"<lockStatus>%s</lockStatus>\n"
			"<unlockTime>%u</unlockTime>\n"
			"<retryLoginTime>%u</retryLoginTime>\n",
			locked_s ? "lock" : "unlock", locked_s,
			locked_s ? 0 : tries_left);
	if (!err)
		err = mbuf_write_str(mb, "</userCheck>\n");
	if (!err)
		reply_body(request, 401, "application/xml", headers, mb);
	mem_deref(mb);
}

void reply_document(
	const struct sim_http_request *request, const char *type, struct mbuf *body)
{
	if (body)
		reply_body(request, 200, type, NULL, body);
	else
		reply_status(request, STATUS_DEVICE_ERROR);
	mem_deref(body);
}

void reply_print(const struct sim_http_request *request, const char *type,
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
