/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-sip-calls.c - the simulated station in SIP, against sipp. */

#include "check.h"
#include "sim-client.h"
#include "sip-desk.h"

#include <string.h>

/* A station that does not register by itself: sipp takes one call. */
static struct sim_driver station(const char *setting)
{
	const char *arguments[] = {"--password", PASSWORD, "--set", "sip-register=off",
		setting ? "--set" : NULL, setting, NULL};

	return sim_start(arguments);
}

/* Its port, after it was enabled for that proxy. */
static unsigned port_of(struct sim_driver *sim, unsigned proxy)
{
	json_t *answer;
	unsigned port;

	CHECK(sip_proxy(sim, proxy));
	answer = sim_answer(sim, "sip");
	port = (unsigned)json_integer_value(json_object_get(answer, "port"));
	json_decref(answer);
	CHECK(port != 0);
	return port;
}

static void it_registers_with_a_login_and_again_before_it_expires(void)
{
	const char *arguments[] = {NULL};
	struct sim_driver sim = sim_start(arguments);
	unsigned port = free_port();
	pid_t sipp = sipp_start("registrar", port, 0);

	CHECK(sip_proxy(&sim, port));
	CHECK(sipp_succeeds(sipp));
	CHECK(ledger_becomes(&sim, "sip/registered", 2));
	CHECK(sim_ledger(&sim, "sip/registers") == 4);
	CHECK(sip_becomes(&sim, "registered"));
	CHECK(sim_stop(&sim) == 0);
}

static void a_call_that_is_answered_is_a_call_of_the_station(void)
{
	struct sim_driver sim = station(NULL);
	unsigned port = free_port();
	pid_t sipp = sipp_start("answers", port, 0);

	(void)port_of(&sim, port);
	CHECK(sim_do(&sim, "sip-key 1 10102"));
	CHECK(sim_do(&sim, "press"));
	CHECK(ring_becomes(&sim, "onCall"));
	CHECK(call_becomes(&sim, "onCall"));
	CHECK(sip_call_becomes(&sim, "up"));
	CHECK(sim_do(&sim, "dtmf 7"));
	CHECK(ledger_becomes(&sim, "sip/digits_sent", 1));
	CHECK(sim_do(&sim, "hangup"));
	CHECK(sipp_succeeds(sipp));
	CHECK(ring_becomes(&sim, "idle"));
	CHECK(sim_ledger(&sim, "sip/answered") == 1);
	CHECK(sim_ledger(&sim, "sip/ringing") == 1);
	CHECK(sim_ledger(&sim, "sip_ended/hung_up") == 1);
	CHECK(sim_ledger(&sim, "sip_called/10102") == 1);
	CHECK(sim_ledger(&sim, "rings_shown") == 1);
	CHECK(sim_stop(&sim) == 0);
}

static void the_other_side_offers_anew_and_hangs_up(void)
{
	struct sim_driver sim = station(NULL);
	unsigned port = free_port();
	pid_t sipp = sipp_start("hangs-up", port, 0);

	(void)port_of(&sim, port);
	CHECK(sim_do(&sim, "press"));
	CHECK(sipp_succeeds(sipp));
	CHECK(ring_becomes(&sim, "idle"));
	CHECK(sim_ledger(&sim, "sip_ended/peer_hung_up") == 1);
	CHECK(sim_ledger(&sim, "sip_requests/INVITE") == 1);
	CHECK(sim_ledger(&sim, "sip_requests/ACK") == 1);
	CHECK(sim_stop(&sim) == 0);
}

static void a_ring_that_ends_cancels_the_call(void)
{
	static const char *const ends[] = {"ring-ms=300", NULL, "call-signal=ok"};

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		struct sim_driver sim = station(ends[i]);
		unsigned port = free_port();
		pid_t sipp = sipp_start("cancelled", port, 0);

		(void)port_of(&sim, port);
		CHECK(sim_do(&sim, "press"));
		if (i) {
			CHECK(sip_call_becomes(&sim, "ringing"));
			/* Answered by an indoor station: elsewhere, for this call. */
			CHECK(sim_do(&sim, i == 1 ? "hangup" : "answer"));
		}
		CHECK(sipp_succeeds(sipp));
		CHECK(ledger_becomes(&sim, "sip_ended/cancelled", 1));
		CHECK(ring_becomes(&sim, i == 2 ? "onCall" : "idle"));
		CHECK(sim_ledger(&sim, "sip/answered") == 0);
		CHECK(sim_stop(&sim) == 0);
	}
}

