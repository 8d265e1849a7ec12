/* SPDX-License-Identifier: Apache-2.0 */
/* test-sip-kamailio.c - an account at a real registrar and proxy. */

#include "check.h"
#include "raw-peer.h"
#include "sip-peer.h"
#include "sip-room.h"

#include <stdio.h>
#include <string.h>

#define US "127.0.0.1"

struct scene {
	struct sip_room room;
	struct sip_peer kamailio;
	unsigned port;
};

static void begin(struct scene *s, const char *algorithm, const char *nonce_s)
{
	char port[32], algorithm_value[48], nonce[32], pid[96];
	const char *values[] = {port, algorithm_value, nonce, NULL};
	const char *argv[] = {"kamailio", "-f", "kamailio.cfg", "-DD", "-E", "-m", "32",
		"-M", "4", "-w", NULL, "-Y", NULL, "-P", pid, NULL};

	s->port = room_free_port(US);
	snprintf(port, sizeof(port), "PORT=%u", s->port);
	snprintf(algorithm_value, sizeof(algorithm_value), "ALGORITHM=%s", algorithm);
	snprintf(nonce, sizeof(nonce), "NONCE=%s", nonce_s);
	peer_prepare(&s->kamailio);
	snprintf(pid, sizeof(pid), "%s/pid", s->kamailio.dir);
	argv[10] = argv[12] = s->kamailio.dir;
	peer_fill(&s->kamailio, "kamailio.cfg", "kamailio.cfg", values);
	peer_start(&s->kamailio, argv);
	room_open(&s->room);
}

static void finish(struct scene *s)
{
	room_close(&s->room);
	peer_show_log(&s->kamailio);
	peer_finish(&s->kamailio);
}

static struct room_line *account(struct scene *s, const char *user,
	const char *password, unsigned expires_s, enum room_manner manner)
{
	struct sip_line_config config = {
		.mode = SIP_CLIENT,
		.proxy = US,
		.port = s->port,
		.user = user,
		.password = password,
		.expires_s = expires_s,
	};

	return room_add(&s->room, &config, manner);
}

static void an_account_registers_and_renews_over_several_expiries(void)
{
	struct room_line *l;
	struct scene s;

	begin(&s, "MD5", "1"); /* the nonce runs out in between, too */
	l = account(&s, "house", "secret", 2, ROOM_LISTENS);
	room_wait_state(l, SIP_REGISTERED);
	for (unsigned i = 0;
		i < 800 && peer_count_log(&s.kamailio, "registered house") < 5; i++)
		(void)peer_wait_log(&s.kamailio, "nothing like this", 20);
	CHECK(peer_count_log(&s.kamailio, "registered house for 2") >= 5);
	CHECK(!room_has(l, ROOM_STATUS));
	CHECK(room_farewell(l));
	CHECK(peer_wait_log(&s.kamailio, "registered house for 0", 3000));
	finish(&s);
}

static void a_wrong_password_is_told(void)
{
	struct room_line *l;
	struct scene s;

	begin(&s, "MD5", "300");
	l = account(&s, "house", "wrong", 60, ROOM_LISTENS);
	room_wait_state(l, SIP_REFUSED);
	finish(&s);
}

static void a_station_rings_through_the_proxy(void)
{
	static const char *const options[] = {"-m", "3", "-l", "1", "-s", "house",
		"-au", "door", "-ap", "secret", "-d", "200", NULL};
	struct room_line *l;
	struct scene s;

	begin(&s, "MD5", "300");
	l = account(&s, "house", "secret", 60, ROOM_ANSWERS_LOUD);
	room_wait_state(l, SIP_REGISTERED);
	CHECK(sipp_run("proxied-ring", US, 0, US, s.port, options));
	for (int i = 0; i < 3; i++) {
		struct room_note ring = room_wait(l, ROOM_RING), up, end;

		CHECK(!strcmp(ring.caller, "door") && !strcmp(ring.called, "house"));
		CHECK(ring.media_offered);
		up = room_wait(l, ROOM_ESTABLISHED);
		end = room_wait(l, ROOM_ENDED);
		CHECK(up.call == ring.call && up.peer.port == 21900);
		CHECK(end.call == ring.call && end.why == SIP_END_PEER);
	}
	CHECK(room_rings(l) == 3);
	finish(&s);
}

/* Both ends are ours: sipp knows no SHA-256. */
static void two_accounts_call_each_other(const char *algorithm)
{
	struct room_line *house, *door;
	uint32_t call = 0;
	struct scene s;

	begin(&s, algorithm, "300");
	house = account(&s, "house", "secret", 60, ROOM_ANSWERS_LOUD);
	door = account(&s, "door", "secret", 60, ROOM_LISTENS);
	room_wait_state(house, SIP_REGISTERED);
	room_wait_state(door, SIP_REGISTERED);
	CHECK(room_call(door, "house", &call) == 0);
	CHECK(!strcmp(room_wait(house, ROOM_RING).caller, "door"));
	CHECK(room_wait(door, ROOM_ESTABLISHED).peer.port == 4000);
	room_wait(house, ROOM_ESTABLISHED);
	CHECK(room_digits(door, call, "#7") == 0);
	CHECK(room_wait(house, ROOM_DIGIT).digit == '#');
	CHECK(room_wait(house, ROOM_DIGIT).digit == '7');
	CHECK(room_hang_up(door, call) == 0);
	CHECK(room_wait(door, ROOM_ENDED).why == SIP_END_HUNG_UP);
	CHECK(room_wait(house, ROOM_ENDED).why == SIP_END_PEER);
	/* nobody there, and given up */
	CHECK(room_call(door, "nobody", &call) == 0);
	CHECK(room_wait(door, ROOM_ENDED).code == 404);
	house->manner = ROOM_LISTENS;
	CHECK(room_call(door, "house", &call) == 0);
	room_wait(house, ROOM_RING);
	CHECK(room_hang_up(door, call) == 0);
	CHECK(room_wait(house, ROOM_ENDED).why == SIP_END_CANCELLED);
	CHECK(room_wait(door, ROOM_ENDED).why == SIP_END_HUNG_UP);
	house->manner = ROOM_REJECTS;
	CHECK(room_call(door, "house", &call) == 0);
	CHECK(room_wait(door, ROOM_ENDED).code == 486);
	finish(&s);
}

static void two_accounts_call_each_other_with_md5(void)
{
	two_accounts_call_each_other("MD5");
}

static void two_accounts_call_each_other_with_sha256(void)
{
	two_accounts_call_each_other("SHA-256");
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(an_account_registers_and_renews_over_several_expiries),
		TEST(a_wrong_password_is_told),
		TEST(a_station_rings_through_the_proxy),
		TEST(two_accounts_call_each_other_with_md5),
		TEST(two_accounts_call_each_other_with_sha256),
		{NULL, NULL},
	};

	return !peer_installed("kamailio") || !peer_installed("sipp") ||
	       check_main(tests, argc, argv);
}
