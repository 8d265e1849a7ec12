/* SPDX-License-Identifier: Apache-2.0 */
/* doorbell.c - the station itself: ring, call, motion. */

#include "doorbell.h"

#include "call.h"
#include "station.h"

#include <stdlib.h>

struct doorbell {
	struct child child;
	struct call call;
	bool deaf;         /**< the unit is offline: no motion is not known */
	struct timer hold; /**< runs while there is motion */
};

static struct doorbell *doorbell_of(struct child *c)
{
	return (struct doorbell *)c;
}

static void tell_call(enum call_state state, void *user)
{
	struct doorbell *d = user;

	station_state(
		&d->child, "call", json_pack("{s:s}", "value", call_state_name(state)));
}

/* Rationale: a station that does not name the button is taken to have one. */
static void tell_ring(
	enum event_source source, unsigned button, const char *id, void *user)
{
	struct doorbell *d = user;

	station_event(&d->child, "ring", "ring",
		json_pack("{s:i,s:s,s:s}", "button", button ? (int)button : 1, "source",
			event_source_name(source), "call", id));
}

static const struct call_listener call_listener = {
	.changed = tell_call,
	.ring = tell_ring,
};

/* Off only while we would hear it come on. */
static void tell_motion(struct doorbell *d)
{
	bool on = timer_running(&d->hold);
	json_t *value = d->deaf && !on ? json_null() : json_boolean(on);

	station_state(&d->child, "motion", json_pack("{s:o}", "on", value));
}

static void motion_ended(void *user)
{
	tell_motion(user);
}

static void motion(struct doorbell *d)
{
	bool was_on = timer_running(&d->hold);

	timer_start(station_timers(d->child.station), &d->hold,
		station_config(d->child.station)->motion_timeout_ms, motion_ended, d);
	if (!was_on)
		tell_motion(d);
}

static void doorbell_on_event(struct child *c, const struct event *ev)
{
	struct doorbell *d = doorbell_of(c);

	switch (ev->kind) {
	case EVENT_BELL_PRESSED: call_press(&d->call, ev); break;
	case EVENT_CALL_IDLE: call_reading(&d->call, CALL_IDLE, ev); break;
	case EVENT_CALL_RINGING: call_reading(&d->call, CALL_RINGING, ev); break;
	case EVENT_CALL_TALKING: call_reading(&d->call, CALL_TALKING, ev); break;
	case EVENT_CASE_TAMPERED:
	case EVENT_MOTION: motion(d); break;
	default: break; /* another child's */
	}
}

static void doorbell_on_link(struct child *c, bool online)
{
	struct doorbell *d = doorbell_of(c);

	d->deaf = !online;
	tell_motion(d);
}

static void doorbell_announced(struct child *c)
{
	struct doorbell *d = doorbell_of(c);

	d->deaf = !station_online(c->station);
	tell_motion(d);
	/* Rationale: a host may remember "ringing" from a life of ours that was cut off. */
	if (d->call.has_reading || d->call.calls)
		tell_call(d->call.state, d);
	else
		station_state(c, "call", json_pack("{s:n}", "value"));
}

static json_t *doorbell_describe(const struct child *c)
{
	return json_pack("{s:{s:s,s:s,s:[s],s:b},s:{s:s,s:s,s:[s,s,s]},s:{s:s,s:s}}",
		"ring", "type", "event", "device_class", "doorbell", "event_types",
		"ring", "main", 1, "call", "type", "sensor", "device_class", "enum",
		"options", "idle", "ringing", "in_call", "motion", "type",
		"binary_sensor", "device_class", "motion");
}

static void doorbell_destroy(struct child *c)
{
	struct doorbell *d = doorbell_of(c);

	call_finish(&d->call);
	timer_stop(&d->hold);
	free(d);
}

static struct child *doorbell_create(struct station *station)
{
	struct doorbell *d = calloc(1, sizeof(*d));

	if (!d)
		return NULL;
	d->deaf = true;
	call_init(&d->call, station_timers(station), station_first_call_id(station),
		&call_listener, d);
	return &d->child;
}

const struct child_type doorbell_type = {
	.type = "doorbell",
	.create = doorbell_create,
	.destroy = doorbell_destroy,
	.describe = doorbell_describe,
	.announced = doorbell_announced,
	.on_event = doorbell_on_event,
	.on_link = doorbell_on_link,
};
