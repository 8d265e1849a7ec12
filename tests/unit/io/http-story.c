/* SPDX-License-Identifier: Apache-2.0 */
/* http-story.c - the words of the http tests. */

#include "http-story.h"

#include "check.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { AWAIT_S = 10, TIMEOUT_MS = 8000 };

/* Guards every struct asked between the loop and the test. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static unsigned ended; /* requests, in all; for the order */

uint64_t http_story_clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

struct http_story http_story_begin(const struct server_config *config)
{
	struct http_story s = {.fds_before = count_fds()};

	s.server = test_server_start(config);
	if (reactor_acquire(&s.reactor))
		abort();
	return s;
}

void http_story_end(struct http_story *s)
{
	reactor_release(s->reactor);
	test_server_stop(s->server);
	CHECK(count_fds() == s->fds_before);
}

struct lane_order {
	struct http_story *story;
	struct http_target target;
	struct http_lane *lane;
	int err;
};

static void make_lane(void *user)
{
	struct lane_order *o = user;

	o->err = http_lane_create(o->story->reactor, &o->target, &o->lane);
}

struct http_lane *http_story_lane(struct http_story *s, const char *password)
{
	struct lane_order o = {.story = s,
		.target = {.host = "127.0.0.1",
			.port = test_server_port(s->server),
			.username = password ? "admin" : "",
			.password = password ? password : ""}};

	reactor_call(s->reactor, make_lane, &o);
	CHECK(o.err == 0);
	return o.lane;
}

struct http_lane *http_story_lane_to(
	struct http_story *s, const char *host, unsigned port)
{
	struct lane_order o = {.story = s,
		.target = {.host = host, .port = port, .username = "", .password = ""}};

	reactor_call(s->reactor, make_lane, &o);
	CHECK(o.err == 0);
	return o.lane;
}

struct http_lane *http_story_lane_of(
	struct http_story *s, const struct http_target *target)
{
	struct lane_order o = {.story = s, .target = *target};

	reactor_call(s->reactor, make_lane, &o);
	CHECK(o.err == 0);
	return o.lane;
}

struct pin_order {
	struct http_lane *lane;
	const char *fingerprint;
};

static void pin_lane(void *user)
{
	struct pin_order *o = user;

	CHECK(http_lane_pin(o->lane, o->fingerprint) == 0);
}

void http_story_pin_lane(
	struct http_story *s, struct http_lane *lane, const char *fingerprint)
{
	struct pin_order o = {lane, fingerprint};

	reactor_call(s->reactor, pin_lane, &o);
}

static void drop_lane(void *user)
{
	struct http_lane **lane = user;

	http_lane_destroy(*lane);
	*lane = NULL;
}

void http_story_drop_lane(struct http_story *s, struct http_lane **lane)
{
	reactor_call(s->reactor, drop_lane, lane);
}

static void reset_lane(void *user)
{
	http_lane_reset(user);
}

void http_story_reset_lane(struct http_story *s, struct http_lane *lane)
{
	reactor_call(s->reactor, reset_lane, lane);
}

static void ignore_done(const struct http_reply *reply, void *user)
{
	(void)reply, (void)user;
}

static void act(struct asked *a, enum in_callback what)
{
	struct http_request again = http_story_get("/ok");
	struct http_exchange *x;

	switch (what) {
	case DO_NOTHING:
	case DO_REFUSE_DATA: break;
	case DO_CANCEL: http_cancel(a->exchange); break;
	case DO_DESTROY_LANE: drop_lane(a->lane); break;
	case DO_ASK_AGAIN: http_send(*a->lane, &again, ignore_done, NULL, &x); break;
	}
}

static void add_body(struct asked *a, struct bytes in)
{
	size_t at = a->bytes < sizeof(a->body) - 1 ? a->bytes : sizeof(a->body) - 1;
	struct bytes part = bytes_slice(in, 0, sizeof(a->body) - 1 - at);

	if (part.len)
		memcpy(a->body + at, part.data, part.len);
	a->bytes += in.len;
}

