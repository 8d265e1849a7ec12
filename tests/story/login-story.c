/* SPDX-License-Identifier: Apache-2.0 */
/* login-story.c - logins: every kind that stations ask for, and none that locks an account. */

#include "story.h"

#include <stdio.h>
#include <string.h>

#define MISCONFIGURED "{\"report\":\"status\",\"device\":\"\",\"status\":\"config\"}"
#define LOCK_ISSUE    "{\"report\":\"issue\",\"id\":\"account-lock\",\"issue\":{}}"

static bool says(const json_t *report, const char *words)
{
	const char *detail = json_string_value(json_object_get(report, "detail"));
	bool found = detail && strstr(detail, words);

	if (!found)
		printf("# not \"%s\": %s\n", words, detail ? detail : "");
	return found;
}

/* @return the reply to a draft with this password, borrowed */
static const json_t *check(struct story *s, const char *password)
{
	char args[256];

	snprintf(args, sizeof(args),
		"{\"settings\":{\"host\":\"127.0.0.1\",\"port\":%d,\"username\":\"admin\","
		"\"password\":\"%s\"}}",
		s->port, password);
	return reply(s, request(s, "", "", "settings.check", args), SOON_MS);
}

static bool field_says(const json_t *r, const char *field, const char *code)
{
	const json_t *errors = json_object_get(json_object_get(r, "json"), "errors");
	const char *is = json_string_value(json_object_get(errors, field));

	return is && !strcmp(is, code);
}

static void configure(struct story *s, const char *password, const char *more)
{
	host_send(s,
		"{\"configure\":\"front\",\"settings\":{\"host\":\"127.0.0.1\",\"port\":%d,"
		"\"username\":\"admin\",\"password\":\"%s\"%s}}",
		s->port, password, more);
}

static void basic_needs_the_users_word(void)
{
	static const char *const options[] = {"--set", "digest=basic", NULL};
	struct story s = story_begin(options);

	host_begin(&s, NULL);
	CHECK(says(hear(&s, SOON_MS, MISCONFIGURED), "Allow Basic Login"));
	CHECK(heard(&s, "{\"report\":\"issue\",\"id\":\"login\",\"issue\":"
			"{\"fix\":\"settings:/allow_basic\"}}") == 1);
	CHECK(field_says(
		check(&s, "Front-Door-1"), "/allow_basic", "basic_not_allowed"));
	CHECK(ledger(&s, "logins_ok") + ledger(&s, "logins_failed") == 0);
	configure(&s, "Front-Door-1", ",\"allow_basic\":true");
	hear(&s, SOON_MS, ONLINE);
	CHECK(ledger(&s, "logins_failed") == 0);
	story_end(&s);
}

static void basic_is_not_used_where_digest_is_offered(void)
{
	static const char *const options[] = {"--set", "digest=basic+md5", NULL};
	struct story s = story_at_home(options, "{\"allow_basic\":true}");
	const json_t *status;

	sim_do(&s, "set digest basic");
	sim_do(&s, "cut");
	status = hear(&s, RECOVERY_MS,
		"{\"report\":\"status\",\"device\":\"\",\"status\":\"device\"}");
	CHECK(says(status, "weaker login"));
	story_end(&s);
}

/* Worn out, too old or for another path: no failed login, and no waiting. */
static void whatever_becomes_of_nonces_the_door_opens_at_once(void)
{
	static const char *const kinds[][2] = {{"nonce-uses=2", "nonce-expiry=silent"},
		{"nonce-uses=2", "nonce-expiry=stale"},
		{"nonce-uses=1", "latency-ms=5"},
		{"nonce-scope=url", "digest-quotes=off"},
		{"nonce-scope=url", "digest=sha256"}};

	for (unsigned i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		const char *options[] = {
			"--set", kinds[i][0], "--set", kinds[i][1], NULL};
		struct story s = story_begin(options);
		unsigned long long before = now_ms();
		bool fine;

		host_begin(&s, "{\"expose_locks\":true}");
		hear(&s, SOON_MS, ONLINE);
		for (unsigned n = 0; n < 5; n++)
			CHECK(reply_is(&s,
				request(&s, device_of(&s, "lock"), "lock", "unlock",
					NULL),
				"ok"));
		fine = now_ms() - before < 2000 && ledger(&s, "relay_pulses/1") == 5 &&
		       ledger(&s, "logins_failed") == 0 && heard(&s, REFUSED) == 0;
		if (!CHECK(fine))
			printf("# with %s, %s\n", kinds[i][0], kinds[i][1]);
		story_end(&s);
	}
}

