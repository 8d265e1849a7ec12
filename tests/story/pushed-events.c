/* SPDX-License-Identifier: Apache-2.0 */
/* pushed-events.c - stations of firmware V2.2, which push their events, and what is written to them
 * for that. */

#include "story.h"

#include <stdio.h>
#include <string.h>

#define HOSTS "/ISAPI/Event/notification/httpHosts"

#define TAKEN                                                                          \
	"{\"report\":\"issue\",\"id\":\"push-slot\",\"issue\":{\"severity\":\"warning\"}}"
#define TAKEN_OVER "{\"report\":\"issue\",\"id\":\"push-slot\",\"issue\":null}"
#define MOTION     "{\"report\":\"state\",\"state\":{\"motion\":{\"on\":true}}}"
#define TAMPER     "{\"report\":\"state\",\"state\":{\"tamper\":{\"on\":true}}}"
#define CALL(word)                                                                     \
	"{\"report\":\"state\",\"state\":{\"call\":{\"value\":\"" word "\"}}}"
#define LOG(text) "{\"report\":\"log\",\"text\":\"" text "\"}"

enum { UNNOTICED_MS = 40 * 1000 }; /* it is asked every half minute */

static const char *const old_firmware[] = {"--profile", "v2.2.65", NULL};
static const char *const no_stream[] = {
	"--profile", "v2.2.65", "--set", "stream=404", NULL};

/* Wait until there were so many. */
static bool counts(struct story *s, const char *request_line, long long count)
{
	unsigned long long until = now_ms() + SOON_MS;

	while (asked(s, request_line) < count && now_ms() < until)
		listen_for(s, 20);
	return asked(s, request_line) >= count;
}

/* The station has been told where to push. */
static bool is_told(struct story *s)
{
	return counts(s, "POST " HOSTS, 1) &&
	       counts(s, "GET " HOSTS, 2); /* and asked whether it kept it */
}

/* Slot 1 leads nowhere: what happens is pushed nowhere. */
static bool slot_is_free(struct story *s)
{
	long long before = ledger(s, "pushes");

	sim_do(s, "motion");
	return ledger(s, "pushes") == before;
}

static void a_visit(const char *const *options)
{
	struct story s = story_at_home(options, "{\"expose_tamper\":true}");

	CHECK(is_told(&s));
	listen_for(&s, 100);
	sim_do(&s, "press 1");
	hear(&s, SOON_MS, CALL("ringing"));
	CHECK(matches(hear(&s, SOON_MS, RING), "{\"data\":{\"source\":\"push\"}}"));
	sim_do(&s, "hangup");
	hear(&s, SOON_MS, CALL("idle"));
	sim_do(&s, "motion");
	hear(&s, SOON_MS, MOTION);
	sim_do(&s, "tamper");
	hear(&s, SOON_MS, TAMPER);
	sim_do(&s, "exit-button 1");
	hear(&s, SOON_MS,
		"{\"report\":\"event\",\"capability\":\"access\",\"type\":\"granted\","
		"\"data\":{\"door\":1}}");
	CHECK(heard(&s, RING) == 1);
	CHECK(ledger(&s, "pushes_failed") == 0);
	CHECK(ledger(&s, "writes") == 2); /* emptied, and written */
	story_end(&s);
}

static void a_station_whose_stream_tells_nothing_pushes_its_events(void)
{
	a_visit(old_firmware);
}

static void a_station_without_a_stream_is_online_and_pushes_its_events(void)
{
	a_visit(no_stream);
}

static void messages_in_pieces_are_put_together(void)
{
	static const char *const options[] = {"--profile", "v2.2.65", "--set",
		"push-split=50", "--set", "stream=notSupport", NULL};
	struct story s = story_at_home(options, NULL);

	for (unsigned i = 1; i <= 3; i++) {
		sim_do(&s, "press 1");
		CHECK(hear_count(&s, SOON_MS, i, RING) == i);
		sim_do(&s, "hangup");
		hear(&s, SOON_MS, CALL("idle"));
	}
	story_end(&s);
}

static void two_events_at_once_are_two(void)
{
	struct story s = story_at_home(no_stream, "{\"expose_tamper\":true}");

	sim_do(&s, "motion");
	sim_do(&s, "tamper");
	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	CHECK(hear_count(&s, SOON_MS, 1, MOTION) == 1);
	CHECK(hear_count(&s, SOON_MS, 1, TAMPER) == 1);
	story_end(&s);
}

