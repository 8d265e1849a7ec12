/* SPDX-License-Identifier: Apache-2.0 */
/* push-source.c - the port that a device pushes to, and its knowledge of it. */

#include "push-source.h"

#include "isapi.h"
#include "listener.h"
#include "reactor.h"
#include "resolver.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>

enum {
	QUESTION_LIMIT_MS = 8000,
	HURRIED_LIMIT_MS = 1500,
	RESOLVE_LIMIT_MS = 5000,
	BODY_MAX = PUSH_PREVIOUS_MAX + 1,
	PATH_SIZE = 64,
};

#define HOSTS_PATH "/ISAPI/Event/notification/httpHosts"

static void input(struct push_source *p, enum push_input in, int err, const char *why)
{
	push_registration_input(&p->registration, in, err, why);
}

/* ---- what we wrote once ---- */

static void recall(struct push_source *p)
{
	char text[PUSH_RECORD_MAX + 1];

	if (p->recalled)
		return;
	p->recalled = true;
	if (!p->ops->recall(text, sizeof(text), p->user))
		(void)push_record_parse(text, &p->before);
}

static void remember(struct push_source *p)
{
	char text[PUSH_RECORD_MAX + 1];

	snprintf(p->now.previous, sizeof(p->now.previous), "%s", p->previous);
	p->before = p->now;
	push_record_print(&p->before, text);
	p->ops->remember(text, p->user);
}

static void forget(struct push_source *p)
{
	p->before = (struct push_record){0};
	p->ops->remember(NULL, p->user);
}

/* ---- the registration's surroundings ---- */

static void ask(struct push_source *p, const char *method, const char *path,
	const char *body, isapi_done_fn *done)
{
	struct http_request request = {
		.method = method,
		.path = path,
		.content_type = body ? "application/xml" : NULL,
		.body = bytes_from(body),
		.timeout_ms = p->hurried ? HURRIED_LIMIT_MS : QUESTION_LIMIT_MS,
	};
	int err;

	isapi_cancel(p->question);
	p->question = NULL;
	err = isapi_send(p->isapi, &request, done, p, &p->question);
	if (err)
		input(p, PUSH_FAILED, -EREMOTEIO, strerror(-err));
}

static const char *slot_path(const struct push_source *p, char path[PATH_SIZE])
{
	snprintf(path, PATH_SIZE, HOSTS_PATH "/%u", p->now.slot);
	return path;
}

static void written(const struct isapi_result *result, void *user)
{
	struct push_source *p = user;

	p->question = NULL;
	if (result->err)
		input(p, PUSH_FAILED, result->err, result->why);
	else
		input(p, PUSH_DONE, 0, "");
}

/* A slot that cannot be emptied was empty, or what comes next tells. */
static void cleared(const struct isapi_result *result, void *user)
{
	bool refused = result->err == -EREMOTEIO || result->err == -ENOTSUP;

	written(refused ? &(struct isapi_result){.why = ""} : result, user);
}

static void take_slot(
	struct push_source *p, enum push_slot is, const struct http_host *slot)
{
	switch (is) {
	case PUSH_SLOT_FREE:
		if (http_host_copy(slot->raw, p->previous, sizeof(p->previous)) < 0)
			p->previous[0] = '\0';
		input(p, PUSH_FREE, 0, "");
		break;
	case PUSH_SLOT_OURS: input(p, PUSH_OURS, 0, ""); break;
	case PUSH_SLOT_STALE:
		memcpy(p->previous, p->before.previous, sizeof(p->previous));
		input(p, PUSH_STALE, 0, "");
		break;
	case PUSH_SLOT_TAKEN:
		snprintf(p->holder, sizeof(p->holder), "http://%s:%u%s%s",
			slot->address, slot->port, *slot->url == '/' ? "" : "/",
			slot->url);
		input(p, PUSH_OTHERS, 0, "");
		break;
	}
}

static void slot_read(const struct isapi_result *result, void *user)
{
	struct push_source *p = user;
	struct http_host slot;
	enum push_slot is;

	p->question = NULL;
	if (result->err)
		input(p, PUSH_FAILED, result->err, result->why);
	else if (push_slot_find(p->rules, result->body, &p->now, &p->before, &is,
			 &p->now.slot, &slot))
		input(p, PUSH_FAILED, -EREMOTEIO,
			"the list of notification hosts cannot be understood");
	else
		take_slot(p, is, &slot);
}

static void read_slot(void *user)
{
	ask(user, "GET", HOSTS_PATH, NULL, slot_read);
}

static void clear_slot(void *user)
{
	struct push_source *p = user;
	char path[PATH_SIZE];

	if (p->registration.state == PUSH_CLEARING)
		remember(p);
	if (p->rules->in_place)
		input(p, PUSH_DONE, 0, "");
	else
		ask(p, "DELETE", slot_path(p, path), NULL, cleared);
}

/* One slot, and no other. */
static void put_slot(struct push_source *p, const char *body)
{
	char path[PATH_SIZE];

	if (p->rules->in_place)
		ask(p, "PUT", slot_path(p, path), body, written);
	else
		ask(p, "POST", HOSTS_PATH, body, written);
}

static void write_slot(void *user)
{
	struct push_source *p = user;
	char body[BODY_MAX];

	p->wrote = true;
	if (http_host_print(body, sizeof(body), p->rules->form, p->now.slot,
		    p->now.marker, p->now.address, p->now.port) < 0)
		input(p, PUSH_FAILED, -EREMOTEIO, "our address is too long");
	else
		put_slot(p, body);
}

