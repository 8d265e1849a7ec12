/* SPDX-License-Identifier: Apache-2.0 */
/* example.c - the smallest good provider: a doorbell that exists only in software.
 *
 * It makes one device with a button, a bell and a chime. Pressing the button rings the
 * bell; switching the chime off keeps it off, also over a restart.
 *
 * Everything is done while the host's call runs, so there are no threads and no locks:
 * the host makes one call at a time per instance. docs/write-a-provider.md walks
 * through this file; host-api/include/device_provider.h is the law.
 */

#include "device_provider.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { DEVICE_ID_SIZE = 65, NAME_SIZE = 128 };

/* One running configuration. What the host lends in a call is gone when the call
 * returns, so what is needed later is copied here. Only `host` stays valid. */
struct dp_instance {
	const dp_host *host;
	char device[DEVICE_ID_SIZE]; /* stable, and never an address */
	char name[NAME_SIZE];
	bool probe; /* settings on trial: answer requests, show no device */
	bool running;
	bool chime;
};

/* ---------------------------------------------------------------- settings ---- */

/* The host has checked the settings against example.json. Reading them with care all
 * the same costs two lines, and a host may have faults too. */
static bool read_settings(const char *text, char ret_name[static NAME_SIZE])
{
	json_t *settings = json_loads(text, 0, NULL);
	const char *name = json_string_value(json_object_get(settings, "name"));
	bool good = name && *name && strlen(name) < NAME_SIZE;

	if (good)
		memcpy(ret_name, name, strlen(name) + 1);
	json_decref(settings);
	return good;
}

/* --------------------------------------------------- what we tell the host ---- */

static void report_device(const dp_instance *p)
{
	/* host-api/vocabulary has every capability type and its members. */
	// clang-format off
	json_t *devices = json_pack("[{s:s, s:s, s:s, s:{s:s, s:s}, s:{s:{s:s},"
		" s:{s:s, s:s, s:[s], s:b}, s:{s:s}}}]",
		"id", p->device, "type", "doorbell", "name", p->name,
		"info", "manufacturer", "Example", "model", "Virtual doorbell",
		"capabilities",
			"press", "type", "button",
			"ring", "type", "event", "device_class", "doorbell",
				"event_types", "ring", "main", 1,
			"chime", "type", "switch");
	// clang-format on
	char *text = json_dumps(devices, JSON_COMPACT);

	if (text)
		p->host->set_devices(p->host, NULL, text);
	free(text);
	json_decref(devices);
}

static void report_chime(const dp_instance *p)
{
	p->host->state(p->host, p->device,
		p->chime ? "{\"chime\":{\"on\":true}}" : "{\"chime\":{\"on\":false}}");
}

static void reply(const dp_instance *p, uint64_t id, dp_status status, const char *json)
{
	dp_reply r = {.size = sizeof(r), .status = status, .json = json};

	p->host->reply(p->host, id, &r);
}

/* ------------------------------------------------- the life of an instance ---- */

/* Remember, and nothing else: no thread, no I/O, no report. */
static dp_status create(
	const dp_host *h, const dp_config *c, dp_instance **ret_instance)
{
	char kept[8];
	dp_instance *p = calloc(1, sizeof(*p));

	*ret_instance = NULL;
	if (!p)
		return DP_E_INTERNAL;
	if (!read_settings(c->settings, p->name) ||
		strlen(c->instance_id) >= sizeof(p->device)) {
		h->log(h, DP_LOG_ERROR, NULL, "the settings have no usable name");
		free(p);
		return DP_E_CONFIG;
	}
	memcpy(p->device, c->instance_id, strlen(c->instance_id) + 1);
	p->host = h;
	p->probe = c->flags & DP_CONFIG_PROBE;
	p->chime = h->store_get(h, "chime", kept, sizeof(kept)) < 0 ||
		   strcmp(kept, "false") != 0;
	*ret_instance = p;
	return DP_OK;
}

