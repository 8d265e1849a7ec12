/* SPDX-License-Identifier: Apache-2.0 */
/* camera-house.c - stories of a camera or a recorder: what its sensors show. */

#include "camera-house.h"

#include <stdio.h>
#include <string.h>

struct story camera_begin(const char *const *options)
{
	return story_begin_as("hikvision-camera", options);
}

struct story camera_at_home(const char *const *options, const char *settings)
{
	struct story s = camera_begin(options);

	host_begin(&s, settings);
	hear(&s, SOON_MS, ONLINE);
	return s;
}

/* ---- devices ---- */

static const char *text_in(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static const json_t *root_of(struct story *s)
{
	heard(s, "{}"); /* take in what has been printed */
	for (size_t i = json_array_size(s->reports); i-- > 0;) {
		const json_t *report = json_array_get(s->reports, i);
		const json_t *list = json_object_get(report, "devices");

		if (json_array_size(list) &&
			!strcmp(text_in(report, "instance"), "front") &&
			json_is_null(json_object_get(report, "parent")))
			return json_array_get(list, 0);
	}
	return NULL;
}

void camera_id(struct story *s, unsigned channel, char id[DEVICE_ID_SIZE])
{
	snprintf(id, DEVICE_ID_SIZE, "%.50s", text_in(root_of(s), "id"));
	if (channel)
		snprintf(id + strlen(id), DEVICE_ID_SIZE - strlen(id), "-channel-%u",
			channel);
}

const json_t *camera_device(struct story *s, unsigned channel)
{
	const json_t *root = root_of(s), *device;
	char id[DEVICE_ID_SIZE];
	size_t d;

	if (!channel)
		return root;
	camera_id(s, channel, id);
	for (size_t i = json_array_size(s->reports); i-- > 0;) {
		const json_t *report = json_array_get(s->reports, i);

		if (strcmp(text_in(report, "instance"), "front") != 0 ||
			!json_is_string(json_object_get(report, "parent")))
			continue;
		json_array_foreach(json_object_get(report, "devices"), d, device)
		{
			if (!strcmp(text_in(device, "id"), id))
				return device;
		}
		return NULL;
	}
	return NULL;
}

const json_t *camera_capability(struct story *s, unsigned channel, const char *key)
{
	return json_object_get(
		json_object_get(camera_device(s, channel), "capabilities"), key);
}

const char *camera_entity(struct story *s, unsigned channel, const char *key)
{
	return text_in(camera_capability(s, channel, key), "entity_id");
}

/* ---- sensors ---- */

static void pattern_of(struct story *s, unsigned channel, const char *key,
	const char *on, char *pattern, size_t cap)
{
	char id[DEVICE_ID_SIZE];

	camera_id(s, channel, id);
	snprintf(pattern, cap,
		"{\"report\":\"state\",\"device\":\"%s\",\"state\":{\"%s\":{\"on\":%s}}}",
		id, key, on);
}

bool hear_sensor(struct story *s, unsigned limit_ms, unsigned channel, const char *key,
	const char *on)
{
	char pattern[300];

	pattern_of(s, channel, key, on, pattern, sizeof(pattern));
	return hear(s, limit_ms, pattern) != NULL;
}

bool camera_quiet(struct story *s, unsigned channel, const char *key)
{
	char pattern[300];

	pattern_of(s, channel, key, "false", pattern, sizeof(pattern));
	return CHECK(hear_count(s, RECOVERY_MS, 1, pattern) > 0);
}

struct edges camera_edges(struct story *s, unsigned channel, const char *key)
{
	struct edges e = {.now = ""};
	char id[DEVICE_ID_SIZE];

	camera_id(s, channel, id);
	for (size_t i = 0; i < json_array_size(s->reports); i++) {
		const json_t *report = json_array_get(s->reports, i);
		const json_t *on = json_object_get(
			json_object_get(json_object_get(report, "state"), key), "on");
		const char *word = json_is_true(on)    ? "true"
				   : json_is_false(on) ? "false"
						       : "null";

		if (!on || strcmp(text_in(report, "device"), id) != 0 ||
			!strcmp(word, e.now))
			continue;
		e.now = word;
		e.on += *word == 't';
		e.off += *word == 'f';
		e.unknown += *word == 'n';
	}
	return e;
}

unsigned camera_ask(struct story *s, unsigned channel, const char *capability,
	const char *op, const char *args)
{
	char id[DEVICE_ID_SIZE];

	camera_id(s, channel, id);
	return request(s, id, capability, op, args);
}
