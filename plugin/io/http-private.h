/* SPDX-License-Identifier: Apache-2.0 */
/* http-private.h - inside of http: the engine (curl on the loop), wires (one connection,
 * one transfer at a time), lanes (see http.h). For http-*.c and reactor.c only. */
#ifndef GATEHOUSE_HTTP_PRIVATE_H
#define GATEHOUSE_HTTP_PRIVATE_H

#include "bytes.h"
#include <curl/curl.h>
#include <stdbool.h>

struct reactor;
struct http_engine;
struct http_wire;
struct http_tls;

/** @return 0, -ENOMEM */
int http_engine_create(struct reactor *r, struct http_engine **ret_engine);
void http_engine_destroy(struct http_engine *engine); /**< after the last lane */

/** What a wire tells its owner. No callback after http_wire_abort() or _destroy(). */
struct http_wire_listener {
	/** One header line, or the status line, without its line end; empty at the end
	 * of the head. @return 0, or a negative errno that ends the transfer */
	int (*head)(struct bytes line, void *user);
	int (*body)(struct bytes in, void *user); /**< the same */
	/** The transfer is over; the wire is free for the next one.
	 * @param err as in struct http_reply */
	void (*done)(int err, const char *reason, void *user);
};

/** One transfer. Everything is copied by http_wire_start(), except the body. */
struct http_transfer {
	const char *method;
	const char *url;
	const char *content_type;  /**< or NULL */
	const char *authorization; /**< value of the header, or NULL */
	const char *resolve;       /**< for CURLOPT_RESOLVE, or NULL */
	struct bytes body;         /**< lives until the transfer is over */
	bool careful; /**< must not meet a connection the device is about to close */
};

/** @param tls  borrowed; whether and to whom the wire goes encrypted */
int http_wire_create(struct http_engine *engine, struct http_tls *tls,
	const struct http_wire_listener *to, void *user, struct http_wire **ret_wire);
void http_wire_destroy(struct http_wire *w);

/** @return 0, -ENOMEM, -EIO. Then `done` comes, never before this returns */
int http_wire_start(struct http_wire *w, const struct http_transfer *t);
void http_wire_abort(struct http_wire *w); /**< closes the connection; no `done` */
void http_wire_close(struct http_wire *w); /**< closes the connection, if it is idle */

bool http_wire_busy(const struct http_wire *w);

/** Did the transfer get so far that its request went out, or part of it? */
bool http_wire_sent(const struct http_wire *w);

/** Keep curl's own descriptors from the programs the host starts. */
void http_wakeup_hide(CURLM *multi);

/* Between engine and wires. */

/** Run the transfer. @return 0, -ENOMEM, -EIO */
int http_engine_add(struct http_engine *engine, CURL *easy);

/** Is curl calling us? Then nothing may be taken from it until it returns. */
bool http_engine_in_curl(const struct http_engine *engine);

/** Have http_wire_sweep() called for this wire once curl has returned. */
void http_engine_sweep_later(struct http_engine *engine, struct http_wire *w);
CURLM *http_engine_multi(const struct http_engine *engine);
struct http_wire **http_wire_next_swept(struct http_wire *w);
void http_wire_sweep(struct http_wire *w);
void http_wire_over(struct http_wire *w, CURLcode code); /**< out of curl already */

#endif
