/* SPDX-License-Identifier: Apache-2.0 */
/* station-stream.c - what a door station's streams carry besides what happens: heartbeats
 * and the history. */

#include "sim-station.h"

static bool rests(const struct station *station)
{
	uint64_t rest = (uint64_t)station_number(station, SWITCH_HEARTBEAT_REST);

	return rest && station->told_at && tmr_jiffies() < station->told_at + rest;
}

static struct streams_rules stream_rules(void *user)
{
	const struct station *station = user;
	struct streams_rules rules = isapi_stream_rules(&station->isapi);

	rules.xml = station_number(station, SWITCH_STREAM_FORMAT) == STREAM_XML;
	rules.rests = rests(station);
	return rules;
}

static int heartbeat(struct mbuf *body, void *user)
{
	return station_print(user, NULL, body);
}

static void part_sent(void *user)
{
	struct station *station = user;

	station->isapi.counts.parts_sent++;
}

const struct streams_ops station_streams_ops = {
	.rules = stream_rules,
	.heartbeat = heartbeat,
	.part_sent = part_sent,
};

static void replay(struct station *station, struct alert_stream *stream,
	const struct station_event *event)
{
	struct mbuf *body = mbuf_alloc(1024);

	if (body && !station_print(station, event, body))
		alert_stream_part(stream,
			station_number(station, SWITCH_STREAM_FORMAT) == STREAM_XML,
			body);
	mem_deref(body);
}

static void replay_history(struct station *station, struct alert_stream *stream)
{
	for (unsigned i = 0; i < station->journal.history; i++) {
		struct station_event event = journal_history(&station->journal, i);

		replay(station, stream, &event);
	}
}

static void replay_log(struct station *station, struct alert_stream *stream)
{
	unsigned count = journal_count(&station->journal);
	unsigned told = station->journal.told < STATION_REPLAY
				? (unsigned)station->journal.told
				: STATION_REPLAY;

	for (unsigned i = count - told; i < count; i++) {
		struct station_event event = journal_at(&station->journal, i);

		event.live = false;
		replay(station, stream, &event);
	}
}

/* A part that is told later than it happened. */
struct late_part {
	struct le le;
	struct station *station;
	struct mbuf *body;
	bool xml;
	struct tmr due;
};

static void late_part_destructor(void *data)
{
	struct late_part *part = data;

	tmr_cancel(&part->due);
	list_unlink(&part->le);
	mem_deref(part->body);
}

static void late_part_due(void *arg)
{
	struct late_part *part = arg;

	alert_streams_part(&part->station->isapi.streams, part->xml, part->body);
	mem_deref(part);
}

void station_part(struct station *station, const struct mbuf *body)
{
	bool xml = station_number(station, SWITCH_STREAM_FORMAT) == STREAM_XML;
	uint64_t delay = (uint64_t)station_number(station, SWITCH_EVENT_DELAY);
	struct late_part *part;

	station->told_at = tmr_jiffies();
	if (!delay) {
		alert_streams_part(&station->isapi.streams, xml, body);
		return;
	}
	part = mem_zalloc(sizeof(*part), late_part_destructor);
	if (!part)
		return;
	part->station = station;
	part->xml = xml;
	part->body = mbuf_alloc(body->end);
	if (!part->body || mbuf_write_mem(part->body, body->buf, body->end)) {
		mem_deref(part);
		return;
	}
	list_append(&station->late_parts, &part->le, part);
	tmr_start(&part->due, delay, late_part_due, part);
}

void station_stream_opened(struct alert_stream *stream, void *user)
{
	struct station *station = user;

	if (station_number(station, SWITCH_STREAM_CONTENT) == CONTENT_NONE)
		return;
	replay_history(station, stream);
	if (station->replay_due)
		replay_log(station, stream);
	station->replay_due = false;
}
