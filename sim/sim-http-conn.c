/* SPDX-License-Identifier: Apache-2.0 */
/* sim-http-conn.c - one connection: requests in, replies and streams out. */

#include "sim-http-message.h"
#include "sim-http-private.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

enum { SEND_LIMIT = 64 * 1024 * 1024 }; /* 20,000 replayed events are 8 MB */

static void conn_work(struct sim_http_conn *conn);

static void conn_destructor(void *data)
{
	struct sim_http_conn *conn = data;

	tmr_cancel(&conn->latency);
	tmr_cancel(&conn->idle);
	tmr_cancel(&conn->doom);
	list_unlink(&conn->le);
	mem_deref(conn->tls);
	mem_deref(conn->tcp);
	mem_deref(conn->in);
	mem_deref(conn->held);
}

void sim_http_conn_close(struct sim_http_conn *conn)
{
	struct sim_http *http = conn->http;

	if (!conn->tcp)
		return;
	tmr_cancel(&conn->latency);
	tmr_cancel(&conn->idle);
	tmr_cancel(&conn->doom);
	conn->tls = mem_deref(conn->tls); /* says goodbye, so before the connection */
	conn->tcp = mem_deref(conn->tcp);
	list_unlink(&conn->le);
	http->counts.open--;
	if (conn->state == CONN_STREAMING)
		http->ops->stream_closed(conn, http->user);
	mem_deref(conn);
}

static void doomed(void *arg)
{
	sim_http_conn_close(arg);
}

static void idle_too_long(void *arg)
{
	struct sim_http_conn *conn = arg;

	if (conn->state == CONN_READING && !conn->http->frozen)
		sim_http_conn_close(conn);
}

static void idle_again(struct sim_http_conn *conn)
{
	if (conn->http->idle_ms)
		tmr_start(&conn->idle, conn->http->idle_ms, idle_too_long, conn);
}

static bool conn_held(const struct sim_http_conn *conn)
{
	return conn->http->frozen || tmr_isrunning(&conn->latency);
}

static void all_sent(void *arg)
{
	struct sim_http_conn *conn = arg;

	tcp_set_send(conn->tcp, NULL);
	tmr_start(&conn->doom, 0, doomed, conn);
}

/* Close when the last byte is with the kernel, so that the client gets all of it. */
static void conn_drain(struct sim_http_conn *conn)
{
	conn->state = CONN_FINISHING;
	if (!tcp_conn_txqsz(conn->tcp) || tcp_set_send(conn->tcp, all_sent))
		tmr_start(&conn->doom, 0, doomed, conn);
}

static void conn_write(struct sim_http_conn *conn, const struct mbuf *bytes)
{
	struct mbuf view = *bytes;
	int err;

	view.pos = 0;
	if (!conn->tcp || !view.end)
		return;
	if (conn_held(conn)) {
		err = conn->held->end + view.end > SEND_LIMIT
			      ? ENOSPC
			      : mbuf_write_mem(conn->held, view.buf, view.end);
	} else {
		err = tcp_send(conn->tcp, &view);
	}
	if (err)
		tmr_start(&conn->doom, 0, doomed, conn);
}

void sim_http_conn_release(struct sim_http_conn *conn)
{
	struct mbuf *held = conn->held;

	if (conn_held(conn))
		return;
	conn->held = mbuf_alloc(512);
	if (!conn->held) {
		conn->held = held;
		return;
	}
	conn_write(conn, held);
	mem_deref(held);
	if (conn->state == CONN_FINISHING)
		conn_drain(conn);
	else
		conn_work(conn);
}

static void latency_over(void *arg)
{
	sim_http_conn_release(arg);
}

/* Replies and stream heads are late by the latency; what follows keeps its place. */
static void conn_answer(struct sim_http_conn *conn, const struct mbuf *bytes)
{
	unsigned ms = conn->http->latency_ms + conn->delay_ms;

	conn->delay_ms = 0;
	if (ms)
		tmr_start(&conn->latency, ms, latency_over, conn);
	conn_write(conn, bytes);
}

static void refuse(struct sim_http_conn *conn, unsigned status)
{
	const struct sim_http_reply reply = {.status = status};

	conn->keep = false;
	sim_http_reply(conn, &reply);
}

