/* SPDX-License-Identifier: Apache-2.0 */
/* visit.c - what a host has been told of the visits at a door. */

#include "visit.h"

enum { NO_MORE_MS = 2500 };

/* "ring", or how a call ended; NULL: neither. */
static const char *word_of(const json_t *report)
{
	if (!matches(report, RING) && !matches(report, CALL_ENDED))
		return NULL;
	return json_string_value(json_object_get(report, "type"));
}

static const char *call_of(const json_t *report)
{
	const char *id = json_string_value(
		json_object_get(json_object_get(report, "data"), "call"));

	return id ? id : "";
}

bool visits_told(struct story *s, const char *expected)
{
	const char *call = NULL;
	const json_t *report;
	char told[256] = "";
	bool one_call = true;
	size_t i;

	listen_for(s, NO_MORE_MS);
	json_array_foreach(s->reports, i, report)
	{
		const char *word = word_of(report);
		size_t length = strlen(told);

		if (!word)
			continue;
		snprintf(told + length, sizeof(told) - length, "%s%s",
			length ? " " : "", word);
		if (!call)
			call = call_of(report);
		one_call &= *call && !strcmp(call, call_of(report));
	}
	if (strcmp(told, expected))
		printf("# told: \"%s\", expected: \"%s\"\n", told, expected);
	return one_call && !strcmp(told, expected);
}

int missed_calls(struct story *s)
{
	const json_t *report;
	int value = -1;
	size_t i;

	json_array_foreach(s->reports, i, report)
	{
		const json_t *sensor = json_object_get(
			json_object_get(report, "state"), "missed_calls");

		if (sensor)
			value = (int)json_integer_value(
				json_object_get(sensor, "value"));
	}
	return value;
}
