/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-sip-quirks.c - what the simulated station does in SIP that no correct
 * telephone does, and what it does that one may do. */

#include "check.h"
#include "sim-client.h"
#include "sip-desk.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* Longer than a first repetition takes. */
enum { A_WHILE_MS = 300, RTP_SIZE = 16 };

static bool digits_are(struct sim_driver *sim, const char *wanted)
{
	json_t *answer = sim_answer(sim, "ledger");
	const char *digits = json_string_value(
		json_object_get(json_object_get(answer, "ledger"), "sip_digits"));
	bool same = digits && !strcmp(digits, wanted);

	json_decref(answer);
	return same;
}

static bool header_is(const char *text, const char *name, const char *wanted)
{
	char *value = header_of(text, name);
	bool same = value && !strcmp(value, wanted);

	free(value);
	return same;
}

static bool is_a_number(const char *text, const char *name)
{
	char *value = header_of(text, name);
	bool number = value && value[0] == ' ' && value[1] &&
		      strspn(value + 1, "0123456789") == strlen(value + 1);

	free(value);
	return number;
}

static void the_captured_firmware_calls_as_captured(void)
{
	const char *arguments[] = {
		"--profile", "v2.2.114", "--set", "sip-invite-port=0", NULL};
	struct sim_driver sim = sim_start(arguments);
	struct desk desk;
	char length[32];

	desk_open(&desk);
	CHECK(sip_proxy(&sim, desk.port));
	CHECK(desk_hears(&desk, "REGISTER "));
	CHECK(strstr(desk.text, "Expires: 900\r\n"));
	CHECK(strstr(desk.text, "Content-Type: text/xml\r\n"));
	CHECK(strstr(desk.text, "\r\n\r\n<regXML>\r\n<version>V2.0.0</version>\r\n"
				"<regDevName>Front Door</regDevName>"));
	desk_says(&desk, 200, "", "");
	CHECK(sim_do(&sim, "press"));
	CHECK(desk_hears(&desk, "INVITE "));
	CHECK(header_is(desk.text, "CSeq", " 20 INVITE"));
	CHECK(is_a_number(desk.text, "Call-ID"));
	CHECK(header_is(desk.text, "Subject", " This is a call to app."));
	CHECK(header_is(desk.text, "User-Agent", " HKVS/2.0.0"));
	(void)snprintf(length, sizeof(length), "   %zu",
		strlen(strstr(desk.text, "\r\n\r\n") + 4));
	CHECK(header_is(desk.text, "Content-Length", length));
	CHECK(strstr(desk.text, "\r\nm=audio 0 RTP/AVP 0 8 101\r\n"));
	CHECK(strstr(desk.text, "\r\nm=video 0 RTP/AVP 96\r\n"));
	desk_leave(&sim, &desk);
}

static void each_oddity_has_a_switch_of_its_own(void)
{
	// clang-format off
	static const struct {const char *setting, *shows; bool there;} rows[] = {
		{NULL, "\r\nm=video", false}, {NULL, "\r\nm=audio 0", false},
		{NULL, "\r\nSubject:", false}, {NULL, "\r\nContent-Length:  ", false},
		{"sip-sdp=video", "\r\nm=video", true},
		{"sip-sdp=refused", "\r\nm=audio 0 ", true},
		{"sip-sdp=none", "\r\nContent-Length: 0\r\n\r\n", true},
		{"sip-length=padded", "\r\nContent-Length:   ", true},
		{"sip-call-id=short", "@127.0.0.1\r\nCSeq", false},
		{"sip-cseq=7", "\r\nCSeq: 7 INVITE\r\n", true},
		{"sip-user-agent=Bell", "\r\nUser-Agent: Bell\r\n", true},
		{"sip-user-agent=", "\r\nUser-Agent", false},
	};
	// clang-format on

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct desk desk;
		struct sim_driver sim = desk_station(&desk, rows[i].setting);

		CHECK(sim_do(&sim, "press"));
		CHECK(desk_hears(&desk, "INVITE "));
		CHECK(!!strstr(desk.text, rows[i].shows) == rows[i].there);
		desk_leave(&sim, &desk);
	}
}

