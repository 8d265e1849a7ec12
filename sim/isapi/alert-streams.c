/* SPDX-License-Identifier: Apache-2.0 */
/* alert-streams.c - the clients that listen to alertStream, and how parts reach them. */

#include "alert-streams.h"

enum { SPLIT_PAUSE_MS = 1, LENGTH_ERROR = 20 };

struct alert_stream {
	struct le le;
	struct alert_streams *streams;
	struct sim_http_conn *conn;
	bool chunked;
	struct tmr heartbeat;
	struct tmr life;
	struct tmr pause;   /* runs: more of `queue` follows */
	struct mbuf *queue; /* from its position on, not sent yet */
};

static void stream_destructor(void *data)
{
	struct alert_stream *stream = data;

	tmr_cancel(&stream->heartbeat);
	tmr_cancel(&stream->life);
	tmr_cancel(&stream->pause);
	list_unlink(&stream->le);
	mem_deref(stream->queue);
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

static void send_piece(void *arg)
{
	struct alert_stream *stream = arg;
	struct mbuf *queue = stream->queue;
	size_t size = stream->streams->ops->rules(stream->streams->user).split;
	struct mbuf view = {.buf = queue->buf + queue->pos};

	if (!size || size > mbuf_get_left(queue))
		size = mbuf_get_left(queue);
	view.size = view.end = size;
	queue->pos += size;
	sim_http_send(stream->conn, &view);
	if (mbuf_get_left(queue))
		tmr_start(&stream->pause, SPLIT_PAUSE_MS, send_piece, stream);
	else
		mbuf_rewind(queue);
}

/* What is split goes through the queue, and so does all that comes after it. */
static void send_out(struct alert_stream *stream, const struct mbuf *bytes)
{
	struct mbuf *queue = stream->queue;
	size_t pos = queue->pos;

	if (!queue->end && !stream->streams->ops->rules(stream->streams->user).split) {
		sim_http_send(stream->conn, bytes);
		return;
	}
	queue->pos = queue->end;
	(void)mbuf_write_mem(queue, bytes->buf, bytes->end);
	queue->pos = pos;
	if (!tmr_isrunning(&stream->pause))
		tmr_start(&stream->pause, 0, send_piece, stream);
}

static void send_bytes(struct alert_stream *stream, const struct mbuf *bytes)
{
	struct mbuf *chunk;

	if (stream->streams->ops->rules(stream->streams->user).silent)
		return;
	if (!stream->chunked) {
		send_out(stream, bytes);
		return;
	}
	chunk = mbuf_alloc(bytes->end + 32);
	if (chunk && bytes->end && !mbuf_printf(chunk, "%zx\r\n", bytes->end) &&
		!mbuf_write_mem(chunk, bytes->buf, bytes->end) &&
		!mbuf_write_str(chunk, "\r\n"))
		send_out(stream, chunk);
	mem_deref(chunk);
}

static int print_length(struct mbuf *mb, const struct streams_rules *rules,
	size_t length, const char *line)
{
	switch (rules->length) {
	case LENGTH_RIGHT: break;
	case LENGTH_NONE: return 0;
	case LENGTH_SHORT:
		length -= length < LENGTH_ERROR ? length : LENGTH_ERROR;
		break;
	case LENGTH_LONG: length += LENGTH_ERROR; break;
	}
	return mbuf_printf(mb, "Content-Length: %zu%s", length, line);
}

static struct mbuf *part_of(
	const struct streams_rules *rules, const char *type, const struct mbuf *body)
{
	const char *line = rules->line_feeds ? "\n" : "\r\n";
	struct mbuf *part = mbuf_alloc(body->end + 256);
	int err = 0;

	if (!part)
		return NULL;
	if (!rules->bare && rules->doubled)
		err = mbuf_printf(part, "--%s%s", rules->delimiter, line);
	if (!rules->bare) {
		err |= mbuf_printf(part, "--%s%sContent-Type: %s%s", rules->delimiter,
			line, type, line);
		err |= print_length(part, rules, body->end, line);
		err |= mbuf_write_str(part, line);
	}
	err |= mbuf_write_mem(part, body->buf, body->end);
	if (!rules->bare)
		err |= mbuf_write_str(part, line);
	if (!rules->bare && rules->closed)
		err |= mbuf_printf(part, "--%s--%s", rules->delimiter, line);
	return err ? mem_deref(part) : part;
}

static const char *type_of(bool xml)
{
	return xml ? STREAMS_XML_TYPE : "application/json; charset=\"UTF-8\"";
}

static void send_part(
	struct alert_stream *stream, const char *type, const struct mbuf *body)
{
	struct alert_streams *streams = stream->streams;
	struct streams_rules rules = streams->ops->rules(streams->user);
	struct mbuf *part = part_of(&rules, type, body);

	if (!part)
		return;
	send_bytes(stream, part);
	mem_deref(part);
	streams->ops->part_sent(streams->user);
}

void alert_stream_part(struct alert_stream *stream, bool xml, const struct mbuf *body)
{
	send_part(stream, type_of(xml), body);
}

void alert_streams_typed_part(
	struct alert_streams *streams, const char *type, const struct mbuf *body)
{
	struct le *le;

	LIST_FOREACH(&streams->list, le)
	{
		send_part(le->data, type, body);
	}
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
	struct streams_rules rules = streams->ops->rules(streams->user);

	if (!rules.rests)
		beat(stream);
	if (rules.heartbeat_ms)
		tmr_start(
			&stream->heartbeat, rules.heartbeat_ms, heartbeat_due, stream);
}

static void life_over(void *arg)
{
	struct alert_stream *stream = arg;

	sim_http_finish(stream->conn);
}

static int send_head(struct alert_stream *stream, const struct streams_rules *rules)
{
	const char *announced = rules->bare ? NULL : rules->announced;
	struct mbuf *head = mbuf_alloc(256);
	int err = head ? 0 : ENOMEM;

	if (!err)
		err = mbuf_printf(head,
			"HTTP/1.%c 200 OK\r\nServer: DNVRS-Webs\r\n"
			"MIME-Version: 1.0\r\nConnection: %s\r\n%s"
			"Content-Type: %s%s%s\r\n\r\n",
			rules->http10 ? '0' : '1',
			rules->chunked ? "keep-alive" : "close",
			rules->chunked ? "Transfer-Encoding: chunked\r\n" : "",
			rules->bare ? "application/xml" : "multipart/mixed",
			announced ? "; boundary=" : "", announced ? announced : "");
	if (!err)
		sim_http_stream(stream->conn, head);
	mem_deref(head);
	return err;
}

static void send_preamble(struct alert_stream *stream)
{
	uint8_t text[] = "Content-Length: 314\r\n\r\n";
	struct mbuf bytes = {
		.buf = text, .size = sizeof(text) - 1, .end = sizeof(text) - 1};

	send_bytes(stream, &bytes);
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
	tmr_init(&stream->life);
	tmr_init(&stream->pause);
	stream->queue = mbuf_alloc(512);
	if (!stream->queue || send_head(stream, &rules))
		return mem_deref(stream);
	list_append(&streams->list, &stream->le, stream);
	if (rules.preamble)
		send_preamble(stream);
	beat(stream);
	if (rules.life_ms)
		tmr_start(&stream->life, rules.life_ms, life_over, stream);
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

struct mbuf *alert_streams_frame(
	struct alert_streams *streams, const char *type, const struct mbuf *body)
{
	struct streams_rules rules = streams->ops->rules(streams->user);

	return part_of(&rules, type, body);
}

bool alert_streams_flood(
	struct alert_streams *streams, const struct mbuf *bytes, size_t most)
{
	struct le *le;

	LIST_FOREACH(&streams->list, le)
	{
		const struct alert_stream *stream = le->data;

		if (sim_http_waiting(stream->conn) > most || stream->queue->end > most)
			return false;
	}
	alert_streams_raw(streams, bytes);
	return true;
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
	struct streams_rules rules = streams->ops->rules(streams->user);
	struct mbuf *part = half ? part_of(&rules, type_of(xml), half) : NULL;
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
