/* SPDX-License-Identifier: Apache-2.0 */
/* test-sip-hardening.c - the emulated proxy among the wicked: strangers, floods, forged
 * and repeated packets. */

#include "check.h"
#include "process-facts.h"
#include "raw-peer.h"
#include "sip-room.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define STATION  "127.0.0.2"
#define STRANGER "127.0.0.3"

enum { SCANS = 1000 * 1000, SCANS_SANITIZED = 100 * 1000 };

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

static void a_repeated_invite_is_one_ring(void)
{
	struct scene s;

	begin(&s, ROOM_LISTENS);
	for (int i = 0; i < 4; i++) {
		raw_request(&s.station, "INVITE", "again", 20, "", "");
		CHECK(raw_expect(&s.station, "SIP/2.0 180"));
	}
	raw_request(&s.station, "CANCEL", "again", 20, "", "");
	CHECK(raw_expect(&s.station, "SIP/2.0 200"));
	CHECK(raw_expect(&s.station, "SIP/2.0 487"));
	raw_request(&s.station, "INVITE", "again", 20, "", ""); /* the 487 was lost */
	CHECK(raw_expect(&s.station, "SIP/2.0 487"));
	CHECK(room_wait(s.l, ROOM_ENDED).why == SIP_END_CANCELLED);
	CHECK(room_rings(s.l) == 1);
	finish(&s);
}

static void answers_that_are_lost_are_given_again(void)
{
	char tag[600];
	struct scene s;

	begin(&s, ROOM_ANSWERS);
	raw_request(&s.station, "INVITE", "lost", 20, "", "");
	CHECK(raw_expect(&s.station, "SIP/2.0 200"));
	CHECK(raw_expect(&s.station, "SIP/2.0 200")); /* no ACK came */
	CHECK(!raw_header(&s.station, "Server")[0]);
	CHECK(!raw_header(&s.station, "User-Agent")[0]);
	snprintf(tag, sizeof(tag), "%s", strchr(raw_header(&s.station, "To"), ';'));
	CHECK(strlen(tag) >= 16);
	raw_request(&s.station, "ACK", "lost", 20, tag, "");
	raw_request(&s.station, "ACK", "lost", 20, tag, "");
	raw_request(&s.station, "INFO", "lost", 21, tag, "");
	CHECK(raw_expect(&s.station, "SIP/2.0 200"));
	raw_request(&s.station, "INFO", "lost", 21, tag, "");
	CHECK(raw_expect(&s.station, "SIP/2.0 200"));
	raw_request(&s.station, "BYE", "lost", 22, tag, "");
	CHECK(raw_expect(&s.station, "SIP/2.0 200"));
	raw_request(&s.station, "BYE", "lost", 22, tag, "");
	CHECK(raw_expect(&s.station, "SIP/2.0 200"));
	raw_request(&s.station, "BYE", "lost", 23, tag, "");
	CHECK(raw_expect(&s.station, "SIP/2.0 481"));
	CHECK(room_wait(s.l, ROOM_ENDED).why == SIP_END_PEER);
	CHECK(!room_has(s.l, ROOM_ENDED));
	finish(&s);
}

static void what_is_never_confirmed_brings_few_packets(void)
{
	unsigned oks = 0, byes = 0, others = 0;
	struct scene s;

	begin(&s, ROOM_ANSWERS);
	raw_request(&s.station, "INVITE", "noack", 20, "", "");
	while (raw_receive(&s.station, 6000)) {
		if (!strncmp(s.station.got, "SIP/2.0 200", 11))
			oks++;
		else if (!strncmp(s.station.got, "BYE ", 4))
			byes++;
		else
			others++; /* the 180 */
	}
	CHECK(oks == 5 && byes == 1 && others == 1);
	CHECK(room_wait(s.l, ROOM_ENDED).why == SIP_END_LOST);
	finish(&s);
}

static void a_second_call_at_once_is_busy(void)
{
	struct scene s;

	begin(&s, ROOM_LISTENS);
	raw_request(&s.station, "INVITE", "one", 20, "", "");
	CHECK(raw_expect(&s.station, "SIP/2.0 180"));
	raw_request(&s.station, "INVITE", "two", 20, "", "");
	CHECK(raw_expect(&s.station, "SIP/2.0 486"));
	CHECK(!strcmp(raw_header(&s.station, "Call-ID"), "two"));
	CHECK(room_rings(s.l) == 1);
	finish(&s);
}

