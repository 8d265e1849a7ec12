/* SPDX-License-Identifier: Apache-2.0 */
/* trouble.c - wrong passwords, dead stations, cut cables: told truthfully, and mended. */

#include "story.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void press_once_and_hear_it_once(struct story *s)
{
	size_t before = heard(s, RING);

	sim_do(s, "press 1");
	hear(s, SOON_MS, RING);
	sim_do(s, "answer");
	hear(s, SOON_MS,
		"{\"report\":\"state\",\"state\":{\"call\":{\"value\":\"in_call\"}}}");
	sim_do(s, "hangup");
	hear(s, SOON_MS,
		"{\"report\":\"state\",\"state\":{\"call\":{\"value\":\"idle\"}}}");
	CHECK(heard(s, RING) == before + 1);
}

static bool has_reason(const json_t *status)
{
	const char *detail = json_string_value(json_object_get(status, "detail"));

	return detail && strlen(detail) > 10;
}

static void a_wrong_password_costs_at_most_two_tries(void)
{
	struct story s = story_begin(NULL);

	host_begin(&s, "{\"password\":\"wrong\",\"expose_locks\":true}");
	CHECK(has_reason(hear(&s, SOON_MS, REFUSED)));
	hear_count(&s, SOON_MS, 1, "{\"report\":\"issue\",\"id\":\"login\"}");
	CHECK(heard(&s, "{\"report\":\"issue\",\"id\":\"login\"}") == 1);
	listen_for(&s, 6000);
	CHECK(ledger(&s, "logins_failed") >= 1);
	CHECK(ledger(&s, "logins_failed") <= 2);
	CHECK(ledger(&s, "logins_ok") == 0);
	story_end(&s);
}

static void new_settings_mend_a_wrong_password(void)
{
	struct story s = story_begin(NULL);

	host_begin(&s, "{\"password\":\"wrong\"}");
	hear(&s, SOON_MS, REFUSED);
	host_send(&s,
		"{\"configure\":\"front\",\"settings\":{\"host\":\"127.0.0.1\",\"port\":%d,"
		"\"username\":\"admin\",\"password\":\"Front-Door-1\"}}",
		s.port);
	hear(&s, SOON_MS, ONLINE);
	CHECK(hear_count(&s, SOON_MS, 1,
		      "{\"report\":\"issue\",\"id\":\"login\",\"issue\":null}") == 1);
	CHECK(ledger(&s, "logins_failed") <= 2);
	press_once_and_hear_it_once(&s);
	story_end(&s);
}

static void a_password_changed_behind_our_back_costs_at_most_two_tries(void)
{
	struct story s = story_at_home(NULL, NULL);

	sim_do(&s, "password Another-1");
	sim_do(&s, "cut");
	hear(&s, RECOVERY_MS, REFUSED);
	listen_for(&s, 5000);
	CHECK(ledger(&s, "logins_failed") <= 2);
	story_end(&s);
}

static void a_locked_account_is_left_alone(void)
{
	static const char *const options[] = {
		"--set", "lock-after=1", "--set", "lock-seconds=4", NULL};
	struct story s = story_begin(options);
	const json_t *status;

	host_begin(&s, "{\"password\":\"wrong\"}");
	status = hear(&s, SOON_MS, REFUSED);
	CHECK(has_reason(status));
	listen_for(&s, 3000);
	CHECK(ledger(&s, "logins_failed") <= 2);
	CHECK(ledger(&s, "logins_while_locked") <= 1);
	story_end(&s);
}

static void worn_out_nonces_are_no_failed_logins(void)
{
	static const char *const options[] = {"--set", "nonce-uses=2", NULL};
	struct story s = story_at_home(options, "{\"expose_locks\":true}");

	for (unsigned i = 0; i < 10; i++)
		CHECK(reply_is(&s,
			request(&s, device_of(&s, "lock"), "lock", "unlock", NULL),
			"ok"));
	CHECK(ledger(&s, "relay_pulses/1") == 10);
	CHECK(ledger(&s, "logins_failed") == 0);
	CHECK(heard(&s, REFUSED) == 0);
	story_end(&s);
}

static void every_digest_the_stations_use_works(void)
{
	static const char *const digests[] = {"md5", "sha256", "both", "md5-noqop"};

	for (unsigned i = 0; i < 4; i++) {
		char value[32];
		const char *options[] = {"--set", value, NULL};
		struct story s;

		snprintf(value, sizeof(value), "digest=%s", digests[i]);
		s = story_begin(options);
		host_begin(&s, "{\"expose_locks\":true}");
		if (!hear(&s, SOON_MS, ONLINE))
			printf("# with %s\n", value);
		CHECK(reply_is(&s,
			request(&s, device_of(&s, "lock"), "lock", "unlock", NULL),
			"ok"));
		CHECK(ledger(&s, "relay_pulses/1") == 1);
		CHECK(ledger(&s, "logins_failed") == 0);
		story_end(&s);
	}
}

static void a_station_that_is_off_at_the_start_is_found_when_it_comes_on(void)
{
	struct story s = story_begin(NULL);

	sim_do(&s, "off");
	host_begin(&s, NULL);
	CHECK(has_reason(hear(&s, SOON_MS, UNREACHABLE)));
	listen_for(&s, 4000);
	CHECK(heard(&s, ONLINE) == 0);
	sim_do(&s, "on");
	hear(&s, RECOVERY_MS, ONLINE);
	press_once_and_hear_it_once(&s);
	story_end(&s);
}

