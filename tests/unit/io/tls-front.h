/* SPDX-License-Identifier: Apache-2.0 */
/* tls-front.h - TLS in front of a test server, on loopback: takes it off and hands the
 * bytes on. Counts what a client says once the handshake is over. Every function may be
 * called from any thread. */
#ifndef GATEHOUSE_TLS_FRONT_H
#define GATEHOUSE_TLS_FRONT_H

#include <stdbool.h>

struct tls_front;

struct tls_front_config {
	unsigned to_port; /**< of the plain server on 127.0.0.1 */
	const char *name; /**< subjectAltName: "IP:127.0.0.1" */
	bool old;         /**< nothing above TLS 1.1 */
};

struct tls_front *tls_front_start(const struct tls_front_config *config);
void tls_front_stop(struct tls_front *f);
unsigned tls_front_port(const struct tls_front *f);

/** A new key and certificate, for connections from now on; open ones are closed. */
void tls_front_renew(struct tls_front *f);

/** "AA:BB:...": SHA-256 of the certificate of now. Valid until the next call. */
const char *tls_front_fingerprint(struct tls_front *f);

/** The certificate as a PEM file. */
void tls_front_write(struct tls_front *f, const char *path);

unsigned tls_front_connections(struct tls_front *f); /**< so far */
unsigned tls_front_bytes(struct tls_front *f); /**< decrypted, from clients, so far */

#endif
