/* SPDX-License-Identifier: Apache-2.0 */
/* unit-diagnosis.c - what a maintainer needs to know of a station he has not got. */

#include "histogram-json.h"
#include "timers.h"
#include "unit.h"

#include <jansson.h>

static const char *state_name(enum link_state state)
{
	switch (state) {
	case LINK_IDLE: return "idle";
	case LINK_IDENTIFY: return "identify";
	case LINK_PROBE: return "probe";
	case LINK_OPENING: return "opening";
	case LINK_LISTENING: return "listening";
	case LINK_PUSHED: return "pushed";
	case LINK_RESTING: return "resting";
	}
	return "";
}

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
		(json_int_t)u->recorder.total, "unreadable_parts",
		(json_int_t)c->unreadable_parts, "framing_faults",
		(json_int_t)(c->framing_faults + u->multipart.faults), "events",
		(json_int_t)c->events, "polls", (json_int_t)c->poll_ms.total,
		"polls_failed", (json_int_t)c->polls_failed);
}

/* Rationale: no address, no serial number, no login: people attach this to public bug
 * reports. */
json_t *unit_diagnose(const struct unit *u)
{
	return json_pack("{s:o,s:{s:s,s:i,s:i},s:o,s:{s:o},s:o,s:o}", "station",
		info_object(u), "link", "state", state_name(u->link.state), "failures",
		(int)u->link.failures, "silence_gap_ms", (int)u->link.gap_ms, "counts",
		counts_object(u), "timing_ms", "call_status",
		histogram_json(&u->counts.poll_ms), "probed",
		u->probed ? json_incref(u->probed) : json_array(), "parts",
		recorder_parts(&u->recorder));
}
