/* SPDX-License-Identifier: Apache-2.0 */
/* ear.c - a host inside this process that keeps every word it is told, unmasked. */

#include "ear.h"

#include "story.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { EAR_MAX = 4 * 1024 * 1024 };

static struct ear *listen_to(const dp_host *h)
{
	struct ear *e = h->ctx;

	pthread_mutex_lock(&e->lock);
	return e;
}

static void take_down(struct ear *e, const char *text, size_t len)
{
	if (text && e->len + len + 2 < EAR_MAX) {
		memcpy(e->words + e->len, text, len);
		e->len += len;
		e->words[e->len++] = '\n';
	}
}

static void take_word(struct ear *e, const char *text)
{
	take_down(e, text, text ? strlen(text) : 0);
}

static dp_status heard_it(struct ear *e, const char *one, const char *two)
{
	take_word(e, one);
	take_word(e, two);
	pthread_cond_broadcast(&e->changed);
	pthread_mutex_unlock(&e->lock);
	return DP_OK;
}

static void ear_log(
	const dp_host *h, dp_level level, const char *device, const char *text)
{
	heard_it(listen_to(h), device, text);
}

static dp_status ear_set_devices(const dp_host *h, const char *parent, const char *json)
{
	return heard_it(listen_to(h), parent, json);
}

static dp_status ear_set_status(
	const dp_host *h, const char *device, dp_status status, const char *detail)
{
	struct ear *e = listen_to(h);

	if (!*device)
		e->status = status;
	return heard_it(e, device, detail);
}

static dp_status ear_state(const dp_host *h, const char *device, const char *json)
{
	return heard_it(listen_to(h), device, json);
}

static dp_status ear_event(const dp_host *h, const char *device, const char *capability,
	const char *type, const char *json)
{
	struct ear *e = listen_to(h);

	e->rings += !strcmp(capability, "ring");
	return heard_it(e, type, json);
}

static dp_status ear_reply(const dp_host *h, uint64_t request_id, const dp_reply *reply)
{
	struct ear *e = listen_to(h);

	e->replies++;
	take_down(e, reply->blob, reply->blob_len);
	return heard_it(e, reply->json, reply->blob_type);
}

static dp_status ear_issue(const dp_host *h, const char *id, const char *json)
{
	return heard_it(listen_to(h), id, json);
}

static dp_status ear_patch_settings(const dp_host *h, const char *json)
{
	return heard_it(listen_to(h), "patch", json);
}

static int64_t ear_store_get(const dp_host *h, const char *key, char *buf, size_t cap)
{
	heard_it(listen_to(h), key, NULL);
	return -1;
}

static dp_status ear_store_put(const dp_host *h, const char *key, const char *json)
{
	return heard_it(listen_to(h), key, json);
}

static const void *ear_extension(const dp_host *h, const char *id)
{
	heard_it(listen_to(h), id, NULL);
	return NULL;
}

static const dp_host all_ears = {
	.size = sizeof(dp_host),
	.abi_minor = DP_ABI_MINOR,
	.log = ear_log,
	.set_devices = ear_set_devices,
	.set_status = ear_set_status,
	.state = ear_state,
	.event = ear_event,
	.reply = ear_reply,
	.issue = ear_issue,
	.patch_settings = ear_patch_settings,
	.store_get = ear_store_get,
	.store_put = ear_store_put,
	.extension = ear_extension,
};

void ear_init(struct ear *e)
{
	pthread_condattr_t monotonic;

	*e = (struct ear){.host = all_ears, .words = calloc(1, EAR_MAX), .status = -1};
	e->host.ctx = e;
	pthread_mutex_init(&e->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&e->changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

void ear_finish(struct ear *e)
{
	pthread_mutex_destroy(&e->lock);
	pthread_cond_destroy(&e->changed);
	free(e->words);
}

bool ear_hears(struct ear *e, const int *value, int wanted)
{
	struct timespec end;
	bool yes;

	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += RECOVERY_MS / 1000;
	pthread_mutex_lock(&e->lock);
	while (!(yes = *value == wanted))
		if (pthread_cond_timedwait(&e->changed, &e->lock, &end) == ETIMEDOUT)
			break;
	pthread_mutex_unlock(&e->lock);
	return yes;
}
