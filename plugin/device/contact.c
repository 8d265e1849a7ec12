/* SPDX-License-Identifier: Apache-2.0 */
/* contact.c - one door's contact: does it stand open?
 *
 * The station tells of changes only: until the first, and again after some may have been
 * missed, it is unknown. Each change is told, however short the door was open. */

#include "contact.h"

#include "station.h"

#include <stdlib.h>

enum contact_state { UNKNOWN, SHUT, OPEN };

struct contact {
	struct child child;
	enum contact_state state;
};

static struct contact *contact_of(struct child *c)
{
	return (struct contact *)c;
}

static void tell(const struct contact *k)
{
	json_t *on = k->state == UNKNOWN ? json_null() : json_boolean(k->state == OPEN);

	station_state(&k->child, "contact", json_pack("{s:o}", "on", on));
}

static void enter(struct contact *k, enum contact_state state)
{
	if (k->state == state)
		return;
	k->state = state;
	tell(k);
}

static void contact_on_event(struct child *c, const struct event *ev)
{
	switch (ev->kind) {
	case EVENT_DOOR_OPENED:
	case EVENT_DOOR_FORCED:
	case EVENT_DOOR_LEFT_OPEN: enter(contact_of(c), OPEN); break;
	case EVENT_DOOR_CLOSED: enter(contact_of(c), SHUT); break;
	default: break; /* another child's */
	}
}

static void contact_on_link(struct child *c, bool online)
{
	if (!online)
		enter(contact_of(c), UNKNOWN);
}

static void contact_announced(struct child *c)
{
	tell(contact_of(c));
}

static json_t *contact_describe(const struct child *c)
{
	return json_pack("{s:{s:s,s:s,s:b}}", "contact", "type", "binary_sensor",
		"device_class", "door", "main", 1);
}

static void contact_destroy(struct child *c)
{
	free(contact_of(c));
}

static struct child *contact_create(struct station *station)
{
	struct contact *k = calloc(1, sizeof(*k));

	return k ? &k->child : NULL;
}

const struct child_type contact_type = {
	.suffix = "contact",
	.type = "contact",
	.title = "contact",
	.numbered = true,
	.create = contact_create,
	.destroy = contact_destroy,
	.describe = contact_describe,
	.announced = contact_announced,
	.on_event = contact_on_event,
	.on_link = contact_on_link,
};
