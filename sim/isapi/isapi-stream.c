/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-stream.c - who gets a stream, how streams are framed, and what is played on them. */

#include "isapi-answers.h"

static const char *announced_boundary(const struct isapi_device *device)
{
	const char *delimiter = isapi_text(device, SWITCH_STREAM_DELIMITER);

	switch (isapi_number(device, SWITCH_STREAM_BOUNDARY_HEADER)) {
	case HEADER_OTHER: return "myboundary";
	case HEADER_NONE: return NULL;
	case HEADER_DASHED:
		return strcmp(delimiter, "boundary") ? "--MIME_boundary" : "--boundary";
	}
	return delimiter;
}

struct streams_rules isapi_stream_rules(const struct isapi_device *device)
{
	return (struct streams_rules){
		.closed =
			isapi_number(device, SWITCH_STREAM_BOUNDARY) == BOUNDARY_CLOSED,
		.doubled = isapi_number(device, SWITCH_STREAM_BOUNDARY) ==
			   BOUNDARY_DOUBLED,
		.delimiter = isapi_text(device, SWITCH_STREAM_DELIMITER),
		.announced = announced_boundary(device),
		.preamble = isapi_number(device, SWITCH_STREAM_PREAMBLE) == SWITCH_ON,
		.bare = isapi_number(device, SWITCH_STREAM_PARTS) == PARTS_BARE,
		.line_feeds = isapi_number(device, SWITCH_STREAM_LINES) == LINES_LF,
		.length =
			(enum streams_length)isapi_number(device, SWITCH_STREAM_LENGTH),
		.silent = isapi_number(device, SWITCH_STREAM) == STREAM_SILENT,
		.split = (size_t)isapi_number(device, SWITCH_STREAM_SPLIT),
		.life_ms = (unsigned)isapi_number(device, SWITCH_STREAM_LIFE),
		.chunked =
			isapi_number(device, SWITCH_STREAM_FRAMING) == FRAMING_CHUNKED,
		.http10 = isapi_number(device, SWITCH_STREAM_FRAMING) == FRAMING_HTTP10,
		.heartbeat_ms = (unsigned)isapi_number(device, SWITCH_HEARTBEAT),
	};
}

static void replay_part(bool xml, const char *text, size_t length, void *user)
{
	struct isapi_device *device = user;
	struct mbuf *body = mbuf_alloc(length + 1);

	if (body && device->powered &&
		!mbuf_write_mem(body, (const uint8_t *)text, length))
		alert_streams_part(&device->streams, xml, body);
	mem_deref(body);
	device->counts.replayed++;
}

const struct replay_ops isapi_replay_ops = {.part = replay_part};

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

void isapi_stream_closed(struct isapi_device *device, const struct sim_http_conn *conn)
{
	uint64_t hold = (uint64_t)isapi_number(device, SWITCH_STREAM_SLOT_HOLD);
	struct held_slot *slot;

	alert_streams_closed(&device->streams, conn);
	if (!hold || !device->powered)
		return;
	slot = mem_zalloc(sizeof(*slot), held_slot_destructor);
	if (!slot)
		return;
	list_append(&device->held_slots, &slot->le, slot);
	tmr_start(&slot->free, hold, slot_free, slot);
}

static unsigned slots_taken(const struct isapi_device *device)
{
	return alert_streams_count(&device->streams) + list_count(&device->held_slots);
}

static enum isapi_status stream_refusal(const struct isapi_device *device)
{
	switch (isapi_number(device, SWITCH_STREAM_REFUSAL)) {
	case REFUSAL_404: return STATUS_NO_SUCH_URL;
	case REFUSAL_500: return STATUS_DEVICE_ERROR;
	case REFUSAL_503: return STATUS_BUSY;
	}
	return STATUS_INVALID_OPERATION;
}

/* A body that ends at once, and has nothing but a declaration in it. */
static void reply_nothing(const struct sim_http_request *request)
{
	static const char text[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n";
	const struct sim_http_reply reply = {
		.status = 200,
		.type = "multipart/mixed; boundary=boundary",
		.body = {text, sizeof(text) - 1},
	};

	sim_http_reply(request->conn, &reply);
}

static void open_stream(
	struct isapi_device *device, const struct sim_http_request *request)
{
	struct alert_stream *stream =
		alert_streams_open(&device->streams, request->conn);

	if (!stream)
		return;
	device->counts.streams_total++;
	replay_start(&device->replay);
	if (device->ops->stream_opened)
		device->ops->stream_opened(stream, device->user);
}

void get_alert_stream(struct isapi_device *device,
	const struct sim_http_request *request, unsigned number)
{
	unsigned slots = (unsigned)isapi_number(device, SWITCH_STREAM_SLOTS);

	if (isapi_number(device, SWITCH_PERMISSION) == PERMISSION_NO_EVENTS) {
		reply_status(request, STATUS_LOW_PRIVILEGE);
		return;
	}
	switch (isapi_number(device, SWITCH_STREAM)) {
	case STREAM_404: reply_status(request, STATUS_NO_SUCH_URL); return;
	case STREAM_NOT_SUPPORTED: reply_status(request, STATUS_NOT_SUPPORTED); return;
	case STREAM_FINITE: reply_nothing(request); return;
	}
	if (device->busy || (slots && slots_taken(device) >= slots)) {
		device->busy -= device->busy != 0;
		device->counts.streams_refused++;
		reply_status(request, stream_refusal(device));
		return;
	}
	open_stream(device, request);
}
