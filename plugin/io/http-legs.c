/* SPDX-License-Identifier: Apache-2.0 */
/* http-legs.c - the request under way on a lane: name, challenge, login, answer. */

#include "http-lane.h"

#include "resolver.h"

#include <errno.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	UNAUTHORIZED = 401,
	HEADER_MAX = 2048, /* of an Authorization */
	NAME_FRESH_MS = 60 * 1000,
	CNONCE_BYTES = 8,
};

/* The probe has its answer: enough. Never leaves this file. */
enum { PROBED = -ECANCELED };

static bool has_login(const struct http_lane *l)
{
	return l->username[0] || l->password[0];
}

static bool is_get(const struct http_exchange *x)
{
	return !strcmp(x->method, "GET");
}

/* The value of Authorization, to be wiped. @return 0, -EIO, -ENOMEM, -EMSGSIZE, -ENOTSUP */
static int authorization(struct http_lane *l, struct buffer *out)
{
	unsigned char raw[CNONCE_BYTES];
	char cnonce[2 * CNONCE_BYTES + 1];

	if (RAND_bytes(raw, sizeof(raw)) != 1)
		return -EIO;
	/* A password that is sent as it is has no nonce that could be at fault. */
	l->fresh_nonce = !l->nonce.uses || l->challenge.algorithm == DIGEST_BASIC;
	http_nonce_used(&l->nonce, reactor_timers(l->reactor)->now_ms);
	for (size_t i = 0; i < sizeof(raw); i++)
		snprintf(cnonce + 2 * i, 3, "%02x", raw[i]);
	return digest_login_answer(&l->challenge,
		&(struct digest_login){l->username, l->password},
		&(struct digest_request){.method = l->active->method,
			.uri = l->active->path,
			.cnonce = cnonce,
			.count = l->nonce.uses},
		out);
}

static void forget_answer(struct http_lane *l)
{
	l->status = 0;
	l->head_done = false;
	l->offered = (struct digest_challenge){0};
	l->barred = HTTP_BARRED_NOT;
	l->content_type[0] = '\0';
	buffer_clear(&l->body);
}

static void go(struct http_lane *l, enum http_leg leg)
{
	const struct http_exchange *x = l->active;
	bool probe = leg == LEG_PROBE;
	struct http_transfer t = {.method = probe ? "GET" : x->method,
		.url = x->url,
		.content_type = probe ? NULL : x->content_type,
		.resolve = l->resolve,
		.body = {x->body, probe ? 0 : x->body_len},
		.careful = x->urgent || !is_get(x)};
	struct buffer login;
	int err = 0;

	forget_answer(l);
	l->leg = leg;
	buffer_init(&login, HEADER_MAX);
	if (leg == LEG_LOGIN) {
		err = authorization(l, &login);
		t.authorization = login.data;
	}
	if (!err)
		err = http_wire_start(l->wire, &t);
	if (login.data)
		explicit_bzero(login.data, login.len);
	buffer_finish(&login);
	if (!err)
		return;
	l->leg = LEG_NONE;
	http_lane_finish(l, err, NULL);
}

/* May the challenge we know be answered once more? */
static bool can_log_in(const struct http_lane *l)
{
	int algorithm = l->challenge.algorithm;

	if (algorithm == DIGEST_NONE || algorithm < l->memory->strongest)
		return false;
	return algorithm == DIGEST_BASIC || http_nonce_good(&l->nonce, l->active->path);
}

static void first_leg(struct http_lane *l)
{
	if (!has_login(l))
		go(l, LEG_PLAIN);
	else if (can_log_in(l))
		go(l, LEG_LOGIN);
	else
		go(l, is_get(l->active) ? LEG_PLAIN : LEG_PROBE);
}

static void on_resolved(int err, const char *addresses, void *user)
{
	struct http_lane *l = user;
	char *resolve = NULL;

	if (!err && asprintf(&resolve, "%s:%u:%s", l->host, l->port, addresses) < 0)
		err = -ENOMEM;
	resolver_destroy(l->resolver);
	l->resolver = NULL;
	if (!err) {
		free(l->resolve);
		l->resolve = resolve;
		l->resolved_ms = reactor_timers(l->reactor)->now_ms;
	}
	if (l->resolve) /* a name server that is away need not stop us */
		first_leg(l);
	else
		http_lane_finish(l, err, "the name servers do not answer");
}

static bool must_resolve(const struct http_lane *l)
{
	if (resolver_knows(l->host))
		return false;
	return !l->resolve ||
	       reactor_timers(l->reactor)->now_ms - l->resolved_ms > NAME_FRESH_MS;
}

static void on_deadline(void *user)
{
	http_lane_finish(user, -ETIMEDOUT, NULL);
}

void http_legs_begin(struct http_lane *l)
{
	int err;

	forget_answer(l);
	l->body.max = l->active->body_max;
	l->leg = LEG_NONE;
	l->opened = l->fresh_nonce = l->stale_seen = false;
	timer_start(reactor_timers(l->reactor), &l->deadline, l->active->timeout_ms,
		on_deadline, l);
	if (!must_resolve(l)) {
		first_leg(l);
		return;
	}
	err = resolver_create(l->reactor, l->host, HTTP_CONNECT_LIMIT_MS, NULL,
		on_resolved, l, &l->resolver);
	if (err)
		http_lane_finish(l, err, NULL);
}

