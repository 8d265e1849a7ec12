/* SPDX-License-Identifier: Apache-2.0 */
/* main-job.c - a visitor rings, the door is opened, the housing is tampered with. */

#include "story.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 1000 };

static const char *const all_children =
	"{\"expose_locks\":true,\"expose_tamper\":true,\"motion_timeout\":1}";

static void the_devices_of_the_station_appear(void)
{
	struct story s = story_at_home(NULL, all_children);

	CHECK(heard(&s, "{\"report\":\"devices\",\"parent\":null}") == 1);
	CHECK(strstr(device_of(&s, "lock"), "-lock-1"));
	CHECK(strstr(device_of(&s, "switch"), "-tamper"));
	CHECK(!strncmp(device_of(&s, "lock"), device_of(&s, "doorbell"),
		strlen(device_of(&s, "doorbell"))));
	story_end(&s);
}

static void nothing_is_moved_or_written_unasked(void)
{
	struct story s = story_at_home(NULL, all_children);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	host_send(&s,
		"{\"configure\":\"front\",\"settings\":{\"host\":\"127.0.0.1\","
		"\"port\":%d,\"username\":\"admin\",\"password\":\"Front-Door-1\"}}",
		s.port);
	hear(&s, SOON_MS, "{\"report\":\"devices\",\"devices\":[]}");
	host_end(&s);
	CHECK(ledger(&s, "writes") == 0);
	CHECK(ledger(&s, "relay_pulses/1") == 0);
	story_end(&s);
}

static void a_press_rings_and_the_call_ends(void)
{
	struct story s = story_at_home(NULL, NULL);
	const json_t *ring;

	sim_do(&s, "press 1");
	hear(&s, SOON_MS,
		"{\"report\":\"state\",\"state\":{\"call\":{\"value\":\"ringing\"}}}");
	ring = hear(&s, SOON_MS, RING);
	CHECK(matches(ring, "{\"data\":{\"button\":1}}"));
	CHECK(json_is_string(json_object_get(json_object_get(ring, "data"), "call")));
	CHECK(json_is_string(json_object_get(json_object_get(ring, "data"), "source")));
	sim_do(&s, "answer");
	hear(&s, SOON_MS,
		"{\"report\":\"state\",\"state\":{\"call\":{\"value\":\"in_call\"}}}");
	sim_do(&s, "hangup");
	hear(&s, SOON_MS,
		"{\"report\":\"state\",\"state\":{\"call\":{\"value\":\"idle\"}}}");
	CHECK(heard(&s, RING) == 1);
	story_end(&s);
}

static void unlock_pulses_the_relay_once_and_the_lock_follows(void)
{
	struct story s = story_at_home(NULL, all_children);
	unsigned r;

	CHECK(hear_count(&s, SOON_MS, 1,
		      "{\"report\":\"state\",\"state\":{\"lock\":{\"state\":null}}}") ==
		1);
	sim_do(&s, "set open-duration-ms 300");
	r = request(&s, device_of(&s, "lock"), "lock", "unlock", NULL);
	hear(&s, SOON_MS,
		"{\"report\":\"state\",\"state\":{\"lock\":{\"state\":\"unlocking\"}}}");
	hear_count(&s, SOON_MS, 1,
		"{\"report\":\"state\",\"state\":{\"lock\":{\"state\":\"unlocked\"}}}");
	CHECK(reply_is(&s, r, "ok"));
	CHECK(hear_count(&s, SOON_MS, 1,
		      "{\"report\":\"state\",\"state\":{\"lock\":{\"state\":\"locked\"}}}") ==
		1);
	CHECK(ledger(&s, "relay_pulses/1") == 1);
	CHECK(ledger(&s, "writes") == 1);
	story_end(&s);
}

static void lock_closes_and_a_refusal_says_why(void)
{
	struct story s = story_at_home(NULL, all_children);
	const char *lock = device_of(&s, "lock");
	unsigned r = request(&s, lock, "lock", "lock", NULL);

	CHECK(reply_is(&s, r, "ok"));
	CHECK(ledger(&s, "door_commands/close") == 1);
	sim_do(&s, "set unlock refuse");
	r = request(&s, lock, "lock", "unlock", NULL);
	CHECK(reply_is(&s, r, "device"));
	CHECK(ledger(&s, "relay_pulses/1") == 0);
	story_end(&s);
}

static void an_unlock_without_an_answer_is_sent_once_and_called_unknown(void)
{
	struct story s = story_at_home(NULL, all_children);
	unsigned r;

	sim_do(&s, "set unlock drop");
	r = request(&s, device_of(&s, "lock"), "lock", "unlock", NULL);
	CHECK(reply_is(&s, r, "timeout"));
	CHECK(ledger(&s, "relay_pulses/1") == 1);
	CHECK(ledger(&s, "writes") == 1);
	story_end(&s);
}

