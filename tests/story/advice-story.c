/* SPDX-License-Identifier: Apache-2.0 */
/* advice-story.c - what went wrong has its own words, and what only the user can mend is said. */

#include "story.h"

#include <stdio.h>
#include <string.h>

static const char locks[] = "{\"expose_locks\":true}";

static unsigned unlock(struct story *s)
{
	return request(s, device_of(s, "lock"), "lock", "unlock", NULL);
}

static bool refused_with(struct story *s, unsigned number, const char *code)
{
	char pattern[96];
	const json_t *r = reply(s, number, 2 * SOON_MS);
	const char *message = json_string_value(
		json_object_get(json_object_get(r, "json"), "message"));

	snprintf(pattern, sizeof(pattern), "{\"json\":{\"code\":\"%s\"}}", code);
	return CHECK(message && strlen(message) > 10) && matches(r, pattern);
}

static size_t told(struct story *s, const char *id, bool raised)
{
	char pattern[96];

	snprintf(pattern, sizeof(pattern), "{\"report\":\"issue\",\"id\":\"%s\",%s}",
		id, raised ? "\"issue\":{\"severity\":\"warning\"}" : "\"issue\":null");
	return hear_count(s, SOON_MS, 1, pattern);
}

static bool issue_says(struct story *s, const char *id, const char *words)
{
	char pattern[64];
	size_t i;
	json_t *r;

	snprintf(pattern, sizeof(pattern), "{\"report\":\"issue\",\"id\":\"%s\"}", id);
	json_array_foreach(s->reports, i, r)
	{
		const char *text = json_string_value(
			json_object_get(json_object_get(r, "issue"), "text"));

		if (matches(r, pattern) && text && strstr(text, words))
			return true;
	}
	return false;
}

static bool nothing_told(struct story *s, const char *id)
{
	char pattern[64];

	snprintf(pattern, sizeof(pattern), "{\"report\":\"issue\",\"id\":\"%s\"}", id);
	return heard(s, pattern) == 0;
}

static void a_door_that_may_not_be_opened_names_the_right_to_tick(void)
{
	static const char *const options[] = {"--set", "permission=read-only", NULL};
	struct story s = story_at_home(options, locks);

	CHECK(refused_with(&s, unlock(&s), "no_permission"));
	CHECK(refused_with(&s, unlock(&s), "no_permission"));
	CHECK(told(&s, "permission", true) == 1);
	CHECK(issue_says(&s, "permission", "\"Remote: Control\""));
	sim_do(&s, "set permission all");
	CHECK(reply_is(&s, unlock(&s), "ok"));
	CHECK(told(&s, "permission", false) == 1);
	CHECK(ledger(&s, "relay_pulses/1") == 1);
	story_end(&s);
}

static void events_that_may_not_be_heard_name_the_right_to_tick(void)
{
	static const char *const options[] = {"--set", "permission=no-events", NULL};
	struct story s = story_begin(options);
	const json_t *status;

	host_begin(&s, NULL);
	status = hear(&s, SOON_MS,
		"{\"report\":\"status\",\"device\":\"\",\"status\":\"device\"}");
	CHECK(strstr(json_string_value(json_object_get(status, "detail")),
		"\"Remote: Notify Surveillance Center / Trigger Alarm Output\""));
	CHECK(told(&s, "permission", true) == 1);
	CHECK(issue_says(&s, "permission", "\"Remote: Notify Surveillance Center"));
	sim_do(&s, "set permission all");
	hear(&s, RECOVERY_MS, ONLINE);
	CHECK(told(&s, "permission", false) == 1);
	story_end(&s);
}

static void what_cannot_be_done_has_a_word_for_why(void)
{
	struct story s = story_at_home(NULL, locks);
	unsigned number;

	sim_do(&s, "set unlock refuse");
	CHECK(refused_with(&s, unlock(&s), "refused"));
	sim_do(&s, "set snapshot 404");
	number = request(&s, device_of(&s, "doorbell"), "camera", "snapshot", NULL);
	CHECK(refused_with(&s, number, "unsupported"));
	sim_do(&s, "off");
	hear(&s, SOON_MS, UNREACHABLE);
	CHECK(refused_with(&s, unlock(&s), "cannot_connect"));
	story_end(&s);
}

static void a_wrong_password_has_a_word_of_its_own(void)
{
	struct story s = story_at_home(NULL, NULL);
	char args[200];

	snprintf(args, sizeof(args),
		"{\"id\":\"test_connection\",\"settings\":{\"host\":\"127.0.0.1\","
		"\"port\":%d,\"username\":\"admin\",\"password\":\"wrong\"}}",
		s.port);
	CHECK(refused_with(&s, request(&s, "", "", "action", args), "invalid_auth"));
	story_end(&s);
}

static void a_locked_account_has_a_word_of_its_own(void)
{
	static const char *const options[] = {
		"--set", "lock-after=1", "--set", "lock-seconds=60", NULL};
	struct story s = story_begin(options);

	host_begin(&s, "{\"password\":\"wrong\"}");
	hear(&s, SOON_MS, REFUSED);
	CHECK(refused_with(&s,
		request(&s, "", "", "action", "{\"id\":\"test_connection\"}"),
		"account_locked"));
	CHECK(ledger(&s, "logins_failed") == 1);
	CHECK(ledger(&s, "logins_while_locked") <= 1);
	story_end(&s);
}

static void calls_that_are_not_reported_are_said_to_be_so(void)
{
	static const char *const options[] = {"--set", "call-status=idle", NULL};
	struct story s = story_at_home(options, NULL);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	listen_for(&s, 5200);
	CHECK(nothing_told(&s, "calls-not-reported"));
	sim_do(&s, "press 1");
	listen_for(&s, 5200);
	CHECK(told(&s, "calls-not-reported", true) == 1);
	CHECK(issue_says(&s, "calls-not-reported", "Hik-Connect"));
	sim_do(&s, "set call-status live"); /* Hik-Connect is switched on */
	CHECK(told(&s, "calls-not-reported", false) == 1);
	CHECK(heard(&s, "{\"report\":\"issue\",\"id\":\"calls-not-reported\"}") == 2);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_door_that_may_not_be_opened_names_the_right_to_tick),
		TEST(events_that_may_not_be_heard_name_the_right_to_tick),
		TEST(what_cannot_be_done_has_a_word_for_why),
		TEST(a_wrong_password_has_a_word_of_its_own),
		TEST(a_locked_account_has_a_word_of_its_own),
		TEST(calls_that_are_not_reported_are_said_to_be_so),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
