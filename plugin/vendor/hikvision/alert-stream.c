/* SPDX-License-Identifier: Apache-2.0 */
/* alert-stream.c - a device's event stream, read into alerts. */

#include "alert-stream.h"

#include "log.h"
#include "timers.h"

#include <errno.h>
#include <string.h>

enum {
	STREAM_OPEN_LIMIT_MS = 8000,
	STREAM_BUFFER_MAX = MULTIPART_HEADERS_MAX + MULTIPART_PART_MAX + 64 * 1024,
};

static void take_part(struct alert_stream *s, const struct part *part)
{
	static const char *const kinds[] = {
		[PART_XML] = "xml",
		[PART_JSON] = "json",
		[PART_SKIPPED] = "skipped",
	};
	struct alert alert;
	int err = 0;

	recorder_add(&s->recorder, s->timers->now_ms, kinds[part->kind], part->body);
	switch (part->kind) {
	case PART_XML: err = alert_xml_parse(part->body, &alert); break;
	case PART_JSON: err = alert_json_parse(part->body, &alert); break;
	case PART_SKIPPED: return;
	}
	s->unreadable_parts += err != 0;
	if (err)
		log_debug(s->log, "a part of the event stream cannot be read: %s",
			strerror(-err));
	else
		s->listener->alert(&alert, s->user);
}

static int stream_data(struct bytes in, void *user)
{
	struct alert_stream *s = user;
	struct part part;
	ssize_t used;
	bool found;
	int err = buffer_append(&s->in, in);

	if (err)
		return err;
	s->listener->alive(s->user);
	while (s->call && (used = multipart_next(&s->multipart, buffer_bytes(&s->in),
				   &found, &part))) {
		if (found)
			take_part(s, &part);
		buffer_consume(&s->in, (size_t)used);
	}
	return 0;
}

static void stream_opened(void *user)
{
	struct alert_stream *s = user;

	s->listener->opened(s->user);
}

static void stream_closed(const struct isapi_result *result, void *user)
{
	struct alert_stream *s = user;

	s->call = NULL;
	s->listener->closed(result, s->user);
}

static const struct isapi_stream_listener stream_listener = {
	.opened = stream_opened,
	.data = stream_data,
	.closed = stream_closed,
};

int alert_stream_open(struct alert_stream *s, struct isapi *isapi)
{
	static const struct http_request request = {
		.method = "GET",
		.path = "/ISAPI/Event/notification/alertStream",
		.timeout_ms = STREAM_OPEN_LIMIT_MS,
	};

	buffer_clear(&s->in);
	s->framing_faults += s->multipart.faults;
	s->multipart = (struct multipart){0};
	return isapi_stream(isapi, &request, &stream_listener, s, &s->call);
}

void alert_stream_drop(struct alert_stream *s)
{
	isapi_cancel(s->call);
	s->call = NULL;
}

uint64_t alert_stream_faults(const struct alert_stream *s)
{
	return s->framing_faults + s->multipart.faults;
}

void alert_stream_init(struct alert_stream *s, struct timers *timers,
	const struct log *log, const struct alert_stream_listener *listener, void *user)
{
	*s = (struct alert_stream){
		.timers = timers, .log = log, .listener = listener, .user = user};
	buffer_init(&s->in, STREAM_BUFFER_MAX);
}

void alert_stream_finish(struct alert_stream *s)
{
	alert_stream_drop(s);
	buffer_finish(&s->in);
	recorder_finish(&s->recorder);
}
