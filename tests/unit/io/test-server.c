/* SPDX-License-Identifier: Apache-2.0 */
/* test-server.c - a small HTTP server for tests: one thread, plain sockets. */

#include "test-server.h"

#include "test-digest.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
	CONNECTIONS_MAX = 64,
	REQUEST_MAX = 16 * 1024,
	STORY_MAX = 64 * 1024,
	BIG_BYTES = 1024 * 1024 + 1,
	AWAIT_S = 10,
};

struct connection {
	int fd; /* -1: free */
	char in[REQUEST_MAX + 1];
	size_t in_len;
	bool streaming;
	bool flooding;
	bool closing;
};

struct test_server {
	struct server_config config;
	pthread_t thread;
	int listen_fd;
	unsigned port;
	int wake[2]; /* pipe: closed to stop, a byte to look again */
	struct connection connections[CONNECTIONS_MAX];
	unsigned nonce;      /* number of the nonce given out last */
	unsigned nonce_used; /* how often */

	pthread_mutex_t lock;
	pthread_cond_t changed;
	unsigned seen[SEEN_COUNT];
	char story[STORY_MAX], story_copy[STORY_MAX];
	char push[STORY_MAX]; /* for every stream */
	bool cut;
};

static void count(struct test_server *s, enum seen_what what, int by)
{
	pthread_mutex_lock(&s->lock);
	s->seen[what] += (unsigned)by;
	pthread_cond_broadcast(&s->changed);
	pthread_mutex_unlock(&s->lock);
}

static void tell(struct test_server *s, const char *method, const char *path,
	const char *login)
{
	size_t len;

	pthread_mutex_lock(&s->lock);
	len = strlen(s->story);
	snprintf(s->story + len, sizeof(s->story) - len, "%s %s%s;", method, path, login);
	pthread_mutex_unlock(&s->lock);
	count(s, SEEN_REQUESTS, 1);
}

static void drop(struct test_server *s, struct connection *c)
{
	if (c->streaming)
		count(s, SEEN_STREAMS, -1);
	close(c->fd);
	c->fd = -1;
	count(s, SEEN_OPEN, -1);
}

/* All of it; the peer reads. */
static void put(struct connection *c, const char *data, size_t len)
{
	while (len) {
		ssize_t n = send(c->fd, data, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EAGAIN) {
			struct pollfd p = {.fd = c->fd, .events = POLLOUT};

			poll(&p, 1, 1000);
			continue;
		}
		if (n <= 0) {
			c->closing = true;
			return;
		}
		data += n;
		len -= (size_t)n;
	}
}

static void put_text(struct connection *c, const char *text)
{
	put(c, text, strlen(text));
}

static void answer(struct test_server *s, struct connection *c, const char *status,
	const char *headers, const char *body)
{
	char head[2048];

	snprintf(head, sizeof(head),
		"HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n%s%s\r\n",
		status, strlen(body), headers,
		s->config.close_each ? "Connection: close\r\n" : "");
	put_text(c, head);
	put_text(c, body);
	c->closing |= s->config.close_each;
}

