/* SPDX-License-Identifier: Apache-2.0 */
/* journal-story.c - events that the stream does not tell, or not what they were: each once, and
 * what is history never. */

#include "process-facts.h"
#include "story.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MANY = 40,
	HISTORY = 19000,
	RSS_GROWTH_KB = 2048,
	HALF_A_DAY_S = 14 * 3600,
	QUIET_MS = 2500, /* the journal is asked at least once */
};

#define UNLOCKED "{\"report\":\"state\",\"state\":{\"lock\":{\"state\":\"unlocked\"}}}"
#define LOCKED   "{\"report\":\"state\",\"state\":{\"lock\":{\"state\":\"locked\"}}}"
#define TAMPERED "{\"report\":\"state\",\"state\":{\"tamper\":{\"on\":true}}}"
#define MOTION   "{\"report\":\"state\",\"state\":{\"motion\":{\"on\":true}}}"
#define ACCESS   "{\"report\":\"event\",\"capability\":\"access\",\"type\":\"granted\"}"

static const char *const all_children =
	"{\"expose_locks\":true,\"expose_tamper\":true,\"expose_contacts\":true,"
	"\"motion_timeout\":1}";

/* A station of which the call status says nothing, so that rings are of events. */
static struct story with(const char *one, const char *two)
{
	const char *options[] = {"--set", "call-status=idle", "--set",
		"open-duration-ms=100", "--set", one, two ? "--set" : NULL, two, NULL};

	return story_at_home(options, all_children);
}

/* Presses, then unlocks, many within one second. Rationale: a press within a second of an
 * unlock may be that unlock, see press-judge.h. */
static void visits_are_told_once_each(struct story *s, unsigned visits)
{
	unsigned seed = 11;

	for (unsigned i = 0; i < visits; i++) {
		sim_do(s, "press 1");
		sim_do(s, "hangup");
		listen_for(s, (unsigned)rand_r(&seed) % 80);
	}
	CHECK(hear_count(s, 2 * SOON_MS, visits, RING) == visits);
	for (unsigned i = 0; i < visits; i++) {
		sim_do(s, "card 1 00%u", 1000 + i);
		listen_for(s, (unsigned)rand_r(&seed) % 160);
	}
	CHECK(hear_count(s, 2 * SOON_MS, visits, ACCESS) == visits);
	listen_for(s, QUIET_MS);
	if (!CHECK(heard(s, RING) == visits) || !CHECK(heard(s, ACCESS) == visits))
		printf("# %zu rings and %zu entries of %u visits\n", heard(s, RING),
			heard(s, ACCESS), visits);
	CHECK(heard(s, UNREACHABLE) == 0);
}

static void told_by_the_stream_alone(void)
{
	struct story s = with("journal=404", NULL);

	visits_are_told_once_each(&s, MANY);
	story_end(&s);
}

static void told_by_the_journal_alone(void)
{
	struct story s = with("stream-content=none", NULL);

	visits_are_told_once_each(&s, MANY);
	CHECK(heard(&s,
		      "{\"capability\":\"ring\",\"data\":{\"source\":\"journal\"}}") ==
		MANY);
	story_end(&s);
}

static void told_by_both(void)
{
	struct story s = with("stream-content=full", NULL);

	visits_are_told_once_each(&s, MANY);
	CHECK(ledger(&s, "journal_searches") > 0);
	story_end(&s);
}

static void told_by_both_and_in_another_time_zone(void)
{
	struct story s = with("journal-time=zone", "stream-format=xml");

	visits_are_told_once_each(&s, MANY / 4);
	story_end(&s);
}

static void told_by_a_stream_that_does_not_say_what(void)
{
	struct story s = with("stream-content=bare", NULL);

	visits_are_told_once_each(&s, MANY);
	story_end(&s);
}

static void a_bare_alert_is_looked_up_at_once(void)
{
	struct story s = with("stream-content=bare", NULL);
	unsigned long long before = now_ms();

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	CHECK(now_ms() - before < 1000);
	story_end(&s);
}

static void a_visit_that_the_call_status_knows_of_too_rings_once(void)
{
	static const char *const options[] = {"--set", "stream-content=none", NULL};
	struct story s = story_at_home(options, all_children);

	for (unsigned i = 1; i <= 3; i++) {
		sim_do(&s, "press 1");
		hear(&s, SOON_MS, RING);
		listen_for(&s, QUIET_MS);
		sim_do(&s, "hangup");
		listen_for(&s, QUIET_MS);
		CHECK(heard(&s, RING) == i);
	}
	story_end(&s);
}

