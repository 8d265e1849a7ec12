/* SPDX-License-Identifier: Apache-2.0 */
/* alert-streams.c - the clients that listen to alertStream, and how parts reach them. */

#include "alert-streams.h"

#define BOUNDARY "MIME_boundary"

struct alert_stream {
	struct le le;
	struct alert_streams *streams;
	struct sim_http_conn *conn;
	bool chunked;
	struct tmr heartbeat;
};

static void stream_destructor(void *data)
{
	struct alert_stream *stream = data;

	tmr_cancel(&stream->heartbeat);
	list_unlink(&stream->le);
}

void alert_streams_init(
	struct alert_streams *streams, const struct streams_ops *ops, void *user)
{
	memset(streams, 0, sizeof(*streams));
	streams->ops = ops;
	streams->user = user;
	list_init(&streams->list);
}

void alert_streams_finish(struct alert_streams *streams)
{
	list_flush(&streams->list);
}

static void send_bytes(struct alert_stream *stream, const struct mbuf *bytes)
{
	struct mbuf *chunk;

	if (!stream->chunked) {
		sim_http_send(stream->conn, bytes);
		return;
	}
	chunk = mbuf_alloc(bytes->end + 32);
	if (chunk && bytes->end && !mbuf_printf(chunk, "%zx\r\n", bytes->end) &&
		!mbuf_write_mem(chunk, bytes->buf, bytes->end) &&
		!mbuf_write_str(chunk, "\r\n"))
		sim_http_send(stream->conn, chunk);
	mem_deref(chunk);
}

static struct mbuf *part_of(bool xml, bool closed, const struct mbuf *body)
{
	struct mbuf *part = mbuf_alloc(body->end + 256);

	if (!part)
		return NULL;
	if (mbuf_printf(part,
		    "--" BOUNDARY "\r\n"
		    "Content-Type: application/%s; charset=\"UTF-8\"\r\n"
		    "Content-Length: %zu\r\n\r\n",
		    xml ? "xml" : "json", body->end) ||
		mbuf_write_mem(part, body->buf, body->end) ||
		mbuf_write_str(part, closed ? "\r\n--" BOUNDARY "--\r\n" : "\r\n"))
		return mem_deref(part);
	return part;
}

void alert_stream_part(struct alert_stream *stream, bool xml, const struct mbuf *body)
{
	struct alert_streams *streams = stream->streams;
	struct mbuf *part =
		part_of(xml, streams->ops->rules(streams->user).closed, body);

	if (!part)
		return;
	send_bytes(stream, part);
	mem_deref(part);
	streams->ops->part_sent(streams->user);
}

void alert_streams_part(
	struct alert_streams *streams, bool xml, const struct mbuf *body)
{
	struct le *le;

	LIST_FOREACH(&streams->list, le)
	{
		alert_stream_part(le->data, xml, body);
	}
}

static void beat(struct alert_stream *stream)
{
	struct alert_streams *streams = stream->streams;
	struct mbuf *body = mbuf_alloc(512);

	if (body && !streams->ops->heartbeat(body, streams->user))
		alert_stream_part(stream, streams->ops->rules(streams->user).xml, body);
	mem_deref(body);
}

static void heartbeat_due(void *arg)
{
	struct alert_stream *stream = arg;
	struct alert_streams *streams = stream->streams;
	unsigned period = streams->ops->rules(streams->user).heartbeat_ms;

	beat(stream);
	if (period)
		tmr_start(&stream->heartbeat, period, heartbeat_due, stream);
}

static int send_head(struct alert_stream *stream, const struct streams_rules *rules)
{
	struct mbuf *head = mbuf_alloc(256);
	int err = head ? 0 : ENOMEM;

	if (!err)
		err = mbuf_printf(head,
			"HTTP/1.%c 200 OK\r\nServer: DNVRS-Webs\r\n"
			"MIME-Version: 1.0\r\nConnection: %s\r\n%s"
			"Content-Type: multipart/mixed; boundary=" BOUNDARY "\r\n\r\n",
			rules->http10 ? '0' : '1',
			rules->chunked ? "keep-alive" : "close",
			rules->chunked ? "Transfer-Encoding: chunked\r\n" : "");
	if (!err)
		sim_http_stream(stream->conn, head);
	mem_deref(head);
	return err;
}

struct alert_stream *alert_streams_open(
	struct alert_streams *streams, struct sim_http_conn *conn)
{
	struct streams_rules rules = streams->ops->rules(streams->user);
	struct alert_stream *stream = mem_zalloc(sizeof(*stream), stream_destructor);

	if (!stream)
		return NULL;
	stream->streams = streams;
	stream->conn = conn;
	stream->chunked = rules.chunked;
	tmr_init(&stream->heartbeat);
	if (send_head(stream, &rules))
		return mem_deref(stream);
	list_append(&streams->list, &stream->le, stream);
	beat(stream);
	if (rules.heartbeat_ms)
		tmr_start(
			&stream->heartbeat, rules.heartbeat_ms, heartbeat_due, stream);
	return stream;
}

void alert_streams_closed(
	struct alert_streams *streams, const struct sim_http_conn *conn)
{
	struct le *le;

	LIST_FOREACH(&streams->list, le)
	{
		struct alert_stream *stream = le->data;

		if (stream->conn != conn)
			continue;
		mem_deref(stream);
		return;
	}
}

unsigned alert_streams_count(const struct alert_streams *streams)
{
	return list_count(&streams->list);
}

void alert_streams_raw(struct alert_streams *streams, const struct mbuf *bytes)
{
	struct le *le;

	LIST_FOREACH(&streams->list, le)
	{
		send_bytes(le->data, bytes);
	}
}

void alert_streams_cut(struct alert_streams *streams, bool xml, const struct mbuf *half)
{
	struct mbuf *part = half ? part_of(xml, false, half) : NULL;
	struct le *next;

	if (part)
		part->end -= half->end / 2;
	for (struct le *le = list_head(&streams->list); le; le = next) {
		struct alert_stream *stream = le->data;

		next = le->next;
		if (part)
			send_bytes(stream, part);
		sim_http_finish(stream->conn);
	}
	mem_deref(part);
}