static void an_opened_housing_trips_the_switch_until_it_is_cleared(void)
{
	struct story s = story_at_home(NULL, all_children);
	unsigned r;

	sim_do(&s, "tamper");
	hear(&s, SOON_MS,
		"{\"report\":\"state\",\"state\":{\"tamper\":{\"on\":true}}}");
	sim_do(&s, "tamper-end");
	r = request(&s, device_of(&s, "switch"), "tamper", "turn_on", NULL);
	CHECK(reply_is(&s, r, "unsupported"));
	CHECK(heard(&s,
		      "{\"report\":\"state\",\"state\":{\"tamper\":{\"on\":false}}}") ==
		1);
	r = request(&s, device_of(&s, "switch"), "tamper", "turn_off", NULL);
	CHECK(reply_is(&s, r, "ok"));
	CHECK(heard(&s,
		      "{\"report\":\"state\",\"state\":{\"tamper\":{\"on\":false}}}") ==
		2);
	CHECK(heard(&s,
		      "{\"report\":\"state\",\"state\":{\"motion\":{\"on\":true}}}") ==
		0);
	story_end(&s);
}

static void without_the_switch_tamper_is_motion_and_ends(void)
{
	struct story s = story_at_home(NULL, "{\"motion_timeout\":1}");

	sim_do(&s, "tamper");
	hear(&s, SOON_MS,
		"{\"report\":\"state\",\"state\":{\"motion\":{\"on\":true}}}");
	hear(&s, SOON_MS,
		"{\"report\":\"state\",\"state\":{\"motion\":{\"on\":false}}}");
	story_end(&s);
}

/* The moments are random, the seed is not. */
static void a_thousand_presses_at_random_moments_ring_a_thousand_times(void)
{
	struct story s = story_at_home(NULL, NULL);
	unsigned seed = 7;

	for (unsigned i = 0; i < MANY; i++) {
		sim_do(&s, "press 1");
		if (rand_r(&seed) % 4 == 0 || i == MANY - 1)
			sim_do(&s, "hangup");
		listen_for(&s, (unsigned)rand_r(&seed) % 16);
	}
	CHECK(hear_count(&s, 2 * SOON_MS, MANY, RING) == MANY);
	hear(&s, SOON_MS,
		"{\"report\":\"state\",\"state\":{\"call\":{\"value\":\"idle\"}}}");
	listen_for(&s, 1500); /* one more poll, and nothing more rings */
	CHECK(heard(&s, RING) == MANY);
	CHECK(ledger(&s, "presses") == MANY);
	story_end(&s);
}

static void presses_told_only_by_the_call_status_ring_as_well(void)
{
	static const char *const options[] = {"--set", "press-event=off", NULL};
	struct story s = story_at_home(options, NULL);

	for (unsigned i = 1; i <= 3; i++) {
		sim_do(&s, "press 1");
		hear(&s, SOON_MS, RING);
		sim_do(&s, "hangup");
		hear(&s, SOON_MS,
			"{\"report\":\"state\",\"state\":{\"call\":{\"value\":\"idle\"}}}");
		CHECK(heard(&s, RING) == i);
	}
	story_end(&s);
}

static void a_press_rings_where_the_call_status_stays_idle(void)
{
	static const char *const options[] = {"--set", "call-status=idle", NULL};
	struct story s = story_at_home(options, NULL);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	story_end(&s);
}

static void a_remote_unlock_does_not_ring_the_bell(void)
{
	static const char *const options[] = {"--set", "remote-open-event=on", NULL};
	struct story s = story_at_home(options, all_children);
	unsigned r;

	r = request(&s, device_of(&s, "lock"), "lock", "unlock", NULL);
	CHECK(reply_is(&s, r, "ok"));
	listen_for(&s, 2500);
	CHECK(heard(&s, RING) == 0);
	story_end(&s);
}

static void a_thousand_unlocks_pulse_the_relay_a_thousand_times(void)
{
	struct story s = story_at_home(NULL, all_children);

	sim_do(&s, "set open-duration-ms 1");
	for (unsigned i = 0; i < MANY; i++)
		request(&s, device_of(&s, "lock"), "lock", "unlock", NULL);
	CHECK(hear_count(&s, 6 * SOON_MS, MANY,
		      "{\"report\":\"reply\",\"status\":\"ok\"}") == MANY);
	listen_for(&s, 200);
	CHECK(heard(&s, "{\"report\":\"reply\"}") == MANY);
	CHECK(ledger(&s, "relay_pulses/1") == MANY);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_devices_of_the_station_appear),
		TEST(nothing_is_moved_or_written_unasked),
		TEST(a_press_rings_and_the_call_ends),
		TEST(unlock_pulses_the_relay_once_and_the_lock_follows),
		TEST(lock_closes_and_a_refusal_says_why),
		TEST(an_unlock_without_an_answer_is_sent_once_and_called_unknown),
		TEST(an_opened_housing_trips_the_switch_until_it_is_cleared),
		TEST(without_the_switch_tamper_is_motion_and_ends),
		TEST(a_thousand_presses_at_random_moments_ring_a_thousand_times),
		TEST(presses_told_only_by_the_call_status_ring_as_well),
		TEST(a_press_rings_where_the_call_status_stays_idle),
		TEST(a_remote_unlock_does_not_ring_the_bell),
		TEST(a_thousand_unlocks_pulse_the_relay_a_thousand_times),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
