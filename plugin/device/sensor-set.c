/* SPDX-License-Identifier: Apache-2.0 */
/* sensor-set.c - the binary sensors of one device. */

#include "sensor-set.h"

#include "log.h"
#include "sensor-names.h"
#include "sensor-options.h"
#include "sensor.h"
#include "slug.h"
#include "station-view.h"
#include "station.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOGETHER_MAX = 64 }; /* a report is 64 KiB at most */

struct sensor_item {
	struct sensor_item *next;
	struct sensor_set *set;
	struct sensor_id place;
	bool untold;          /**< it is told with the next flush */
	enum event_source by; /**< of the news that it is told right now */
	struct sensor sensor;
};

/* What moves may do so twice while a sensor stays on, so these tell of each time; and what
 * only its maker knows, for it might be such. */
static bool has_event(const struct sensor_id *place)
{
	const char *class = place->kind == SENSOR_OTHER
				    ? "motion"
				    : sensor_type_of(place->kind)->device_class;

	return class && !strcmp(class, "motion");
}

/* The types of the event, as Home Assistant's own are; whatever else was seen is only
 * "triggered", and is named in the details. */
static const char *const event_types[] = {"triggered", "human", "vehicle", "pet"};

static const char *event_type_of(const struct sensor_news *news)
{
	for (size_t i = 0; i < SENSOR_TARGETS_MAX && *news->targets[i]; i++) {
		for (size_t j = 1; j < sizeof(event_types) / sizeof(*event_types);
			j++) {
			if (!strcmp(news->targets[i], event_types[j]))
				return event_types[j];
		}
	}
	return event_types[0];
}

static const struct station_view *view_of(const struct sensor_set *set)
{
	return station_view_of(set->child->station);
}

static void key_of(const struct sensor_item *item, char key[KEY_MAX + 1])
{
	sensor_key(&item->place, station_view_number(view_of(item->set), &item->place),
		key);
}

/* ---- reports ---- */

/* Rationale: a camera that is lost has no picture. That nothing tells so any more, as
 * recorders do after the first time, does not mean that there is one again. */
static json_t *state_of(const struct sensor_item *item)
{
	json_t *state = sensor_state_object(&item->sensor);

	if (item->set->lost && item->sensor.state == SENSOR_OFF)
		json_object_set_new(state, "on", json_null());
	if (item->place.port)
		json_object_set_new(state, "port", json_integer(item->place.port));
	return state;
}

static void tell_untold(void *user)
{
	struct sensor_set *set = user;
	json_t *patch = json_object();
	char key[KEY_MAX + 1];

	timer_stop(&set->flush);
	for (struct sensor_item *item = set->items; item; item = item->next) {
		if (!item->untold)
			continue;
		item->untold = false;
		key_of(item, key);
		json_object_set_new(patch, key, state_of(item));
		if (json_object_size(patch) < TOGETHER_MAX)
			continue;
		station_patch(set->child, patch);
		json_object_clear(patch);
	}
	if (json_object_size(patch))
		station_patch(set->child, patch);
	json_decref(patch);
}

static void changed(struct sensor *s, void *user)
{
	struct sensor_item *item = user;
	struct sensor_set *set = item->set;
	char key[KEY_MAX + 1];

	item->untold = true;
	if (s->state != SENSOR_ON) {
		if (!timer_running(&set->flush))
			timer_start(station_timers(set->child->station), &set->flush, 0,
				tell_untold, set);
		return;
	}
	item->untold = false;
	key_of(item, key);
	station_state(set->child, key, state_of(item));
}

static void tripped(struct sensor *s, const struct sensor_news *news, void *user)
{
	struct sensor_item *item = user;
	char key[KEY_MAX + 1], event[KEY_MAX + sizeof("_event")];
	json_t *data;

	if (!has_event(&item->place))
		return;
	data = json_pack("{s:s,s:o*,s:o*}", "source", event_source_name(item->by),
		"targets", sensor_texts(news->targets[0], SENSOR_TARGETS_MAX),
		"regions", sensor_texts(news->regions[0], SENSOR_REGIONS_MAX));
	if (data && *news->device_time)
		json_object_set_new(
			data, "device_time", json_string(news->device_time));
	key_of(item, key);
	snprintf(event, sizeof(event), "%s_event", key);
	station_event(item->set->child, event, event_type_of(news), data);
}

static const struct sensor_listener listener = {.changed = changed, .tripped = tripped};

/* ---- which there are ---- */

static struct sensor_item *find(
	const struct sensor_set *set, const struct sensor_id *place)
{
	for (struct sensor_item *item = set->items; item; item = item->next) {
		if (station_view_same(&item->place, place))
			return item;
	}
	return NULL;
}

static bool hears(const struct sensor_set *set, const struct sensor_id *place)
{
	return set->online && (!set->lost || place->kind == SENSOR_VIDEO_LOSS);
}

static struct sensor_item *add(struct sensor_set *set, const struct sensor_id *place,
	const struct sensor_rules *rules)
{
	struct station *station = set->child->station;
	struct sensor_item *item = calloc(1, sizeof(*item));

	if (!item) {
		log_error(station_log(station), "out of memory: a sensor is missing");
		return NULL;
	}
	item->set = set;
	item->place = *place;
	sensor_init(&item->sensor, station_timers(station), rules, &listener, item);
	return item;
}

