/* SPDX-License-Identifier: Apache-2.0 */
/* call-book.c - the calls of one doorbell, as its host sees them, and what of them
 * survives a restart. */

#include "call-book.h"

#include "station.h"
#include "wall-clock.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define STORE_KEY "calls" /**< of the doorbell's value in the store */

/* Rationale: a station that never named another button is taken to have one. Where it
 * has more, the button of a ring that does not name one is not known. */
static unsigned button_of(const struct call_book *b, unsigned named)
{
	return named || b->many_buttons ? named : 1;
}

static json_t *with_button(json_t *object, const char *key, unsigned button)
{
	if (object && button)
		json_object_set_new(object, key, json_integer(button));
	return object;
}

/* ---- the store ---- */

static json_t *stored_visit(const struct call_visit *v)
{
	return json_pack("{s:s,s:s,s:i,s:b}", "call", v->id, "source",
		event_source_name(v->source), "button", (int)v->button, "talked",
		v->talked);
}

static bool is_open(const struct call *c)
{
	return c->state != CALL_IDLE && (c->visit.rings || c->visit.resumed);
}

static void save(const struct call_book *b)
{
	json_t *before = station_stored(b->child), *all = json_copy(before);
	json_t *calls = json_pack("{s:i,s:b,s:{s:s,s:i,s:I}}", "missed", (int)b->missed,
		"many_buttons", b->many_buttons, "last", "call", b->last.id, "button",
		(int)b->last.button, "at", (json_int_t)b->last.at_unix_ms);

	if (is_open(&b->call))
		json_object_set_new(calls, "open", stored_visit(&b->call.visit));
	if (!json_is_object(all)) {
		json_decref(all);
		all = json_object();
	}
	json_object_set_new(all, STORE_KEY, calls);
	json_decref(before);
	station_store(b->child, all);
}

static unsigned stored_number(const json_t *object, const char *key)
{
	json_int_t n = json_integer_value(json_object_get(object, key));

	return n > 0 && n <= INT32_MAX ? (unsigned)n : 0;
}

static void stored_id(const json_t *object, char id[CALL_ID_MAX + 1])
{
	const char *text = json_string_value(json_object_get(object, "call"));

	snprintf(id, CALL_ID_MAX + 1, "%s", text ? text : "");
}

static enum event_source stored_source(const json_t *object)
{
	const char *name = json_string_value(json_object_get(object, "source"));
	unsigned i = 0;

	while (name && i < EVENT_SOURCES - 1 && strcmp(name, event_source_name(i)))
		i++;
	return (enum event_source)i;
}

static void resume(struct call_book *b, const json_t *open)
{
	struct call_visit visit = {
		.source = stored_source(open),
		.button = stored_number(open, "button"),
		.talked = json_is_true(json_object_get(open, "talked")),
	};

	stored_id(open, visit.id);
	if (*visit.id && !call_known(&b->call))
		call_resume(&b->call, &visit);
}

static void restore(struct call_book *b)
{
	json_t *stored = station_stored(b->child);
	const json_t *calls = json_object_get(stored, STORE_KEY);
	const json_t *last = json_object_get(calls, "last");

	b->restored = true;
	b->missed = stored_number(calls, "missed");
	b->many_buttons = json_is_true(json_object_get(calls, "many_buttons"));
	stored_id(last, b->last.id);
	b->last.button = stored_number(last, "button");
	b->last.at_unix_ms = (uint64_t)json_integer_value(json_object_get(last, "at"));
	resume(b, json_object_get(calls, "open"));
	json_decref(stored);
}

/* ---- what the host sees ---- */

static void tell_missed(const struct call_book *b)
{
	json_t *value = json_pack("{s:i}", "value", (int)b->missed);

	if (value && *b->last.id) {
		json_object_set_new(value, "last_call", json_string(b->last.id));
		json_object_set_new(value, "last_button",
			b->last.button ? json_integer(b->last.button) : json_null());
		json_object_set_new(
			value, "last_at", json_integer((json_int_t)b->last.at_unix_ms));
	}
	station_state(b->child, "missed_calls", value);
}

static void tell_call(enum call_state state, void *user)
{
	struct call_book *b = user;

	station_state(
		b->child, "call", json_pack("{s:s}", "value", call_state_name(state)));
	if (state == CALL_TALKING && is_open(&b->call))
		save(b);
}

