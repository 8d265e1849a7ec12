/* SPDX-License-Identifier: Apache-2.0 */
/* unit-stream.c - what the alerts of the event stream mean. */

#include "log.h"
#include "timers.h"
#include "unit.h"

#include <errno.h>

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

static void take_alert(const struct alert *alert, void *user)
{
	struct unit *u = user;
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

static void stream_opened(void *user)
{
	struct unit *u = user;

	advice_allowed(&u->advice, ADVICE_STREAM);
	device_link_input(&u->link, LINK_ANSWERED, 0, "");
}

static void stream_alive(void *user)
{
	struct unit *u = user;

	device_link_input(&u->link, LINK_ALIVE, 0, "");
}

static void stream_closed(const struct isapi_result *result, void *user)
{
	struct unit *u = user;

	if (result->err == -EPERM)
		advice_denied(&u->advice, ADVICE_STREAM);
	if (result->err == -ENOTSUP && unit_push_instead(u))
		return;
	device_link_input(&u->link, LINK_LOST, result->err, result->why);
}

const struct alert_stream_listener unit_stream_listener = {
	.opened = stream_opened,
	.alive = stream_alive,
	.alert = take_alert,
	.closed = stream_closed,
};
