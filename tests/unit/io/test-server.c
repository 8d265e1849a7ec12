/* SPDX-License-Identifier: Apache-2.0 */
/* test-server.c - a small HTTP server for tests: one thread, plain sockets. */

#include "test-server-private.h"

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

void server_count(struct test_server *s, enum seen_what what, int by)
{
	pthread_mutex_lock(&s->lock);
	s->seen[what] += (unsigned)by;
	pthread_cond_broadcast(&s->changed);
	pthread_mutex_unlock(&s->lock);
}

static void drop(struct test_server *s, struct connection *c)
{
	if (c->streaming)
		server_count(s, SEEN_STREAMS, -1);
	close(c->fd);
	c->fd = -1;
	server_count(s, SEEN_OPEN, -1);
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

void server_put(struct connection *c, const char *text)
{
	put(c, text, strlen(text));
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
		if (server_let_in(s, c, method, path))
			server_serve(s, c, method, path, body);
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
		server_count(s, SEEN_CONNECTIONS, 1);
		server_count(s, SEEN_OPEN, 1);
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
			server_put(&s->connections[i], push);
	return cut;
}

static void each_connection(struct test_server *s, const struct pollfd *ready)
{
	bool cut = do_orders(s);

	for (int i = 0; i < CONNECTIONS_MAX; i++) {
		struct connection *c = &s->connections[i];

		if (c->fd < 0)
			continue;
		if (ready[i].fd == c->fd &&
			ready[i].revents & (POLLIN | POLLHUP | POLLERR))
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
		fds[CONNECTIONS_MAX] =
			(struct pollfd){.fd = s->listen_fd, .events = POLLIN};
		fds[CONNECTIONS_MAX + 1] =
			(struct pollfd){.fd = s->wake[0], .events = POLLIN};
		poll(fds, CONNECTIONS_MAX + 2, -1);
		if (fds[CONNECTIONS_MAX + 1].revents &&
			read(s->wake[0], bytes, 64) <= 0)
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
	struct sockaddr_in a = {
		.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t len = sizeof(a);

	s->config = *config;
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->changed, NULL);
	for (int i = 0; i < CONNECTIONS_MAX; i++)
		s->connections[i].fd = -1;
	s->listen_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (bind(s->listen_fd, (struct sockaddr *)&a, len) ||
		listen(s->listen_fd, 64) ||
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
	server_script_finish(s);
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

void test_server_ask_for(struct test_server *s, enum server_login login)
{
	pthread_mutex_lock(&s->lock);
	s->config.login = login;
	pthread_mutex_unlock(&s->lock);
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
