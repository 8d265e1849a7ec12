/* SPDX-License-Identifier: Apache-2.0 */
/* station-stream.c - what a door station's streams carry besides what happens: heartbeats,
 * the history, a bundle that is played. */

#include "station.h"

static struct streams_rules stream_rules(void *user)
{
	return (struct streams_rules){
		.xml = station_number(user, SWITCH_STREAM_FORMAT) == STREAM_XML,
		.closed =
			station_number(user, SWITCH_STREAM_BOUNDARY) == BOUNDARY_CLOSED,
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
