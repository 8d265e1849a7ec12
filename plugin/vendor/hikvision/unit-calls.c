/* SPDX-License-Identifier: Apache-2.0 */
/* unit-calls.c - is there a call? Asked of the station again and again. */

#include "log.h"
#include "unit.h"

#include <errno.h>

enum {
	CALL_STATUS_LIMIT_MS = 3000,
	POLLS_LOST = 2, /**< in a row, with nobody listening: it is rebooting */
};

/* ADD A ROW */
static const enum event_kind call_events[] = {
	[CALL_STATUS_IDLE] = EVENT_CALL_IDLE,
	[CALL_STATUS_RING] = EVENT_CALL_RINGING,
	[CALL_STATUS_ON_CALL] = EVENT_CALL_TALKING,
};

void unit_tell_call(struct unit *u)
{
	const struct call_voice *voices[1 + UNIT_INDOOR_MAX] = {&u->voice};
	struct event ev = {.source = SOURCE_POLL};
	enum call_status status;

	for (unsigned i = 0; i < u->indoor.count; i++)
		voices[1 + i] = &u->indoor.stations[i].voice;
	if (!call_voices_sum(voices, 1 + u->indoor.count, &status, &ev.asked_ms))
		return;
	ev.kind = call_events[status];
	sip_door_status(&u->sip, status != CALL_STATUS_IDLE, ev.asked_ms);
	advice_call_status(&u->advice, status != CALL_STATUS_IDLE, ev.asked_ms);
	if (status == CALL_STATUS_RING) {
		press_judge_ringing(&u->judge, ev.asked_ms);
		ev.button = press_judge_button(&u->judge);
		unit_tell_press(u, &ev);
		return;
	}
	button_wait_end(&u->wait);
	u->listener->event(&ev, u->user);
}

static void take_call_status(struct unit *u, enum call_status status)
{
	bool news = u->voice.state != VOICE_SPEAKS || u->voice.status != status;

	call_voice_says(&u->voice, status, u->call_watch.asked_ms);
	unit_tell_call(u);
	if (news)
		unit_indoor_hurry(u);
}

/* Nobody listens there: events do not come either, even if the stream's end has not come. */
static void poll_lost(struct unit *u)
{
	if (++u->polls_lost >= POLLS_LOST && device_link_stands(&u->link))
		device_link_input(&u->link, LINK_LOST, -EHOSTUNREACH,
			"the device does not accept connections any more");
}

static void call_status_done(const struct isapi_result *result, void *user)
{
	struct unit *u = user;
	enum call_status status;
	int err = result->err;

	u->poll = NULL;
	if (err)
		u->counts.polls_failed++;
	else
		histogram_add(&u->counts.poll_ms,
			u->link.timers->now_ms - u->call_watch.asked_ms);
	if (!err && call_status_parse(result->body, &status))
		err = -EPROTO;
	if (!err)
		take_call_status(u, status);
	else if (err == -ENOTSUP)
		call_voice_mute(&u->voice);
	else
		call_voice_lost(&u->voice);
	if (result->no_listener)
		poll_lost(u);
	else
		u->polls_lost = 0;
	if (!result->err)
		device_link_input(&u->link, LINK_HINT, 0, "");
	if (err == -ENOTSUP)
		log_info(u->log, "the station cannot be asked whether it rings: %s",
			result->why);
	call_watch_answered(&u->call_watch, err);
	if (!err)
		unit_push_needless(u);
	else if (err == -ENOTSUP)
		unit_push_no_calls(u);
}

void unit_ask_call_status(void *user)
{
	static const struct http_request request = {
		.method = "GET",
		.path = "/ISAPI/VideoIntercom/callStatus?format=json",
		.timeout_ms = CALL_STATUS_LIMIT_MS,
	};
	struct unit *u = user;
	int err = isapi_send(u->isapi, &request, call_status_done, u, &u->poll);

	if (err)
		call_watch_answered(&u->call_watch, err);
}

void unit_stop_polling(struct unit *u)
{
	isapi_cancel(u->poll);
	u->poll = NULL;
	call_watch_stop(&u->call_watch);
}
