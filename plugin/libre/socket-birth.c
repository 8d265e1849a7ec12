/* SPDX-License-Identifier: Apache-2.0 */
/* socket-birth.c - be there when libre makes a socket: bind() and udp_listen(), as wraps.c.
 *
 * Rationale for what is of file scope here: libre hands nothing through that we could hang
 * a pointer on. It belongs to one thread, for the time of one call. */

#include "socket-birth.h"

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

struct sa;
struct mbuf;
typedef void received_fn(const struct sa *source, struct mbuf *mb, void *arg);

int __real_bind(int fd, const struct sockaddr *address, socklen_t len);
int __wrap_bind(int fd, const struct sockaddr *address, socklen_t len);
int __real_udp_listen(struct udp_sock **ret_sock, const struct sa *local,
	received_fn *received, void *arg);
int __wrap_udp_listen(struct udp_sock **ret_sock, const struct sa *local,
	received_fn *received, void *arg);

static _Thread_local struct socket_birth *watched;

void socket_birth_begin(struct socket_birth *b)
{
	b->udp = NULL;
	watched = b;
}

void socket_birth_end(void)
{
	watched = NULL;
}

int __wrap_bind(int fd, const struct sockaddr *address, socklen_t len)
{
	int err = watched ? watched->bind(fd, watched->user) : 0;

	if (err) {
		errno = -err;
		return -1;
	}
	return __real_bind(fd, address, len);
}

int __wrap_udp_listen(struct udp_sock **ret_sock, const struct sa *local,
	received_fn *received, void *arg)
{
	int err = __real_udp_listen(ret_sock, local, received, arg);

	if (!err && watched)
		watched->udp = *ret_sock;
	return err;
}