static void a_login_is_answered_and_a_refusal_ends_the_ring(void)
{
	struct sim_driver sim = station(NULL);
	unsigned port = free_port();
	pid_t sipp = sipp_start("asks-login", port, 0);

	(void)port_of(&sim, port);
	CHECK(sim_do(&sim, "press"));
	CHECK(sipp_succeeds(sipp));
	CHECK(ring_becomes(&sim, "idle"));
	CHECK(sim_ledger(&sim, "sip_refusals/486") == 1);
	CHECK(sim_ledger(&sim, "sip_refusals/407") == -1);
	CHECK(sim_ledger(&sim, "sip_ended/refused") == 1);
	CHECK(sim_stop(&sim) == 0);
}

static void a_refusal_can_leave_the_ring_to_others(void)
{
	struct sim_driver sim = station("sip-refused=rings-on");
	unsigned port = free_port();
	pid_t sipp = sipp_start("asks-login", port, 0);

	(void)port_of(&sim, port);
	CHECK(sim_do(&sim, "press"));
	CHECK(sipp_succeeds(sipp));
	CHECK(ledger_becomes(&sim, "sip_ended/refused", 1));
	CHECK(ring_becomes(&sim, "ring"));
	CHECK(sim_stop(&sim) == 0);
}

static void it_can_be_called_and_a_digit_pulses_the_relay_when_told_so(void)
{
	static const struct {
		const char *setting;
		long pulses;
	} rows[] = {
		{"sip-code=#", 1}, {"sip-code=#5", 1}, {"sip-code=5#", 0}, {NULL, 0}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct sim_driver sim = station(rows[i].setting);
		unsigned port = free_port(), to = port_of(&sim, port);
		json_t *answer;

		CHECK(sipp_succeeds(sipp_start("calls", port, to)));
		CHECK(ring_becomes(&sim, "idle"));
		CHECK(sim_ledger(&sim, "relay_pulses/1") == rows[i].pulses);
		CHECK(sim_ledger(&sim, "sip/incoming") == 1);
		CHECK(sim_ledger(&sim, "sip/answered") == 1);
		CHECK(sim_ledger(&sim, "sip_ended/peer_hung_up") == 1);
		CHECK(sim_ledger(&sim, "presses") == 0);
		answer = sim_answer(&sim, "ledger");
		CHECK(!strcmp("#5",
			json_string_value(json_object_get(
				json_object_get(answer, "ledger"), "sip_digits"))));
		json_decref(answer);
		CHECK(sim_stop(&sim) == 0);
	}
}

static void a_caller_may_give_up_before_it_answers(void)
{
	struct sim_driver sim = station("sip-answer-ms=60000");
	unsigned port = free_port(), to = port_of(&sim, port);

	CHECK(sipp_succeeds(sipp_start("calls-and-cancels", port, to)));
	CHECK(sim_ledger(&sim, "sip_ended/peer_cancelled") == 1);
	CHECK(ring_becomes(&sim, "idle"));
	CHECK(sim_stop(&sim) == 0);
}

static void a_station_that_rings_is_busy_for_callers(void)
{
	struct sim_driver sim = station(NULL);
	unsigned port = free_port(), to = port_of(&sim, port);

	/* It rings at nobody: button 9 has no number. */
	CHECK(sim_do(&sim, "press 9"));
	CHECK(sipp_succeeds(sipp_start("calls-a-busy-one", port, to)));
	CHECK(sim_ledger(&sim, "sip/busy") == 1);
	CHECK(ring_becomes(&sim, "ring"));
	CHECK(sim_stop(&sim) == 0);
}

static const struct test tests[] = {
	TEST(it_registers_with_a_login_and_again_before_it_expires),
	TEST(a_call_that_is_answered_is_a_call_of_the_station),
	TEST(the_other_side_offers_anew_and_hangs_up),
	TEST(a_ring_that_ends_cancels_the_call),
	TEST(a_login_is_answered_and_a_refusal_ends_the_ring),
	TEST(a_refusal_can_leave_the_ring_to_others),
	TEST(it_can_be_called_and_a_digit_pulses_the_relay_when_told_so),
	TEST(a_caller_may_give_up_before_it_answers),
	TEST(a_station_that_rings_is_busy_for_callers),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
