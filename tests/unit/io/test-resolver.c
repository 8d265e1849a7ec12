/* SPDX-License-Identifier: Apache-2.0 */
/* test-resolver.c - names, asked of a name server of the test's own. */

#include "check.h"
#include "http-story.h"
#include "reactor.h"
#include "resolver.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PACKET_MAX = 512, HEADER_BYTES = 12, ANSWER_BYTES = 16 };

enum name_server_mood { ANSWERS, KNOWS_NOTHING, SILENT };

struct name_server {
	int fd;
	int stop[2];
	enum name_server_mood mood;
	char address[32];
	pthread_t thread;
};

/* One question in; for A: 127.0.0.1, for others: no such record. RFC 1035, 4.1. */
static size_t answer(unsigned char *p, size_t len, enum name_server_mood mood)
{
	static const unsigned char record[ANSWER_BYTES] = {
		0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1};
	size_t at = HEADER_BYTES;
	bool is_a;

	while (at < len && p[at])
		at += p[at] + 1u;
	is_a = p[at + 2] == 1;
	len = at + 5;
	p[2] = 0x81;
	p[3] = mood == KNOWS_NOTHING ? 0x83 : 0x80;
	p[7] = mood == ANSWERS && is_a;
	p[9] = p[11] = 0; /* no authority, nothing additional */
	if (p[7]) {
		memcpy(p + len, record, sizeof(record));
		len += sizeof(record);
	}
	return len;
}

static void *serve(void *user)
{
	struct name_server *n = user;

	for (;;) {
		struct pollfd fds[2] = {
			{.fd = n->fd, .events = POLLIN}, {.fd = n->stop[0]}};
		unsigned char packet[PACKET_MAX + ANSWER_BYTES];
		struct sockaddr_in from;
		socklen_t size = sizeof(from);
		ssize_t len;

		poll(fds, 2, -1);
		if (fds[1].revents)
			return NULL;
		len = recvfrom(
			n->fd, packet, PACKET_MAX, 0, (struct sockaddr *)&from, &size);
		if (len > HEADER_BYTES && n->mood != SILENT)
			(void)!sendto(n->fd, packet,
				answer(packet, (size_t)len, n->mood), 0,
				(struct sockaddr *)&from, size);
	}
}

static void name_server_start(struct name_server *n, enum name_server_mood mood)
{
	struct sockaddr_in a = {
		.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t len = sizeof(a);

	n->mood = mood;
	n->fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	CHECK(!bind(n->fd, (struct sockaddr *)&a, len) && !pipe(n->stop));
	getsockname(n->fd, (struct sockaddr *)&a, &len);
	snprintf(n->address, sizeof(n->address), "127.0.0.1:%u", ntohs(a.sin_port));
	pthread_create(&n->thread, NULL, serve, n);
}

static void name_server_stop(struct name_server *n)
{
	close(n->stop[1]);
	pthread_join(n->thread, NULL);
	close(n->stop[0]);
	close(n->fd);
}

struct question {
	struct reactor *reactor;
	const char *host;
	const char *servers;
	unsigned limit_ms;
	bool drop_at_once;
	struct resolver *resolver;
	int start_err, err;
	char addresses[256];
	atomic_bool answered;
};

static void on_answer(int err, const char *addresses, void *user)
{
	struct question *q = user;

	q->err = err;
	snprintf(q->addresses, sizeof(q->addresses), "%s", addresses);
	resolver_destroy(q->resolver); /* may be done here */
	q->answered = true;
}

static void ask_name(void *user)
{
	struct question *q = user;

	q->start_err = resolver_create(q->reactor, q->host, q->limit_ms, q->servers,
		on_answer, q, &q->resolver);
	CHECK(!q->answered);
	if (q->drop_at_once)
		resolver_destroy(q->resolver);
}

static void run(struct question *q, enum name_server_mood mood)
{
	unsigned fds = count_fds();
	struct name_server n;

	name_server_start(&n, mood);
	q->servers = n.address;
	CHECK(reactor_acquire(&q->reactor) == 0);
	CHECK(reactor_call(q->reactor, ask_name, q) == 0);
	CHECK(q->start_err == 0);
	for (int i = 0; i < 10000 && !q->answered && !q->drop_at_once; i++)
		usleep(1000); /* a deadline, not a hope */
	reactor_release(q->reactor);
	name_server_stop(&n);
	CHECK(count_fds() == fds);
	CHECK(q->answered == !q->drop_at_once);
}

static void a_name_becomes_an_address(void)
{
	struct question q = {.host = "door.example", .limit_ms = 5000};

	run(&q, ANSWERS);
	CHECK(q.err == 0 && !strcmp(q.addresses, "127.0.0.1"));
}

static void an_unknown_name_is_no_such_name(void)
{
	struct question q = {.host = "door.example", .limit_ms = 5000};

	run(&q, KNOWS_NOTHING);
	CHECK(q.err == -ENOENT);
}

static void a_silent_name_server_costs_the_limit_and_no_more(void)
{
	struct question q = {.host = "door.example", .limit_ms = 200};
	uint64_t began_us = http_story_clock_us();

	run(&q, SILENT);
	CHECK(q.err == -ETIMEDOUT);
	CHECK(http_story_clock_us() - began_us < 2000 * 1000);
}

static void a_question_may_be_dropped(void)
{
	struct question q = {
		.host = "door.example", .limit_ms = 5000, .drop_at_once = true};
	uint64_t began_us = http_story_clock_us();

	run(&q, SILENT);
	CHECK(http_story_clock_us() - began_us < 1000 * 1000);
}

static void addresses_and_localhost_need_no_asking(void)
{
	CHECK(resolver_knows("192.0.2.1"));
	CHECK(resolver_knows("2001:db8::1"));
	CHECK(resolver_knows("fe80::1%eth0"));
	CHECK(resolver_knows("localhost") && resolver_knows("LOCALHOST"));
	CHECK(!resolver_knows("door.example"));
	CHECK(!resolver_knows("127.1"));
	CHECK(!resolver_knows("1.2.3.4%eth0"));
}

static void a_lane_tells_that_there_is_no_such_name(void)
{
	struct http_story s =
		http_story_begin(&(struct server_config){.login = LOGIN_NONE});
	struct http_lane *lane = http_story_lane_to(&s, "door.invalid", 80);
	struct http_request r = http_story_get("/ok");
	struct asked a = {0};

	/* With the machine's name servers, if it has any: never an answer, soon an end. */
	r.timeout_ms = 1000;
	ask(&s, &lane, &a, &r);
	CHECK(ask_await(&a));
	CHECK(a.reply.err == -ENOENT || a.reply.err == -ETIMEDOUT ||
		a.reply.err == -EIO);
	CHECK(!a.reply.maybe_sent && a.reply.reason[0]);
	http_story_drop_lane(&s, &lane);
	http_story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_name_becomes_an_address),
		TEST(an_unknown_name_is_no_such_name),
		TEST(a_silent_name_server_costs_the_limit_and_no_more),
		TEST(a_question_may_be_dropped),
		TEST(addresses_and_localhost_need_no_asking),
		TEST(a_lane_tells_that_there_is_no_such_name),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
