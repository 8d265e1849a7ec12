/* SPDX-License-Identifier: Apache-2.0 */
/* sip-exchange.c - one request of ours, with the login when it is asked for. */

#include <errno.h>
#include <stdlib.h>

#include "sip-words.h"

#include "sip-exchange.h"

enum {
	TRIES_MAX = 2,      /* logins refused in one exchange */
	CHALLENGES_MAX = 4, /* in one exchange, whatever they say */
	HOP_CAP = 96,
	HEADERS_MAX = 8192,
};

struct sip_exchange {
	struct sip *sip;
	struct sip_request *request;
	char *method, *uri, *headers, *body, *body_type;
	size_t body_len;
	char hop[HOP_CAP];
	struct sip_account *account;
	uint32_t *cseq;
	bool authorized; /* the request on its way carries the login */
	bool cancelled;
	unsigned refused, challenges;
	sip_exchange_fn *answer;
	void *user;
};

static void answered(int err, const struct sip_msg *msg, void *arg);

static int write_headers(struct sip_exchange *x, struct buffer *out)
{
	int err = buffer_appendf(
		out, "%sCSeq: %u %s\r\n", x->headers, (unsigned)++*x->cseq, x->method);

	x->authorized = x->account && x->account->challenge.algorithm != DIGEST_NONE;
	if (!err && x->account)
		err = sip_account_authorize(x->account, x->method, x->uri, out);
	if (!err && x->body_len)
		err = buffer_appendf(out, "Content-Type: %s\r\n", x->body_type);
	if (!err)
		err = buffer_appendf(out, "Content-Length: %zu\r\n\r\n", x->body_len);
	return err ? err : buffer_append(out, (struct bytes){x->body, x->body_len});
}

static int send_it(struct sip_exchange *x)
{
	struct buffer out;
	struct uri route;
	struct pl hop;
	int err;

	buffer_init(&out, HEADERS_MAX);
	pl_set_str(&hop, x->hop);
	err = write_headers(x, &out);
	if (!err && uri_decode(&route, &hop))
		err = -EIO;
	if (!err && sip_requestf(&x->request, x->sip, true, x->method, x->uri, &route,
			    NULL, NULL, answered, x, "%b", out.data, out.len))
		err = -EIO;
	if (out.data)
		explicit_bzero(out.data, out.len);
	buffer_finish(&out);
	return err;
}

static bool is_challenge(const struct sip_msg *msg)
{
	return msg->scode == 401 || msg->scode == 407;
}

/* @return 0: sent again; else why not */
static int challenged(struct sip_exchange *x, const struct sip_msg *msg)
{
	int err;

	if (!x->account)
		return -EACCES;
	err = sip_account_challenged(x->account, msg);
	if (err)
		return err;
	if (x->authorized && !x->account->challenge.stale)
		x->refused++;
	if (x->refused >= TRIES_MAX || ++x->challenges > CHALLENGES_MAX)
		return -EACCES;
	return x->cancelled ? -ECANCELED : send_it(x);
}

static void answered(int err, const struct sip_msg *msg, void *arg)
{
	struct sip_exchange *x = arg;

	if (err)
		err = -err;
	else if (is_challenge(msg)) {
		err = challenged(x, msg);
		if (!err)
			return;
	}
	/* The remembered nonce was no use: do not offer it unasked again. */
	if (err == -EACCES && x->account)
		x->account->challenge = (struct digest_challenge){0};
	x->answer(err, msg, x->user);
}

static void exchange_free(struct sip_exchange *x)
{
	free(x->method);
	free(x->uri);
	free(x->headers);
	free(x->body);
	free(x->body_type);
	free(x);
}

int sip_exchange_create(struct sip *sip, const struct sip_exchange_plan *plan,
	sip_exchange_fn *answer, void *user, struct sip_exchange **ret_exchange)
{
	struct sip_exchange *x = calloc(1, sizeof(*x));
	int err = -ENOMEM;

	if (!x)
		return -ENOMEM;
	x->sip = sip;
	x->method = bytes_copy(bytes_from(plan->method));
	x->uri = bytes_copy(bytes_from(plan->uri));
	x->headers = bytes_copy(bytes_from(plan->headers));
	x->body = bytes_copy(plan->body);
	x->body_len = plan->body.len;
	x->body_type = bytes_copy(bytes_from(plan->body_type));
	x->account = plan->account;
	x->cseq = plan->cseq;
	x->answer = answer;
	x->user = user;
	sip_hop_text(plan->to, plan->transport, x->hop, sizeof(x->hop));
	if (x->method && x->uri && x->headers && x->body && x->body_type)
		err = send_it(x);
	if (err) {
		exchange_free(x);
		return err;
	}
	*ret_exchange = x;
	return 0;
}

void sip_exchange_destroy(struct sip_exchange *x)
{
	if (!x)
		return;
	mem_deref(x->request); /* libre calls back no more, and cancels by itself */
	exchange_free(x);
}

void sip_exchange_cancel(struct sip_exchange *x)
{
	x->cancelled = true;
	if (x->request)
		sip_request_cancel(x->request);
}

bool sip_exchange_authorized(const struct sip_exchange *x)
{
	return x->authorized;
}
