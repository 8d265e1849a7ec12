/* SPDX-License-Identifier: Apache-2.0 */
/* socket-birth.h - be there when libre makes a socket.
 *
 * libre shows nobody the sockets of its SIP transports. But what may come in must be
 * settled before they are bound, and looked at before libre does. */
#ifndef GATEHOUSE_SOCKET_BIRTH_H
#define GATEHOUSE_SOCKET_BIRTH_H

struct udp_sock;

/** Between begin() and end(), for the thread that calls: one call of libre's. */
struct socket_birth {
	/** A socket is about to be bound. @return 0, or -errno: bind() fails with it */
	int (*bind)(int fd, void *user);
	void *user;
	struct udp_sock *udp; /**< what udp_listen() made; borrowed; NULL: nothing */
};

void socket_birth_begin(struct socket_birth *b);
void socket_birth_end(void);

#endif