static void two_unlocks_within_one_second_are_two(void)
{
	static const char *const contents[] = {
		"stream-content=none", "stream-content=full", "stream-content=bare"};

	for (unsigned i = 0; i < 3; i++) {
		struct story s = with(contents[i], NULL);

		sim_do(&s, "card 1 7001");
		listen_for(&s, 300);
		sim_do(&s, "card 1 7001");
		CHECK(hear_count(&s, SOON_MS, 2, ACCESS) == 2);
		CHECK(hear_count(&s, SOON_MS, 2, UNLOCKED) == 2);
		CHECK(hear_count(&s, SOON_MS, 2, LOCKED) == 2);
		listen_for(&s, QUIET_MS);
		if (!CHECK(heard(&s, UNLOCKED) == 2 && heard(&s, ACCESS) == 2))
			printf("# with %s\n", contents[i]);
		story_end(&s);
	}
}

static void a_clock_that_is_wrong_or_jumps_changes_nothing(void)
{
	static const char *const contents[] = {
		"stream-content=none", "stream-content=full"};

	for (unsigned i = 0; i < 2; i++) {
		struct story s = with(contents[i], "clock-offset-s=-50400");
		size_t n = 0;

		for (int jump = -2; jump <= 2; jump++) {
			sim_do(&s, "set clock-offset-s %d", jump * HALF_A_DAY_S);
			sim_do(&s, "press 1");
			sim_do(&s, "hangup");
			n++;
			CHECK(hear_count(&s, SOON_MS, n, RING) == n);
			sim_do(&s, "card 1 7001");
			CHECK(hear_count(&s, SOON_MS, n, ACCESS) == n);
			listen_for(&s, 1100); /* the next press is no unlock */
		}
		listen_for(&s, QUIET_MS);
		CHECK(heard(&s, RING) == n && heard(&s, ACCESS) == n);
		story_end(&s);
	}
}

static void what_happened_while_the_station_was_not_heard_is_history(void)
{
	struct story s = with("stream-content=full", NULL);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	sim_do(&s, "hangup");
	listen_for(&s, QUIET_MS);
	sim_do(&s, "cut");
	hear(&s, SOON_MS, UNREACHABLE);
	sim_do(&s, "press 1");
	sim_do(&s, "hangup");
	sim_do(&s, "card 1 7001");
	sim_do(&s, "motion");
	sim_do(&s, "door 1 open");
	hear(&s, RECOVERY_MS, ONLINE);
	listen_for(&s, QUIET_MS);
	CHECK(heard(&s, RING) == 1);
	CHECK(heard(&s, UNLOCKED) == 0 && heard(&s, ACCESS) == 0);
	CHECK(heard(&s, TAMPERED) == 0 && heard(&s, MOTION) == 0);
	sim_do(&s, "press 1");
	CHECK(hear_count(&s, SOON_MS, 2, RING) == 2);
	story_end(&s);
}

static void a_housing_opened_while_nobody_listened_trips_the_switch(void)
{
	struct story s = with("stream-content=full", NULL);

	sim_do(&s, "cut");
	hear(&s, SOON_MS, UNREACHABLE);
	sim_do(&s, "tamper");
	hear(&s, SOON_MS, TAMPERED);
	hear(&s, RECOVERY_MS, ONLINE);
	CHECK(reply_is(&s,
		request(&s, device_of(&s, "switch"), "tamper", "turn_off", NULL),
		"ok"));
	sim_do(&s, "cut");
	hear(&s, SOON_MS, UNREACHABLE);
	hear(&s, RECOVERY_MS, ONLINE);
	listen_for(&s, QUIET_MS);
	CHECK(heard(&s, TAMPERED) == 1);
	story_end(&s);
}

static void without_the_switch_a_missed_tamper_is_no_motion(void)
{
	static const char *const options[] = {"--set", "call-status=idle", NULL};
	struct story s = story_at_home(options, NULL);

	sim_do(&s, "cut");
	hear(&s, SOON_MS, UNREACHABLE);
	sim_do(&s, "tamper");
	hear(&s, RECOVERY_MS, ONLINE);
	listen_for(&s, QUIET_MS);
	CHECK(heard(&s, MOTION) == 0);
	story_end(&s);
}

static void a_station_without_a_journal_is_asked_once_a_connection(void)
{
	static const char *const journals[] = {"journal=404", "journal=notSupport"};

	for (unsigned i = 0; i < 2; i++) {
		struct story s = with(journals[i], NULL);

		listen_for(&s, QUIET_MS);
		CHECK(ledger(&s, "journal_searches") == 1);
		sim_do(&s, "press 1");
		hear(&s, SOON_MS, RING);
		CHECK(ledger(&s, "journal_searches") == 1);
		CHECK(heard(&s, UNREACHABLE) == 0);
		story_end(&s);
	}
}

