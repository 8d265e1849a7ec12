/* SPDX-License-Identifier: Apache-2.0 */
/* digest-check.c - is an Authorization header the right answer to a digest challenge? */

#include "digest-check.h"

#include <ctype.h>
#include <errno.h>
#include <openssl/evp.h>
#include <strings.h>

static void skip(struct pl *text, const char *characters)
{
	while (text->l && memchr(characters, *text->p, strlen(characters)))
		pl_advance(text, 1);
}

static struct pl take_until(struct pl *text, const char *characters)
{
	struct pl taken = {text->p, 0};

	while (text->l && !memchr(characters, *text->p, strlen(characters))) {
		taken.l++;
		pl_advance(text, 1);
	}
	return taken;
}

/* name=value or name="value", and the comma after it */
static bool take_parameter(struct pl *text, struct pl *name, struct pl *value)
{
	skip(text, " \t,");
	*name = take_until(text, "= \t,");
	skip(text, " \t");
	if (!name->l || !text->l || *text->p != '=')
		return false;
	pl_advance(text, 1);
	skip(text, " \t");
	if (text->l && *text->p == '"') {
		pl_advance(text, 1);
		*value = take_until(text, "\"");
		if (!text->l)
			return false;
		pl_advance(text, 1);
	} else {
		*value = take_until(text, " \t,");
	}
	return true;
}

static int set_algorithm(struct digest_answer *answer, const struct pl *value)
{
	if (!pl_strcasecmp(value, "MD5"))
		answer->algorithm = DIGEST_MD5;
	else if (!pl_strcasecmp(value, "SHA-256"))
		answer->algorithm = DIGEST_SHA256;
	else
		return -EPROTO;
	return 0;
}

int digest_answer_decode(struct digest_answer *answer, const struct pl *header)
{
	struct pl text = *header, name, value;

	memset(answer, 0, sizeof(*answer));
	skip(&text, " \t");
	name = take_until(&text, " \t");
	if (pl_strcasecmp(&name, "Digest"))
		return -EPROTO;
	while (take_parameter(&text, &name, &value)) {
		// clang-format off
		const struct {const char *name; struct pl *place;} places[] = {
			{"username", &answer->username}, {"realm", &answer->realm},
			{"nonce", &answer->nonce}, {"uri", &answer->uri},
			{"response", &answer->response}, {"qop", &answer->qop},
			{"nc", &answer->nc}, {"cnonce", &answer->cnonce},
		};
		// clang-format on

		for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
			if (!pl_strcasecmp(&name, places[i].name))
				*places[i].place = value;
		if (!pl_strcasecmp(&name, "algorithm") && set_algorithm(answer, &value))
			return -EPROTO;
	}
	if (!answer->username.l || !answer->nonce.l || !answer->uri.l ||
		!answer->response.l)
		return -EPROTO;
	return 0;
}

static int hash(enum digest_algorithm algorithm, const struct mbuf *in,
	char hex[DIGEST_HEX_SIZE])
{
	const EVP_MD *type = algorithm == DIGEST_SHA256 ? EVP_sha256() : EVP_md5();
	unsigned char bytes[EVP_MAX_MD_SIZE];
	unsigned length = 0;

	if (!EVP_Digest(in->buf, in->end, bytes, &length, type, NULL))
		return -EIO;
	for (unsigned i = 0; i < length; i++)
		(void)snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
	return 0;
}

/* One line, hashed: the three steps of a digest. */
static int hash_line(enum digest_algorithm algorithm, char hex[DIGEST_HEX_SIZE],
	const char *format, ...)
{
	struct mbuf *mb = mbuf_alloc(256);
	va_list values;
	int err;

	va_start(values, format);
	err = mb ? mbuf_vprintf(mb, format, values) : ENOMEM;
	va_end(values);
	if (!err)
		err = hash(algorithm, mb, hex);
	mem_deref(mb);
	return err;
}

int digest_response(const struct digest_answer *a, const struct pl *method,
	const char *username, const char *password, char response[DIGEST_HEX_SIZE])
{
	char secret[DIGEST_HEX_SIZE], request[DIGEST_HEX_SIZE];
	int err;

	err = hash_line(
		a->algorithm, secret, "%s:%r:%s", username, &a->realm, password);
	err |= hash_line(a->algorithm, request, "%r:%r", method, &a->uri);
	if (a->qop.l)
		err |= hash_line(a->algorithm, response, "%s:%r:%r:%r:%r:%s", secret,
			&a->nonce, &a->nc, &a->cnonce, &a->qop, request);
	else
		err |= hash_line(
			a->algorithm, response, "%s:%r:%s", secret, &a->nonce, request);
	return err ? -EIO : 0;
}

bool digest_answer_holds(const struct digest_answer *a, const struct pl *method,
	const char *username, const char *password)
{
	char response[DIGEST_HEX_SIZE];

	return !pl_strcmp(&a->username, username) &&
	       !digest_response(a, method, username, password, response) &&
	       !pl_strcasecmp(&a->response, response);
}
