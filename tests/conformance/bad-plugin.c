/* SPDX-License-Identifier: Apache-2.0 */
/* bad-plugin.c - a provider that does on purpose what the setting "fault" names.
 *
 * Without a fault it is a good provider of no devices: a thread connects to "host" and
 * "port", reports how that went, and keeps "settings.check" waiting until stop().
 * Faults of linking and of the entry are chosen when compiling (bad-link.h).
 */

#include "bad-faults.h"
#include "bad-link.h"
#include "device_provider.h"

#include <arpa/inet.h>
#include <errno.h>
#include <jansson.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_PENDING = 64, NO_FD = -1 };

struct dp_instance {
	const dp_host *host;
	struct bad bad; /* which fault, and what it needs to remember */
	char address[64];
	uint16_t port;
	bool running;
	pthread_t thread;
	int wake;
	pthread_mutex_t lock;
	uint64_t pending[MAX_PENDING]; /* 0: free */
};

static bool read_settings(dp_instance *p, const char *text)
{
	json_t *settings = json_loads(text, 0, NULL);
	const char *host = json_string_value(json_object_get(settings, "host"));
	const char *fault = json_string_value(json_object_get(settings, "fault"));
	json_t *port = json_object_get(settings, "port");
	bool good = host && strlen(host) < sizeof(p->address) && json_is_integer(port);

	if (good) {
		memcpy(p->address, host, strlen(host) + 1);
		p->port = (uint16_t)json_integer_value(port);
		bad_choose(&p->bad, fault ? fault : "none");
	}
	json_decref(settings);
	return good;
}

/* -------------------------------------------------------------- the thread ---- */

/* @return a socket on its way to being connected, or -1 */
static int begin_connect(const dp_instance *p)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(p->port)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0 || inet_pton(AF_INET, p->address, &a.sin_addr) != 1 ||
		(connect(fd, (struct sockaddr *)&a, sizeof(a)) < 0 &&
			errno != EINPROGRESS)) {
		if (fd >= 0)
			close(fd);
		return NO_FD;
	}
	return fd;
}

/* Wait for the socket or for stop(). @return did the socket come first? */
static bool await(const dp_instance *p, int fd, short events)
{
	struct pollfd fds[] = {
		{.fd = p->wake, .events = POLLIN}, {.fd = fd, .events = events}};

	while (poll(fds, 2, -1) < 0 && errno == EINTR)
		;
	return !fds[0].revents;
}

static void talk(dp_instance *p, int fd)
{
	static const char hello[] = "GET / HTTP/1.1\r\n\r\n";
	char buf[256];

	(void)!send(fd, hello, sizeof(hello) - 1, MSG_NOSIGNAL);
	while (await(p, fd, POLLIN)) {
		if (recv(fd, buf, sizeof(buf), 0) <= 0)
			break;
		bad_heard(&p->bad, buf);
	}
}

static void *work(void *user)
{
	dp_instance *p = user;
	int fd = begin_connect(p), err = ECONNREFUSED;
	socklen_t len = sizeof(err);

	if (fd >= 0 && await(p, fd, POLLOUT))
		getsockopt(fd, SOL_SOCKET, SO_ERROR, &err, &len);
	if (!bad_is(&p->bad, "says-nothing"))
		p->host->set_status(p->host, "", err ? DP_E_UNREACHABLE : DP_OK, "");
	if (!err)
		talk(p, fd);
	if (fd >= 0)
		close(fd);
	return NULL;
}

/* ----------------------------------------------------------------- replies ---- */

static void reply(dp_instance *p, uint64_t id, dp_status status)
{
	dp_reply r = {.size = sizeof(r), .status = status};

	p->host->reply(p->host, id, &r);
	if (bad_is(&p->bad, "reply-twice"))
		p->host->reply(p->host, id, &r);
}

static void keep_waiting(dp_instance *p, uint64_t id)
{
	pthread_mutex_lock(&p->lock);
	for (unsigned i = 0; i < MAX_PENDING; i++) {
		if (!p->pending[i]) {
			p->pending[i] = id;
			id = 0;
			break;
		}
	}
	pthread_mutex_unlock(&p->lock);
	if (id)
		reply(p, id, DP_E_BUSY);
}

