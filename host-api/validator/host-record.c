/* SPDX-License-Identifier: Apache-2.0 */
/* host-record.c - the memory of a trap_host: what was called, when, by whom. */

#include "host-record.h"

#include "side-effects.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum {
	MAX_CALLS = 16384,
	MAX_REQUESTS = 16384,
	MAX_STORED = 64,
	STORED_SIZE = 4096,
};

struct stored {
	char key[65];
	char json[STORED_SIZE];
};

struct trap_host {
	pthread_mutex_t lock; /* guards everything below that changes */
	pthread_cond_t changed;
	struct trap_host_options options;
	const dp_host *table;
	enum life_phase phase;
	struct host_call calls[MAX_CALLS]; /* the first ones; the others are counted */
	unsigned call_count;
	unsigned char replies[MAX_REQUESTS]; /* per request id */
	uint64_t issued;
	unsigned stray_replies;
	unsigned late_calls;
	struct host_call first_late;
	struct stored store[MAX_STORED]; /* key "" is free */
};

const char *life_phase_words(enum life_phase phase)
{
	switch (phase) {
	case PHASE_NONE: return "before create()";
	case PHASE_CREATING: return "during create()";
	case PHASE_CREATED: return "before start()";
	case PHASE_STARTING: return "during start()";
	case PHASE_RUNNING: return "while running";
	case PHASE_STOPPING: return "during stop()";
	case PHASE_STOPPED: return "after stop() returned";
	case PHASE_DESTROYING: return "during destroy()";
	case PHASE_GONE: return "after destroy()";
	}
	return "at an unknown time";
}

struct trap_host *host_record_create(const struct trap_host_options *options)
{
	struct trap_host *t = mmap(NULL, sizeof(*t), PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	pthread_condattr_t clock;

	if (t == MAP_FAILED)
		return NULL;
	t->options = *options;
	pthread_mutex_init(&t->lock, NULL);
	pthread_condattr_init(&clock);
	pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
	pthread_cond_init(&t->changed, &clock);
	pthread_condattr_destroy(&clock);
	return t;
}

void host_record_set_table(struct trap_host *t, const dp_host *table)
{
	t->table = table;
}

const dp_host *trap_host_table(struct trap_host *t)
{
	return t->table;
}

const struct trap_host_options *trap_host_options(const struct trap_host *t)
{
	return &t->options;
}

/* --------------------------------------------------------------- recording ---- */

static void copy_text(char *to, size_t size, const char *from)
{
	snprintf(to, size, "%s", from ? from : "");
}

/* With the lock held. */
static void note(struct trap_host *t, const struct host_call *c)
{
	if (t->phase >= PHASE_STOPPED || t->phase == PHASE_NONE) {
		if (t->late_calls++ == 0)
			t->first_late = *c;
	}
	if (t->call_count < MAX_CALLS)
		t->calls[t->call_count] = *c;
	t->call_count++;
	pthread_cond_broadcast(&t->changed);
}

static struct host_call describe(struct trap_host *t, const char *function,
	const char *subject, const char *text, dp_status status, uint64_t request)
{
	struct host_call c = {
		.function = function,
		.phase = t->phase,
		.thread = gettid(),
		.status = status,
		.request = request,
	};

	copy_text(c.subject, sizeof(c.subject), subject);
	copy_text(c.text, sizeof(c.text), text);
	return c;
}

void host_record(struct trap_host *t, const char *function, const char *subject,
	const char *text, dp_status status, uint64_t request)
{
	struct host_call c;

	pthread_mutex_lock(&t->lock);
	c = describe(t, function, subject, text, status, request);
	note(t, &c);
	pthread_mutex_unlock(&t->lock);
}

dp_status host_record_reply(
	struct trap_host *t, uint64_t request, dp_status status, const char *json)
{
	dp_status answer = DP_OK;
	struct host_call c;

	pthread_mutex_lock(&t->lock);
	if (request == 0 || request > t->issued) {
		t->stray_replies++;
		answer = DP_E_NOT_FOUND;
	} else if (++t->replies[request] > 1) {
		answer = DP_E_NOT_FOUND;
	}
	c = describe(t, "reply", NULL, json, status, request);
	note(t, &c);
	pthread_mutex_unlock(&t->lock);
	return answer;
}

/* ------------------------------------------------------------------- store ---- */

/* The entry of a key, or a free one. NULL: full. */
static struct stored *find(struct trap_host *t, const char *key)
{
	struct stored *free_entry = NULL;

