/* SPDX-License-Identifier: Apache-2.0 */
/* sim-http-private.h - what the server and its connections know of each other. */
#ifndef GATEHOUSE_SIM_HTTP_PRIVATE_H
#define GATEHOUSE_SIM_HTTP_PRIVATE_H

#include "sim-http.h"

enum conn_state {
	CONN_READING,   /* waits for the rest of a request */
	CONN_WORKING,   /* a request was handed on and has no answer yet */
	CONN_STREAMING, /* answers for ever */
	CONN_FINISHING, /* closes when all is sent */
};

struct sim_http {
	const struct sim_http_ops *ops;
	void *user;
	struct sa address;
	struct tls *tls;       /* borrowed; NULL: without */
	struct tcp_sock *sock; /* NULL: off */
	struct list conns;
	struct sim_http_counts counts;
	unsigned latency_ms, idle_ms;
	bool frozen;
	bool shut;
};

struct sim_http_conn {
	struct le le;
	struct sim_http *http;
	struct tcp_conn *tcp;
	struct tls_conn *tls;
	enum conn_state state;
	bool keep; /* the client takes another reply on this connection */
	struct mbuf *in;
	struct mbuf *held;  /* written while it may not be sent */
	unsigned delay_ms;  /* of the next reply */
	struct tmr latency; /* runs: what is written is held */
	struct tmr idle;
	struct tmr doom; /* a zero timer: close from a clean stack */
};

/** Somebody calls: take the connection. */
void sim_http_conn_accept(struct sim_http *http);

/** Gone, and so is `conn`, if it was not gone already. */
void sim_http_conn_close(struct sim_http_conn *conn);

/** Whatever was held may go now, if nothing else holds it. */
void sim_http_conn_release(struct sim_http_conn *conn);

#endif
