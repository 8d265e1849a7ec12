/* SPDX-License-Identifier: Apache-2.0 */
/* sip-account.c - our login at a registrar: challenges, and answers to them. */

#include <errno.h>
#include <stdlib.h>

#include "sip-words.h"

#include "sip-account.h"

int sip_account_init(struct sip_account *a, const char *user, const char *password)
{
	*a = (struct sip_account){0};
	a->user = bytes_copy(bytes_from(user));
	a->password = bytes_copy(bytes_from(password));
	if (a->user && a->password)
		return 0;
	sip_account_finish(a);
	return -ENOMEM;
}

void sip_account_finish(struct sip_account *a)
{
	if (a->password)
		explicit_bzero(a->password, strlen(a->password));
	free(a->password);
	free(a->user);
	*a = (struct sip_account){0};
}

static bool read_challenge(
	const struct sip_hdr *header, const struct sip_msg *msg, void *arg)
{
	(void)msg;
	digest_challenge_read(pl_bytes(&header->val), arg);
	return false;
}

int sip_account_challenged(struct sip_account *a, const struct sip_msg *msg)
{
	struct digest_challenge best = {0};

	sip_msg_hdr_apply(msg, true,
		msg->scode == 407 ? SIP_HDR_PROXY_AUTHENTICATE
				  : SIP_HDR_WWW_AUTHENTICATE,
		read_challenge, &best);
	if (best.algorithm < DIGEST_MD5)
		return -EPROTO;
	if (best.algorithm < a->strongest)
		return -EPERM;
	a->challenge = best;
	a->strongest = best.algorithm;
	a->by_proxy = msg->scode == 407;
	a->count = 0;
	return 0;
}

int sip_account_authorize(
	struct sip_account *a, const char *method, const char *uri, struct buffer *out)
{
	struct digest_login login = {.username = a->user, .password = a->password};
	char cnonce[SIP_TAG_CAP];
	struct digest_request request = {
		.method = method, .uri = uri, .cnonce = cnonce};
	int err;

	if (a->challenge.algorithm == DIGEST_NONE)
		return 0;
	sip_random_tag(cnonce);
	request.count = ++a->count;
	err = buffer_append(out, a->by_proxy ? BYTES("Proxy-Authorization: ")
					     : BYTES("Authorization: "));
	if (!err)
		err = digest_login_answer(&a->challenge, &login, &request, out);
	return err ? err : buffer_append(out, BYTES("\r\n"));
}
