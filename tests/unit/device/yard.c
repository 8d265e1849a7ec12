/* SPDX-License-Identifier: Apache-2.0 */
/* yard.c - a house with a camera or a recorder instead of a door station. */

#include "yard.h"

#include <stdio.h>
#include <string.h>

void yard_begin(struct yard *y, const char *name, bool recorder)
{
	memset(y, 0, sizeof(*y));
	house_begin(&y->house);
	y->house.config.off_delay_ms = 5000;
	snprintf(y->name, sizeof(y->name), "%s", name);
	y->view = (struct unit_view){
		.recorder = recorder, .channels = y->channels, .sensors = y->sensors};
}

void yard_end(struct yard *y)
{
	house_end(&y->house);
}

void yard_has_channel(struct yard *y, unsigned number, const char *name)
{
	struct unit_channel *c = &y->channels[y->view.channel_count++];

	*c = (struct unit_channel){
		.number = number, .has_camera = true, .has_detection = true};
	snprintf(c->name, sizeof(c->name), "%s", name);
}

static struct sensor_id id_of(enum sensor_kind kind, unsigned number)
{
	bool port = kind == SENSOR_IO || kind == SENSOR_WIRELESS;

	return (struct sensor_id){
		.kind = kind, .channel = port ? 0 : number, .port = port ? number : 0};
}

void yard_lists(struct yard *y, enum sensor_kind kind, unsigned number, bool armed)
{
	y->sensors[y->view.sensor_count++] =
		(struct unit_sensor){.id = id_of(kind, number), .armed = armed};
}

void yard_is_known(struct yard *y)
{
	y->house.info.view = &y->view;
	snprintf(y->house.unit_name, sizeof(y->house.unit_name), "%s", y->name);
	unit_is_known(&y->house, "C1", 0, false);
}

void yard_moves_in(struct yard *y)
{
	house_start(&y->house);
	yard_is_known(y);
	unit_comes_online(&y->house);
}

void yard_tells_news(struct yard *y, const struct sensor_news *news)
{
	unit_tells_all(&y->house, &(struct event){.kind = EVENT_SENSOR,
					  .source = SOURCE_STREAM,
					  .door = news->id.channel,
					  .asked_ms = y->house.timers.now_ms,
					  .news = news});
}

void yard_tells_target(struct yard *y, enum sensor_kind kind, unsigned number,
	bool active, const char *target)
{
	struct sensor_news news = {.id = id_of(kind, number), .active = active};

	snprintf(news.targets[0], sizeof(news.targets[0]), "%s", target);
	yard_tells_news(y, &news);
}

void yard_tells(struct yard *y, enum sensor_kind kind, unsigned number, bool active)
{
	yard_tells_target(y, kind, number, active, "");
}

void yard_goes_on(struct yard *y, enum sensor_kind kind, unsigned number)
{
	yard_tells_news(
		y, &(struct sensor_news){
			   .id = id_of(kind, number), .active = true, .ongoing = true});
}

void yard_tells_word(struct yard *y, const char *word, unsigned channel)
{
	struct sensor_news news = {.id = {.channel = channel}, .active = true};

	snprintf(news.id.word, sizeof(news.id.word), "%s", word);
	yard_tells_news(y, &news);
}

void yard_waits(struct yard *y, unsigned ms)
{
	timers_advance(&y->house.timers, ms);
}

int yard_sees(const struct yard *y, const char *device, const char *key)
{
	const json_t *state = json_object_get(
		json_object_get(json_object_get(y->house.states, device), key), "on");

	if (!state)
		return -2;
	return json_is_null(state) ? -1 : json_is_true(state);
}

static bool is(const json_t *object, const char *member, const char *text)
{
	const char *value = json_string_value(json_object_get(object, member));

	return value && !strcmp(value, text);
}

unsigned yard_events(
	const struct yard *y, const char *device, const char *key, const char *type)
{
	unsigned n = 0;
	size_t i;
	json_t *e;

	json_array_foreach(y->house.events, i, e)
	{
		n += is(e, "device", device) && is(e, "capability", key) &&
		     (!type || is(e, "type", type));
	}
	return n;
}

const json_t *yard_device(const struct yard *y, const char *device)
{
	const char *parent;
	json_t *list, *d;
	size_t i;

	json_object_foreach(y->house.devices, parent, list)
	{
		json_array_foreach(list, i, d)
		{
			if (is(d, "id", device))
				return d;
		}
	}
	return NULL;
}

const json_t *yard_capability(const struct yard *y, const char *device, const char *key)
{
	return json_object_get(
		json_object_get(yard_device(y, device), "capabilities"), key);
}

const char *yard_text(
	const struct yard *y, const char *device, const char *key, const char *member)
{
	const char *text = json_string_value(
		json_object_get(yard_capability(y, device, key), member));

	return text ? text : "";
}
