/* SPDX-License-Identifier: Apache-2.0 */
/* http-receiver.h - an HTTP server for one purpose: one device posts its alerts to one path.
 *
 * Only the device's addresses are let in. Only POST to the path is read, and answered 200
 * when it is whole; anything else gets a 404 without a body, and its connection ends. What
 * is posted is XML, JSON, or multipart with pictures: parts are delivered as soon as each
 * is complete, before the request is; pictures are dropped as they come. Keep-alive,
 * chunks and "Expect: 100-continue" are understood.
 *
 * Rationale: libre's own server keeps each body whole (up to 512 KiB), knows no chunks and
 * no 100-continue, lets in anybody, as many as come, and gives each ten idle minutes.
 *
 * Loop thread only. After http_receiver_destroy() returns, no callback runs. A callback
 * does not destroy the receiver. */
#ifndef GATEHOUSE_HTTP_RECEIVER_H
#define GATEHOUSE_HTTP_RECEIVER_H

#include "multipart.h"

struct http_receiver;
struct listener;
struct reactor;

enum {
	RECEIVER_BODY_MAX = 8 * 1024 * 1024, /**< of one request, pictures and all */
	RECEIVER_REQUEST_MS = 20 * 1000,     /**< from its first byte to its last */
	RECEIVER_BETWEEN_MS = 120 * 1000,    /**< a connection without a request */
};

/** All mandatory. */
struct http_receiver_ops {
	/** A request to the path has begun: the device reaches us. */
	void (*knocked)(void *user);
	/** @param part valid during the call; also PART_SKIPPED */
	void (*part)(const struct part *part, void *user);
};

/** For diagnostics. */
struct http_receiver_counts {
	uint64_t requests;       /**< to the path, and whole */
	uint64_t strangers;      /**< not POST, or another path */
	uint64_t broken;         /**< not HTTP, or over a limit */
	uint64_t framing_faults; /**< as struct multipart */
};

/** @param peers, port  as listener_create()
 *  @param path  "/...", at most POST_PATH_MAX long; copied
 *  @return as listener_create() */
int http_receiver_create(struct reactor *r, const char *peers, unsigned port,
	const char *path, const struct http_receiver_ops *ops, void *user,
	struct http_receiver **ret_receiver);
void http_receiver_destroy(struct http_receiver *h); /**< NULL is ignored */

struct listener *http_receiver_listener(struct http_receiver *h); /**< borrowed */
const struct http_receiver_counts *http_receiver_counts(const struct http_receiver *h);

#endif
