/* SPDX-License-Identifier: Apache-2.0 */
/* test-server-paths.c - what the test server answers. */

#include "test-server-private.h"

#include "test-digest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BIG_BYTES = 1024 * 1024 + 1 };

static void tell(
	struct test_server *s, const char *method, const char *path, const char *login)
{
	size_t len;

	pthread_mutex_lock(&s->lock);
	len = strlen(s->story);
	snprintf(s->story + len, sizeof(s->story) - len, "%s %s%s;", method, path,
		login);
	pthread_mutex_unlock(&s->lock);
	server_count(s, SEEN_REQUESTS, 1);
}

static void answer(struct test_server *s, struct connection *c, const char *status,
	const char *headers, const char *body)
{
	char head[2048];

	snprintf(head, sizeof(head),
		"HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n%s%s\r\n",
		status, strlen(body), headers,
		s->config.close_each ? "Connection: close\r\n" : "");
	server_put(c, head);
	server_put(c, body);
	c->closing |= s->config.close_each;
}

static size_t print_digest(const struct test_server *s, const char *algorithm,
	bool named, bool stale, char *text, size_t cap)
{
	const char *quote = s->config.quoted ? "\"" : "";
	size_t len = (size_t)snprintf(text, cap,
		"WWW-Authenticate: Digest realm=\"gate\", nonce=\"n%u\"", s->nonce);

	if (named)
		len += (size_t)snprintf(text + len, cap - len, ", algorithm=%s%s%s",
			quote, algorithm, quote);
	if (named && !s->config.no_qop)
		len += (size_t)snprintf(text + len, cap - len, ", qop=\"%s\"",
			strcmp(algorithm, "MD5") ? "auth,auth-int" : "auth");
	return len + (size_t)snprintf(text + len, cap - len, "%s\r\n",
			     stale ? ", stale=\"TRUE\"" : "");
}

static void challenge(
	struct test_server *s, struct connection *c, const char *path, bool stale)
{
	enum server_login login = s->config.login;
	char headers[1024] = "";
	size_t len = 0;

	s->nonce++;
	s->nonce_used = 0;
	snprintf(s->nonce_path, sizeof(s->nonce_path), "%s", path);
	if (login == LOGIN_BASIC || login == LOGIN_BASIC_TOO)
		len = (size_t)snprintf(headers, sizeof(headers),
			"WWW-Authenticate: Basic realm=\"gate\"\r\n");
	if (login == LOGIN_MD5 || login == LOGIN_BOTH || login == LOGIN_OLD ||
		login == LOGIN_BASIC_TOO)
		len += print_digest(s, "MD5", login != LOGIN_OLD, stale, headers + len,
			sizeof(headers) - len);
	if (login == LOGIN_SHA256 || login == LOGIN_BOTH)
		print_digest(s, "SHA-256", true, stale, headers + len,
			sizeof(headers) - len);
	answer(s, c, "401 Unauthorized", headers, "who are you?");
}

/* The nonce is no good any more. */
static void expire(struct test_server *s, struct connection *c, const char *path)
{
	if (s->config.bare_expiry)
		answer(s, c, "401 Unauthorized", "", "who are you?");
	else
		challenge(s, c, path, !s->config.silent_expiry);
}

/* "Basic " and "admin:pw" in base64, or not */
static enum test_digest_verdict check_basic(
	const struct test_server *s, const char *header)
{
	char text[128];

	if (strcmp(s->config.password, "pw") != 0)
		return TEST_DIGEST_WRONG;
	snprintf(text, sizeof(text), "\r\nAuthorization: Basic %s\r\n", "YWRtaW46cHc=");
	return strncasecmp(header, text, strlen(text)) ? TEST_DIGEST_WRONG
						       : TEST_DIGEST_RIGHT;
}