/* Answer one waiting request, or (0) all. */
static void answer_waiting(dp_instance *p, uint64_t id)
{
	for (unsigned i = 0; i < MAX_PENDING; i++) {
		uint64_t found = 0;

		pthread_mutex_lock(&p->lock);
		if (p->pending[i] && (!id || p->pending[i] == id)) {
			found = p->pending[i];
			p->pending[i] = 0;
		}
		pthread_mutex_unlock(&p->lock);
		if (found && !bad_is(&p->bad, "reply-forgotten"))
			reply(p, found, DP_E_CANCELLED);
	}
}

/* ------------------------------------------------------------ the provider ---- */

static dp_status create(
	const dp_host *h, const dp_config *c, dp_instance **ret_instance)
{
	dp_instance *p = calloc(1, sizeof(*p));

	*ret_instance = NULL;
	if (!p)
		return DP_E_INTERNAL;
	if (!read_settings(p, c->settings)) {
		h->log(h, DP_LOG_ERROR, NULL, "settings are wrong");
		free(p);
		return DP_E_CONFIG;
	}
	p->host = h;
	p->wake = NO_FD;
	pthread_mutex_init(&p->lock, NULL);
	if (bad_in_create(&p->bad, h, c)) {
		free(p);
		return DP_E_INTERNAL;
	}
	*ret_instance = p;
	return DP_OK;
}

static dp_status start(dp_instance *p)
{
	if (bad_in_start(&p->bad, p->host))
		return DP_E_INTERNAL;
	p->wake = eventfd(0, EFD_CLOEXEC);
	if (p->wake < 0)
		return DP_E_INTERNAL;
	if (pthread_create(&p->thread, NULL, work, p)) {
		close(p->wake);
		return DP_E_INTERNAL;
	}
	p->running = true;
	return DP_OK;
}

static dp_status configure(dp_instance *p, const char *settings)
{
	dp_instance trial = {.bad = p->bad};

	if (read_settings(&trial, settings))
		return DP_OK;
	bad_in_refusal(&p->bad);
	return DP_E_CONFIG;
}

static void request(dp_instance *p, const dp_request *r)
{
	bool deaf = bad_in_request(&p->bad, r);

	if (*r->device)
		reply(p, r->id, DP_E_NOT_FOUND);
	else if (deaf || strcmp(r->op, "settings.check") == 0)
		keep_waiting(p, r->id);
	else if (strcmp(r->op, "diagnostics") == 0 || strcmp(r->op, "action") == 0)
		reply(p, r->id, DP_OK);
	else
		reply(p, r->id, DP_E_NOT_FOUND);
}

static void cancel(dp_instance *p, uint64_t request_id)
{
	answer_waiting(p, request_id);
}

static void stop(dp_instance *p)
{
	uint64_t one = 1;

	bad_before_stop(&p->bad, p->running);
	if (!p->running)
		return;
	answer_waiting(p, 0);
	(void)!write(p->wake, &one, sizeof(one));
	pthread_join(p->thread, NULL);
	if (!bad_is(&p->bad, "fd-left"))
		close(p->wake);
	p->running = false;
	bad_after_stop(&p->bad, p->host);
}

static void destroy(dp_instance *p)
{
	if (bad_in_destroy(p ? &p->bad : NULL, p ? p->host : NULL))
		return;
	if (p)
		pthread_mutex_destroy(&p->lock);
	free(p);
}

static const void *extension(dp_instance *p, const char *id)
{
	return bad_is(&p->bad, "claims-every-extension") ? p->address : NULL;
}

static const dp_provider provider = {
	.size = BAD_PROVIDER_SIZE,
	.id = "bad",
	.create = create,
	.start = start,
	.configure = configure,
	.request = request,
	.cancel = BAD_CANCEL,
	.stop = stop,
	.destroy = destroy,
	.extension = extension,
};

static const dp_provider *const providers[] = {&provider, NULL};

BAD_ENTRY_ATTRIBUTE const dp_plugin BAD_ENTRY = {
	.size = sizeof(dp_plugin),
	.abi_minor = BAD_ABI_MINOR,
	.min_host_minor = BAD_ABI_MINOR,
	.id = "bad",
	.version = BAD_VERSION,
	.providers = providers,
};
