/* SPDX-License-Identifier: Apache-2.0 */
/* test-sip-torture.c - every message of RFC 4475, before the gate and through a line. */

#include "check.h"
#include "process-facts.h"
#include "raw-peer.h"
#include "reactor.h"
#include "sip-room.h"
#include "torture.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sip-gate.h"

#define STATION "127.0.0.2"

static enum sip_verdict judge(const char *data, size_t len)
{
	struct mbuf *mb = mbuf_alloc(len + 1);
	enum sip_verdict verdict;
	struct sa local;

	sa_set_str(&local, "127.0.0.1", 5060);
	mbuf_write_mem(mb, (const uint8_t *)data, len);
	mb->pos = 0;
	verdict = sip_gate_datagram(mb, &local, SIP_SIDE_STATION);
	mem_deref(mb);
	return verdict;
}

static void judge_all(void *user)
{
	unsigned *wrong = user;

	for (size_t i = 0; i < torture_count; i++) {
		const struct torture *t = &torture_messages[i];
		enum sip_verdict verdict = judge(t->text, t->len);

		if ((int)verdict == t->verdict)
			continue;
		printf("# %s: verdict %d, not %d\n", t->section, verdict, t->verdict);
		++*wrong;
	}
}

/* libre wants its loop for its random numbers. */
static void the_gate_judges_each_as_it_should(void)
{
	struct reactor *r;
	unsigned wrong = 0;

	CHECK(reactor_acquire(&r) == 0);
	reactor_call(r, judge_all, &wrong);
	CHECK(wrong == 0);
	reactor_release(r);
}

static void judge_pieces(void *user)
{
	(void)user;
	for (size_t i = 0; i < torture_count; i++) {
		const struct torture *t = &torture_messages[i];

		for (size_t n = 0; n < t->len; n++) {
			char *piece = malloc(n + 1); /* its end is guarded */

			memcpy(piece, t->text, n);
			(void)judge(piece, n);
			free(piece);
		}
	}
}

static void cut_anywhere_they_do_no_harm(void)
{
	struct reactor *r;

	CHECK(reactor_acquire(&r) == 0);
	reactor_call(r, judge_pieces, NULL);
	reactor_release(r);
}

static bool alive(struct raw_peer *p, unsigned n)
{
	char id[32];

	snprintf(id, sizeof(id), "alive%u", n);
	for (int tries = 0; tries < 5; tries++) {
		raw_request(p, "OPTIONS", id, 1, "", "");
		while (raw_receive(p, 500))
			if (!strcmp(raw_header(p, "Call-ID"), id))
				return true;
	}
	return false;
}

/* What does not pass gets no answer, what passes may. Nothing ends the line. */
static void sent_to_a_line_they_do_no_harm(void)
{
	struct sip_room room;
	struct raw_peer station;
	struct room_line *l;
	unsigned port = 0;

	room_open(&room);
	l = room_server(&room, STATION, ROOM_REJECTS, &port);
	raw_open(&station, STATION, 0, port);
	for (size_t i = 0; i < torture_count; i++) {
		const struct torture *t = &torture_messages[i];
		unsigned rings = room_rings(l);
		struct raw_peer once;

		raw_open(&once, STATION, 0, port);
		raw_send_bytes(&once, t->text, t->len);
		if (!CHECK(alive(&station, (unsigned)i)))
			printf("# after %s\n", t->section);
		if (t->verdict != SIP_PASS)
			CHECK(!raw_receive(&once, 0) && room_rings(l) == rings);
		raw_close(&once);
	}
	raw_close(&station);
	room_close(&room);
}

static int connect_from(const char *from_text, unsigned port)
{
	struct sockaddr_in from = {.sin_family = AF_INET},
			   to = {.sin_family = AF_INET,
				   .sin_port = htons((uint16_t)port)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	inet_pton(AF_INET, from_text, &from.sin_addr);
	inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
	CHECK(bind(fd, (struct sockaddr *)&from, sizeof(from)) == 0);
	CHECK(connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0);
	return fd;
}

static void by_tcp_neither(void)
{
	struct sip_room room;
	struct raw_peer station;
	unsigned port = 0;

	room_open(&room);
	room_server(&room, STATION, ROOM_REJECTS, &port);
	raw_open(&station, STATION, 0, port);
	for (size_t i = 0; i < torture_count; i++) {
		const struct torture *t = &torture_messages[i];
		int fd = connect_from(STATION, port);

		CHECK(send(fd, t->text, t->len, MSG_NOSIGNAL) == (ssize_t)t->len);
		if (i % 2) /* with the line still open, too */
			close(fd);
		if (!CHECK(alive(&station, (unsigned)i)))
			printf("# after %s\n", t->section);
		if (i % 2 == 0)
			close(fd);
	}
	raw_close(&station);
	room_close(&room);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_gate_judges_each_as_it_should),
		TEST(cut_anywhere_they_do_no_harm),
		TEST(sent_to_a_line_they_do_no_harm),
		TEST(by_tcp_neither),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