static enum test_digest_verdict check_login(const struct test_server *s,
	const char *header, const char *method, const char *path)
{
	struct test_digest_login login = {
		.method = method, .path = path, .password = s->config.password};
	bool worn = s->config.nonce_uses && s->nonce_used >= s->config.nonce_uses;
	enum test_digest_verdict verdict;

	if (s->config.login == LOGIN_BASIC)
		return check_basic(s, header);
	snprintf(login.nonce, sizeof(login.nonce), "n%u", s->nonce);
	verdict = test_digest_check(header, &login);
	if (verdict == TEST_DIGEST_RIGHT &&
		(worn ||
			(s->config.nonce_per_path && strcmp(s->nonce_path, path) != 0)))
		return TEST_DIGEST_OLD_NONCE;
	return verdict;
}

bool server_let_in(struct test_server *s, struct connection *c, const char *method,
	const char *path)
{
	const char *header = strcasestr(c->in, "\r\nAuthorization: ");

	tell(s, method, path, header ? " login" : "");
	if (s->config.login == LOGIN_NONE)
		return true;
	if (!header) {
		challenge(s, c, path, false);
		return false;
	}
	server_count(s, SEEN_LOGINS, 1);
	switch (check_login(s, header, method, path)) {
	case TEST_DIGEST_WRONG:
		server_count(s, SEEN_FAILED_LOGINS, 1);
		challenge(s, c, path, false);
		return false;
	case TEST_DIGEST_OLD_NONCE:
		server_count(s, SEEN_OLD_NONCES, 1);
		expire(s, c, path);
		return false;
	case TEST_DIGEST_RIGHT: break;
	}
	s->nonce_used++;
	return true;
}

static void stream(struct test_server *s, struct connection *c, const char *head)
{
	c->streaming = true;
	server_count(s, SEEN_STREAMS, 1);
	server_put(c, head);
}

static void serve_big(struct test_server *s, struct connection *c)
{
	char *body = malloc(BIG_BYTES + 1);

	memset(body, 'x', BIG_BYTES);
	body[BIG_BYTES] = '\0';
	answer(s, c, "200 OK", "", body);
	free(body);
}

/* @return false: nothing was written for it */
static bool serve_script(struct test_server *s, struct connection *c,
	const char *method, const char *path)
{
	char body[REQUEST_MAX], status[32];
	int code;

	if (!server_script_answer(s, method, path, &code, body))
		return false;
	snprintf(status, sizeof(status), "%d Scripted", code);
	if (code == SCRIPT_DROP)
		c->closing = true;
	else if (code != SCRIPT_SILENT)
		answer(s, c, status, "", body);
	return true;
}

void server_serve(struct test_server *s, struct connection *c, const char *method,
	const char *path, const char *body)
{
	static const char stream_head[] =
		"HTTP/1.1 200 OK\r\nKeep-Alive: timeout=60\r\n"
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n";
	char echo[REQUEST_MAX + 64];

	if (*body)
		server_keep_body(s, body);
	if (serve_script(s, c, method, path))
		return;
	if (!strcmp(path, "/drop")) {
		c->closing = true;
	} else if (!strcmp(path, "/garbage")) {
		server_put(c, "door station at your service\r\n\r\n");
		c->closing = true;
	} else if (!strcmp(path, "/cut")) {
		server_put(
			c, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes.");
		c->closing = true;
	} else if (!strcmp(path, "/continue")) {
		server_put(c, "HTTP/1.1 100 Continue\r\n\r\n");
		answer(s, c, "200 OK", "", "hello");
	} else if (!strcmp(path, "/refuse")) {
		answer(s, c, "403 Forbidden", "", "no right to listen");
	} else if (!strcmp(path, "/nobody")) {
		answer(s, c, "401 Unauthorized", "", "go away");
	} else if (!strcmp(path, "/echo")) {
		snprintf(echo, sizeof(echo), "%s %s", method, body);
		answer(s, c, "200 OK", "", echo);
	} else if (!strcmp(path, "/big")) {
		serve_big(s, c);
	} else if (!strcmp(path, "/http10")) {
		stream(s, c, "HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n");
	} else if (!strcmp(path, "/stream") || !strcmp(path, "/flood")) {
		stream(s, c, stream_head);
		c->flooding = path[1] == 'f';
	} else if (strcmp(path, "/silent") != 0) {
		answer(s, c, "200 OK", "", "hello");
	}
}