static void restore_slot(void *user)
{
	struct push_source *p = user;
	char path[PATH_SIZE];

	if (*p->before.previous)
		put_slot(p, p->before.previous);
	else if (p->rules->in_place)
		ask(p, "DELETE", slot_path(p, path), NULL, written);
	else
		input(p, PUSH_DONE, 0, "");
}

static void drop_question(void *user)
{
	struct push_source *p = user;

	isapi_cancel(p->question);
	p->question = NULL;
}

static void slot_held(void *user)
{
	struct push_source *p = user;
	bool news = p->wrote;

	p->wrote = false;
	p->ops->held(news, p->user);
}

static void slot_taken(void *user)
{
	struct push_source *p = user;

	p->ops->taken(p->holder, p->user);
}

static void slot_failed(int err, const char *why, void *user)
{
	struct push_source *p = user;

	p->ops->failed(err, why, p->user);
}

static void slot_returned(int err, const char *why, void *user)
{
	struct push_source *p = user;

	if (!err)
		forget(p);
	p->ops->returned(err, why, p->user);
}

static const struct push_registration_ops registration_ops = {
	.read = read_slot,
	.clear = clear_slot,
	.write = write_slot,
	.restore = restore_slot,
	.drop = drop_question,
	.held = slot_held,
	.taken = slot_taken,
	.failed = slot_failed,
	.returned = slot_returned,
};

/* ---- the port ---- */

static void stop_listening(struct push_source *p)
{
	if (!p->listener)
		return;
	p->listener = NULL;
	p->ops->unlisten(p->user);
}

static int listen_for(struct push_source *p, const char *peers)
{
	unsigned port = p->listener ? listener_port(p->listener) : p->before.port;
	int err;

	if (p->listener && !listener_follow(p->listener, peers))
		return 0;
	stop_listening(p);
	err = p->ops->listen(peers, port, p->now.marker, &p->listener, p->user);
	if (err && port)
		err = p->ops->listen(peers, 0, p->now.marker, &p->listener, p->user);
	return err;
}

static int take_marker(struct push_source *p)
{
	uint32_t noise[2];

	if (*p->before.marker)
		memcpy(p->now.marker, p->before.marker, sizeof(p->now.marker));
	if (*p->now.marker)
		return 0;
	if (getrandom(noise, sizeof(noise), 0) != sizeof(noise))
		return -EIO;
	snprintf(p->now.marker, sizeof(p->now.marker), PUSH_MARKER_PREFIX "%08x%08x",
		(unsigned)noise[0], (unsigned)noise[1]);
	return 0;
}

static void start_at(struct push_source *p, const char *peers)
{
	int err = take_marker(p);
	char why[128];

	if (!err)
		err = listen_for(p, peers);
	if (err) {
		snprintf(why, sizeof(why),
			"no port can be opened for %s to push to: %s", p->rules->device,
			strerror(-err));
		p->ops->failed(-EREMOTEIO, why, p->user);
		return;
	}
	snprintf(p->now.address, sizeof(p->now.address), "%s",
		listener_address(p->listener));
	p->now.port = listener_port(p->listener);
	input(p, PUSH_START, 0, "");
}

static void resolved(int err, const char *addresses, void *user)
{
	struct push_source *p = user;

	resolver_destroy(p->resolver);
	p->resolver = NULL;
	if (err) {
		p->ops->failed(-EHOSTUNREACH, "its name is not known", p->user);
		return;
	}
	start_at(p, addresses);
}

/* ---- for the owner ---- */

void push_source_start(struct push_source *p)
{
	recall(p);
	if (!strcasecmp(p->host, "localhost")) {
		start_at(p, "127.0.0.1");
	} else if (resolver_knows(p->host)) {
		start_at(p, p->host);
	} else if (!p->resolver &&
		   resolver_create(p->reactor, p->host, RESOLVE_LIMIT_MS, NULL,
			   resolved, p, &p->resolver)) {
		p->resolver = NULL;
		p->ops->failed(-EHOSTUNREACH, "its name cannot be asked", p->user);
	}
}

void push_source_drop(struct push_source *p)
{
	resolver_destroy(p->resolver);
	p->resolver = NULL;
	input(p, PUSH_DROP, 0, "");
}

bool push_source_indebted(struct push_source *p)
{
	recall(p);
	return *p->before.marker;
}

int push_source_give_back(struct push_source *p, bool hurry)
{
	if (!push_source_indebted(p))
		return -ENOENT;
	p->hurried = hurry;
	input(p, PUSH_GIVE_BACK, 0, "");
	return 0;
}

void push_source_another(struct push_source *p)
{
	p->recalled = false;
	p->before = p->now = (struct push_record){0};
	stop_listening(p); /* the path is another's */
}

bool push_source_stands(const struct push_source *p)
{
	return p->registration.state == PUSH_HELD ||
	       p->registration.state == PUSH_CHECKING;
}

void push_source_init(struct push_source *p, struct reactor *r, struct isapi *isapi,
	const char *host, const struct push_rules *rules,
	const struct push_source_ops *ops, void *user)
{
	*p = (struct push_source){
		.reactor = r, .isapi = isapi, .rules = rules, .ops = ops, .user = user};
	snprintf(p->host, sizeof(p->host), "%s", host);
	push_registration_init(
		&p->registration, reactor_timers(r), &registration_ops, p);
}

/* The calls belong to isapi, which goes after us. */
void push_source_finish(struct push_source *p)
{
	push_registration_finish(&p->registration);
	resolver_destroy(p->resolver);
	stop_listening(p);
	isapi_cancel(p->question);
	p->resolver = NULL;
	p->question = NULL;
}
