/* SPDX-License-Identifier: Apache-2.0 */
/* hole.c - addresses on loopback where a device should be, and is not well. */

#include "hole.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_PEERS = 256, QUEUE = 128 };

static const char half_a_body[] =
	"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n"
	"Content-Length: 5000\r\n\r\n<?xml version=\"1.0\"?>\n<Dev";

static const char no_login[] =
	"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nWWW-Authenticate: Digest "
	"realm=\"door\", qop=\"auth\", nonce=\"6e6f6e6365\", algorithm=MD5\r\n\r\n";

const char *hole_words(enum hole_kind kind)
{
	switch (kind) {
	case HOLE_CLOSED: return "a closed port";
	case HOLE_BACKLOG_FULL: return "connections that are never accepted";
	case HOLE_SILENT: return "a device that accepts and never answers";
	case HOLE_STALLED_BODY: return "a device that stops in the middle of a body";
	case HOLE_NO_LOGIN: return "a device that refuses every login";
	}
	return "nothing";
}

static int listen_on_loopback(int backlog, uint16_t *ret_port)
{
	struct sockaddr_in a = {
		.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -errno;
	if (bind(fd, (struct sockaddr *)&a, len) < 0 ||
		(backlog >= 0 && listen(fd, backlog) < 0) ||
		getsockname(fd, (struct sockaddr *)&a, &len) < 0) {
		int err = -errno;

		close(fd);
		return err;
	}
	*ret_port = ntohs(a.sin_port);
	return fd;
}

/* ------------------------------------------------------- the server's side ---- */

static void answer(int fd, enum hole_kind kind)
{
	const char *text = NULL;

	if (kind == HOLE_STALLED_BODY)
		text = half_a_body;
	else if (kind == HOLE_NO_LOGIN)
		text = no_login;
	if (text)
		(void)!send(fd, text, strlen(text), MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* Read what a peer says; a request that has been read whole is answered. */
static void serve_peer(struct pollfd *peer, enum hole_kind kind)
{
	char buf[4096];
	ssize_t len = recv(peer->fd, buf, sizeof(buf), MSG_DONTWAIT);

	if (len < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (len > 0) {
		answer(peer->fd, kind);
		return;
	}
	close(peer->fd);
	peer->fd = -1;
}

static void take_peer(struct pollfd *peers, int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

	for (unsigned i = 1; fd >= 0 && i < MAX_PEERS; i++) {
		if (peers[i].fd < 0) {
			peers[i] = (struct pollfd){.fd = fd, .events = POLLIN};
			return;
		}
	}
	if (fd >= 0)
		close(fd);
}

static void serve(int listener, enum hole_kind kind, volatile unsigned *visits)
{
	struct pollfd peers[MAX_PEERS];

	for (unsigned i = 0; i < MAX_PEERS; i++)
		peers[i] = (struct pollfd){.fd = -1, .events = POLLIN};
	peers[0].fd = listener;
	while (poll(peers, MAX_PEERS, -1) >= 0 || errno == EINTR) {
		if (peers[0].revents) {
			__atomic_add_fetch(visits, 1, __ATOMIC_SEQ_CST);
			take_peer(peers, listener);
		}
		for (unsigned i = 1; i < MAX_PEERS; i++) {
			if (peers[i].fd >= 0 && peers[i].revents)
				serve_peer(&peers[i], kind);
		}
	}
}

static int start_server(struct hole *h, int listener, enum hole_kind kind)
{
	pid_t parent = getpid();
	pid_t pid = fork();

	if (pid < 0)
		return -errno;
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (int fd = 0; fd < 256; fd++) {
			if (fd != listener)
				close(fd);
		}
		if (getppid() == parent)
			serve(listener, kind, h->visits);
		_exit(0);
	}
	h->server = pid;
	return 0;
}

/* -------------------------------------------------------- opening, closing ---- */

/* A queue of one, filled by ourselves: further connections get no answer. */
static int fill_backlog(struct hole *h)
{
	struct sockaddr_in a = {.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		.sin_port = htons(h->port)};

	for (unsigned i = 1; i < sizeof(h->held) / sizeof(h->held[0]); i++) {
		h->held[i] =
			socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
		if (h->held[i] < 0)
			return -errno;
		if (connect(h->held[i], (struct sockaddr *)&a, sizeof(a)) < 0 &&
			errno != EINPROGRESS)
			return -errno;
	}
	return 0;
}

int hole_open(struct hole *h, enum hole_kind kind)
{
	int backlog = kind == HOLE_CLOSED ? -1 : kind == HOLE_BACKLOG_FULL ? 0 : QUEUE;
	int err = 0;

	*h = (struct hole){.held = {-1, -1, -1}};
	h->visits = mmap(NULL, sizeof(*h->visits), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (h->visits == MAP_FAILED)
		return -ENOMEM;
	h->held[0] = listen_on_loopback(backlog, &h->port);
	if (h->held[0] < 0)
		err = h->held[0];
	else if (kind == HOLE_BACKLOG_FULL)
		err = fill_backlog(h);
	else if (kind != HOLE_CLOSED)
		err = start_server(h, h->held[0], kind);
	if (err)
		hole_close(h);
	return err;
}

void hole_close(struct hole *h)
{
	if (h->server) {
		kill(h->server, SIGKILL);
		waitpid(h->server, NULL, 0);
	}
	for (unsigned i = 0; i < sizeof(h->held) / sizeof(h->held[0]); i++) {
		if (h->held[i] >= 0)
			close(h->held[i]);
	}
	munmap((void *)(uintptr_t)h->visits, sizeof(*h->visits));
	*h = (struct hole){.held = {-1, -1, -1}};
}
