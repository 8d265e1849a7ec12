/* SPDX-License-Identifier: Apache-2.0 */
/* test-http.c - whole replies: what goes out, and what can go wrong. */

#include "check.h"
#include "http-story.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct server_config open_house = {.login = LOGIN_NONE};

struct lane_story {
	struct http_story s;
	struct http_lane *lane;
};

static void begin(struct lane_story *t)
{
	t->s = http_story_begin(&open_house);
	t->lane = http_story_lane(&t->s, NULL);
}

static void end(struct lane_story *t)
{
	if (t->lane)
		http_story_drop_lane(&t->s, &t->lane);
	CHECK(test_server_await(t->s.server, SEEN_OPEN, 0));
	http_story_end(&t->s);
}

static void methods_and_bodies_arrive(void)
{
	struct lane_story t;

	begin(&t);
	CHECK(!strcmp(ask_now(&t.s, &t.lane, "GET", "/echo", NULL).body, "GET "));
	CHECK(!strcmp(ask_now(&t.s, &t.lane, "PUT", "/echo", "<a/>").body, "PUT <a/>"));
	CHECK(!strcmp(ask_now(&t.s, &t.lane, "PUT", "/echo", NULL).body, "PUT "));
	CHECK(!strcmp(ask_now(&t.s, &t.lane, "POST", "/echo", "{}").body, "POST {}"));
	CHECK(!strcmp(ask_now(&t.s, &t.lane, "DELETE", "/echo", NULL).body, "DELETE "));
	CHECK(!strcmp(ask_now(&t.s, &t.lane, "GET", "/continue", NULL).body, "hello"));
	CHECK(test_server_seen(t.s.server, SEEN_CONNECTIONS) == 1);
	end(&t);
}

static void a_reply_says_all_about_itself(void)
{
	struct lane_story t;
	struct asked a;

	begin(&t);
	a = ask_now(&t.s, &t.lane, "GET", "/ok", NULL);
	CHECK(a.reply.err == 0 && a.reply.status == 200 && a.done == 1);
	CHECK(a.reply.reason[0] == '\0');
	CHECK(!a.reply.authorized && !a.reply.challenged && a.reply.maybe_sent);
	a = ask_now(&t.s, &t.lane, "GET", "/refuse", NULL);
	CHECK(a.reply.err == 0 && a.reply.status == 403);
	CHECK(!strcmp(a.body, "no right to listen"));
	end(&t);
}

static void faults_are_told_apart(void)
{
	struct http_request large = http_story_get("/big");
	struct asked b = {0};
	struct lane_story t;
	struct asked a;

	begin(&t);
	CHECK(ask_now(&t.s, &t.lane, "GET", "/big", NULL).reply.err == -EMSGSIZE);
	CHECK(ask_now(&t.s, &t.lane, "GET", "/big", NULL).reply.err == -EMSGSIZE);
	large.body_max = HTTP_BODY_MAX + 1;
	ask(&t.s, &t.lane, &b, &large);
	CHECK(ask_await(&b) && !b.reply.err && b.bytes == HTTP_BODY_MAX + 1);
	CHECK(ask_now(&t.s, &t.lane, "GET", "/big", NULL).reply.err == -EMSGSIZE);
	CHECK(ask_now(&t.s, &t.lane, "GET", "/garbage", NULL).reply.err == -EPROTO);
	a = ask_now(&t.s, &t.lane, "GET", "/cut", NULL);
	CHECK(a.reply.err == -ECONNRESET && a.reply.status == 200);
	a = ask_now(&t.s, &t.lane, "GET", "/drop", NULL);
	CHECK(a.reply.err == -ECONNRESET && a.reply.status == 0 && a.reply.maybe_sent);
	CHECK(ask_now(&t.s, &t.lane, "GET", "/ok", NULL).reply.status == 200);
	end(&t);
}

