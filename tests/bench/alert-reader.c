/* SPDX-License-Identifier: Apache-2.0 */
/* alert-reader.c - who listens to the camera's stream: the floor, and what both share. */

#include "alert-reader.h"

#include "bench.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { LIMIT_S = 60, READ_MAX = 64 * 1024 };

void reader_told(struct alert_reader *r, uint64_t more)
{
	uint64_t told;

	atomic_store(&r->told_ns, bench_now_ns());
	told = atomic_fetch_add(&r->told, more) + more;
	if (told == atomic_load(&r->wanted))
		sem_post(&r->done);
}

void reader_expect(struct alert_reader *r, uint64_t beginnings, uint64_t bytes)
{
	atomic_store(&r->wanted,
		atomic_load(&r->told) + (r->counts_bytes ? bytes : beginnings));
}

void reader_wait(struct alert_reader *r)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += LIMIT_S;
	while (sem_timedwait(&r->done, &until) < 0)
		if (errno != EINTR) {
			fprintf(stderr, "%s: told of %llu, should be %llu\n", r->name,
				(unsigned long long)atomic_load(&r->told),
				(unsigned long long)atomic_load(&r->wanted));
			bench_give_up("an alert was not told");
		}
}

/* ---- the floor ---- */

struct floor_reader {
	struct alert_reader reader; /* first */
	int fd;
	pthread_t thread;
};

static void *read_all(void *user)
{
	struct epoll_event event = {.events = EPOLLIN};
	struct floor_reader *f = user;
	int set = epoll_create1(EPOLL_CLOEXEC);
	char data[READ_MAX];
	ssize_t n;

	bench_pin(BENCH_READER);
	if (set < 0 || epoll_ctl(set, EPOLL_CTL_ADD, f->fd, &event) < 0)
		bench_give_up("no epoll");
	do {
		while (epoll_wait(set, &event, 1, -1) < 0) {
		}
		n = read(f->fd, data, sizeof(data));
		if (n > 0)
			reader_told(&f->reader, (uint64_t)n);
	} while (n > 0);
	close(set);
	return NULL;
}

static void destroy(struct alert_reader *r)
{
	struct floor_reader *f = (struct floor_reader *)r;

	shutdown(f->fd, SHUT_RDWR);
	pthread_join(f->thread, NULL);
	close(f->fd);
	sem_destroy(&r->done);
	free(f);
}

/* Without the answer's head, which is not counted. */
static int ask_for_stream(struct bench_camera *c)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
		.sin_port = htons((uint16_t)c->port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	char request[256], head[1024] = "";
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int len = snprintf(request, sizeof(request),
		"GET %s HTTP/1.1\r\nHost: camera\r\nAuthorization: none\r\n\r\n",
		camera_stream_path);
	size_t have = 0;

	if (connect(fd, (struct sockaddr *)&to, sizeof(to)) < 0 ||
		send(fd, request, (size_t)len, MSG_NOSIGNAL) != len)
		bench_give_up("no connection");
	while (!strstr(head, "\r\n\r\n")) {
		ssize_t n = recv(fd, head + have, sizeof(head) - 1 - have, 0);

		if (n <= 0)
			bench_give_up("no stream");
		have += (size_t)n;
	}
	return fd;
}

struct alert_reader *floor_reader_create(struct bench_camera *c)
{
	struct floor_reader *f = calloc(1, sizeof(*f));

	if (!f)
		bench_give_up("no memory");
	f->reader.name = "epoll and read";
	f->reader.destroy = destroy;
	f->reader.counts_bytes = true;
	sem_init(&f->reader.done, 0, 0);
	f->fd = ask_for_stream(c);
	f->reader.stream = camera_stream(c);
	if (pthread_create(&f->thread, NULL, read_all, f) ||
		pthread_getcpuclockid(f->thread, &f->reader.cpu))
		bench_give_up("no thread");
	return &f->reader;
}
