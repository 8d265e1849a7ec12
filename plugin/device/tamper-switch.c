/* SPDX-License-Identifier: Apache-2.0 */
/* tamper-switch.c - latched: raised when the housing is opened, cleared by the user. */

#include "tamper-switch.h"

#include "station.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The latch is ours, not the station's: it is known from the first moment, and kept
 * over restarts. */
struct tamper_switch {
	struct child child;
	bool on;
	bool restored; /**< `on` has been taken from the store */
};

static struct tamper_switch *tamper_switch_of(struct child *c)
{
	return (struct tamper_switch *)c;
}

/* Off only where an opened housing would be told of. */
static void tell(const struct tamper_switch *t)
{
	bool blind = station_info(t->child.station)->indirect;
	json_t *value = blind && !t->on ? json_null() : json_boolean(t->on);

	station_state(&t->child, "tamper", json_pack("{s:o}", "on", value));
}

static void latch(struct tamper_switch *t, bool on)
{
	if (t->on == on)
		return;
	t->on = on;
	station_store(&t->child, json_pack("{s:b}", "on", on));
	tell(t);
}

static void tamper_switch_on_event(struct child *c, const struct event *ev)
{
	if (ev->kind == EVENT_CASE_TAMPERED)
		latch(tamper_switch_of(c), true);
}

static void clear(struct tamper_switch *t, uint64_t ticket)
{
	latch(t, false);
	station_answer(t->child.station, ticket, 0, "");
}

static int tamper_switch_on_request(
	struct child *c, const struct child_request *request)
{
	if (strcmp(request->capability, "tamper"))
		return -ENOENT;
	if (!strcmp(request->op, "turn_on"))
		station_answer(c->station, request->ticket, -ENOTSUP,
			"only the station itself raises its tamper alert");
	else if (!strcmp(request->op, "turn_off"))
		clear(tamper_switch_of(c), request->ticket);
	else
		return -ENOENT;
	return 0;
}

static void restore(struct tamper_switch *t)
{
	json_t *stored = station_stored(&t->child);

	t->on = json_is_true(json_object_get(stored, "on"));
	t->restored = true;
	json_decref(stored);
}

/* Rationale: announced again, it keeps what it knows, which the store may not have taken. */
static void tamper_switch_announced(struct child *c)
{
	struct tamper_switch *t = tamper_switch_of(c);

	if (!t->restored)
		restore(t);
	tell(t);
}

static json_t *tamper_switch_describe(const struct child *c)
{
	return json_pack("{s:{s:s,s:b,s:b}}", "tamper", "type", "switch", "latched", 1,
		"main", 1);
}

static void tamper_switch_destroy(struct child *c)
{
	free(tamper_switch_of(c));
}

static struct child *tamper_switch_create(struct station *station)
{
	struct tamper_switch *t = calloc(1, sizeof(*t));

	return t ? &t->child : NULL;
}

const struct child_type tamper_switch_type = {
	.suffix = "tamper",
	.type = "switch",
	.title = "tamper alert",
	.create = tamper_switch_create,
	.destroy = tamper_switch_destroy,
	.describe = tamper_switch_describe,
	.announced = tamper_switch_announced,
	.on_event = tamper_switch_on_event,
	.on_request = tamper_switch_on_request,
};