static void tell_ring(enum event_source source, unsigned button, void *user)
{
	struct call_book *b = user;
	const struct call_visit *visit = &b->call.visit;

	b->many_buttons |= button > 1;
	station_counters(b->child->station)->rings_first[source]++;
	station_event(b->child, "ring", "ring",
		with_button(json_pack("{s:s,s:s}", "source", event_source_name(source),
				    "call", visit->id),
			"button", button_of(b, button)));
	save(b);
	if (b->rung)
		b->rung(visit->id, b->user);
}

static void time_confirmation(enum event_source source, uint64_t late_ms, void *user)
{
	struct call_book *b = user;

	histogram_add(
		&station_counters(b->child->station)->ring_late_ms[source], late_ms);
}

static void count_missed(struct call_book *b, const struct call_visit *visit)
{
	if (b->missed < INT32_MAX)
		b->missed++;
	snprintf(b->last.id, sizeof(b->last.id), "%s", visit->id);
	b->last.button = button_of(b, visit->button);
	b->last.at_unix_ms = wall_clock_unix_ms();
	tell_missed(b);
}

static void tell_end(
	const struct call_visit *visit, enum call_outcome outcome, void *user)
{
	struct call_book *b = user;
	json_t *data = json_pack("{s:s,s:s}", "call", visit->id, "source",
		event_source_name(visit->source));

	with_button(data, "button", button_of(b, visit->button));
	if (data && !visit->resumed) /* else its beginning is not known */
		json_object_set_new(data, "duration_ms",
			json_integer(
				(json_int_t)(station_timers(b->child->station)->now_ms -
					     visit->begun_ms)));
	station_event(b->child, "call_ended", call_outcome_name(outcome), data);
	if (outcome == CALL_MISSED)
		count_missed(b, visit);
	save(b);
}

static const struct call_listener call_listener = {
	.changed = tell_call,
	.ring = tell_ring,
	.confirmed = time_confirmation,
	.ended = tell_end,
};

void call_book_announced(struct call_book *b)
{
	if (!b->restored)
		restore(b);
	/* Rationale: a host may remember "ringing" from a life of ours that was cut off. */
	if (call_known(&b->call))
		tell_call(b->call.state, b);
	else
		station_state(b->child, "call", json_pack("{s:n}", "value"));
	tell_missed(b);
}

json_t *call_book_describe(void)
{
	return json_pack("{s:{s:s,s:s,s:[s],s:b},s:{s:s,s:s,s:[s,s,s]},"
			 "s:{s:s,s:s,s:[s,s,s,s,s]},s:{s:s,s:s},s:{s:s,s:s,s:s}}",
		"ring", "type", "event", "device_class", "doorbell", "event_types",
		"ring", "main", 1,

		"call", "type", "sensor", "device_class", "enum", "options", "idle",
		"ringing", "in_call",

		"call_ended", "type", "event", "name", "Call ended", "event_types",
		"answered_here", "answered_elsewhere", "rejected", "missed", "ended",

		"missed_calls", "type", "sensor", "name", "Missed calls",

		"clear_missed_calls", "type", "button", "name", "Clear missed calls",
		"category", "config");
}

/* ---- input ---- */

void call_book_event(struct call_book *b, const struct event *ev)
{
	switch (ev->kind) {
	case EVENT_BELL_PRESSED: call_press(&b->call, ev); break;
	case EVENT_CALL_IDLE: call_reading(&b->call, CALL_IDLE, ev); break;
	case EVENT_CALL_RINGING: call_reading(&b->call, CALL_RINGING, ev); break;
	case EVENT_CALL_TALKING: call_reading(&b->call, CALL_TALKING, ev); break;
	case EVENT_DOOR_UNLOCKED:
	case EVENT_DOOR_HELD: call_let_in(&b->call); break;
	default: break; /* not about calls */
	}
}

int call_book_request(struct call_book *b, const struct child_request *request)
{
	if (strcmp(request->capability, "clear_missed_calls") ||
		strcmp(request->op, "press"))
		return -ENOENT;
	b->missed = 0;
	tell_missed(b);
	save(b);
	station_answer(b->child->station, request->ticket, 0, "");
	return 0;
}

void call_book_init(
	struct call_book *b, struct child *child, const struct station *station)
{
	*b = (struct call_book){.child = child};
	call_init(&b->call, station_timers(station), station_first_call_id(station),
		&call_listener, b);
}

void call_book_finish(struct call_book *b)
{
	call_finish(&b->call);
}
