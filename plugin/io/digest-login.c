/* SPDX-License-Identifier: Apache-2.0 */
/* digest-login.c - HTTP Digest, and Basic: from a challenge to the answer. */

#include "digest-login.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

enum {
	HEX_MAX = 2 * EVP_MAX_MD_SIZE + 1,
	BASIC_MAX = 600, /* of username and password together */
};

/* WWW-Authenticate = 1#challenge
 * challenge        = scheme [ 1*SP ( token68 / #param ) ]
 * param            = token BWS "=" BWS ( token / quoted-string )      (RFC 7235) */

struct reader {
	struct bytes in;
	struct digest_challenge now; /* the challenge being read */
	bool digest;                 /* it is a Digest one */
	bool basic;                  /* it is a Basic one */
	bool usable;                 /* nothing in it that we cannot answer */
};

static void skip(struct bytes *in, const char *any_of)
{
	while (in->len && in->data[0] && strchr(any_of, in->data[0]))
		*in = bytes_skip(*in, 1);
}

static struct bytes token(struct bytes *in)
{
	size_t n = 0;
	struct bytes word;

	while (n < in->len && !(in->data[n] && strchr(" \t,=\"", in->data[n])))
		n++;
	word = bytes_slice(*in, 0, n);
	*in = bytes_skip(*in, n);
	return word;
}

static struct bytes value(struct bytes *in)
{
	size_t n = 0;
	struct bytes text;

	if (!in->len || in->data[0] != '"')
		return token(in);
	*in = bytes_skip(*in, 1);
	while (n < in->len && in->data[n] != '"')
		n += in->data[n] == '\\' ? 2 : 1;
	text = bytes_slice(*in, 0, n);
	*in = bytes_skip(*in, n + 1);
	return text;
}

/* @return whether it fits and is fit to be sent back */
static bool keep(struct bytes text, char *buf, size_t cap)
{
	if (text.len >= cap)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.data[i] < ' ' || text.data[i] == 127)
			return false;
	memcpy(buf, text.len ? text.data : "", text.len);
	buf[text.len] = '\0';
	return true;
}

