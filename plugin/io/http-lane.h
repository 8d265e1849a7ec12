/* SPDX-License-Identifier: Apache-2.0 */
/* http-lane.h - inside of a lane, for http-lane.c (the queue) and http-legs.c (the
 * request under way).
 *
 * A request takes one to four legs over the wire:
 *
 *   PROBE   a GET without login, for the challenge; in front of anything but a GET, which
 *           must not go out twice and may not carry its body in vain
 *   PLAIN   the request without login: the first of a GET, or no login is needed
 *   LOGIN   the request with login; once more if the device says its nonce is stale */
#ifndef GATEHOUSE_HTTP_LANE_H
#define GATEHOUSE_HTTP_LANE_H

#include "buffer.h"
#include "digest-login.h"
#include "http-nonce.h"
#include "http-private.h"
#include "http-tls.h"
#include "http.h"
#include "reactor.h"
#include "timers.h"

struct resolver;

enum http_leg { LEG_NONE, LEG_PROBE, LEG_PLAIN, LEG_LOGIN };

struct http_exchange {
	struct http_exchange *next;
	struct http_lane *lane;
	char *method;
	char *url;
	const char *path;   /**< inside url */
	char *content_type; /**< or NULL */
	char *body;
	size_t body_len;
	unsigned timeout_ms;
	unsigned wait_ms;
	bool urgent;
	size_t body_max;
	struct timer wait;
	const struct http_stream_listener *stream; /**< or NULL */
	http_done_fn *done;
	void *user;
};

struct http_lane {
	struct reactor *reactor;
	struct http_wire *wire;
	char *host;
	unsigned port;
	char *username;
	char *password;
	bool allow_basic;
	struct http_tls tls;
	struct http_memory *memory, own_memory;
	struct http_exchange *queue; /**< urgent ones first */
	unsigned queued;
	struct deferred start; /**< begins the first of the queue */
	bool forget;           /**< connection and nonce, before the next request */

	struct http_exchange *active;
	struct timer deadline;
	struct resolver *resolver;
	char *resolve; /**< "name:port:address,...", NULL when not asked yet */
	uint64_t resolved_ms;

	enum http_leg leg;
	struct digest_challenge challenge; /**< we log in with; algorithm 0: none */
	struct http_nonce nonce;           /**< of that challenge */
	bool fresh_nonce;
	bool stale_seen; /**< one repetition is enough */

	/* The answer to this leg. */
	int status;
	bool head_done;
	bool opened;
	struct digest_challenge offered; /**< what of it we answer */
	enum http_barred barred;
	char content_type[128];
	struct buffer body;
};

/** The active exchange, from its first leg. */
void http_legs_begin(struct http_lane *l);

/** Stop whatever is under way, without callbacks. */
void http_legs_stop(struct http_lane *l);

/** Callbacks of the lane's wire. */
extern const struct http_wire_listener http_legs_listener;

/** The active exchange is over: tell its owner. The lane may be gone after that. */
void http_lane_finish(struct http_lane *l, int err, const char *reason);

/** What is known so far. */
void http_lane_fill(const struct http_lane *l, int err, const char *reason,
	struct http_reply *reply);

#endif
