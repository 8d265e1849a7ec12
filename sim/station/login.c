/* SPDX-License-Identifier: Apache-2.0 */
/* login.c - who may in: challenges, nonces, failed logins, the lock-out. */

#include "login.h"

#include <errno.h>
#include <inttypes.h>
#include <openssl/rand.h>
#include <stdlib.h>
#include <time.h>

static uint64_t monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

int login_set_password(struct login *login, const char *password)
{
	if (strlen(password) >= sizeof(login->password))
		return -EINVAL;
	(void)snprintf(login->password, sizeof(login->password), "%s", password);
	return 0;
}

static void random_hex(char *hex, size_t bytes)
{
	unsigned char random[32];

	if (bytes > sizeof(random) || RAND_bytes(random, (int)bytes) != 1)
		abort();
	for (size_t i = 0; i < bytes; i++)
		(void)snprintf(hex + 2 * i, 3, "%02x", random[i]);
}

int login_init(struct login *login, const char *username, const char *password)
{
	memset(login, 0, sizeof(*login));
	login->username = username;
	random_hex(login->realm, 12);
	return login_set_password(login, password);
}

void login_forget(struct login *login)
{
	for (size_t i = 0; i < LOGIN_NONCES; i++)
		login->nonces[i].text[0] = '\0';
	login->failed = 0;
	login->locked_until_ms = 0;
}

/* "<hex>:<digits>" as the stations write it; the digits tell where we keep it. */
static const char *new_nonce(struct login *login)
{
	struct login_nonce *nonce = &login->nonces[login->given % LOGIN_NONCES];
	char hex[2 * 20 + 1];

	random_hex(hex, 20);
	(void)snprintf(
		nonce->text, sizeof(nonce->text), "%s:%" PRIu64, hex, login->given++);
	nonce->uses = 0;
	return nonce->text;
}

static struct login_nonce *nonce_of(struct login *login, const struct pl *text)
{
	const char *colon = pl_strrchr(text, ':');
	struct login_nonce *nonce;
	struct pl digits;

	if (!colon)
		return NULL;
	digits.p = colon + 1;
	digits.l = (size_t)(text->p + text->l - digits.p);
	nonce = &login->nonces[pl_u64(&digits) % LOGIN_NONCES];
	return pl_strcmp(text, nonce->text) ? NULL : nonce;
}

unsigned login_locked_seconds(struct login *login)
{
	uint64_t now = monotonic_ms();

	if (!login->locked_until_ms)
		return 0;
	if (now >= login->locked_until_ms) {
		login->locked_until_ms = 0;
		login->failed = 0;
		return 0;
	}
	return (unsigned)((login->locked_until_ms - now + 999) / 1000);
}

unsigned login_tries_left(const struct login *login, const struct login_rules *rules)
{
	if (!rules->lock_after)
		return 5; /* a station that never locks has no better answer */
	if (login->failed >= rules->lock_after)
		return 0;
	return rules->lock_after - login->failed;
}

static enum login_verdict wrong(struct login *login, const struct login_rules *rules)
{
	login->failed++;
	if (rules->lock_after && login->failed >= rules->lock_after)
		login->locked_until_ms =
			monotonic_ms() + (uint64_t)rules->lock_seconds * 1000;
	return LOGIN_WRONG;
}

static bool was_offered(
	const struct login_rules *rules, const struct digest_answer *answer)
{
	switch (rules->offer) {
	case OFFER_MD5:
	case OFFER_MD5_NOQOP: return answer->algorithm == DIGEST_MD5;
	case OFFER_SHA256: return answer->algorithm == DIGEST_SHA256;
	case OFFER_BOTH: return true;
	}
	return false;
}

enum login_verdict login_judge(struct login *login, const struct login_rules *rules,
	const struct pl *method, const struct pl *target,
	const struct pl *authorization)
{
	struct digest_answer answer;
	struct login_nonce *nonce;

	if (!authorization)
		return LOGIN_NOT_TRIED;
	if (login_locked_seconds(login))
		return LOGIN_LOCKED;
	if (digest_answer_decode(&answer, authorization) ||
		!was_offered(rules, &answer) ||
		pl_strcmp(&answer.realm, login->realm) || pl_cmp(&answer.uri, target) ||
		!digest_answer_holds(&answer, method, login->username, login->password))
		return wrong(login, rules);
	login->failed = 0;
	nonce = nonce_of(login, &answer.nonce);
	if (!nonce)
		return LOGIN_STALE;
	if (rules->nonce_uses && nonce->uses >= rules->nonce_uses)
		return LOGIN_WORN_OUT;
	nonce->uses++;
	return LOGIN_OK;
}

static int print_line(
	struct login *login, const char *algorithm, bool stale, struct mbuf *mb)
{
	return mbuf_printf(mb,
		"WWW-Authenticate: Digest realm=\"%s\", domain=\"::\", qop=\"auth\", "
		"nonce=\"%s\", opaque=\"\", algorithm=\"%s\", stale=\"%s\"\r\n",
		login->realm, new_nonce(login), algorithm, stale ? "TRUE" : "FALSE");
}

int login_print_challenge(struct login *login, const struct login_rules *rules,
	bool stale, struct mbuf *mb)
{
	int err = 0;

	switch (rules->offer) {
	case OFFER_MD5: return print_line(login, "MD5", stale, mb);
	case OFFER_SHA256: return print_line(login, "SHA-256", stale, mb);
	case OFFER_BOTH:
		err = print_line(login, "SHA-256", stale, mb);
		return err ? err : print_line(login, "MD5", stale, mb);
	case OFFER_MD5_NOQOP:
		return mbuf_printf(mb,
			"WWW-Authenticate: Digest realm=\"%s\", nonce=\"%s\", "
			"stale=\"%s\"\r\n",
			login->realm, new_nonce(login), stale ? "TRUE" : "FALSE");
	}
	return EINVAL;
}
