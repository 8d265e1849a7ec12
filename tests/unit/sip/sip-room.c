/* SPDX-License-Identifier: Apache-2.0 */
/* sip-room.c - the reactor with some lines on it, and a record of what they tell. */

#include "sip-room.h"

#include "check.h"
#include "log.h"
#include "process-facts.h"
#include "reactor.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static unsigned long long now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (unsigned long long)t.tv_sec * 1000000 +
	       (unsigned long long)t.tv_nsec / 1000;
}

/* ---- on the loop ---- */

static void note(struct room_line *l, const struct room_note *what)
{
	struct room_note *n = malloc(sizeof(*n));

	*n = *what;
	n->next = NULL;
	n->at_us = now_us();
	pthread_mutex_lock(&l->room->lock);
	*l->end = n;
	l->end = &n->next;
	l->rings += n->kind == ROOM_RING;
	l->ends += n->kind == ROOM_ENDED;
	l->ups += n->kind == ROOM_ESTABLISHED;
	pthread_cond_broadcast(&l->room->news);
	pthread_mutex_unlock(&l->room->lock);
}

static void text(char *to, size_t cap, const char *from)
{
	snprintf(to, cap, "%s", from);
}

static struct sip_media loud(void)
{
	struct sip_media m = {
		.address = "127.0.0.1",
		.port = 4000,
		.sends = true,
		.receives = true,
		.codec_count = 2,
		.codecs = {{SIP_CODEC_PCMA, 8}, {SIP_CODEC_PCMU, 0}},
		.digits_type = 101,
	};

	return m;
}

static void on_ring(const struct sip_ring *ring, void *user)
{
	struct room_line *l = user;
	struct room_note n = {.kind = ROOM_RING, .call = ring->call};
	struct sip_media ours = loud();

	text(n.call_id, sizeof(n.call_id), ring->call_id);
	text(n.caller, sizeof(n.caller), ring->caller);
	text(n.called, sizeof(n.called), ring->called);
	text(n.name, sizeof(n.name), ring->caller_name);
	n.media_offered = ring->media_offered;
	note(l, &n);
	switch (l->manner) {
	case ROOM_LISTENS: break;
	case ROOM_ANSWERS_LOUD:
		sip_line_answer(l->line, ring->call, &ours, NULL);
		break;
	case ROOM_ANSWERS:
	case ROOM_HANGS_UP: sip_line_answer(l->line, ring->call, NULL, NULL); break;
	case ROOM_REJECTS: sip_line_reject(l->line, ring->call); break;
	}
}

static void on_established(uint32_t call, const struct sip_media *peer, void *user)
{
	struct room_line *l = user;

	note(l, &(struct room_note){
			.kind = ROOM_ESTABLISHED, .call = call, .peer = *peer});
	if (l->manner == ROOM_HANGS_UP)
		sip_line_hang_up(l->line, call);
}

static void on_ended(uint32_t call, enum sip_end why, unsigned code, void *user)
{
	note(user, &(struct room_note){
			   .kind = ROOM_ENDED, .call = call, .why = why, .code = code});
}

static void on_status(const struct sip_line_status *status, void *user)
{
	struct room_note n = {.kind = ROOM_STATUS,
		.state = status->state,
		.err = status->err,
		.code = status->code,
		.port = status->port};

	text(n.text, sizeof(n.text), status->why);
	note(user, &n);
}

static void on_digit(uint32_t call, char digit, void *user)
{
	note(user,
		&(struct room_note){.kind = ROOM_DIGIT, .call = call, .digit = digit});
}

static const struct sip_line_listener listener = {
	.ring = on_ring,
	.established = on_established,
	.ended = on_ended,
	.status = on_status,
	.digit = on_digit,
};

struct order {
	struct room_line *l;
	const struct sip_line_config *config;
	uint32_t call;
	const char *words;
	const struct sip_media *ours;
	bool said;
	bool done; /* under lock */
	int err;
};

static void create(void *user)
{
	struct order *o = user;

	o->err = sip_line_create(
		o->l->room->reactor, o->config, &listener, NULL, o->l, &o->l->line);
}

static void destroy(void *user)
{
	struct order *o = user;

	sip_line_destroy(o->l->line);
	o->l->line = NULL;
}

static void left(void *user)
{
	struct order *o = user;

	pthread_mutex_lock(&o->l->room->lock);
	o->done = true;
	pthread_cond_broadcast(&o->l->room->news);
	pthread_mutex_unlock(&o->l->room->lock);
}

static void leave(void *user)
{
	struct order *o = user;

	o->said = sip_line_farewell(o->l->line, left, o) == 0;
}

static void answer(void *user)
{
	struct order *o = user;

	o->err = sip_line_answer(o->l->line, o->call, o->ours, NULL);
}

