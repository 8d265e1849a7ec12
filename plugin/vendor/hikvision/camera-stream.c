/* SPDX-License-Identifier: Apache-2.0 */
/* camera-stream.c - what the alerts of a camera or a recorder mean. */

#include "camera-unit.h"
#include "isapi-right.h"
#include "log.h"
#include "timers.h"
#include "wall-clock.h"

#include <errno.h>
#include <stdio.h>

/* Rationale: how many of them become sensors, the owner decides. */
static void tell_word(struct unit *u, const struct alert *alert, const char *word)
{
	if (camera_words_add(&u->words, word))
		log_info(u->log,
			"type of event not known to this version: %s (%s); it becomes a "
			"sensor of its own",
			word, alert->description);
}

/* It tells more than the device's lists said when they were read. */
static void learn(struct unit *u, const struct sensor_news *news)
{
	bool more = camera_found_arm(&u->found, &u->view, &news->id);

	if (news->active && news->id.kind != SENSOR_VIDEO_LOSS)
		more |= camera_found_back(&u->found, &u->view, news->id.channel);
	if (!more)
		return;
	camera_adopt_view(u);
	camera_tell_known(u);
}

void camera_unit_take_alert(
	struct unit *u, const struct alert *alert, enum event_source source)
{
	struct sensor_news news[CAMERA_NEWS_MAX];
	unsigned count = camera_news(&u->view, alert, news);

	u->counts.alerts++;
	if (alert_is_heartbeat(alert))
		u->counts.heartbeats++;
	for (unsigned i = 0; i < count; i++) {
		if (!camera_push_is_news(
			    &u->push, &news[i], source, u->link.timers->now_ms))
			continue;
		learn(u, &news[i]);
		if (news[i].id.kind == SENSOR_OTHER)
			tell_word(u, alert, news[i].id.word);
		u->counts.news++;
		u->listener->event(&(struct event){.kind = EVENT_SENSOR,
					   .source = source,
					   .door = news[i].id.channel,
					   .asked_ms = u->link.timers->now_ms,
					   .news = &news[i]},
			u->user);
	}
}

static void stream_opened(void *user)
{
	struct unit *u = user;

	u->counts.streams++;
	u->age.opened_ms = u->link.timers->now_ms;
	clock_advice_opened(&u->clock);
	camera_status_start(u);
	device_link_input(&u->link, LINK_ANSWERED, 0, "");
}

static void stream_alive(void *user)
{
	struct unit *u = user;

	device_link_input(&u->link, LINK_ALIVE, 0, "");
}

static void stream_alert(const struct alert *alert, void *user)
{
	struct unit *u = user;

	if (alert_is_heartbeat(alert))
		device_link_beat(&u->link);
	device_link_input(&u->link, LINK_PROVEN, 0, "");
	if (alert_age_is_old(&u->age, alert->time, u->link.timers->now_ms)) {
		u->counts.old++;
		return;
	}
	clock_advice_heard(&u->clock, alert->time, wall_clock_unix_ms());
	camera_unit_take_alert(u, alert, SOURCE_STREAM);
}

/* Rationale: some firmware says 403 both when a right is missing and when all places are
 * taken, and does not say which. */
static void stream_closed(const struct isapi_result *result, void *user)
{
	struct unit *u = user;
	char why[ISAPI_WHY_MAX];

	if (result->err == -EREMOTEIO && result->status == 403)
		snprintf(why, sizeof(why),
			"%s: either others have taken all places for listeners, or the "
			"user lacks the right \"%s\"",
			result->why, RIGHT_NOTIFY);
	else
		snprintf(why, sizeof(why), "%s", result->why);
	device_link_input(&u->link, LINK_LOST, result->err, why);
}

const struct alert_stream_listener camera_stream_listener = {
	.opened = stream_opened,
	.alive = stream_alive,
	.alert = stream_alert,
	.closed = stream_closed,
};
