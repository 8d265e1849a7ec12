/* SPDX-License-Identifier: Apache-2.0 */
/* test-http-queue.c - requests on one lane: order, waiting, removal. */

#include "check.h"
#include "http-story.h"

#include <errno.h>
#include <string.h>

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

static void requests_go_in_order_and_urgent_ones_first(void)
{
	struct http_request r = http_story_get("/ok"), urgent = r;
	struct asked a[5] = {{0}};
	struct lane_story t;

	begin(&t);
	r.path = "/silent";
	r.timeout_ms = 200;
	ask(&t.s, &t.lane, &a[0], &r);
	CHECK(test_server_await(t.s.server, SEEN_REQUESTS, 1));
	r = http_story_get("/ok?1");
	ask(&t.s, &t.lane, &a[1], &r);
	r = http_story_get("/ok?2");
	ask(&t.s, &t.lane, &a[2], &r);
	urgent.urgent = true;
	urgent.path = "/ok?u1";
	ask(&t.s, &t.lane, &a[3], &urgent);
	urgent.path = "/ok?u2";
	ask(&t.s, &t.lane, &a[4], &urgent);
	for (int i = 0; i < 5; i++)
		CHECK(ask_await(&a[i]));
	CHECK(!strcmp(test_server_story(t.s.server),
		"GET /silent;GET /ok?u1;GET /ok?u2;GET /ok?1;GET /ok?2;"));
	CHECK(a[0].order < a[3].order && a[3].order < a[4].order);
	CHECK(a[4].order < a[1].order && a[1].order < a[2].order);
	end(&t);
}

static void who_waits_too_long_behind_others_is_not_sent(void)
{
	struct http_request r = http_story_get("/silent");
	struct asked a[2] = {{0}};
	struct lane_story t;

	begin(&t);
	r.timeout_ms = 400;
	ask(&t.s, &t.lane, &a[0], &r);
	r.path = "/ok";
	r.wait_ms = 50;
	ask(&t.s, &t.lane, &a[1], &r);
	CHECK(ask_await(&a[1]));
	CHECK(a[1].reply.err == -ETIMEDOUT && !a[1].reply.maybe_sent);
	CHECK(ask_await(&a[0]));
	CHECK(a[1].order < a[0].order);
	CHECK(!strcmp(test_server_story(t.s.server), "GET /silent;"));
	end(&t);
}

struct filling {
	struct lane_story *t;
	unsigned accepted;
	int last;
};

static void never(const struct http_reply *reply, void *user)
{
	(void)reply, (void)user;
	CHECK(!"called");
}

static void fill(void *user)
{
	struct filling *f = user;
	struct http_request r = http_story_get("/ok");
	struct http_exchange *x;

	while ((f->last = http_send(f->t->lane, &r, never, NULL, &x)) == 0)
		f->accepted++;
	http_lane_destroy(f->t->lane);
	f->t->lane = NULL;
}

static void a_queue_has_an_end_and_dies_with_its_lane(void)
{
	struct lane_story t;
	struct filling f = {.t = &t};

	begin(&t);
	reactor_call(t.s.reactor, fill, &f);
	CHECK(f.accepted == HTTP_QUEUE_MAX && f.last == -EBUSY);
	end(&t);
}

static void a_request_may_be_cancelled_at_any_time(void)
{
	struct http_request r = http_story_get("/silent");
	struct asked a[3] = {{0}};
	struct lane_story t;

	begin(&t);
	ask(&t.s, &t.lane, &a[0], &r);
	ask(&t.s, &t.lane, &a[1], &r);
	ask_cancel(&a[1]); /* waiting */
	CHECK(test_server_await(t.s.server, SEEN_REQUESTS, 1));
	ask_cancel(&a[0]); /* under way */
	CHECK(test_server_await(t.s.server, SEEN_OPEN, 0));
	ask(&t.s, &t.lane, &a[2], &r);
	ask_cancel(&a[2]); /* not begun */
	CHECK(ask_now(&t.s, &t.lane, "GET", "/ok", NULL).reply.status == 200);
	CHECK(!a[0].done && !a[1].done && !a[2].done);
	end(&t);
}

static void a_callback_may_destroy_its_lane(void)
{
	struct http_request r = http_story_get("/ok");
	struct asked a = {.in_done = DO_DESTROY_LANE}, b = {0};
	struct lane_story t;

	begin(&t);
	ask(&t.s, &t.lane, &a, &r);
	CHECK(ask_await(&a));
	CHECK(!strcmp(a.body, "hello")); /* good to the end of the callback */
	CHECK(!t.lane);
	t.lane = http_story_lane(&t.s, NULL);
	r.path = "/silent";
	r.timeout_ms = 50;
	b.in_done = DO_DESTROY_LANE;
	ask(&t.s, &t.lane, &b, &r);
	CHECK(ask_await(&b));
	CHECK(b.reply.err == -ETIMEDOUT && !t.lane);
	end(&t);
}

static void a_callback_may_ask_again(void)
{
	struct http_request r = http_story_get("/ok?1");
	struct asked a = {.in_done = DO_ASK_AGAIN};
	struct lane_story t;

	begin(&t);
	ask(&t.s, &t.lane, &a, &r);
	CHECK(ask_await(&a));
	CHECK(test_server_await(t.s.server, SEEN_REQUESTS, 2));
	CHECK(!strcmp(test_server_story(t.s.server), "GET /ok?1;GET /ok;"));
	end(&t);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(requests_go_in_order_and_urgent_ones_first),
		TEST(who_waits_too_long_behind_others_is_not_sent),
		TEST(a_queue_has_an_end_and_dies_with_its_lane),
		TEST(a_request_may_be_cancelled_at_any_time),
		TEST(a_callback_may_destroy_its_lane),
		TEST(a_callback_may_ask_again),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
