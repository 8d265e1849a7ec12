/* SPDX-License-Identifier: Apache-2.0 */
/* host-address.c - the numeric address of a host, followed as it changes. */

#include "host-address.h"

#include "reactor.h"
#include "resolver.h"

#include <stdio.h>
#include <string.h>

enum {
	ASK_LIMIT_MS = 5000,
	ASK_AGAIN_MS = 60 * 1000,
	ASK_SOON_MS = 10 * 1000, /* there was no answer */
};

static void ask(void *user);

/* "[2001:db8::7],192.0.2.7": the first IPv4 address, else the first. */
static void pick(const char *addresses, char *address, size_t cap)
{
	const char *best = addresses;
	size_t len;

	for (const char *a = addresses; a; a = strchr(a, ',')) {
		a += *a == ',';
		if (*a != '[') {
			best = a;
			break;
		}
	}
	best += *best == '[';
	len = strcspn(best, ",]");
	snprintf(address, cap, "%.*s", (int)len, best);
}

static void answered(int err, const char *addresses, void *user)
{
	struct host_address *h = user;
	char address[sizeof(h->address)] = "";

	resolver_destroy(h->resolver);
	h->resolver = NULL;
	timer_start(reactor_timers(h->reactor), &h->again,
		err ? ASK_SOON_MS : ASK_AGAIN_MS, ask, h);
	if (!err)
		pick(addresses, address, sizeof(address));
	if (!*address || !strcmp(address, h->address))
		return;
	memcpy(h->address, address, sizeof(address));
	h->changed(h->user);
}

static void ask(void *user)
{
	struct host_address *h = user;

	if (resolver_create(
		    h->reactor, h->host, ASK_LIMIT_MS, NULL, answered, h, &h->resolver))
		timer_start(reactor_timers(h->reactor), &h->again, ASK_SOON_MS, ask, h);
}

void host_address_start(struct host_address *h, struct reactor *r, const char *host,
	void (*changed)(void *user), void *user)
{
	*h = (struct host_address){.reactor = r, .changed = changed, .user = user};
	snprintf(h->host, sizeof(h->host), "%s", host);
	if (!strcmp(host, "localhost"))
		host = "127.0.0.1";
	if (resolver_knows(host))
		snprintf(h->address, sizeof(h->address), "%.63s", host);
	else
		ask(h);
}

void host_address_finish(struct host_address *h)
{
	if (!h->reactor)
		return;
	resolver_destroy(h->resolver);
	timer_stop(&h->again);
	*h = (struct host_address){0};
}
