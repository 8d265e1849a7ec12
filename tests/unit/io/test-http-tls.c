/* SPDX-License-Identifier: Apache-2.0 */
/* test-http-tls.c - nothing is said to who does not show the right certificate. */

#include "check.h"
#include "http-story.h"
#include "tls-front.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct tls_story {
	struct http_story http;
	struct tls_front *front;
	struct http_target target;
};

static const struct server_config digest = {.login = LOGIN_MD5, .password = "pw"};
static const struct server_config basic = {.login = LOGIN_BASIC, .password = "pw"};

static struct tls_story begin(
	const struct server_config *server, const char *name, bool old)
{
	struct tls_story s = {.http = http_story_begin(server)};

	s.front = tls_front_start(&(struct tls_front_config){
		.to_port = test_server_port(s.http.server), .name = name, .old = old});
	s.target = (struct http_target){.host = "127.0.0.1",
		.port = tls_front_port(s.front),
		.username = "admin",
		.password = "pw",
		.tls = true};
	return s;
}

static void end(struct tls_story *s)
{
	tls_front_stop(s->front);
	http_story_end(&s->http);
}

/* One request of this method, on a lane of its own. */
static struct asked ask_once(struct tls_story *s, const char *method)
{
	struct http_lane *lane = http_story_lane_of(&s->http, &s->target);
	struct asked a = ask_now(&s->http, &lane, method, "/echo", NULL);

	http_story_drop_lane(&s->http, &lane);
	return a;
}

static void was_refused(struct tls_story *s, const struct asked *a, int err)
{
	CHECK(a->reply.err == err);
	CHECK(!a->reply.maybe_sent && !a->reply.authorized && a->reply.status == 0);
	CHECK(tls_front_connections(s->front) == 1);
	CHECK(tls_front_bytes(s->front) == 0);
	CHECK(test_server_seen(s->http.server, SEEN_REQUESTS) == 0);
}

static void the_pinned_certificate_is_enough(void)
{
	struct tls_story s = begin(&digest, "DNS:somewhere.else", false);
	char pin[96];
	struct asked a;

	snprintf(pin, sizeof(pin), "%s", tls_front_fingerprint(s.front));
	s.target.fingerprint = pin;
	a = ask_once(&s, "PUT");
	CHECK(a.reply.err == 0 && a.reply.status == 200 && a.reply.authorized);
	CHECK(!strcmp(a.reply.fingerprint, pin));
	CHECK(!strcmp(test_server_story(s.http.server), "GET /echo;PUT /echo login;"));
	CHECK(tls_front_connections(s.front) == 1);
	end(&s);
}

static void a_fingerprint_may_be_written_without_colons_and_small(void)
{
	struct tls_story s = begin(&digest, "IP:127.0.0.1", false);
	const char *seen = tls_front_fingerprint(s.front);
	char pin[96] = "";
	size_t n = 0;

	for (; *seen; seen++)
		if (*seen != ':')
			pin[n++] = (char)(*seen >= 'A' ? *seen | 0x20 : *seen);
	s.target.fingerprint = pin;
	CHECK(http_fingerprint_same(pin, tls_front_fingerprint(s.front)));
	CHECK(ask_once(&s, "GET").reply.status == 200);
	pin[0] = pin[0] == '0' ? '1' : '0';
	CHECK(!http_fingerprint_same(pin, tls_front_fingerprint(s.front)));
	end(&s);
}

static void another_certificate_gets_not_one_byte(void)
{
	static const char *const methods[] = {"GET", "PUT"};

	for (unsigned i = 0; i < 2; i++) {
		struct tls_story s = begin(&digest, "IP:127.0.0.1", false);
		char pin[96];
		struct asked a;

		snprintf(pin, sizeof(pin), "%s", tls_front_fingerprint(s.front));
		tls_front_renew(s.front);
		s.target.fingerprint = pin;
		a = ask_once(&s, methods[i]);
		was_refused(&s, &a, -EKEYREJECTED);
		CHECK(strstr(a.reply.reason, pin));
		CHECK(strstr(a.reply.reason, tls_front_fingerprint(s.front)));
		CHECK(!strcmp(a.reply.fingerprint, tls_front_fingerprint(s.front)));
		end(&s);
	}
}

static void a_certificate_that_changes_ends_the_talk(void)
{
	struct tls_story s = begin(&digest, "IP:127.0.0.1", false);
	struct http_lane *lane;
	char pin[96];
	unsigned bytes;

	snprintf(pin, sizeof(pin), "%s", tls_front_fingerprint(s.front));
	s.target.fingerprint = pin;
	lane = http_story_lane_of(&s.http, &s.target);
	CHECK(ask_now(&s.http, &lane, "GET", "/ok", NULL).reply.status == 200);
	bytes = tls_front_bytes(s.front);
	tls_front_renew(s.front);
	CHECK(test_server_await(s.http.server, SEEN_OPEN, 0));
	/* The end of the kept connection may meet the first of these. */
	for (unsigned i = 0; i < 3; i++)
		CHECK(ask_now(&s.http, &lane, "PUT", "/echo", "open").reply.err < 0);
	CHECK(ask_now(&s.http, &lane, "PUT", "/echo", "open").reply.err ==
		-EKEYREJECTED);
	CHECK(tls_front_bytes(s.front) == bytes);
	http_story_drop_lane(&s.http, &lane);
	end(&s);
}

static void without_a_pin_the_certificate_is_only_looked_at(void)
{
	struct tls_story s = begin(&digest, "IP:127.0.0.1", false);
	struct asked a = ask_once(&s, "GET");

	was_refused(&s, &a, -ENOKEY);
	CHECK(!strcmp(a.reply.fingerprint, tls_front_fingerprint(s.front)));
	end(&s);
}

