/* SPDX-License-Identifier: Apache-2.0 */
/* camera-diagnosis.c - what a maintainer needs to know of a camera he has not got. */

#include "camera-unit.h"
#include "unit-facts.h"

#include <jansson.h>

static unsigned count_lost(const struct unit_view *view)
{
	unsigned lost = 0;

	for (unsigned i = 0; i < view->channel_count; i++)
		lost += view->channels[i].lost;
	return lost;
}

/* No names of channels: people choose them. */
static json_t *camera_object(const struct unit *u)
{
	const struct unit_view *view = &u->view.view;

	return json_pack("{s:s,s:s,s:s,s:b,s:b,s:i,s:i,s:i}", "model", u->info.model,
		"firmware", u->info.firmware, "type", u->type, "recorder",
		view->recorder, "paths_without_isapi", isapi_bare(u->isapi), "channels",
		(int)view->channel_count, "channels_lost", (int)count_lost(view),
		"streams", (int)u->found.streams.count);
}

static json_t *sensors_array(const struct unit *u)
{
	const struct unit_view *view = &u->view.view;
	json_t *sensors = json_array();

	for (unsigned i = 0; i < view->sensor_count; i++) {
		const struct unit_sensor *s = &view->sensors[i];

		json_array_append_new(sensors,
			json_pack("{s:s,s:i,s:i,s:b}", "type", camera_wire_type(&s->id),
				"channel", (int)s->id.channel, "port", (int)s->id.port,
				"armed", s->armed));
	}
	return sensors;
}

static json_t *words_array(const struct unit *u)
{
	json_t *words = json_array();

	for (unsigned i = 0; i < u->words.count; i++)
		json_array_append_new(words, json_string(u->words.list[i]));
	return words;
}

static json_t *counts_object(const struct unit *u)
{
	const struct camera_counts *c = &u->counts;

	return json_pack("{s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I}", "connections",
		(json_int_t)c->connections, "losses", (json_int_t)c->losses, "streams",
		(json_int_t)c->streams, "alerts", (json_int_t)c->alerts, "heartbeats",
		(json_int_t)c->heartbeats, "news", (json_int_t)c->news, "old",
		(json_int_t)c->old, "rounds", (json_int_t)c->rounds);
}

/* Rationale: as unit_diagnose(). */
json_t *camera_diagnose(const struct unit *u)
{
	return json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o*}", "camera",
		camera_object(u), "sensors", sensors_array(u), "unknown_types",
		words_array(u), "link", unit_link_facts(&u->link), "counts",
		counts_object(u), "stream", unit_stream_facts(&u->stream), "probed",
		question_round_outcomes(&u->round), "parts",
		recorder_parts(&u->stream.recorder), "push",
		camera_push_diagnose(&u->push));
}
