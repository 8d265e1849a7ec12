/* SPDX-License-Identifier: Apache-2.0 */
/* http-tls.h - is what answers really the device? Judged inside the TLS handshake, so
 * that nothing of ours, request or login, goes to a stranger.
 *
 *   a pin              the certificate must be that one; who signed it, for which name and
 *                      until when does not matter
 *   else a CA file     ordinary verification, with the host name
 *   neither            nothing passes: the handshake is broken off when the certificate
 *                      has been seen, for somebody to look at
 *
 * TLS 1.2 or newer. Sessions are not resumed: a resumed one shows no certificate. */
#ifndef GATEHOUSE_HTTP_TLS_H
#define GATEHOUSE_HTTP_TLS_H

#include "http.h"
#include <curl/curl.h>
#include <stdbool.h>

enum { HTTP_PIN_BYTES = 32 };

struct http_tls {
	bool on;
	bool pinned;
	bool vouched; /**< by the user or a CA, not by being the first one seen */
	unsigned char pin[HTTP_PIN_BYTES];
	char *ca_file; /**< or NULL */
	/* Of the handshake made last. */
	int err; /**< 0; -ENOKEY: nothing to compare with; -EKEYREJECTED: another one */
	char seen[HTTP_FINGERPRINT_MAX]; /**< "AA:BB:...", "" before the first */
};

/** @param fingerprint NULL or "": none @return 0, -EINVAL, -ENOMEM */
int http_tls_init(
	struct http_tls *tls, bool on, const char *fingerprint, const char *ca_file);
void http_tls_finish(struct http_tls *tls);

/** @return 0, -EINVAL */
int http_tls_pin(struct http_tls *tls, const char *fingerprint);

/** "AA:BB:..." @param ret_text  HTTP_FINGERPRINT_MAX bytes */
void http_tls_print(const unsigned char *pin, char *ret_text);

/** Prepare a transfer. @return whether curl took it all */
bool http_tls_apply(struct http_tls *tls, CURL *easy);

/** What a failure of curl means here. @return 0: nothing to do with TLS; or -ENOKEY,
 * -EKEYREJECTED, -EPROTO (it does not speak TLS, or none we accept) */
int http_tls_err(const struct http_tls *tls, CURLcode code);

#endif
