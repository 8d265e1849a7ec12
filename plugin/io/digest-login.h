/* SPDX-License-Identifier: Apache-2.0 */
/* digest-login.h - HTTP Digest, and Basic: from a challenge to the answer. Pure.
 *
 * Own, not libcurl's: curl takes the first Digest challenge it meets and ignores a
 * stronger one behind it, and probes with the command itself where we must not.
 *
 * Whether Basic may be used, which shows the password to who listens, is the caller's
 * business.
 *
 * Source: RFC 7616 (SHA-256), RFC 2617 (MD5), RFC 2069 (no qop), RFC 7617
 * (Basic). Seen on devices: qop
 * missing, algorithm unquoted or missing, stale="FALSE", several WWW-Authenticate. */
#ifndef GATEHOUSE_DIGEST_LOGIN_H
#define GATEHOUSE_DIGEST_LOGIN_H

#include "buffer.h"
#include "bytes.h"
#include <stdbool.h>

/** By strength. */
enum digest_algorithm {
	DIGEST_NONE,
	DIGEST_BASIC, /**< no digest at all: the password itself */
	DIGEST_MD5,
	DIGEST_SHA256,
};

/** What the device offers. All-zero: nothing we understand. Text is as on the wire,
 * escapes kept. */
struct digest_challenge {
	enum digest_algorithm algorithm;
	bool named;   /**< the device named the algorithm */
	bool session; /**< the "-sess" variant */
	bool qop;     /**< offers qop "auth" */
	bool stale;   /**< the login was right, only the nonce is too old */
	char realm[128];
	char nonce[256];
	char opaque[256];
};

/** Read the value of one WWW-Authenticate, which may hold several challenges. What is
 * stronger than `best` replaces it. */
void digest_challenge_read(struct bytes value, struct digest_challenge *best);

struct digest_login {
	const char *username;
	const char *password;
};

/** One request that is to carry the login. */
struct digest_request {
	const char *method;
	const char *uri;    /**< exactly as in the request line */
	const char *cnonce; /**< fresh randomness as text; any */
	unsigned count;     /**< how often this nonce was used, this time included */
};

/** Append the value of Authorization.
 * @return 0, -EMSGSIZE, -ENOMEM, -ENOTSUP (the machine forbids the algorithm) */
int digest_login_answer(const struct digest_challenge *challenge,
	const struct digest_login *login, const struct digest_request *request,
	struct buffer *out);

#endif