static bool read_algorithm(struct bytes name, struct digest_challenge *c)
{
	static const struct {
		const char *name;
		enum digest_algorithm algorithm;
		bool session;
	} known[] = {
		// clang-format off
		{"MD5",          DIGEST_MD5,    false},
		{"MD5-sess",     DIGEST_MD5,    true},
		{"SHA-256",      DIGEST_SHA256, false},
		{"SHA-256-sess", DIGEST_SHA256, true},
		{"SHA256",       DIGEST_SHA256, false},
		// clang-format on
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (bytes_equal_nocase(name, bytes_from(known[i].name))) {
			c->algorithm = known[i].algorithm;
			c->session = known[i].session;
			c->named = true;
			return true;
		}
	return false;
}

/* "auth,auth-int" */
static bool offers_auth(struct bytes list)
{
	while (list.len) {
		skip(&list, " \t,=\"");
		if (bytes_equal_nocase(token(&list), BYTES("auth")))
			return true;
	}
	return false;
}

static void read_param(struct reader *r, struct bytes name, struct bytes text)
{
	struct digest_challenge *c = &r->now;

	if (bytes_equal_nocase(name, BYTES("realm")))
		r->usable &= keep(text, c->realm, sizeof(c->realm));
	else if (bytes_equal_nocase(name, BYTES("nonce")))
		r->usable &= keep(text, c->nonce, sizeof(c->nonce));
	else if (bytes_equal_nocase(name, BYTES("opaque")))
		r->usable &= keep(text, c->opaque, sizeof(c->opaque));
	else if (bytes_equal_nocase(name, BYTES("algorithm")))
		r->usable &= read_algorithm(text, c);
	else if (bytes_equal_nocase(name, BYTES("stale")))
		c->stale = bytes_equal_nocase(text, BYTES("true"));
	else if (bytes_equal_nocase(name, BYTES("qop")))
		r->usable &= (c->qop = offers_auth(text));
}

static void finish_challenge(struct reader *r, struct digest_challenge *best)
{
	if (r->digest && r->usable && r->now.nonce[0] &&
		r->now.algorithm > best->algorithm)
		*best = r->now;
	if (r->basic && best->algorithm == DIGEST_NONE)
		*best = (struct digest_challenge){.algorithm = DIGEST_BASIC};
}

static void begin_challenge(struct reader *r, struct bytes scheme)
{
	r->now = (struct digest_challenge){.algorithm = DIGEST_MD5};
	r->digest = bytes_equal_nocase(scheme, BYTES("Digest"));
	r->basic = bytes_equal_nocase(scheme, BYTES("Basic"));
	r->usable = true;
}

void digest_challenge_read(struct bytes value_in, struct digest_challenge *best)
{
	struct reader r = {.in = value_in};

	for (;;) {
		struct bytes name;
		size_t before;

		skip(&r.in, " \t,");
		if (!r.in.len)
			break;
		before = r.in.len;
		name = token(&r.in);
		skip(&r.in, " \t");
		if (r.in.len && r.in.data[0] == '=') {
			r.in = bytes_skip(r.in, 1);
			skip(&r.in, " \t");
			read_param(&r, name, value(&r.in));
		} else {
			finish_challenge(&r, best);
			begin_challenge(&r, name);
		}
		if (r.in.len == before) /* a stray quote */
			r.in = bytes_skip(r.in, 1);
	}
	finish_challenge(&r, best);
}

/* Lower-case hex of the hash of a ":" b [":" c ...]; the list ends with NULL. */
static int hash(
	enum digest_algorithm algorithm, const char *const *parts, char *ret_hex)
{
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned len = 0;
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool ok;

	if (!ctx)
		return -ENOMEM;
	ok = EVP_DigestInit_ex(
		ctx, algorithm == DIGEST_SHA256 ? EVP_sha256() : EVP_md5(), NULL);
	for (size_t i = 0; ok && parts[i]; i++)
		ok = (!i || EVP_DigestUpdate(ctx, ":", 1)) &&
		     EVP_DigestUpdate(ctx, parts[i], strlen(parts[i]));
	ok = ok && EVP_DigestFinal_ex(ctx, raw, &len);
	EVP_MD_CTX_free(ctx);
	if (!ok)
		return -ENOTSUP;
	for (unsigned i = 0; i < len; i++) {
		ret_hex[2 * i] = "0123456789abcdef"[raw[i] >> 4];
		ret_hex[2 * i + 1] = "0123456789abcdef"[raw[i] & 15];
	}
	ret_hex[2 * len] = '\0';
	return 0;
}

static int response(const struct digest_challenge *c, const struct digest_login *login,
	const struct digest_request *r, const char *count, char *ret_hex)
{
	const char *user_parts[] = {login->username, c->realm, login->password, NULL};
	const char *request_parts[] = {r->method, r->uri, NULL};
	char secret[HEX_MAX], request[HEX_MAX];
	const char *session_parts[] = {secret, c->nonce, r->cnonce, NULL};
	const char *parts[] = {
		secret, c->nonce, count, r->cnonce, "auth", request, NULL};
	const char *old_parts[] = {secret, c->nonce, request, NULL};
	int err = hash(c->algorithm, user_parts, secret);

	if (!err && c->session)
		err = hash(c->algorithm, session_parts, secret);
	if (!err)
		err = hash(c->algorithm, request_parts, request);
	if (!err)
		err = hash(c->algorithm, c->qop ? parts : old_parts, ret_hex);
	explicit_bzero(secret, sizeof(secret));
	return err;
}

static int append_quoted(struct buffer *out, const char *text)
{
	int err = buffer_append(out, BYTES("\""));

	for (; !err && *text; text++) {
		if (*text == '"' || *text == '\\')
			err = buffer_append(out, BYTES("\\"));
		if (!err)
			err = buffer_append(out, (struct bytes){text, 1});
	}
	return err ? err : buffer_append(out, BYTES("\""));
}

static const char *algorithm_name(const struct digest_challenge *c)
{
	if (c->algorithm == DIGEST_SHA256)
		return c->session ? "SHA-256-sess" : "SHA-256";
	return c->session ? "MD5-sess" : "MD5";
}

/* Basic base64(username ":" password) */
static int answer_basic(const struct digest_login *login, struct buffer *out)
{
	char text[BASIC_MAX + 1], coded[4 * (BASIC_MAX / 3 + 1) + 1];
	int len =
		snprintf(text, sizeof(text), "%s:%s", login->username, login->password);
	int err = -EMSGSIZE;

	if (len >= 0 && (size_t)len < sizeof(text)) {
		EVP_EncodeBlock((unsigned char *)coded, (unsigned char *)text, len);
		err = buffer_appendf(out, "Basic %s", coded);
		explicit_bzero(coded, sizeof(coded));
	}
	explicit_bzero(text, sizeof(text));
	return err;
}

int digest_login_answer(const struct digest_challenge *c,
	const struct digest_login *login, const struct digest_request *r,
	struct buffer *out)
{
	char count[16], hex[HEX_MAX];
	int err;

	if (c->algorithm == DIGEST_BASIC)
		return answer_basic(login, out);
	snprintf(count, sizeof(count), "%08x", r->count);
	err = response(c, login, r, count, hex);
	if (!err)
		err = buffer_append(out, BYTES("Digest username="));
	if (!err)
		err = append_quoted(out, login->username);
	if (!err)
		err = buffer_appendf(out,
			", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\"",
			c->realm, c->nonce, r->uri, hex);
	if (!err && c->named)
		err = buffer_appendf(out, ", algorithm=%s", algorithm_name(c));
	if (!err && (c->qop || c->session))
		err = buffer_appendf(out, ", cnonce=\"%s\"", r->cnonce);
	if (!err && c->qop)
		err = buffer_appendf(out, ", qop=auth, nc=%s", count);
	if (!err && c->opaque[0])
		err = buffer_appendf(out, ", opaque=\"%s\"", c->opaque);
	return err;
}
