/* SPDX-License-Identifier: Apache-2.0 */
/* camera-view.c - what a camera or a recorder has and watches. */

#include "camera-view.h"

#include "camera-events.h"
#include "camera.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void camera_found_init(struct camera_found *f)
{
	*f = (struct camera_found){.caps = device_capabilities_none};
}

void camera_found_finish(struct camera_found *f)
{
	channel_list_finish(&f->inputs);
	channel_list_finish(&f->proxies);
	channel_list_finish(&f->statuses);
	trigger_list_finish(&f->triggers);
	trigger_list_finish(&f->scene_change);
	camera_found_init(f);
}

/* ---- channels ---- */

static bool is_recorder(const struct camera_found *f)
{
	switch (f->kind) {
	case DEVICE_KIND_CAMERA:
	case DEVICE_KIND_OTHER: return false;
	case DEVICE_KIND_RECORDER: return true;
	case DEVICE_KIND_UNKNOWN: break;
	}
	return f->proxies.count > 0;
}

static struct unit_channel *add_channel(
	struct camera_view *v, unsigned number, const struct camera_way *way)
{
	int place = camera_view_place(v, number);
	struct unit_channel *channel;

	if (place < 0 && v->view.channel_count == UNIT_CHANNELS_MAX)
		return NULL;
	if (place < 0)
		place = (int)v->view.channel_count++;
	channel = &v->view.channels[place];
	*channel = (struct unit_channel){.number = number};
	v->ways[place] = *way;
	return channel;
}

static void add_listed(
	struct camera_view *v, const struct camera_found *f, bool proxies)
{
	const struct channel_list *from = proxies ? &f->proxies : &f->inputs;

	for (size_t i = 0; i < from->count; i++) {
		const struct channel *listed = &from->list[i];
		const struct channel *status =
			channel_list_find(&f->statuses, listed->number);
		struct unit_channel *channel;

		if (!proxies && v->view.recorder && !listed->enabled)
			continue;
		channel = add_channel(v, listed->number,
			&(struct camera_way){listed->input, proxies});
		if (!channel)
			return;
		bytes_to_text(
			bytes_from(listed->name), channel->name, sizeof(channel->name));
		channel->lost = listed->online == ANSWER_NO ||
				(proxies && status && status->online == ANSWER_NO);
	}
}

/* Who lists no channels has those of which it has a stream. */
static void add_streamed(struct camera_view *v, const struct camera_found *f)
{
	for (unsigned i = 0; i < f->streams.count; i++) {
		unsigned number = streaming_channel_of(f->streams.list[i].id);

		if (camera_view_place(v, number) < 0)
			add_channel(v, number, &(struct camera_way){0});
	}
}

static int by_number(const void *a, const void *b)
{
	const struct unit_channel *x = a, *y = b;

	return x->number < y->number ? -1 : x->number > y->number;
}

/* The ways go along. */
static void sort_channels(struct camera_view *v)
{
	struct camera_way ways[UNIT_CHANNELS_MAX];
	unsigned numbers[UNIT_CHANNELS_MAX];
	unsigned count = v->view.channel_count;

	for (unsigned i = 0; i < count; i++) {
		numbers[i] = v->view.channels[i].number;
		ways[i] = v->ways[i];
	}
	qsort(v->view.channels, count, sizeof(*v->view.channels), by_number);
	for (unsigned i = 0; i < count; i++)
		v->ways[camera_view_place(v, numbers[i])] = ways[i];
}

static void equip_channels(struct camera_view *v, const struct camera_found *f)
{
	for (unsigned i = 0; i < v->view.channel_count; i++) {
		struct unit_channel *channel = &v->view.channels[i];
		bool proxy = v->ways[i].proxy;

		channel->has_camera =
			streaming_stream_of(&f->streams, channel->number, 0) ||
			(f->streams_unlisted && v->view.recorder);
		channel->has_detection = proxy ? f->proxy_detects : f->detects;
	}
}

static void add_channels(struct camera_view *v, const struct camera_found *f)
{
	bool analogue = f->caps.video_inputs != 0 || !f->proxies.count;

	v->view.recorder = is_recorder(f);
	if (analogue || !v->view.recorder)
		add_listed(v, f, false);
	if (v->view.recorder)
		add_listed(v, f, true);
	if (!v->view.channel_count)
		add_streamed(v, f);
	if (!v->view.channel_count && !v->view.recorder)
		add_channel(v, 1, &(struct camera_way){0});
	sort_channels(v);
	equip_channels(v, f);
}

int camera_view_place(const struct camera_view *v, unsigned channel)
{
	for (unsigned i = 0; i < v->view.channel_count; i++) {
		if (v->view.channels[i].number == channel)
			return (int)i;
	}
	return -1;
}

int camera_view_wished(const struct camera_view *v, unsigned channel)
{
	if (channel)
		return camera_view_place(v, channel);
	return v->view.channel_count ? 0 : -1;
}

/* Rationale: a recorder that does not list its streams numbers them as all do. */
unsigned camera_view_stream(const struct camera_view *v, const struct camera_found *f,
	unsigned place, const char *profile)
{
	unsigned number = v->view.channels[place].number;
	struct streaming_channels usual = {.count = 2,
		.list = {{.id = number * 100 + 1}, {.id = number * 100 + 2}}};

	if (!v->view.channels[place].has_camera)
		return 0;
	return camera_stream(
		f->streams_unlisted ? &usual : &f->streams, number, profile);
}

