/* SPDX-License-Identifier: Apache-2.0 */
/* digest-check.h - is an Authorization header the right answer to a digest challenge? Pure.
 *
 * Source: RFC 7616, RFC 2617 (no qop), RFC 2069 */
#ifndef GATEHOUSE_SIM_DIGEST_CHECK_H
#define GATEHOUSE_SIM_DIGEST_CHECK_H

#include "sim-re.h"

enum digest_algorithm { DIGEST_MD5, DIGEST_SHA256 };

enum { DIGEST_HEX_SIZE = 2 * 64 + 1 };

/** Views into the header. */
struct digest_answer {
	struct pl username, realm, nonce, uri, response, qop, nc, cnonce;
	enum digest_algorithm algorithm;
};

/** @return 0, or -EPROTO if it is not "Digest ..." with all it needs */
int digest_answer_decode(struct digest_answer *answer, const struct pl *header);

/** What `response` must be, from everything else in the answer.
 * @return 0 or -EIO */
int digest_response(const struct digest_answer *answer, const struct pl *method,
	const char *username, const char *password, char response[DIGEST_HEX_SIZE]);

/** Was it made with this user name and password, for this method? */
bool digest_answer_holds(const struct digest_answer *answer, const struct pl *method,
	const char *username, const char *password);

#endif
