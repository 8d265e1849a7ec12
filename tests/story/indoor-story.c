/* SPDX-License-Identifier: Apache-2.0 */
/* indoor-story.c - door stations whose calls only the indoor stations know of, and one
 * that cannot be reached but through them (DS-KD8003). */

#include "visit.h"

#include <stdio.h>
#include <string.h>

/* Itself, it never tells of a call. */
static const char *const mute_station[] = {
	"--profile", "v3.7.1", "--set", "press-event=off", "--set", "indoor=2", NULL};
static const char *const closed_station[] = {
	"--profile", "kd8003", "--set", "indoor=2", NULL};

#define NOBODY_THERE "127.0.0.1:1"

/* With locks, and its indoor stations. @param first another address, before them */
static struct story at_home(const char *const *options, const char *first)
{
	struct story s = story_begin(options);
	char settings[240];

	snprintf(settings, sizeof(settings),
		"{\"expose_locks\":true,\"expose_tamper\":true,\"indoor_stations\":[%s"
		"\"127.0.0.1:%d\",\"127.0.0.1:%d\"]}",
		first ? "\"" NOBODY_THERE "\"," : "", s.indoor[0], s.indoor[1]);
	host_begin(&s, settings);
	hear(&s, SOON_MS, ONLINE);
	listen_for(&s, 1500); /* each has been asked */
	return s;
}

static void seen(struct story *s, const char *state)
{
	char pattern[96];

	snprintf(pattern, sizeof(pattern),
		"{\"report\":\"state\",\"state\":{\"call\":{\"value\":\"%s\"}}}",
		state);
	hear(s, SOON_MS, pattern);
}

static void is_answered_inside(
	const char *const *station, const char *first, unsigned who)
{
	struct story s = at_home(station, first);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	listen_for(&s, 1500);
	sim_do(&s, "answer %u", who);
	seen(&s, "in_call");
	CHECK(heard(&s, CALL_ENDED) == 0);
	sim_do(&s, "hangup");
	hear(&s, SOON_MS, CALL_ENDED);
	CHECK(visits_told(&s, "ring answered_elsewhere"));
	CHECK(missed_calls(&s) == 0);
	CHECK(heard(&s, ONLINE) == 1 && heard(&s, UNREACHABLE) == 0);
	story_end(&s);
}

static void is_missed(const char *const *station, const char *first)
{
	struct story s = at_home(station, first);

	sim_do(&s, "set ring-ms 3000");
	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	hear(&s, 2 * SOON_MS, CALL_ENDED);
	CHECK(visits_told(&s, "ring missed"));
	CHECK(missed_calls(&s) == 1);
	story_end(&s);
}

static void a_call_answered_inside_is_answered_elsewhere(void)
{
	is_answered_inside(mute_station, NULL, 2);
}

static void a_call_that_nobody_answers_inside_is_missed(void)
{
	is_missed(mute_station, NULL);
}

static void an_indoor_station_that_is_off_costs_nothing(void)
{
	is_answered_inside(mute_station, NOBODY_THERE, 1);
	is_answered_inside(closed_station, NOBODY_THERE, 1);
}

static void through_the_indoor_station_a_call_is_answered_elsewhere(void)
{
	is_answered_inside(closed_station, NULL, 1);
	is_answered_inside(closed_station, NULL, 2);
}

static void through_the_indoor_station_a_call_is_missed(void)
{
	is_missed(closed_station, NULL);
}

static void a_restart_in_mid_ring_does_not_ring_again(void)
{
	struct story s = story_begin(mute_station);
	char settings[160];

	sim_do(&s, "press 1");
	snprintf(settings, sizeof(settings), "{\"indoor_stations\":[\"127.0.0.1:%d\"]}",
		s.indoor[0]);
	host_begin(&s, settings);
	seen(&s, "ringing");
	listen_for(&s, 2500);
	CHECK(heard(&s, RING) == 0);
	story_end(&s);
}

static void the_indoor_station_opens_the_door_once(void)
{
	struct story s = at_home(closed_station, NULL);
	const char *lock = device_of(&s, "lock");

	CHECK(strstr(device_of(&s, "doorbell"), "KH6320"));
	CHECK(heard(&s, "{\"report\":\"state\",\"state\":{\"lock\":{\"state\":"
			"\"locked\"}}}") == 0);
	CHECK(heard(&s, "{\"report\":\"state\",\"state\":{\"motion\":{\"on\":"
			"false}}}") == 0);
	CHECK(heard(&s, "{\"report\":\"state\",\"state\":{\"tamper\":{\"on\":"
			"false}}}") == 0);
	CHECK(heard(&s, "{\"report\":\"state\",\"state\":{\"tamper\":{\"on\":"
			"null}}}") > 0);
	CHECK(reply_is(&s, request(&s, lock, "lock", "unlock", NULL), "ok"));
	CHECK(ledger(&s, "relay_pulses/1") == 1);
	CHECK(ledger(&s, "door_commands/open") == 1);
	/* That no event tells of it is no fault to complain of. */
	CHECK(reply_is(&s, request(&s, lock, "lock", "unlock", NULL), "ok"));
	listen_for(&s, 11 * 1000);
	CHECK(heard(&s, "{\"report\":\"issue\"}") == 0);
	/* That would start the indoor station anew. */
	CHECK(reply_is(&s,
		request(&s, device_of(&s, "doorbell"), "reboot", "press", NULL),
		"not_found"));
	story_end(&s);
}

