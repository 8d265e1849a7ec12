/* SPDX-License-Identifier: Apache-2.0 */
/* test-sip-server.c - the emulated proxy against sipp as the station: each way a call and
 * a registration can go. */

#include "check.h"
#include "sip-peer.h"
#include "sip-room.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define US      "127.0.0.1"
#define STATION "127.0.0.2"

static const char *const tcp_once[] = {"-m", "1", "-t", "t1", "-s", "100", NULL};
static const char *const udp_once[] = {"-m", "1", "-s", "100", NULL};
/* Call-IDs of a few digits, as Hikvision firmware has them. */
static const char *const udp_short[] = {
	"-m", "1", "-s", "100", "-cid_str", "7%u", NULL};
static const char *const udp_waits[] = {"-m", "1", "-s", "100", "-d", "300", NULL};

static bool station(const char *scenario, unsigned port, const char *const *options)
{
	return sipp_run(scenario, STATION, 0, US, port, options ? options : udp_once);
}

/* Run one scenario against a line of that manner, and see how the call ended. */
static enum sip_end visit(
	const char *scenario, enum room_manner manner, const char *const *options)
{
	enum sip_end why = SIP_END_LOST;
	struct sip_room room;
	struct room_line *l;
	unsigned port = 0;

	room_open(&room);
	l = room_server(&room, STATION, manner, &port);
	if (CHECK(port) && CHECK(station(scenario, port, options))) {
		struct room_note ring = room_wait(l, ROOM_RING), end;

		end = room_wait(l, ROOM_ENDED);
		CHECK(ring.call && end.call == ring.call);
		CHECK(!strcmp(ring.caller, "10000000005") &&
			!strcmp(ring.called, "100"));
		CHECK(room_rings(l) == 1);
		why = end.why;
	}
	room_close(&room);
	return why;
}

static void a_visitor_who_gives_up_ends_the_ring(void)
{
	CHECK(visit("ring-cancel", ROOM_LISTENS, udp_waits) == SIP_END_CANCELLED);
}

static void a_ring_is_answered_and_the_station_hangs_up(void)
{
	CHECK(visit("ring-answered", ROOM_ANSWERS_LOUD, udp_waits) == SIP_END_PEER);
}

static void a_ring_is_answered_and_we_hang_up(void)
{
	CHECK(visit("ring-hung-up", ROOM_HANGS_UP, NULL) == SIP_END_HUNG_UP);
}

static void a_ring_is_rejected(void)
{
	CHECK(visit("ring-rejected", ROOM_REJECTS, NULL) == SIP_END_REJECTED);
}

static void by_tcp_it_is_the_same(void)
{
	CHECK(visit("ring-cancel", ROOM_LISTENS, tcp_once) == SIP_END_CANCELLED);
	CHECK(visit("ring-answered", ROOM_ANSWERS, tcp_once) == SIP_END_PEER);
	CHECK(visit("ring-hung-up", ROOM_HANGS_UP, tcp_once) == SIP_END_HUNG_UP);
}

static void a_stranger_to_the_call_does_not_end_it(void)
{
	CHECK(visit("wrong-tag", ROOM_ANSWERS, NULL) == SIP_END_PEER);
}

static void numbers_that_are_over_do_not_count(void)
{
	CHECK(visit("wrong-cseq", ROOM_ANSWERS, NULL) == SIP_END_PEER);
}

static void an_invite_without_offer_is_offered_one(void)
{
	CHECK(visit("late-offer", ROOM_ANSWERS_LOUD, NULL) == SIP_END_PEER);
}

static void what_is_never_confirmed_ends_soon(void)
{
	CHECK(visit("never-confirmed", ROOM_ANSWERS, NULL) == SIP_END_LOST);
}

static void a_station_without_media_rings_and_is_answered(void)
{
	CHECK(visit("firmware-ring", ROOM_ANSWERS_LOUD, udp_short) == SIP_END_PEER);
}