/* Take one request out of the buffer. @return false if it is not whole yet, or refused */
static bool take_request(struct sim_http_conn *conn)
{
	struct sim_http_message message;
	struct sim_http_request *request = &message.request;
	struct mbuf *in = conn->in;
	int status = sim_http_message_read(&message, in);

	if (status == SIM_HTTP_NOT_WHOLE)
		return false;
	if (status) {
		refuse(conn, (unsigned)status);
		return false;
	}
	request->conn = conn;
	(void)tcp_conn_peer_get(conn->tcp, &request->peer);
	conn->keep = message.keep;
	conn->state = CONN_WORKING;
	conn->http->ops->request(request, conn->http->user);
	memmove(in->buf, in->buf + message.size, in->end - message.size);
	in->end -= message.size;
	sim_http_message_finish(&message);
	return true;
}

/* Handle requests as long as there are whole ones and nothing holds the answers. */
static void conn_work(struct sim_http_conn *conn)
{
	mem_ref(conn);
	while (conn->tcp && conn->state == CONN_READING && !conn_held(conn) &&
		conn->in->end && take_request(conn))
		idle_again(conn);
	mem_deref(conn);
}

static void received(struct mbuf *mb, void *arg)
{
	struct sim_http_conn *conn = arg;
	conn->in->pos = conn->in->end;
	if (conn->in->end + mbuf_get_left(mb) > SIM_HTTP_REQUEST_LIMIT ||
		mbuf_write_mem(conn->in, mbuf_buf(mb), mbuf_get_left(mb))) {
		sim_http_conn_close(conn);
		return;
	}
	idle_again(conn);
	conn_work(conn);
}

static void peer_closed(int err, void *arg)
{
	sim_http_conn_close(arg);
}

static struct sim_http_conn *conn_alloc(struct sim_http *http)
{
	struct sim_http_conn *conn = mem_zalloc(sizeof(*conn), conn_destructor);

	if (!conn)
		return NULL;
	conn->http = http;
	conn->in = mbuf_alloc(2048);
	conn->held = mbuf_alloc(512);
	if (!conn->in || !conn->held)
		return mem_deref(conn);
	return conn;
}

void sim_http_conn_accept(struct sim_http *http)
{
	struct sim_http_conn *conn = conn_alloc(http);
	int yes = 1;

	if (!conn ||
		tcp_accept(&conn->tcp, http->sock, NULL, received, peer_closed, conn)) {
		tcp_reject(http->sock);
		mem_deref(conn);
		return;
	}
	if (http->tls && tls_start_tcp(&conn->tls, http->tls, conn->tcp, 0)) {
		mem_deref(conn);
		return;
	}
	tcp_conn_txqsz_set(conn->tcp, SEND_LIMIT);
	/* Else two parts in a row are 40 ms apart: Nagle against delayed acknowledgement. */
	(void)setsockopt(
		tcp_conn_fd(conn->tcp), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
	list_append(&http->conns, &conn->le, conn);
	http->counts.total++;
	http->counts.open++;
	if (http->counts.open > http->counts.peak)
		http->counts.peak = http->counts.open;
	idle_again(conn);
}

void sim_http_delay(struct sim_http_conn *conn, unsigned ms)
{
	conn->delay_ms = ms;
}

void sim_http_reply(struct sim_http_conn *conn, const struct sim_http_reply *reply)
{
	struct mbuf *mb = mbuf_alloc(1024);

	if (!mb || sim_http_message_print(mb, reply, conn->keep))
		conn->keep = false;
	else
		conn_answer(conn, mb);
	mem_deref(mb);
	conn->state = CONN_READING;
	if (!conn->keep)
		sim_http_finish(conn);
}

void sim_http_stream(struct sim_http_conn *conn, const struct mbuf *bytes)
{
	conn->state = CONN_STREAMING;
	conn_answer(conn, bytes);
}

void sim_http_send(struct sim_http_conn *conn, const struct mbuf *bytes)
{
	conn_write(conn, bytes);
}

size_t sim_http_waiting(const struct sim_http_conn *conn)
{
	return conn->held->end + (conn->tcp ? tcp_conn_txqsz(conn->tcp) : 0);
}

void sim_http_finish(struct sim_http_conn *conn)
{
	bool streaming = conn->state == CONN_STREAMING;

	conn->state = CONN_FINISHING;
	if (streaming)
		conn->http->ops->stream_closed(conn, conn->http->user);
	if (!conn_held(conn))
		conn_drain(conn);
}
