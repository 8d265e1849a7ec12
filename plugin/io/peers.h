/* SPDX-License-Identifier: Apache-2.0 */
/* peers.h - the addresses of one device, and the address of ours that faces it. */
#ifndef GATEHOUSE_PEERS_H
#define GATEHOUSE_PEERS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <sys/socket.h>

enum { PEERS_MAX = 8, PEERS_TEXT_MAX = 63 };

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

struct peers {
	union address list[PEERS_MAX];
	unsigned count; /**< at least 1 */
	unsigned
		first; /**< the first IPv4 address, which old firmware understands; else
	                 * the first */
};

/** @param text  as resolver.h tells it, "192.0.2.7,[2001:db8::7]", or one address, with
 *               %zone where it needs one. Those beyond PEERS_MAX are left out
 *  @return 0, -EINVAL: one of them is no address */
int peers_parse(const char *text, struct peers *ret_peers);

bool peers_have(
	const struct peers *p, const union address *a); /**< whatever its port */

/** The address of ours that a packet to the first would leave from; port 0. Sends nothing.
 * @return 0, -ENETUNREACH and the like (no way there) */
int peers_facing(const struct peers *p, union address *ret_local);

socklen_t address_size(const union address *a);
unsigned address_port(const union address *a);
void address_set_port(union address *a, unsigned port);

/** Without a zone: the peer does not know ours.
 * @return 0, -EINVAL */
int address_print(const union address *a, char text[PEERS_TEXT_MAX + 1]);

#endif
