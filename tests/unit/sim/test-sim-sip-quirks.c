/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-sip-quirks.c - what the simulated station does in SIP that no correct
 * telephone does, and what happens to its calls when it dies. */

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

/* A station that calls the desk; it does not register unless the setting says so. */
static struct sim_driver station(struct desk *desk, const char *setting)
{
	const char *arguments[] = {
		"--set", "sip-register=off", setting ? "--set" : NULL, setting, NULL};
	struct sim_driver sim = sim_start(arguments);

	desk_open(desk);
	CHECK(sip_proxy(&sim, desk->port));
	return sim;
}

static void leave(struct sim_driver *sim, struct desk *desk)
{
	desk_close(desk);
	CHECK(sim_stop(sim) == 0);
}

/* A call that stands. */
static void answered_call(struct sim_driver *sim, struct desk *desk)
{
	CHECK(sim_do(sim, "press"));
	CHECK(desk_hears(desk, "INVITE "));
	desk_says(desk, 200, "", desk_audio);
	CHECK(sip_call_becomes(sim, "up"));
}

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
	leave(&sim, &desk);
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
		struct sim_driver sim = station(&desk, rows[i].setting);

		CHECK(sim_do(&sim, "press"));
		CHECK(desk_hears(&desk, "INVITE "));
		CHECK(!!strstr(desk.text, rows[i].shows) == rows[i].there);
		leave(&sim, &desk);
	}
}

