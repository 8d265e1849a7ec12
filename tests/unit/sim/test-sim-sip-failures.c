/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-sip-failures.c - the simulated station in SIP, when packets are lost, when it
 * gives up, and when it dies. */

#include "check.h"
#include "sim-client.h"
#include "sip-desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Longer than a first repetition takes. */
enum { A_WHILE_MS = 300 };

static void a_200_gets_its_ack_each_time_or_never(void)
{
	struct desk desk;
	struct sim_driver sim = desk_station(&desk, NULL);
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
	desk_leave(&sim, &desk);
}

static void a_cancel_waits_for_a_1xx_unless_it_is_early(void)
{
	struct desk desk;
	struct sim_driver sim = desk_station(&desk, NULL);

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
	desk_leave(&sim, &desk);
}

static void a_200_that_crosses_the_cancel_is_hung_up(void)
{
	struct desk desk;
	struct sim_driver sim = desk_station(&desk, NULL);
	char *invite;

	desk_rings(&sim, &desk);
	invite = strdup(desk.text);
	CHECK(sim_do(&sim, "hangup"));
	CHECK(desk_hears(&desk, "CANCEL "));
	desk_says_to(&desk, invite, 200, "", desk_audio);
	CHECK(desk_hears(&desk, "ACK "));
	CHECK(desk_hears(&desk, "BYE "));
	CHECK(sim_ledger(&sim, "sip/answered") == 0);
	CHECK(ring_becomes(&sim, "idle"));
	free(invite);
	desk_leave(&sim, &desk);
}

static void it_may_end_calls_without_a_word(void)
{
	struct desk desk;
	struct sim_driver sim = desk_station(&desk, "sip-goodbye=never");

	desk_rings(&sim, &desk);
	CHECK(sim_do(&sim, "hangup"));
	CHECK(desk_is_left_alone(&desk, "CANCEL ", A_WHILE_MS));
	desk_takes_call(&sim, &desk);
	CHECK(sim_do(&sim, "hangup"));
	CHECK(desk_is_left_alone(&desk, "BYE ", A_WHILE_MS));
	CHECK(sim_ledger(&sim, "sip_ended/forgotten") == 2);
	desk_leave(&sim, &desk);
}

static void the_power_cut_in_mid_call_is_silence_and_a_registration_after_it(void)
{
	struct desk desk;
	struct sim_driver sim = desk_station(&desk, "sip-register=standard");

	CHECK(desk_hears(&desk, "REGISTER "));
	desk_says(&desk, 200, "", "");
	desk_takes_call(&sim, &desk);
	CHECK(sim_do(&sim, "off"));
	CHECK(desk_is_left_alone(&desk, "BYE ", A_WHILE_MS));
	CHECK(sim_ledger(&sim, "sip_ended/forgotten") == 1);
	CHECK(sim_do(&sim, "on"));
	CHECK(desk_hears(&desk, "REGISTER "));
	CHECK(strstr(desk.text, "\r\nCSeq: 1 REGISTER\r\n"));
	CHECK(ring_becomes(&sim, "idle"));
	desk_leave(&sim, &desk);
}

static void it_is_deaf_and_dumb_while_frozen(void)
{
	struct desk desk;
	struct sim_driver sim = desk_station(&desk, NULL);

	CHECK(sim_do(&sim, "freeze"));
	CHECK(sim_do(&sim, "press"));
	CHECK(desk_is_left_alone(&desk, "INVITE ", A_WHILE_MS));
	CHECK(sim_do(&sim, "thaw"));
	CHECK(desk_hears(&desk, "INVITE "));
	desk_leave(&sim, &desk);
}

static void what_is_lost_comes_again(void)
{
	struct desk desk;
	struct sim_driver sim = desk_station(&desk, "sip-lose-received=1");
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
	desk_leave(&sim, &desk);
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
	desk_leave(&sim, &desk);
}

static void nonsense_is_counted_and_harms_nothing(void)
{
	static const char *const texts[] = {"hello", "\r\n\r\n",
		"INVITE x SIP/2.0\r\n\r\n", "SIP/2.0 200 OK\r\n\r\n",
		"BYE sip:x SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\n\r\n"};
	struct desk desk;
	struct sim_driver sim = desk_station(&desk, NULL);

	CHECK(sim_do(&sim, "press"));
	CHECK(desk_hears(&desk, "INVITE "));
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		desk_sends(&desk, texts[i]);
	CHECK(ledger_becomes(&sim, "sip/strays", 5));
	desk_says(&desk, 200, "", desk_audio);
	CHECK(sip_call_becomes(&sim, "up"));
	desk_leave(&sim, &desk);
}

