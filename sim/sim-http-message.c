/* SPDX-License-Identifier: Apache-2.0 */
/* sim-http-message.c - one HTTP request out of bytes, one reply into bytes. */

#include "sim-http-message.h"

#include <errno.h>
#include <time.h>

enum { HEAD_LIMIT = 16 * 1024, BODY_LIMIT = 1024 * 1024 };

static bool header_value(const struct http_msg *msg, const char *name, struct pl *ret)
{
	const struct http_hdr *header = http_msg_xhdr(msg, name);

	if (!header)
		return false;
	*ret = header->val;
	return true;
}

static void fill_request(struct sim_http_request *request, const struct http_msg *msg)
{
	request->method = msg->met;
	request->path = msg->path;
	request->query = msg->prm;
	request->target.p = msg->path.p;
	request->target.l = msg->path.l + msg->prm.l;
	request->authorization_sent =
		header_value(msg, "Authorization", &request->authorization);
}

static bool wants_to_stay(const struct http_msg *msg)
{
	struct pl value;
	bool http10 = !pl_strcmp(&msg->ver, "1.0");

	if (header_value(msg, "Connection", &value))
		return http10 ? !pl_strcasecmp(&value, "keep-alive")
			      : pl_strcasecmp(&value, "close") != 0;
	return !http10;
}

/* The body's length. @return 0 or the status to refuse it with */
static int body_length(const struct http_msg *msg, size_t *ret)
{
	struct pl length;

	*ret = 0;
	if (header_value(msg, "Transfer-Encoding", &length))
		return 411;
	if (!header_value(msg, "Content-Length", &length))
		return 0;
	if (length.l > 9 || pl_u64(&length) > BODY_LIMIT)
		return 413;
	*ret = (size_t)pl_u64(&length);
	return 0;
}

int sim_http_message_read(struct sim_http_message *message, struct mbuf *in)
{
	const char *start = (char *)in->buf,
		   *end = memmem(start, in->end, "\r\n\r\n", 4);
	struct sim_http_request *request = &message->request;
	int status;

	memset(message, 0, sizeof(*message));
	in->pos = 0;
	if (!end && in->end <= HEAD_LIMIT)
		return SIM_HTTP_NOT_WHOLE;
	if (!end || end - start > HEAD_LIMIT ||
		http_msg_decode(&message->msg, in, true))
		return 400;
	message->keep = wants_to_stay(message->msg);
	fill_request(request, message->msg);
	status = body_length(message->msg, &request->body.l);
	request->body.p = end + 4;
	message->size = (size_t)(request->body.p - start) + request->body.l;
	if (!status && in->end < message->size)
		status = SIM_HTTP_NOT_WHOLE;
	if (status)
		sim_http_message_finish(message);
	return status;
}

void sim_http_message_finish(struct sim_http_message *message)
{
	message->msg = mem_deref(message->msg);
}

static const char *reason_of(unsigned status)
{
	// clang-format off
	static const struct {unsigned status; const char *reason;} reasons[] = {
		{200, "OK"}, {400, "Bad Request"}, {401, "Unauthorized"},
		{403, "Forbidden"}, {404, "Not Found"}, {411, "Length Required"},
		{413, "Request Entity Too Large"}, {500, "Internal Server Error"},
		{503, "Service Unavailable"},
	};
	// clang-format on

	for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (reasons[i].status == status)
			return reasons[i].reason;
	return "Unknown";
}

static int print_head(struct mbuf *mb, const struct sim_http_reply *reply, bool keep)
{
	char date[64] = "";
	time_t now = time(NULL);
	struct tm tm;
	int err;

	if (gmtime_r(&now, &tm))
		(void)strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", &tm);
	err = mbuf_printf(mb, "HTTP/1.1 %u %s\r\nDate: %s\r\nServer: DNVRS-Webs\r\n",
		reply->status, reason_of(reply->status), date);
	err |= mbuf_printf(mb, "Content-Length: %zu\r\n", reply->body.l);
	if (reply->type)
		err |= mbuf_printf(mb, "Content-Type: %s\r\n", reply->type);
	if (reply->headers)
		err |= mbuf_write_str(mb, reply->headers);
	if (keep)
		err |= mbuf_write_str(mb,
			"Connection: keep-alive\r\nKeep-Alive: timeout=60, max=99\r\n");
	else
		err |= mbuf_write_str(mb, "Connection: close\r\n");
	return err | mbuf_write_str(mb, "\r\n");
}

int sim_http_message_print(
	struct mbuf *mb, const struct sim_http_reply *reply, bool keep)
{
	int err = print_head(mb, reply, keep);

	if (!err && reply->body.l)
		err = mbuf_write_mem(mb, (const uint8_t *)reply->body.p, reply->body.l);
	return err;
}
