/* SPDX-License-Identifier: Apache-2.0 */
/* test-http-login.c - digest over the wire: what is sent, how often, and what is told. */

#include "check.h"
#include "http-story.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void logs_in(enum server_login login)
{
	struct http_story s = http_story_begin(
		&(struct server_config){.login = login, .password = "pw"});
	struct http_lane *lane = http_story_lane(&s, "pw");
	struct asked first = ask_now(&s, &lane, "GET", "/ok", NULL);
	struct asked second = ask_now(&s, &lane, "GET", "/ok", NULL);

	CHECK(first.reply.err == 0 && first.reply.status == 200);
	CHECK(!strcmp(first.body, "hello"));
	CHECK(first.reply.authorized && first.reply.fresh_nonce &&
		first.reply.maybe_sent);
	CHECK(!first.reply.challenged);
	/* The nonce is used again, on the same connection. */
	CHECK(second.reply.status == 200);
	CHECK(second.reply.authorized && !second.reply.fresh_nonce);
	CHECK(!strcmp(
		test_server_story(s.server), "GET /ok;GET /ok login;GET /ok login;"));
	CHECK(test_server_seen(s.server, SEEN_CONNECTIONS) == 1);
	CHECK(test_server_seen(s.server, SEEN_FAILED_LOGINS) == 0);
	http_story_drop_lane(&s, &lane);
	http_story_end(&s);
}

static void md5_logs_in(void)
{
	logs_in(LOGIN_MD5);
}

static void sha256_logs_in(void)
{
	logs_in(LOGIN_SHA256);
}

static void of_two_the_stronger_logs_in(void)
{
	logs_in(LOGIN_BOTH);
}

static void a_challenge_without_qop_logs_in(void)
{
	logs_in(LOGIN_OLD);
}

static void a_wrong_password_is_sent_once(void)
{
	struct http_story s = http_story_begin(
		&(struct server_config){.login = LOGIN_MD5, .password = "right"});
	struct http_lane *lane = http_story_lane(&s, "wrong");
	struct asked a = ask_now(&s, &lane, "GET", "/ok", NULL);

	CHECK(a.reply.err == 0 && a.reply.status == 401);
	CHECK(a.reply.authorized && a.reply.fresh_nonce && a.reply.challenged);
	CHECK(!strcmp(a.body, "who are you?"));
	CHECK(test_server_seen(s.server, SEEN_FAILED_LOGINS) == 1);
	/* The next one, if the gate allows one, begins with a fresh challenge. */
	a = ask_now(&s, &lane, "GET", "/ok", NULL);
	CHECK(a.reply.authorized && a.reply.fresh_nonce);
	CHECK(test_server_seen(s.server, SEEN_FAILED_LOGINS) == 2);
	http_story_drop_lane(&s, &lane);
	http_story_end(&s);
}

static void a_stale_nonce_is_renewed_without_a_failed_login(void)
{
	struct http_story s = http_story_begin(&(struct server_config){
		.login = LOGIN_SHA256, .password = "pw", .nonce_uses = 2});
	struct http_lane *lane = http_story_lane(&s, "pw");

	for (int i = 0; i < 2; i++)
		CHECK(!ask_now(&s, &lane, "PUT", "/echo", "x").reply.err);
	struct asked third = ask_now(&s, &lane, "PUT", "/echo", "door");

	CHECK(third.reply.status == 200 && !strcmp(third.body, "PUT door"));
	CHECK(third.reply.authorized && third.reply.fresh_nonce);
	CHECK(!strcmp(test_server_story(s.server),
		"GET /echo;PUT /echo login;PUT /echo login;"
		"PUT /echo login;PUT /echo login;"));
	CHECK(test_server_seen(s.server, SEEN_FAILED_LOGINS) == 0);
	http_story_drop_lane(&s, &lane);
	http_story_end(&s);
}

static void a_nonce_the_device_forgot_is_told_not_retried(void)
{
	struct http_story s =
		http_story_begin(&(struct server_config){.login = LOGIN_MD5,
			.password = "pw",
			.nonce_uses = 1,
			.silent_expiry = true});
	struct http_lane *lane = http_story_lane(&s, "pw");
	struct asked first = ask_now(&s, &lane, "GET", "/ok", NULL);
	struct asked second = ask_now(&s, &lane, "GET", "/ok", NULL);
	struct asked third = ask_now(&s, &lane, "GET", "/ok", NULL);

	CHECK(first.reply.status == 200);
	CHECK(second.reply.status == 401);
	CHECK(second.reply.authorized && !second.reply.fresh_nonce);
	CHECK(second.reply.challenged);
	/* Its refusal held a new challenge: that is the next one's. */
	CHECK(third.reply.status == 200 && third.reply.fresh_nonce);
	CHECK(!strcmp(test_server_story(s.server),
		"GET /ok;GET /ok login;GET /ok login;GET /ok login;"));
	http_story_drop_lane(&s, &lane);
	http_story_end(&s);
}

static void a_command_is_not_sent_before_the_challenge_is_known(void)
{
	struct http_story s = http_story_begin(
		&(struct server_config){.login = LOGIN_MD5, .password = "pw"});
	struct http_lane *lane = http_story_lane(&s, "pw");
	struct asked a = ask_now(&s, &lane, "PUT", "/echo", "<open/>");

	CHECK(a.reply.status == 200 && !strcmp(a.body, "PUT <open/>"));
	CHECK(a.reply.authorized && a.reply.fresh_nonce);
	CHECK(!strcmp(test_server_story(s.server), "GET /echo;PUT /echo login;"));
	http_story_drop_lane(&s, &lane);
	http_story_end(&s);
}

