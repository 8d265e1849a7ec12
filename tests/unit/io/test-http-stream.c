/* SPDX-License-Identifier: Apache-2.0 */
/* test-http-stream.c - bodies without end: opened, data, closed; and fairness. */

#include "check.h"
#include "http-story.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COMMANDS = 50, LIMIT_US = 200 * 1000, LIFE_CYCLES = 200 };

static const struct server_config open_house = {.login = LOGIN_NONE};

struct lane_story {
	struct http_story s;
	struct http_lane *lane;
	struct asked a;
};

static void begin(struct lane_story *t, const char *path, unsigned timeout_ms)
{
	struct http_request r = http_story_get(path);

	r.timeout_ms = timeout_ms;
	t->s = http_story_begin(&open_house);
	t->lane = http_story_lane(&t->s, NULL);
	ask_stream(&t->s, &t->lane, &t->a, &r);
}

static void end(struct lane_story *t)
{
	if (t->lane)
		http_story_drop_lane(&t->s, &t->lane);
	CHECK(test_server_await(t->s.server, SEEN_OPEN, 0));
	http_story_end(&t->s);
}

static void a_stream_opens_flows_and_closes(void)
{
	struct http_request r = http_story_get("/silent");
	struct asked silence = {0};
	struct lane_story t = {0};
	struct http_lane *other;

	begin(&t, "/stream", 200);
	CHECK(ask_await_opened(&t.a));
	CHECK(t.a.opened_reply.status == 200 && t.a.opened_reply.maybe_sent);
	test_server_push(t.s.server, "one");
	CHECK(ask_await_bytes(&t.a, 3));
	/* The limit is for opening; it passes meanwhile. */
	other = http_story_lane(&t.s, NULL);
	r.timeout_ms = 250;
	ask(&t.s, &other, &silence, &r);
	CHECK(ask_await(&silence) && silence.reply.err == -ETIMEDOUT);
	http_story_drop_lane(&t.s, &other);
	test_server_push(t.s.server, "two");
	CHECK(ask_await_bytes(&t.a, 6));
	test_server_cut(t.s.server);
	CHECK(ask_await(&t.a));
	CHECK(t.a.opened == 1 && t.a.done == 1 && t.a.reply.err == 0);
	CHECK(!strcmp(t.a.body, "onetwo"));
	end(&t);
}

/* Old recorders: no length, no chunks, the end is the end of the connection. */
static void bytes_of_an_http10_stream_come_at_once(void)
{
	struct lane_story t = {0};

	begin(&t, "/http10", 5000);
	CHECK(ask_await_opened(&t.a));
	test_server_push(t.s.server, "<");
	CHECK(ask_await_bytes(&t.a, 1));
	test_server_push(t.s.server, "EventNotificationAlert");
	CHECK(ask_await_bytes(&t.a, 23));
	test_server_cut(t.s.server);
	CHECK(ask_await(&t.a));
	CHECK(t.a.reply.err == 0 && t.a.reply.status == 200);
	end(&t);
}

static void a_refused_stream_gives_its_body(void)
{
	struct lane_story t = {0};

	begin(&t, "/refuse", 5000);
	CHECK(ask_await(&t.a));
	CHECK(t.a.opened == 0 && t.a.reply.err == 0 && t.a.reply.status == 403);
	CHECK(!strcmp(t.a.body, "no right to listen"));
	end(&t);
}

static void a_stream_that_does_not_open_times_out(void)
{
	struct lane_story t = {0};

	begin(&t, "/silent", 100);
	CHECK(ask_await(&t.a));
	CHECK(t.a.opened == 0 && t.a.reply.err == -ETIMEDOUT);
	end(&t);
}

static void the_owner_may_refuse_data(void)
{
	struct lane_story t = {.a.in_data = DO_REFUSE_DATA};

	begin(&t, "/stream", 5000);
	CHECK(ask_await_opened(&t.a));
	test_server_push(t.s.server, "x");
	CHECK(ask_await(&t.a));
	CHECK(t.a.reply.err == -EBADMSG && t.a.done == 1);
	CHECK(test_server_await(t.s.server, SEEN_OPEN, 0));
	end(&t);
}

static void posted(void *user)
{
	(void)user;
}

/* Every callback, cancel or destroy in it: nothing comes after. */
static void removal(enum in_callback what, bool in_opened)
{
	struct lane_story t = {0};

	if (in_opened)
		t.a.in_opened = what;
	else
		t.a.in_data = what;
	begin(&t, "/stream", 5000);
	CHECK(ask_await_opened(&t.a));
	if (!in_opened) {
		test_server_push(t.s.server, "x");
		CHECK(ask_await_bytes(&t.a, 1));
	}
	CHECK(test_server_await(t.s.server, SEEN_OPEN, 0));
	reactor_call(t.s.reactor, posted, NULL); /* its callback is over */
	CHECK((t.lane == NULL) == (what == DO_DESTROY_LANE));
	if (t.lane)
		CHECK(ask_now(&t.s, &t.lane, "GET", "/ok", NULL).reply.status == 200);
	CHECK(t.a.opened == 1 && t.a.done == 0);
	end(&t);
}

