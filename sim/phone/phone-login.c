/* SPDX-License-Identifier: Apache-2.0 */
/* phone-login.c - the answer to the challenge of a 401 or 407. */

#include "phone-login.h"
#include "digest-check.h"

#include <errno.h>

struct attempt {
	const struct phone_settings *settings;
	const char *method, *uri;
	bool proxy;
	char *line;
};

static int write_line(struct attempt *attempt, const struct httpauth_digest_chall *c)
{
	const char *user = *attempt->settings->auth_id ? attempt->settings->auth_id
						       : attempt->settings->user;
	bool qop = c->qop.l && memmem(c->qop.p, c->qop.l, "auth", 4);
	char response[DIGEST_HEX_SIZE], cnonce[16];
	struct pl method;
	struct digest_answer answer = {
		.realm = c->realm,
		.nonce = c->nonce,
		.algorithm = pl_strcasecmp(&c->algorithm, "SHA-256") ? DIGEST_MD5
								     : DIGEST_SHA256,
	};
	int err;

	(void)re_snprintf(cnonce, sizeof(cnonce), "%08x", rand_u32());
	pl_set_str(&method, attempt->method);
	pl_set_str(&answer.uri, attempt->uri);
	pl_set_str(&answer.cnonce, cnonce);
	pl_set_str(&answer.nc, "00000001");
	pl_set_str(&answer.qop, qop ? "auth" : "");
	err = digest_response(
		&answer, &method, user, attempt->settings->password, response);
	if (err)
		return err;
	return -re_sdprintf(&attempt->line,
		"%s: Digest username=\"%s\", realm=\"%r\", nonce=\"%r\", uri=\"%s\", "
		"response=\"%s\"%s%r%s%s%s%s%r%s\r\n",
		attempt->proxy ? "Proxy-Authorization" : "Authorization", user,
		&c->realm, &c->nonce, attempt->uri, response,
		c->algorithm.l ? ", algorithm=" : "", &c->algorithm,
		qop ? ", qop=auth, nc=00000001, cnonce=\"" : "", qop ? cnonce : "",
		qop ? "\"" : "", c->opaque.l ? ", opaque=\"" : "", &c->opaque,
		c->opaque.l ? "\"" : "");
}

static bool challenged(const struct sip_hdr *hdr, const struct sip_msg *msg, void *arg)
{
	struct httpauth_digest_chall c;
	struct attempt *attempt = arg;

	if (httpauth_digest_challenge_decode(&c, &hdr->val))
		return false;
	if (c.algorithm.l && pl_strcasecmp(&c.algorithm, "MD5") &&
		pl_strcasecmp(&c.algorithm, "SHA-256"))
		return false;
	return !write_line(attempt, &c);
}

int phone_login(const struct phone_settings *settings, const struct sip_msg *msg,
	const char *method, const char *uri, char **ret)
{
	struct attempt attempt = {settings, method, uri, msg->scode == 407, NULL};

	(void)sip_msg_hdr_apply(msg, true,
		attempt.proxy ? SIP_HDR_PROXY_AUTHENTICATE : SIP_HDR_WWW_AUTHENTICATE,
		challenged, &attempt);
	if (!attempt.line)
		return -EACCES;
	*ret = attempt.line;
	return 0;
}
