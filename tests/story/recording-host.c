/* SPDX-License-Identifier: Apache-2.0 */
/* recording-host.c - what a provider calls: each word is checked, and counted. */

#include "embedder.h"

#include <stdio.h>
#include <string.h>

/* Every host function begins with this. Unlock with said(). */
static struct embedder *hear_call(const dp_host *h, bool sound)
{
	struct embedder *e = h->ctx;

	pthread_mutex_lock(&e->lock);
	e->broken += h != &e->host || !sound;
	e->late += e->stopped;
	return e;
}

static void said(struct embedder *e)
{
	pthread_cond_broadcast(&e->changed);
	pthread_mutex_unlock(&e->lock);
}

static bool is_object(const char *json)
{
	return json && *json == '{' && json[strlen(json) - 1] == '}';
}

static void host_log(
	const dp_host *h, dp_level level, const char *device, const char *text)
{
	struct embedder *e = hear_call(h, text && *text && level <= DP_LOG_ERROR);

	e->logs++;
	said(e);
}

/* The id that ends with `ending`: "id":"<id>". */
static void find_id(const char *json, const char *ending, char *id, size_t cap)
{
	const char *end = strstr(json, ending), *start = end;

	if (!end)
		return;
	while (start > json && start[-1] != '"')
		start--;
	snprintf(id, cap, "%.*s", (int)(end - start + (long)strcspn(end, "\"")), start);
}

static dp_status host_set_devices(
	const dp_host *h, const char *parent, const char *json)
{
	struct embedder *e = hear_call(h, json && *json == '[');

	find_id(json, "-lock-1\"", e->lock_id, sizeof(e->lock_id));
	said(e);
	return DP_OK;
}

static dp_status host_set_status(
	const dp_host *h, const char *device, dp_status status, const char *detail)
{
	struct embedder *e = hear_call(h, device && detail);

	if (!*device) {
		e->status = status;
		e->has_status = true;
	}
	said(e);
	return DP_OK;
}

static dp_status host_state(const dp_host *h, const char *device, const char *json)
{
	struct embedder *e = hear_call(h, device && *device && is_object(json));

	e->unlocked += strstr(json, "\"unlocked\"") != NULL;
	if (!strncmp(json, "{\"call\":", 8)) /* a ring's picture names its call, too */
		e->call = strstr(json, "\"idle\"")      ? 'i'
			  : strstr(json, "\"in_call\"") ? 't'
							: 'r';
	said(e);
	return DP_OK;
}

static dp_status host_event(const dp_host *h, const char *device,
	const char *capability, const char *type, const char *json)
{
	struct embedder *e = hear_call(h, device && capability && is_object(json));

	e->rings += !strcmp(capability, "ring") && !strcmp(type, "ring");
	said(e);
	return DP_OK;
}

static dp_status host_reply(
	const dp_host *h, uint64_t request_id, const dp_reply *reply)
{
	struct embedder *e =
		hear_call(h, reply && reply->size == sizeof(*reply) &&
				     (!reply->json || is_object(reply->json)));
	bool known = request_id > 0 && request_id <= e->asked;
	bool again = known && e->replies[request_id];

	e->broken += !known;
	if (known) {
		e->replies[request_id]++;
		e->outcomes[request_id] = reply->status;
	}
	said(e);
	return known && !again ? DP_OK : DP_E_NOT_FOUND;
}

static dp_status host_issue(const dp_host *h, const char *id, const char *json)
{
	said(hear_call(h, id && *id && (!json || is_object(json))));
	return DP_OK;
}

static dp_status host_patch_settings(const dp_host *h, const char *json)
{
	said(hear_call(h, is_object(json)));
	return DP_OK;
}

static int64_t host_store_get(const dp_host *h, const char *key, char *buf, size_t cap)
{
	said(hear_call(h, key && *key));
	return -1;
}

static dp_status host_store_put(const dp_host *h, const char *key, const char *json)
{
	said(hear_call(h, key && *key));
	return DP_OK;
}

static const void *host_extension(const dp_host *h, const char *id)
{
	said(hear_call(h, id && *id));
	return NULL;
}

const dp_host recording_host = {
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