static void invites_can_go_to_a_port_of_their_own(void)
{
	struct desk desk, other;
	struct sim_driver sim = desk_station(&desk, NULL);
	char line[40];

	desk_open(&other);
	(void)snprintf(line, sizeof(line), "set sip-invite-port %u", other.port);
	CHECK(sim_do(&sim, line));
	CHECK(sim_do(&sim, "press"));
	CHECK(desk_hears(&other, "INVITE "));
	CHECK(desk_is_left_alone(&desk, "INVITE ", A_WHILE_MS));
	desk_close(&other);
	desk_leave(&sim, &desk);
}

static void stations_are_told_apart_by_their_addresses(void)
{
	static const char *const addresses[] = {"127.0.0.2", "127.0.0.3"};
	struct desk desk;

	desk_open(&desk);
	for (size_t i = 0; i < 2; i++) {
		const char *arguments[] = {"--address", addresses[i], NULL};
		struct sim_driver sim = sim_start(arguments);
		char from[INET_ADDRSTRLEN];

		CHECK(sip_proxy(&sim, desk.port));
		CHECK(desk_hears(&desk, "REGISTER "));
		(void)inet_ntop(AF_INET, &desk.from.sin_addr, from, sizeof(from));
		CHECK(!strcmp(from, addresses[i]));
		CHECK(sim_stop(&sim) == 0);
	}
	desk_close(&desk);
}

static void a_second_press_may_be_a_second_call(void)
{
	struct desk desk;
	struct sim_driver sim = desk_station(&desk, "sip-second-press=another");
	char *first, *one, *two;

	desk_rings(&sim, &desk);
	first = strdup(desk.text);
	CHECK(sim_do(&sim, "press 2"));
	CHECK(desk_hears(&desk, "INVITE sip:2@"));
	one = header_of(first, "Call-ID");
	two = header_of(desk.text, "Call-ID");
	CHECK(strcmp(one, two) != 0);
	desk_says(&desk, 200, "", desk_audio);
	CHECK(desk_hears(&desk, "CANCEL sip:1@"));
	CHECK(ring_becomes(&sim, "onCall"));
	CHECK(sim_ledger(&sim, "sip/calls") == 2);
	CHECK(sim_ledger(&sim, "rings_shown") == 1);
	free(first);
	free(one);
	free(two);
	desk_leave(&sim, &desk);
}

static void a_second_press_is_the_same_call_by_default(void)
{
	struct desk desk;
	struct sim_driver sim = desk_station(&desk, NULL);

	desk_rings(&sim, &desk);
	CHECK(sim_do(&sim, "press 2"));
	CHECK(desk_is_left_alone(&desk, "INVITE ", A_WHILE_MS));
	CHECK(sim_ledger(&sim, "sip/calls") == 1);
	desk_leave(&sim, &desk);
}

static void routes_of_a_proxy_are_followed_backwards(void)
{
	struct desk desk;
	struct sim_driver sim = desk_station(&desk, NULL);
	char lines[200];

	CHECK(sim_do(&sim, "press"));
	CHECK(desk_hears(&desk, "INVITE "));
	(void)snprintf(lines, sizeof(lines),
		"Record-Route: <sip:far@192.0.2.1;lr>\r\n"
		"Record-Route: <sip:near@127.0.0.1:%u;lr>\r\n",
		desk.port);
	desk_says(&desk, 200, lines, desk_audio);
	CHECK(desk_hears(&desk, "ACK "));
	CHECK(strstr(desk.text, "\r\nRoute: <sip:near@127.0.0.1:") &&
		strstr(desk.text, "\r\nRoute: <sip:far@192.0.2.1;lr>") &&
		strstr(desk.text, "sip:near@") < strstr(desk.text, "sip:far@"));
	desk_leave(&sim, &desk);
}

