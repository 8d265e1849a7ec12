/* SPDX-License-Identifier: Apache-2.0 */
/* house.c - a host that remembers what a station told it. */

#include "house.h"

#include "vendor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CALL = 0xabc };

/* ---- what the station tells ---- */

/* A host forgets what is no more. */
static void forget_removed(struct house *h)
{
	const char *device;
	json_t *known;
	void *next;

	json_object_foreach_safe(h->states, next, device, known)
	{
		if (!host_has(h, device))
			json_object_del(h->states, device);
	}
}

static void devices(const char *parent, const json_t *list, void *user)
{
	struct house *h = user;

	if (!parent && !host_has(h, json_string_value(json_object_get(
					    json_array_get(list, 0), "id"))))
		json_object_clear(
			h->devices); /* what hung off the old root goes along */
	json_object_set_new(h->devices, parent ? parent : "", json_deep_copy(list));
	if (parent)
		forget_removed(h);
}

static void status(const char *device, int err, const char *why, void *user)
{
	struct house *h = user;

	if (*device) {
		CHECK(host_has(h, device));
		h->root_status_reports++;
		json_object_set_new(h->statuses, device, json_integer(err));
		return;
	}
	h->status_reports++;
	h->status = err;
	snprintf(h->why, sizeof(h->why), "%s", why);
}

static void state(const char *device, const json_t *patch, void *user)
{
	struct house *h = user;
	json_t *known = json_object_get(h->states, device);

	size_t bytes = json_dumpb(patch, NULL, 0, JSON_COMPACT);

	CHECK(host_has(h, device));
	h->state_reports++;
	if (bytes > h->longest_state)
		h->longest_state = bytes;
	if (known)
		json_object_update(known, (json_t *)patch);
	else
		json_object_set_new(h->states, device, json_deep_copy(patch));
}

static void event(const char *device, const char *capability, const char *type,
	const json_t *data, void *user)
{
	struct house *h = user;

	CHECK(host_has(h, device));
	json_array_append_new(h->events,
		json_pack("{s:s,s:s,s:s,s:O}", "device", device, "capability",
			capability, "type", type, "data", data));
}

static void answer(
	uint64_t ticket, int err, const char *why, const json_t *result, void *user)
{
	struct house *h = user;
	struct answer *a = &h->answers[h->answer_count];

	if (!CHECK(h->answer_count < ANSWERS_MAX))
		return;
	h->answer_count++;
	a->ticket = ticket;
	a->err = err;
	snprintf(a->why, sizeof(a->why), "%s", why);
}

static void answer_bytes(uint64_t ticket, const json_t *result, struct bytes blob,
	const char *type, void *user)
{
	struct house *h = user;

	answer(ticket, 0, "", result, user);
	CHECK(!blob.len == !type);
	json_decref(h->result);
	h->result = json_deep_copy(result);
	h->blob_len = blob.len;
	bytes_to_text(blob, h->blob, sizeof(h->blob));
}

static json_t *store_get(const char *key, void *user)
{
	return json_incref(json_object_get(((struct house *)user)->store, key));
}

static void store_put(const char *key, const json_t *value, void *user)
{
	struct house *h = user;

	if (!h->store_full)
		json_object_set_new(h->store, key, json_deep_copy(value));
}

static const struct station_listener listener = {
	.devices = devices,
	.status = status,
	.state = state,
	.event = event,
	.answer = answer,
	.answer_bytes = answer_bytes,
	.store_get = store_get,
	.store_put = store_put,
};

/* ---- life ---- */

void house_begin(struct house *h)
{
	memset(h, 0, sizeof(*h));
	h->config = (struct station_config){
		.vendor = &house_vendor,
		.unit = {.host = "front", .port = 80, .username = "u", .password = "p"},
		.expose_locks = true,
		.expose_tamper = true,
		.motion_timeout_ms = 10 * 1000,
	};
	h->timers.now_ms = 1000 * 1000;
	h->status = 1;
	h->devices = json_object();
	h->states = json_object();
	h->statuses = json_object();
	h->events = json_array();
	h->store = json_object();
}

void house_start(struct house *h)
{
	CHECK(!station_create((struct reactor *)h, &h->timers, &h->config, FIRST_CALL,
		&listener, h->log, h, &h->station));
}

void house_stop(struct house *h)
{
	station_destroy(h->station);
	h->station = NULL;
	CHECK(!h->unit);
	CHECK(!h->orders && !h->picture);
	CHECK(!h->timers.first);
	json_object_clear(h->devices);
	json_object_clear(h->states);
}

void house_end(struct house *h)
{
	if (h->station)
		house_stop(h);
	json_decref(h->devices);
	json_decref(h->states);
	json_decref(h->statuses);
	json_decref(h->events);
	json_decref(h->store);
	json_decref(h->result);
}

void house_move_in(struct house *h, unsigned doors)
{
	house_begin(h);
	house_start(h);
	unit_is_known(h, "S1", doors, true);
	unit_comes_online(h);
}

/* ---- what the host does and sees ---- */

void host_asks(struct house *h, uint64_t ticket, const char *device,
	const char *capability, const char *op)
{
	station_request(h->station, device,
		&(struct child_request){ticket, capability, op, NULL});
}

void host_asks_with(struct house *h, uint64_t ticket, const char *device,
	const char *capability, const char *op, json_t *args)
{
	station_request(h->station, device,
		&(struct child_request){ticket, capability, op, args});
	json_decref(args);
}

unsigned host_answers(const struct house *h, uint64_t ticket)
{
	unsigned n = 0;

	for (unsigned i = 0; i < h->answer_count; i++)
		n += h->answers[i].ticket == ticket;
	return n;
}

int host_answer(const struct house *h, uint64_t ticket)
{
	for (unsigned i = 0; i < h->answer_count; i++) {
		if (h->answers[i].ticket == ticket)
			return h->answers[i].err;
	}
	return 1;
}

static const json_t *value(const struct house *h, const char *device,
	const char *capability, const char *member)
{
	return json_object_get(
		json_object_get(json_object_get(h->states, device), capability),
		member);
}

bool host_sees(const struct house *h, const char *device, const char *capability,
	const char *member, const char *text)
{
	const json_t *v = value(h, device, capability, member);

	if (!text)
		return json_is_null(v);
	return json_is_string(v) && !strcmp(json_string_value(v), text);
}

bool host_sees_flag(
	const struct house *h, const char *device, const char *capability, int on)
{
	const json_t *v = value(h, device, capability, "on");

	return json_is_boolean(v) && json_is_true(v) == !!on;
}

bool host_has(const struct house *h, const char *device)
{
	const char *parent;
	json_t *list, *d;
	size_t i;

	json_object_foreach(h->devices, parent, list)
	{
		json_array_foreach(list, i, d)
		{
			if (device &&
				!strcmp(json_string_value(json_object_get(d, "id")),
					device))
				return true;
		}
	}
	return false;
}

static bool is(const json_t *object, const char *member, const char *text)
{
	const char *value = json_string_value(json_object_get(object, member));

	return value && !strcmp(value, text);
}

unsigned host_rings(const struct house *h)
{
	unsigned n = 0;
	size_t i;
	json_t *e;

	json_array_foreach(h->events, i, e) n += is(e, "capability", "ring");
	return n;
}

unsigned host_accesses(const struct house *h, const char *type, const char *method)
{
	unsigned n = 0;
	size_t i;
	json_t *e;

	json_array_foreach(h->events, i, e)
	{
		n += is(e, "capability", "access") && is(e, "type", type) &&
		     (!method || is(json_object_get(e, "data"), "method", method));
	}
	return n;
}
