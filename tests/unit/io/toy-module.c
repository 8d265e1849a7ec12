/* SPDX-License-Identifier: Apache-2.0 */
/* toy-module.c - the smallest shared module with a reactor inside: what the plugin is to
 * a host that loads it, for test-module.c. */

#include "toy-module.h"
#include "http.h"
#include "reactor.h"

#include <errno.h>
#include <pthread.h>
#include <stddef.h>

struct visit {
	struct reactor *reactor;
	unsigned port;
	struct http_lane *lane;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	int status;
};

static void on_done(const struct http_reply *reply, void *user)
{
	struct visit *v = user;

	pthread_mutex_lock(&v->lock);
	v->status = reply->err ? reply->err : reply->status;
	pthread_cond_signal(&v->changed);
	pthread_mutex_unlock(&v->lock);
}

static void go(void *user)
{
	struct visit *v = user;
	struct http_target target = {
		.host = "127.0.0.1", .port = v->port, .username = "", .password = ""};
	struct http_request r = {.method = "GET", .path = "/ok", .timeout_ms = 5000};
	struct http_exchange *x;

	v->status = http_lane_create(v->reactor, &target, &v->lane);
	if (!v->status)
		v->status = http_send(v->lane, &r, on_done, v, &x);
}

static void leave(void *user)
{
	struct visit *v = user;

	http_lane_destroy(v->lane);
}

static int visit(unsigned port)
{
	struct visit v = {.port = port,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.changed = PTHREAD_COND_INITIALIZER};
	int err = reactor_acquire(&v.reactor);

	if (err)
		return err;
	reactor_call(v.reactor, go, &v);
	pthread_mutex_lock(&v.lock);
	while (!v.status)
		pthread_cond_wait(&v.changed, &v.lock);
	pthread_mutex_unlock(&v.lock);
	reactor_call(v.reactor, leave, &v);
	reactor_release(v.reactor);
	return v.status;
}

__attribute__((visibility("default"))) const struct toy_module toy_module = {
	.visit = visit,
};
