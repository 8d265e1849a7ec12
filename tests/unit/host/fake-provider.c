/* SPDX-License-Identifier: Apache-2.0 */
/* fake-provider.c - a provider without devices of its own, and faulty on demand. */

#include "fake-provider.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { HELD_LIMIT = 16 };

struct dp_instance {
	const dp_host *host;
	uint32_t flags;
	char fault[64];
	char password[64];
	uint64_t held[HELD_LIMIT];
	size_t held_count;
};

/* For tests that act after an instance is gone. */
static const dp_host *last_host;

const dp_host *fake_last_host(void)
{
	return last_host;
}

/* Good enough for texts without escapes. */
static void find_text(const char *json, const char *key, char *ret_text, size_t cap)
{
	char needle[64];
	const char *at;

	snprintf(needle, sizeof(needle), "\"%s\":\"", key);
	at = strstr(json, needle);
	at = at ? at + strlen(needle) : "\"";
	snprintf(ret_text, cap, "%.*s", (int)strcspn(at, "\""), at);
}

static int has_fault(const dp_instance *p, const char *fault)
{
	return strcmp(p->fault, fault) == 0;
}

static void wait_ms(long ms)
{
	const struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};

	nanosleep(&t, NULL);
}

static void *stay(void *user)
{
	wait_ms(user ? 1500 : 100);
	return NULL;
}

/* A thread that outlives the call, but not the test. */
static void leave_thread(int long_enough)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, stay, long_enough ? &last_host : NULL) == 0)
		pthread_detach(thread);
}

static dp_status fake_create(
	const dp_host *h, const dp_config *c, dp_instance **ret_instance)
{
	dp_instance *p = calloc(1, sizeof(*p));

	if (!p)
		return DP_E_INTERNAL;
	p->host = last_host = h;
	p->flags = c->flags;
	find_text(c->settings, "fault", p->fault, sizeof(p->fault));
	find_text(c->settings, "password", p->password, sizeof(p->password));
	if (has_fault(p, "create-made-threads"))
		leave_thread(0);
	if (has_fault(p, "call-after-failed-create") || has_fault(p, "refused"))
		h->log(h, DP_LOG_ERROR, NULL, "this fake refuses");
	if (has_fault(p, "create-instance"))
		*ret_instance = NULL;
	else if (has_fault(p, "create-bad-status") ||
		 has_fault(p, "create-failed-silently") || has_fault(p, "refused") ||
		 has_fault(p, "call-after-failed-create"))
		*ret_instance = NULL;
	else
		*ret_instance = p;
	if (*ret_instance)
		return DP_OK;
	if (has_fault(p, "create-bad-status"))
		h->log(h, DP_LOG_ERROR, NULL, "a reason");
	dp_status status = has_fault(p, "create-bad-status") ? 77
			   : has_fault(p, "create-instance") ? DP_OK
							     : DP_E_CONFIG;
	free(p);
	return status;
}

static void report_devices(dp_instance *p)
{
	const dp_host *h = p->host;

	h->set_devices(h, NULL,
		"[{\"id\":\"bell\",\"type\":\"doorbell\",\"name\":\"Front door\","
		"\"capabilities\":{"
		"\"ring\":{\"type\":\"event\",\"device_class\":\"doorbell\","
		"\"event_types\":[\"ring\"],\"main\":true},"
		"\"call\":{\"type\":\"sensor\",\"device_class\":\"enum\","
		"\"options\":[\"idle\",\"ringing\"]},"
		"\"camera\":{\"type\":\"camera\"}}}]");
	h->set_devices(h, "bell",
		"[{\"id\":\"bell-lock-1\",\"type\":\"lock\",\"name\":\"Front door lock\","
		"\"capabilities\":{\"lock\":{\"type\":\"lock\",\"main\":true}}}]");
	h->state(h, "bell-lock-1", "{\"lock\":{\"state\":\"locked\"}}");
}

static dp_status fake_start(dp_instance *p)
{
	if (has_fault(p, "start-bad-status"))
		return DP_E_UNREACHABLE;
	if (has_fault(p, "stop-left-threads"))
		leave_thread(1);
	if (has_fault(p, "control-too-slow"))
		wait_ms(80);
	if (has_fault(p, "process-state-changed"))
		umask(umask(0) ^ 0111);
	p->host->set_status(p->host, "", DP_OK, "");
	if (!(p->flags & DP_CONFIG_PROBE))
		report_devices(p);
	return DP_OK;
}