static void challenge(struct test_server *s, struct connection *c, bool stale)
{
	static const char *const formats[] = {
		[LOGIN_NONE] = "%s%u%s",
		[LOGIN_MD5] = "WWW-Authenticate: Digest realm=\"%s\", nonce=\"n%u\", "
			      "qop=\"auth\", algorithm=MD5%s\r\n",
		[LOGIN_SHA256] = "WWW-Authenticate: Digest realm=\"%s\", nonce=\"n%u\", "
				 "algorithm=SHA-256, qop=\"auth,auth-int\"%s\r\n",
		[LOGIN_OLD] = "WWW-Authenticate: Digest realm=\"%s\", nonce=\"n%u\"%s\r\n",
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

/* @return whether the request may be served; else it was refused */
static bool let_in(struct test_server *s, struct connection *c, const char *method,
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
	count(s, SEEN_LOGINS, 1);
	snprintf(login.nonce, sizeof(login.nonce), "n%u", s->nonce);
	switch (test_digest_check(header, &login)) {
	case TEST_DIGEST_WRONG:
		count(s, SEEN_FAILED_LOGINS, 1);
		challenge(s, c, false);
		return false;
	case TEST_DIGEST_OLD_NONCE: challenge(s, c, !s->config.silent_expiry); return false;
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
	count(s, SEEN_STREAMS, 1);
	put_text(c, head);
}

static void serve_big(struct test_server *s, struct connection *c)
{
	char *body = malloc(BIG_BYTES + 1);

	memset(body, 'x', BIG_BYTES);
	body[BIG_BYTES] = '\0';
	answer(s, c, "200 OK", "", body);
	free(body);
}

static void serve(struct test_server *s, struct connection *c, const char *method,
	const char *path, const char *body)
{
	static const char stream_head[] = "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=60\r\n"
					  "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
	char echo[REQUEST_MAX + 64];

	if (!strcmp(path, "/drop")) {
		c->closing = true;
	} else if (!strcmp(path, "/garbage")) {
		put_text(c, "door station at your service\r\n\r\n");
		c->closing = true;
	} else if (!strcmp(path, "/cut")) {
		put_text(c, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes.");
		c->closing = true;
	} else if (!strcmp(path, "/continue")) {
		put_text(c, "HTTP/1.1 100 Continue\r\n\r\n");
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

/* @return length of the whole request at the start of `in`, 0: not yet there */
static size_t whole_request(struct connection *c)
{
	const char *end = strstr(c->in, "\r\n\r\n");
	const char *length = strcasestr(c->in, "\r\nContent-Length:");
	size_t total;

	if (!end)
		return 0;
	total = (size_t)(end - c->in) + 4;
	if (length && length < end)
		total += strtoul(length + 17, NULL, 10);
	return c->in_len >= total ? total : 0;
}

static void handle_requests(struct test_server *s, struct connection *c)
{
	size_t len;

	while (!c->closing && !c->streaming && (len = whole_request(c))) {
		char method[16] = "", path[256] = "", body[REQUEST_MAX];
		const char *start = strstr(c->in, "\r\n\r\n") + 4;

		sscanf(c->in, "%15s %255s", method, path);
		snprintf(body, sizeof(body), "%.*s", (int)(c->in + len - start), start);
		if (let_in(s, c, method, path))
			serve(s, c, method, path, body);
		c->in_len -= len;
		memmove(c->in, c->in + len, c->in_len + 1);
	}
}

static void receive(struct test_server *s, struct connection *c)
{
	ssize_t n = recv(c->fd, c->in + c->in_len, REQUEST_MAX - c->in_len, 0);

	if (n <= 0) {
		c->closing = n == 0 || errno != EAGAIN;
		return;
	}
	c->in_len += (size_t)n;
	c->in[c->in_len] = '\0';
	handle_requests(s, c);
}

/* As much as the socket takes now, but let others have a turn too. */
static void flood(struct connection *c)
{
	static const char part[] = "--b\r\nContent-Type: text/plain\r\n"
				   "Content-Length: 40\r\n\r\n"
				   "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd\r\n";
	char block[sizeof(part) * 64];

	for (int i = 0; i < 64; i++)
		memcpy(block + i * (sizeof(part) - 1), part, sizeof(part) - 1);
	for (int i = 0; i < 256; i++)
		if (send(c->fd, block, 64 * (sizeof(part) - 1), MSG_NOSIGNAL) < 0) {
			c->closing = errno != EAGAIN;
			return;
		}
}

static void welcome(struct test_server *s)
{
	int fd = accept4(s->listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

	if (fd < 0)
		return;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
	for (int i = 0; i < CONNECTIONS_MAX; i++) {
		struct connection *c = &s->connections[i];

		if (c->fd >= 0)
			continue;
		memset(c, 0, sizeof(*c));
		c->fd = fd;
		count(s, SEEN_CONNECTIONS, 1);
		count(s, SEEN_OPEN, 1);
		return;
	}
	close(fd);
}

/* What other threads asked for: text on the streams; @return whether to cut. */
static bool do_orders(struct test_server *s)
{
	char push[STORY_MAX];
	bool cut;

	pthread_mutex_lock(&s->lock);
	cut = s->cut;
	s->cut = false;
	memcpy(push, s->push, sizeof(push));
	s->push[0] = '\0';
	pthread_mutex_unlock(&s->lock);
	for (int i = 0; i < CONNECTIONS_MAX && push[0]; i++)
		if (s->connections[i].fd >= 0 && s->connections[i].streaming)
			put_text(&s->connections[i], push);
	return cut;
}

static void each_connection(struct test_server *s, const struct pollfd *ready)
{
	bool cut = do_orders(s);

	for (int i = 0; i < CONNECTIONS_MAX; i++) {
		struct connection *c = &s->connections[i];

		if (c->fd < 0)
			continue;
		if (ready[i].fd == c->fd && ready[i].revents & (POLLIN | POLLHUP | POLLERR))
			receive(s, c);
		if (ready[i].fd == c->fd && ready[i].revents & POLLOUT && !c->closing)
			flood(c);
		if (c->closing || cut)
			drop(s, c);
	}
}

static void *server_main(void *user)
{
	struct test_server *s = user;
	struct pollfd fds[CONNECTIONS_MAX + 2];

	for (;;) {
		char bytes[64];

		for (int i = 0; i < CONNECTIONS_MAX; i++) {
			struct connection *c = &s->connections[i];

			fds[i] = (struct pollfd){.fd = c->fd,
				.events = c->flooding ? POLLIN | POLLOUT : POLLIN};
		}
		fds[CONNECTIONS_MAX] = (struct pollfd){.fd = s->listen_fd, .events = POLLIN};
		fds[CONNECTIONS_MAX + 1] = (struct pollfd){.fd = s->wake[0], .events = POLLIN};
		poll(fds, CONNECTIONS_MAX + 2, -1);
		if (fds[CONNECTIONS_MAX + 1].revents && read(s->wake[0], bytes, 64) <= 0)
			break;
		each_connection(s, fds);
		if (fds[CONNECTIONS_MAX].revents)
			welcome(s);
	}
	for (int i = 0; i < CONNECTIONS_MAX; i++)
		if (s->connections[i].fd >= 0)
			drop(s, &s->connections[i]);
	return NULL;
}

struct test_server *test_server_start(const struct server_config *config)
{
	struct test_server *s = calloc(1, sizeof(*s));
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t len = sizeof(a);

	s->config = *config;
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->changed, NULL);
	for (int i = 0; i < CONNECTIONS_MAX; i++)
		s->connections[i].fd = -1;
	s->listen_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (bind(s->listen_fd, (struct sockaddr *)&a, len) || listen(s->listen_fd, 64) ||
		getsockname(s->listen_fd, (struct sockaddr *)&a, &len) ||
		pipe2(s->wake, O_CLOEXEC))
		abort();
	s->port = ntohs(a.sin_port);
	if (pthread_create(&s->thread, NULL, server_main, s))
		abort();
	return s;
}

void test_server_stop(struct test_server *s)
{
	close(s->wake[1]);
	pthread_join(s->thread, NULL);
	close(s->wake[0]);
	close(s->listen_fd);
	pthread_mutex_destroy(&s->lock);
	pthread_cond_destroy(&s->changed);
	free(s);
}

unsigned test_server_port(const struct test_server *s)
{
	return s->port;
}

unsigned test_server_seen(struct test_server *s, enum seen_what what)
{
	unsigned n;

	pthread_mutex_lock(&s->lock);
	n = s->seen[what];
	pthread_mutex_unlock(&s->lock);
	return n;
}

bool test_server_await(struct test_server *s, enum seen_what what, unsigned n)
{
	bool exact = what == SEEN_OPEN || what == SEEN_STREAMS;
	struct timespec end;
	bool there;

	clock_gettime(CLOCK_REALTIME, &end);
	end.tv_sec += AWAIT_S;
	pthread_mutex_lock(&s->lock);
	while (!(there = exact ? s->seen[what] == n : s->seen[what] >= n))
		if (pthread_cond_timedwait(&s->changed, &s->lock, &end))
			break;
	pthread_mutex_unlock(&s->lock);
	return there;
}

const char *test_server_story(struct test_server *s)
{
	pthread_mutex_lock(&s->lock);
	memcpy(s->story_copy, s->story, sizeof(s->story));
	pthread_mutex_unlock(&s->lock);
	return s->story_copy;
}

void test_server_push(struct test_server *s, const char *text)
{
	size_t len;

	pthread_mutex_lock(&s->lock);
	len = strlen(s->push);
	snprintf(s->push + len, sizeof(s->push) - len, "%s", text);
	pthread_mutex_unlock(&s->lock);
	(void)!write(s->wake[1], "p", 1);
}

void test_server_cut(struct test_server *s)
{
	pthread_mutex_lock(&s->lock);
	s->cut = true;
	pthread_mutex_unlock(&s->lock);
	(void)!write(s->wake[1], "c", 1);
}
