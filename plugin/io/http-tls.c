/* SPDX-License-Identifier: Apache-2.0 */
/* http-tls.c - is what answers really the device? Judged inside the TLS handshake. */

#include "http-tls.h"

#include <errno.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
		return (c | 0x20) - 'a' + 10;
	return -1;
}

/* 32 times two hexadecimal digits, colons between them or not */
static int parse(const char *text, unsigned char *ret_pin)
{
	for (unsigned i = 0; i < HTTP_PIN_BYTES; i++) {
		int high, low;

		if (i && *text == ':')
			text++;
		high = digit(text[0]);
		low = high < 0 ? -1 : digit(text[1]);
		if (low < 0)
			return -EINVAL;
		ret_pin[i] = (unsigned char)(high << 4 | low);
		text += 2;
	}
	return *text ? -EINVAL : 0;
}

bool http_fingerprint_same(const char *a, const char *b)
{
	unsigned char x[HTTP_PIN_BYTES], y[HTTP_PIN_BYTES];

	return a && b && !parse(a, x) && !parse(b, y) && !memcmp(x, y, sizeof(x));
}

void http_tls_print(const unsigned char *pin, char *ret_text)
{
	for (unsigned i = 0; i < HTTP_PIN_BYTES; i++)
		snprintf(ret_text + 3 * i, HTTP_FINGERPRINT_MAX - 3 * i, "%02X%s",
			pin[i], i + 1 < HTTP_PIN_BYTES ? ":" : "");
}

/* @return 0, or why nothing may be sent to who shows this certificate */
static int judge(struct http_tls *tls, X509 *certificate)
{
	unsigned char pin[EVP_MAX_MD_SIZE];
	unsigned len = 0;

	if (!certificate || !X509_digest(certificate, EVP_sha256(), pin, &len) ||
		len != HTTP_PIN_BYTES)
		return -EKEYREJECTED;
	http_tls_print(pin, tls->seen);
	if (!tls->pinned)
		return -ENOKEY;
	return CRYPTO_memcmp(pin, tls->pin, HTTP_PIN_BYTES) ? -EKEYREJECTED : 0;
}

/* In the place of OpenSSL's own verification. @return 1 to go on, 0 to break off */
static int verify(X509_STORE_CTX *store, void *user)
{
	struct http_tls *tls = user;

	tls->err = judge(tls, X509_STORE_CTX_get0_cert(store));
	X509_STORE_CTX_set_error(
		store, tls->err ? X509_V_ERR_APPLICATION_VERIFICATION : X509_V_OK);
	return !tls->err;
}

static CURLcode set_verify(CURL *easy, void *context, void *user)
{
	(void)easy;
	SSL_CTX_set_cert_verify_callback(context, verify, user);
	return CURLE_OK;
}

bool http_tls_apply(struct http_tls *tls, CURL *easy)
{
	bool by_ca = !tls->pinned && tls->ca_file;

	tls->err = 0;
	if (!tls->on)
		return true;
	return !(curl_easy_setopt(
			 easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) ||
		 curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L) ||
		 curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, by_ca ? 2L : 0L) ||
		 curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L) ||
		 curl_easy_setopt(easy, CURLOPT_SSL_ENABLE_ALPN, 0L) ||
		 curl_easy_setopt(easy, CURLOPT_CAPATH, NULL) ||
		 curl_easy_setopt(easy, CURLOPT_CAINFO, by_ca ? tls->ca_file : NULL) ||
		 curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, tls) ||
		 curl_easy_setopt(
			 easy, CURLOPT_SSL_CTX_FUNCTION, by_ca ? NULL : set_verify));
}

int http_tls_err(const struct http_tls *tls, CURLcode code)
{
	if (tls->err)
		return tls->err;
	switch (code) {
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_ISSUER_ERROR: return -EKEYREJECTED;
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_SSL_CIPHER: return -EPROTO;
	default: return 0;
	}
}

int http_tls_pin(struct http_tls *tls, const char *fingerprint)
{
	unsigned char pin[HTTP_PIN_BYTES];

	if (parse(fingerprint, pin))
		return -EINVAL;
	memcpy(tls->pin, pin, sizeof(pin));
	tls->pinned = true;
	return 0;
}

int http_tls_init(
	struct http_tls *tls, bool on, const char *fingerprint, const char *ca_file)
{
	*tls = (struct http_tls){.on = on};
	if (fingerprint && *fingerprint && http_tls_pin(tls, fingerprint))
		return -EINVAL;
	if (ca_file && *ca_file && !(tls->ca_file = strdup(ca_file)))
		return -ENOMEM;
	tls->vouched = on && (tls->pinned || tls->ca_file);
	return 0;
}

void http_tls_finish(struct http_tls *tls)
{
	free(tls->ca_file);
	tls->ca_file = NULL;
}
