/* SPDX-License-Identifier: Apache-2.0 */
/* http-wire.c - one kept-alive connection, one transfer at a time, through libcurl.
 *
 * A wire never sends a request twice: curl repeats one by itself when a kept connection
 * dies under it, and a door must not open twice. */

#include "http-private.h"

#include "http-tls.h"
#include "http.h"
#include "io-version.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
	READ_BYTES =
		2048,    /* curl reads up to 100 times this before others have a turn */
	IDLE_MAX_S = 30, /* how long an idle connection may be used again */
	IDLE_CAREFUL_S = 2, /* the same for what must not fail on a dead one */
	KEEPALIVE_IDLE_S = 20,
	KEEPALIVE_EVERY_S = 5,
};

struct http_wire {
	struct http_engine *engine;
	struct http_tls *tls;
	const struct http_wire_listener *to;
	void *user;
	CURL *easy;
	CURLSH *pool; /* this wire's connection, so that it can be closed alone */
	struct curl_slist *headers, *resolve;
	struct http_wire *next_swept;
	bool added;     /* curl has it */
	bool aborted;   /* and shall give it back */
	bool destroyed; /* and then it is freed */
	unsigned sent;  /* times a request went out, of this transfer */
	int own_err;    /* why we ended the transfer ourselves */
	char reason[CURL_ERROR_SIZE];
};

static curl_socket_t open_socket(
	void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
	(void)user;
	(void)purpose;
	return socket(
		address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* Curl is about to send a request. The second time it does so in one transfer, the first
 * was lost with its connection, or was not. */
static int before_request(
	void *user, char *their_ip, char *our_ip, int their_port, int our_port)
{
	struct http_wire *w = user;

	(void)their_ip, (void)our_ip, (void)their_port, (void)our_port;
	if (w->aborted)
		return CURL_PREREQFUNC_ABORT;
	if (w->sent) {
		w->own_err = -ECONNRESET;
		return CURL_PREREQFUNC_ABORT;
	}
	w->sent++;
	return CURL_PREREQFUNC_OK;
}

/* @return what curl wants: all of it, or anything else to end the transfer. `err` is
 * what the owner said; it may have aborted or destroyed the wire meanwhile. */
static size_t verdict(struct http_wire *w, int err, size_t len)
{
	if (w->aborted)
		return 0;
	if (err) {
		w->own_err = err;
		return 0;
	}
	return len;
}

static size_t on_head(char *data, size_t size, size_t count, void *user)
{
	struct http_wire *w = user;
	size_t len = size * count;
	struct bytes line = {data, len};

	if (w->aborted)
		return 0;
	while (line.len &&
		(line.data[line.len - 1] == '\n' || line.data[line.len - 1] == '\r'))
		line.len--;
	return verdict(w, w->to->head(line, w->user), len);
}

static size_t on_body(char *data, size_t size, size_t count, void *user)
{
	struct http_wire *w = user;
	size_t len = size * count;

	if (w->aborted)
		return 0;
	return verdict(w, w->to->body((struct bytes){data, len}, w->user), len);
}

static bool set_constants(struct http_wire *w)
{
	CURL *c = w->easy;

	return !(curl_easy_setopt(c, CURLOPT_PRIVATE, w) ||
		 curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L) ||
		 curl_easy_setopt(c, CURLOPT_ERRORBUFFER, w->reason) ||
		 curl_easy_setopt(
			 c, CURLOPT_PROTOCOLS_STR, w->tls->on ? "https" : "http") ||
		 curl_easy_setopt(
			 c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) ||
		 curl_easy_setopt(c, CURLOPT_PROXY, "") ||
		 curl_easy_setopt(c, CURLOPT_CAPATH, NULL) ||
		 curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED) ||
		 curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L) ||
		 curl_easy_setopt(c, CURLOPT_PATH_AS_IS, 1L) ||
		 curl_easy_setopt(c, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L) ||
		 curl_easy_setopt(c, CURLOPT_USERAGENT, "Gatehouse/" IO_VERSION) ||
		 curl_easy_setopt(c, CURLOPT_HTTP_CONTENT_DECODING, 0L) ||
		 curl_easy_setopt(c, CURLOPT_BUFFERSIZE, (long)READ_BYTES) ||
		 curl_easy_setopt(
			 c, CURLOPT_CONNECTTIMEOUT_MS, (long)HTTP_CONNECT_LIMIT_MS) ||
		 curl_easy_setopt(c, CURLOPT_TCP_NODELAY, 1L) ||
		 curl_easy_setopt(c, CURLOPT_TCP_KEEPALIVE, 1L) ||
		 curl_easy_setopt(c, CURLOPT_TCP_KEEPIDLE, (long)KEEPALIVE_IDLE_S) ||
		 curl_easy_setopt(c, CURLOPT_TCP_KEEPINTVL, (long)KEEPALIVE_EVERY_S) ||
		 curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket) ||
		 curl_easy_setopt(c, CURLOPT_PREREQFUNCTION, before_request) ||
		 curl_easy_setopt(c, CURLOPT_PREREQDATA, w) ||
		 curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_head) ||
		 curl_easy_setopt(c, CURLOPT_HEADERDATA, w) ||
		 curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body) ||
		 curl_easy_setopt(c, CURLOPT_WRITEDATA, w));
}

