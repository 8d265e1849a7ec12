/* SPDX-License-Identifier: Apache-2.0 */
/* test-digest.c - is this Authorization right? */

#include "test-digest.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 512 };

/* The value of name= in the header's line, without quotes; "" when it is not there. */
static void field(const char *header, const char *name, char *ret_value)
{
	size_t line = strcspn(header + 2, "\r\n") + 2, len = strlen(name);

	ret_value[0] = '\0';
	for (const char *p = header; p + len < header + line; p++) {
		const char *v = p + len + 1;

		if (strncmp(p, name, len) != 0 || p[len] != '=' ||
			(p[-1] != ' ' && p[-1] != ','))
			continue;
		if (*v == '"')
			snprintf(ret_value, TEXT_MAX, "%.*s", (int)strcspn(v + 1, "\""),
				v + 1);
		else
			snprintf(ret_value, TEXT_MAX, "%.*s", (int)strcspn(v, ", \r"),
				v);
		return;
	}
}

static void hash(const char *algorithm, const char *text, char *ret_hex)
{
	unsigned char raw[EVP_MAX_MD_SIZE];
	size_t len = 0;

	EVP_Q_digest(NULL, algorithm, NULL, text, strlen(text), raw, &len);
	for (size_t i = 0; i < len; i++)
		snprintf(ret_hex + 2 * i, 3, "%02x", raw[i]);
}

enum test_digest_verdict test_digest_check(
	const char *header, const struct test_digest_login *login)
{
	char user[TEXT_MAX], nonce[TEXT_MAX], uri[TEXT_MAX], response[TEXT_MAX],
		qop[TEXT_MAX];
	char nc[TEXT_MAX], cnonce[TEXT_MAX], algorithm[TEXT_MAX];
	char text[8 * TEXT_MAX], ha1[TEXT_MAX], ha2[TEXT_MAX], expected[TEXT_MAX];
	const char *md;

	field(header, "username", user);
	field(header, "nonce", nonce);
	field(header, "uri", uri);
	field(header, "response", response);
	field(header, "qop", qop);
	field(header, "nc", nc);
	field(header, "cnonce", cnonce);
	field(header, "algorithm", algorithm);
	md = strcmp(algorithm, "SHA-256") ? "MD5" : "SHA256";
	snprintf(text, sizeof(text), "%s:gate:%s", user, login->password);
	hash(md, text, ha1);
	snprintf(text, sizeof(text), "%s:%s", login->method, uri);
	hash(md, text, ha2);
	if (qop[0])
		snprintf(text, sizeof(text), "%s:%s:%s:%s:%s:%s", ha1, nonce, nc,
			cnonce, qop, ha2);
	else
		snprintf(text, sizeof(text), "%s:%s:%s", ha1, nonce, ha2);
	hash(md, text, expected);
	if (strcmp(expected, response) != 0 || strcmp(user, "admin") != 0 ||
		strcmp(uri, login->path) != 0)
		return TEST_DIGEST_WRONG;
	return strcmp(nonce, login->nonce) ? TEST_DIGEST_OLD_NONCE : TEST_DIGEST_RIGHT;
}