/* Rationale: nobody waits 65 s before he presses again. */
static void a_station_that_was_restarted_while_ringing_rings_again(void)
{
	struct room_note first;
	struct scene s;

	begin(&s, ROOM_LISTENS);
	raw_request(&s.station, "INVITE", "old", 20, "", "");
	CHECK(raw_expect(&s.station, "SIP/2.0 180"));
	first = room_wait(s.l, ROOM_RING);
	usleep(2100 *
		1000); /* the time a real station takes; there is no clock to move */
	raw_request(&s.station, "INVITE", "new", 20, "", "");
	CHECK(raw_expect(&s.station, "SIP/2.0 180"));
	CHECK(!strcmp(raw_header(&s.station, "Call-ID"), "new"));
	CHECK(room_wait(s.l, ROOM_ENDED).call == first.call);
	CHECK(room_wait(s.l, ROOM_RING).call != first.call);
	finish(&s);
}

static void strangers_get_silence(void)
{
	static const char stun[20] = {0, 1, 0, 0, 0x21, 0x12, (char)0xa4, 0x42};
	struct scene s;
	int tcp;

	begin(&s, ROOM_LISTENS);
	raw_request(&s.stranger, "OPTIONS", "o", 1, "", "");
	raw_request(&s.stranger, "INVITE", "i", 1, "", "");
	raw_request(&s.stranger, "REGISTER", "r", 1, "", "");
	raw_send_bytes(&s.stranger, stun, sizeof(stun));
	raw_send(&s.stranger, "OPTIONS nonsense\n\n");
	CHECK(probe(&s, "alive"));
	CHECK(!raw_receive(&s.stranger, RAW_QUIET_MS));
	raw_send_bytes(&s.station, stun, sizeof(stun)); /* nor this to anybody */
	CHECK(probe(&s, "alive2"));
	CHECK(!room_rings(s.l));
	/* by TCP they do not even get a connection */
	tcp = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	{
		struct sockaddr_in from = {.sin_family = AF_INET},
				   to = {.sin_family = AF_INET,
					   .sin_port = htons((uint16_t)s.port)};
		struct timeval wait = {.tv_usec = 200 * 1000};
		fd_set set;

		inet_pton(AF_INET, STRANGER, &from.sin_addr);
		inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
		CHECK(bind(tcp, (struct sockaddr *)&from, sizeof(from)) == 0);
		CHECK(connect(tcp, (struct sockaddr *)&to, sizeof(to)) < 0 &&
			errno == EINPROGRESS);
		FD_ZERO(&set);
		FD_SET(tcp, &set);
		CHECK(select(tcp + 1, NULL, &set, NULL, &wait) == 0);
	}
	close(tcp);
	finish(&s);
}

static double cpu_s(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)u.ru_utime.tv_sec + (double)u.ru_utime.tv_usec / 1e6;
}

static void a_flood_of_strangers_costs_nothing(void)
{
	unsigned count = PROCESS_SANITIZED ? SCANS_SANITIZED : SCANS;
	static const char scan[] =
		"INVITE sip:100@127.0.0.1 SIP/2.0\r\n"
		"Via: SIP/2.0/UDP 127.0.0.3:5060;branch=z9hG4bKscan\r\n"
		"From: <sip:1@127.0.0.3>;tag=1\r\nTo: <sip:100@127.0.0.1>\r\n"
		"Call-ID: scan\r\nCSeq: 1 INVITE\r\n"
		"Contact: <sip:1@127.0.0.3>\r\nContent-Length: 0\r\n\r\n";
	double before;
	struct scene s;
	unsigned rss;

	begin(&s, ROOM_LISTENS);
	CHECK(probe(&s, "warm"));
	rss = rss_kb();
	before = cpu_s();
	for (unsigned i = 0; i < count; i++)
		raw_send_bytes(&s.stranger, scan, sizeof(scan) - 1);
	/* User time of the whole process: the sender's system calls alone. */
	printf("# %u packets, %.2f s of our CPU\n", count, cpu_s() - before);
	CHECK(PROCESS_SANITIZED || cpu_s() - before < 3.0);
	CHECK(PROCESS_SANITIZED || rss_kb() < rss + 2048);
	CHECK(probe(&s, "alive"));
	CHECK(!room_rings(s.l));
	CHECK(!raw_receive(&s.stranger, 0));
	finish(&s);
}

/* A forged source is all it takes: so it must not cost much either. */
static void a_flood_of_the_station_itself_is_bounded(void)
{
	unsigned answers = 0;
	char id[32];
	struct scene s;

	begin(&s, ROOM_REJECTS);
	for (unsigned i = 0; i < 2000; i++) {
		snprintf(id, sizeof(id), "flood%u", i);
		raw_request(&s.station, "INVITE", id, 1, "", "");
	}
	while (raw_receive(&s.station, 300))
		answers += strstr(s.station.got, "180 Ringing") != NULL;
	CHECK(answers >= 1 && answers <= 8);
	CHECK(room_rings(s.l) == answers);
	finish(&s);
}