static void a_lane_can_be_pinned_later(void)
{
	struct tls_story s = begin(&digest, "IP:127.0.0.1", false);
	struct http_lane *lane = http_story_lane_of(&s.http, &s.target);
	struct asked a = ask_now(&s.http, &lane, "GET", "/ok", NULL);

	CHECK(a.reply.err == -ENOKEY);
	http_story_pin_lane(&s.http, lane, a.reply.fingerprint);
	CHECK(ask_now(&s.http, &lane, "GET", "/ok", NULL).reply.status == 200);
	tls_front_renew(s.front);
	CHECK(test_server_await(s.http.server, SEEN_OPEN, 0));
	ask_now(&s.http, &lane, "GET", "/ok", NULL);
	CHECK(ask_now(&s.http, &lane, "GET", "/ok", NULL).reply.err == -EKEYREJECTED);
	http_story_drop_lane(&s.http, &lane);
	end(&s);
}

static void with_ca_file(const char *name, bool right_file, int err)
{
	struct tls_story s = begin(&digest, name, false);
	char path[] = "/tmp/gatehouse-ca-XXXXXX";
	struct asked a;
	int fd = mkstemp(path);

	tls_front_write(s.front, path);
	close(fd);
	if (!right_file)
		tls_front_renew(s.front);
	s.target.ca_file = path;
	a = ask_once(&s, "PUT");
	if (err)
		was_refused(&s, &a, err);
	else
		CHECK(a.reply.err == 0 && a.reply.status == 200);
	unlink(path);
	end(&s);
}

static void a_ca_file_vouches_for_name_and_key(void)
{
	with_ca_file("IP:127.0.0.1", true, 0);
	with_ca_file("IP:127.0.0.2", true, -EKEYREJECTED);
	with_ca_file("IP:127.0.0.1", false, -EKEYREJECTED);
}

static void a_ca_file_that_is_not_there_lets_nobody_in(void)
{
	struct tls_story s = begin(&digest, "IP:127.0.0.1", false);
	struct asked a;

	s.target.ca_file = "/nowhere/ca.pem";
	a = ask_once(&s, "GET");
	CHECK(a.reply.err == -EKEYREJECTED &&
		strstr(a.reply.reason, "/nowhere/ca.pem"));
	CHECK(tls_front_bytes(s.front) == 0);
	end(&s);
}

static void old_tls_is_no_tls(void)
{
	struct tls_story s = begin(&digest, "IP:127.0.0.1", true);
	struct asked a;

	s.target.fingerprint = tls_front_fingerprint(s.front);
	a = ask_once(&s, "GET");
	CHECK(a.reply.err == -EPROTO && !a.reply.maybe_sent);
	CHECK(tls_front_bytes(s.front) == 0);
	end(&s);
}

static void a_port_without_tls_is_not_tried_in_the_clear(void)
{
	struct tls_story s = begin(&digest, "IP:127.0.0.1", false);
	struct asked a;

	s.target.port = test_server_port(s.http.server);
	s.target.fingerprint = tls_front_fingerprint(s.front);
	/* The plain server waits for the end of what it takes for a request. */
	struct http_lane *lane = http_story_lane_of(&s.http, &s.target);
	struct http_request r = http_story_get("/ok");

	memset(&a, 0, sizeof(a));
	r.timeout_ms = 300;
	ask(&s.http, &lane, &a, &r);
	CHECK(ask_await(&a));
	CHECK(a.reply.err < 0 && !a.reply.maybe_sent);
	CHECK(test_server_seen(s.http.server, SEEN_REQUESTS) == 0);
	http_story_drop_lane(&s.http, &lane);
	end(&s);
}

static void basic_is_not_for_who_was_only_there_first(void)
{
	struct tls_story s = begin(&basic, "IP:127.0.0.1", false);
	struct http_lane *lane = http_story_lane_of(&s.http, &s.target);
	struct asked a;

	http_story_pin_lane(&s.http, lane, tls_front_fingerprint(s.front));
	a = ask_now(&s.http, &lane, "GET", "/ok", NULL);
	CHECK(a.reply.status == 401 && a.reply.barred == HTTP_BARRED_BASIC);
	CHECK(test_server_seen(s.http.server, SEEN_LOGINS) == 0);
	http_story_drop_lane(&s.http, &lane);
	end(&s);
}

static void basic_is_fine_where_tls_hides_it(void)
{
	struct tls_story s = begin(&basic, "IP:127.0.0.1", false);

	s.target.fingerprint = tls_front_fingerprint(s.front);
	CHECK(ask_once(&s, "PUT").reply.status == 200);
	CHECK(!strcmp(test_server_story(s.http.server), "GET /echo;PUT /echo login;"));
	end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_pinned_certificate_is_enough),
		TEST(a_fingerprint_may_be_written_without_colons_and_small),
		TEST(another_certificate_gets_not_one_byte),
		TEST(a_certificate_that_changes_ends_the_talk),
		TEST(without_a_pin_the_certificate_is_only_looked_at),
		TEST(a_lane_can_be_pinned_later),
		TEST(a_ca_file_vouches_for_name_and_key),
		TEST(a_ca_file_that_is_not_there_lets_nobody_in),
		TEST(old_tls_is_no_tls),
		TEST(a_port_without_tls_is_not_tried_in_the_clear),
		TEST(basic_is_not_for_who_was_only_there_first),
		TEST(basic_is_fine_where_tls_hides_it),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