static void hang_up(void *user)
{
	struct order *o = user;

	o->err = sip_line_hang_up(o->l->line, o->call);
}

static void reject(void *user)
{
	struct order *o = user;

	o->err = sip_line_reject(o->l->line, o->call);
}

static void call(void *user)
{
	struct order *o = user;

	o->err = sip_line_call(o->l->line, o->words, NULL, &o->call);
}

static void digits(void *user)
{
	struct order *o = user;

	o->err = sip_line_send_digits(o->l->line, o->call, o->words);
}

/* ---- the test's thread ---- */

void room_open(struct sip_room *r)
{
	pthread_condattr_t attr;

	memset(r, 0, sizeof(*r));
	r->fds = count_fds();
	pthread_mutex_init(&r->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&r->news, &attr);
	pthread_condattr_destroy(&attr);
	CHECK(reactor_acquire(&r->reactor) == 0);
}

struct room_line *room_add(struct sip_room *r, const struct sip_line_config *config,
	enum room_manner manner)
{
	struct room_line *l = &r->lines[r->line_count++];
	struct order o = {.l = l, .config = config};

	*l = (struct room_line){.room = r, .manner = manner, .end = &l->notes};
	reactor_call(r->reactor, create, &o);
	l->err = o.err;
	return o.err ? NULL : l;
}

void room_remove(struct room_line *l)
{
	struct order o = {.l = l};

	if (l->line)
		reactor_call(l->room->reactor, destroy, &o);
}

static void wait_until(struct sip_room *r, const bool *done)
{
	while (!*done)
		pthread_cond_wait(&r->news, &r->lock);
}

bool room_farewell(struct room_line *l)
{
	struct order o = {.l = l};

	reactor_call(l->room->reactor, leave, &o);
	if (o.said) {
		pthread_mutex_lock(&l->room->lock);
		wait_until(l->room, &o.done);
		pthread_mutex_unlock(&l->room->lock);
	}
	return o.said;
}

void room_close(struct sip_room *r)
{
	for (unsigned i = 0; i < r->line_count; i++)
		room_remove(&r->lines[i]);
	reactor_release(r->reactor);
	CHECK(count_fds() == r->fds);
	for (unsigned i = 0; i < r->line_count; i++)
		while (r->lines[i].notes) {
			struct room_note *n = r->lines[i].notes;

			r->lines[i].notes = n->next;
			free(n);
		}
	pthread_cond_destroy(&r->news);
	pthread_mutex_destroy(&r->lock);
}

struct room_line *room_server(struct sip_room *r, const char *station,
	enum room_manner manner, unsigned *ret_port)
{
	struct sip_line_config config = {.mode = SIP_SERVER, .station = station};
	struct room_line *l = room_add(r, &config, manner);

	if (CHECK(l))
		*ret_port = room_wait_state(l, SIP_LISTENING).port;
	return l;
}

int room_answer(struct room_line *l, uint32_t number, const struct sip_media *ours)
{
	struct order o = {.l = l, .call = number, .ours = ours};

	reactor_call(l->room->reactor, answer, &o);
	return o.err;
}

int room_hang_up(struct room_line *l, uint32_t number)
{
	struct order o = {.l = l, .call = number};

	reactor_call(l->room->reactor, hang_up, &o);
	return o.err;
}

int room_reject(struct room_line *l, uint32_t number)
{
	struct order o = {.l = l, .call = number};

	reactor_call(l->room->reactor, reject, &o);
	return o.err;
}

int room_call(struct room_line *l, const char *number, uint32_t *ret_call)
{
	struct order o = {.l = l, .words = number};

	reactor_call(l->room->reactor, call, &o);
	*ret_call = o.call;
	return o.err;
}

int room_digits(struct room_line *l, uint32_t number, const char *words)
{
	struct order o = {.l = l, .call = number, .words = words};

	reactor_call(l->room->reactor, digits, &o);
	return o.err;
}

static bool is_free(const char *address, unsigned port, int type)
{
	struct sockaddr_in at = {
		.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);
	bool bound;

	inet_pton(AF_INET, address, &at.sin_addr);
	bound = bind(fd, (struct sockaddr *)&at, sizeof(at)) == 0;
	close(fd);
	return bound;
}

/* Rationale: not one of those that the system gives to connections; they come and go. */
unsigned room_free_port(const char *address)
{
	enum { FIRST = 10000, COUNT = 20000 };
	unsigned port;

	do {
		unsigned number = 0;

		if (getrandom(&number, sizeof(number), 0) < 0)
			abort();
		port = FIRST + number % COUNT;
	} while (!is_free(address, port, SOCK_DGRAM) ||
		 !is_free(address, port, SOCK_STREAM));
	return port;
}