static dp_status fake_configure(dp_instance *p, const char *settings)
{
	char fault[64];

	find_text(settings, "fault", fault, sizeof(fault));
	if (strcmp(fault, "configure-bad-status") == 0)
		return DP_E_AUTH;
	if (strcmp(fault, "refused") == 0)
		return DP_E_CONFIG;
	find_text(settings, "password", p->password, sizeof(p->password));
	snprintf(p->fault, sizeof(p->fault), "%s", fault);
	return DP_OK;
}

static void answer(dp_instance *p, uint64_t id, dp_status status, const char *json)
{
	const dp_reply reply = {.size = sizeof(reply), .status = status, .json = json};

	p->host->reply(p->host, id, &reply);
}

static void snapshot(dp_instance *p, uint64_t id)
{
	static const char jpeg[] = "\xff\xd8\xff\xd9";
	const dp_reply reply = {
		.size = sizeof(reply),
		.json = "{\"width\":1}",
		.blob = jpeg,
		.blob_len = 4,
		.blob_type = "image/jpeg",
	};

	p->host->reply(p->host, id, &reply);
}

static void fake_request(dp_instance *p, const dp_request *r)
{
	const dp_host *h = p->host;

	if (strcmp(r->op, "unlock") == 0) {
		h->state(h, r->device, "{\"lock\":{\"state\":\"unlocked\"}}");
		answer(p, r->id, DP_OK, "{}");
	} else if (strcmp(r->op, "snapshot") == 0) {
		snapshot(p, r->id);
	} else if (strcmp(r->op, "ring") == 0) {
		h->event(h, "bell", "ring", "ring", "{\"button\":1}");
		answer(p, r->id, DP_OK, NULL);
	} else if (strcmp(r->op, "hold") == 0 && p->held_count < HELD_LIMIT) {
		p->held[p->held_count++] = r->id;
	} else if (strcmp(r->op, "leak") == 0) {
		h->log(h, DP_LOG_INFO, NULL, p->password);
		answer(p, r->id, DP_OK, NULL);
	} else if (strcmp(r->op, "twice") == 0) {
		answer(p, r->id, DP_OK, NULL);
		answer(p, r->id, DP_OK, NULL);
	} else if (strcmp(r->op, "print") == 0) {
		printf("a line that is not JSON\n");
		fflush(stdout);
		answer(p, r->id, DP_OK, NULL);
	} else if (strcmp(r->op, "settings.check") == 0 ||
		   strcmp(r->op, "action") == 0) {
		h->log(h, DP_LOG_INFO, NULL,
			p->flags & DP_CONFIG_PROBE ? "trying" : "live");
		answer(p, r->id, DP_OK, "{\"ok\":true}");
	} else {
		answer(p, r->id, DP_E_NOT_FOUND,
			"{\"message\":\"There is no such op.\"}");
	}
}

static void fake_cancel(dp_instance *p, uint64_t id)
{
	for (size_t i = 0; i < p->held_count; i++) {
		if (p->held[i] != id || has_fault(p, "cancel-ignored"))
			continue;
		p->held[i] = p->held[--p->held_count];
		answer(p, id, DP_E_CANCELLED, NULL);
		return;
	}
}

static void fake_stop(dp_instance *p)
{
	if (has_fault(p, "stop-too-slow"))
		wait_ms(5100);
	while (p->held_count > 0 && !has_fault(p, "reply-missing") &&
		!has_fault(p, "cancel-ignored"))
		answer(p, p->held[--p->held_count], DP_E_CANCELLED, NULL);
	p->held_count = 0;
}

static void fake_destroy(dp_instance *p)
{
	if (p && has_fault(p, "call-after-destroy"))
		p->host->log(p->host, DP_LOG_INFO, NULL, "still here");
	free(p);
}

static void fake_removing(dp_instance *p)
{
	p->host->log(p->host, DP_LOG_INFO, NULL, "for good");
}

static const void *fake_extension(dp_instance *p, const char *id)
{
	static const dp_provider_removal removal = {
		.size = sizeof(removal), .removing = fake_removing};
	static const dp_provider_removal empty = {.size = sizeof(empty.size)};

	if (strcmp(id, DP_EXT_REMOVAL) || has_fault(p, "no-extension"))
		return NULL;
	return has_fault(p, "removal-empty") ? &empty : &removal;
}

const dp_provider fake_provider = {
	.size = sizeof(dp_provider),
	.id = "fake",
	.create = fake_create,
	.start = fake_start,
	.configure = fake_configure,
	.request = fake_request,
	.cancel = fake_cancel,
	.stop = fake_stop,
	.destroy = fake_destroy,
	.extension = fake_extension,
};
