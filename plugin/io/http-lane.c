/* SPDX-License-Identifier: Apache-2.0 */
/* http-lane.c - requests to one device, one at a time, in order. */

#include "http-lane.h"

#include "resolver.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOST_MAX = 255, LOGIN_MAX = 255, PATH_MAX_BYTES = 2048, PORT_MAX = 65535 };

static void exchange_destroy(struct http_exchange *x)
{
	if (!x)
		return;
	timer_stop(&x->wait);
	free(x->method);
	free(x->url);
	free(x->content_type);
	free(x->body);
	free(x);
}

static void begin(void *user)
{
	struct http_lane *l = user;
	struct http_exchange *x = l->queue;

	if (l->active || !x)
		return;
	l->queue = x->next;
	l->queued--;
	timer_stop(&x->wait);
	l->active = x;
	if (l->forget) {
		http_wire_close(l->wire);
		l->challenge = (struct digest_challenge){0};
		l->forget = false;
	}
	http_legs_begin(l);
}

static void begin_later(struct http_lane *l)
{
	if (!l->active && l->queue)
		reactor_defer(l->reactor, &l->start, begin, l);
}

void http_lane_finish(struct http_lane *l, int err, const char *reason)
{
	struct http_exchange *x = l->active;
	char content_type[sizeof(l->content_type)];
	struct buffer body = l->body;
	struct http_reply reply;

	memcpy(content_type, l->content_type, sizeof(content_type));
	http_lane_fill(l, err, reason, &reply);
	reply.body = buffer_bytes(&body);
	reply.content_type = bytes_from(content_type);
	buffer_init(&l->body, HTTP_BODY_MAX);
	http_legs_stop(l);
	l->active = NULL;
	begin_later(l);
	x->done(&reply, x->user); /* may destroy the lane, and knows x no more */
	exchange_destroy(x);
	buffer_finish(&body);
}

static bool unlink_waiting(struct http_lane *l, const struct http_exchange *x)
{
	for (struct http_exchange **link = &l->queue; *link; link = &(*link)->next)
		if (*link == x) {
			*link = x->next;
			l->queued--;
			return true;
		}
	return false;
}

static void on_waited_too_long(void *user)
{
	struct http_exchange *x = user;
	struct http_reply reply = {.err = -ETIMEDOUT};

	snprintf(reply.reason, sizeof(reply.reason),
		"not sent to %s:%u within %u ms: others were first", x->lane->host,
		x->lane->port, x->wait_ms);
	unlink_waiting(x->lane, x);
	x->done(&reply, x->user);
	exchange_destroy(x);
}

static void enqueue(struct http_lane *l, struct http_exchange *x)
{
	struct http_exchange **link = &l->queue;

	while (*link && (!x->urgent || (*link)->urgent))
		link = &(*link)->next;
	x->next = *link;
	*link = x;
	l->queued++;
	if (x->wait_ms)
		timer_start(reactor_timers(l->reactor), &x->wait, x->wait_ms,
			on_waited_too_long, x);
	begin_later(l);
}

/* Nothing that could end a line or be read as something else on the request line. */
static bool plain_text(const char *text, size_t max, const char *forbidden)
{
	size_t len = strlen(text);

	for (size_t i = 0; i < len; i++)
		if ((unsigned char)text[i] <= ' ' || text[i] == 127 ||
			strchr(forbidden, text[i]))
			return false;
	return len <= max;
}

static bool valid(const struct http_request *r)
{
	static const char *const methods[] = {"GET", "PUT", "POST", "DELETE"};
	bool known = false;

	for (size_t i = 0; r->method && i < sizeof(methods) / sizeof(methods[0]); i++)
		known |= !strcmp(r->method, methods[i]);
	return known && r->path && r->path[0] == '/' && r->timeout_ms &&
	       plain_text(r->path, PATH_MAX_BYTES, "#\"\\") &&
	       (!r->content_type || !strpbrk(r->content_type, "\r\n"));
}

static char *make_url(const struct http_lane *l, const char *path, size_t *ret_path_at)
{
	const char *zone = strchr(l->host, '%');
	bool v6 = strchr(l->host, ':');
	int host_len = zone ? (int)(zone - l->host) : (int)strlen(l->host);
	char *url;
	int len = asprintf(&url, "%s://%s%.*s%s%s%s:%u%s", l->tls.on ? "https" : "http",
		v6 ? "[" : "", host_len, l->host, zone ? "%25" : "",
		zone ? zone + 1 : "", v6 ? "]" : "", l->port, path);

	if (len < 0)
		return NULL;
	*ret_path_at = (size_t)len - strlen(path);
	return url;
}

static struct http_exchange *exchange_create(
	struct http_lane *l, const struct http_request *r)
{
	struct http_exchange *x = calloc(1, sizeof(*x));
	size_t path_at = 0;

