/* SPDX-License-Identifier: Apache-2.0 */
/* bare-agent.c - the shortest program that rings with libre: a session socket on a loop of
 * its own, 180 to whoever calls. Nothing is checked, and nobody is told. */

#include "ring-subject.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

#include "re-compat.h"

enum { HASH_SIZE = 16 };

enum order { ORDER_OPEN, ORDER_CLOSE, ORDER_END };

struct bare_agent {
	struct ring_subject subject; /* first */
	pthread_t thread;
	struct mqueue *orders;
	sem_t done;
	struct sip *sip;
	struct sipsess_sock *socket;
	struct sipsess *session;
};

static int offered(struct mbuf **ret_description, const struct sip_msg *msg, void *arg)
{
	(void)ret_description;
	(void)msg;
	(void)arg;
	return 0;
}

static int answered(const struct sip_msg *msg, void *arg)
{
	(void)msg;
	(void)arg;
	return 0;
}

static void ended(int err, const struct sip_msg *msg, void *arg)
{
	struct bare_agent *b = arg;

	(void)err;
	(void)msg;
	b->session = mem_deref(b->session);
}

static void invited(const struct sip_msg *msg, void *arg)
{
	struct bare_agent *b = arg;

	atomic_store(&b->subject.rang_ns, bench_now_ns());
	b->session = mem_deref(b->session);
	(void)sipsess_accept(&b->session, b->socket, msg, 180, "Ringing",
		RE_SESS_REL100 "bare", "application/sdp", NULL, NULL, NULL, false,
		offered, answered, NULL, NULL, NULL, ended, b, NULL);
}

static void open_here(struct bare_agent *b)
{
	struct sa local;

	if (sa_set_str(&local, "127.0.0.1", 0) ||
		sip_alloc(&b->sip, NULL, HASH_SIZE, HASH_SIZE, HASH_SIZE, "bare", NULL,
			NULL) ||
		sip_transp_add(b->sip, SIP_TRANSP_UDP, &local) ||
		sipsess_listen(&b->socket, b->sip, HASH_SIZE, invited, b) ||
		sip_transp_laddr(b->sip, &local, SIP_TRANSP_UDP, &local))
		bench_give_up("no bare agent");
	b->subject.port = sa_port(&local);
}

static void close_here(struct bare_agent *b)
{
	b->session = mem_deref(b->session);
	b->socket = mem_deref(b->socket);
	sip_close(b->sip, true);
	b->sip = mem_deref(b->sip);
}

static void on_order(int id, void *data, void *arg)
{
	struct bare_agent *b = arg;

	(void)data;
	switch ((enum order)id) {
	case ORDER_OPEN: open_here(b); break;
	case ORDER_CLOSE: close_here(b); break;
	case ORDER_END: re_cancel(); break;
	}
	sem_post(&b->done);
}

static void *run(void *user)
{
	struct bare_agent *b = user;

	bench_pin(BENCH_SUBJECT);
	if (re_loop_open() || mqueue_alloc(&b->orders, on_order, b))
		bench_give_up("no loop");
	sem_post(&b->done);
	re_main(NULL);
	mem_deref(b->orders);
	re_loop_close();
	return NULL;
}

static void order(struct bare_agent *b, enum order what)
{
	if (mqueue_push(b->orders, (int)what, NULL))
		bench_give_up("no order");
	sem_wait(&b->done);
}

static void open_it(struct ring_subject *s)
{
	order((struct bare_agent *)s, ORDER_OPEN);
}

static void close_it(struct ring_subject *s)
{
	order((struct bare_agent *)s, ORDER_CLOSE);
}

static void destroy(struct ring_subject *s)
{
	struct bare_agent *b = (struct bare_agent *)s;

	order(b, ORDER_END);
	pthread_join(b->thread, NULL);
	sem_destroy(&b->done);
	free(b);
}

struct ring_subject *bare_agent_create(void)
{
	struct bare_agent *b = calloc(1, sizeof(*b));

	if (!b)
		bench_give_up("no memory");
	b->subject = (struct ring_subject){
		.name = "bare libre agent",
		.answer = "SIP/2.0 180",
		.is_sip = true,
		.open = open_it,
		.close = close_it,
		.destroy = destroy,
	};
	sem_init(&b->done, 0, 0);
	if (pthread_create(&b->thread, NULL, run, b))
		bench_give_up("no thread");
	sem_wait(&b->done);
	return &b->subject;
}
