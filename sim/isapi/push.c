/* SPDX-License-Identifier: Apache-2.0 */
/* push.c - messages on their way to where a station was told to push them. */

#include "push.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

enum { PAUSE_MS = 2, LIMIT_MS = 5000 };

struct push {
	struct le le;
	struct pushes *pushes;
	struct tcp_conn *tcp;
	struct mbuf *bytes;
	size_t piece;
	struct tmr pause;
	struct tmr limit;
};

static void push_destructor(void *data)
{
	struct push *push = data;

	tmr_cancel(&push->pause);
	tmr_cancel(&push->limit);
	list_unlink(&push->le);
	mem_deref(push->tcp);
	mem_deref(push->bytes);
}

static void push_end(struct push *push)
{
	struct pushes *pushes = push->pushes;
	bool all = !mbuf_get_left(push->bytes);

	mem_deref(push);
	pushes->ops->sent(all, pushes->user);
}

static void too_long(void *arg)
{
	push_end(arg);
}

static void closed(int err, void *arg)
{
	push_end(arg);
}

static void send_piece(void *arg)
{
	struct push *push = arg;
	size_t left = mbuf_get_left(push->bytes);
	struct mbuf view = *push->bytes;

	if (push->piece && push->piece < left)
		left = push->piece;
	view.end = view.pos + left;
	if (tcp_send(push->tcp, &view))
		return; /* the limit ends it */
	push->bytes->pos += left;
	if (mbuf_get_left(push->bytes))
		tmr_start(&push->pause, PAUSE_MS, send_piece, push);
}

static void established(void *arg)
{
	struct push *push = arg;
	int yes = 1;

	(void)setsockopt(
		tcp_conn_fd(push->tcp), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
	send_piece(push);
}

/* Nothing that the other side says matters. */
static void received(struct mbuf *mb, void *arg)
{
}

void pushes_init(struct pushes *pushes, const struct push_ops *ops, void *user)
{
	pushes->ops = ops;
	pushes->user = user;
	list_init(&pushes->list);
}

void pushes_finish(struct pushes *pushes)
{
	list_flush(&pushes->list);
}

int pushes_send(struct pushes *pushes, const struct sa *to, const uint8_t *bytes,
	size_t size, size_t piece)
{
	struct push *push = mem_zalloc(sizeof(*push), push_destructor);
	int err;

	if (!push)
		return -ENOMEM;
	push->pushes = pushes;
	push->piece = piece;
	push->bytes = mbuf_alloc(size);
	err = push->bytes ? mbuf_write_mem(push->bytes, bytes, size) : ENOMEM;
	if (!err) {
		push->bytes->pos = 0;
		err = tcp_connect(&push->tcp, to, established, received, closed, push);
	}
	if (err) {
		mem_deref(push);
		return -err;
	}
	list_append(&pushes->list, &push->le, push);
	tmr_start(&push->limit, LIMIT_MS, too_long, push);
	return 0;
}
