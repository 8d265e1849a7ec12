/* SPDX-License-Identifier: Apache-2.0 */
/* event.c - names and routing of events, from taxonomy.h. */

#include "event.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *name;
	enum child_kind child, otherwise;
} kinds[EVENT_KINDS] = {
#define EVENT(kind, name, child, otherwise, meaning)                                   \
	[EVENT_##kind] = {name, CHILD_##child, CHILD_##otherwise},
#include "taxonomy.h"
#undef EVENT
};

static const char *const sources[EVENT_SOURCES] = {
	[SOURCE_STREAM] = "stream",
	[SOURCE_POLL] = "poll",
	[SOURCE_JOURNAL] = "journal",
	[SOURCE_PUSH] = "push",
};

static const char *const methods[ACCESS_METHODS] = {
	[METHOD_UNKNOWN] = "unknown",
	[METHOD_CARD] = "card",
	[METHOD_CODE] = "code",
	[METHOD_FACE] = "face",
	[METHOD_FINGERPRINT] = "fingerprint",
	[METHOD_APP] = "app",
	[METHOD_EXIT_BUTTON] = "exit_button",
	[METHOD_HOST] = "host",
};

static const struct sensor_type sensor_types[SENSOR_KINDS] = {
#define SENSOR(kind, key, name, device_class, category, scope)                         \
	[SENSOR_##kind] = {key, name, device_class, category, SENSOR_OF_##scope},
#include "sensors.h"
#undef SENSOR
};

const struct sensor_type *sensor_type_of(enum sensor_kind kind)
{
	return &sensor_types[kind];
}

void sensor_word_fold(const char *word, char ret_folded[SENSOR_WORD_MAX + 1])
{
	size_t n = 0;

	for (; *word && n < SENSOR_WORD_MAX; word++) {
		if (*word >= 'A' && *word <= 'Z')
			ret_folded[n++] = (char)(*word - 'A' + 'a');
		else if (*word != '_')
			ret_folded[n++] = *word;
	}
	ret_folded[n] = '\0';
}

int sensor_word_compare(const char *a, const char *b)
{
	char folded_a[SENSOR_WORD_MAX + 1], folded_b[SENSOR_WORD_MAX + 1];

	sensor_word_fold(a, folded_a);
	sensor_word_fold(b, folded_b);
	return strcmp(folded_a, folded_b);
}

const char *event_name(enum event_kind kind)
{
	return kinds[kind].name;
}

enum event_source event_teller(enum event_source source)
{
	return source == SOURCE_JOURNAL ? SOURCE_STREAM : source;
}

const char *event_source_name(enum event_source source)
{
	return sources[source];
}

const char *access_method_name(enum access_method method)
{
	return methods[method];
}

enum child_kind event_child(enum event_kind kind)
{
	return kinds[kind].child;
}

enum child_kind event_child_otherwise(enum event_kind kind)
{
	return kinds[kind].otherwise;
}
