/* SPDX-License-Identifier: Apache-2.0 */
/* station-memory.c - what the unit is, kept over restarts: a house whose station is off
 * has its devices all the same, and a station that will not say which doors it has keeps
 * those it had. */

#include "station-private.h"

#include "log.h"

#include <stdio.h>
#include <string.h>

/* Rationale: the other keys are ids of devices, and no serial number is like this. */
static const char key[] = "_unit";
static const char view_key[] = "_view";

static void take_text(const json_t *from, const char *name, char *to, size_t size)
{
	const char *text = json_string_value(json_object_get(from, name));

	snprintf(to, size, "%s", text ? text : "");
}

static unsigned take_number(const json_t *value, unsigned max)
{
	json_int_t n = json_integer_value(value);

	return n < 0 || n > (json_int_t)max ? 0 : (unsigned)n;
}

static void take_doors(const json_t *known, struct unit_info *info)
{
	const json_t *doors = json_object_get(known, "doors");
	const json_t *times = json_object_get(known, "open_ms");

	info->doors_known = json_is_array(doors);
	info->first_door = take_number(json_array_get(doors, 0), UNIT_NUMBERS_MAX);
	info->last_door = take_number(json_array_get(doors, 1), UNIT_NUMBERS_MAX);
	info->can_hold = json_is_true(json_object_get(known, "can_hold"));
	for (size_t i = 0; i < UNIT_NUMBERS_MAX; i++)
		info->open_ms[i] =
			take_number(json_array_get(times, i), 24 * 3600 * 1000);
}

bool station_recall(struct station *s)
{
	json_t *known = s->listener->store_get(key, s->user);
	const char *host = json_string_value(json_object_get(known, "host"));
	struct unit_info info = {
		.outputs = take_number(json_object_get(known, "outputs"), 0xffff),
		.has_camera = json_is_true(json_object_get(known, "camera")),
		.indirect = json_is_true(json_object_get(known, "indirect"))};

	take_text(known, "serial", info.serial, sizeof(info.serial));
	take_text(known, "name", info.name, sizeof(info.name));
	take_text(known, "model", info.model, sizeof(info.model));
	take_text(known, "firmware", info.firmware, sizeof(info.firmware));
	take_text(known, "mac", info.mac, sizeof(info.mac));
	take_doors(known, &info);
	/* Elsewhere there may be another one. */
	if (!*info.serial || !host || strcmp(host, s->config.unit.host)) {
		json_decref(known);
		return false;
	}
	json_decref(known);
	s->info = info;
	s->view = station_recall_view(s, info.serial);
	return true;
}

struct station_view *station_recall_view(struct station *s, const char *serial)
{
	json_t *known = s->listener->store_get(view_key, s->user);
	const char *of = json_string_value(json_object_get(known, "serial"));
	struct station_view *view = NULL;

	if (of && !strcmp(of, serial))
		view = station_view_unpack(known);
	json_decref(known);
	return view;
}

static json_t *doors_object(const struct unit_info *info)
{
	json_t *times = json_array();

	for (size_t i = 0; i < UNIT_NUMBERS_MAX; i++)
		json_array_append_new(times, json_integer(info->open_ms[i]));
	return json_pack("{s:[i,i],s:b,s:o}", "doors", (int)info->first_door,
		(int)info->last_door, "can_hold", info->can_hold, "open_ms", times);
}

static void remember_view(struct station *s)
{
	json_t *known = s->view ? station_view_pack(s->view) : NULL;

	if (known)
		json_object_set_new(known, "serial", json_string(s->info.serial));
	if (known)
		s->listener->store_put(view_key, known, s->user);
	json_decref(known);
}

void station_remember(struct station *s)
{
	const struct unit_info *info = &s->info;
	json_t *known = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:i,s:b,s:b}", "host",
		s->config.unit.host, "serial", info->serial, "name", info->name,
		"model", info->model, "firmware", info->firmware, "mac", info->mac,
		"outputs", (int)info->outputs, "camera", info->has_camera, "indirect",
		info->indirect);

	if (known && info->doors_known) {
		json_t *doors = doors_object(info);

		json_object_update(known, doors);
		json_decref(doors);
	}
	if (known)
		s->listener->store_put(key, known, s->user);
	json_decref(known);
	remember_view(s);
}

void station_keep_doors(struct station *s, struct unit_info *info)
{
	const struct unit_info *before = &s->info;
	bool keep = !info->doors_known && before->doors_known;

	if (keep) {
		info->doors_known = true;
		info->first_door = before->first_door;
		info->last_door = before->last_door;
		info->can_hold = before->can_hold;
		memcpy(info->open_ms, before->open_ms, sizeof(info->open_ms));
	}
	if (*info->doors_why && strcmp(info->doors_why, before->doors_why))
		log_warning(s->log,
			"which doors the station has could not be read: %s; %s",
			info->doors_why,
			info->doors_known ? "the doors known so far are kept"
					  : "no lock is made");
}