static void a_journal_that_fails_or_hangs_costs_only_itself(void)
{
	static const char *const journals[] = {"journal=500", "journal=hang"};

	for (unsigned i = 0; i < 2; i++) {
		struct story s = with(journals[i], NULL);

		visits_are_told_once_each(&s, 5);
		CHECK(reply_is(&s,
			request(&s, device_of(&s, "lock"), "lock", "unlock", NULL),
			"ok"));
		CHECK(ledger(&s, "relay_pulses/1") == 6);
		CHECK(ledger(&s, "journal_searches") < 5);
		story_end(&s);
	}
}

static long long host_rss_kb(pid_t pid)
{
	char path[64], line[128];
	long long kb = -1;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f)) {
		if (!strncmp(line, "VmRSS:", 6))
			kb = strtoll(line + 6, NULL, 10);
	}
	if (f)
		fclose(f);
	return kb;
}

static void a_history_of_19000_events_is_no_event_and_no_burden(void)
{
	struct story s = with("stream-content=full", NULL);
	unsigned long long before;
	long long kb, parts;

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	kb = host_rss_kb(s.host.pid);
	parts = ledger(&s, "parts_sent");
	sim_do(&s, "history %d", HISTORY);
	sim_do(&s, "cut");
	hear(&s, SOON_MS, UNREACHABLE);
	hear(&s, RECOVERY_MS, ONLINE);
	before = now_ms();
	sim_do(&s, "press 1"); /* behind all of it */
	CHECK(hear_count(&s, 2 * SOON_MS, 2, RING) == 2);
	printf("# %d old events: %llu ms, RSS %lld kB, before %lld kB\n", HISTORY,
		now_ms() - before, host_rss_kb(s.host.pid), kb);
	CHECK(PROCESS_SANITIZED || now_ms() - before < 3000);
	CHECK(PROCESS_SANITIZED || host_rss_kb(s.host.pid) <= kb + RSS_GROWTH_KB);
	CHECK(ledger(&s, "parts_sent") - parts > HISTORY);
	listen_for(&s, QUIET_MS);
	CHECK(heard(&s, RING) == 2);
	CHECK(heard(&s, UNLOCKED) == 0 && heard(&s, ACCESS) == 0);
	CHECK(heard(&s, TAMPERED) == 0 && heard(&s, MOTION) == 0);
	story_end(&s);
}

static void a_journal_with_a_history_is_only_learnt(void)
{
	struct story s = with("stream-content=none", "history=19000");

	visits_are_told_once_each(&s, 5);
	CHECK(heard(&s, TAMPERED) == 0 && heard(&s, MOTION) == 0);
	CHECK(ledger(&s, "journal_searches") < 60);
	story_end(&s);
}

static void a_remote_unlock_in_the_journal_does_not_ring(void)
{
	struct story s = with("stream-content=none", "remote-open-event=on");

	for (unsigned i = 0; i < 5; i++) {
		sim_do(&s, "app-unlock 1");
		CHECK(reply_is(&s,
			request(&s, device_of(&s, "lock"), "lock", "unlock", NULL),
			"ok"));
		listen_for(&s, 700);
	}
	listen_for(&s, QUIET_MS);
	CHECK(heard(&s, RING) == 0);
	sim_do(&s, "set press-pictures 0");
	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(told_by_the_stream_alone),
		TEST(told_by_the_journal_alone),
		TEST(told_by_both),
		TEST(told_by_both_and_in_another_time_zone),
		TEST(told_by_a_stream_that_does_not_say_what),
		TEST(a_bare_alert_is_looked_up_at_once),
		TEST(a_visit_that_the_call_status_knows_of_too_rings_once),
		TEST(two_unlocks_within_one_second_are_two),
		TEST(a_clock_that_is_wrong_or_jumps_changes_nothing),
		TEST(what_happened_while_the_station_was_not_heard_is_history),
		TEST(a_housing_opened_while_nobody_listened_trips_the_switch),
		TEST(without_the_switch_a_missed_tamper_is_no_motion),
		TEST(a_station_without_a_journal_is_asked_once_a_connection),
		TEST(a_journal_that_fails_or_hangs_costs_only_itself),
		TEST(a_history_of_19000_events_is_no_event_and_no_burden),
		TEST(a_journal_with_a_history_is_only_learnt),
		TEST(a_remote_unlock_in_the_journal_does_not_ring),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