static void invites_can_go_to_a_port_of_their_own(void)
{
	struct desk desk, other;
	struct sim_driver sim = station(&desk, NULL);
	char line[40];

	desk_open(&other);
	(void)snprintf(line, sizeof(line), "set sip-invite-port %u", other.port);
	CHECK(sim_do(&sim, line));
	CHECK(sim_do(&sim, "press"));
	CHECK(desk_hears(&other, "INVITE "));
	CHECK(desk_is_left_alone(&desk, "INVITE ", A_WHILE_MS));
	desk_close(&other);
	leave(&sim, &desk);
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

static void a_200_gets_its_ack_each_time_or_never(void)
{
	struct desk desk;
	struct sim_driver sim = station(&desk, NULL);
	char *invite;

	CHECK(sim_do(&sim, "press"));
	CHECK(desk_hears(&desk, "INVITE "));
	invite = strdup(desk.text);
	for (size_t i = 0; i < 2; i++) {
		desk_says_to(&desk, invite, 200, "", desk_audio);
		CHECK(desk_hears(&desk, "ACK sip:desk@127.0.0.1"));
	}
	CHECK(sim_do(&sim, "set sip-ack off"));
	desk_says_to(&desk, invite, 200, "", desk_audio);
	CHECK(desk_is_left_alone(&desk, "ACK ", A_WHILE_MS));
	CHECK(sim_ledger(&sim, "sip/answered") == 1);
	free(invite);
	leave(&sim, &desk);
}

static void a_cancel_waits_for_a_1xx_unless_it_is_early(void)
{
	struct desk desk;
	struct sim_driver sim = station(&desk, NULL);

	CHECK(sim_do(&sim, "press"));
	CHECK(desk_hears(&desk, "INVITE "));
	CHECK(sim_do(&sim, "hangup"));
	CHECK(desk_is_left_alone(&desk, "CANCEL ", A_WHILE_MS));
	/* What it heard since is the INVITE again, if anything. */
	desk_says(&desk, 100, "", "");
	CHECK(desk_hears(&desk, "CANCEL "));
	CHECK(sim_do(&sim, "set sip-goodbye early"));
	CHECK(sim_do(&sim, "press"));
	CHECK(sim_do(&sim, "hangup"));
	CHECK(desk_hears(&desk, "INVITE "));
	CHECK(desk_hears(&desk, "CANCEL "));
	leave(&sim, &desk);
}

static void a_200_that_crosses_the_cancel_is_hung_up(void)
{
	struct desk desk;
	struct sim_driver sim = station(&desk, NULL);
	char *invite;

	CHECK(sim_do(&sim, "press"));
	CHECK(desk_hears(&desk, "INVITE "));
	invite = strdup(desk.text);
	desk_says(&desk, 180, "", "");
	CHECK(sip_call_becomes(&sim, "ringing"));
	CHECK(sim_do(&sim, "hangup"));
	CHECK(desk_hears(&desk, "CANCEL "));
	desk_says_to(&desk, invite, 200, "", desk_audio);
	CHECK(desk_hears(&desk, "ACK "));
	CHECK(desk_hears(&desk, "BYE "));
	CHECK(sim_ledger(&sim, "sip/answered") == 0);
	CHECK(ring_becomes(&sim, "idle"));
	free(invite);
	leave(&sim, &desk);
}

static void it_may_end_calls_without_a_word(void)
{
	struct desk desk;
	struct sim_driver sim = station(&desk, "sip-goodbye=never");

	CHECK(sim_do(&sim, "press"));
	CHECK(desk_hears(&desk, "INVITE "));
	desk_says(&desk, 180, "", "");
	CHECK(sip_call_becomes(&sim, "ringing"));
	CHECK(sim_do(&sim, "hangup"));
	CHECK(desk_is_left_alone(&desk, "CANCEL ", A_WHILE_MS));
	answered_call(&sim, &desk);
	CHECK(sim_do(&sim, "hangup"));
	CHECK(desk_is_left_alone(&desk, "BYE ", A_WHILE_MS));
	CHECK(sim_ledger(&sim, "sip_ended/forgotten") == 2);
	leave(&sim, &desk);
}

static void the_power_cut_in_mid_call_is_silence_and_a_registration_after_it(void)
{
	struct desk desk;
	struct sim_driver sim = station(&desk, "sip-register=standard");

	CHECK(desk_hears(&desk, "REGISTER "));
	desk_says(&desk, 200, "", "");
	answered_call(&sim, &desk);
	CHECK(sim_do(&sim, "off"));
	CHECK(desk_is_left_alone(&desk, "BYE ", A_WHILE_MS));
	CHECK(sim_ledger(&sim, "sip_ended/forgotten") == 1);
	CHECK(sim_do(&sim, "on"));
	CHECK(desk_hears(&desk, "REGISTER "));
	CHECK(strstr(desk.text, "\r\nCSeq: 1 REGISTER\r\n"));
	CHECK(ring_becomes(&sim, "idle"));
	leave(&sim, &desk);
}

static void it_is_deaf_and_dumb_while_frozen(void)
{
	struct desk desk;
	struct sim_driver sim = station(&desk, NULL);

	CHECK(sim_do(&sim, "freeze"));
	CHECK(sim_do(&sim, "press"));
	CHECK(desk_is_left_alone(&desk, "INVITE ", A_WHILE_MS));
	CHECK(sim_do(&sim, "thaw"));
	CHECK(desk_hears(&desk, "INVITE "));
	leave(&sim, &desk);
}

static void what_is_lost_comes_again(void)
{
	struct desk desk;
	struct sim_driver sim = station(&desk, "sip-lose-received=1");
	char *first;

	CHECK(sim_do(&sim, "press"));
	CHECK(desk_hears(&desk, "INVITE "));
	first = strdup(desk.text);
	desk_says(&desk, 180, "", "");
	CHECK(desk_hears(&desk, "INVITE "));
	CHECK(!strcmp(first, desk.text));
	CHECK(sim_ledger(&sim, "sip/lost") == 1);
	CHECK(sim_ledger(&sim, "sip/repeated") == 1);
	CHECK(sim_do(&sim, "set sip-lose-received 0"));
	CHECK(sim_do(&sim, "set sip-lose-sent 2"));
	desk_says(&desk, 200, "", desk_audio);
	/* INVITE twice: the third packet goes out, the fourth does not. */
	CHECK(desk_hears(&desk, "ACK "));
	CHECK(sim_do(&sim, "hangup"));
	CHECK(desk_hears(&desk, "BYE "));
	CHECK(sim_ledger(&sim, "sip/repeated") == 2);
	free(first);
	leave(&sim, &desk);
}

static void a_second_press_may_be_a_second_call(void)
{
	struct desk desk;
	struct sim_driver sim = station(&desk, "sip-second-press=another");
	char *first, *one, *two;

	CHECK(sim_do(&sim, "press"));
	CHECK(desk_hears(&desk, "INVITE "));
	first = strdup(desk.text);
	desk_says(&desk, 180, "", "");
	CHECK(sip_call_becomes(&sim, "ringing"));
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
	leave(&sim, &desk);
}

static void a_second_press_is_the_same_call_by_default(void)
{
	struct desk desk;
	struct sim_driver sim = station(&desk, NULL);

	CHECK(sim_do(&sim, "press"));
	CHECK(desk_hears(&desk, "INVITE "));
	desk_says(&desk, 180, "", "");
	CHECK(sip_call_becomes(&sim, "ringing"));
	CHECK(sim_do(&sim, "press 2"));
	CHECK(desk_is_left_alone(&desk, "INVITE ", A_WHILE_MS));
	CHECK(sim_ledger(&sim, "sip/calls") == 1);
	leave(&sim, &desk);
}

static void a_wrong_password_is_tried_twice_and_again_later(void)
{
	struct desk desk;
	struct sim_driver sim;
	const char *arguments[] = {"--set", "sip-retry-ms=400", NULL};

	sim = sim_start(arguments);
	desk_open(&desk);
	CHECK(sip_proxy(&sim, desk.port));
	for (size_t i = 0; i < 3; i++) {
		CHECK(desk_hears(&desk, "REGISTER "));
		CHECK(!!strstr(desk.text, "\r\nAuthorization: Digest ") == (i > 0));
		desk_says(&desk, 401,
			"WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\n", "");
	}
	CHECK(sip_becomes(&sim, "refused"));
	CHECK(desk_hears(&desk, "REGISTER "));
	CHECK(!strstr(desk.text, "Authorization"));
	CHECK(sim_ledger(&sim, "sip_refusals/401") == 1);
	leave(&sim, &desk);
}

static void routes_of_a_proxy_are_followed_backwards(void)
{
	struct desk desk;
	struct sim_driver sim = station(&desk, NULL);
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
	leave(&sim, &desk);
}

static void a_request_that_comes_twice_counts_once_and_is_answered_twice(void)
{
	struct desk desk;
	struct sim_driver sim = station(&desk, NULL);
	char *from, *to, *id, info[1024];

	answered_call(&sim, &desk);
	from = header_of(desk.text, "To");
	to = header_of(desk.text, "From");
	id = header_of(desk.text, "Call-ID");
	(void)snprintf(info, sizeof(info),
		"INFO sip:door@127.0.0.1 SIP/2.0\r\n"
		"Via: SIP/2.0/UDP 127.0.0.1:%u;branch=z9hG4bK1\r\n"
		"From:%s;tag=desk\r\nTo:%s\r\nCall-ID:%s\r\nCSeq: 1 INFO\r\n"
		"Content-Type: application/dtmf-relay\r\nContent-Length: 8\r\n\r\n"
		"Signal=7",
		desk.port, from, to, id);
	for (size_t i = 0; i < 2; i++) {
		desk_sends(&desk, info);
		CHECK(desk_hears(&desk, "SIP/2.0 200 "));
	}
	CHECK(sim_ledger(&sim, "sip_requests/INFO") == 2);
	CHECK(digits_are(&sim, "7"));
	free(from);
	free(to);
	free(id);
	leave(&sim, &desk);
}

static void digits_inside_the_sound_are_taken_once(void)
{
	struct desk desk;
	struct sim_driver sim = station(&desk, "sip-code=5");
	unsigned char rtp[RTP_SIZE] = {0x80, 101, 0, 1, 0, 0, 9, 9, 1, 2, 3, 4, 5, 10};
	json_t *answer;
	struct sockaddr_in to = {.sin_family = AF_INET};

	answered_call(&sim, &desk);
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
	leave(&sim, &desk);
}

static void nonsense_is_counted_and_harms_nothing(void)
{
	static const char *const texts[] = {"hello", "\r\n\r\n",
		"INVITE x SIP/2.0\r\n\r\n", "SIP/2.0 200 OK\r\n\r\n",
		"BYE sip:x SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\n\r\n"};
	struct desk desk;
	struct sim_driver sim = station(&desk, NULL);

	CHECK(sim_do(&sim, "press"));
	CHECK(desk_hears(&desk, "INVITE "));
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		desk_sends(&desk, texts[i]);
	CHECK(ledger_becomes(&sim, "sip/strays", 5));
	desk_says(&desk, 200, "", desk_audio);
	CHECK(sip_call_becomes(&sim, "up"));
	leave(&sim, &desk);
}

static const struct test tests[] = {
	TEST(the_captured_firmware_calls_as_captured),
	TEST(each_oddity_has_a_switch_of_its_own),
	TEST(invites_can_go_to_a_port_of_their_own),
	TEST(stations_are_told_apart_by_their_addresses),
	TEST(a_200_gets_its_ack_each_time_or_never),
	TEST(a_cancel_waits_for_a_1xx_unless_it_is_early),
	TEST(a_200_that_crosses_the_cancel_is_hung_up),
	TEST(it_may_end_calls_without_a_word),
	TEST(the_power_cut_in_mid_call_is_silence_and_a_registration_after_it),
	TEST(it_is_deaf_and_dumb_while_frozen),
	TEST(what_is_lost_comes_again),
	TEST(a_second_press_may_be_a_second_call),
	TEST(a_second_press_is_the_same_call_by_default),
	TEST(a_wrong_password_is_tried_twice_and_again_later),
	TEST(routes_of_a_proxy_are_followed_backwards),
	TEST(a_request_that_comes_twice_counts_once_and_is_answered_twice),
	TEST(digits_inside_the_sound_are_taken_once),
	TEST(nonsense_is_counted_and_harms_nothing),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