static void opened_may_cancel(void)
{
	removal(DO_CANCEL, true);
}

static void opened_may_destroy_the_lane(void)
{
	removal(DO_DESTROY_LANE, true);
}

static void data_may_cancel(void)
{
	removal(DO_CANCEL, false);
}

static void data_may_destroy_the_lane(void)
{
	removal(DO_DESTROY_LANE, false);
}

static void closed_may_destroy_the_lane(void)
{
	struct lane_story t = {.a.in_done = DO_DESTROY_LANE};

	begin(&t, "/stream", 5000);
	CHECK(ask_await_opened(&t.a));
	test_server_cut(t.s.server);
	CHECK(ask_await(&t.a));
	CHECK(!t.lane);
	end(&t);
}

static void closed_may_ask_again(void)
{
	struct lane_story t = {.a.in_done = DO_ASK_AGAIN};

	begin(&t, "/stream", 5000);
	CHECK(ask_await_opened(&t.a));
	test_server_cut(t.s.server);
	CHECK(test_server_await(t.s.server, SEEN_REQUESTS, 2));
	end(&t);
}

static int by_size(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static void report(const char *what, uint64_t *us)
{
	qsort(us, COMMANDS, sizeof(*us), by_size);
	printf("# %s beside a flood: median %u us, longest %u us\n", what,
		(unsigned)us[COMMANDS / 2], (unsigned)us[COMMANDS - 1]);
	CHECK(us[COMMANDS - 1] < LIMIT_US);
}

static void a_flood_delays_others_by_less_than_200_ms(void)
{
	uint64_t commands[COMMANDS], posts[COMMANDS];
	struct lane_story t = {0};
	struct http_lane *other;
	uint64_t began_us = http_story_clock_us();

	begin(&t, "/flood", 5000);
	CHECK(ask_await_bytes(&t.a, 1000 * 1000));
	other = http_story_lane(&t.s, NULL);
	for (int i = 0; i < COMMANDS; i++) {
		uint64_t before_us = http_story_clock_us();
		struct asked a;

		reactor_call(t.s.reactor, posted, NULL);
		posts[i] = http_story_clock_us() - before_us;
		a = ask_now(&t.s, &other, "PUT", "/ok", "x");
		CHECK(a.reply.status == 200);
		commands[i] = a.ended_us - a.started_us;
	}
	ask_cancel(&t.a);
	printf("# flood: %.0f MB/s\n",
		(double)t.a.bytes / (double)(http_story_clock_us() - began_us));
	report("a post", posts);
	report("a command", commands);
	http_story_drop_lane(&t.s, &other);
	end(&t);
}

/* A lane and a stream, open, when the last user goes. */
static void lives_may_end_in_mid_stream_and_nothing_grows(void)
{
	struct test_server *server = test_server_start(&open_house);
	unsigned fds = count_fds();
	struct sigaction before, after;

	sigaction(SIGPIPE, NULL, &before);
	for (int i = 0; i < LIFE_CYCLES; i++) {
		struct http_story s = {.server = server, .fds_before = fds};
		struct http_request r = http_story_get("/stream");
		struct asked a = {0};
		struct http_lane *lane;

		CHECK(reactor_acquire(&s.reactor) == 0);
		lane = http_story_lane(&s, NULL);
		ask_stream(&s, &lane, &a, &r);
		if (i % 2)
			CHECK(ask_await_opened(&a));
		http_story_drop_lane(&s, &lane);
		reactor_release(s.reactor);
		CHECK(a.done == 0);
	}
	CHECK(test_server_await(server, SEEN_OPEN, 0));
	CHECK(count_fds() == fds);
	sigaction(SIGPIPE, NULL, &after);
	CHECK(before.sa_handler == after.sa_handler);
	test_server_stop(server);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_stream_opens_flows_and_closes),
		TEST(bytes_of_an_http10_stream_come_at_once),
		TEST(a_refused_stream_gives_its_body),
		TEST(a_stream_that_does_not_open_times_out),
		TEST(the_owner_may_refuse_data),
		TEST(opened_may_cancel),
		TEST(opened_may_destroy_the_lane),
		TEST(data_may_cancel),
		TEST(data_may_destroy_the_lane),
		TEST(closed_may_destroy_the_lane),
		TEST(closed_may_ask_again),
		TEST(a_flood_delays_others_by_less_than_200_ms),
		TEST(lives_may_end_in_mid_stream_and_nothing_grows),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