static void a_check_works_where_nonces_wear_out(void)
{
	static const char *const options[] = {"--set", "nonce-uses=1", NULL};
	struct story s = story_at_home(options, NULL);
	const json_t *r = check(&s, "Front-Door-1");

	CHECK(json_object_size(json_object_get(json_object_get(r, "json"), "errors")) ==
		0);
	story_end(&s);
}

static void a_right_password_that_is_refused_once_is_tried_again(void)
{
	struct story s = story_at_home(NULL, NULL);
	unsigned long long limit = now_ms() + SOON_MS;

	configure(&s, "Another-1", "");
	while (!ledger(&s, "logins_failed") && now_ms() < limit)
		listen_for(&s, 20);
	sim_do(&s, "password Another-1");
	hear_count(&s, SOON_MS, 2, ONLINE);
	CHECK(heard(&s, ONLINE) == 2);
	CHECK(heard(&s, REFUSED) == 0);
	CHECK(ledger(&s, "logins_failed") == 1);
	story_end(&s);
}

static void two_instances_of_one_station_share_the_tries(void)
{
	struct story s = story_begin(NULL);

	host_begin(&s, "{\"password\":\"wrong\"}");
	host_send(&s,
		"{\"add\":{\"id\":\"twin\",\"provider\":\"hikvision-doorbell\",\"settings\":"
		"{\"host\":\"127.0.0.1\",\"port\":%d,\"username\":\"admin\","
		"\"password\":\"wrong\"}}}",
		s.port);
	hear_count(&s, SOON_MS, 2, REFUSED);
	CHECK(heard(&s, "{\"instance\":\"twin\",\"report\":\"status\",\"device\":\"\","
			"\"status\":\"auth\"}") == 1);
	CHECK(ledger(&s, "logins_failed") == 2);
	story_end(&s);
}

static void a_check_is_no_third_try(void)
{
	struct story s = story_begin(NULL);

	host_begin(&s, "{\"password\":\"wrong\"}");
	hear(&s, SOON_MS, REFUSED);
	for (unsigned i = 0; i < 3; i++)
		CHECK(field_says(check(&s, "wrong"), "/password", "invalid_auth"));
	CHECK(ledger(&s, "logins_failed") == 2);
	/* Another password is another question. */
	CHECK(json_object_size(json_object_get(
		      json_object_get(check(&s, "Front-Door-1"), "json"), "errors")) ==
		0);
	story_end(&s);
}

static void checks_of_one_wrong_password_cost_two_tries_at_most(void)
{
	struct story s = story_at_home(NULL, NULL);

	for (unsigned i = 0; i < 4; i++)
		CHECK(field_says(check(&s, "wrong"), "/password", "invalid_auth"));
	CHECK(ledger(&s, "logins_failed") <= 2);
	CHECK(heard(&s, REFUSED) == 0);
	story_end(&s);
}

static void an_account_about_to_lock_is_told_before_it_does(void)
{
	static const char *const options[] = {"--set", "lock-after=4", NULL};
	struct story s = story_begin(options);
	const json_t *status;

	host_begin(&s, "{\"password\":\"wrong\"}");
	status = hear(&s, SOON_MS, REFUSED);
	CHECK(says(status, "tries are left") || says(status, "try is left"));
	hear_count(&s, SOON_MS, 1, LOCK_ISSUE);
	CHECK(heard(&s, LOCK_ISSUE) >= 1);
	listen_for(&s, 3000);
	CHECK(ledger(&s, "logins_failed") <= 2);
	CHECK(ledger(&s, "logins_while_locked") == 0);
	configure(&s, "Front-Door-1", "");
	hear(&s, SOON_MS, ONLINE);
	CHECK(hear_count(&s, SOON_MS, 1,
		      "{\"report\":\"issue\",\"id\":\"account-lock\",\"issue\":null}") >=
		1);
	story_end(&s);
}

