/* SPDX-License-Identifier: Apache-2.0 */
/* sim-listener.c - somebody whom the simulated station pushes its events to. */

#include "sim-listener.h"
#include "sim-driver.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 64 };

struct listener listener_open(void)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);
	struct listener listener = {
		.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};

	if (bind(listener.fd, (struct sockaddr *)&address, size) ||
		listen(listener.fd, BACKLOG) ||
		getsockname(listener.fd, (struct sockaddr *)&address, &size)) {
		puts("Bail out! no socket");
		exit(1);
	}
	listener.port = ntohs(address.sin_port);
	return listener;
}

void listener_close(struct listener *listener)
{
	close(listener->fd);
}

static bool can_read(int fd, long until)
{
	struct pollfd in = {.fd = fd, .events = POLLIN};
	long left = until - now_ms();

	return left > 0 && poll(&in, 1, (int)left) > 0;
}

size_t listener_take(struct listener *listener, unsigned char *bytes, size_t size,
	unsigned *ret_reads)
{
	long until = now_ms() + DEADLINE_MS;
	unsigned reads = 0;
	size_t have = 0;
	int fd;

	if (!can_read(listener->fd, until))
		return 0;
	fd = accept(listener->fd, NULL, NULL);
	while (have < size && can_read(fd, until)) {
		ssize_t n = read(fd, bytes + have, size - have);

		if (n <= 0)
			break;
		have += (size_t)n;
		reads++;
	}
	close(fd);
	if (ret_reads)
		*ret_reads = reads;
	return have;
}

/* Is all of it there that its Content-Length promises? */
static bool is_whole(const unsigned char *bytes, size_t have)
{
	const char *text = (const char *)bytes, *length, *body;

	length = memmem(text, have, "Content-Length: ", 16);
	body = memmem(text, have, "\r\n\r\n", 4);
	return length && body &&
	       have >= (size_t)(body + 4 - text) + strtoul(length + 16, NULL, 10);
}

size_t listener_take_post(struct listener *listener, unsigned char *bytes, size_t size)
{
	long until = now_ms() + DEADLINE_MS;
	size_t have = 0;
	int fd;

	if (!can_read(listener->fd, until))
		return 0;
	fd = accept(listener->fd, NULL, NULL);
	while (have < size && !is_whole(bytes, have) && can_read(fd, until)) {
		ssize_t n = read(fd, bytes + have, size - have);

		if (n <= 0)
			break;
		have += (size_t)n;
	}
	close(fd);
	return have;
}

bool listener_hears_nothing(struct listener *listener, int ms)
{
	struct pollfd in = {.fd = listener->fd, .events = POLLIN};

	return poll(&in, 1, ms) == 0;
}