static void a_device_without_login_gets_a_command_once(void)
{
	struct http_story s =
		http_story_begin(&(struct server_config){.login = LOGIN_NONE});
	struct http_lane *lane = http_story_lane(&s, "pw");
	struct asked a = ask_now(&s, &lane, "PUT", "/echo", "<open/>");

	CHECK(a.reply.status == 200 && !strcmp(a.body, "PUT <open/>"));
	CHECK(!a.reply.authorized && a.reply.maybe_sent);
	CHECK(!strcmp(test_server_story(s.server), "GET /echo;PUT /echo;"));
	http_story_drop_lane(&s, &lane);
	http_story_end(&s);
}

static void basic_is_not_answered_unasked(void)
{
	struct http_story s = http_story_begin(
		&(struct server_config){.login = LOGIN_BASIC, .password = "pw"});
	struct http_lane *lane = http_story_lane(&s, "pw");
	struct asked a = ask_now(&s, &lane, "GET", "/ok", NULL);
	struct asked b = ask_now(&s, &lane, "PUT", "/ok", "x");

	CHECK(a.reply.status == 401 && !a.reply.authorized && !a.reply.challenged);
	CHECK(a.reply.barred == HTTP_BARRED_BASIC);
	CHECK(b.reply.status == 401 && !b.reply.authorized && !b.reply.maybe_sent);
	CHECK(test_server_seen(s.server, SEEN_LOGINS) == 0);
	http_story_drop_lane(&s, &lane);
	http_story_end(&s);
}

static void a_refusal_without_a_challenge_is_told_as_such(void)
{
	struct http_story s = http_story_begin(
		&(struct server_config){.login = LOGIN_MD5, .password = "pw"});
	struct http_lane *lane = http_story_lane(&s, "pw");
	struct asked a = ask_now(&s, &lane, "GET", "/nobody", NULL);

	CHECK(a.reply.status == 401 && a.reply.authorized && !a.reply.challenged);
	CHECK(!strcmp(a.body, "go away"));
	http_story_drop_lane(&s, &lane);
	http_story_end(&s);
}

static void a_reset_begins_anew(void)
{
	struct http_story s = http_story_begin(
		&(struct server_config){.login = LOGIN_MD5, .password = "pw"});
	struct http_lane *lane = http_story_lane(&s, "pw");

	CHECK(ask_now(&s, &lane, "GET", "/ok", NULL).reply.status == 200);
	http_story_reset_lane(&s, lane);
	CHECK(test_server_await(s.server, SEEN_OPEN, 0));
	CHECK(ask_now(&s, &lane, "GET", "/ok", NULL).reply.fresh_nonce);
	CHECK(!strcmp(test_server_story(s.server),
		"GET /ok;GET /ok login;GET /ok;GET /ok login;"));
	CHECK(test_server_seen(s.server, SEEN_CONNECTIONS) == 2);
	http_story_drop_lane(&s, &lane);
	CHECK(test_server_await(s.server, SEEN_OPEN, 0));
	http_story_end(&s);
}

static void a_stream_logs_in_too(void)
{
	struct http_story s = http_story_begin(
		&(struct server_config){.login = LOGIN_BOTH, .password = "pw"});
	struct http_lane *lane = http_story_lane(&s, "pw");
	struct http_request r = http_story_get("/stream");
	struct asked a = {0};

	ask_stream(&s, &lane, &a, &r);
	CHECK(ask_await_opened(&a));
	CHECK(a.opened_reply.status == 200 && a.opened_reply.authorized);
	CHECK(a.opened_reply.fresh_nonce);
	test_server_push(s.server, "ring");
	CHECK(ask_await_bytes(&a, 4));
	CHECK(!strcmp(a.body, "ring"));
	ask_cancel(&a);
	CHECK(test_server_await(s.server, SEEN_OPEN, 0));
	CHECK(a.done == 0 && a.opened == 1);
	http_story_drop_lane(&s, &lane);
	http_story_end(&s);
}

static void a_stream_with_a_wrong_password_is_refused_once(void)
{
	struct http_story s = http_story_begin(
		&(struct server_config){.login = LOGIN_MD5, .password = "right"});
	struct http_lane *lane = http_story_lane(&s, "wrong");
	struct http_request r = http_story_get("/stream");
	struct asked a = {0};

	ask_stream(&s, &lane, &a, &r);
	CHECK(ask_await(&a));
	CHECK(a.opened == 0 && a.reply.status == 401 && a.reply.fresh_nonce);
	CHECK(!strcmp(a.body, "who are you?"));
	CHECK(test_server_seen(s.server, SEEN_FAILED_LOGINS) == 1);
	http_story_drop_lane(&s, &lane);
	http_story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(md5_logs_in),
		TEST(sha256_logs_in),
		TEST(of_two_the_stronger_logs_in),
		TEST(a_challenge_without_qop_logs_in),
		TEST(a_wrong_password_is_sent_once),
		TEST(a_stale_nonce_is_renewed_without_a_failed_login),
		TEST(a_nonce_the_device_forgot_is_told_not_retried),
		TEST(a_command_is_not_sent_before_the_challenge_is_known),
		TEST(a_device_without_login_gets_a_command_once),
		TEST(basic_is_not_answered_unasked),
		TEST(a_refusal_without_a_challenge_is_told_as_such),
		TEST(a_reset_begins_anew),
		TEST(a_stream_logs_in_too),
		TEST(a_stream_with_a_wrong_password_is_refused_once),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