static void a_station_with_a_stream_is_never_written_to(void)
{
	static const char *const profiles[] = {"v3.7.0", "v3.7.1", "v3.9.0"};

	for (size_t i = 0; i < 3; i++) {
		const char *options[] = {"--profile", profiles[i], NULL};
		struct story s = story_at_home(options, NULL);

		listen_for(&s, 1500);
		host_end(&s);
		CHECK(ledger(&s, "writes") == 0);
		CHECK(asked(&s, "GET " HOSTS) == 0);
		story_end(&s);
	}
}

static void a_station_without_free_streams_is_not_written_to(void)
{
	static const char *const options[] = {
		"--profile", "v2.2.65", "--set", "stream-slots=1", NULL};
	struct story s = story_at_home(options, "{\"push_events\":\"off\"}");
	struct story other = {.kind = s.kind, .port = s.port, .reports = json_array()};

	host_begin(&other, NULL); /* a second host, for which there is no stream */
	hear(&other, SOON_MS, "{\"report\":\"status\",\"status\":\"device\"}");
	host_end(&other);
	json_decref(other.reports);
	CHECK(ledger(&s, "writes") == 0);
	story_end(&s);
}

static void switched_off_nothing_is_written_and_the_user_is_told_why(void)
{
	struct story s = story_begin(no_stream);
	const json_t *status;

	host_begin(&s, "{\"push_events\":\"off\"}");
	status = hear(&s, SOON_MS,
		"{\"report\":\"status\",\"device\":\"\",\"status\":\"unsupported\"}");
	CHECK(status && strstr(json_string_value(json_object_get(status, "detail")),
				"Pushed Events is off"));
	host_end(&s);
	CHECK(ledger(&s, "writes") == 0);
	story_end(&s);
}

static void switched_on_both_tell_of_a_press_and_it_rings_once(void)
{
	static const char *const options[] = {"--set", "push=binary", NULL};
	struct story s = story_at_home(options, "{\"push_events\":\"on\"}");

	CHECK(is_told(&s));
	listen_for(&s, 100);
	for (unsigned i = 1; i <= 5; i++) {
		sim_do(&s, "press 1");
		CHECK(hear_count(&s, SOON_MS, i, RING) == i);
		hear(&s, SOON_MS, CALL("ringing"));
		sim_do(&s, "hangup");
		hear(&s, SOON_MS, CALL("idle"));
	}
	listen_for(&s, 1500);
	CHECK(heard(&s, RING) == 5);
	CHECK(ledger(&s, "pushes") >= 10);
	story_end(&s);
}

static void switched_on_both_tell_of_an_unlock_and_it_is_one(void)
{
	static const char *const options[] = {
		"--set", "push=binary", "--set", "open-duration-ms=100", NULL};
	struct story s = story_at_home(options, "{\"push_events\":\"on\"}");

	CHECK(is_told(&s));
	listen_for(&s, 100);
	sim_do(&s, "exit-button 1");
	listen_for(&s, 4000);
	CHECK(ledger(&s, "pushes") >= 1);
	CHECK(heard(&s, "{\"report\":\"event\",\"capability\":\"access\"}") == 1);
	story_end(&s);
}

static void the_slot_of_somebody_else_is_left_alone(void)
{
	struct story s = story_begin(no_stream);
	const json_t *issue;

	sim_do(&s, "httphost http://192.0.2.9:8123/nvr");
	host_begin(&s, NULL);
	issue = hear(&s, SOON_MS, TAKEN);
	CHECK(issue && strstr(json_string_value(json_object_get(
				      json_object_get(issue, "issue"), "text")),
			       "http://192.0.2.9:8123/nvr"));
	hear(&s, SOON_MS,
		"{\"report\":\"status\",\"device\":\"\",\"status\":\"device\"}");
	CHECK(ledger(&s, "writes") == 0);

	sim_do(&s, "httphost http://0.0.0.0:80/"); /* it is removed */
	hear(&s, RECOVERY_MS, ONLINE);
	CHECK(heard(&s, TAKEN_OVER) == 1);
	host_end(&s);
	CHECK(slot_is_free(&s));
	story_end(&s);
}

