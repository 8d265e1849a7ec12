/* SPDX-License-Identifier: Apache-2.0 */
/* udp-echo.c - a UDP socket that sends back what it gets. */

#include "raw-peer.h"
#include "ring-subject.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>

struct udp_echo {
	struct ring_subject subject; /* first */
	struct raw_peer socket;
	pthread_t thread;
};

static void *echo(void *user)
{
	char data[RAW_MAX];
	struct udp_echo *e = user;
	struct sockaddr_in from;
	socklen_t len = sizeof(from);
	ssize_t n;

	bench_pin(BENCH_SUBJECT);
	while ((n = recvfrom(e->socket.fd, data, sizeof(data), 0,
			(struct sockaddr *)&from, &len)) > 0) {
		atomic_store(&e->subject.rang_ns, bench_now_ns());
		(void)sendto(e->socket.fd, data, (size_t)n, 0, (struct sockaddr *)&from,
			len);
	}
	return NULL;
}

static void nothing(struct ring_subject *s)
{
	(void)s;
}

static void destroy(struct ring_subject *s)
{
	struct udp_echo *e = (struct udp_echo *)s;
	struct raw_peer last;

	raw_open(&last, "127.0.0.1", 0, s->port);
	raw_send_bytes(&last, "", 0);
	raw_close(&last);
	pthread_join(e->thread, NULL);
	raw_close(&e->socket);
	free(e);
}

struct ring_subject *udp_echo_create(void)
{
	struct udp_echo *e = calloc(1, sizeof(*e));

	if (!e)
		bench_give_up("no memory");
	e->subject = (struct ring_subject){
		.name = "UDP echo",
		.answer = "INVITE",
		.open = nothing,
		.close = nothing,
		.destroy = destroy,
	};
	raw_open(&e->socket, "127.0.0.1", 0, 0);
	e->subject.port = e->socket.port;
	if (pthread_create(&e->thread, NULL, echo, e))
		bench_give_up("no thread");
	return &e->subject;
}
