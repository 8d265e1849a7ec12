/* SPDX-License-Identifier: Apache-2.0 */
/* station-children.c - between a station and its children: requests go down, reports up. */

#include "station-private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static struct child *find_device(const struct station *s, const char *id)
{
	for (struct child *c = s->children; c; c = c->next) {
		if (!strcmp(c->id, id))
			return c;
	}
	return NULL;
}

/* ---- requests ---- */

void station_answer(struct station *s, uint64_t ticket, int err, const char *why)
{
	s->listener->answer(ticket, err, why, NULL, s->user);
}

void station_answer_bytes(struct station *s, uint64_t ticket, const json_t *result,
	struct bytes blob, const char *type)
{
	s->listener->answer_bytes(ticket, result, blob, type, s->user);
}

/* Why the device did not even take it, for people. */
static void refuse(struct station *s, const struct child *c,
	const struct child_request *request, int err)
{
	char why[160];

	if (err == -ENOENT)
		snprintf(why, sizeof(why), "%s has no operation \"%.32s\" on \"%.32s\"",
			child_word(c), request->op, request->capability);
	else if (err == -ENOTCONN)
		snprintf(why, sizeof(why), "%.150s",
			*s->link_why ? s->link_why : "the device is not connected yet");
	else
		snprintf(why, sizeof(why), "%s", strerror(-err));
	station_answer(s, request->ticket, err, why);
}

void station_request(
	struct station *s, const char *device, const struct child_request *request)
{
	struct child *c = find_device(s, device);
	int err;

	if (!c) {
		station_answer(s, request->ticket, -ENOENT, "there is no such device");
		return;
	}
	err = c->type->on_request ? c->type->on_request(c, request) : -ENOENT;
	if (err)
		refuse(s, c, request, err);
}

void station_cancel(struct station *s, uint64_t ticket)
{
	for (struct child *c = s->children; c; c = c->next) {
		if (c->type->on_cancel)
			c->type->on_cancel(c, ticket);
	}
}

/* ---- for the children ---- */

struct timers *station_timers(const struct station *s)
{
	return s->timers;
}

const struct station_config *station_config(const struct station *s)
{
	return &s->config;
}

uint64_t station_first_call_id(const struct station *s)
{
	return s->first_call_id;
}

bool station_online(const struct station *s)
{
	return s->online;
}

struct station_counters *station_counters(struct station *s)
{
	return &s->counters;
}

void station_share(struct station *s, const struct child *but, const struct event *ev)
{
	for (struct child *c = s->children; c; c = c->next) {
		if (c != but && c->type->on_overheard)
			c->type->on_overheard(c, ev);
	}
}

const struct unit_info *station_info(const struct station *s)
{
	return &s->info;
}

struct access *station_access(struct station *s)
{
	return &s->access;
}

int station_door(struct station *s, unsigned door, enum door_action action,
	command_done_fn *done, void *user, struct unit_command **ret_command)
{
	if (!s->online)
		return -ENOTCONN;
	return s->config.vendor->door(s->unit, door, action, done, user, ret_command);
}

const struct log *station_log(const struct station *s)
{
	return s->log;
}

int station_snapshot(struct station *s, const struct picture_wish *wish,
	picture_done_fn *done, void *user, struct unit_picture **ret_picture)
{
	if (!s->unit)
		return -ENOTCONN;
	return s->config.vendor->snapshot(s->unit, wish, done, user, ret_picture);
}

int station_stream_url(const struct station *s, unsigned channel, const char *profile,
	char *url, size_t cap)
{
	if (!s->unit)
		return -ENOTCONN;
	return s->config.vendor->stream_url(s->unit, channel, profile, url, cap);
}

int station_reboot(struct station *s, command_done_fn *done, void *user,
	struct unit_command **ret_command)
{
	if (!s->online)
		return -ENOTCONN;
	return s->config.vendor->reboot(s->unit, done, user, ret_command);
}

int station_output(struct station *s, unsigned output, bool on, command_done_fn *done,
	void *user, struct unit_command **ret_command)
{
	if (!s->online)
		return -ENOTCONN;
	return s->config.vendor->output(s->unit, output, on, done, user, ret_command);
}

void station_ask_output(struct station *s, unsigned output)
{
	if (s->online)
		s->config.vendor->ask_output(s->unit, output);
}

int station_detection(struct station *s, unsigned channel, bool on,
	command_done_fn *done, void *user, struct unit_command **ret_command)
{
	if (!s->online)
		return -ENOTCONN;
	return s->config.vendor->detection(
		s->unit, channel, on, done, user, ret_command);
}

void station_ask_detection(struct station *s, unsigned channel)
{
	if (s->online && s->config.vendor->ask_detection)
		s->config.vendor->ask_detection(s->unit, channel);
}

void station_state(const struct child *c, const char *capability, json_t *value)
{
	json_t *patch = json_pack("{s:o}", capability, value);

	if (patch)
		c->station->listener->state(c->id, patch, c->station->user);
	json_decref(patch);
}

void station_patch(const struct child *c, const json_t *patch)
{
	c->station->listener->state(c->id, patch, c->station->user);
}

void station_child_status(const struct child *c, int err, const char *why)
{
	c->station->listener->status(c->id, err, why, c->station->user);
}

void station_event(
	const struct child *c, const char *capability, const char *type, json_t *value)
{
	if (value)
		c->station->listener->event(
			c->id, capability, type, value, c->station->user);
	json_decref(value);
}

json_t *station_stored(const struct child *c)
{
	return c->station->listener->store_get(c->id, c->station->user);
}

void station_store(const struct child *c, json_t *value)
{
	if (value)
		c->station->listener->store_put(c->id, value, c->station->user);
	json_decref(value);
}
