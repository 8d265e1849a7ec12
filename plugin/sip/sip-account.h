/* SPDX-License-Identifier: Apache-2.0 */
/* sip-account.h - our login at a registrar: challenges, and answers to them.
 *
 * The last challenge is remembered, so that the next request answers it unasked. Prefers
 * SHA-256; once a stronger challenge was seen, a weaker one is refused: it may be
 * somebody in between. Basic is never answered. Source: RFC 3261 22, RFC 8760. Include it
 * last. */
#ifndef GATEHOUSE_SIP_ACCOUNT_H
#define GATEHOUSE_SIP_ACCOUNT_H

#include "buffer.h"
#include "digest-login.h"

#include "re-compat.h"

struct sip_account {
	char *user, *password;
	struct digest_challenge challenge; /**< DIGEST_NONE: none yet */
	bool by_proxy;                     /**< it was a 407 */
	unsigned count;                    /**< how often its nonce was used */
	enum digest_algorithm strongest;
};

/** @return 0, -ENOMEM */
int sip_account_init(struct sip_account *a, const char *user, const char *password);
void sip_account_finish(struct sip_account *a); /**< wipes the password */

/** Take the challenge of a 401 or 407.
 * @return 0, -EPROTO (none that we can answer), -EPERM (weaker than one before) */
int sip_account_challenged(struct sip_account *a, const struct sip_msg *msg);

/** Append the header line that answers the remembered challenge; nothing without one.
 * @return 0, -EMSGSIZE, -ENOMEM, -ENOTSUP */
int sip_account_authorize(
	struct sip_account *a, const char *method, const char *uri, struct buffer *out);

#endif
