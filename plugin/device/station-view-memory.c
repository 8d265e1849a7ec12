/* SPDX-License-Identifier: Apache-2.0 */
/* station-view-memory.c - what a camera or a recorder watches, as it is kept over restarts:
 *
 *   {"recorder": true, "ports_decided": true, "lone_port": 0,
 *    "channels": [[number, "name", 1 has_camera + 2 has_detection], ...],
 *    "sensors": {"motion": [place, 1 armed + 2 heard, ...], "?their_word": [...]}}
 *
 * A place is a channel, or a port with a minus in front. */

#include "station-view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *pack_channels(const struct station_view *v)
{
	json_t *list = json_array();

	for (unsigned i = 0; i < v->channel_count; i++) {
		const struct unit_channel *c = &v->channels[i];

		json_array_append_new(
			list, json_pack("[i,s,i]", (int)c->number, c->name,
				      c->has_camera + 2 * c->has_detection));
	}
	return list;
}

static json_t *pack_sensors(const struct station_view *v)
{
	json_t *all = json_object();

	for (unsigned i = 0; i < v->sensor_count; i++) {
		const struct view_sensor *s = &v->sensors[i];
		char key[SENSOR_WORD_MAX + 2];
		json_t *list;

		if (s->id.kind == SENSOR_OTHER)
			snprintf(key, sizeof(key), "?%s", s->id.word);
		else
			snprintf(key, sizeof(key), "%s",
				sensor_type_of(s->id.kind)->key);
		list = json_object_get(all, key);
		if (!list) {
			json_object_set_new(all, key, json_array());
			list = json_object_get(all, key);
		}
		json_array_append_new(
			list, json_integer(s->id.port ? -(json_int_t)s->id.port
						      : (json_int_t)s->id.channel));
		json_array_append_new(list, json_integer(s->armed + 2 * s->heard));
	}
	return all;
}

json_t *station_view_pack(const struct station_view *v)
{
	return json_pack("{s:b,s:b,s:i,s:o,s:o}", "recorder", v->recorder,
		"ports_decided", v->ports_decided, "lone_port", (int)v->lone_port,
		"channels", pack_channels(v), "sensors", pack_sensors(v));
}

/* ---- back ---- */

static void unpack_channels(const json_t *list, struct unit_view *view)
{
	for (size_t i = 0; i < json_array_size(list) && i < UNIT_CHANNELS_MAX; i++) {
		const json_t *row = json_array_get(list, i);
		json_int_t number = json_integer_value(json_array_get(row, 0));
		const char *name = json_string_value(json_array_get(row, 1));
		json_int_t has = json_integer_value(json_array_get(row, 2));
		struct unit_channel *c = &view->channels[view->channel_count];

		if (number < 1 || number > VIEW_CHANNEL_MAX)
			continue;
		*c = (struct unit_channel){.number = (unsigned)number,
			.has_camera = has & 1,
			.has_detection = has & 2};
		snprintf(c->name, sizeof(c->name), "%s", name ? name : "");
		view->channel_count++;
	}
}

/* @return false: a type that this version does not know */
static bool unpack_kind(const char *key, struct sensor_id *ret_id)
{
	*ret_id = (struct sensor_id){.kind = SENSOR_OTHER};
	if (*key == '?' && strlen(key + 1) <= SENSOR_WORD_MAX) {
		snprintf(ret_id->word, sizeof(ret_id->word), "%.*s", SENSOR_WORD_MAX,
			key + 1);
		return *ret_id->word;
	}
	for (unsigned kind = SENSOR_OTHER + 1; kind < SENSOR_KINDS; kind++) {
		ret_id->kind = (enum sensor_kind)kind;
		if (!strcmp(sensor_type_of(ret_id->kind)->key, key))
			return true;
	}
	return false;
}

static int unpack_sensors(const json_t *all, struct station_view *v)
{
	const char *key;
	json_t *list;
	int err = 0;

	json_object_foreach((json_t *)all, key, list)
	{
		struct view_sensor sensor = {.armed = false};
		struct sensor_id id;

		if (!unpack_kind(key, &id))
			continue;
		for (size_t i = 0; i + 1 < json_array_size(list) && !err; i += 2) {
			json_int_t place = json_integer_value(json_array_get(list, i));
			json_int_t is = json_integer_value(json_array_get(list, i + 1));

			id.channel = place > 0 ? (unsigned)place : 0;
			id.port = place < 0 ? (unsigned)-place : 0;
			sensor.id = station_view_place(v, &id);
			sensor.armed = is & 1;
			sensor.heard = is & 2;
			err = station_view_add(v, &sensor);
		}
	}
	return err;
}

struct station_view *station_view_unpack(const json_t *packed)
{
	struct unit_view view = {
		.recorder = json_is_true(json_object_get(packed, "recorder"))};
	struct station_view *v = NULL;
	json_int_t lone = json_integer_value(json_object_get(packed, "lone_port"));

	if (!json_is_object(packed))
		return NULL;
	view.channels = calloc(UNIT_CHANNELS_MAX, sizeof(*view.channels));
	if (!view.channels)
		return NULL;
	unpack_channels(json_object_get(packed, "channels"), &view);
	if (!station_view_create(&view, &v)) {
		unpack_sensors(json_object_get(packed, "sensors"), v);
		v->ports_decided =
			json_is_true(json_object_get(packed, "ports_decided"));
		v->lone_port = lone > 0 ? (unsigned)lone : 0;
	}
	free(view.channels);
	return v;
}
