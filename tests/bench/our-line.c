/* SPDX-License-Identifier: Apache-2.0 */
/* our-line.c - a line of ours in server mode, on the reactor. */

#include "reactor.h"
#include "ring-subject.h"
#include "sip-line.h"

#include <semaphore.h>
#include <stdlib.h>

struct our_line {
	struct ring_subject subject; /* first */
	struct reactor *reactor;
	struct sip_line *line;
	sem_t listens;
};

static void on_ring(const struct sip_ring *ring, void *user)
{
	struct our_line *o = user;

	(void)ring;
	atomic_store(&o->subject.rang_ns, bench_now_ns());
}

static void on_established(uint32_t call, const struct sip_media *peer, void *user)
{
	(void)call;
	(void)peer;
	(void)user;
}

static void on_ended(uint32_t call, enum sip_end why, unsigned code, void *user)
{
	(void)call;
	(void)why;
	(void)code;
	(void)user;
}

static void on_status(const struct sip_line_status *status, void *user)
{
	struct our_line *o = user;

	if (status->state != SIP_LISTENING)
		return;
	o->subject.port = status->port;
	sem_post(&o->listens);
}

static void on_digit(uint32_t call, char digit, void *user)
{
	(void)call;
	(void)digit;
	(void)user;
}

static const struct sip_line_listener listener = {
	.ring = on_ring,
	.established = on_established,
	.ended = on_ended,
	.status = on_status,
	.digit = on_digit,
};

static void pin(void *user)
{
	(void)user;
	bench_pin(BENCH_SUBJECT);
}

static void create_line(void *user)
{
	struct our_line *o = user;
	struct sip_line_config config = {.mode = SIP_SERVER, .station = "127.0.0.1"};

	if (sip_line_create(o->reactor, &config, &listener, NULL, o, &o->line) < 0)
		bench_give_up("no line");
}

static void destroy_line(void *user)
{
	struct our_line *o = user;

	sip_line_destroy(o->line);
}

static void open_it(struct ring_subject *s)
{
	struct our_line *o = (struct our_line *)s;

	if (reactor_call(o->reactor, create_line, o) < 0)
		bench_give_up("no memory");
	sem_wait(&o->listens);
}

static void close_it(struct ring_subject *s)
{
	struct our_line *o = (struct our_line *)s;

	if (reactor_call(o->reactor, destroy_line, o) < 0)
		bench_give_up("no memory");
}

static void destroy(struct ring_subject *s)
{
	struct our_line *o = (struct our_line *)s;

	reactor_release(o->reactor);
	sem_destroy(&o->listens);
	free(o);
}

struct ring_subject *our_line_create(void)
{
	struct our_line *o = calloc(1, sizeof(*o));

	if (!o)
		bench_give_up("no memory");
	o->subject = (struct ring_subject){
		.name = "Gatehouse",
		.answer = "SIP/2.0 180",
		.is_sip = true,
		.open = open_it,
		.close = close_it,
		.destroy = destroy,
	};
	sem_init(&o->listens, 0, 0);
	if (reactor_acquire(&o->reactor) < 0 || reactor_call(o->reactor, pin, NULL) < 0)
		bench_give_up("no reactor");
	return &o->subject;
}
