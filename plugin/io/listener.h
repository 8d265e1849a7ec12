/* SPDX-License-Identifier: Apache-2.0 */
/* listener.h - a TCP port that one peer, and nobody else, may send messages to.
 *
 * For devices that push. Listens on the one local address that faces the peer; what comes
 * from an address that is not the peer's is closed unread. A connection, a guest, may bring
 * its bytes in pieces, and more than one message. Bounded: so many guests at a time (a new
 * one takes the place of the oldest, first of one that has brought its message), so many
 * bytes that nobody takes, and so much time for a message.
 *
 * Loop thread only. After listener_destroy() returns, no callback runs. A callback does
 * not destroy the listener. */
#ifndef GATEHOUSE_LISTENER_H
#define GATEHOUSE_LISTENER_H

#include "bytes.h"
#include "peers.h"

struct guest;
struct listener;
struct reactor;

enum {
	LISTENER_GUESTS_MAX = 8,
	LISTENER_ADDRESS_MAX = PEERS_TEXT_MAX,
};

/** What is allowed. */
struct listener_rules {
	unsigned guests; /**< at a time, at most LISTENER_GUESTS_MAX */
	size_t untaken_max; /**< one that has sent so much, and nobody took it, is closed */
	unsigned message_ms; /**< for a message, from its beginning */
	unsigned between_ms; /**< from its end to the beginning of the next */
};

/** What a listener tells its owner. */
struct listener_ops {
	/** What a guest has sent so far and nobody has taken. Mandatory.
	 * @return >= 0 bytes that are done with; <0: close it */
	ssize_t (*data)(struct guest *g, struct bytes in, void *user);
	/** Its place is free again; also from listener_destroy(). Optional. */
	void (*gone)(unsigned place, void *user);
};

/** @param peers  as peers_parse()
 *  @param port   0: the system chooses
 *  @param rules  copied
 *  @return 0, -EINVAL, -EADDRINUSE, -ENETUNREACH, -EMFILE, -ENOMEM... */
int listener_create(struct reactor *r, const char *peers, unsigned port,
	const struct listener_rules *rules, const struct listener_ops *ops, void *user,
	struct listener **ret_listener);
void listener_destroy(struct listener *l); /**< NULL is ignored */

/** The peer has other addresses now. Guests from those it had before are closed.
 * @return 0; -EADDRNOTAVAIL: another address of ours faces it now, and nothing was
 *         changed; as peers_parse(), peers_facing() */
int listener_follow(struct listener *l, const char *peers);

unsigned listener_port(const struct listener *l);
const char *listener_address(const struct listener *l); /**< ours, without a zone */

/* From listener_ops.data. */

unsigned guest_place(const struct guest *g); /**< below `guests` */
void guest_delivered(struct guest *g);       /**< a message is whole */
void guest_hush(struct guest *g);            /**< nothing will be answered: tell it */

/** Answer, in few bytes.
 * @return 0; -EPIPE: they did not all fit: it is to be closed */
int guest_answer(struct guest *g, struct bytes answer);

#endif
