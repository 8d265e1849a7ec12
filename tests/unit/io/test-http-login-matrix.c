/* SPDX-License-Identifier: Apache-2.0 */
/* test-http-login-matrix.c - every login that stations ask for, crossed with every way
 * their nonces go bad; and never a weaker login than before. */

#include "check.h"
#include "http-story.h"

#include <stdio.h>
#include <string.h>

enum { REQUESTS = 6 };

static const char *const login_names[] = {
	[LOGIN_MD5] = "MD5",
	[LOGIN_SHA256] = "SHA-256",
	[LOGIN_BOTH] = "both",
	[LOGIN_OLD] = "no algorithm",
	[LOGIN_BASIC] = "Basic",
	[LOGIN_BASIC_TOO] = "Basic and MD5",
};

/* How a nonce goes bad. */
static const struct way {
	const char *name;
	struct server_config config;
	unsigned trips; /* requests on the wire for REQUESTS of ours, at most */
	unsigned old;   /* of these, logins with a nonce that was no good, at most */
} ways[] = {
	{"never", {0}, REQUESTS + 1, 0},
	{"stale after two", {.nonce_uses = 2}, REQUESTS + 3, 2},
	{"worn after two", {.nonce_uses = 2, .silent_expiry = true}, REQUESTS + 3, 1},
	{"worn, and said so by nothing",
		{.nonce_uses = 2, .silent_expiry = true, .bare_expiry = true},
		REQUESTS + 4, 1},
	{"worn after one", {.nonce_uses = 1, .silent_expiry = true}, 2 * REQUESTS, 2},
	{"for one path", {.nonce_per_path = true, .silent_expiry = true}, 2 * REQUESTS,
		1},
};

static struct http_target target_of(const struct http_story *s)
{
	return (struct http_target){.host = "127.0.0.1",
		.port = test_server_port(s->server),
		.username = "admin",
		.password = "pw",
		.allow_basic = true};
}

/* What isapi does: a refusal that a worn nonce may have caused is asked once more. */
static struct asked ask_as_isapi_does(
	struct http_story *s, struct http_lane **lane, unsigned i)
{
	const char *method = i % 2 ? "PUT" : "GET";
	const char *path = i % 3 ? "/echo" : "/ok";
	struct asked a = ask_now(s, lane, method, path, i % 2 ? "open" : NULL);

	if (a.reply.status == 401 && a.reply.authorized && !a.reply.fresh_nonce)
		a = ask_now(s, lane, method, path, i % 2 ? "open" : NULL);
	return a;
}

static void one_case(const struct server_config *config, const struct way *way)
{
	struct http_story s = http_story_begin(config);
	struct http_target target = target_of(&s);
	struct http_lane *lane = http_story_lane_of(&s, &target);
	bool ok = true;

	for (unsigned i = 0; i < REQUESTS; i++)
		ok &= ask_as_isapi_does(&s, &lane, i).reply.status == 200;
	ok &= test_server_seen(s.server, SEEN_FAILED_LOGINS) == 0;
	ok &= test_server_seen(s.server, SEEN_REQUESTS) <= way->trips;
	ok &= test_server_seen(s.server, SEEN_OLD_NONCES) <= way->old;
	CHECK(ok);
	if (!ok)
		printf("# %s%s%s, nonces go bad: %s; %u old nonces: %s\n",
			login_names[config->login], config->quoted ? ", quoted" : "",
			config->no_qop ? ", no qop" : "", way->name,
			test_server_seen(s.server, SEEN_OLD_NONCES),
			test_server_story(s.server));
	http_story_drop_lane(&s, &lane);
	http_story_end(&s);
}

static void every_login_works_with_every_nonce(void)
{
	for (enum server_login login = LOGIN_MD5; login < LOGIN_KINDS; login++) {
		for (unsigned i = 0; i < 4 * sizeof(ways) / sizeof(*ways); i++) {
			struct server_config config = ways[i / 4].config;

			config.login = login;
			config.password = "pw";
			config.quoted = i & 1;
			config.no_qop = i & 2;
			one_case(&config, &ways[i / 4]);
		}
	}
}

static void basic_shows_the_password_only_where_the_user_allows_it(void)
{
	for (int allowed = 0; allowed < 2; allowed++) {
		struct http_story s = http_story_begin(&(struct server_config){
			.login = LOGIN_BASIC, .password = "pw"});
		struct http_target target = target_of(&s);
		struct http_lane *lane;
		struct asked a;

		target.allow_basic = allowed;
		lane = http_story_lane_of(&s, &target);
		a = ask_now(&s, &lane, "GET", "/ok", NULL);
		CHECK(a.reply.status == (allowed ? 200 : 401));
		CHECK(a.reply.barred ==
			(allowed ? HTTP_BARRED_NOT : HTTP_BARRED_BASIC));
		CHECK(test_server_seen(s.server, SEEN_LOGINS) == (unsigned)allowed);
		http_story_drop_lane(&s, &lane);
		http_story_end(&s);
	}
}

