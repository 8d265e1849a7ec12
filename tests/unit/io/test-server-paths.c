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

static void challenge(struct test_server *s, struct connection *c, bool stale)
{
	static const char *const formats[] = {
		[LOGIN_NONE] = "%s%u%s",
		[LOGIN_MD5] = "WWW-Authenticate: Digest realm=\"%s\", nonce=\"n%u\", "
			      "qop=\"auth\", algorithm=MD5%s\r\n",
		[LOGIN_SHA256] =
			"WWW-Authenticate: Digest realm=\"%s\", nonce=\"n%u\", "
			"algorithm=SHA-256, qop=\"auth,auth-int\"%s\r\n",
		[LOGIN_OLD] =
			"WWW-Authenticate: Digest realm=\"%s\", nonce=\"n%u\"%s\r\n",
		[LOGIN_BASIC] = "WWW-Authenticate: Basic realm=\"%s%u\"%s\r\n",
	};
	char headers[1024];
	size_t len = 0;

	s->nonce++;
	s->nonce_used = 0;
	if (s->config.login == LOGIN_BOTH)
		len = (size_t)snprintf(headers, sizeof(headers), formats[LOGIN_MD5],
			"gate", s->nonce, stale ? ", stale=\"TRUE\"" : "");
	snprintf(headers + len, sizeof(headers) - len,
		formats[s->config.login == LOGIN_BOTH ? LOGIN_SHA256 : s->config.login],
		"gate", s->nonce, stale ? ", stale=\"TRUE\"" : "");
	answer(s, c, "401 Unauthorized", headers, "who are you?");
}

bool server_let_in(struct test_server *s, struct connection *c, const char *method,
	const char *path)
{
	struct test_digest_login login = {
		.method = method, .path = path, .password = s->config.password};
	const char *header = strcasestr(c->in, "\r\nAuthorization: ");

	tell(s, method, path, header ? " login" : "");
	if (s->config.login == LOGIN_NONE)
		return true;
	if (!header) {
		challenge(s, c, false);
		return false;
	}
	server_count(s, SEEN_LOGINS, 1);
	snprintf(login.nonce, sizeof(login.nonce), "n%u", s->nonce);
	switch (test_digest_check(header, &login)) {
	case TEST_DIGEST_WRONG:
		server_count(s, SEEN_FAILED_LOGINS, 1);
		challenge(s, c, false);
		return false;
	case TEST_DIGEST_OLD_NONCE:
		challenge(s, c, !s->config.silent_expiry);
		return false;
	case TEST_DIGEST_RIGHT: break;
	}
	if (s->config.nonce_uses && s->nonce_used >= s->config.nonce_uses) {
		challenge(s, c, !s->config.silent_expiry);
		return false;
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

void server_serve(struct test_server *s, struct connection *c, const char *method,
	const char *path, const char *body)
{
	static const char stream_head[] =
		"HTTP/1.1 200 OK\r\nKeep-Alive: timeout=60\r\n"
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n";
	char echo[REQUEST_MAX + 64];

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
