/* SPDX-License-Identifier: Apache-2.0 */
/* sim-http.h - a small HTTP/1.1 server that can also misbehave: late, frozen, cut, dead.
 *
 * libre's own http server is not used: it closes idle connections by itself and gives no
 * say in the bytes of a reply, and both are exactly what a simulator must control. */
#ifndef GATEHOUSE_SIM_HTTP_H
#define GATEHOUSE_SIM_HTTP_H

#include "sim-re.h"

struct sim_http;
struct sim_http_conn;

struct reply_style; /* isapi-replies.h */

/** Valid during the callback only. */
struct sim_http_request {
	struct sim_http_conn *conn;
	struct pl method;
	struct pl path;   /**< without the query */
	struct pl query;  /**< with its '?', or empty */
	struct pl target; /**< path and query, as sent */
	struct pl authorization;
	bool authorization_sent;
	struct sa peer;
	struct pl body;
	const struct reply_style *style; /**< NULL, until the station sets it */
};

struct sim_http_ops {
	/** Mandatory. Answer with one of sim_http_reply(), sim_http_stream() and
	 * sim_http_finish(), or not at all: then the client waits. */
	void (*request)(const struct sim_http_request *request, void *user);
	/** Mandatory. A streaming connection is gone; never called from within a
	 * function of this header other than sim_http_finish() and sim_http_off(). */
	void (*stream_closed)(struct sim_http_conn *conn, void *user);
};

struct sim_http_reply {
	unsigned status;
	const char *type;    /**< Content-Type; NULL without body */
	const char *headers; /**< further header lines with their CRLF; NULL none */
	struct pl body;
};

struct sim_http_counts {
	uint64_t open, peak, total;
};

/** Bind and listen. Port 0: chosen.
 * @param tls  Borrowed; NULL: without TLS
 * @return 0 or -errno */
int sim_http_create(const char *address, unsigned port, struct tls *tls,
	const struct sim_http_ops *ops, void *user, struct sim_http **ret);
void sim_http_destroy(struct sim_http *http);

/** Another context; every connection is closed, as by a server that restarts. */
void sim_http_set_tls(struct sim_http *http, struct tls *tls);

unsigned sim_http_port(const struct sim_http *http);

/** @param latency_ms  Every reply comes that much later
 * @param idle_ms      Connections without a request are closed after it; 0 never */
void sim_http_set_timing(struct sim_http *http, unsigned latency_ms, unsigned idle_ms);

/** Power: off closes the listening socket and resets all connections. */
void sim_http_off(struct sim_http *http);
int sim_http_on(struct sim_http *http);

/** Shut: the port is taken, and refuses connections. Those that are open are reset. */
void sim_http_shut(struct sim_http *http, bool shut);

/** Frozen: connections stay, new ones are accepted, nothing is read, nothing is sent.
 * What was to be sent meanwhile follows when it thaws. */
void sim_http_freeze(struct sim_http *http, bool frozen);

/** The next reply on this connection is late by that much more. */
void sim_http_delay(struct sim_http_conn *conn, unsigned ms);

void sim_http_reply(struct sim_http_conn *conn, const struct sim_http_reply *reply);

/** This connection streams from now on: send these bytes, then sim_http_send(). */
void sim_http_stream(struct sim_http_conn *conn, const struct mbuf *bytes);
void sim_http_send(struct sim_http_conn *conn, const struct mbuf *bytes);

/** Bytes that were sent and that the client has not taken yet. */
size_t sim_http_waiting(const struct sim_http_conn *conn);

/** Send what is due and close in an orderly way, whatever state it is in. */
void sim_http_finish(struct sim_http_conn *conn);

struct sim_http_counts sim_http_counts(const struct sim_http *http);
void sim_http_counts_reset(struct sim_http *http);

#endif
