/* SPDX-License-Identifier: Apache-2.0 */
/* sim-tls.h - a certificate made at the start, and the TLS context that shows it. */
#ifndef GATEHOUSE_SIM_TLS_H
#define GATEHOUSE_SIM_TLS_H

#include "sim-re.h"

struct sim_tls;

/**
 * @param name    The name or address in the certificate
 * @param ca_dir  NULL: the certificate is signed by itself. Else by a new authority,
 *                whose certificate is written to `ca_dir`/ca.pem
 * @return 0 or -errno; -EIO when OpenSSL or the file fails
 */
int sim_tls_create(const char *name, const char *ca_dir, struct sim_tls **ret);
void sim_tls_destroy(struct sim_tls *tls);

/** Another key and certificate, by the same authority if there is one. The old context is
 * gone afterwards: no connection may use it any more.
 * @param name  NULL: the same as before */
int sim_tls_renew(struct sim_tls *tls, const char *name);

/** SHA-256 of the certificate, 64 lower case hex digits. */
const char *sim_tls_fingerprint(const struct sim_tls *tls);

struct tls *sim_tls_context(const struct sim_tls *tls);

#endif