static void a_ring_that_nobody_answers_ends_by_itself(void)
{
	struct sip_line_config config = {
		.mode = SIP_SERVER, .station = STATION, .ring_limit_ms = 700};
	struct room_note first, end;
	struct sip_room room;
	struct room_line *l;
	unsigned port;

	room_open(&room);
	l = room_add(&room, &config, ROOM_LISTENS);
	port = room_wait_state(l, SIP_LISTENING).port;
	CHECK(station("ring-unanswered", port, NULL));
	first = room_wait(l, ROOM_RING);
	end = room_wait(l, ROOM_ENDED);
	CHECK(end.why == SIP_END_UNANSWERED);
	CHECK(end.at_us - first.at_us >= 690 * 1000);
	/* and the next one rings */
	CHECK(station("ring-unanswered", port, NULL));
	CHECK(room_wait(l, ROOM_RING).call != first.call);
	room_close(&room);
}

static void a_call_has_limits(void)
{
	struct sip_line_config config = {
		.mode = SIP_SERVER, .station = STATION, .silence_limit_ms = 500};
	struct sip_room room;
	struct room_line *l;
	unsigned port;

	room_open(&room);
	l = room_add(&room, &config, ROOM_ANSWERS);
	port = room_wait_state(l, SIP_LISTENING).port;
	CHECK(station("ring-hung-up", port, NULL));
	CHECK(room_wait(l, ROOM_ENDED).why == SIP_END_LIMIT);
	room_remove(l);
	config.silence_limit_ms = 0;
	config.call_limit_ms = 500;
	config.listen_port = port; /* free again */
	l = room_add(&room, &config, ROOM_ANSWERS);
	room_wait_state(l, SIP_LISTENING);
	CHECK(station("ring-hung-up", port, NULL));
	CHECK(room_wait(l, ROOM_ENDED).why == SIP_END_LIMIT);
	room_close(&room);
}

static void the_station_may_change_its_audio(void)
{
	struct sip_room room;
	struct room_line *l;
	unsigned port = 0;

	room_open(&room);
	l = room_server(&room, STATION, ROOM_ANSWERS_LOUD, &port);
	CHECK(station("reinvite", port, NULL));
	for (unsigned p = 21900; p <= 21902; p += 2) {
		struct room_note up = room_wait(l, ROOM_ESTABLISHED);

		CHECK(up.peer.port == p && !strcmp(up.peer.address, STATION));
		CHECK(up.peer.codec_count == 2 &&
			up.peer.codecs[0].codec == SIP_CODEC_PCMU);
		CHECK(up.peer.digits_type == 101 && up.peer.sends && up.peer.receives);
	}
	CHECK(room_wait(l, ROOM_ENDED).why == SIP_END_PEER);
	CHECK(room_rings(l) == 1);
	room_close(&room);
}

static void digits_are_told(void)
{
	struct sip_room room;
	struct room_line *l;
	unsigned port = 0;

	room_open(&room);
	l = room_server(&room, STATION, ROOM_ANSWERS, &port);
	CHECK(station("digits", port, NULL));
	CHECK(room_wait(l, ROOM_DIGIT).digit == '5');
	CHECK(room_wait(l, ROOM_DIGIT).digit == '#');
	room_close(&room);
}

static void other_requests_are_answered_as_they_should(void)
{
	struct sip_room room;
	struct room_line *l;
	unsigned port = 0;

	room_open(&room);
	l = room_server(&room, STATION, ROOM_LISTENS, &port);
	CHECK(station("questions", port, NULL));
	CHECK(!room_rings(l) && !room_has(l, ROOM_ENDED));
	room_close(&room);
}

static void a_station_registers_and_goes(void)
{
	struct sip_room room;
	struct room_line *l;
	unsigned port = 0;

	room_open(&room);
	l = room_server(&room, STATION, ROOM_LISTENS, &port);
	CHECK(station("register", port, NULL));
	room_wait_state(l, SIP_REGISTERED);
	room_wait_state(l, SIP_LISTENING);
	CHECK(station("register-private", port, udp_short));
	room_wait_state(l, SIP_REGISTERED);
	room_close(&room);
}

