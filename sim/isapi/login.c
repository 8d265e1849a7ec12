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
	memset(login->culprits, 0, sizeof(login->culprits));
	login->culprit = 0;
}

static uint32_t path_hash(const struct pl *path)
{
	return hash_joaat((const uint8_t *)path->p, path->l);
}

/* "<hex>:<digits>" as the stations write it; the digits tell where we keep it. */
static const char *new_nonce(struct login *login, const struct pl *path)
{
	struct login_nonce *nonce = &login->nonces[login->given % LOGIN_NONCES];
	char hex[2 * 20 + 1];

	random_hex(hex, 20);
	(void)snprintf(
		nonce->text, sizeof(nonce->text), "%s:%" PRIu64, hex, login->given++);
	nonce->uses = 0;
	nonce->path = path_hash(path);
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

static struct login_culprit *culprit_now(struct login *login)
{
	return &login->culprits[login->culprit];
}

/* From now on it is about this one. The first of all is who fails without a name. */
static void set_culprit(struct login *login, const char *who)
{
	unsigned place = 0;

	for (unsigned i = 1; *who && i < LOGIN_CULPRITS && !place; i++)
		if (!*login->culprits[i].who || !strcmp(login->culprits[i].who, who))
			place = i;
	login->culprit = place;
	(void)snprintf(culprit_now(login)->who, sizeof(login->culprits[0].who), "%s",
		place ? who : "");
}

unsigned login_locked_seconds(struct login *login)
{
	struct login_culprit *culprit = culprit_now(login);
	uint64_t now = monotonic_ms();

	if (!culprit->locked_until_ms)
		return 0;
	if (now >= culprit->locked_until_ms) {
		culprit->locked_until_ms = 0;
		culprit->failed = 0;
		return 0;
	}
	return (unsigned)((culprit->locked_until_ms - now + 999) / 1000);
}

unsigned login_tries_left(const struct login *login, const struct login_rules *rules)
{
	unsigned failed = login->culprits[login->culprit].failed;

	if (!rules->lock_after)
		return 5; /* a station that never locks has no better answer */
	return failed >= rules->lock_after ? 0 : rules->lock_after - failed;
}

static enum login_verdict wrong(struct login *login, const struct login_rules *rules)
{
	struct login_culprit *culprit = culprit_now(login);

	culprit->failed++;
	if (rules->lock_after && culprit->failed >= rules->lock_after)
		culprit->locked_until_ms =
			monotonic_ms() + (uint64_t)rules->lock_seconds * 1000;
	return LOGIN_WRONG;
}

static bool was_offered(
	const struct login_rules *rules, const struct digest_answer *answer)
{
	switch (rules->offer) {
	case OFFER_MD5:
	case OFFER_BASIC_AND_MD5:
	case OFFER_MD5_NOQOP: return answer->algorithm == DIGEST_MD5;
	case OFFER_SHA256: return answer->algorithm == DIGEST_SHA256;
	case OFFER_BOTH: return true;
	case OFFER_BASIC: return false;
	}
	return false;
}

static bool offers_basic(const struct login_rules *rules)
{
	return rules->offer == OFFER_BASIC || rules->offer == OFFER_BASIC_AND_MD5;
}

/* "Basic dXNlcjpwYXNz". @return whether it is that, right or wrong */
static bool read_basic(const struct pl *header, char *ret_text, size_t size)
{
	struct pl code;
	size_t length = size - 1;

	if (re_regex(header->p, header->l, "[ \t]*Basic [^ ]+", NULL, &code) ||
		code.l * 3 / 4 > length ||
		base64_decode(code.p, code.l, (uint8_t *)ret_text, &length))
		return false;
	ret_text[length] = '\0';
	return true;
}

static enum login_verdict hiccup_or_ok(struct login *login)
{
	if (!login->hiccups)
		return LOGIN_OK;
	login->hiccups--;
	return LOGIN_HICCUP;
}

static enum login_verdict judge_basic(
	struct login *login, const struct login_rules *rules, const char *text)
{
	size_t length = strlen(login->username);

	if (!offers_basic(rules) || strncmp(text, login->username, length) ||
		text[length] != ':' || strcmp(text + length + 1, login->password))
		return wrong(login, rules);
	culprit_now(login)->failed = 0;
	return hiccup_or_ok(login);
}

static enum login_verdict judge_digest(struct login *login,
	const struct login_rules *rules, const struct login_try *request,
	const struct digest_answer *answer)
{
	struct login_nonce *nonce;

	if (!was_offered(rules, answer) || pl_strcmp(&answer->realm, login->realm) ||
		pl_cmp(&answer->uri, &request->target) ||
		!digest_answer_holds(
			answer, &request->method, login->username, login->password))
		return wrong(login, rules);
	culprit_now(login)->failed = 0;
	nonce = nonce_of(login, &answer->nonce);
	if (!nonce)
		return LOGIN_STALE;
	if (rules->url_bound && nonce->path != path_hash(&request->path))
		return LOGIN_OTHER_URL;
	if (rules->nonce_uses && nonce->uses >= rules->nonce_uses)
		return rules->renews ? LOGIN_STALE : LOGIN_WORN_OUT;
	nonce->uses++;
	return hiccup_or_ok(login);
}

static void find_culprit(struct login *login, const struct login_rules *rules,
	const struct login_try *request, const struct pl *username)
{
	char who[64] = "";

	switch (rules->scope) {
	case LOCK_STATION: break;
	case LOCK_USER: (void)pl_strcpy(username, who, sizeof(who)); break;
	case LOCK_ADDRESS: (void)snprintf(who, sizeof(who), "%s", request->peer); break;
	}
	set_culprit(login, who);
}

enum login_verdict login_judge(struct login *login, const struct login_rules *rules,
	const struct login_try *request)
{
	struct digest_answer answer = {.username = {NULL, 0}};
	char text[256] = "";
	struct pl username = {text, 0};
	bool basic, digest;

	if (!request->authorization) {
		find_culprit(login, rules, request, &username);
		return LOGIN_NOT_TRIED;
	}
	basic = read_basic(request->authorization, text, sizeof(text));
	digest = !digest_answer_decode(&answer, request->authorization);
	username.l = strcspn(text, ":");
	find_culprit(login, rules, request, digest ? &answer.username : &username);
	if (login_locked_seconds(login))
		return LOGIN_LOCKED;
	if (basic)
		return judge_basic(login, rules, text);
	return digest ? judge_digest(login, rules, request, &answer)
		      : wrong(login, rules);
}

static int print_line(struct login *login, const struct login_rules *rules,
	const struct pl *path, const char *algorithm, bool stale, struct mbuf *mb)
{
	const char *quote = rules->unquoted ? "" : "\"";
	const char *word = rules->unquoted ? (stale ? "true" : "false")
					   : (stale ? "TRUE" : "FALSE");

	return mbuf_printf(mb,
		"WWW-Authenticate: Digest realm=\"%s\", domain=\"::\", qop=\"auth\", "
		"nonce=\"%s\", opaque=\"\", algorithm=%s%s%s, stale=%s%s%s\r\n",
		login->realm, new_nonce(login, path), quote, algorithm, quote, quote,
		word, quote);
}

int login_print_challenge(struct login *login, const struct login_rules *rules,
	const struct pl *path, bool stale, struct mbuf *mb)
{
	int err = 0;

	if (offers_basic(rules))
		err = mbuf_printf(
			mb, "WWW-Authenticate: Basic realm=\"%s\"\r\n", login->realm);
	switch (rules->offer) {
	case OFFER_BASIC: return err;
	case OFFER_BASIC_AND_MD5:
	case OFFER_MD5: return err | print_line(login, rules, path, "MD5", stale, mb);
	case OFFER_SHA256: return print_line(login, rules, path, "SHA-256", stale, mb);
	case OFFER_BOTH:
		err = print_line(login, rules, path, "SHA-256", stale, mb);
		return err | print_line(login, rules, path, "MD5", stale, mb);
	case OFFER_MD5_NOQOP:
		return mbuf_printf(mb,
			"WWW-Authenticate: Digest realm=\"%s\", nonce=\"%s\", "
			"stale=\"%s\"\r\n",
			login->realm, new_nonce(login, path), stale ? "TRUE" : "FALSE");
	}
	return EINVAL;
}
