/* SPDX-License-Identifier: Apache-2.0 */
/* test-sip-visits.c - two stations at the emulated proxy and one through a registrar, all
 * at once: every visit rings once, at the right line.
 *
 *   test-sip-visits [visits of each]
 *
 * One visit a second and station: the limits for floods stay as they are. */

#include "check.h"
#include "raw-peer.h"
#include "sip-peer.h"
#include "sip-room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define US "127.0.0.1"

enum { STATIONS = 3, LIMIT_MS = 600 * 1000, SETTLE_MS = 5000 };

static unsigned visits_of_each;

/* Play the registrar until it has let the account in. */
static void let_in(struct raw_peer *registrar)
{
	CHECK(raw_expect(registrar, "REGISTER "));
	raw_reply(registrar, "200 OK", "Expires: 3600\n");
}

static void every_visit_rings_once_at_the_right_line(void)
{
	static const char *const addresses[STATIONS] = {
		"127.0.0.2", "127.0.0.3", "127.0.0.4"};
	static const char *const scenarios[STATIONS] = {
		"ring-cancel", "ring-answered", "ring-rejected"};
	static const enum room_manner manners[STATIONS] = {
		ROOM_LISTENS, ROOM_ANSWERS, ROOM_REJECTS};
	static const char *const numbers[STATIONS] = {"100", "101", "102"};
	struct sip_peer stations[STATIONS];
	struct room_line *lines[STATIONS];
	struct raw_peer registrar;
	struct sip_room room;
	unsigned port = 0;
	struct sip_line_config second = {.mode = SIP_SERVER, .station = "127.0.0.3"};
	struct sip_line_config account = {.mode = SIP_CLIENT,
		.proxy = "127.0.0.4",
		.user = "house",
		.expires_s = 3600};
	unsigned ports[STATIONS];
	char count[16];

	room_open(&room);
	lines[0] = room_server(&room, addresses[0], manners[0], &port);
	ports[0] = ports[1] = second.listen_port = port;
	lines[1] = room_add(&room, &second, manners[1]);
	room_wait_state(lines[1], SIP_LISTENING);
	raw_open(&registrar, addresses[2], 0, 9);
	account.port = registrar.port;
	lines[2] = room_add(&room, &account, manners[2]);
	let_in(&registrar);
	room_wait_state(lines[2], SIP_REGISTERED);
	ports[2] = registrar.to_source;
	raw_close(&registrar);
	snprintf(count, sizeof(count), "%u", visits_of_each);
	for (int i = 0; i < STATIONS; i++) {
		const char *options[] = {"-m", count, "-l", "1", "-r", "1", "-rp",
			"1000", "-s", numbers[i], "-d", "100", "-timeout", "500s",
			NULL};

		sipp_start(&stations[i], scenarios[i], addresses[i], 0, US, ports[i],
			options);
	}
	for (int i = 0; i < STATIONS; i++)
		CHECK(sipp_end(&stations[i], LIMIT_MS));
	for (int i = 0; i < STATIONS; i++) {
		CHECK(room_wait_ends(lines[i], visits_of_each, SETTLE_MS));
		CHECK(room_rings(lines[i]) == visits_of_each);
		for (unsigned v = 0; v < visits_of_each; v++)
			CHECK(!strcmp(
				room_wait(lines[i], ROOM_RING).called, numbers[i]));
	}
	room_close(&room);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(every_visit_rings_once_at_the_right_line),
		{NULL, NULL},
	};

	visits_of_each = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 10;
	return !peer_installed("sipp") || check_main(tests, 1, argv);
}
