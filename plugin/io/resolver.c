/* SPDX-License-Identifier: Apache-2.0 */
/* resolver.c - host name -> addresses, on the loop, through c-ares. */

#include "resolver.h"

#include "reactor.h"
#include "timers.h"

#include <ares.h>
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SOCKETS_MAX = 16, TRY_MS = 1500, TRIES = 3, ADDRESSES_MAX = 8 };

struct resolver {
	struct reactor *reactor;
	ares_channel channel;
	struct watch *watches[SOCKETS_MAX];
	ares_socket_t sockets[SOCKETS_MAX]; /* of the watch in the same place */
	struct timer retry;                 /* c-ares' own time */
	struct timer limit;
	struct deferred answered;
	int err;
	char addresses[ADDRESSES_MAX * (INET6_ADDRSTRLEN + 3)];
	resolver_fn *done;
	void *user;
};

static void process(struct resolver *r, ares_socket_t in, ares_socket_t out);

static void on_socket(int fd, int events, void *user)
{
	process(user, events & WATCH_READ ? fd : ARES_SOCKET_BAD,
		events & WATCH_WRITE ? fd : ARES_SOCKET_BAD);
}

static void on_retry(void *user)
{
	process(user, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}

static void arm(struct resolver *r)
{
	struct timeval left;

	if (!ares_timeout(r->channel, NULL, &left)) {
		timer_stop(&r->retry);
		return;
	}
	timer_start(reactor_timers(r->reactor), &r->retry,
		(unsigned)(left.tv_sec * 1000 + left.tv_usec / 1000 + 1), on_retry, r);
}

static void process(struct resolver *r, ares_socket_t in, ares_socket_t out)
{
	ares_process_fd(r->channel, in, out);
	arm(r);
}

/* c-ares tells which of its sockets it waits for. When a watch cannot be had, the limit
 * ends the matter. */
static void want_socket(void *user, ares_socket_t fd, int readable, int writable)
{
	struct resolver *r = user;
	int events = (readable ? WATCH_READ : 0) | (writable ? WATCH_WRITE : 0);
	struct watch **free_place = NULL;

	for (int i = 0; i < SOCKETS_MAX; i++) {
		struct watch **w = &r->watches[i];

		if (!*w) {
			free_place = free_place ? free_place : w;
			continue;
		}
		if (r->sockets[i] != fd)
			continue;
		if (events) {
			(void)watch_change(*w, events);
		} else {
			watch_destroy(*w);
			*w = NULL;
		}
		return;
	}
	if (!events || !free_place)
		return;
	r->sockets[free_place - r->watches] = fd;
	(void)watch_create(r->reactor, fd, events, on_socket, r, free_place);
}

static void deliver(void *user)
{
	struct resolver *r = user;

	r->done(r->err, r->addresses, r->user);
}

static void finish(struct resolver *r, int err)
{
	timer_stop(&r->limit);
	r->err = err;
	reactor_defer(r->reactor, &r->answered, deliver, r);
}

static void on_limit(void *user)
{
	finish(user, -ETIMEDOUT);
}

static void add_address(struct resolver *r, const struct sockaddr *a)
{
	char text[INET6_ADDRSTRLEN];
	size_t len = strlen(r->addresses);
	bool v6 = a->sa_family == AF_INET6;
	const void *raw =
		v6 ? (const void *)&((const struct sockaddr_in6 *)a)->sin6_addr
		   : (const void *)&((const struct sockaddr_in *)a)->sin_addr;

	if (sizeof(r->addresses) - len < INET6_ADDRSTRLEN + 3)
		return;
	if (inet_ntop(a->sa_family, raw, text, sizeof(text)))
		snprintf(r->addresses + len, sizeof(r->addresses) - len,
			v6 ? "%s[%s]" : "%s%s", len ? "," : "", text);
}

static void on_answer(void *user, int status, int timeouts, struct ares_addrinfo *list)
{
	struct resolver *r = user;

	(void)timeouts;
	for (struct ares_addrinfo_node *n = list ? list->nodes : NULL; n;
		n = n->ai_next)
		if (n->ai_family == AF_INET || n->ai_family == AF_INET6)
			add_address(r, n->ai_addr);
	ares_freeaddrinfo(list);
	switch (status) {
	case ARES_EDESTRUCTION: break; /* nobody waits any more */
	case ARES_SUCCESS: finish(r, r->addresses[0] ? 0 : -ENOENT); break;
	case ARES_ENOTFOUND:
	case ARES_ENODATA:
	case ARES_EBADNAME: finish(r, -ENOENT); break;
	case ARES_ETIMEOUT: finish(r, -ETIMEDOUT); break;
	case ARES_ENOMEM: finish(r, -ENOMEM); break;
	default: finish(r, -EIO); break;
	}
}

static int open_channel(struct resolver *r, const char *servers)
{
	struct ares_options options = {.timeout = TRY_MS,
		.tries = TRIES,
		.sock_state_cb = want_socket,
		.sock_state_cb_data = r};

	/* A channel per question: so resolv.conf is read anew when the network changed. */
	if (ares_init_options(&r->channel, &options,
		    ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB))
		return -ENOMEM;
	if (servers && ares_set_servers_ports_csv(r->channel, servers))
		return -EIO;
	return 0;
}

int resolver_create(struct reactor *reactor, const char *host, unsigned limit_ms,
	const char *servers, resolver_fn *done, void *user,
	struct resolver **ret_resolver)
{
	struct ares_addrinfo_hints hints = {.ai_family = AF_UNSPEC,
		.ai_socktype = SOCK_STREAM,
		.ai_flags = ARES_AI_NOSORT};
	struct resolver *r = calloc(1, sizeof(*r));
	int err;

	if (!r)
		return -ENOMEM;
	r->reactor = reactor;
	r->done = done;
	r->user = user;
	err = open_channel(r, servers);
	if (err) {
		resolver_destroy(r);
		return err;
	}
	timer_start(reactor_timers(reactor), &r->limit, limit_ms, on_limit, r);
	ares_getaddrinfo(r->channel, host, NULL, &hints, on_answer, r);
	arm(r);
	*ret_resolver = r;
	return 0;
}

void resolver_destroy(struct resolver *r)
{
	if (!r)
		return;
	if (r->channel)
		ares_destroy(r->channel);
	for (int i = 0; i < SOCKETS_MAX; i++)
		watch_destroy(r->watches[i]);
	timer_stop(&r->retry);
	timer_stop(&r->limit);
	deferred_cancel(&r->answered);
	free(r);
}

bool resolver_knows(const char *host)
{
	unsigned char raw[sizeof(struct in6_addr)];
	char text[INET6_ADDRSTRLEN];
	size_t len = strcspn(host, "%");

	if (!strcasecmp(host, "localhost") || inet_pton(AF_INET, host, raw) == 1)
		return true;
	if (len >= sizeof(text))
		return false;
	memcpy(text, host, len);
	text[len] = '\0';
	return inet_pton(AF_INET6, text, raw) == 1;
}
