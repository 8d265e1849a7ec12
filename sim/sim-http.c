/* SPDX-License-Identifier: Apache-2.0 */
/* sim-http.c - a small HTTP/1.1 server that can also misbehave. */

#include "sim-http-private.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { BACKLOG = 128 };

static void accepted(const struct sa *peer, void *arg)
{
	sim_http_conn_accept(arg);
}

int sim_http_on(struct sim_http *http)
{
	int err;

	if (http->sock)
		return 0;
	err = tcp_sock_alloc(&http->sock, &http->address, accepted, http);
	if (!err)
		err = tcp_sock_bind(http->sock, &http->address);
	if (!err && !http->shut)
		err = tcp_sock_listen(http->sock, BACKLOG);
	if (!err)
		err = tcp_sock_local_get(http->sock, &http->address);
	if (err)
		http->sock = mem_deref(http->sock);
	return -err;
}

void sim_http_off(struct sim_http *http)
{
	const struct linger reset = {.l_onoff = 1, .l_linger = 0};
	struct sim_http_conn *conn;

	http->sock = mem_deref(http->sock);
	while ((conn = list_ledata(list_head(&http->conns)))) {
		(void)setsockopt(tcp_conn_fd(conn->tcp), SOL_SOCKET, SO_LINGER, &reset,
			sizeof(reset));
		sim_http_conn_close(conn);
	}
}

void sim_http_shut(struct sim_http *http, bool shut)
{
	bool was_on = http->sock != NULL;

	if (http->shut == shut)
		return;
	http->shut = shut;
	if (!was_on)
		return;
	sim_http_off(http);
	(void)sim_http_on(http);
}

int sim_http_create(const char *address, unsigned port, struct tls *tls,
	const struct sim_http_ops *ops, void *user, struct sim_http **ret)
{
	struct sim_http *http = calloc(1, sizeof(*http));
	int err;

	if (!http)
		return -ENOMEM;
	http->ops = ops;
	http->user = user;
	http->tls = tls;
	err = -sa_set_str(&http->address, address, (uint16_t)port);
	if (!err)
		err = sim_http_on(http);
	if (err) {
		sim_http_destroy(http);
		return err;
	}
	*ret = http;
	return 0;
}

void sim_http_destroy(struct sim_http *http)
{
	if (!http)
		return;
	sim_http_off(http);
	free(http);
}

void sim_http_set_tls(struct sim_http *http, struct tls *tls)
{
	struct sim_http_conn *conn;

	while ((conn = list_ledata(list_head(&http->conns))))
		sim_http_conn_close(conn);
	http->tls = tls;
}

unsigned sim_http_port(const struct sim_http *http)
{
	return sa_port(&http->address);
}

void sim_http_set_timing(struct sim_http *http, unsigned latency_ms, unsigned idle_ms)
{
	http->latency_ms = latency_ms;
	http->idle_ms = idle_ms;
}

void sim_http_freeze(struct sim_http *http, bool frozen)
{
	struct le *next;

	http->frozen = frozen;
	for (struct le *le = list_head(&http->conns); le && !frozen; le = next) {
		next = le->next;
		sim_http_conn_release(le->data);
	}
}

struct sim_http_counts sim_http_counts(const struct sim_http *http)
{
	return http->counts;
}

void sim_http_counts_reset(struct sim_http *http)
{
	http->counts.total = http->counts.peak = http->counts.open;
}