static void a_stream_cut_inside_a_part_is_told_and_mended(void)
{
	struct story s = story_at_home(NULL, "{\"expose_locks\":true}");
	size_t announced = heard(&s, "{\"report\":\"devices\"}");

	sim_do(&s, "cut part");
	CHECK(has_reason(hear(&s, SOON_MS, UNREACHABLE)));
	hear(&s, RECOVERY_MS, ONLINE);
	CHECK(heard(&s, RING) == 0);
	CHECK(heard(&s, "{\"report\":\"devices\"}") == announced);
	press_once_and_hear_it_once(&s);
	story_end(&s);
}

static void the_doorbell_itself_is_unavailable_while_its_station_is(void)
{
	struct story s = story_at_home(NULL, NULL);
	char pattern[160];

	sim_do(&s, "off");
	snprintf(pattern, sizeof(pattern),
		"{\"report\":\"status\",\"device\":\"%s\",\"status\":\"unreachable\"}",
		device_of(&s, "doorbell"));
	CHECK(has_reason(hear(&s, RECOVERY_MS, pattern)));
	sim_do(&s, "on");
	snprintf(pattern, sizeof(pattern),
		"{\"report\":\"status\",\"device\":\"%s\",\"status\":\"ok\"}",
		device_of(&s, "doorbell"));
	hear(&s, RECOVERY_MS, pattern);
	story_end(&s);
}

static void a_reboot_with_its_replayed_history_rings_nothing(void)
{
	struct story s =
		story_at_home(NULL, "{\"expose_locks\":true,\"expose_tamper\":true}");

	press_once_and_hear_it_once(&s);
	sim_do(&s, "history 500");
	sim_do(&s, "reboot 1500");
	hear(&s, SOON_MS, UNREACHABLE);
	hear(&s, RECOVERY_MS, ONLINE);
	press_once_and_hear_it_once(&s);
	CHECK(heard(&s, RING) == 2);
	CHECK(heard(&s,
		      "{\"report\":\"state\",\"state\":{\"tamper\":{\"on\":true}}}") ==
		0);
	CHECK(heard(&s,
		      "{\"report\":\"state\",\"state\":{\"lock\":{\"state\":\"unlocked\"}}}") ==
		0);
	story_end(&s);
}

static void a_reboot_during_a_ring_rings_no_second_time(void)
{
	struct story s = story_at_home(NULL, NULL);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	sim_do(&s, "reboot 500");
	hear(&s, SOON_MS, UNREACHABLE);
	hear(&s, RECOVERY_MS, ONLINE);
	hear_count(&s, SOON_MS, 2,
		"{\"report\":\"state\",\"state\":{\"call\":{\"value\":\"idle\"}}}");
	CHECK(heard(&s, RING) == 1);
	story_end(&s);
}

static void a_question_that_is_never_answered_delays_no_unlock(void)
{
	static const char *const options[] = {"--set", "call-status=hang", NULL};
	struct story s = story_at_home(options, "{\"expose_locks\":true}");

	for (unsigned i = 0; i < 5; i++) {
		unsigned long long before = now_ms();

		CHECK(reply_is(&s,
			request(&s, device_of(&s, "lock"), "lock", "unlock", NULL),
			"ok"));
		CHECK(now_ms() - before < 1000);
		listen_for(&s, 700); /* another moment of the question's */
	}
	CHECK(ledger(&s, "relay_pulses/1") == 5);
	CHECK(heard(&s, UNREACHABLE) == 0);
	story_end(&s);
}

static void a_request_to_a_dead_station_is_answered_at_once(void)
{
	struct story s = story_at_home(NULL, "{\"expose_locks\":true}");
	unsigned long long before;

	sim_do(&s, "off");
	hear(&s, SOON_MS, UNREACHABLE);
	before = now_ms();
	CHECK(reply_is(&s, request(&s, device_of(&s, "lock"), "lock", "unlock", NULL),
		"unreachable"));
	CHECK(now_ms() - before < 500);
	CHECK(ledger(&s, "relay_pulses/1") == 0);
	sim_do(&s, "on");
	hear(&s, RECOVERY_MS, ONLINE);
	CHECK(ledger(&s, "relay_pulses/1") == 0);
	story_end(&s);
}

static void two_connections_are_enough(void)
{
	struct story s = story_at_home(NULL, "{\"expose_locks\":true}");

	for (unsigned i = 0; i < 20; i++)
		CHECK(reply_is(&s,
			request(&s, device_of(&s, "lock"), "lock", "unlock", NULL),
			"ok"));
	CHECK(ledger(&s, "connections_peak") <= 2);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_wrong_password_costs_at_most_two_tries),
		TEST(new_settings_mend_a_wrong_password),
		TEST(a_password_changed_behind_our_back_costs_at_most_two_tries),
		TEST(a_locked_account_is_left_alone),
		TEST(worn_out_nonces_are_no_failed_logins),
		TEST(every_digest_the_stations_use_works),
		TEST(a_station_that_is_off_at_the_start_is_found_when_it_comes_on),
		TEST(a_stream_cut_inside_a_part_is_told_and_mended),
		TEST(the_doorbell_itself_is_unavailable_while_its_station_is),
		TEST(a_reboot_with_its_replayed_history_rings_nothing),
		TEST(a_reboot_during_a_ring_rings_no_second_time),
		TEST(a_question_that_is_never_answered_delays_no_unlock),
		TEST(a_request_to_a_dead_station_is_answered_at_once),
		TEST(two_connections_are_enough),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
