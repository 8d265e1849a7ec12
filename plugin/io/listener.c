/* SPDX-License-Identifier: Apache-2.0 */
/* listener.c - a TCP port that one peer, and nobody else, may send messages to. */

#include "listener.h"

#include "buffer.h"
#include "reactor.h"
#include "timers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	BACKLOG = 16,
	READ_SIZE = 2048,
	BREATH_MS = 1000, /* without descriptors, before the next try */
};

struct guest {
	struct listener *listener;
	int fd; /**< -1: a free place */
	struct watch *watch;
	struct timer deadline;
	struct buffer in;
	union address from;
	uint64_t number; /**< in the order they came */
	bool delivered;  /**< it has brought a message, and nothing since */
};

struct listener {
	struct reactor *reactor;
	int fd;
	struct watch *watch;
	struct peers peers;
	char address[LISTENER_ADDRESS_MAX + 1];
	unsigned port;
	struct listener_rules rules;
	const struct listener_ops *ops;
	void *user;
	struct timer
		breath; /**< runs while nobody is let in, for want of descriptors */
	uint64_t accepted;
	struct guest guests[LISTENER_GUESTS_MAX];
};

/* ---- guests ---- */

unsigned guest_place(const struct guest *g)
{
	return (unsigned)(g - g->listener->guests);
}

static void drop(struct guest *g)
{
	struct listener *l = g->listener;

	if (g->fd < 0)
		return;
	watch_destroy(g->watch);
	timer_stop(&g->deadline);
	buffer_finish(&g->in);
	close(g->fd);
	g->watch = NULL;
	g->fd = -1;
	if (l->ops->gone)
		l->ops->gone(guest_place(g), l->user);
}

static void on_deadline(void *user)
{
	drop(user);
}

static void arm(struct guest *g, unsigned ms)
{
	timer_start(
		reactor_timers(g->listener->reactor), &g->deadline, ms, on_deadline, g);
}

void guest_delivered(struct guest *g)
{
	g->delivered = true;
	arm(g, g->listener->rules.between_ms);
}

void guest_hush(struct guest *g)
{
	(void)shutdown(g->fd, SHUT_WR);
}

int guest_answer(struct guest *g, struct bytes answer)
{
	ssize_t n = send(g->fd, answer.data, answer.len, MSG_DONTWAIT | MSG_NOSIGNAL);

	return n == (ssize_t)answer.len ? 0 : -EPIPE;
}

/* What is left behind a message is the beginning of the next.
 * @return false: not wanted any more */
static bool hand_on(struct guest *g)
{
	struct listener *l = g->listener;
	ssize_t used;

	do {
		used = l->ops->data(g, buffer_bytes(&g->in), l->user);
		if (used < 0)
			return false;
		buffer_consume(&g->in, (size_t)used);
	} while (used && g->in.len);
	if (g->in.len && g->delivered) {
		g->delivered = false;
		arm(g, l->rules.message_ms);
	}
	return g->in.len < l->rules.untaken_max;
}

static void readable(int fd, int events, void *user)
{
	struct guest *g = user;
	char bytes[READ_SIZE];
	ssize_t n = recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		drop(g);
		return;
	}
	if (g->delivered) {
		g->delivered = false;
		arm(g, g->listener->rules.message_ms);
	}
	if (buffer_append(&g->in, (struct bytes){bytes, (size_t)n}) || !hand_on(g))
		drop(g);
}

/* ---- the port ---- */

/* A free place; else that of the oldest, first of one that has done its work. */
static struct guest *make_room(struct listener *l)
{
	struct guest *oldest = &l->guests[0];

	for (unsigned i = 0; i < l->rules.guests; i++) {
		struct guest *g = &l->guests[i];

		if (g->fd < 0)
			return g;
		if (g->delivered != oldest->delivered ? g->delivered
						      : g->number < oldest->number)
			oldest = g;
	}
	drop(oldest);
	return oldest;
}

static void welcome(struct listener *l, int fd, const union address *from)
{
	struct guest *g = make_room(l);

	g->number = l->accepted++;
	g->delivered = false;
	g->from = *from;
	if (watch_create(l->reactor, fd, WATCH_READ, readable, g, &g->watch)) {
		close(fd);
		return;
	}
	g->fd = fd;
	arm(g, l->rules.message_ms);
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
		if (peers_have(&l->peers, &from))
			welcome(l, guest, &from);
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
	union address local;
	socklen_t size = sizeof(local);
	int one = 1, err = peers_facing(&l->peers, &local);

	if (!err)
		err = address_print(&local, l->address);
	if (err)
		return err;
	address_set_port(&local, port);
	l->fd = socket(
		local.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (l->fd < 0 ||
		setsockopt(l->fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) < 0 ||
		bind(l->fd, &local.any, address_size(&local)) < 0 ||
		listen(l->fd, BACKLOG) < 0 || getsockname(l->fd, &local.any, &size) < 0)
		return -errno;
	l->port = address_port(&local);
	return 0;
}

int listener_follow(struct listener *l, const char *text)
{
	char facing[LISTENER_ADDRESS_MAX + 1];
	union address local;
	struct peers peers;
	int err = peers_parse(text, &peers);

	if (!err)
		err = peers_facing(&peers, &local);
	if (!err)
		err = address_print(&local, facing);
	if (err)
		return err;
	if (strcmp(facing, l->address))
		return -EADDRNOTAVAIL;
	l->peers = peers;
	for (unsigned i = 0; i < l->rules.guests; i++)
		if (!peers_have(&peers, &l->guests[i].from))
			drop(&l->guests[i]);
	return 0;
}

/* ---- life ---- */

int listener_create(struct reactor *r, const char *peers, unsigned port,
	const struct listener_rules *rules, const struct listener_ops *ops, void *user,
	struct listener **ret_listener)
{
	struct listener *l;
	int err;

	if (!rules->guests || rules->guests > LISTENER_GUESTS_MAX || port > 65535)
		return -EINVAL;
	l = calloc(1, sizeof(*l));
	if (!l)
		return -ENOMEM;
	*l = (struct listener){
		.reactor = r, .fd = -1, .rules = *rules, .ops = ops, .user = user};
	for (unsigned i = 0; i < rules->guests; i++) {
		l->guests[i].listener = l;
		l->guests[i].fd = -1;
		buffer_init(&l->guests[i].in, rules->untaken_max + READ_SIZE);
	}
	err = peers_parse(peers, &l->peers);
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
	for (unsigned i = 0; i < l->rules.guests; i++)
		drop(&l->guests[i]);
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