static void nobody_is_sent_elsewhere(void)
{
	struct raw_peer victim;
	struct scene s;

	begin(&s, ROOM_ANSWERS);
	raw_open(&victim, STRANGER, 0, s.port);
	/* maddr, and a Record-Route: no answer at all */
	raw_send(&s.station,
		"OPTIONS sip:100@127.0.0.1 SIP/2.0\n"
		"Via: SIP/2.0/UDP %s:%u;maddr=%s;branch=z9hG4bKm1\n"
		"From: <sip:1@%s>;tag=1\nTo: <sip:100@127.0.0.1>\nCall-ID: m1\n"
		"CSeq: 1 OPTIONS\nContent-Length: 0\n\n",
		STRANGER, victim.port, STRANGER, STATION);
	raw_request(&s.station, "INVITE", "rr", 1, "",
		"Record-Route: <sip:127.0.0.3;lr>\n");
	CHECK(probe(&s, "alive"));
	CHECK(!room_rings(s.l));
	/* A Contact elsewhere: our BYE goes to who called. */
	raw_send(&s.station,
		"INVITE sip:100@127.0.0.1 SIP/2.0\n"
		"Via: SIP/2.0/UDP %s:%u;rport;branch=z9hG4bKc1\n"
		"From: <sip:1@%s>;tag=1\nTo: <sip:100@127.0.0.1>\nCall-ID: c1\n"
		"CSeq: 1 INVITE\nContact: <sip:1@%s:%u>\nContent-Length: 0\n\n",
		STATION, s.station.port, STATION, STRANGER, victim.port);
	CHECK(raw_expect(&s.station, "SIP/2.0 200"));
	raw_send(&s.station,
		"ACK sip:100@127.0.0.1 SIP/2.0\n"
		"Via: SIP/2.0/UDP %s:%u;rport;branch=z9hG4bKc2\n"
		"From: <sip:1@%s>;tag=1\nTo: %s\nCall-ID: c1\n"
		"CSeq: 1 ACK\nContent-Length: 0\n\n",
		STATION, s.station.port, STATION, raw_header(&s.station, "To"));
	CHECK(room_hang_up(s.l, room_wait(s.l, ROOM_ESTABLISHED).call) == 0);
	CHECK(raw_expect(&s.station, "BYE sip:1@127.0.0.3"));
	CHECK(!raw_receive(&victim, RAW_QUIET_MS));
	raw_close(&victim);
	finish(&s);
}

static void a_farewell_ends_the_call_and_then_there_is_silence(void)
{
	char tag[600];
	struct scene s;

	begin(&s, ROOM_ANSWERS);
	raw_request(&s.station, "INVITE", "f", 1, "", "");
	CHECK(raw_expect(&s.station, "SIP/2.0 200"));
	snprintf(tag, sizeof(tag), "%s", strchr(raw_header(&s.station, "To"), ';'));
	raw_request(&s.station, "ACK", "f", 1, tag, "");
	room_wait(s.l, ROOM_ESTABLISHED);
	CHECK(room_farewell(
		s.l)); /* nobody answers the BYE: it does not wait for long */
	CHECK(raw_expect(&s.station, "BYE "));
	CHECK(!room_has(s.l, ROOM_ENDED));
	room_remove(s.l);
	finish(&s);
}

static void a_line_that_goes_leaves_nothing(void)
{
	struct scene s;

	begin(&s, ROOM_LISTENS);
	raw_request(&s.station, "INVITE", "g", 1, "", "");
	CHECK(raw_expect(&s.station, "SIP/2.0 180"));
	room_remove(s.l);
	CHECK(raw_expect(&s.station, "SIP/2.0 486"));
	finish(&s); /* counts descriptors */
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_repeated_invite_is_one_ring),
		TEST(answers_that_are_lost_are_given_again),
		TEST(what_is_never_confirmed_brings_few_packets),
		TEST(a_second_call_at_once_is_busy),
		TEST(a_station_that_was_restarted_while_ringing_rings_again),
		TEST(strangers_get_silence),
		TEST(a_flood_of_strangers_costs_nothing),
		TEST(a_flood_of_the_station_itself_is_bounded),
		TEST(nobody_is_sent_elsewhere),
		TEST(a_farewell_ends_the_call_and_then_there_is_silence),
		TEST(a_line_that_goes_leaves_nothing),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
