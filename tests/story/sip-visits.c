/* SPDX-License-Identifier: Apache-2.0 */
/* sip-visits.c - visits by SIP, the host being the proxy: each rings once, ends once, and
 * ends as it did, whatever else tells of it. */

#include "sip-house.h"

static const char *const usual[] = {NULL};
/* V3.7.1 without an indoor station: asked, it is always idle. */
static const char *const idle_status[] = {"--set", "call-status=idle", NULL};

/* Nothing else tells of a press. */
static const char *const invite_alone[] = {"--set", "press-event=off", "--set",
	"call-status=idle", "--set", "stream-content=none", NULL};

static void a_visit_by_sip_and_all_else_rings_once(void)
{
	static const char *const sources[] = {"sip", "stream", "poll"};
	struct story s = sip_at_home(NULL, NULL);
	const json_t *ring;
	bool known = false;

	sim_do(&s, "press 1");
	ring = hear(&s, SOON_MS, RING);
	CHECK(matches(ring, "{\"data\":{\"button\":1}}"));
	for (size_t i = 0; i < 3; i++)
		known |= !strcmp(
			sources[i], json_string_value(json_object_get(
					    json_object_get(ring, "data"), "source")));
	CHECK(known);
	listen_for(&s, 1500);
	sim_do(&s, "hangup");
	hear(&s, SOON_MS, CALL_ENDED);
	CHECK(visits_told(&s, "ring missed"));
	CHECK(missed_calls(&s) == 1);
	story_end(&s);
}

static void the_invite_alone_rings(void)
{
	struct story s = sip_at_home(invite_alone, NULL);

	sim_do(&s, "press 1");
	CHECK(matches(
		hear(&s, 1000, RING), "{\"data\":{\"source\":\"sip\",\"button\":1}}"));
	sim_do(&s, "hangup");
	hear(&s, 1000, CALL_ENDED);
	CHECK(visits_told(&s, "ring missed"));
	story_end(&s);
}

static void answered(const char *const *options)
{
	struct story s = sip_at_home(options, NULL);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	CHECK(reply_is(&s, sip_ask(&s, "answer"), "ok"));
	CHECK(sip_phone_is(&s, "call", "onCall"));
	CHECK(hear_count(&s, SOON_MS, 1, CALL_IS("in_call")) == 1);
	CHECK(hear_count(&s, SOON_MS, 1, TALK_IS("true")) == 1);
	listen_for(&s, 2500);
	CHECK(heard(&s, CALL_ENDED) == 0);
	CHECK(reply_is(&s, sip_ask(&s, "hang_up"), "ok"));
	CHECK(sip_phone_is(&s, "call", "idle"));
	CHECK(visits_told(&s, "ring answered_here"));
	CHECK(missed_calls(&s) == 0);
	CHECK(heard(&s, TALK_IS("false")) == 2); /* as at the beginning */
	story_end(&s);
}

static void what_we_answer_and_end_is_answered_here(void)
{
	answered(usual);
}

static void so_it_is_where_the_status_knows_of_no_call(void)
{
	answered(idle_status);
}

static void the_station_ends_what_we_answered(void)
{
	struct story s = sip_at_home(NULL, NULL);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	CHECK(reply_is(&s, sip_ask(&s, "answer"), "ok"));
	CHECK(hear_count(&s, SOON_MS, 1, CALL_IS("in_call")) == 1);
	sim_do(&s, "hangup");
	CHECK(hear_count(&s, 1000, 1, CALL_ENDED) == 1);
	CHECK(visits_told(&s, "ring answered_here"));
	story_end(&s);
}

static void what_we_refuse_is_rejected_and_silent(void)
{
	static const char *const ops[] = {"reject", "hang_up"};

	for (int i = 0; i < 2; i++) {
		struct story s = sip_at_home(i ? idle_status : NULL, NULL);

		sim_do(&s, "press 1");
		hear(&s, SOON_MS, RING);
		CHECK(reply_is(&s, sip_ask(&s, ops[i]), "ok"));
		CHECK(sip_phone_is(&s, "call", "idle"));
		CHECK(hear_count(&s, SOON_MS, 1, CALL_ENDED) == 1);
		CHECK(visits_told(&s, "ring rejected"));
		CHECK(missed_calls(&s) == 0);
		story_end(&s);
	}
}

static void what_is_answered_inside_is_answered_elsewhere(void)
{
	struct story s = sip_at_home(NULL, NULL);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	listen_for(&s, 1500);
	sim_do(&s, "answer");
	listen_for(&s, 2500);
	CHECK(heard(&s, CALL_ENDED) == 0);
	sim_do(&s, "hangup");
	hear(&s, SOON_MS, CALL_ENDED);
	CHECK(visits_told(&s, "ring answered_elsewhere"));
	story_end(&s);
}