static void the_try_that_would_lock_is_left_to_the_user(void)
{
	static const char *const options[] = {"--set", "lock-after=2", NULL};
	struct story s = story_begin(options);

	host_begin(&s, "{\"password\":\"wrong\"}");
	CHECK(says(hear(&s, SOON_MS, REFUSED), "1 try is left"));
	listen_for(&s, 3000);
	CHECK(ledger(&s, "logins_failed") == 1);
	story_end(&s);
}

static void a_locked_account_gets_nothing_until_it_opens(void)
{
	static const char *const options[] = {
		"--set", "lock-after=1", "--set", "lock-seconds=6", NULL};
	struct story s = story_begin(options);
	long long while_locked;

	host_begin(&s, "{\"password\":\"wrong\"}");
	CHECK(says(hear(&s, SOON_MS, REFUSED), "locked the account"));
	while_locked = ledger(&s, "logins_while_locked");
	/* Not by a check, not after the settings have changed, not even with the right
	 * password: it is the account that is locked. */
	CHECK(field_says(check(&s, "wrong"), "/username", "account_locked"));
	CHECK(field_says(check(&s, "Front-Door-1"), "/username", "account_locked"));
	configure(&s, "Front-Door-1", "");
	CHECK(says(hear(&s, SOON_MS, REFUSED), "locked the account"));
	CHECK(ledger(&s, "logins_while_locked") == while_locked);
	hear(&s, 10 * 1000, ONLINE);
	CHECK(ledger(&s, "logins_failed") <= 1);
	CHECK(ledger(&s, "logins_while_locked") == while_locked);
	story_end(&s);
}

/* Five causes, five answers: of a form, and of the connection. */
static void five_causes_have_five_codes(void)
{
	static const char *const read_only[] = {"--set", "permission=read-only", NULL};
	static const char *const locks[] = {"--set", "lock-after=1", NULL};
	struct story s = story_at_home(read_only, "{\"expose_locks\":true}");
	char args[256];
	const json_t *r;

	CHECK(field_says(check(&s, "wrong"), "/password", "invalid_auth"));
	snprintf(args, sizeof(args),
		"{\"settings\":{\"host\":\"127.0.0.1\",\"port\":1,\"username\":\"admin\","
		"\"password\":\"x\"}}");
	r = reply(&s, request(&s, "", "", "settings.check", args), SOON_MS);
	CHECK(field_says(r, "/host", "cannot_connect"));
	r = reply(&s, request(&s, device_of(&s, "lock"), "lock", "unlock", NULL),
		SOON_MS);
	CHECK(matches(r, "{\"status\":\"device\"}"));
	CHECK(strstr(json_string_value(
			     json_object_get(json_object_get(r, "json"), "message")),
		"may not do this: tick"));
	CHECK(reply_is(&s, request(&s, device_of(&s, "lock"), "lock", "sing", NULL),
		"not_found"));
	story_end(&s);

	s = story_begin(locks);
	host_begin(&s, "{\"password\":\"wrong\"}");
	hear(&s, SOON_MS, REFUSED);
	CHECK(field_says(check(&s, "wrong"), "/username", "account_locked"));
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(basic_needs_the_users_word),
		TEST(basic_is_not_used_where_digest_is_offered),
		TEST(whatever_becomes_of_nonces_the_door_opens_at_once),
		TEST(a_check_works_where_nonces_wear_out),
		TEST(a_right_password_that_is_refused_once_is_tried_again),
		TEST(two_instances_of_one_station_share_the_tries),
		TEST(a_check_is_no_third_try),
		TEST(checks_of_one_wrong_password_cost_two_tries_at_most),
		TEST(an_account_about_to_lock_is_told_before_it_does),
		TEST(the_try_that_would_lock_is_left_to_the_user),
		TEST(a_locked_account_gets_nothing_until_it_opens),
		TEST(five_causes_have_five_codes),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