/* curl repeats a request by itself when a kept connection dies under it. */
static void a_command_lost_on_a_kept_connection_is_not_sent_twice(void)
{
	struct lane_story t;
	struct asked a;

	begin(&t);
	CHECK(ask_now(&t.s, &t.lane, "PUT", "/ok", "x").reply.status == 200);
	a = ask_now(&t.s, &t.lane, "PUT", "/drop", "<open/>");
	CHECK(a.reply.err == -ECONNRESET && a.reply.maybe_sent);
	a = ask_now(&t.s, &t.lane, "GET", "/ok", NULL);
	CHECK(a.reply.status == 200);
	CHECK(ask_now(&t.s, &t.lane, "GET", "/drop", NULL).reply.err == -ECONNRESET);
	CHECK(!strcmp(
		test_server_story(t.s.server), "PUT /ok;PUT /drop;GET /ok;GET /drop;"));
	end(&t);
}

static void a_device_that_closes_after_each_answer_is_served(void)
{
	struct lane_story t;

	t.s = http_story_begin(&(struct server_config){
		.login = LOGIN_MD5, .password = "pw", .close_each = true});
	t.lane = http_story_lane(&t.s, "pw");
	CHECK(ask_now(&t.s, &t.lane, "PUT", "/ok", "x").reply.status == 200);
	CHECK(ask_now(&t.s, &t.lane, "PUT", "/ok", "x").reply.status == 200);
	CHECK(test_server_seen(t.s.server, SEEN_CONNECTIONS) == 3);
	end(&t);
}

/* The device closed it, as devices do after some idle seconds. */
static void a_dead_kept_connection_costs_nothing(void)
{
	struct lane_story t;

	begin(&t);
	CHECK(ask_now(&t.s, &t.lane, "PUT", "/ok", "x").reply.status == 200);
	test_server_cut(t.s.server);
	CHECK(test_server_await(t.s.server, SEEN_OPEN, 0));
	CHECK(ask_now(&t.s, &t.lane, "PUT", "/ok", "x").reply.status == 200);
	CHECK(test_server_seen(t.s.server, SEEN_CONNECTIONS) == 2);
	end(&t);
}

static void a_silent_device_times_out(void)
{
	struct http_request r = http_story_get("/silent");
	struct lane_story t;
	struct asked a = {0};

	begin(&t);
	r.method = "PUT";
	r.timeout_ms = 150;
	ask(&t.s, &t.lane, &a, &r);
	CHECK(ask_await(&a));
	CHECK(a.reply.err == -ETIMEDOUT && a.reply.maybe_sent);
	CHECK(a.ended_us - a.started_us >= 149000);
	CHECK(strstr(a.reply.reason, "within 150 ms"));
	CHECK(test_server_await(t.s.server, SEEN_OPEN, 0));
	CHECK(ask_now(&t.s, &t.lane, "GET", "/ok", NULL).reply.status == 200);
	end(&t);
}