/* An INFO with the digit 7, inside the call that the desk took.
 * @param tag  Of the station, as the desk has it */
static void send_digit(struct desk *desk, const char *invite, const char *tag)
{
	char *from = header_of(invite, "To"), *to = header_of(invite, "From");
	char *id = header_of(invite, "Call-ID"), info[1024];

	if (tag)
		*strstr(to, ";tag=") = '\0';
	(void)snprintf(info, sizeof(info),
		"INFO sip:door@127.0.0.1 SIP/2.0\r\n"
		"Via: SIP/2.0/UDP 127.0.0.1:%u;branch=z9hG4bK1\r\n"
		"From:%s;tag=desk\r\nTo:%s%s\r\nCall-ID:%s\r\nCSeq: 1 INFO\r\n"
		"Content-Type: application/dtmf-relay\r\nContent-Length: 8\r\n\r\n"
		"Signal=7",
		desk->port, from, to, tag ? tag : "", id);
	desk_sends(desk, info);
	free(from);
	free(to);
	free(id);
}

static void a_request_that_comes_twice_counts_once_and_is_answered_twice(void)
{
	struct desk desk;
	struct sim_driver sim = desk_station(&desk, NULL);
	char *invite;

	desk_takes_call(&sim, &desk);
	invite = strdup(desk.text);
	send_digit(&desk, invite, ";tag=stranger");
	CHECK(desk_hears(&desk, "SIP/2.0 481 "));
	CHECK(digits_are(&sim, ""));
	for (size_t i = 0; i < 2; i++) {
		send_digit(&desk, invite, NULL);
		CHECK(desk_hears(&desk, "SIP/2.0 200 "));
	}
	CHECK(sim_ledger(&sim, "sip_requests/INFO") == 3);
	CHECK(digits_are(&sim, "7"));
	free(invite);
	desk_leave(&sim, &desk);
}

static void digits_inside_the_sound_are_taken_once(void)
{
	struct desk desk;
	struct sim_driver sim = desk_station(&desk, "sip-code=5");
	unsigned char rtp[RTP_SIZE] = {0x80, 101, 0, 1, 0, 0, 9, 9, 1, 2, 3, 4, 5, 10};
	json_t *answer;
	struct sockaddr_in to = {.sin_family = AF_INET};

	desk_takes_call(&sim, &desk);
	answer = sim_answer(&sim, "sip");
	to.sin_port = htons(
		(uint16_t)json_integer_value(json_object_get(answer, "audio_port")));
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	json_decref(answer);
	for (size_t i = 0; i < 3; i++)
		(void)!sendto(desk.fd, rtp, sizeof(rtp), 0, (struct sockaddr *)&to,
			sizeof(to));
	CHECK(ledger_becomes(&sim, "sip/audio_packets", 3));
	CHECK(sim_ledger(&sim, "relay_pulses/1") == 1);
	CHECK(sim_do(&sim, "hangup"));
	CHECK(desk_hears(&desk, "BYE "));
	rtp[7]++;
	(void)!sendto(desk.fd, rtp, sizeof(rtp), 0, (struct sockaddr *)&to, sizeof(to));
	CHECK(ledger_becomes(&sim, "sip/audio_packets", 4));
	CHECK(sim_ledger(&sim, "relay_pulses/1") == 1);
	desk_leave(&sim, &desk);
}

static const struct test tests[] = {
	TEST(the_captured_firmware_calls_as_captured),
	TEST(each_oddity_has_a_switch_of_its_own),
	TEST(invites_can_go_to_a_port_of_their_own),
	TEST(stations_are_told_apart_by_their_addresses),
	TEST(a_second_press_may_be_a_second_call),
	TEST(a_second_press_is_the_same_call_by_default),
	TEST(routes_of_a_proxy_are_followed_backwards),
	TEST(a_request_that_comes_twice_counts_once_and_is_answered_twice),
	TEST(digits_inside_the_sound_are_taken_once),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
