/* SPDX-License-Identifier: Apache-2.0 */
/* unit-facts.c - what diagnostics say of every Hikvision device. */

#include "unit-facts.h"

#include "alert-stream.h"
#include "device-link.h"

json_t *unit_link_facts(const struct device_link *link)
{
	return json_pack("{s:s,s:i,s:i}", "state", device_link_state_name(link),
		"failures", (int)link->failures, "silence_gap_ms", (int)link->gap_ms);
}

json_t *unit_stream_facts(const struct alert_stream *stream)
{
	return json_pack("{s:I,s:I,s:I}", "parts", (json_int_t)stream->recorder.total,
		"unreadable_parts", (json_int_t)stream->unreadable_parts,
		"framing_faults", (json_int_t)alert_stream_faults(stream));
}