static unsigned closed_port(void)
{
	struct sockaddr_in a = {
		.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t len = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	CHECK(!bind(fd, (struct sockaddr *)&a, len));
	getsockname(fd, (struct sockaddr *)&a, &len);
	close(fd);
	return ntohs(a.sin_port);
}

static void nobody_at_home_is_a_refused_connection(void)
{
	struct lane_story t;
	struct http_lane *lane;
	struct asked a;

	begin(&t);
	lane = http_story_lane_to(&t.s, "127.0.0.1", closed_port());
	a = ask_now(&t.s, &lane, "PUT", "/ok", "x");
	CHECK(a.reply.err == -ECONNREFUSED && a.reply.status == 0 &&
		!a.reply.maybe_sent);
	CHECK(strstr(a.reply.reason, "connection refused by 127.0.0.1:"));
	http_story_drop_lane(&t.s, &lane);
	end(&t);
}

/* A listener whose queue is full takes no more connections: loopback's black hole. */
static void a_black_hole_times_out_unsent(void)
{
	struct sockaddr_in a = {
		.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	struct http_request r = http_story_get("/ok");
	struct asked asked = {0};
	socklen_t len = sizeof(a);
	int fds[5];
	struct lane_story t;
	struct http_lane *lane;

	begin(&t);
	fds[0] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	CHECK(!bind(fds[0], (struct sockaddr *)&a, len) && !listen(fds[0], 0));
	getsockname(fds[0], (struct sockaddr *)&a, &len);
	for (int i = 1; i < 5; i++) {
		fds[i] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
		(void)connect(fds[i], (struct sockaddr *)&a, len);
	}
	lane = http_story_lane_to(&t.s, "127.0.0.1", ntohs(a.sin_port));
	r.timeout_ms = 200;
	ask(&t.s, &lane, &asked, &r);
	CHECK(ask_await(&asked));
	CHECK(asked.reply.err == -ETIMEDOUT && !asked.reply.maybe_sent);
	CHECK(strstr(asked.reply.reason, "no connection to"));
	http_story_drop_lane(&t.s, &lane);
	for (int i = 0; i < 5; i++)
		close(fds[i]);
	end(&t);
}

static void localhost_and_ipv6_need_no_name_server(void)
{
	struct lane_story t;
	struct http_lane *lane;

	begin(&t);
	lane = http_story_lane_to(&t.s, "localhost", test_server_port(t.s.server));
	CHECK(ask_now(&t.s, &lane, "GET", "/ok", NULL).reply.status == 200);
	http_story_drop_lane(&t.s, &lane);
	lane = http_story_lane_to(&t.s, "::1", closed_port());
	CHECK(ask_now(&t.s, &lane, "GET", "/ok", NULL).reply.err < 0);
	http_story_drop_lane(&t.s, &lane);
	end(&t);
}

static void bad_targets_and_requests_are_refused(void)
{
	struct http_target bad = {
		.host = "a b", .port = 80, .username = "", .password = ""};
	struct http_request r = {.method = "GET", .path = "/a b", .timeout_ms = 1};
	struct http_exchange *x;
	struct http_lane *lane;

	/* Nothing of this touches the loop. */
	CHECK(http_lane_create(NULL, &bad, &lane) == -EINVAL);
	bad = (struct http_target){
		.host = "a", .port = 0, .username = "", .password = ""};
	CHECK(http_lane_create(NULL, &bad, &lane) == -EINVAL);
	bad.port = 65536;
	CHECK(http_lane_create(NULL, &bad, &lane) == -EINVAL);
	bad = (struct http_target){
		.host = "a", .port = 80, .username = "a\r\nb", .password = ""};
	CHECK(http_lane_create(NULL, &bad, &lane) == -EINVAL);
	CHECK(http_send(NULL, &r, NULL, NULL, &x) == -EINVAL);
	r.path = "/a\r\nX: y";
	CHECK(http_send(NULL, &r, NULL, NULL, &x) == -EINVAL);
	r = (struct http_request){.method = "OPTIONS", .path = "/", .timeout_ms = 1};
	CHECK(http_send(NULL, &r, NULL, NULL, &x) == -EINVAL);
	r = (struct http_request){.method = "GET", .path = "/", .timeout_ms = 0};
	CHECK(http_send(NULL, &r, NULL, NULL, &x) == -EINVAL);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(methods_and_bodies_arrive),
		TEST(a_reply_says_all_about_itself),
		TEST(faults_are_told_apart),
		TEST(a_command_lost_on_a_kept_connection_is_not_sent_twice),
		TEST(a_device_that_closes_after_each_answer_is_served),
		TEST(a_dead_kept_connection_costs_nothing),
		TEST(a_silent_device_times_out),
		TEST(nobody_at_home_is_a_refused_connection),
		TEST(a_black_hole_times_out_unsent),
		TEST(localhost_and_ipv6_need_no_name_server),
		TEST(bad_targets_and_requests_are_refused),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