int http_wire_create(struct http_engine *engine, struct http_tls *tls,
	const struct http_wire_listener *to, void *user, struct http_wire **ret_wire)
{
	struct http_wire *w = calloc(1, sizeof(*w));

	if (!w)
		return -ENOMEM;
	w->engine = engine;
	w->tls = tls;
	w->to = to;
	w->user = user;
	w->easy = curl_easy_init();
	if (!w->easy || !set_constants(w)) {
		http_wire_destroy(w);
		return -ENOMEM;
	}
	*ret_wire = w;
	return 0;
}

static bool add_header(struct curl_slist **list, const char *name, const char *value)
{
	char line[2048];
	struct curl_slist *longer;
	int len = snprintf(line, sizeof(line), "%s: %s", name, value);

	if (len < 0 || (size_t)len >= sizeof(line))
		return false;
	longer = curl_slist_append(*list, line);
	explicit_bzero(line, sizeof(line));
	if (longer)
		*list = longer;
	return longer;
}

static void drop_lists(struct http_wire *w)
{
	curl_easy_setopt(w->easy, CURLOPT_HTTPHEADER, NULL);
	curl_easy_setopt(w->easy, CURLOPT_RESOLVE, NULL);
	curl_slist_free_all(w->headers);
	curl_slist_free_all(w->resolve);
	w->headers = NULL;
	w->resolve = NULL;
}

static bool set_lists(struct http_wire *w, const struct http_transfer *t)
{
	/* "Expect:" without a value: none. The same for the type of an empty body. */
	struct curl_slist *none = curl_slist_append(NULL, "Expect:");

	w->headers = none;
	if (!none)
		return false;
	if (t->content_type) {
		if (!add_header(&w->headers, "Content-Type", t->content_type))
			return false;
	} else if (!curl_slist_append(w->headers, "Content-Type:")) {
		return false;
	}
	if (t->authorization &&
		!add_header(&w->headers, "Authorization", t->authorization))
		return false;
	if (t->resolve && !(w->resolve = curl_slist_append(NULL, t->resolve)))
		return false;
	return !curl_easy_setopt(w->easy, CURLOPT_HTTPHEADER, w->headers) &&
	       !curl_easy_setopt(w->easy, CURLOPT_RESOLVE, w->resolve);
}

static bool set_method(struct http_wire *w, const struct http_transfer *t)
{
	CURL *c = w->easy;

	/* The plain verb first: it resets what the one before left. */
	if (curl_easy_setopt(c, CURLOPT_HTTPGET, 1L) ||
		curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, NULL))
		return false;
	if (!strcmp(t->method, "GET") && !t->body.len)
		return true;
	if (t->body.len || strcmp(t->method, "DELETE") != 0)
		if (curl_easy_setopt(c, CURLOPT_POST, 1L) ||
			curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE,
				(curl_off_t)t->body.len) ||
			curl_easy_setopt(
				c, CURLOPT_POSTFIELDS, t->body.len ? t->body.data : ""))
			return false;
	return !curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, t->method);
}