static void a_wrong_password_is_not_taken_for_a_worn_nonce(void)
{
	struct http_story s = http_story_begin(
		&(struct server_config){.login = LOGIN_BASIC, .password = "other"});
	struct http_target target = target_of(&s);
	struct http_lane *lane = http_story_lane_of(&s, &target);

	for (unsigned i = 0; i < 2; i++) {
		struct asked a = ask_now(&s, &lane, "GET", "/ok", NULL);

		CHECK(a.reply.status == 401 && a.reply.authorized);
		CHECK(a.reply.fresh_nonce);
	}
	http_story_drop_lane(&s, &lane);
	http_story_end(&s);
}

/* Basic has no nonce that could wear out: each refusal is the password's. */
static void every_basic_login_counts(void)
{
	struct http_story s = http_story_begin(
		&(struct server_config){.login = LOGIN_BASIC, .password = "pw"});
	struct http_target target = target_of(&s);
	struct http_lane *lane = http_story_lane_of(&s, &target);

	for (unsigned i = 0; i < 3; i++) {
		struct asked a = ask_now(&s, &lane, "GET", "/ok", NULL);

		CHECK(a.reply.status == 200 && a.reply.fresh_nonce);
	}
	CHECK(test_server_seen(s.server, SEEN_REQUESTS) == 4);
	http_story_drop_lane(&s, &lane);
	http_story_end(&s);
}

static void what_one_lane_has_seen_ends_the_weaker_login_of_the_other(void)
{
	struct http_story s = http_story_begin(
		&(struct server_config){.login = LOGIN_MD5, .password = "pw"});
	struct http_memory memory = {0};
	struct http_target target = target_of(&s);
	struct http_lane *lanes[2];

	target.memory = &memory;
	for (unsigned i = 0; i < 2; i++)
		lanes[i] = http_story_lane_of(&s, &target);
	CHECK(ask_now(&s, &lanes[0], "GET", "/ok", NULL).reply.status == 200);
	test_server_ask_for(s.server, LOGIN_SHA256);
	CHECK(ask_now(&s, &lanes[1], "GET", "/ok", NULL).reply.status == 200);
	CHECK(ask_now(&s, &lanes[0], "GET", "/ok", NULL).reply.status == 200);
	CHECK(!strcmp(test_server_story(s.server),
		"GET /ok;GET /ok login;GET /ok;GET /ok login;GET /ok;GET /ok login;"));
	for (unsigned i = 0; i < 2; i++)
		http_story_drop_lane(&s, &lanes[i]);
	http_story_end(&s);
}

/* Two lanes of one device; the first one sees `before`, then all is `after`. */
static void downgrade(enum server_login before, enum server_login after, bool accepted)
{
	struct http_story s = http_story_begin(
		&(struct server_config){.login = before, .password = "pw"});
	struct http_memory memory = {0};
	struct http_target target = target_of(&s);
	struct http_lane *lanes[2];
	unsigned logins;

	target.memory = &memory;
	for (unsigned i = 0; i < 2; i++)
		lanes[i] = http_story_lane_of(&s, &target);
	CHECK(ask_now(&s, &lanes[0], "GET", "/ok", NULL).reply.status == 200);
	logins = test_server_seen(s.server, SEEN_LOGINS);
	test_server_ask_for(s.server, after);
	for (unsigned i = 0; i < 2; i++) {
		struct asked a;

		http_story_reset_lane(&s, lanes[i]);
		a = ask_now(&s, &lanes[i], "PUT", "/echo", "open");
		CHECK(a.reply.status == (accepted ? 200 : 401));
		CHECK(a.reply.barred ==
			(accepted ? HTTP_BARRED_NOT : HTTP_BARRED_WEAKER));
	}
	CHECK(test_server_seen(s.server, SEEN_LOGINS) == logins + (accepted ? 2 : 0));
	for (unsigned i = 0; i < 2; i++)
		http_story_drop_lane(&s, &lanes[i]);
	http_story_end(&s);
}

static void nothing_weaker_than_before_is_ever_answered(void)
{
	downgrade(LOGIN_MD5, LOGIN_BASIC, false);
	downgrade(LOGIN_SHA256, LOGIN_MD5, false);
	downgrade(LOGIN_BOTH, LOGIN_OLD, false);
	downgrade(LOGIN_BASIC_TOO, LOGIN_BASIC, false);
}

static void something_stronger_than_before_is(void)
{
	downgrade(LOGIN_BASIC, LOGIN_MD5, true);
	downgrade(LOGIN_MD5, LOGIN_BOTH, true);
	downgrade(LOGIN_MD5, LOGIN_BASIC_TOO, true);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(every_login_works_with_every_nonce),
		TEST(basic_shows_the_password_only_where_the_user_allows_it),
		TEST(a_wrong_password_is_not_taken_for_a_worn_nonce),
		TEST(every_basic_login_counts),
		TEST(what_one_lane_has_seen_ends_the_weaker_login_of_the_other),
		TEST(nothing_weaker_than_before_is_ever_answered),
		TEST(something_stronger_than_before_is),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