/* The station has registered at `own`, and is called there. */
struct outing {
	struct sip_room room;
	struct room_line *l;
	struct sip_peer station;
	uint32_t call;
};

static void begin_outing(struct outing *o, const char *scenario)
{
	static const char *const called[] = {"-m", "1", NULL};
	unsigned port = 0, own = room_free_port(STATION);

	room_open(&o->room);
	o->l = room_server(&o->room, STATION, ROOM_LISTENS, &port);
	CHECK(sipp_run("register-once", STATION, own, US, port, NULL));
	room_wait_state(o->l, SIP_REGISTERED);
	sipp_start(&o->station, scenario, STATION, own, US, port, called);
	CHECK(room_call(o->l, "", &o->call) == 0 && o->call);
}

static void end_outing(struct outing *o, enum sip_end why, unsigned code)
{
	struct room_note end = room_wait(o->l, ROOM_ENDED);

	CHECK(end.call == o->call && end.why == why && end.code == code);
	CHECK(sipp_end(&o->station, 20000));
	room_close(&o->room);
}

static void we_call_the_station_and_hang_up(void)
{
	struct outing o;
	uint32_t other;

	begin_outing(&o, "called");
	CHECK(room_call(o.l, "", &other) == -EBUSY);
	CHECK(room_wait(o.l, ROOM_ESTABLISHED).peer.port == 21900);
	CHECK(room_hang_up(o.l, o.call) == 0);
	end_outing(&o, SIP_END_HUNG_UP, 0);
}

static void a_busy_station_refuses_our_call(void)
{
	struct outing o;

	begin_outing(&o, "called-busy");
	end_outing(&o, SIP_END_REFUSED, 486);
}

static void a_call_of_ours_may_be_given_up(void)
{
	struct outing o;

	begin_outing(&o, "called-cancelled");
	CHECK(room_hang_up(o.l, o.call) == 0);
	end_outing(&o, SIP_END_HUNG_UP, 487);
}

static void digits_of_ours_follow_each_other(void)
{
	struct outing o;

	begin_outing(&o, "called-digits");
	CHECK(room_digits(o.l, o.call, "12") == -ENOENT);
	room_wait(o.l, ROOM_ESTABLISHED);
	CHECK(room_digits(o.l, o.call, "") == -EINVAL);
	CHECK(room_digits(o.l, o.call, "1x") == -EINVAL);
	CHECK(room_digits(o.l, o.call, "1#") == 0);
	while (room_digits(o.l, o.call, "4") == -EBUSY)
		; /* the two are under way */
	CHECK(room_hang_up(o.l, o.call) == 0);
	end_outing(&o, SIP_END_HUNG_UP, 0);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_visitor_who_gives_up_ends_the_ring),
		TEST(a_ring_is_answered_and_the_station_hangs_up),
		TEST(a_ring_is_answered_and_we_hang_up),
		TEST(a_ring_is_rejected),
		TEST(by_tcp_it_is_the_same),
		TEST(a_stranger_to_the_call_does_not_end_it),
		TEST(numbers_that_are_over_do_not_count),
		TEST(an_invite_without_offer_is_offered_one),
		TEST(what_is_never_confirmed_ends_soon),
		TEST(a_station_without_media_rings_and_is_answered),
		TEST(a_ring_that_nobody_answers_ends_by_itself),
		TEST(a_call_has_limits),
		TEST(the_station_may_change_its_audio),
		TEST(digits_are_told),
		TEST(other_requests_are_answered_as_they_should),
		TEST(a_station_registers_and_goes),
		TEST(we_call_the_station_and_hang_up),
		TEST(a_busy_station_refuses_our_call),
		TEST(a_call_of_ours_may_be_given_up),
		TEST(digits_of_ours_follow_each_other),
		{NULL, NULL},
	};

	return !peer_installed("sipp") || check_main(tests, argc, argv);
}