static void the_slot_is_given_back_at_the_end(void)
{
	struct story s = story_at_home(no_stream, NULL);
	unsigned long long from = now_ms();

	host_end(&s);
	CHECK(now_ms() - from < 5000);
	CHECK(slot_is_free(&s));
	CHECK(counts(&s, "DELETE " HOSTS "/1", 2));
	story_end(&s);
}

static void configure(struct story *s, int port, const char *mode)
{
	host_send(s,
		"{\"configure\":\"front\",\"settings\":{\"host\":\"127.0.0.1\","
		"\"port\":%d,\"username\":\"admin\",\"password\":\"Front-Door-1\","
		"\"push_events\":\"%s\"}}",
		port, mode);
}

static void the_slot_is_given_back_when_it_is_switched_off(void)
{
	struct story s = story_at_home(old_firmware, NULL);

	CHECK(is_told(&s));
	configure(&s, s.port, "off");
	hear(&s, SOON_MS, ONLINE);
	CHECK(counts(&s, "DELETE " HOSTS "/1", 2));
	listen_for(&s, 200);
	CHECK(slot_is_free(&s));
	story_end(&s);
}

static void the_slot_is_given_back_when_the_host_turns_to_another_station(void)
{
	struct story s = story_at_home(no_stream, NULL);
	struct story other = story_begin(no_stream);

	configure(&s, other.port, "auto");
	CHECK(counts(&s, "DELETE " HOSTS "/1", 2));
	hear(&s, RECOVERY_MS, ONLINE);
	CHECK(slot_is_free(&s));
	sim_do(&other, "press 1");
	hear(&s, SOON_MS, RING);
	host_end(&s);
	CHECK(slot_is_free(&other));
	story_end(&other);
	story_end(&s);
}

static void a_station_that_is_away_at_the_end_does_not_hold_it_up(void)
{
	struct story s = story_at_home(no_stream, NULL);
	unsigned long long from;

	sim_do(&s, "freeze");
	from = now_ms();
	host_end(&s);
	CHECK(now_ms() - from < 5000);
	sim_do(&s, "thaw");
	story_end(&s);
}

static void go_away_and_come_back(struct story *s, bool forgets)
{
	listen_for(s, 500); /* nothing is under way: only its next look can notice */
	sim_do(s, "off");
	if (forgets)
		sim_do(s, "httphost http://0.0.0.0:80/");
	hear(s, UNNOTICED_MS, UNREACHABLE);
	sim_do(s, "on");
	hear(s, RECOVERY_MS, ONLINE);
}

static void a_station_that_reboots_and_forgets_is_told_again(void)
{
	struct story s = story_at_home(no_stream, NULL);

	go_away_and_come_back(&s, true);
	CHECK(counts(&s, "POST " HOSTS, 2));
	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	story_end(&s);
}

static void a_station_that_remembers_is_not_written_to_again(void)
{
	struct story s = story_at_home(no_stream, NULL);

	go_away_and_come_back(&s, false);
	CHECK(asked(&s, "POST " HOSTS) == 1);
	CHECK(ledger(&s, "writes") == 2);
	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_station_whose_stream_tells_nothing_pushes_its_events),
		TEST(a_station_without_a_stream_is_online_and_pushes_its_events),
		TEST(messages_in_pieces_are_put_together),
		TEST(two_events_at_once_are_two),
		TEST(a_station_with_a_stream_is_never_written_to),
		TEST(a_station_without_free_streams_is_not_written_to),
		TEST(switched_off_nothing_is_written_and_the_user_is_told_why),
		TEST(switched_on_both_tell_of_a_press_and_it_rings_once),
		TEST(switched_on_both_tell_of_an_unlock_and_it_is_one),
		TEST(the_slot_of_somebody_else_is_left_alone),
		TEST(the_slot_is_given_back_at_the_end),
		TEST(the_slot_is_given_back_when_it_is_switched_off),
		TEST(the_slot_is_given_back_when_the_host_turns_to_another_station),
		TEST(a_station_that_is_away_at_the_end_does_not_hold_it_up),
		TEST(a_station_that_reboots_and_forgets_is_told_again),
		TEST(a_station_that_remembers_is_not_written_to_again),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