/* ---- sensors ---- */

static int by_id(const void *a, const void *b)
{
	const struct sensor_id *x = &((const struct unit_sensor *)a)->id;
	const struct sensor_id *y = &((const struct unit_sensor *)b)->id;

	if (x->channel != y->channel)
		return x->channel < y->channel ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->port != y->port)
		return x->port < y->port ? -1 : 1;
	return sensor_word_compare(x->word, y->word);
}

static void add_sensors(struct camera_view *v, const struct trigger_list *triggers)
{
	for (size_t i = 0; i < triggers->count; i++) {
		struct unit_sensor *sensor = &v->view.sensors[v->view.sensor_count];

		if (!camera_trigger_sensor(v, &triggers->list[i], &sensor->id))
			continue;
		sensor->armed = triggers->list[i].center;
		v->view.sensor_count++;
	}
}

/* Several triggers may be one sensor: it is armed if one of them is. */
static void merge_sensors(struct unit_view *view)
{
	unsigned kept = 0;

	if (!view->sensor_count)
		return;
	qsort(view->sensors, view->sensor_count, sizeof(*view->sensors), by_id);
	for (unsigned i = 1; i < view->sensor_count; i++) {
		if (by_id(&view->sensors[kept], &view->sensors[i]))
			view->sensors[++kept] = view->sensors[i];
		else
			view->sensors[kept].armed |= view->sensors[i].armed;
	}
	view->sensor_count = kept + 1;
}

static bool arm_triggers(struct trigger_list *triggers, const struct camera_view *v,
	const struct unit_sensor *sensor)
{
	bool armed = false;

	for (size_t i = 0; i < triggers->count; i++) {
		struct unit_sensor of_trigger;

		if (!camera_trigger_sensor(v, &triggers->list[i], &of_trigger.id) ||
			by_id(&of_trigger, sensor))
			continue;
		triggers->list[i].center = true;
		armed = true;
	}
	return armed;
}

bool camera_found_arm(
	struct camera_found *f, const struct camera_view *v, const struct sensor_id *id)
{
	const struct unit_sensor key = {.id = *id};
	const struct unit_sensor *sensor =
		v->view.sensor_count ? bsearch(&key, v->view.sensors,
					       v->view.sensor_count, sizeof(key), by_id)
				     : NULL;
	bool listed;

	if (!sensor || sensor->armed)
		return false;
	listed = arm_triggers(&f->triggers, v, &key);
	return arm_triggers(&f->scene_change, v, &key) || listed;
}

bool camera_found_back(
	struct camera_found *f, const struct camera_view *v, unsigned channel)
{
	struct channel_list *const lists[] = {&f->inputs, &f->proxies, &f->statuses};
	int place = camera_view_place(v, channel);

	if (place < 0 || !v->view.channels[place].lost)
		return false;
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		struct channel *listed = channel_list_find(lists[i], channel);

		if (listed)
			listed->online = ANSWER_YES;
	}
	return true;
}

int camera_view_build(const struct camera_found *found, struct camera_view *ret_view)
{
	size_t triggers = found->triggers.count + found->scene_change.count;
	struct camera_view v = {
		.view.channels = calloc(UNIT_CHANNELS_MAX, sizeof(*v.view.channels)),
		.ways = calloc(UNIT_CHANNELS_MAX, sizeof(*v.ways)),
		.view.sensors = calloc(triggers + 1, sizeof(*v.view.sensors)),
	};

	if (!v.view.channels || !v.ways || !v.view.sensors) {
		camera_view_finish(&v);
		return -ENOMEM;
	}
	add_channels(&v, found);
	add_sensors(&v, &found->triggers);
	add_sensors(&v, &found->scene_change);
	merge_sensors(&v.view);
	*ret_view = v;
	return 0;
}

/* ---- life ---- */

static bool same_channels(const struct camera_view *a, const struct camera_view *b)
{
	for (unsigned i = 0; i < a->view.channel_count; i++) {
		const struct unit_channel *x = &a->view.channels[i];
		const struct unit_channel *y = &b->view.channels[i];

		if (x->number != y->number || strcmp(x->name, y->name) != 0 ||
			x->lost != y->lost || x->has_camera != y->has_camera ||
			x->has_detection != y->has_detection ||
			a->ways[i].input != b->ways[i].input ||
			a->ways[i].proxy != b->ways[i].proxy)
			return false;
	}
	return true;
}

static bool same_sensors(const struct unit_view *a, const struct unit_view *b)
{
	for (unsigned i = 0; i < a->sensor_count; i++) {
		if (by_id(&a->sensors[i], &b->sensors[i]) ||
			a->sensors[i].armed != b->sensors[i].armed)
			return false;
	}
	return true;
}

bool camera_view_equal(const struct camera_view *a, const struct camera_view *b)
{
	return a->view.recorder == b->view.recorder &&
	       a->view.channel_count == b->view.channel_count &&
	       a->view.sensor_count == b->view.sensor_count && same_channels(a, b) &&
	       same_sensors(&a->view, &b->view);
}

void camera_view_finish(struct camera_view *v)
{
	free(v->view.channels);
	free(v->view.sensors);
	free(v->ways);
	*v = (struct camera_view){0};
}
