/* SPDX-License-Identifier: Apache-2.0 */
/* peers.c - the addresses of one device, and the address of ours that faces it. */

#include "peers.h"

#include "bytes.h"

#include <errno.h>
#include <netdb.h>
#include <string.h>
#include <unistd.h>

enum { DISCARD_PORT = 9 /* any: nothing is sent */ };

socklen_t address_size(const union address *a)
{
	return a->any.sa_family == AF_INET ? sizeof(a->v4) : sizeof(a->v6);
}

unsigned address_port(const union address *a)
{
	return ntohs(a->any.sa_family == AF_INET ? a->v4.sin_port : a->v6.sin6_port);
}

void address_set_port(union address *a, unsigned port)
{
	if (a->any.sa_family == AF_INET)
		a->v4.sin_port = htons((uint16_t)port);
	else
		a->v6.sin6_port = htons((uint16_t)port);
}

int address_print(const union address *a, char text[PEERS_TEXT_MAX + 1])
{
	if (getnameinfo(&a->any, address_size(a), text, PEERS_TEXT_MAX + 1, NULL, 0,
		    NI_NUMERICHOST))
		return -EINVAL;
	text[strcspn(text, "%")] = '\0';
	return 0;
}

static int parse(struct bytes text, union address *ret_address)
{
	struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST, .ai_socktype = SOCK_STREAM};
	struct addrinfo *found;
	char word[PEERS_TEXT_MAX + 1];

	if (text.len && *text.data == '[' && text.data[text.len - 1] == ']')
		text = bytes_slice(text, 1, text.len - 2);
	if (!text.len || text.len > PEERS_TEXT_MAX)
		return -EINVAL;
	bytes_to_text(text, word, sizeof(word));
	if (getaddrinfo(word, NULL, &hints, &found))
		return -EINVAL;
	memset(ret_address, 0, sizeof(*ret_address));
	memcpy(ret_address, found->ai_addr, found->ai_addrlen);
	freeaddrinfo(found);
	address_set_port(ret_address, DISCARD_PORT);
	return 0;
}

int peers_parse(const char *text, struct peers *ret_peers)
{
	struct bytes rest = bytes_from(text);
	struct peers p = {.first = PEERS_MAX};

	do {
		ssize_t comma = bytes_find(rest, 0, BYTES(","));
		size_t len = comma < 0 ? rest.len : (size_t)comma;
		union address *a = &p.list[p.count];

		if (parse(bytes_slice(rest, 0, len), a))
			return -EINVAL;
		if (p.first == PEERS_MAX && a->any.sa_family == AF_INET)
			p.first = p.count;
		p.count++;
		rest = bytes_skip(rest, len + 1);
	} while (rest.len && p.count < PEERS_MAX);
	if (p.first == PEERS_MAX)
		p.first = 0;
	*ret_peers = p;
	return 0;
}

static bool is_same(const union address *a, const union address *b)
{
	if (a->any.sa_family != b->any.sa_family)
		return false;
	if (a->any.sa_family == AF_INET)
		return a->v4.sin_addr.s_addr == b->v4.sin_addr.s_addr;
	return !memcmp(&a->v6.sin6_addr, &b->v6.sin6_addr, sizeof(a->v6.sin6_addr)) &&
	       a->v6.sin6_scope_id == b->v6.sin6_scope_id;
}

bool peers_have(const struct peers *p, const union address *a)
{
	for (unsigned i = 0; i < p->count; i++)
		if (is_same(&p->list[i], a))
			return true;
	return false;
}

/* Connecting a datagram socket asks the routing table, and nobody else. */
int peers_facing(const struct peers *p, union address *ret_local)
{
	const union address *peer = &p->list[p->first];
	union address local = {0};
	socklen_t size = sizeof(local);
	int fd = socket(peer->any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0), err = 0;

	if (fd < 0)
		return -errno;
	if (connect(fd, &peer->any, address_size(peer)) < 0 ||
		getsockname(fd, &local.any, &size) < 0)
		err = -errno;
	close(fd);
	if (err)
		return err;
	address_set_port(&local, 0);
	*ret_local = local;
	return 0;
}
