/* SPDX-License-Identifier: Apache-2.0 */
/* http-nonce.h - for how long is a nonce of this device good? Pure.
 *
 * RFC 7616 lets one nonce serve any number of requests. Devices differ: two models serve
 * two requests and then answer a bare 401 (DS-KV6124 V3.9.0), others bind a nonce to the
 * URL it was given for ("The url does not match the nonce url", IOTechSystems/onvif #41).
 * What the device refuses once is learned, so that from then on a new challenge is
 * fetched instead of a login that fails: failed logins lock accounts. */
#ifndef GATEHOUSE_HTTP_NONCE_H
#define GATEHOUSE_HTTP_NONCE_H

#include <stdbool.h>
#include <stdint.h>

enum { NONCE_IDLE_MS = 5000 /**< a nonce refused after such a pause was too old */ };

/** All-zero: nothing is known, no nonce at hand. */
struct http_nonce {
	unsigned uses; /**< of the nonce at hand */
	uint64_t path; /**< it was given for: a hash */
	uint64_t used_ms;
	uint64_t idle_ms; /**< between the last use and the one before */
	/* Learned; outlives the nonce. */
	unsigned
		limit; /**< uses that a nonce is good for; 0: not known to be limited */
	bool bound;    /**< to the path it was given for */
	bool unbound;  /**< has been accepted for another one */
};

void http_nonce_fresh(struct http_nonce *n, const char *path); /**< a new challenge */
bool http_nonce_good(const struct http_nonce *n, const char *path);
void http_nonce_used(struct http_nonce *n, uint64_t now_ms); /**< once more, now */
void http_nonce_accepted(struct http_nonce *n, const char *path);

/** Refused, and the device did not say that it is only too old. */
void http_nonce_refused(struct http_nonce *n, const char *path);

#endif
