/* SPDX-License-Identifier: Apache-2.0 */
/* test-sip-baresip.c - the emulated proxy with baresip as the station: it registers, and
 * calls. */

#include "check.h"
#include "sip-peer.h"
#include "sip-room.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define STATION "127.0.0.1"

enum { RATE = 8000, TONE_BYTES = 2 * RATE * 2, TRIES = 200 };

struct scene {
	struct sip_room room;
	struct room_line *l;
	struct sip_peer baresip;
	unsigned port, control;
	int wire;
};

static void put(FILE *f, unsigned value, unsigned bytes)
{
	for (; bytes; bytes--, value >>= 8)
		fputc((int)(value & 0xff), f);
}

/* 2 s of a triangle of 400 Hz, 16 bits, 8 kHz: all that its file reader takes. */
static void write_tone(const struct sip_peer *p)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof(path), "%s/tone.wav", p->dir);
	f = fopen(path, "we");
	fputs("RIFF", f);
	put(f, 36 + TONE_BYTES, 4);
	fputs("WAVEfmt ", f);
	put(f, 16, 4);
	put(f, 1, 2);
	put(f, 1, 2);
	put(f, RATE, 4);
	put(f, 2 * RATE, 4);
	put(f, 2, 2);
	put(f, 16, 2);
	fputs("data", f);
	put(f, TONE_BYTES, 4);
	for (int i = 0; i < TONE_BYTES / 2; i++)
		put(f, (unsigned)((i % 20 < 10 ? i % 20 : 20 - i % 20) * 1000), 2);
	fclose(f);
}

static int connect_control(unsigned port)
{
	struct sockaddr_in to = {
		.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};

	inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
	for (int i = 0; i < TRIES; i++) {
		int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

		if (connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0)
			return fd;
		close(fd);
		poll(NULL, 0, 25);
	}
	return -1;
}

static void command(struct scene *s, const char *name, const char *params)
{
	char json[256], net[300];
	int len;

	snprintf(json, sizeof(json),
		"{\"command\":\"%s\",\"params\":\"%s\",\"token\":\"t\"}", name, params);
	len = snprintf(net, sizeof(net), "%zu:%s,", strlen(json), json);
	CHECK(send(s->wire, net, (size_t)len, MSG_NOSIGNAL) == len);
}

static void begin(struct scene *s, enum room_manner manner)
{
	char address[64], port[32], control[32], dir[96], account[192];
	const char *values[] = {address, port, control, dir, NULL};
	const char *argv[] = {"baresip", "-f", NULL, NULL};
	unsigned own;

	room_open(&s->room);
	s->l = room_server(&s->room, STATION, manner, &s->port);
	own = room_free_port(STATION);
	s->control = room_free_port(STATION);
	peer_prepare(&s->baresip);
	snprintf(address, sizeof(address), "ADDRESS=%s", STATION);
	snprintf(port, sizeof(port), "PORT=%u", own);
	snprintf(control, sizeof(control), "CONTROL=%u", s->control);
	snprintf(dir, sizeof(dir), "DIR=%s", s->baresip.dir);
	peer_fill(&s->baresip, "config", "baresip.config", values);
	snprintf(account, sizeof(account),
		"<sip:door@127.0.0.1:%u>;auth_user=door;auth_pass=x;regint=60;"
		"audio_codecs=PCMA,PCMU\n",
		s->port);
	peer_write(&s->baresip, "accounts", account);
	peer_write(&s->baresip, "contacts", "");
	write_tone(&s->baresip);
	argv[2] = s->baresip.dir;
	peer_start(&s->baresip, argv);
	s->wire = connect_control(s->control);
	CHECK(s->wire >= 0);
	room_wait_state(s->l, SIP_REGISTERED);
}

static void dial(struct scene *s)
{
	char uri[64];

	snprintf(uri, sizeof(uri), "sip:100@127.0.0.1:%u", s->port);
	command(s, "dial", uri);
}

static void finish(struct scene *s)
{
	close(s->wire);
	peer_finish(&s->baresip);
	room_close(&s->room);
}

static void baresip_rings_and_gives_up(void)
{
	struct room_note ring;
	struct scene s;

	begin(&s, ROOM_LISTENS);
	dial(&s);
	ring = room_wait(s.l, ROOM_RING);
	CHECK(!strcmp(ring.caller, "door") && !strcmp(ring.called, "100"));
	CHECK(ring.media_offered);
	command(&s, "hangup", "");
	CHECK(room_wait(s.l, ROOM_ENDED).why == SIP_END_CANCELLED);
	finish(&s);
}

static void baresip_is_answered_and_hangs_up(void)
{
	struct room_note up;
	struct scene s;

	begin(&s, ROOM_ANSWERS_LOUD);
	dial(&s);
	up = room_wait(s.l, ROOM_ESTABLISHED);
	CHECK(up.peer.port >= 31000 && up.peer.codec_count == 2);
	CHECK(up.peer.codecs[0].codec == SIP_CODEC_PCMA);
	command(&s, "hangup", "");
	CHECK(room_wait(s.l, ROOM_ENDED).why == SIP_END_PEER);
	finish(&s);
}

static void baresip_is_hung_up_and_calls_again(void)
{
	struct scene s;

	begin(&s, ROOM_HANGS_UP);
	for (int i = 0; i < 2; i++) {
		dial(&s);
		CHECK(room_wait(s.l, ROOM_ENDED).why == SIP_END_HUNG_UP);
	}
	CHECK(room_rings(s.l) == 2);
	finish(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(baresip_rings_and_gives_up),
		TEST(baresip_is_answered_and_hangs_up),
		TEST(baresip_is_hung_up_and_calls_again),
		{NULL, NULL},
	};

	return !peer_installed("baresip") || check_main(tests, argc, argv);
}
