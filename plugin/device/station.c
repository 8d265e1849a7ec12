/* SPDX-License-Identifier: Apache-2.0 */
/* station.c - a door station: its unit, and the devices it is made of. */

#include "station-private.h"

#include "device-id.h"
#include "device-object.h"
#include "log.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the children ---- */

static struct child *find_child(
	const struct station *s, enum child_kind kind, unsigned door)
{
	for (struct child *c = s->children; c; c = c->next) {
		if (c->kind == kind && c->door == door)
			return c;
	}
	return NULL;
}

static bool has_door(const struct station *s, unsigned door)
{
	return s->info.doors_known && door >= s->info.first_door &&
	       door <= s->info.last_door;
}

static bool wanted(const struct station *s, enum child_kind kind, unsigned door)
{
	switch (kind) { /* ADD A KIND */
	case CHILD_NONE:
	case CHILD_CAMERA:
	case CHILD_CHANNEL: return false;
	case CHILD_DOORBELL: return true;
	case CHILD_LOCK:
		return s->config.expose_locks && s->config.vendor->door &&
		       has_door(s, door);
	case CHILD_CONTACT: return s->config.expose_contacts && has_door(s, door);
	case CHILD_TAMPER: return s->config.expose_tamper;
	case CHILD_OUTPUT:
		return s->config.expose_outputs && s->config.vendor->output &&
		       s->info.outputs & 1u << (door - 1);
	}
	return false;
}

static int add_child(struct station *s, enum child_kind kind, unsigned door)
{
	const struct child_type *type = child_type_of(kind);
	struct child **end = &s->children;
	struct child *c = type->create(s);

	if (!c)
		return -ENOMEM;
	c->type = type;
	c->kind = kind;
	c->station = s;
	c->door = door;
	device_id(s->info.serial, type->suffix, door, c->id);
	while (*end)
		end = &(*end)->next;
	*end = c;
	return 0;
}

static void drop_children(struct station *s, bool all)
{
	struct child **link = &s->children;

	while (*link) {
		struct child *c = *link;

		if (!all && wanted(s, c->kind, c->door)) {
			link = &c->next;
			continue;
		}
		*link = c->next;
		c->type->destroy(c);
	}
}

/* Kinds in the order the host sees them. ADD A KIND */
static const enum child_kind kinds[] = {
	CHILD_DOORBELL, CHILD_LOCK, CHILD_CONTACT, CHILD_TAMPER, CHILD_OUTPUT};

static int want_child(struct station *s, enum child_kind kind, unsigned door)
{
	if (!wanted(s, kind, door) || find_child(s, kind, door))
		return 0;
	return add_child(s, kind, door);
}

static int add_missing(struct station *s)
{
	int err = 0;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds) && !err; i++) {
		if (!child_type_of(kinds[i])->numbered) {
			err = want_child(s, kinds[i], 0);
			continue;
		}
		for (unsigned n = 1; n <= UNIT_NUMBERS_MAX && !err; n++)
			err = want_child(s, kinds[i], n);
	}
	return err;
}

/* ---- what the host sees ---- */

static void announce(struct station *s)
{
	const char *maker = s->config.vendor->manufacturer;
	json_t *roots = json_array(), *rest = json_array();

	json_array_append_new(roots, device_root(s->children, &s->info, maker));
	for (const struct child *c = s->children->next; c; c = c->next)
		json_array_append_new(rest, device_child(c, &s->info));
	s->listener->devices(NULL, roots, s->user);
	s->listener->devices(s->children->id, rest, s->user);
	json_decref(roots);
	json_decref(rest);
}

static void tell_status(struct station *s)
{
	int err = s->online ? 0 : s->link_err;
	const char *why = s->online ? "" : s->link_why;

	if (!s->online && !err)
		return; /* nothing is known yet */
	s->listener->status("", err, why, s->user);
	if (s->children)
		s->listener->status(s->children->id, err, why, s->user);
}

/* The set of children follows settings and doors; what stays keeps its state. */
static int arrange_children(struct station *s)
{
	struct child *before = s->children;
	int err;

	drop_children(s, false);
	err = add_missing(s);
	if (!s->children)
		return -ENOMEM;
	announce(s);
	if (!before)
		tell_status(s);
	for (struct child *c = s->children; c; c = c->next)
		c->type->announced(c);
	return err;
}

/* ---- the unit ---- */

static void unit_known(const struct unit_info *info, void *user)
{
	struct station *s = user;
	struct unit_info now = *info;

	if (s->known && strcmp(s->info.serial, info->serial)) {
		drop_children(s, true); /* another station answers at that address */
		s->info = (struct unit_info){0};
	}
	station_keep_doors(s, &now);
	s->known = true;
	s->info = now;
	station_take_fingerprint(s);
	station_remember(s);
	if (arrange_children(s))
		log_error(s->log, "out of memory: some devices are missing");
}

/* Before anything is heard of the unit: its devices are there, unreachable. Rationale: the
 * connection as a whole has not failed yet, so nothing is said of it. */
static void show_recalled(struct station *s)
{
	s->known = true;
	if (arrange_children(s) || !s->children)
		return;
	s->listener->status(s->children->id, -EHOSTUNREACH,
		"not connected yet; known from before", s->user);
}

