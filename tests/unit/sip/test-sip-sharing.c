/* SPDX-License-Identifier: Apache-2.0 */
/* test-sip-sharing.c - a port that is taken, and lines that share one. */

#include "check.h"
#include "raw-peer.h"
#include "sip-room.h"

#include <errno.h>
#include <string.h>

#define STATION  "127.0.0.2"
#define STRANGER "127.0.0.3"

struct scene {
	struct sip_room room;
	struct room_line *l;
	struct raw_peer station, stranger;
	unsigned port;
};

static void begin(struct scene *s, enum room_manner manner)
{
	room_open(&s->room);
	s->l = room_server(&s->room, STATION, manner, &s->port);
	raw_open(&s->station, STATION, 0, s->port);
	raw_open(&s->stranger, STRANGER, 0, s->port);
}

static void finish(struct scene *s)
{
	raw_close(&s->station);
	raw_close(&s->stranger);
	room_close(&s->room);
}

/* An answer to the station, and by then everything before it has been looked at. */
static bool probe(struct scene *s, const char *id)
{
	raw_request(&s->station, "OPTIONS", id, 1, "", "");
	return raw_expect(&s->station, "SIP/2.0 200") &&
	       !strcmp(raw_header(&s->station, "Call-ID"), id);
}

static void a_taken_port_is_told_with_its_holder(void)
{
	struct sip_line_config config = {.mode = SIP_SERVER, .station = STATION};
	struct raw_peer holder;
	struct room_note down;
	struct sip_room room;
	struct room_line *l;

	room_open(&room);
	raw_open(&holder, "127.0.0.1", room_free_port("127.0.0.1"), 9);
	config.listen_port = holder.port;
	l = room_add(&room, &config, ROOM_LISTENS);
	down = room_wait_state(l, SIP_DOWN);
	CHECK(down.err == -EADDRINUSE);
	CHECK(strstr(down.text, "taken by test-sip-sharin"));
	raw_close(&holder);
	CHECK(room_wait_state(l, SIP_LISTENING).port == config.listen_port);
	room_close(&room);
}

static void two_stations_share_a_port(void)
{
	struct sip_line_config config = {.mode = SIP_SERVER, .station = STRANGER};
	struct room_line *other;
	struct scene s;

	begin(&s, ROOM_LISTENS);
	config.listen_port = s.port;
	other = room_add(&s.room, &config, ROOM_LISTENS);
	CHECK(room_wait_state(other, SIP_LISTENING).port == s.port);
	raw_request(&s.stranger, "INVITE", "b", 1, "", "");
	CHECK(raw_expect(&s.stranger, "SIP/2.0 180"));
	room_wait(other, ROOM_RING);
	CHECK(room_rings(s.l) == 0);
	raw_request(&s.station, "INVITE", "a", 1, "", "");
	CHECK(raw_expect(&s.station, "SIP/2.0 180"));
	room_wait(s.l, ROOM_RING);
	CHECK(room_rings(other) == 1);
	/* With one gone, its station is a stranger again, and the other is served. */
	room_remove(other);
	while (raw_receive(&s.stranger, RAW_QUIET_MS))
		;
	raw_request(&s.stranger, "OPTIONS", "o", 1, "", "");
	CHECK(probe(&s, "alive"));
	CHECK(!raw_receive(&s.stranger, RAW_QUIET_MS));
	finish(&s);
}

static void two_stations_behind_one_address_are_told_apart_by_number(void)
{
	struct sip_line_config config = {
		.mode = SIP_SERVER, .station = STATION, .number = "555"};
	struct room_line *first, *second;
	struct raw_peer station;
	struct sip_room room;

	room_open(&room);
	first = room_add(&room, &config, ROOM_LISTENS);
	config.listen_port = room_wait_state(first, SIP_LISTENING).port;
	config.number = "100";
	second = room_add(&room, &config, ROOM_LISTENS);
	room_wait_state(second, SIP_LISTENING);
	raw_open(&station, STATION, 0, config.listen_port);
	raw_request(&station, "INVITE", "x", 1, "", "");
	CHECK(raw_expect(&station, "SIP/2.0 180"));
	CHECK(!strcmp(room_wait(second, ROOM_RING).called, "100"));
	CHECK(room_rings(first) == 0);
	raw_request(&station, "CANCEL", "x", 1, "", "");
	CHECK(room_wait(second, ROOM_ENDED).why == SIP_END_CANCELLED);
	raw_close(&station);
	room_close(&room);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_taken_port_is_told_with_its_holder),
		TEST(two_stations_share_a_port),
		TEST(two_stations_behind_one_address_are_told_apart_by_number),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