	if (!x)
		return NULL;
	x->lane = l;
	x->method = strdup(r->method);
	x->url = make_url(l, r->path, &path_at);
	x->content_type = r->content_type ? strdup(r->content_type) : NULL;
	x->body = malloc(r->body.len + 1);
	if (!x->method || !x->url || !x->body ||
		(r->content_type && !x->content_type)) {
		exchange_destroy(x);
		return NULL;
	}
	x->path = x->url + path_at;
	memcpy(x->body, r->body.len ? r->body.data : "", r->body.len);
	x->body[r->body.len] = '\0';
	x->body_len = r->body.len;
	x->timeout_ms = r->timeout_ms;
	x->wait_ms = r->wait_ms;
	x->urgent = r->urgent;
	x->body_max = r->body_max ? r->body_max : HTTP_BODY_MAX;
	return x;
}

static int accept_request(struct http_lane *l, const struct http_request *r,
	struct http_exchange **ret_exchange)
{
	if (!valid(r))
		return -EINVAL;
	if (l->queued >= HTTP_QUEUE_MAX)
		return -EBUSY;
	*ret_exchange = exchange_create(l, r);
	return *ret_exchange ? 0 : -ENOMEM;
}

int http_send(struct http_lane *l, const struct http_request *request,
	http_done_fn *done, void *user, struct http_exchange **ret_exchange)
{
	struct http_exchange *x;
	int err = accept_request(l, request, &x);

	if (err)
		return err;
	x->done = done;
	x->user = user;
	enqueue(l, x);
	*ret_exchange = x;
	return 0;
}

int http_stream(struct http_lane *l, const struct http_request *request,
	const struct http_stream_listener *listener, void *user,
	struct http_exchange **ret_exchange)
{
	struct http_exchange *x;
	int err = accept_request(l, request, &x);

	if (err)
		return err;
	x->stream = listener;
	x->done = listener->closed;
	x->user = user;
	enqueue(l, x);
	*ret_exchange = x;
	return 0;
}

void http_cancel(struct http_exchange *x)
{
	struct http_lane *l;

	if (!x)
		return;
	l = x->lane;
	if (!unlink_waiting(l, x)) {
		http_legs_stop(l);
		buffer_clear(&l->body);
		l->active = NULL;
		begin_later(l);
	}
	exchange_destroy(x);
}

static bool valid_target(const struct http_target *t)
{
	return t->host && t->host[0] && t->port > 0 && t->port <= PORT_MAX &&
	       plain_text(t->host, HOST_MAX, "/@?#[]\"\\,;") && t->username &&
	       t->password && !strpbrk(t->username, "\r\n") &&
	       strlen(t->username) <= LOGIN_MAX && strlen(t->password) <= LOGIN_MAX;
}

int http_lane_create(struct reactor *r, const struct http_target *target,
	struct http_lane **ret_lane)
{
	struct http_lane *l;
	int err;

	if (!valid_target(target))
		return -EINVAL;
	l = calloc(1, sizeof(*l));
	if (!l)
		return -ENOMEM;
	l->reactor = r;
	l->port = target->port;
	l->host = strdup(target->host);
	l->username = strdup(target->username);
	l->password = strdup(target->password);
	l->allow_basic = target->allow_basic;
	l->memory = target->memory ? target->memory : &l->own_memory;
	buffer_init(&l->body, HTTP_BODY_MAX);
	err = http_tls_init(&l->tls, target->tls, target->fingerprint, target->ca_file);
	if (!err && !(l->host && l->username && l->password))
		err = -ENOMEM;
	if (!err)
		err = http_wire_create(
			reactor_http(r), &l->tls, &http_legs_listener, l, &l->wire);
	if (err) {
		http_lane_destroy(l);
		return err;
	}
	*ret_lane = l;
	return 0;
}

static void forget_text(char *text)
{
	if (text)
		explicit_bzero(text, strlen(text));
	free(text);
}

void http_lane_destroy(struct http_lane *l)
{
	if (!l)
		return;
	http_legs_stop(l);
	http_wire_destroy(l->wire);
	http_tls_finish(&l->tls);
	free(l->host);
	forget_text(l->username);
	forget_text(l->password);
	while (l->queue) {
		struct http_exchange *x = l->queue;

		l->queue = x->next;
		exchange_destroy(x);
	}
	deferred_cancel(&l->start);
	exchange_destroy(l->active);
	free(l->resolve);
	buffer_finish(&l->body);
	free(l);
}

int http_lane_pin(struct http_lane *l, const char *fingerprint)
{
	int err = http_tls_pin(&l->tls, fingerprint);

	if (!err)
		http_lane_reset(l);
	return err;
}

void http_lane_reset(struct http_lane *l)
{
	if (l->active) {
		l->forget = true;
		return;
	}
	http_wire_close(l->wire);
	l->challenge = (struct digest_challenge){0};
}
