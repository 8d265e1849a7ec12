/* SPDX-License-Identifier: Apache-2.0 */
/* listener.h - a TCP port that one peer, and nobody else, may send messages to.
 *
 * For devices that push. Listens on the one local address that faces the peer; what comes
 * from another address is closed unread. A connection may bring its bytes in pieces, and
 * more than one message. With its first message it is told, by a FIN, that nothing will be
 * answered; what it still sends is read. Bounded: LISTENER_CONNECTIONS at a time (a new
 * one takes the place of the oldest, first of one that has brought its message), so many
 * bytes and so much time for a message.
 *
 * Loop thread only. After listener_destroy() returns, no callback runs. A callback does
 * not destroy the listener. */
#ifndef GATEHOUSE_LISTENER_H
#define GATEHOUSE_LISTENER_H

#include "bytes.h"

struct listener;
struct reactor;

enum {
	LISTENER_CONNECTIONS = 4,
	LISTENER_DEADLINE_MS = 5000, /**< from its beginning, or its last message */
	LISTENER_ADDRESS_MAX = 63,
};

/** What one connection has sent so far and nobody has taken.
 * @return >0 bytes of one message, to consume; 0 more are needed; <0 close it */
typedef ssize_t listener_fn(struct bytes in, void *user);

/** The address of ours that a packet to `peer` would leave from. Sends nothing.
 * @param peer     IPv4 or IPv6, as text, with %zone where it needs one
 * @param address  of LISTENER_ADDRESS_MAX + 1 bytes; without a zone
 * @return 0, -EINVAL (no address), -ENETUNREACH and the like (no way there) */
int listener_facing(const char *peer, char *address);

/** @param port         0: the system chooses
 *  @param message_max  a connection that has sent so much without a message is closed
 *  @return 0, -EINVAL, -EADDRINUSE, -ENETUNREACH, -EMFILE, -ENOMEM... */
int listener_create(struct reactor *r, const char *peer, unsigned port,
	size_t message_max, listener_fn *data, void *user,
	struct listener **ret_listener);
void listener_destroy(struct listener *l); /**< NULL is ignored */

unsigned listener_port(const struct listener *l);
const char *listener_address(const struct listener *l); /**< as listener_facing() */

#endif
