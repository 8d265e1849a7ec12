/* SPDX-License-Identifier: Apache-2.0 */
/* station-view.c - what a camera or a recorder watches. */

#include "station-view.h"

#include "sensor-names.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- places ---- */

static int compared(unsigned a, unsigned b)
{
	return (a > b) - (a < b);
}

/* The order of the sensors. */
static int compare(const struct sensor_id *a, const struct sensor_id *b)
{
	int order = compared(a->channel, b->channel);

	if (!order)
		order = compared(a->kind, b->kind);
	if (!order)
		order = compared(a->port, b->port);
	if (!order && a->kind == SENSOR_OTHER)
		order = sensor_word_compare(a->word, b->word);
	return order;
}

bool station_view_same(const struct sensor_id *a, const struct sensor_id *b)
{
	return !compare(a, b);
}

static bool of_device(enum sensor_kind kind)
{
	return kind != SENSOR_OTHER && sensor_type_of(kind)->scope == SENSOR_OF_DEVICE;
}

/* Kinds of which a device has several, each at an input of its own. ADD A KIND */
static bool has_ports(enum sensor_kind kind)
{
	return kind == SENSOR_IO || kind == SENSOR_WIRELESS;
}

static unsigned channel_of(const struct station_view *v, unsigned channel)
{
	if (v->recorder)
		return channel <= VIEW_CHANNEL_MAX ? channel : 0;
	if (station_view_channel(v, channel))
		return channel;
	return v->channel_count ? v->channels[0].number : 1;
}

struct sensor_id station_view_place(
	const struct station_view *v, const struct sensor_id *id)
{
	struct sensor_id place = {.kind = id->kind};

	if (id->kind == SENSOR_OTHER)
		sensor_word(id->word, place.word);
	if (has_ports(id->kind))
		place.port = id->port;
	if (!of_device(id->kind))
		place.channel = channel_of(v, id->channel);
	return place;
}

bool station_view_belongs(
	const struct station_view *v, const struct sensor_id *place, unsigned number)
{
	return (v->recorder ? place->channel : 0) == number;
}

unsigned station_view_number(
	const struct station_view *v, const struct sensor_id *place)
{
	bool lone = place->kind == SENSOR_IO && place->port == v->lone_port;

	if (place->port)
		return lone ? 0 : place->port;
	if (v->recorder || !v->channel_count || place->channel == v->channels[0].number)
		return 0;
	return place->channel;
}

/* ---- growing ---- */