void http_legs_stop(struct http_lane *l)
{
	timer_stop(&l->deadline);
	resolver_destroy(l->resolver);
	l->resolver = NULL;
	if (l->wire)
		http_wire_abort(l->wire);
	l->leg = LEG_NONE;
}

/* "HTTP/1.1 200 OK" */
static int read_status(struct http_lane *l, struct bytes line)
{
	ssize_t space = bytes_find(line, 0, BYTES(" "));
	uint64_t status;

	if (space < 0 ||
		bytes_to_u64(bytes_slice(line, (size_t)space + 1, 3), 999, &status))
		return -EPROTO;
	forget_answer(l);
	l->status = (int)status;
	return 0;
}

static void read_header(struct http_lane *l, struct bytes line)
{
	ssize_t colon = bytes_find(line, 0, BYTES(":"));
	struct bytes name, value;

	if (colon < 0)
		return;
	name = bytes_slice(line, 0, (size_t)colon);
	value = bytes_trim(bytes_skip(line, (size_t)colon + 1));
	if (bytes_equal_nocase(name, BYTES("WWW-Authenticate")))
		digest_challenge_read(value, &l->offered);
	else if (bytes_equal_nocase(name, BYTES("Content-Type")))
		bytes_to_text(value, l->content_type, sizeof(l->content_type));
}

/* The last statement may be the end of the lane. */
static int end_of_head(struct http_lane *l)
{
	struct http_exchange *x = l->active;
	struct http_reply reply;

	if (l->status < 200) /* "100 Continue": the real one follows */
		return 0;
	l->head_done = true;
	if (l->leg == LEG_PROBE && l->status != UNAUTHORIZED)
		return PROBED;
	if (!x->stream || l->status >= 300)
		return 0;
	l->opened = true;
	timer_stop(&l->deadline);
	http_lane_fill(l, 0, NULL, &reply);
	x->stream->opened(&reply, x->user);
	return 0;
}

static int on_head(struct bytes line, void *user)
{
	struct http_lane *l = user;

	if (l->head_done) /* a trailer */
		return 0;
	if (!line.len)
		return end_of_head(l);
	if (bytes_starts(line, BYTES("HTTP/")))
		return read_status(l, line);
	read_header(l, line);
	return 0;
}

static int on_body(struct bytes in, void *user)
{
	struct http_lane *l = user;
	struct http_exchange *x = l->active;

	if (l->opened)
		return x->stream->data(in, x->user);
	return buffer_append(&l->body, in);
}

/* What is offered, and may not be answered, is no offer. */
static void judge_offer(struct http_lane *l)
{
	enum digest_algorithm offered = l->offered.algorithm;

	if (offered == DIGEST_NONE)
		return;
	if ((int)offered < l->memory->strongest)
		l->barred = HTTP_BARRED_WEAKER;
	else if (offered == DIGEST_BASIC && !l->tls.vouched && !l->allow_basic)
		l->barred = HTTP_BARRED_BASIC;
	else
		l->memory->strongest = offered;
	if (l->barred != HTTP_BARRED_NOT)
		l->offered = (struct digest_challenge){0};
}

static void take_challenge(struct http_lane *l)
{
	l->challenge = l->offered;
	http_nonce_fresh(&l->nonce, l->active->path);
}

static void log_in(struct http_lane *l)
{
	take_challenge(l);
	go(l, LEG_LOGIN);
}

static bool should_log_in(struct http_lane *l)
{
	if (l->status != UNAUTHORIZED || l->offered.algorithm == DIGEST_NONE ||
		!has_login(l))
		return false;
	if (l->leg != LEG_LOGIN)
		return true;
	/* The password was right, says the device: no try of the user's is lost. */
	if (!l->offered.stale || l->stale_seen)
		return false;
	l->stale_seen = true;
	return true;
}

/* What the end of the last leg says about the challenge at hand. A nonce that was refused
 * is not tried again; whether the password is wrong, the caller's gate decides. */
static void learn(struct http_lane *l)
{
	bool login = l->leg == LEG_LOGIN;

	if (l->status != UNAUTHORIZED) {
		if (login)
			http_nonce_accepted(&l->nonce, l->active->path);
		return;
	}
	if (login && !l->fresh_nonce && !l->offered.stale)
		http_nonce_refused(&l->nonce, l->active->path);
	if (login && !l->fresh_nonce)
		take_challenge(l);
	else
		l->challenge = (struct digest_challenge){0};
}

static void on_done(int err, const char *reason, void *user)
{
	struct http_lane *l = user;
	bool probed = l->leg == LEG_PROBE && (err == PROBED || !err);

	if (l->status == UNAUTHORIZED)
		judge_offer(l);
	if (!probed && err) {
		http_lane_finish(l, err, reason);
	} else if (should_log_in(l)) {
		log_in(l);
	} else if (probed && l->status != UNAUTHORIZED) {
		go(l, LEG_PLAIN);
	} else {
		learn(l);
		http_lane_finish(l, 0, reason);
	}
}

const struct http_wire_listener http_legs_listener = {
	.head = on_head,
	.body = on_body,
	.done = on_done,
};
