/* SPDX-License-Identifier: Apache-2.0 */
/* keeping-host.c - a host inside this process whose store outlives an instance. */

#include "keeping-host.h"

#include "story.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Every host function begins with this. Unlock with said(). */
static struct keeping_host *hear_call(const dp_host *h)
{
	struct keeping_host *k = h->ctx;

	pthread_mutex_lock(&k->lock);
	return k;
}

static dp_status said(struct keeping_host *k)
{
	pthread_cond_broadcast(&k->changed);
	pthread_mutex_unlock(&k->lock);
	return DP_OK;
}

/* Steals `report`. */
static dp_status report(const dp_host *h, json_t *report)
{
	struct keeping_host *k = hear_call(h);

	json_array_append_new(k->reports, report);
	return said(k);
}

static void host_log(
	const dp_host *h, dp_level level, const char *device, const char *text)
{
	report(h, json_pack("{s:s,s:s}", "report", "log", "text", text));
}

static dp_status host_set_devices(
	const dp_host *h, const char *parent, const char *json)
{
	return report(h, json_pack("{s:s,s:s?,s:o}", "report", "devices", "parent",
				 parent, "devices", json_loads(json, 0, NULL)));
}

static dp_status host_set_status(
	const dp_host *h, const char *device, dp_status status, const char *detail)
{
	return report(h, json_pack("{s:s,s:s,s:s}", "report", "status", "device",
				 device, "status", status ? "down" : "ok"));
}

static dp_status host_state(const dp_host *h, const char *device, const char *json)
{
	return report(h, json_pack("{s:s,s:s,s:o}", "report", "state", "device", device,
				 "state", json_loads(json, 0, NULL)));
}

static dp_status host_event(const dp_host *h, const char *device,
	const char *capability, const char *type, const char *json)
{
	return report(h, json_pack("{s:s,s:s,s:s,s:s}", "report", "event", "device",
				 device, "capability", capability, "type", type));
}

static dp_status host_reply(const dp_host *h, uint64_t id, const dp_reply *reply)
{
	return report(h, json_pack("{s:s,s:I,s:s,s:s?,s:s%}", "report", "reply",
				 "request", (json_int_t)id, "status",
				 reply->status ? "failed" : "ok", "json", reply->json,
				 "blob", reply->blob ? (const char *)reply->blob : "",
				 reply->blob ? reply->blob_len : (size_t)0));
}

static dp_status host_issue(const dp_host *h, const char *id, const char *json)
{
	return report(h,
		json_pack("{s:s,s:s,s:s?}", "report", "issue", "id", id, "json", json));
}

static dp_status host_patch_settings(const dp_host *h, const char *json)
{
	return report(h, json_pack("{s:s,s:s}", "report", "patch", "json", json));
}

static int64_t host_store_get(const dp_host *h, const char *key, char *buf, size_t cap)
{
	struct keeping_host *k = hear_call(h);
	const char *text = json_string_value(json_object_get(k->store, key));
	int64_t len = text ? (int64_t)strlen(text) : -1;

	if (text && cap)
		snprintf(buf, cap, "%s", text);
	said(k);
	return len;
}

static dp_status host_store_put(const dp_host *h, const char *key, const char *json)
{
	struct keeping_host *k = hear_call(h);

	if (json)
		json_object_set_new(k->store, key, json_string(json));
	else
		json_object_del(k->store, key);
	return said(k);
}

static const void *host_extension(const dp_host *h, const char *id)
{
	return NULL;
}

static const dp_host keeping = {
	.size = sizeof(dp_host),
	.abi_minor = DP_ABI_MINOR,
	.log = host_log,
	.set_devices = host_set_devices,
	.set_status = host_set_status,
	.state = host_state,
	.event = host_event,
	.reply = host_reply,
	.issue = host_issue,
	.patch_settings = host_patch_settings,
	.store_get = host_store_get,
	.store_put = host_store_put,
	.extension = host_extension,
};

/* ---- its lives ---- */

void keeping_host_init(struct keeping_host *k, const struct guest *g, const char *id)
{
	pthread_condattr_t monotonic;

	*k = (struct keeping_host){.host = keeping,
		.provider = guest_provider(g, id),
		.store = json_object(),
		.reports = json_array()};
	k->host.ctx = k;
	pthread_mutex_init(&k->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&k->changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

void keeping_host_finish(struct keeping_host *k)
{
	json_decref(k->store);
	json_decref(k->reports);
	pthread_cond_destroy(&k->changed);
	pthread_mutex_destroy(&k->lock);
}

void keeping_host_start(struct keeping_host *k, const char *settings)
{
	dp_config config = {.size = sizeof(config),
		.settings_version = 1,
		.instance_id = "front",
		.settings = settings};

	json_array_clear(k->reports);
	CHECK(k->provider->create(&k->host, &config, &k->instance) == DP_OK);
	CHECK(k->provider->start(k->instance) == DP_OK);
}

void keeping_host_stop(struct keeping_host *k)
{
	k->provider->stop(k->instance);
	k->provider->destroy(k->instance);
	k->instance = NULL;
}

void keeping_host_ask(
	struct keeping_host *k, uint64_t id, const char *op, const char *args)
{
	dp_request r = {.size = sizeof(r),
		.id = id,
		.device = "",
		.capability = "",
		.op = op,
		.args = args};

	k->provider->request(k->instance, &r);
}

/* @return the first from `from` on that matches, or -1; locked */
static long find(const struct keeping_host *k, size_t from, const char *pattern)
{
	for (size_t i = from; i < json_array_size(k->reports); i++) {
		if (matches(json_array_get(k->reports, i), pattern))
			return (long)i;
	}
	return -1;
}

bool keeping_host_hears(struct keeping_host *k, unsigned limit_ms, const char *pattern)
{
	struct timespec end;
	size_t from = 0;
	int err = 0;
	long at;

	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += limit_ms / 1000 + 1;
	pthread_mutex_lock(&k->lock);
	while ((at = find(k, from, pattern)) < 0 && !err) {
		from = json_array_size(k->reports);
		err = pthread_cond_timedwait(&k->changed, &k->lock, &end);
	}
	pthread_mutex_unlock(&k->lock);
	if (at < 0)
		printf("# not heard: %s\n", pattern);
	return at >= 0;
}

char *keeping_host_words(struct keeping_host *k)
{
	json_t *all = json_pack("{s:O,s:O}", "reports", k->reports, "store", k->store);
	char *text = json_dumps(all, JSON_ENCODE_ANY);

	json_decref(all);
	return text;
}

json_t *keeping_host_device(struct keeping_host *k, const char *id)
{
	json_t *found = NULL, *device;
	size_t i;

	pthread_mutex_lock(&k->lock);
	for (size_t r = json_array_size(k->reports); r-- > 0 && !found;) {
		json_array_foreach(
			json_object_get(json_array_get(k->reports, r), "devices"), i,
			device)
		{
			const char *its =
				json_string_value(json_object_get(device, "id"));

			if (its && !strcmp(its, id))
				found = json_incref(device);
		}
	}
	pthread_mutex_unlock(&k->lock);
	return found;
}
