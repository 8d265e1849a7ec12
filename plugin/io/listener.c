/* SPDX-License-Identifier: Apache-2.0 */
/* listener.c - a TCP port that one peer, and nobody else, may send messages to. */

#include "listener.h"

#include "buffer.h"
#include "reactor.h"
#include "timers.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	BACKLOG = 16,
	READ_SIZE = 2048,
	BREATH_MS = 1000, /* without descriptors, before the next try */
	DISCARD_PORT = 9, /* any: nothing is sent */
};

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

struct connection {
	struct listener *listener;
	int fd; /**< -1: free */
	struct watch *watch;
	struct timer deadline;
	struct buffer in;
	uint64_t number; /**< in the order they came */
	bool delivered;  /**< it has brought a message, and nothing since */
};

struct listener {
	struct reactor *reactor;
	int fd;
	struct watch *watch;
	union address peer;
	char address[LISTENER_ADDRESS_MAX + 1];
	unsigned port;
	size_t message_max;
	listener_fn *data;
	void *user;
	struct timer
		breath; /**< runs while nobody is let in, for want of descriptors */
	uint64_t accepted;
	struct connection connections[LISTENER_CONNECTIONS];
};

/* ---- addresses ---- */

static socklen_t size_of(const union address *a)
{
	return a->any.sa_family == AF_INET ? sizeof(a->v4) : sizeof(a->v6);
}

static int parse(const char *text, unsigned port, union address *ret_address)
{
	struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST, .ai_socktype = SOCK_STREAM};
	struct addrinfo *found;

	if (getaddrinfo(text, NULL, &hints, &found))
		return -EINVAL;
	memset(ret_address, 0, sizeof(*ret_address));
	memcpy(ret_address, found->ai_addr, found->ai_addrlen);
	freeaddrinfo(found);
	if (ret_address->any.sa_family == AF_INET)
		ret_address->v4.sin_port = htons((uint16_t)port);
	else
		ret_address->v6.sin6_port = htons((uint16_t)port);
	return 0;
}

static bool same_host(const union address *a, const union address *b)
{
	if (a->any.sa_family != b->any.sa_family)
		return false;
	if (a->any.sa_family == AF_INET)
		return a->v4.sin_addr.s_addr == b->v4.sin_addr.s_addr;
	return !memcmp(&a->v6.sin6_addr, &b->v6.sin6_addr, sizeof(a->v6.sin6_addr)) &&
	       a->v6.sin6_scope_id == b->v6.sin6_scope_id;
}

/* Connecting a datagram socket asks the routing table, and nobody else. */
static int find_facing(const union address *peer, union address *ret_local)
{
	socklen_t size = sizeof(*ret_local);
	int fd = socket(peer->any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0), err = 0;

	if (fd < 0)
		return -errno;
	if (connect(fd, &peer->any, size_of(peer)) < 0 ||
		getsockname(fd, &ret_local->any, &size) < 0)
		err = -errno;
	close(fd);
	return err;
}

static int to_text(const union address *a, char *text)
{
	if (getnameinfo(&a->any, size_of(a), text, LISTENER_ADDRESS_MAX + 1, NULL, 0,
		    NI_NUMERICHOST))
		return -EINVAL;
	text[strcspn(text, "%")] = '\0'; /* the peer does not know our zones */
	return 0;
}

int listener_facing(const char *peer, char *address)
{
	union address a, local = {0};
	int err = parse(peer, DISCARD_PORT, &a);

	if (!err)
		err = find_facing(&a, &local);
	return err ? err : to_text(&local, address);
}

/* ---- connections ---- */

static void drop(struct connection *c)
{
	if (c->fd < 0)
		return;
	watch_destroy(c->watch);
	timer_stop(&c->deadline);
	buffer_finish(&c->in);
	close(c->fd);
	c->watch = NULL;
	c->fd = -1;
}

static void on_deadline(void *user)
{
	drop(user);
}

static void arm(struct connection *c)
{
	timer_start(reactor_timers(c->listener->reactor), &c->deadline,
		LISTENER_DEADLINE_MS, on_deadline, c);
}

/* Hand on what is whole. @return false: not wanted any more */
static bool deliver(struct connection *c)
{
	while (c->in.len) {
		ssize_t used =
			c->listener->data(buffer_bytes(&c->in), c->listener->user);

		if (used < 0)
			return false;
		if (!used)
			return true;
		buffer_consume(&c->in, (size_t)used);
		(void)shutdown(c->fd, SHUT_WR); /* nothing will be answered */
		c->delivered = !c->in.len;
		arm(c);
	}
	return true;
}

