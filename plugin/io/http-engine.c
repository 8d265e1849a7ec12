/* SPDX-License-Identifier: Apache-2.0 */
/* http-engine.c - libcurl's multi interface on the loop. */

#include "http-private.h"

#include "credential-book.h"

#include "reactor.h"
#include "timers.h"

#include <ares.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

struct http_engine {
	struct reactor *reactor;
	CURLM *multi;
	struct credential_book *credentials;
	struct timer timer; /* curl's next timeout */
	struct http_wire *to_sweep;
	unsigned in_curl;
};

/* Once in the life of the process, never undone: the host may use libcurl itself, and
 * the libraries are not unloaded. */
static void init_libraries(void)
{
	curl_global_init(CURL_GLOBAL_DEFAULT);
	ares_library_init(ARES_LIB_INIT_ALL);
}

static void collect_results(struct http_engine *e)
{
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(e->multi, &left))) {
		CURL *easy = m->easy_handle;
		CURLcode code = m->data.result;
		struct http_wire *w;

		if (m->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&w);
		curl_multi_remove_handle(e->multi, easy);
		http_wire_over(w, code);
	}
}

/* Curl is entered here and nowhere else, but for adding and removing. */
static void turn(struct http_engine *e, curl_socket_t fd, int flags)
{
	int running;

	e->in_curl++;
	curl_multi_socket_action(e->multi, fd, flags, &running);
	e->in_curl--;
	while (e->to_sweep) {
		struct http_wire *w = e->to_sweep;

		e->to_sweep = *http_wire_next_swept(w);
		*http_wire_next_swept(w) = NULL;
		http_wire_sweep(w);
	}
	collect_results(e);
}

static void on_ready(int fd, int events, void *user)
{
	turn(user, fd,
		(events & WATCH_READ ? CURL_CSELECT_IN : 0) |
			(events & WATCH_WRITE ? CURL_CSELECT_OUT : 0));
}

static int want_socket(CURL *easy, curl_socket_t fd, int what, void *user, void *socket)
{
	struct http_engine *e = user;
	struct watch *w = socket;
	int events = (what & CURL_POLL_IN ? WATCH_READ : 0) |
		     (what & CURL_POLL_OUT ? WATCH_WRITE : 0);

	(void)easy;
	if (what == CURL_POLL_REMOVE) {
		watch_destroy(w);
		return 0;
	}
	if (w)
		return watch_change(w, events) ? -1 : 0;
	if (watch_create(e->reactor, fd, events, on_ready, e, &w))
		return -1;
	curl_multi_assign(e->multi, fd, w);
	return 0;
}

static void on_timer(void *user)
{
	turn(user, CURL_SOCKET_TIMEOUT, 0);
}

static int want_timer(CURLM *multi, long after_ms, void *user)
{
	struct http_engine *e = user;

	(void)multi;
	if (after_ms < 0)
		timer_stop(&e->timer);
	else
		timer_start(reactor_timers(e->reactor), &e->timer, (unsigned)after_ms,
			on_timer, e);
	return 0;
}

/* Lanes keep their connections in pools of their own. The multi's pool stays empty, but
 * curl closes it with the signal option of the last transfer that used it; without one
 * it would change the process's SIGPIPE for a moment. */
static int calm_pool(struct http_engine *e)
{
	CURL *easy = curl_easy_init();
	bool ok = easy && !curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) &&
		  !curl_easy_setopt(easy, CURLOPT_URL, "http://127.0.0.1/") &&
		  !curl_multi_add_handle(e->multi, easy);

	if (ok)
		curl_multi_remove_handle(e->multi, easy);
	curl_easy_cleanup(easy);
	return ok ? 0 : -ENOMEM;
}

int http_engine_create(struct reactor *r, struct http_engine **ret_engine)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct http_engine *e = calloc(1, sizeof(*e));

	if (!e)
		return -ENOMEM;
	pthread_once(&once, init_libraries);
	e->reactor = r;
	e->multi = curl_multi_init();
	if (!e->multi || calm_pool(e) < 0 ||
		credential_book_create(reactor_timers(r), &e->credentials)) {
		http_engine_destroy(e);
		return -ENOMEM;
	}
	http_wakeup_hide(e->multi);
	curl_multi_setopt(e->multi, CURLMOPT_SOCKETFUNCTION, want_socket);
	curl_multi_setopt(e->multi, CURLMOPT_SOCKETDATA, e);
	curl_multi_setopt(e->multi, CURLMOPT_TIMERFUNCTION, want_timer);
	curl_multi_setopt(e->multi, CURLMOPT_TIMERDATA, e);
	curl_multi_setopt(e->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
	*ret_engine = e;
	return 0;
}

void http_engine_destroy(struct http_engine *e)
{
	if (!e)
		return;
	if (e->multi)
		curl_multi_cleanup(e->multi);
	timer_stop(&e->timer);
	credential_book_destroy(e->credentials);
	free(e);
}

int http_engine_add(struct http_engine *e, CURL *easy)
{
	switch (curl_multi_add_handle(e->multi, easy)) {
	case CURLM_OK: return 0;
	case CURLM_OUT_OF_MEMORY: return -ENOMEM;
	default: return -EIO;
	}
}

struct credential_book *http_credentials(struct reactor *r)
{
	return reactor_http(r)->credentials;
}

bool http_engine_in_curl(const struct http_engine *e)
{
	return e->in_curl;
}

void http_engine_sweep_later(struct http_engine *e, struct http_wire *w)
{
	*http_wire_next_swept(w) = e->to_sweep;
	e->to_sweep = w;
}

CURLM *http_engine_multi(const struct http_engine *e)
{
	return e->multi;
}
