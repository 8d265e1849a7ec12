/* SPDX-License-Identifier: Apache-2.0 */
/* station-diagnosis.c - what a maintainer needs to know of a station he has not got. */

#include "station-private.h"

#include "device-id.h"
#include "histogram-json.h"

static json_t *rings_object(const struct station *s)
{
	json_t *rings = json_object();

	for (enum event_source i = 0; i < EVENT_SOURCES; i++)
		json_object_set_new(rings, event_source_name(i),
			json_integer(s->counters.rings_first[i]));
	return rings;
}

static json_t *timing_object(const struct station *s)
{
	const struct station_counters *counters = &s->counters;
	json_t *late = json_object();

	for (enum event_source i = 0; i < EVENT_SOURCES; i++)
		json_object_set_new(late, event_source_name(i),
			histogram_json(&counters->ring_late_ms[i]));
	return json_pack("{s:o,s:o,s:o}", "ring_told_again_by", late, "door_answer",
		histogram_json(&counters->door_answer_ms), "door_event",
		histogram_json(&counters->door_event_ms));
}

/* By what they are: an id holds the serial number. */
static json_t *kinds_array(const struct station *s)
{
	json_t *kinds = json_array();

	for (const struct child *c = s->children; c; c = c->next)
		json_array_append_new(kinds, json_string(child_word(c)));
	return kinds;
}

json_t *station_diagnose(const struct station *s)
{
	const struct vendor *vendor = s->config.vendor;
	json_t *unit =
		s->unit && vendor->diagnose ? vendor->diagnose(s->unit) : json_null();

	return json_pack("{s:s,s:b,s:b,s:i,s:o,s:o,s:o,s:o}", "maker", vendor->name,
		"known", s->known, "online", s->online, "error",
		s->online ? 0 : -s->link_err, "devices", kinds_array(s),
		"rings_first_told_by", rings_object(s), "timing_ms", timing_object(s),
		"unit", unit);
}
