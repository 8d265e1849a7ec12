/* SPDX-License-Identifier: Apache-2.0 */
/* unit-stream.c - the event stream, and what its alerts mean. */

#include "alert-xml.h"
#include "log.h"
#include "timers.h"
#include "unit.h"

#include <errno.h>
#include <string.h>

enum { STREAM_OPEN_LIMIT_MS = 8000 };

void unit_pressed(const struct event *ev, void *user)
{
	struct unit *u = user;

	advice_pressed(&u->advice);
	u->listener->event(ev, u->user);
}

void unit_remote_unlock(const struct event *ev, void *user)
{
	struct unit *u = user;
	struct event remote = *ev;

	remote.kind = EVENT_REMOTE_UNLOCK;
	u->listener->event(&remote, u->user);
}

void unit_take_event(struct unit *u, const struct event *ev, bool picture)
{
	advice_heard(&u->advice);
	if (ev->kind == EVENT_BELL_PRESSED) {
		press_judge_doubt(&u->judge, ev, picture);
		unit_indoor_hurry(u);
		return;
	}
	if (ev->kind == EVENT_DOOR_UNLOCKED) {
		press_judge_unlock(&u->judge);
		if (!unlock_fuse_news(&u->unlocks, ev, u->link.timers->now_ms))
			return;
	}
	u->listener->event(ev, u->user);
}

static void take_alert(struct unit *u, const struct alert *alert)
{
	struct event ev;
	enum alert_meaning meaning = hikvision_event(&u->memory, alert, &ev);

	if (meaning != ALERT_IS_NOTHING)
		advice_heard(&u->advice);
	if (meaning == ALERT_IS_BARE) {
		journal_watch_hint(&u->journal);
		return;
	}
	if (alert->has_acs)
		unit_push_needless(u);
	if (alert->has_acs && !alert->acs.past)
		journal_watch_carried(&u->journal, meaning == ALERT_IS_KNOWN);
	if (meaning == ALERT_IS_UNKNOWN)
		log_info(u->log, "event not known to this version: %s %d,%d (%s)",
			alert->type, alert->has_acs ? alert->acs.major : -1,
			alert->has_acs ? alert->acs.minor : -1, alert->description);
	if (meaning != ALERT_IS_EVENT)
		return;
	u->counts.events++;
	ev.asked_ms = u->link.timers->now_ms;
	unit_take_event(u, &ev, alert->acs.pictures > 0);
}

static void take_part(struct unit *u, const struct part *part)
{
	static const char *const kinds[] = {
		[PART_XML] = "xml",
		[PART_JSON] = "json",
		[PART_SKIPPED] = "skipped",
	};
	struct alert alert;
	int err = 0;

	recorder_add(
		&u->recorder, u->link.timers->now_ms, kinds[part->kind], part->body);
	switch (part->kind) {
	case PART_XML: err = alert_xml_parse(part->body, &alert); break;
	case PART_JSON: err = alert_json_parse(part->body, &alert); break;
	case PART_SKIPPED: return;
	}
	u->counts.unreadable_parts += err != 0;
	if (err)
		log_debug(u->log, "a part of the event stream cannot be read: %s",
			strerror(-err));
	else
		take_alert(u, &alert);
}

static int stream_data(struct bytes in, void *user)
{
	struct unit *u = user;
	struct part part;
	ssize_t used;
	bool found;
	int err = buffer_append(&u->in, in);

	if (err)
		return err;
	device_link_input(&u->link, LINK_ALIVE, 0, "");
	while ((used = multipart_next(
			&u->multipart, buffer_bytes(&u->in), &found, &part))) {
		if (found)
			take_part(u, &part);
		buffer_consume(&u->in, (size_t)used);
	}
	return 0;
}

static void stream_opened(void *user)
{
	struct unit *u = user;

	advice_allowed(&u->advice, ADVICE_STREAM);
	device_link_input(&u->link, LINK_ANSWERED, 0, "");
}

static void stream_closed(const struct isapi_result *result, void *user)
{
	struct unit *u = user;

	u->stream = NULL;
	if (result->err == -EPERM)
		advice_denied(&u->advice, ADVICE_STREAM);
	if (result->err == -ENOTSUP && unit_push_instead(u))
		return;
	device_link_input(&u->link, LINK_LOST, result->err, result->why);
}

static const struct isapi_stream_listener stream_listener = {
	.opened = stream_opened,
	.data = stream_data,
	.closed = stream_closed,
};

int unit_open_stream(struct unit *u)
{
	static const struct http_request request = {
		.method = "GET",
		.path = "/ISAPI/Event/notification/alertStream",
		.timeout_ms = STREAM_OPEN_LIMIT_MS,
	};

	buffer_clear(&u->in);
	u->counts.framing_faults += u->multipart.faults;
	u->multipart = (struct multipart){0};
	return isapi_stream(u->isapi, &request, &stream_listener, u, &u->stream);
}
