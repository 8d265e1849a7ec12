/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-replies.c - the bodies that every ISAPI answer is made of. */

#include "isapi-replies.h"

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

int reply_set_namespace(struct mbuf *body, const char *namespace_text)
{
	static const char usual[] = REPLY_NAMESPACE;
	const char *start, *rest = (const char *)body->buf, *end = rest + body->end;
	struct mbuf *changed;
	int err = 0;

	if (!namespace_text)
		return 0;
	changed = mbuf_alloc(body->end + 256);
	if (!changed)
		return ENOMEM;
	while (!err && (start = memmem(rest, (size_t)(end - rest), usual,
				sizeof(usual) - 1))) {
		err = mbuf_write_mem(
			changed, (const uint8_t *)rest, (size_t)(start - rest));
		err |= mbuf_write_str(changed, namespace_text);
		rest = start + sizeof(usual) - 1;
	}
	err |= mbuf_write_mem(changed, (const uint8_t *)rest, (size_t)(end - rest));
	if (!err) {
		mbuf_rewind(body);
		err = mbuf_write_mem(body, changed->buf, changed->end);
	}
	mem_deref(changed);
	return err;
}

static void reply_body(const struct sim_http_request *request, unsigned status,
	const char *type, const struct mbuf *headers, struct mbuf *body)
{
	struct sim_http_reply reply = {.status = status, .type = type};
	char *lines = NULL;

	if (headers && headers->end) {
		const struct pl text = {(const char *)headers->buf, headers->end};

		if (pl_strdup(&lines, &text))
			return;
	}
	if (request->style && !strcmp(type, REPLY_XML))
		(void)reply_set_namespace(body, request->style->namespace_text);
	reply.headers = lines;
	reply.body.p = (const char *)body->buf;
	reply.body.l = body->end;
	sim_http_reply(request->conn, &reply);
	mem_deref(lines);
}

static int print_json(struct mbuf *mb, const struct status_row *row, bool strings)
{
	const char *quote = strings ? "\"" : "";
	int err = mbuf_printf(mb,
		"{\n\t\"statusCode\":\t%s%u%s,\n\t\"statusString\":\t\"%s\",\n"
		"\t\"subStatusCode\":\t\"%s\"",
		quote, row->code, quote, row->text, row->sub);

	if (row->error_code)
		err |= mbuf_printf(mb,
			",\n\t\"errorCode\":\t%s%u%s,\n\t\"errorMsg\":\t\"%s\"", quote,
			row->error_code, quote, row->sub);
	return err | mbuf_write_str(mb, "\n}\n");
}

void reply_status(const struct sim_http_request *request, enum isapi_status status)
{
	const struct status_row *row = &rows[status];
	bool plain = status == STATUS_NO_SUCH_URL && request->style &&
		     request->style->plain_404;
	bool json = wants_json(request) && !plain;
	const char *type = plain ? "text/html" : json ? REPLY_JSON : REPLY_XML;
	struct mbuf *mb = mbuf_alloc(512);
	int err = ENOMEM;

	if (mb && plain)
		err = mbuf_write_str(mb,
			"Access Error: 404 -- Not Found\r\nCan't locate the url\r\n");
	else if (mb && json)
		err = print_json(
			mb, row, request->style && request->style->string_numbers);
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
		reply_body(request, row->http, type, NULL, mb);
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