static void with_all_of_them_off_it_is_unreachable_and_comes_back_the_same(void)
{
	struct story s = at_home(closed_station, NULL);
	char id[80];

	snprintf(id, sizeof(id), "%s", device_of(&s, "doorbell"));
	sim_do(&s, "off");
	hear(&s, RECOVERY_MS, UNREACHABLE);
	sim_do(&s, "on");
	hear(&s, RECOVERY_MS, ONLINE);
	CHECK(!strcmp(id, device_of(&s, "doorbell")));
	CHECK(heard(&s, "{\"report\":\"removed\"}") == 0);
	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	story_end(&s);
}

static void the_devices_stay_when_another_indoor_station_speaks(void)
{
	struct story s = at_home(closed_station, NULL);
	char lock[80];

	snprintf(lock, sizeof(lock), "%s", device_of(&s, "lock"));
	host_send(&s,
		"{\"configure\":\"front\",\"settings\":{\"host\":\"127.0.0.1\","
		"\"port\":%d,\"username\":\"admin\",\"password\":\"Front-Door-1\","
		"\"expose_locks\":true,\"indoor_stations\":[\"127.0.0.1:%d\"]}}",
		s.port, s.indoor[1]);
	hear(&s, RECOVERY_MS, ONLINE);
	CHECK(reply_is(&s, request(&s, lock, "lock", "unlock", NULL), "ok"));
	CHECK(ledger(&s, "relay_pulses/1") == 1);
	CHECK(ledger(&s, "indoor_requests/2") > 0);
	story_end(&s);
}

/* A station that starts anew refuses connections, too. */
static void a_station_that_has_answered_itself_is_not_replaced(void)
{
	struct story s = at_home(mute_station, NULL);

	sim_do(&s, "set http closed");
	sim_do(&s, "cut");
	hear(&s, RECOVERY_MS, UNREACHABLE);
	listen_for(&s, 4000);
	CHECK(heard(&s, ONLINE) == 1);
	sim_do(&s, "set http open");
	hear(&s, RECOVERY_MS, ONLINE);
	story_end(&s);
}

static void refused_by_all_of_them_the_login_is_what_is_wrong(void)
{
	struct story s = story_begin(closed_station);
	char settings[200];

	snprintf(settings, sizeof(settings),
		"{\"password\":\"wrong\",\"indoor_stations\":[\"127.0.0.1:%d\"]}",
		s.indoor[0]);
	host_begin(&s, settings);
	hear(&s, RECOVERY_MS, REFUSED);
	listen_for(&s, 3000);
	CHECK(ledger(&s, "logins_failed") <= 2);
	story_end(&s);
}

/* And then asked again, without anybody's doing. */
static void an_account_that_is_locked_inside_is_told_and_waited_for(void)
{
	static const char *const options[] = {"--profile", "kd8003", "--set",
		"indoor=2", "--set", "lock-after=1", "--set", "lock-seconds=6", NULL};
	struct story s = story_begin(options);
	char settings[200];
	const json_t *issue;
	const char *text;

	snprintf(settings, sizeof(settings),
		"{\"password\":\"Another-1\",\"indoor_stations\":[\"" NOBODY_THERE
		"\",\"127.0.0.1:%d\"]}",
		s.indoor[0]);
	host_begin(&s, settings);
	issue = json_object_get(
		hear(&s, SOON_MS, "{\"report\":\"issue\",\"id\":\"login\"}"), "issue");
	text = json_string_value(json_object_get(issue, "text"));
	CHECK(text && strstr(text, "has locked the account"));
	CHECK(ledger(&s, "logins_failed") == 1);
	sim_do(&s, "password Another-1");
	hear(&s, RECOVERY_MS, ONLINE);
	CHECK(ledger(&s, "logins_failed") == 1);
	CHECK(ledger(&s, "logins_while_locked") <= 1);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_call_answered_inside_is_answered_elsewhere),
		TEST(a_call_that_nobody_answers_inside_is_missed),
		TEST(an_indoor_station_that_is_off_costs_nothing),
		TEST(through_the_indoor_station_a_call_is_answered_elsewhere),
		TEST(through_the_indoor_station_a_call_is_missed),
		TEST(a_restart_in_mid_ring_does_not_ring_again),
		TEST(the_indoor_station_opens_the_door_once),
		TEST(with_all_of_them_off_it_is_unreachable_and_comes_back_the_same),
		TEST(the_devices_stay_when_another_indoor_station_speaks),
		TEST(a_station_that_has_answered_itself_is_not_replaced),
		TEST(an_account_that_is_locked_inside_is_told_and_waited_for),
		TEST(refused_by_all_of_them_the_login_is_what_is_wrong),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