static void readable(int fd, int events, void *user)
{
	struct connection *c = user;
	char bytes[READ_SIZE];
	ssize_t n = recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		drop(c);
		return;
	}
	c->delivered = false;
	if (buffer_append(&c->in, (struct bytes){bytes, (size_t)n}) || !deliver(c) ||
		c->in.len >= c->listener->message_max)
		drop(c);
}

/* ---- the port ---- */

/* A free place; else that of the oldest, first of one that has done its work. */
static struct connection *make_room(struct listener *l)
{
	struct connection *oldest = &l->connections[0];

	for (int i = 0; i < LISTENER_CONNECTIONS; i++) {
		struct connection *c = &l->connections[i];

		if (c->fd < 0)
			return c;
		if (c->delivered != oldest->delivered ? c->delivered
						      : c->number < oldest->number)
			oldest = c;
	}
	drop(oldest);
	return oldest;
}

static void welcome(struct listener *l, int fd)
{
	struct connection *c = make_room(l);

	c->listener = l;
	c->number = l->accepted++;
	c->delivered = false;
	if (watch_create(l->reactor, fd, WATCH_READ, readable, c, &c->watch)) {
		close(fd);
		return;
	}
	c->fd = fd;
	arm(c);
}

static void breathe(void *user)
{
	struct listener *l = user;

	(void)watch_change(l->watch, WATCH_READ);
}

static void knock(int fd, int events, void *user)
{
	struct listener *l = user;
	union address from = {0};
	socklen_t size = sizeof(from);
	int guest = accept4(fd, &from.any, &size, SOCK_CLOEXEC | SOCK_NONBLOCK);

	if (guest >= 0) {
		if (same_host(&from, &l->peer))
			welcome(l, guest);
		else
			close(guest);
	} else if (errno == EMFILE || errno == ENFILE || errno == ENOMEM ||
		   errno == ENOBUFS) {
		(void)watch_change(l->watch, 0);
		timer_start(
			reactor_timers(l->reactor), &l->breath, BREATH_MS, breathe, l);
	}
}

static int bind_and_listen(struct listener *l, unsigned port)
{
	union address local = {0};
	socklen_t size = sizeof(local);
	int one = 1, err = find_facing(&l->peer, &local);

	if (!err)
		err = to_text(&local, l->address);
	if (err)
		return err;
	if (local.any.sa_family == AF_INET)
		local.v4.sin_port = htons((uint16_t)port);
	else
		local.v6.sin6_port = htons((uint16_t)port);
	l->fd = socket(
		local.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (l->fd < 0 ||
		setsockopt(l->fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) < 0 ||
		bind(l->fd, &local.any, size_of(&local)) < 0 ||
		listen(l->fd, BACKLOG) < 0 || getsockname(l->fd, &local.any, &size) < 0)
		return -errno;
	l->port = ntohs(local.any.sa_family == AF_INET ? local.v4.sin_port
						       : local.v6.sin6_port);
	return 0;
}

/* ---- life ---- */

int listener_create(struct reactor *r, const char *peer, unsigned port,
	size_t message_max, listener_fn *data, void *user,
	struct listener **ret_listener)
{
	struct listener *l = calloc(1, sizeof(*l));
	int err;

	if (!l)
		return -ENOMEM;
	l->reactor = r;
	l->fd = -1;
	l->message_max = message_max;
	l->data = data;
	l->user = user;
	for (int i = 0; i < LISTENER_CONNECTIONS; i++) {
		l->connections[i].fd = -1;
		buffer_init(&l->connections[i].in, message_max + READ_SIZE);
	}
	err = port > 65535 ? -EINVAL : parse(peer, DISCARD_PORT, &l->peer);
	if (!err)
		err = bind_and_listen(l, port);
	if (!err)
		err = watch_create(r, l->fd, WATCH_READ, knock, l, &l->watch);
	if (err) {
		listener_destroy(l);
		return err;
	}
	*ret_listener = l;
	return 0;
}

void listener_destroy(struct listener *l)
{
	if (!l)
		return;
	watch_destroy(l->watch);
	timer_stop(&l->breath);
	for (int i = 0; i < LISTENER_CONNECTIONS; i++)
		drop(&l->connections[i]);
	if (l->fd >= 0)
		close(l->fd);
	free(l);
}

unsigned listener_port(const struct listener *l)
{
	return l->port;
}

const char *listener_address(const struct listener *l)
{
	return l->address;
}
