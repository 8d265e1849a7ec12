/* SPDX-License-Identifier: Apache-2.0 */
/* capture-series.c - how often the sensors of a capture go on, for a row of off delays. */

#include "capture-series.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

const unsigned capture_delays_s[DELAYS] = {1, 2, 3, 4, 5, 6, 8, 10, 15, 30};

/* The device's clock has whole seconds: a pause of just the delay is within it. */
enum { TIE_MS = 500 };

static void changed(struct sensor *s, void *user)
{
	struct series *series = user;
	size_t i = (size_t)(s - series->sensors);
	bool on = s->state == SENSOR_ON || s->state == SENSOR_HELD;

	series->episodes[i] += on && !series->was_on[i];
	series->was_on[i] = on;
}

static void tripped(struct sensor *s, const struct sensor_news *news, void *user)
{
}

static const struct sensor_listener listener = {changed, tripped};

static bool same(const struct sensor_id *a, const struct sensor_id *b)
{
	return a->kind == b->kind && a->channel == b->channel && a->port == b->port &&
	       !strcmp(a->word, b->word);
}

static struct series *find(struct series_set *set, const struct sensor_id *id)
{
	struct series *s;

	for (unsigned i = 0; i < set->count; i++) {
		if (same(&set->list[i]->id, id))
			return set->list[i];
	}
	s = set->count < SERIES_MAX ? calloc(1, sizeof(*s)) : NULL;
	if (!s)
		abort();
	set->list[set->count++] = s;
	s->id = *id;
	for (unsigned i = 0; i < DELAYS; i++) {
		struct sensor_rules rules = {
			.off_delay_ms = capture_delays_s[i] * 1000 + TIE_MS};

		sensor_init(&s->sensors[i], &set->timers, &rules, &listener, s);
		sensor_hear(&s->sensors[i], true);
	}
	return s;
}

/* Only ever forward, and by what the device says. */
static void follow_clock(struct series_set *set, const char *text)
{
	struct tm tm = {0};
	int64_t now_s;

	if (!strptime(text, "%Y-%m-%dT%H:%M:%S", &tm))
		return;
	now_s = (int64_t)timegm(&tm);
	if (!set->first_s)
		set->first_s = now_s;
	now_s -= set->first_s;
	if (now_s > 0 && (uint64_t)now_s * 1000 > set->timers.now_ms)
		timers_advance(
			&set->timers, (uint64_t)now_s * 1000 - set->timers.now_ms);
}

void series_take(struct series_set *set, const struct alert *alert)
{
	/* A recorder that lists nothing: every channel speaks for itself. */
	static const struct camera_view view = {.view.recorder = true};
	struct sensor_news news[CAMERA_NEWS_MAX];
	unsigned n = camera_news(&view, alert, news);

	follow_clock(set, alert->time);
	if (alert_is_heartbeat(alert))
		set->heartbeats++;
	else if (!n)
		set->untold++;
	for (unsigned i = 0; i < n; i++) {
		struct series *s = find(set, &news[i].id);

		s->actives += news[i].active;
		for (unsigned d = 0; d < DELAYS; d++)
			sensor_news(&s->sensors[d], &news[i]);
	}
}

void series_finish(struct series_set *set)
{
	for (unsigned i = 0; i < set->count; i++) {
		for (unsigned d = 0; d < DELAYS; d++)
			sensor_finish(&set->list[i]->sensors[d]);
		free(set->list[i]);
	}
	*set = (struct series_set){0};
}
