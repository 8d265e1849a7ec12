/* SPDX-License-Identifier: Apache-2.0 */
/* http-story.h - the words of the http tests: a running loop, a server, lanes, and
 * requests a test can wait for. */
#ifndef GATEHOUSE_HTTP_STORY_H
#define GATEHOUSE_HTTP_STORY_H

#include "http.h"
#include "process-facts.h"
#include "reactor.h"
#include "test-server.h"

struct http_story {
	struct test_server *server;
	struct reactor *reactor;
	unsigned fds_before;
};

/** What to do inside a callback. */
enum in_callback {
	DO_NOTHING,
	DO_CANCEL,       /**< cancel this very request (in opened, data) */
	DO_DESTROY_LANE, /**< in opened, data, done, closed */
	DO_ASK_AGAIN,    /**< send another /ok on the same lane (in done, closed) */
	DO_REFUSE_DATA,  /**< return -EBADMSG from data */
};

/** A request and all that came of it. */
struct asked {
	struct http_story *story;
	struct http_lane **lane;
	struct http_exchange *exchange;
	enum in_callback in_opened, in_data, in_done;
	int send_err;
	/* Written on the loop, read after ask_await(). */
	bool sending; /* http_send() has not returned yet */
	unsigned opened, done, order;
	struct http_reply reply; /* its views are gone */
	char body[4096];         /* of the reply, or the data of the stream; cut */
	unsigned long bytes;
	struct http_reply opened_reply;
	uint64_t started_us, ended_us;
};

struct http_story http_story_begin(const struct server_config *config);

/** Also fails when a descriptor is left open. */
void http_story_end(struct http_story *s);

/** A lane to the story's server. @param password NULL: no login */
struct http_lane *http_story_lane(struct http_story *s, const char *password);
struct http_lane *http_story_lane_to(
	struct http_story *s, const char *host, unsigned port);
/** A lane to anywhere. */
struct http_lane *http_story_lane_of(
	struct http_story *s, const struct http_target *target);
void http_story_pin_lane(
	struct http_story *s, struct http_lane *lane, const char *fingerprint);
void http_story_drop_lane(struct http_story *s, struct http_lane **lane);
void http_story_reset_lane(struct http_story *s, struct http_lane *lane);

void ask(struct http_story *s, struct http_lane **lane, struct asked *a,
	const struct http_request *request);
void ask_stream(struct http_story *s, struct http_lane **lane, struct asked *a,
	const struct http_request *request);
void ask_cancel(struct asked *a);

/** Wait for the end. @return false after 10 s */
bool ask_await(struct asked *a);
bool ask_await_opened(struct asked *a);
bool ask_await_bytes(struct asked *a, unsigned long bytes);

/** Ask and wait: a request that is to be answered. */
struct asked ask_now(struct http_story *s, struct http_lane **lane, const char *method,
	const char *path, const char *body);

struct http_request http_story_get(const char *path);
uint64_t http_story_clock_us(void);

#endif