static void it_registers_again_after_half_of_the_time(void)
{
	struct desk desk;
	struct sim_driver sim = desk_station(&desk, "sip-register=standard");
	long granted, took;

	CHECK(desk_hears(&desk, "REGISTER "));
	granted = now_ms();
	desk_says(&desk, 200, "Expires: 2\r\n", "");
	CHECK(desk_hears(&desk, "REGISTER "));
	took = now_ms() - granted;
	CHECK(took > 900 && took < 1700);
	desk_leave(&sim, &desk);
}

static void a_proxy_that_says_nothing_is_given_up_and_tried_again(void)
{
	const char *arguments[] = {
		"--set", "sip-give-up-ms=500", "--set", "sip-retry-ms=300", NULL};
	struct sim_driver sim = sim_start(arguments);
	struct desk desk;

	desk_open(&desk);
	CHECK(sip_proxy(&sim, desk.port));
	CHECK(sip_becomes(&sim, "unanswered"));
	CHECK(sim_ledger(&sim, "sip/register_unanswered") >= 1);
	CHECK(ledger_becomes(&sim, "sip/register_unanswered", 2));
	CHECK(desk_hears(&desk, "REGISTER "));
	desk_leave(&sim, &desk);
}

static void a_call_that_nobody_answers_at_all_ends_the_ring(void)
{
	struct desk desk;
	struct sim_driver sim = desk_station(&desk, "sip-give-up-ms=500");

	CHECK(sim_do(&sim, "press"));
	CHECK(ring_becomes(&sim, "idle"));
	CHECK(sim_ledger(&sim, "sip_ended/unanswered") == 1);
	desk_leave(&sim, &desk);
}

static void a_200_of_its_own_without_an_ack_comes_again_and_ends_the_call(void)
{
	struct desk desk;
	struct sim_driver sim = desk_station(&desk, "sip-give-up-ms=1500");
	char invite[512];

	/* So that the desk knows where it is. */
	desk_rings(&sim, &desk);
	CHECK(sim_do(&sim, "hangup"));
	CHECK(desk_hears(&desk, "CANCEL "));
	(void)snprintf(invite, sizeof(invite),
		"INVITE sip:door@127.0.0.1 SIP/2.0\r\n"
		"Via: SIP/2.0/UDP 127.0.0.1:%u;branch=z9hG4bK1\r\n"
		"From: <sip:9@127.0.0.1>;tag=a\r\nTo: <sip:door@127.0.0.1>\r\n"
		"Call-ID: 77\r\nCSeq: 1 INVITE\r\n"
		"Contact: <sip:9@127.0.0.1:%u>\r\nContent-Length: 0\r\n\r\n",
		desk.port, desk.port);
	desk_sends(&desk, invite);
	CHECK(desk_hears(&desk, "SIP/2.0 200 "));
	CHECK(desk_hears(&desk, "SIP/2.0 200 "));
	CHECK(desk_hears(&desk, "BYE sip:9@"));
	CHECK(sim_ledger(&sim, "sip_ended/unconfirmed") == 1);
	CHECK(ring_becomes(&sim, "idle"));
	desk_leave(&sim, &desk);
}

static const struct test tests[] = {
	TEST(it_registers_again_after_half_of_the_time),
	TEST(a_proxy_that_says_nothing_is_given_up_and_tried_again),
	TEST(a_call_that_nobody_answers_at_all_ends_the_ring),
	TEST(a_200_of_its_own_without_an_ack_comes_again_and_ends_the_call),
	TEST(a_200_gets_its_ack_each_time_or_never),
	TEST(a_cancel_waits_for_a_1xx_unless_it_is_early),
	TEST(a_200_that_crosses_the_cancel_is_hung_up),
	TEST(it_may_end_calls_without_a_word),
	TEST(the_power_cut_in_mid_call_is_silence_and_a_registration_after_it),
	TEST(it_is_deaf_and_dumb_while_frozen),
	TEST(what_is_lost_comes_again),
	TEST(a_wrong_password_is_tried_twice_and_again_later),
	TEST(nonsense_is_counted_and_harms_nothing),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