static void item_destroy(struct sensor_item *item)
{
	sensor_finish(&item->sensor);
	free(item);
}

static struct sensor_item *take_out(
	struct sensor_set *set, const struct sensor_id *place)
{
	struct sensor_item **link = &set->items, *item;

	while (*link && !station_view_same(&(*link)->place, place))
		link = &(*link)->next;
	item = *link;
	if (item)
		*link = item->next;
	return item;
}

static void drop_all(struct sensor_item *items)
{
	while (items) {
		struct sensor_item *next = items->next;

		item_destroy(items);
		items = next;
	}
}

/* Those that stay keep their state. */
void sensor_set_follow(struct sensor_set *set)
{
	const struct station_config *config = station_config(set->child->station);
	const struct station_view *view = view_of(set);
	struct sensor_item *items = NULL, **end = &items;

	for (unsigned i = 0; view && i < view->sensor_count; i++) {
		const struct sensor_id *place = &view->sensors[i].id;
		struct sensor_rules rules = {.off_delay_ms = config->off_delay_ms};
		struct sensor_item *item;

		if (!station_view_belongs(view, place, set->child->door))
			continue;
		sensor_options_take(config->customize, place, &rules);
		if (rules.ignored)
			continue;
		item = take_out(set, place);
		if (item)
			sensor_follow(&item->sensor, &rules);
		else
			item = add(set, place, &rules);
		if (!item)
			continue;
		*end = item;
		item->next = NULL;
		end = &item->next;
	}
	drop_all(set->items);
	set->items = items;
}

/* ---- what the host is told of them ---- */

static void set_text(json_t *object, const char *member, const char *text)
{
	if (text)
		json_object_set_new(object, member, json_string(text));
}

static json_t *describe_sensor(const struct sensor_item *item, const char *unit)
{
	const struct station_view *view = view_of(item->set);
	const struct sensor_id *place = &item->place;
	unsigned number = station_view_number(view, place);
	unsigned named = view->recorder && place->port ? place->port
			 : view->recorder              ? place->channel
						       : number;
	char name[SENSOR_NAME_MAX + 1], entity[ENTITY_MAX + 1];
	json_t *d = json_pack("{s:s}", "type", "binary_sensor");

	sensor_name(place, number, name);
	sensor_entity(unit, place, named, entity);
	set_text(d, "name", name);
	set_text(d, "entity_id", entity);
	if (place->kind != SENSOR_OTHER) {
		set_text(d, "device_class", sensor_type_of(place->kind)->device_class);
		set_text(d, "category", sensor_type_of(place->kind)->category);
	}
	if (!station_view_armed(view, place))
		json_object_set_new(d, "enabled", json_false());
	return d;
}

static json_t *describe_event(const struct sensor_item *item)
{
	const struct station_view *view = view_of(item->set);
	char name[SENSOR_NAME_MAX + 1];
	json_t *types = json_array(), *d;

	for (size_t i = 0; i < sizeof(event_types) / sizeof(*event_types); i++)
		json_array_append_new(types, json_string(event_types[i]));
	sensor_name(&item->place, station_view_number(view, &item->place), name);
	d = json_pack("{s:s,s:s,s:o,s:o}", "type", "event", "device_class", "motion",
		"event_types", types, "name", json_sprintf("%s event", name));
	if (d && !station_view_armed(view, &item->place))
		json_object_set_new(d, "enabled", json_false());
	return d;
}

void sensor_set_describe(const struct sensor_set *set, json_t *capabilities)
{
	char unit[SLUG_MAX + 1], key[KEY_MAX + 1], event[KEY_MAX + sizeof("_event")];

	station_slug(set->child->station, unit);
	for (const struct sensor_item *item = set->items; item; item = item->next) {
		key_of(item, key);
		json_object_set_new(capabilities, key, describe_sensor(item, unit));
		if (!has_event(&item->place))
			continue;
		snprintf(event, sizeof(event), "%s_event", key);
		json_object_set_new(capabilities, event, describe_event(item));
	}
}

void sensor_set_announced(struct sensor_set *set)
{
	for (struct sensor_item *item = set->items; item; item = item->next)
		item->untold = true;
	tell_untold(set);
}

/* ---- news ---- */

void sensor_set_hear(struct sensor_set *set, bool online, bool lost)
{
	set->online = online;
	set->lost = lost;
	for (struct sensor_item *item = set->items; item; item = item->next)
		sensor_hear(&item->sensor, hears(set, &item->place));
	tell_untold(set);
}

void sensor_set_event(struct sensor_set *set, const struct event *ev)
{
	struct sensor_item *item = find(set, &ev->news->id);

	if (!item)
		return;
	item->by = ev->source;
	sensor_news(&item->sensor, ev->news);
}

void sensor_set_init(struct sensor_set *set, struct child *child)
{
	*set = (struct sensor_set){.child = child};
}

void sensor_set_finish(struct sensor_set *set)
{
	drop_all(set->items);
	timer_stop(&set->flush);
	set->items = NULL;
}