	for (unsigned i = 0; i < MAX_STORED; i++) {
		if (strcmp(t->store[i].key, key) == 0)
			return &t->store[i];
		if (!t->store[i].key[0] && !free_entry)
			free_entry = &t->store[i];
	}
	return free_entry;
}

int64_t host_record_get(struct trap_host *t, const char *key, char *buf, size_t cap)
{
	int64_t len = -1;
	struct stored *s;
	struct host_call c;

	pthread_mutex_lock(&t->lock);
	c = describe(t, "store_get", key, NULL, 0, 0);
	note(t, &c);
	s = find(t, key);
	if (s && s->key[0]) {
		len = (int64_t)strlen(s->json);
		if (cap)
			copy_text(buf, cap, s->json);
	}
	pthread_mutex_unlock(&t->lock);
	return len;
}

dp_status host_record_put(struct trap_host *t, const char *key, const char *json)
{
	dp_status answer = DP_OK;
	struct stored *s;
	struct host_call c;

	pthread_mutex_lock(&t->lock);
	c = describe(t, "store_put", key, json, 0, 0);
	note(t, &c);
	s = find(t, key);
	if (!s || strlen(key) >= sizeof(s->key) ||
		(json && strlen(json) >= STORED_SIZE)) {
		answer = DP_E_INTERNAL;
	} else {
		copy_text(s->key, sizeof(s->key), json ? key : "");
		copy_text(s->json, sizeof(s->json), json);
	}
	pthread_mutex_unlock(&t->lock);
	return answer;
}

/* ----------------------------------------------------------------- looking ---- */

void trap_host_enter_phase(struct trap_host *t, enum life_phase phase)
{
	pthread_mutex_lock(&t->lock);
	t->phase = phase;
	pthread_mutex_unlock(&t->lock);
}

uint64_t trap_host_issue(struct trap_host *t)
{
	uint64_t id;

	pthread_mutex_lock(&t->lock);
	id = t->issued + 1 < MAX_REQUESTS ? ++t->issued : 0;
	pthread_mutex_unlock(&t->lock);
	return id;
}

unsigned trap_host_replies(struct trap_host *t, uint64_t request)
{
	unsigned count;

	pthread_mutex_lock(&t->lock);
	count = request && request <= t->issued ? t->replies[request] : 0;
	pthread_mutex_unlock(&t->lock);
	return count;
}

uint64_t trap_host_issued(struct trap_host *t)
{
	uint64_t issued;

	pthread_mutex_lock(&t->lock);
	issued = t->issued;
	pthread_mutex_unlock(&t->lock);
	return issued;
}

unsigned trap_host_stray_replies(struct trap_host *t)
{
	unsigned count;

	pthread_mutex_lock(&t->lock);
	count = t->stray_replies;
	pthread_mutex_unlock(&t->lock);
	return count;
}

unsigned trap_host_late_calls(struct trap_host *t, char *ret_text, size_t size)
{
	unsigned count;

	pthread_mutex_lock(&t->lock);
	count = t->late_calls;
	if (count) {
		snprintf(ret_text, size, "%s(\"%s\") %s", t->first_late.function,
			t->first_late.text, life_phase_words(t->first_late.phase));
	}
	pthread_mutex_unlock(&t->lock);
	return count;
}

unsigned trap_host_calls(struct trap_host *t)
{
	unsigned count;

	pthread_mutex_lock(&t->lock);
	count = t->call_count;
	pthread_mutex_unlock(&t->lock);
	return count;
}

const struct host_call *trap_host_call(struct trap_host *t, unsigned index)
{
	return index < trap_host_calls(t) && index < MAX_CALLS ? &t->calls[index]
							       : NULL;
}

const struct host_call *trap_host_await(struct trap_host *t, unsigned from,
	host_call_test *test, const void *user, unsigned limit_ms)
{
	const struct host_call *found = NULL;
	struct timespec end;
	int err = 0;

	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += limit_ms / 1000;
	end.tv_nsec += (long)(limit_ms % 1000) * 1000000;
	if (end.tv_nsec >= 1000000000) {
		end.tv_sec++;
		end.tv_nsec -= 1000000000;
	}
	pthread_mutex_lock(&t->lock);
	while (!found) {
		for (; !found && from < t->call_count && from < MAX_CALLS; from++) {
			if (test(&t->calls[from], user))
				found = &t->calls[from];
		}
		if (found || err)
			break;
		err = pthread_cond_timedwait(&t->changed, &t->lock, &end);
	}
	pthread_mutex_unlock(&t->lock);
	return found;
}

static bool is_reply_to(const struct host_call *c, const void *user)
{
	return c->request == *(const uint64_t *)user &&
	       strcmp(c->function, "reply") == 0;
}

const struct host_call *trap_host_await_reply(
	struct trap_host *t, uint64_t request, unsigned limit_ms)
{
	return trap_host_await(t, 0, is_reply_to, &request, limit_ms);
}