static void on_opened(const struct http_reply *reply, void *user)
{
	struct asked *a = user;
	enum in_callback what = a->in_opened;

	pthread_mutex_lock(&lock);
	a->opened++;
	a->opened_reply = *reply;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
	act(a, what);
}

static int on_data(struct bytes in, void *user)
{
	struct asked *a = user;
	enum in_callback what = a->in_data;

	pthread_mutex_lock(&lock);
	add_body(a, in);
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
	act(a, what);
	return what == DO_REFUSE_DATA ? -EBADMSG : 0;
}

static void on_done(const struct http_reply *reply, void *user)
{
	struct asked *a = user;

	CHECK(!a->sending);
	act(a, a->in_done);
	pthread_mutex_lock(&lock);
	if (reply->body.len)
		a->bytes = 0; /* of a refused stream, or a whole reply */
	add_body(a, reply->body);
	a->reply = *reply;
	a->done++;
	a->order = ++ended;
	a->ended_us = http_story_clock_us();
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

static const struct http_stream_listener listener = {
	.opened = on_opened,
	.data = on_data,
	.closed = on_done,
};

struct ask_order {
	struct asked *asked;
	const struct http_request *request;
	bool stream;
};

static void send_it(void *user)
{
	struct ask_order *o = user;
	struct asked *a = o->asked;

	a->sending = true;
	if (o->stream)
		a->send_err =
			http_stream(*a->lane, o->request, &listener, a, &a->exchange);
	else
		a->send_err = http_send(*a->lane, o->request, on_done, a, &a->exchange);
	a->sending = false;
}

static void order(struct http_story *s, struct http_lane **lane, struct asked *a,
	const struct http_request *request, bool stream)
{
	struct ask_order o = {a, request, stream};

	a->story = s;
	a->lane = lane;
	a->started_us = http_story_clock_us();
	reactor_call(s->reactor, send_it, &o);
	CHECK(a->send_err == 0);
}

void ask(struct http_story *s, struct http_lane **lane, struct asked *a,
	const struct http_request *request)
{
	order(s, lane, a, request, false);
}

void ask_stream(struct http_story *s, struct http_lane **lane, struct asked *a,
	const struct http_request *request)
{
	order(s, lane, a, request, true);
}

static void cancel_it(void *user)
{
	struct asked *a = user;

	http_cancel(a->exchange);
}

void ask_cancel(struct asked *a)
{
	reactor_call(a->story->reactor, cancel_it, a);
}

static bool is_done(const struct asked *a, unsigned long n)
{
	return a->done >= n;
}

static bool is_opened(const struct asked *a, unsigned long n)
{
	return a->opened >= n;
}

static bool has_bytes(const struct asked *a, unsigned long n)
{
	return a->bytes >= n;
}

static bool await(const struct asked *a,
	bool (*there)(const struct asked *, unsigned long), unsigned long n)
{
	struct timespec end;
	bool ok;

	clock_gettime(CLOCK_REALTIME, &end);
	end.tv_sec += AWAIT_S;
	pthread_mutex_lock(&lock);
	while (!(ok = there(a, n)))
		if (pthread_cond_timedwait(&changed, &lock, &end))
			break;
	pthread_mutex_unlock(&lock);
	return ok;
}

bool ask_await(struct asked *a)
{
	return await(a, is_done, 1);
}

bool ask_await_opened(struct asked *a)
{
	return await(a, is_opened, 1);
}

bool ask_await_bytes(struct asked *a, unsigned long bytes)
{
	return await(a, has_bytes, bytes);
}

struct http_request http_story_get(const char *path)
{
	return (struct http_request){
		.method = "GET", .path = path, .timeout_ms = TIMEOUT_MS};
}

struct asked ask_now(struct http_story *s, struct http_lane **lane, const char *method,
	const char *path, const char *body)
{
	struct http_request r = http_story_get(path);
	struct asked a = {0};

	r.method = method;
	r.body = bytes_from(body);
	r.content_type = body ? "text/xml" : NULL;
	ask(s, lane, &a, &r);
	CHECK(ask_await(&a));
	return a;
}
