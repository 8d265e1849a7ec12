/* SPDX-License-Identifier: Apache-2.0 */
/* post-office.c - a receiver of ours on its loop, and somebody who posts to it. */

#include "post-office.h"

#include "check.h"
#include "listener.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void on_knock(void *user)
{
	struct office *o = user;

	pthread_mutex_lock(&o->lock);
	o->knocks++;
	pthread_mutex_unlock(&o->lock);
}

static void on_part(const struct part *part, void *user)
{
	static const char *const marks[] = {
		[PART_XML] = "x", [PART_JSON] = "j", [PART_SKIPPED] = "-"};
	struct office *o = user;
	ssize_t n = bytes_find(part->body, 0, BYTES("<n>"));
	char mark[8];

	snprintf(mark, sizeof(mark), "%s%.1s", marks[part->kind],
		n < 0 ? "" : part->body.data + n + 3);
	pthread_mutex_lock(&o->lock);
	strncat(o->text, mark, sizeof(o->text) - strlen(o->text) - 1);
	o->parts++;
	pthread_cond_signal(&o->news);
	pthread_mutex_unlock(&o->lock);
}

static const struct http_receiver_ops office_ops = {
	.knocked = on_knock, .part = on_part};

static void open_on_loop(void *user)
{
	struct office *o = user;

	o->err = http_receiver_create(
		o->reactor, o->peers, o->port, "/hook", &office_ops, o, &o->receiver);
	if (!o->err)
		o->port = listener_port(http_receiver_listener(o->receiver));
}

static void close_on_loop(void *user)
{
	struct office *o = user;

	http_receiver_destroy(o->receiver);
}

void office_open(struct office *o, const char *peers)
{
	*o = (struct office){.peers = peers};
	pthread_mutex_init(&o->lock, NULL);
	pthread_cond_init(&o->news, NULL);
	CHECK(!reactor_acquire(&o->reactor));
	CHECK(!reactor_call(o->reactor, open_on_loop, o) && !o->err);
}

void office_close(struct office *o)
{
	reactor_call(o->reactor, close_on_loop, o);
	reactor_release(o->reactor);
	pthread_cond_destroy(&o->news);
	pthread_mutex_destroy(&o->lock);
}

const char *heard(struct office *o, unsigned parts)
{
	struct timespec until;
	int err = 0;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += LIMIT_MS / 1000;
	pthread_mutex_lock(&o->lock);
	while (o->parts < parts && !err)
		err = pthread_cond_timedwait(&o->news, &o->lock, &until);
	pthread_mutex_unlock(&o->lock);
	return o->text;
}

unsigned knocks(struct office *o)
{
	unsigned count;

	pthread_mutex_lock(&o->lock);
	count = o->knocks;
	pthread_mutex_unlock(&o->lock);
	return count;
}

void say_bytes(int fd, const char *data, size_t len)
{
	CHECK(send(fd, data, len, MSG_NOSIGNAL) == (ssize_t)len);
}

void post(int fd, const char *type, const char *body)
{
	char head[200];

	snprintf(head, sizeof(head),
		"POST /hook HTTP/1.1\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n",
		type, strlen(body));
	say(fd, head);
	say(fd, body);
}

bool is_told(int fd, const char *status)
{
	char text[400];
	size_t len = 0;

	while (len + 1 < sizeof(text)) {
		struct pollfd pfd = {fd, POLLIN, 0};

		if (poll(&pfd, 1, LIMIT_MS) != 1 || recv(fd, text + len, 1, 0) != 1)
			break;
		text[++len] = '\0';
		if (len > 4 && !memcmp(text + len - 4, "\r\n\r\n", 4))
			return !strncmp(text, status, strlen(status));
	}
	return false;
}

unsigned ms_until_end(int fd, unsigned limit_ms)
{
	struct pollfd pfd = {fd, POLLIN, 0};
	struct timespec from, to;
	char byte;

	clock_gettime(CLOCK_MONOTONIC, &from);
	while (poll(&pfd, 1, (int)limit_ms) == 1 && recv(fd, &byte, 1, 0) > 0)
		;
	clock_gettime(CLOCK_MONOTONIC, &to);
	return (unsigned)((to.tv_sec - from.tv_sec) * 1000 +
			  (to.tv_nsec - from.tv_nsec) / 1000000);
}
