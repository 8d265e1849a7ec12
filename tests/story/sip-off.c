/* SPDX-License-Identifier: Apache-2.0 */
/* sip-off.c - calls without SIP: orders go to the station's call signal. */

#include "sip-house.h"

static void without_sip_the_station_is_told_by_its_call_signal(void)
{
	struct story s = story_at_home(NULL, NULL);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	CHECK(reply_is(&s, sip_ask(&s, "answer"), "ok"));
	CHECK(hear_count(&s, SOON_MS, 1, TALK_IS("true")) == 1);
	CHECK(reply_is(&s, sip_ask(&s, "hang_up"), "ok"));
	hear(&s, SOON_MS, CALL_ENDED);
	CHECK(visits_told(&s, "ring answered_here"));
	CHECK(ledger(&s, "call_signals/answer") == 1);
	CHECK(ledger(&s, "call_signals/hangUp") == 1);
	CHECK(reply_is(&s, sip_ask(&s, "reject"), "not_found"));
	CHECK(ledger(&s, "call_signals/reject") == 0);
	story_end(&s);
}

static void without_sip_a_ring_is_rejected_by_the_call_signal(void)
{
	struct story s = story_at_home(NULL, NULL);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	CHECK(reply_is(&s, sip_ask(&s, "reject"), "ok"));
	CHECK(hear_count(&s, SOON_MS, 1, CALL_ENDED) == 1);
	CHECK(visits_told(&s, "ring rejected"));
	story_end(&s);
}

static void without_sip_the_indoor_station_that_rings_is_told(void)
{
	static const char *const options[] = {
		"--set", "indoor=1", "--set", "call-status=404", NULL};
	struct story s = story_begin(options);
	char settings[96];

	snprintf(settings, sizeof(settings), "{\"indoor_stations\":[\"127.0.0.1:%d\"]}",
		s.indoor[0]);
	host_begin(&s, settings);
	hear(&s, SOON_MS, ONLINE);
	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	listen_for(&s, 1500);
	CHECK(reply_is(&s, sip_ask(&s, "reject"), "ok"));
	hear_count(&s, SOON_MS, 1, CALL_ENDED);
	CHECK(visits_told(&s, "ring rejected"));
	CHECK(asked(&s, "PUT /ISAPI/VideoIntercom/callSignal") == 0);
	CHECK(ledger(&s, "call_signals/reject") == 1);
	story_end(&s);
}

static void a_refused_call_signal_is_told_with_the_stations_words(void)
{
	static const struct {
		const char *set, *status;
	} rows[] = {{"call-signal=no-request", "device"},
		{"call-signal=bad-request", "device"},
		{"call-signal=404", "unsupported"}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *options[] = {"--set", rows[i].set, NULL};
		struct story s = story_at_home(options, NULL);

		sim_do(&s, "press 1");
		hear(&s, SOON_MS, RING);
		CHECK(reply_is(&s, sip_ask(&s, "reject"), rows[i].status));
		listen_for(&s, 1500);
		sim_do(&s, "hangup");
		hear(&s, SOON_MS, CALL_ENDED);
		CHECK(visits_told(&s, "ring missed"));
		story_end(&s);
	}
}

static void there_is_no_sound_and_it_is_said(void)
{
	struct story s = story_at_home(NULL, NULL);
	unsigned r = request(&s, device_of(&s, "doorbell"), "talk", "open",
		"{\"codecs\":[\"pcmu\"]}");

	CHECK(reply_is(&s, r, "unsupported"));
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(without_sip_the_station_is_told_by_its_call_signal),
		TEST(without_sip_a_ring_is_rejected_by_the_call_signal),
		TEST(without_sip_the_indoor_station_that_rings_is_told),
		TEST(a_refused_call_signal_is_told_with_the_stations_words),
		TEST(there_is_no_sound_and_it_is_said),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
