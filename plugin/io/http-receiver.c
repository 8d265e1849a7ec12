/* SPDX-License-Identifier: Apache-2.0 */
/* http-receiver.c - an HTTP server for one purpose: one device posts its alerts. */

#include "http-receiver.h"

#include "buffer.h"
#include "listener.h"
#include "post-reader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	/* What multipart_next() may need, and the piece that made it enough. */
	BODY_BUFFER_MAX =
		MULTIPART_HEADERS_MAX + MULTIPART_PART_MAX + 2 * POST_LINE_MAX,
};

/* What one guest is posting. */
struct reader {
	struct post post;
	struct multipart multipart;
	struct buffer body;
};

struct http_receiver {
	struct listener *listener;
	const struct http_receiver_ops *ops;
	void *user;
	char path[POST_PATH_MAX + 1];
	struct http_receiver_counts counts;
	struct reader readers[LISTENER_GUESTS_MAX];
};

static const struct listener_rules rules = {
	.guests = LISTENER_GUESTS_MAX,
	.untaken_max = POST_LINE_MAX + 1,
	.message_ms = RECEIVER_REQUEST_MS,
	.between_ms = RECEIVER_BETWEEN_MS,
};

static void forget_body(struct http_receiver *h, struct reader *r)
{
	h->counts.framing_faults += r->multipart.faults;
	r->multipart = (struct multipart){0};
	buffer_finish(&r->body);
}

/* Answer, and end the connection. @return what ends it */
static int refuse(struct guest *g, struct bytes answer)
{
	(void)guest_answer(g, answer);
	return -ECONNABORTED;
}

static int begin(struct http_receiver *h, struct guest *g, const struct post *post)
{
	if (!post->is_post || strcmp(post->path, h->path)) {
		h->counts.strangers++;
		return refuse(g, BYTES("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n"
				       "Connection: close\r\n\r\n"));
	}
	h->ops->knocked(h->user);
	return post->expects ? guest_answer(g, BYTES("HTTP/1.1 100 Continue\r\n\r\n"))
			     : 0;
}

static int take_piece(struct http_receiver *h, struct reader *r, struct bytes piece)
{
	struct part part;
	ssize_t used;
	bool found;
	int err;

	if (r->post.has_media)
		return 0;
	err = buffer_append(&r->body, piece);
	if (err)
		return err;
	while ((used = multipart_next(
			&r->multipart, buffer_bytes(&r->body), &found, &part))) {
		if (found)
			h->ops->part(&part, h->user);
		buffer_consume(&r->body, (size_t)used);
	}
	return 0;
}

static int end(struct http_receiver *h, struct guest *g, struct reader *r, bool stays)
{
	h->counts.requests++;
	forget_body(h, r);
	guest_delivered(g);
	if (!stays)
		return refuse(g, BYTES("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"
				       "Connection: close\r\n\r\n"));
	return guest_answer(g, BYTES("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"
				     "Connection: keep-alive\r\n\r\n"));
}

static int broken(struct http_receiver *h, struct guest *g, ssize_t err)
{
	h->counts.broken++;
	if (err == -EMSGSIZE)
		return refuse(
			g, BYTES("HTTP/1.1 413 Payload Too Large\r\n"
				 "Content-Length: 0\r\nConnection: close\r\n\r\n"));
	return refuse(g, BYTES("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n"
			       "Connection: close\r\n\r\n"));
}

static ssize_t take_bytes(struct guest *g, struct bytes in, void *user)
{
	struct http_receiver *h = user;
	struct reader *r = &h->readers[guest_place(g)];
	struct bytes piece = {0};
	size_t used = 0;

	for (;;) {
		bool stays = r->post.stays;
		enum post_news news;
		ssize_t n = post_next(&r->post, bytes_skip(in, used), &news, &piece);
		int err = 0;

		if (n < 0)
			return broken(h, g, n);
		used += (size_t)n;
		switch (news) {
		case POST_NOTHING:
			if (!n)
				return (ssize_t)used;
			break;
		case POST_BEGINS: err = begin(h, g, &r->post); break;
		case POST_BODY: err = take_piece(h, r, piece); break;
		case POST_ENDS: err = end(h, g, r, stays); break;
		}
		if (err)
			return err;
	}
}

static void gone(unsigned place, void *user)
{
	struct http_receiver *h = user;
	struct reader *r = &h->readers[place];

	forget_body(h, r);
	r->post = (struct post){.body_max = RECEIVER_BODY_MAX};
}

static const struct listener_ops listener_ops = {.data = take_bytes, .gone = gone};

int http_receiver_create(struct reactor *r, const char *peers, unsigned port,
	const char *path, const struct http_receiver_ops *ops, void *user,
	struct http_receiver **ret_receiver)
{
	struct http_receiver *h;
	int err;

	if (*path != '/' || strlen(path) > POST_PATH_MAX)
		return -EINVAL;
	h = calloc(1, sizeof(*h));
	if (!h)
		return -ENOMEM;
	h->ops = ops;
	h->user = user;
	memcpy(h->path, path, strlen(path) + 1);
	for (unsigned i = 0; i < LISTENER_GUESTS_MAX; i++) {
		h->readers[i].post.body_max = RECEIVER_BODY_MAX;
		buffer_init(&h->readers[i].body, BODY_BUFFER_MAX);
	}
	err = listener_create(r, peers, port, &rules, &listener_ops, h, &h->listener);
	if (err) {
		free(h);
		return err;
	}
	*ret_receiver = h;
	return 0;
}

/* The listener takes leave of every guest, and with it of what it holds. */
void http_receiver_destroy(struct http_receiver *h)
{
	if (!h)
		return;
	listener_destroy(h->listener);
	free(h);
}

struct listener *http_receiver_listener(struct http_receiver *h)
{
	return h->listener;
}

const struct http_receiver_counts *http_receiver_counts(const struct http_receiver *h)
{
	return &h->counts;
}
