/* SPDX-License-Identifier: Apache-2.0 */
/* workbench.c - a device whose answers the test has written, and our requests to it. */

#include "workbench.h"

#include "check.h"
#include "process-facts.h"
#include "vendor.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { LIMIT_S = 15 };

static void write_log(void *user, enum log_level level, const char *line)
{
}

static void create(void *user)
{
	struct workbench *b = user;
	struct unit_config config = {.host = "127.0.0.1",
		.port = test_server_port(b->server),
		.username = "admin",
		.password = "pw"};

	CHECK(!isapi_create(b->reactor, &config, &b->log, NULL, NULL, &b->isapi));
}

static void destroy(void *user)
{
	struct workbench *b = user;

	isapi_destroy(b->isapi);
}

void workbench_begin(struct workbench *b)
{
	struct server_config config = {.login = LOGIN_MD5, .password = "pw"};
	pthread_condattr_t attr;

	*b = (struct workbench){.fds_before = count_fds()};
	b->log.write = write_log;
	pthread_mutex_init(&b->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&b->news, &attr);
	pthread_condattr_destroy(&attr);
	b->server = test_server_start(&config);
	CHECK(!reactor_acquire(&b->reactor));
	workbench_do(b, create, b);
}

void workbench_end(struct workbench *b)
{
	workbench_do(b, destroy, b);
	reactor_release(b->reactor);
	test_server_stop(b->server);
	pthread_cond_destroy(&b->news);
	pthread_mutex_destroy(&b->lock);
	CHECK(count_fds() == b->fds_before);
}

void workbench_do(struct workbench *b, reactor_fn *fn, void *user)
{
	CHECK(!reactor_call(b->reactor, fn, user));
}

void workbench_tell(struct workbench *b, int err, const char *why)
{
	pthread_mutex_lock(&b->lock);
	b->ended++;
	b->err = err;
	snprintf(b->why, sizeof(b->why), "%s", why);
	pthread_cond_broadcast(&b->news);
	pthread_mutex_unlock(&b->lock);
}

bool workbench_ends(struct workbench *b, unsigned times, int err)
{
	struct timespec until;
	bool right;
	int late = 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += LIMIT_S;
	pthread_mutex_lock(&b->lock);
	while (b->ended < times && !late)
		late = pthread_cond_timedwait(&b->news, &b->lock, &until);
	right = b->ended == times && b->err == err;
	pthread_mutex_unlock(&b->lock);
	return right;
}

const char *workbench_story(struct workbench *b)
{
	const char *from = test_server_story(b->server);
	size_t at = 0;

	b->story[0] = '\0';
	while (*from) {
		size_t len = strcspn(from, ";");
		const char *login = strstr(from, " login;");

		if (login && login < from + len)
			at += (size_t)snprintf(b->story + at, sizeof(b->story) - at,
				"%.*s;", (int)(login - from), from);
		from += len + 1;
	}
	return b->story;
}

struct visit {
	struct workbench *bench;
	struct isapi_call *call;
	bool over; /* under the bench's lock */
};

static void over(const struct isapi_result *result, void *user)
{
	struct visit *v = user;

	pthread_mutex_lock(&v->bench->lock);
	v->over = true;
	pthread_cond_broadcast(&v->bench->news);
	pthread_mutex_unlock(&v->bench->lock);
}

static void visit(void *user)
{
	struct visit *v = user;
	struct http_request request = {
		.method = "GET", .path = "/visit", .timeout_ms = LIMIT_S * 1000};

	CHECK(!isapi_send(v->bench->isapi, &request, over, v, &v->call));
}

void workbench_settle(struct workbench *b)
{
	struct visit v = {.bench = b};

	workbench_do(b, visit, &v);
	pthread_mutex_lock(&b->lock);
	while (!v.over)
		pthread_cond_wait(&b->news, &b->lock);
	pthread_mutex_unlock(&b->lock);
}