/* Begin: say what there is, then how it is. */
static dp_status start(dp_instance *p)
{
	p->running = true;
	p->host->set_status(p->host, "", DP_OK, "");
	if (p->probe)
		return DP_OK;
	report_device(p);
	p->host->set_status(p->host, p->device, DP_OK, "");
	report_chime(p);
	return DP_OK;
}

/* Take over the whole object, or leave the old one in force. */
static dp_status configure(dp_instance *p, const char *settings)
{
	char name[NAME_SIZE];

	if (!read_settings(settings, name))
		return DP_E_CONFIG;
	memcpy(p->name, name, sizeof(name));
	if (p->running && !p->probe)
		report_device(p);
	return DP_OK;
}

/* Every request has been answered by the time it returned: nothing is under way. */
static void stop(dp_instance *p)
{
	p->running = false;
}

static void destroy(dp_instance *p)
{
	free(p);
}

/* ---------------------------------------------------------------- requests ---- */

static dp_status press(dp_instance *p)
{
	return p->host->event(p->host, p->device, "ring", "ring", "{\"button\":1}");
}

static dp_status switch_chime(dp_instance *p, bool on)
{
	dp_status status = p->host->store_put(p->host, "chime", on ? "true" : "false");

	if (status != DP_OK)
		return status;
	p->chime = on;
	report_chime(p);
	return DP_OK;
}

/* Requests to the device. */
static dp_status device_request(dp_instance *p, const dp_request *r)
{
	bool button = strcmp(r->capability, "press") == 0;
	bool chime = strcmp(r->capability, "chime") == 0;

	if (p->probe || strcmp(r->device, p->device) != 0)
		return DP_E_NOT_FOUND;
	if (button && strcmp(r->op, "press") == 0)
		return press(p);
	if (chime && strcmp(r->op, "turn_on") == 0)
		return switch_chime(p, true);
	if (chime && strcmp(r->op, "turn_off") == 0)
		return switch_chime(p, false);
	return DP_E_NOT_FOUND;
}

/* Requests to the instance itself: their device is "". */
static dp_status instance_request(const dp_request *r, const char **ret_json)
{
	if (strcmp(r->op, "settings.check") == 0)
		*ret_json = "{\"errors\":{}}";
	else if (strcmp(r->op, "diagnostics") == 0)
		*ret_json = "{\"devices\":1}";
	else if (strcmp(r->op, "action") == 0 && strstr(r->args, "\"try_bell\""))
		*ret_json = "{\"ok\":true,\"message\":\"The bell would ring.\"}";
	else
		return DP_E_NOT_FOUND;
	return DP_OK;
}

/* One reply, whatever happens; here before request() returns, elsewhere often later. */
static void request(dp_instance *p, const dp_request *r)
{
	const char *json = NULL;
	dp_status status;

	if (*r->device)
		status = device_request(p, r);
	else
		status = instance_request(r, &json);
	if (status != DP_OK)
		json = "{\"message\":\"That cannot be done here.\"}";
	reply(p, r->id, status, json);
}

/* Nothing to cancel: every id is unknown or already answered. */
static void cancel(dp_instance *p, uint64_t request_id)
{
}

static const void *extension(dp_instance *p, const char *id)
{
	return NULL;
}

/* --------------------------------------------------------------- the entry ---- */

static const dp_provider example = {
	.size = sizeof(dp_provider),
	.id = "example",
	.create = create,
	.start = start,
	.configure = configure,
	.request = request,
	.cancel = cancel,
	.stop = stop,
	.destroy = destroy,
	.extension = extension,
};

static const dp_provider *const providers[] = {&example, NULL};

const dp_plugin dp_plugin_1 = {
	.size = sizeof(dp_plugin),
	.abi_minor = DP_ABI_MINOR,
	.id = "example",
	.version = "0.1.0",
	.providers = providers,
};
