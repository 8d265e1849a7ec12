/* SPDX-License-Identifier: Apache-2.0 */
/* station-stream.c - what a door station's streams carry besides what happens: heartbeats,
 * the history, a bundle that is played. */

#include "sim-station.h"

static const char *announced_boundary(const struct station *station)
{
	switch (station_number(station, SWITCH_STREAM_BOUNDARY_HEADER)) {
	case HEADER_OTHER: return "myboundary";
	case HEADER_NONE: return NULL;
	}
	return station_text(station, SWITCH_STREAM_DELIMITER);
}

static bool rests(const struct station *station)
{
	uint64_t rest = (uint64_t)station_number(station, SWITCH_HEARTBEAT_REST);

	return rest && station->told_at && tmr_jiffies() < station->told_at + rest;
}

static struct streams_rules stream_rules(void *user)
{
	return (struct streams_rules){
		.xml = station_number(user, SWITCH_STREAM_FORMAT) == STREAM_XML,
		.closed =
			station_number(user, SWITCH_STREAM_BOUNDARY) == BOUNDARY_CLOSED,
		.doubled = station_number(user, SWITCH_STREAM_BOUNDARY) ==
			   BOUNDARY_DOUBLED,
		.delimiter = station_text(user, SWITCH_STREAM_DELIMITER),
		.announced = announced_boundary(user),
		.preamble = station_number(user, SWITCH_STREAM_PREAMBLE) == SWITCH_ON,
		.split = (size_t)station_number(user, SWITCH_STREAM_SPLIT),
		.life_ms = (unsigned)station_number(user, SWITCH_STREAM_LIFE),
		.rests = rests(user),
		.chunked =
			station_number(user, SWITCH_STREAM_FRAMING) == FRAMING_CHUNKED,
		.http10 = station_number(user, SWITCH_STREAM_FRAMING) == FRAMING_HTTP10,
		.heartbeat_ms = (unsigned)station_number(user, SWITCH_HEARTBEAT),
	};
}

static int heartbeat(struct mbuf *body, void *user)
{
	return station_print(user, NULL, body);
}

static void part_sent(void *user)
{
	struct station *station = user;

	station->ledger.parts_sent++;
}

const struct streams_ops station_streams_ops = {
	.rules = stream_rules,
	.heartbeat = heartbeat,
	.part_sent = part_sent,
};

static void replay_part(bool xml, const char *text, size_t length, void *user)
{
	struct station *station = user;
	struct mbuf *body = mbuf_alloc(length + 1);

	if (body && station->powered &&
		!mbuf_write_mem(body, (const uint8_t *)text, length))
		alert_streams_part(&station->streams, xml, body);
	mem_deref(body);
	station->ledger.replayed++;
}

const struct replay_ops station_replay_ops = {.part = replay_part};

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

	alert_streams_part(&part->station->streams, part->xml, part->body);
	mem_deref(part);
}

void station_part(struct station *station, const struct mbuf *body)
{
	bool xml = station_number(station, SWITCH_STREAM_FORMAT) == STREAM_XML;
	uint64_t delay = (uint64_t)station_number(station, SWITCH_EVENT_DELAY);
	struct late_part *part;

	station->told_at = tmr_jiffies();
	if (!delay) {
		alert_streams_part(&station->streams, xml, body);
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

/* A slot whose stream is gone, and that is not free yet. */
struct held_slot {
	struct le le;
	struct tmr free;
};

static void held_slot_destructor(void *data)
{
	struct held_slot *slot = data;

	tmr_cancel(&slot->free);
	list_unlink(&slot->le);
}

static void slot_free(void *arg)
{
	mem_deref(arg);
}

void station_stream_closed(struct station *station, const struct sim_http_conn *conn)
{
	uint64_t hold = (uint64_t)station_number(station, SWITCH_STREAM_SLOT_HOLD);
	struct held_slot *slot;

	alert_streams_closed(&station->streams, conn);
	if (!hold || !station->powered)
		return;
	slot = mem_zalloc(sizeof(*slot), held_slot_destructor);
	if (!slot)
		return;
	list_append(&station->held_slots, &slot->le, slot);
	tmr_start(&slot->free, hold, slot_free, slot);
}

unsigned station_slots_taken(const struct station *station)
{
	return alert_streams_count(&station->streams) +
	       list_count(&station->held_slots);
}

void station_open_stream(struct station *station, struct sim_http_conn *conn)
{
	struct alert_stream *stream = alert_streams_open(&station->streams, conn);

	if (!stream)
		return;
	station->ledger.streams_total++;
	replay_start(&station->replay);
	if (station_number(station, SWITCH_STREAM_CONTENT) == CONTENT_NONE)
		return;
	replay_history(station, stream);
	if (station->replay_due)
		replay_log(station, stream);
	station->replay_due = false;
}
