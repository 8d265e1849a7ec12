/* SPDX-License-Identifier: Apache-2.0 */
/* station-arrange.c - the devices of a station: which there are, and what the host sees. */

#include "station-private.h"

#include "device-id.h"
#include "device-object.h"

#include <errno.h>

/* ---- the children ---- */

struct child *station_find_child(
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
	case CHILD_NONE: return false;
	case CHILD_DOORBELL: return !s->view;
	case CHILD_CAMERA: return s->view;
	case CHILD_CHANNEL:
		return s->view && s->view->recorder &&
		       station_view_channel(s->view, door);
	case CHILD_LOCK:
		return s->config.expose_locks && s->config.vendor->door &&
		       has_door(s, door);
	case CHILD_CONTACT: return s->config.expose_contacts && has_door(s, door);
	case CHILD_TAMPER: return s->config.expose_tamper && !s->view;
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

void station_drop_children(struct station *s, bool all)
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
static const enum child_kind kinds[] = {CHILD_DOORBELL, CHILD_CAMERA, CHILD_LOCK,
	CHILD_CONTACT, CHILD_TAMPER, CHILD_CHANNEL, CHILD_OUTPUT};

static int want_child(struct station *s, enum child_kind kind, unsigned door)
{
	if (!wanted(s, kind, door) || station_find_child(s, kind, door))
		return 0;
	return add_child(s, kind, door);
}

static int want_channels(struct station *s)
{
	int err = 0;

	for (unsigned i = 0; s->view && i < s->view->channel_count && !err; i++)
		err = want_child(s, CHILD_CHANNEL, s->view->channels[i].number);
	return err;
}

static int want_numbered(struct station *s, enum child_kind kind)
{
	int err = 0;

	if (kind == CHILD_CHANNEL)
		return want_channels(s);
	for (unsigned n = 1; n <= UNIT_NUMBERS_MAX && !err; n++)
		err = want_child(s, kind, n);
	return err;
}

static int add_missing(struct station *s)
{
	int err = 0;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds) && !err; i++)
		err = child_type_of(kinds[i])->numbered ? want_numbered(s, kinds[i])
							: want_child(s, kinds[i], 0);
	return err;
}

/* ---- what the host sees ---- */

static void announce(struct station *s)
{
	json_t *roots = json_array(), *rest = json_array();

	json_array_append_new(roots, device_root(s->children));
	for (const struct child *c = s->children->next; c; c = c->next)
		json_array_append_new(rest, device_child(c));
	s->listener->devices(NULL, roots, s->user);
	s->listener->devices(s->children->id, rest, s->user);
	json_decref(roots);
	json_decref(rest);
}

void station_tell_status(struct station *s)
{
	int err = s->online ? 0 : s->link_err;
	const char *why = s->online ? "" : s->link_why;

	if (!s->online && !err)
		return; /* nothing is known yet */
	s->listener->status("", err, why, s->user);
	if (s->children)
		s->listener->status(s->children->id, err, why, s->user);
}

static int settle(struct station *s)
{
	int err;

	station_drop_children(s, false);
	err = add_missing(s);
	for (struct child *c = s->children; c; c = c->next) {
		if (c->type->on_follow)
			c->type->on_follow(c);
	}
	if (!s->children)
		return -ENOMEM;
	announce(s);
	return err;
}

int station_arrange(struct station *s)
{
	struct child *before = s->children;
	int err = settle(s);

	if (!s->children)
		return err;
	if (!before)
		station_tell_status(s);
	for (struct child *c = s->children; c; c = c->next)
		c->type->announced(c);
	return err;
}

int station_arrange_for(struct station *s, enum child_kind kind, unsigned number)
{
	int err = settle(s);
	struct child *c = station_find_child(s, kind, number);

	if (c)
		c->type->announced(c);
	return err;
}