static void tell_link(struct station *s)
{
	tell_status(s);
	for (struct child *c = s->children; c; c = c->next) {
		if (c->type->on_link)
			c->type->on_link(c, s->online);
	}
}

static void unit_online(void *user)
{
	struct station *s = user;

	s->online = true;
	tell_link(s);
}

static void unit_offline(int err, const char *why, void *user)
{
	struct station *s = user;
	bool was_online = s->online;

	if (!was_online && s->link_err == err && !strcmp(s->link_why, why))
		return;
	s->online = false;
	s->link_err = err;
	snprintf(s->link_why, sizeof(s->link_why), "%s", why);
	if (was_online) {
		access_forget(&s->access);
		tell_link(s);
	} else
		tell_status(s);
}

static void unit_event(const struct event *ev, void *user)
{
	struct station *s = user;
	struct child *c = find_child(s, event_child(ev->kind), ev->door);

	if (ev->source != SOURCE_POLL) /* that is every second */
		log_debug(s->log, "event %s, door %u", event_name(ev->kind), ev->door);
	if (!c && !ev->missed) /* what only passed by is over */
		c = find_child(s, event_child_otherwise(ev->kind), 0);
	if (c)
		c->type->on_event(c, ev);
	station_share(s, c, ev);
	access_event(&s->access, ev);
}

static void tell_access(enum access_type type, unsigned door,
	const struct event_access *who, void *user)
{
	struct station *s = user;
	json_t *data = json_pack("{s:i,s:s}", "door", (int)door, "method",
		access_method_name(who->method));

	if (*who->name)
		json_object_set_new(data, "name", json_string(who->name));
	if (*who->card)
		json_object_set_new(data, "card", json_string(who->card));
	if (*who->device_time)
		json_object_set_new(data, "device_time", json_string(who->device_time));
	if (s->children && s->children->kind == CHILD_DOORBELL)
		station_event(s->children, "access", access_type_name(type), data);
	else
		json_decref(data);
}

static const struct unit_listener unit_listener = {
	.known = unit_known,
	.online = unit_online,
	.offline = unit_offline,
	.event = unit_event,
	.issue = station_unit_issue,
	.recall = station_unit_recall,
	.remember = station_unit_remember,
};

static int connect_unit(struct station *s)
{
	int err = s->config.vendor->create(
		s->reactor, &s->config.unit, &unit_listener, s->log, s, &s->unit);

	if (!err)
		s->config.vendor->start(s->unit);
	return err;
}

/* ---- life ---- */

/* The commands under way go with the unit; the devices stay, offline. */
static void disconnect_unit(struct station *s)
{
	for (struct child *c = s->children; c; c = c->next) {
		if (c->type->on_unit_gone)
			c->type->on_unit_gone(c);
	}
	if (s->unit)
		s->config.vendor->destroy(s->unit);
	s->unit = NULL;
	s->pinned[0] = '\0';
	unit_offline(-EHOSTUNREACH, "connecting with new settings", s);
}

static void moved(void *user)
{
	struct station *s = user;

	s->moving = false;
	disconnect_unit(s);
	if (connect_unit(s))
		unit_offline(-EREMOTEIO, "the station could not be set up", s);
}

static void unit_parted(int err, void *user)
{
	struct station *s = user;

	timer_start(s->timers, &s->moved, 0, moved, s);
}

/* It will look for its station elsewhere: the one that it leaves is told. */
static bool leaves(struct station *s, const struct station_config *config)
{
	const struct unit_config *a = &s->config.unit, *b = &config->unit;

	if (!strcmp(a->host, b->host) && a->port == b->port)
		return false;
	s->moving = !station_farewell(s, unit_parted, s);
	return s->moving;
}

int station_configure(struct station *s, const struct station_config *config)
{
	bool same = s->unit && station_same_unit(s, config);
	bool leaving = s->moving || (!same && s->unit && leaves(s, config));

	if (!same && !leaving)
		disconnect_unit(s);
	s->config = *config;
	if (!same && !leaving)
		return connect_unit(s);
	return s->known ? arrange_children(s) : 0;
}

int station_farewell(struct station *s, farewell_done_fn *done, void *user)
{
	if (!s->unit || !s->config.vendor->farewell)
		return -ENOENT;
	return s->config.vendor->farewell(s->unit, done, user);
}

int station_create(struct reactor *r, struct timers *timers,
	const struct station_config *config, uint64_t first_call_id,
	const struct station_listener *listener, const struct log *log, void *user,
	struct station **ret_station)
{
	struct station *s = calloc(1, sizeof(*s));
	int err;

	if (!s)
		return -ENOMEM;
	s->reactor = r;
	s->timers = timers;
	s->config = *config;
	s->first_call_id = first_call_id;
	s->listener = listener;
	s->log = log;
	s->user = user;
	access_init(&s->access, timers, tell_access, s);
	err = connect_unit(s);
	if (err) {
		free(s);
		return err;
	}
	if (station_recall(s))
		show_recalled(s);
	*ret_station = s;
	return 0;
}

void station_destroy(struct station *s)
{
	if (!s)
		return;
	timer_stop(&s->moved);
	drop_children(s, true);
	access_finish(&s->access);
	if (s->unit)
		s->config.vendor->destroy(s->unit);
	free(s);
}