/* @return where the sensor is, or belongs */
static unsigned position(const struct station_view *v, const struct sensor_id *place)
{
	unsigned from = 0, to = v->sensor_count;

	while (from < to) {
		unsigned middle = from + (to - from) / 2;

		if (compare(&v->sensors[middle].id, place) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static struct view_sensor *find(
	const struct station_view *v, const struct sensor_id *place)
{
	unsigned at = position(v, place);

	return at < v->sensor_count && !compare(&v->sensors[at].id, place)
		       ? &v->sensors[at]
		       : NULL;
}

/* Room for one more is made by doubling. @return NULL: out of memory */
static void *grown(void *items, unsigned count, size_t size)
{
	if (count & (count - 1))
		return items;
	return realloc(items, (count ? count * 2 : 1) * size);
}

/* @return the sensor, there or made; NULL: no room for it */
static struct view_sensor *have_sensor(
	struct station_view *v, const struct sensor_id *place)
{
	struct view_sensor *s = find(v, place), *sensors;
	unsigned at = position(v, place);

	if (s || v->sensor_count >= VIEW_SENSORS_MAX)
		return s;
	sensors = grown(v->sensors, v->sensor_count, sizeof(*sensors));
	if (!sensors)
		return NULL;
	v->sensors = sensors;
	memmove(&sensors[at + 1], &sensors[at],
		(v->sensor_count++ - at) * sizeof(*sensors));
	sensors[at] = (struct view_sensor){.id = *place};
	return &sensors[at];
}

static int have_channel(struct station_view *v, const struct unit_channel *c)
{
	struct unit_channel *channels;
	unsigned i;

	if (station_view_channel(v, c->number))
		return 0;
	if (v->channel_count >= UNIT_CHANNELS_MAX)
		return -ENOSPC;
	channels = grown(v->channels, v->channel_count, sizeof(*channels));
	if (!channels)
		return -ENOMEM;
	v->channels = channels;
	for (i = v->channel_count++; i && channels[i - 1].number > c->number; i--)
		channels[i] = channels[i - 1];
	channels[i] = *c;
	return 0;
}

const struct unit_channel *station_view_channel(
	const struct station_view *v, unsigned number)
{
	for (unsigned i = 0; i < v->channel_count; i++) {
		if (v->channels[i].number == number)
			return &v->channels[i];
	}
	return NULL;
}

bool station_view_armed(const struct station_view *v, const struct sensor_id *place)
{
	const struct view_sensor *s = find(v, place);

	return s && (s->armed || s->heard);
}

/* Of a recorder also its channel, if nobody has listed that. */
static int learn(struct station_view *v, const struct sensor_id *place)
{
	struct unit_channel channel = {.number = place->channel};
	struct view_sensor *s = find(v, place);
	int err;

	if (!s) {
		if (v->learned_count >= VIEW_LEARNED_MAX ||
			v->sensor_count >= VIEW_SENSORS_MAX)
			return -ENOSPC;
		err = v->recorder && place->channel ? have_channel(v, &channel) : 0;
		if (err)
			return err;
		s = have_sensor(v, place);
		if (!s)
			return -ENOMEM;
		v->learned_count++;
	}
	s->heard = true;
	return 0;
}

static void decide_ports(struct station_view *v)
{
	unsigned inputs = 0, port = 0;

	for (unsigned i = 0; i < v->sensor_count; i++) {
		if (v->sensors[i].id.kind != SENSOR_IO)
			continue;
		inputs++;
		port = v->sensors[i].id.port;
	}
	if (v->ports_decided || !inputs)
		return;
	v->ports_decided = true;
	v->lone_port = inputs == 1 ? port : 0;
}

int station_view_heard(struct station_view *v, const struct sensor_id *place)
{
	const struct view_sensor *s = find(v, place);
	int err;

	if (s && (s->armed || s->heard))
		return 0;
	err = learn(v, place);
	decide_ports(v);
	return err ? err : 1;
}

/* ---- life ---- */

int station_view_add(struct station_view *v, const struct view_sensor *sensor)
{
	struct view_sensor *mine = have_sensor(v, &sensor->id);

	if (!mine)
		return v->sensor_count < VIEW_SENSORS_MAX ? -ENOMEM : -ENOSPC;
	mine->armed |= sensor->armed;
	mine->heard |= sensor->heard;
	return 0;
}

static int take_channels(
	struct station_view *v, const struct unit_channel *channels, unsigned count)
{
	int err = 0;

	for (unsigned i = 0; i < count && !err; i++)
		err = have_channel(v, &channels[i]);
	return err;
}

static int take_all(struct station_view *v, const struct unit_view *from)
{
	int err;

	v->recorder = from->recorder;
	err = take_channels(v, from->channels, from->channel_count);
	for (unsigned i = 0; i < from->sensor_count && !err; i++) {
		const struct view_sensor sensor = {
			.id = station_view_place(v, &from->sensors[i].id),
			.armed = from->sensors[i].armed};

		err = station_view_add(v, &sensor);
	}
	return err == -ENOSPC ? 0 : err;
}

int station_view_create(const struct unit_view *from, struct station_view **ret_view)
{
	struct station_view *v = calloc(1, sizeof(*v));
	int err;

	if (!v)
		return -ENOMEM;
	err = take_all(v, from);
	if (err) {
		station_view_destroy(v);
		return err;
	}
	*ret_view = v;
	return 0;
}

void station_view_destroy(struct station_view *v)
{
	if (!v)
		return;
	free(v->channels);
	free(v->sensors);
	free(v);
}

/* @param all also those that the unit listed */
static int inherit_sensors(
	struct station_view *v, const struct station_view *before, bool all)
{
	int err = 0;

	for (unsigned i = 0; i < before->sensor_count && !err; i++) {
		const struct view_sensor *s = &before->sensors[i];
		struct view_sensor *mine;

		if (s->heard)
			err = learn(v, &s->id);
		if (!err && all)
			err = station_view_add(v, s);
		mine = find(v, &s->id);
		if (mine)
			mine->id = s->id; /* however it is spelt now */
	}
	return err == -ENOSPC ? 0 : err;
}

int station_view_inherit(struct station_view *v, const struct station_view *before)
{
	int err = 0;

	if (before && before->recorder == v->recorder) {
		v->ports_decided = before->ports_decided;
		v->lone_port = before->lone_port;
		if (!v->channel_count)
			err = take_channels(v, before->channels, before->channel_count);
		if (!err)
			err = inherit_sensors(v, before, !v->sensor_count);
	}
	decide_ports(v);
	return err;
}