static void an_early_cancel_ends_the_ring(void)
{
	static const char *const options[] = {
		"--set", "sip-goodbye=early", "--set", "call-status=idle", NULL};
	struct story s = sip_at_home(options, NULL);

	sim_do(&s, "press 1");
	sim_do(&s, "hangup");
	hear(&s, SOON_MS, RING);
	hear(&s, SOON_MS, CALL_ENDED);
	CHECK(visits_told(&s, "ring missed"));
	sim_do(&s, "press 1");
	CHECK(hear_count(&s, SOON_MS, 2, RING) == 2);
	story_end(&s);
}

static void a_station_without_manners_rings_again(void)
{
	static const char *const options[] = {"--set", "sip-goodbye=never", NULL};
	struct story s = sip_at_home(options, NULL);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	listen_for(&s, 1500);
	sim_do(&s, "hangup"); /* without a CANCEL: the status alone says so */
	hear(&s, 2 * SOON_MS, CALL_ENDED);
	CHECK(visits_told(&s, "ring missed"));
	sim_do(&s, "press 1");
	CHECK(hear_count(&s, SOON_MS, 2, RING) == 2);
	story_end(&s);
}

static void a_station_that_never_confirms_is_answered_all_the_same(void)
{
	static const char *const options[] = {"--set", "sip-ack=off", NULL};
	struct story s = sip_at_home(options, NULL);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	CHECK(reply_is(&s, sip_ask(&s, "answer"), "ok"));
	CHECK(sip_phone_is(&s, "call", "onCall"));
	listen_for(&s, 2500);
	sim_do(&s, "hangup");
	hear(&s, 2 * SOON_MS, CALL_ENDED);
	CHECK(visits_told(&s, "ring answered_here"));
	sim_do(&s, "press 1");
	CHECK(hear_count(&s, SOON_MS, 2, RING) == 2);
	story_end(&s);
}

static void reboot_in_mid_call(const char *const *options)
{
	struct story s = sip_at_home(options, NULL);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	CHECK(reply_is(&s, sip_ask(&s, "answer"), "ok"));
	listen_for(&s, 2500);
	sim_do(&s, "reboot 1000");
	hear(&s, RECOVERY_MS, UNREACHABLE);
	hear(&s, RECOVERY_MS, ONLINE);
	CHECK(hear_count(&s, RECOVERY_MS, 1, CALL_ENDED) == 1);
	CHECK(visits_told(&s, "ring answered_here"));
	CHECK(sip_phone_is(&s, "state", "registered"));
	sim_do(&s, "press 1");
	CHECK(hear_count(&s, SOON_MS, 2, RING) == 2);
	story_end(&s);
}

static void a_reboot_in_mid_call_ends_it_and_the_next_rings(void)
{
	reboot_in_mid_call(usual);
}

static void also_where_the_status_knows_of_no_call(void)
{
	reboot_in_mid_call(idle_status);
}

static void each_button_calls_its_own_number(void)
{
	struct story s = sip_at_home(invite_alone, NULL);

	for (int button = 1; button <= 4; button++)
		sim_do(&s, "sip-key %d %d", button, button);
	for (int button = 1; button <= 4; button++) {
		const json_t *ring;

		sim_do(&s, "press %d", button);
		ring = hear(&s, SOON_MS, RING);
		CHECK(json_integer_value(json_object_get(
			      json_object_get(ring, "data"), "button")) == button);
		sim_do(&s, "hangup");
		hear(&s, SOON_MS, CALL_ENDED);
	}
	CHECK(heard(&s, RING) == 4 && heard(&s, CALL_ENDED) == 4);
	story_end(&s);
}

/* Issue by issue of real stations: see the switches of the simulator. */
static void all_that_stations_are_known_to_send_rings(void)
{
	static const char *const odd[] = {"sip-sdp=refused", "sip-sdp=none",
		"sip-sdp=video", "sip-length=padded", "sip-call-id=short",
		"sip-register=private", "sip-lose-sent=3", "sip-lose-received=3"};

	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		const char *options[] = {"--set", "call-status=idle", "--set", odd[i],
			"--set", "sip-retry-ms=500", NULL};
		struct story s = sip_at_home(options, NULL);

		sim_do(&s, "press 1");
		hear(&s, SOON_MS, RING);
		sim_do(&s, "hangup");
		hear(&s, 2 * SOON_MS, CALL_ENDED);
		if (!CHECK(visits_told(&s, "ring missed")))
			printf("# with %s\n", odd[i]);
		story_end(&s);
	}
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_visit_by_sip_and_all_else_rings_once),
		TEST(the_invite_alone_rings),
		TEST(what_we_answer_and_end_is_answered_here),
		TEST(so_it_is_where_the_status_knows_of_no_call),
		TEST(the_station_ends_what_we_answered),
		TEST(what_we_refuse_is_rejected_and_silent),
		TEST(what_is_answered_inside_is_answered_elsewhere),
		TEST(an_early_cancel_ends_the_ring),
		TEST(a_station_without_manners_rings_again),
		TEST(a_station_that_never_confirms_is_answered_all_the_same),
		TEST(a_reboot_in_mid_call_ends_it_and_the_next_rings),
		TEST(also_where_the_status_knows_of_no_call),
		TEST(each_button_calls_its_own_number),
		TEST(all_that_stations_are_known_to_send_rings),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
