/* SPDX-License-Identifier: Apache-2.0 */
/* settings-story.c - the user changes settings: children come and go, drafts are tried. */

#include "story.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The whole settings, as the host takes them. */
static void configure(struct story *s, const char *more)
{
	host_send(s,
		"{\"configure\":\"front\",\"settings\":{\"host\":\"127.0.0.1\",\"port\":%d,"
		"\"username\":\"admin\",\"password\":\"Front-Door-1\"%s}}",
		s->port, more);
}

/* A request to the instance itself that carries a draft. */
static unsigned try(
	struct story *s, const char *op, const char *id, const char *password)
{
	char args[320];

	snprintf(args, sizeof(args),
		"{%s\"settings\":{\"host\":\"127.0.0.1\",\"port\":%d,\"username\":\"admin\","
		"\"password\":\"%s\"}}",
		id, s->port, password);
	return request(s, "", "", op, args);
}

static void children_come_and_go_with_their_settings(void)
{
	static const char *const options[] = {"--doors", "2", NULL};
	struct story s = story_at_home(options, NULL);
	const json_t *children;

	CHECK(heard(&s, "{\"report\":\"devices\"}") == 1); /* the doorbell alone */
	configure(&s, ",\"expose_locks\":true");
	children = hear(&s, SOON_MS, "{\"report\":\"devices\"}");
	CHECK(json_array_size(json_object_get(children, "devices")) == 2);
	configure(&s, ",\"expose_locks\":true,\"expose_tamper\":true");
	children = hear(&s, SOON_MS, "{\"report\":\"devices\"}");
	CHECK(json_array_size(json_object_get(children, "devices")) == 3);
	CHECK(!json_is_null(json_object_get(children, "parent")));
	configure(&s, "");
	hear(&s, SOON_MS, "{\"report\":\"devices\",\"devices\":[]}");
	CHECK(heard(&s, UNREACHABLE) == 0); /* one connection all the while */
	CHECK(ledger(&s, "streams_total") == 1);
	story_end(&s);
}

static void each_door_has_its_own_lock(void)
{
	static const char *const options[] = {"--doors", "2", NULL};
	struct story s = story_at_home(options, "{\"expose_locks\":true}");
	char second[80];

	snprintf(second, sizeof(second), "%s-lock-2", device_of(&s, "doorbell"));
	CHECK(reply_is(&s, request(&s, second, "lock", "unlock", NULL), "ok"));
	CHECK(ledger(&s, "relay_pulses/1") == 0);
	CHECK(ledger(&s, "relay_pulses/2") == 1);
	story_end(&s);
}

static void a_station_that_does_not_tell_its_doors_gets_no_invented_lock(void)
{
	static const char *const options[] = {"--set", "capabilities=500", NULL};
	struct story s = story_at_home(options, "{\"expose_locks\":true}");

	CHECK(heard(&s, "{\"report\":\"devices\"}") == 1); /* the doorbell alone */
	CHECK(heard(&s, "{\"report\":\"log\",\"level\":\"warning\"}") == 1);
	story_end(&s);
}

static void a_draft_is_checked_without_touching_the_running_instance(void)
{
	struct story s = story_at_home(NULL, NULL);
	const json_t *r;

	r = reply(&s, try(&s, "settings.check", "", "Front-Door-1"), 2 * SOON_MS);
	CHECK(matches(r,
		"{\"status\":\"ok\",\"json\":{\"errors\":{},\"title\":\"Front Door\"}}"));
	r = reply(&s, try(&s, "settings.check", "", "wrong"), 2 * SOON_MS);
	CHECK(matches(r,
		"{\"status\":\"ok\",\"json\":{\"errors\":{\"/password\":\"invalid_auth\"}}}"));
	CHECK(ledger(&s, "logins_failed") == 1);
	CHECK(heard(&s, REFUSED) == 0);
	CHECK(ledger(&s, "writes") == 0);
	story_end(&s);
}

static void test_connection_says_what_answers_or_why_nothing_does(void)
{
	static const char id[] = "\"id\":\"test_connection\",";
	struct story s = story_at_home(NULL, NULL);
	const json_t *r;

	r = reply(&s, try(&s, "action", id, "Front-Door-1"), 2 * SOON_MS);
	CHECK(matches(r, "{\"status\":\"ok\",\"json\":{\"ok\":true}}"));
	CHECK(reply_is(&s, try(&s, "action", id, "wrong"), "auth"));
	sim_do(&s, "off");
	CHECK(reply_is(&s, try(&s, "action", id, "Front-Door-1"), "unreachable"));
	story_end(&s);
}

static void what_is_not_there_is_answered_with_not_found(void)
{
	struct story s = story_at_home(NULL, "{\"expose_locks\":true}");
	const char *lock = device_of(&s, "lock");

	CHECK(reply_is(&s, request(&s, "nobody", "lock", "unlock", NULL), "not_found"));
	CHECK(reply_is(&s, request(&s, lock, "camera", "snapshot", NULL), "not_found"));
	CHECK(reply_is(&s, request(&s, lock, "camera", "unlock", NULL), "not_found"));
	CHECK(reply_is(&s, request(&s, lock, "lock", "paint", NULL), "not_found"));
	CHECK(reply_is(&s, request(&s, "", "", "dance", NULL), "not_found"));
	CHECK(ledger(&s, "writes") == 0);
	story_end(&s);
}

static void the_instance_can_be_removed_and_added_again(void)
{
	struct story s = story_at_home(NULL, NULL);

	host_send(&s, "{\"remove\":\"front\"}");
	host_send(&s,
		"{\"add\":{\"id\":\"front\",\"provider\":\"hikvision-doorbell\",\"settings\":{"
		"\"host\":\"127.0.0.1\",\"port\":%d,\"username\":\"admin\",\"password\":"
		"\"Front-Door-1\"}}}",
		s.port);
	hear(&s, SOON_MS, ONLINE);
	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	story_end(&s);
}

static void a_password_never_shows_in_what_the_host_prints(void)
{
	struct story s = story_at_home(NULL, "{\"expose_locks\":true}");
	char *text;

	reply(&s, try(&s, "settings.check", "", "Front-Door-1"), 2 * SOON_MS);
	reply(&s, try(&s, "settings.check", "", "Other-Secret-2"), 2 * SOON_MS);
	sim_do(&s, "password Third-Secret-3");
	sim_do(&s, "cut");
	hear(&s, RECOVERY_MS, REFUSED);
	text = json_dumps(s.reports, 0);
	CHECK(!strstr(text, "Front-Door-1") && !strstr(text, "Other-Secret-2"));
	free(text);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(children_come_and_go_with_their_settings),
		TEST(each_door_has_its_own_lock),
		TEST(a_station_that_does_not_tell_its_doors_gets_no_invented_lock),
		TEST(a_draft_is_checked_without_touching_the_running_instance),
		TEST(test_connection_says_what_answers_or_why_nothing_does),
		TEST(what_is_not_there_is_answered_with_not_found),
		TEST(the_instance_can_be_removed_and_added_again),
		TEST(a_password_never_shows_in_what_the_host_prints),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
