/* SPDX-License-Identifier: Apache-2.0 */
/* unit-diagnosis.c - what a maintainer needs to know of a station he has not got. */

#include "histogram-json.h"
#include "timers.h"
#include "unit-facts.h"
#include "unit.h"

#include <jansson.h>

static json_t *info_object(const struct unit *u)
{
	return json_pack("{s:s,s:s,s:b,s:i,s:i}", "model", u->info.model, "firmware",
		u->info.firmware, "doors_known", u->info.doors_known, "first_door",
		(int)u->info.first_door, "last_door", (int)u->info.last_door);
}

static json_t *counts_object(const struct unit *u)
{
	const struct unit_counts *c = &u->counts;

	return json_pack("{s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I}", "connections",
		(json_int_t)c->connections, "losses", (json_int_t)c->losses, "parts",
		(json_int_t)u->stream.recorder.total, "unreadable_parts",
		(json_int_t)u->stream.unreadable_parts, "framing_faults",
		(json_int_t)alert_stream_faults(&u->stream), "events",
		(json_int_t)c->events, "polls", (json_int_t)c->poll_ms.total,
		"polls_failed", (json_int_t)c->polls_failed);
}

/* Rationale: no address, no serial number, no login: people attach this to public bug
 * reports. */
json_t *unit_diagnose(const struct unit *u)
{
	return json_pack("{s:o,s:o,s:o,s:{s:o},s:o,s:o,s:o}", "station", info_object(u),
		"link", unit_link_facts(&u->link), "counts", counts_object(u),
		"timing_ms", "call_status", histogram_json(&u->counts.poll_ms),
		"probed", question_round_outcomes(&u->round), "sip",
		sip_door_facts(&u->sip), "parts", recorder_parts(&u->stream.recorder));
}