static bool set_pool(struct http_wire *w)
{
	if (w->pool)
		return true;
	w->pool = curl_share_init();
	if (w->pool &&
		!curl_share_setopt(w->pool, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT) &&
		!curl_easy_setopt(w->easy, CURLOPT_SHARE, w->pool))
		return true;
	http_wire_close(w);
	return false;
}

int http_wire_start(struct http_wire *w, const struct http_transfer *t)
{
	int err = -ENOMEM;

	w->sent = 0;
	w->own_err = 0;
	w->reason[0] = '\0';
	if (set_pool(w) && set_lists(w, t) && set_method(w, t) &&
		http_tls_apply(w->tls, w->easy) &&
		!curl_easy_setopt(w->easy, CURLOPT_URL, t->url) &&
		!curl_easy_setopt(w->easy, CURLOPT_MAXAGE_CONN,
			(long)(t->careful ? IDLE_CAREFUL_S : IDLE_MAX_S)))
		err = http_engine_add(w->engine, w->easy);
	if (err)
		drop_lists(w);
	else
		w->added = true;
	return err;
}

/* errno of a connection that was not made */
static int connect_err(CURL *easy)
{
	long number = 0;

	curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &number);
	switch (number) {
	case ETIMEDOUT:
	case ECONNREFUSED: return -(int)number;
	case EHOSTUNREACH:
	case ENETUNREACH:
	case ENETDOWN:
	case EHOSTDOWN: return -EHOSTUNREACH;
	case EMFILE:
	case ENFILE: return -EMFILE;
	default: return -EIO;
	}
}

static int to_err(const struct http_wire *w, CURLcode code)
{
	int tls_err = http_tls_err(w->tls, code);

	if (w->own_err)
		return w->own_err;
	if (tls_err)
		return tls_err;
	switch (code) {
	case CURLE_OK: return 0;
	case CURLE_COULDNT_CONNECT: return connect_err(w->easy);
	case CURLE_OPERATION_TIMEDOUT: return -ETIMEDOUT;
	case CURLE_COULDNT_RESOLVE_HOST: return -ENOENT;
	case CURLE_OUT_OF_MEMORY: return -ENOMEM;
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
	case CURLE_GOT_NOTHING:
	case CURLE_PARTIAL_FILE: return -ECONNRESET;
	case CURLE_WEIRD_SERVER_REPLY:
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_BAD_CONTENT_ENCODING: return -EPROTO;
	default: return -EIO;
	}
}

void http_wire_over(struct http_wire *w, CURLcode code)
{
	int err = to_err(w, code);

	w->added = false;
	drop_lists(w);
	w->to->done(err, w->reason[0] ? w->reason : curl_easy_strerror(code), w->user);
}

void http_wire_abort(struct http_wire *w)
{
	if (!w->added || w->aborted)
		return;
	w->aborted = true;
	if (http_engine_in_curl(w->engine))
		http_engine_sweep_later(w->engine, w);
	else
		http_wire_sweep(w);
}

void http_wire_sweep(struct http_wire *w)
{
	curl_multi_remove_handle(http_engine_multi(w->engine), w->easy);
	w->added = false;
	w->aborted = false;
	drop_lists(w);
	if (w->destroyed)
		http_wire_destroy(w);
}

void http_wire_close(struct http_wire *w)
{
	if (!w->pool || w->added)
		return;
	curl_easy_setopt(w->easy, CURLOPT_SHARE, NULL);
	curl_share_cleanup(w->pool);
	w->pool = NULL;
}

void http_wire_destroy(struct http_wire *w)
{
	if (!w)
		return;
	http_wire_abort(w);
	if (w->added) { /* we are in a callback of curl: when it returns */
		w->destroyed = true;
		return;
	}
	if (w->easy) {
		drop_lists(w);
		http_wire_close(w);
		curl_easy_cleanup(w->easy);
	}
	free(w);
}

bool http_wire_busy(const struct http_wire *w)
{
	return w->added;
}

bool http_wire_sent(const struct http_wire *w)
{
	return w->sent;
}

struct http_wire **http_wire_next_swept(struct http_wire *w)
{
	return &w->next_swept;
}
