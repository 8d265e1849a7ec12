/* SPDX-License-Identifier: Apache-2.0 */
/* sensor.c - one binary sensor of a camera or a recorder: when it is on. */

#include "sensor.h"

#include "wall-clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** What a message means for this sensor. */
enum sensor_input {
	INPUT_NONE,
	INPUT_HEARS,
	INPUT_DEAF,
	INPUT_ACTIVE,
	INPUT_ONGOING,
	INPUT_PROLONGS, /**< of something that began before, or of nothing */
	INPUT_INACTIVE,
	INPUT_TIME,
};

/** Of the last series. */
struct sensor_details {
	char targets[SENSOR_TARGETS_MAX][SENSOR_TEXT_MAX + 1];
	char regions[SENSOR_REGIONS_MAX][SENSOR_TEXT_MAX + 1];
	bool any_target, any_region; /**< ever told */
};

/* ---- what the last series was about ---- */

/* @return whether it is new */
static bool add_text(char (*list)[SENSOR_TEXT_MAX + 1], size_t max, const char *text)
{
	for (size_t i = 0; i < max; i++) {
		if (!strcmp(list[i], text))
			return false;
		if (!*list[i]) {
			snprintf(list[i], SENSOR_TEXT_MAX + 1, "%s", text);
			return true;
		}
	}
	return false;
}

static void forget_series(struct sensor *s)
{
	if (!s->details)
		return;
	memset(s->details->targets, 0, sizeof(s->details->targets));
	memset(s->details->regions, 0, sizeof(s->details->regions));
}

/* @return whether anything is new */
static bool learn_details(struct sensor *s, const struct sensor_news *news)
{
	struct sensor_details *d = s->details;
	bool more = false;

	if (!*news->targets[0] && !*news->regions[0])
		return false;
	if (!d)
		d = s->details = calloc(1, sizeof(*d));
	if (!d)
		return false; /* they are not what the sensor is for */
	for (size_t i = 0; i < SENSOR_TARGETS_MAX && *news->targets[i]; i++)
		more |= add_text(d->targets, SENSOR_TARGETS_MAX, news->targets[i]);
	for (size_t i = 0; i < SENSOR_REGIONS_MAX && *news->regions[i]; i++)
		more |= add_text(d->regions, SENSOR_REGIONS_MAX, news->regions[i]);
	d->any_target |= !!*d->targets[0];
	d->any_region |= !!*d->regions[0];
	return more;
}

/* ---- the state ---- */

static void input(
	struct sensor *s, enum sensor_input in, const struct sensor_news *news);

static void time_is_over(void *user)
{
	input(user, INPUT_TIME, NULL);
}

static bool has_timer(enum sensor_state state)
{
	return state == SENSOR_LISTENING || state == SENSOR_ON || state == SENSOR_HELD;
}

/* When what it waits for is over. */
static uint64_t due_ms(const struct sensor *s)
{
	return s->since_ms +
	       (s->state == SENSOR_HELD ? s->rules.delay_ms : s->rules.off_delay_ms);
}

static void arm(struct sensor *s)
{
	uint64_t due = due_ms(s), now = s->timers->now_ms;

	if (has_timer(s->state))
		timer_start(s->timers, &s->timer, due > now ? (unsigned)(due - now) : 0,
			time_is_over, s);
	else
		timer_stop(&s->timer);
}

/* The timer was started for an earlier message. @return whether it runs anew */
static bool too_early(struct sensor *s)
{
	if (s->timers->now_ms >= due_ms(s))
		return false;
	arm(s);
	return true;
}

static bool shown_alike(enum sensor_state a, enum sensor_state b)
{
	bool on = a == SENSOR_ON || a == SENSOR_HELD;
	bool off = a == SENSOR_OFF;

	return on == (b == SENSOR_ON || b == SENSOR_HELD) && off == (b == SENSOR_OFF);
}

static void enter(struct sensor *s, enum sensor_state state)
{
	bool alike = shown_alike(s->state, state);

	s->state = state;
	s->since_ms = s->timers->now_ms;
	arm(s);
	if (!alike)
		s->listener->changed(s, s->user);
}

/* On, and this is the beginning. */
static void trip(struct sensor *s, const struct sensor_news *news)
{
	forget_series(s);
	learn_details(s, news);
	s->tripped_unix_ms = wall_clock_unix_ms();
	s->state = SENSOR_ON;
	s->since_ms = s->timers->now_ms;
	arm(s);
	s->listener->changed(s, s->user);
	s->listener->tripped(s, news, s->user);
}

static void join(struct sensor *s, const struct sensor_news *news)
{
	learn_details(s, news);
	enter(s, SENSOR_ON);
}

static void end_series(struct sensor *s)
{
	enter(s, s->rules.delay_ms ? SENSOR_HELD : SENSOR_OFF);
}

static void prolong(struct sensor *s, const struct sensor_news *news)
{
	s->since_ms = s->timers->now_ms;
	if (learn_details(s, news))
		s->listener->changed(s, s->user);
}

static void deaf(struct sensor *s, enum sensor_input in)
{
	switch (in) {
	case INPUT_HEARS: enter(s, SENSOR_LISTENING); break;
	case INPUT_NONE:
	case INPUT_DEAF:
	case INPUT_ACTIVE:
	case INPUT_ONGOING:
	case INPUT_PROLONGS:
	case INPUT_INACTIVE:
	case INPUT_TIME: break;
	}
}

static void listening(
	struct sensor *s, enum sensor_input in, const struct sensor_news *news)
{
	switch (in) {
	case INPUT_DEAF: enter(s, SENSOR_DEAF); break;
	case INPUT_ACTIVE: trip(s, news); break;
	case INPUT_ONGOING: join(s, news); break;
	case INPUT_INACTIVE: enter(s, SENSOR_OFF); break;
	case INPUT_TIME:
		if (!too_early(s))
			enter(s, SENSOR_OFF);
		break;
	case INPUT_NONE:
	case INPUT_HEARS:
	case INPUT_PROLONGS: break;
	}
}

static void off(struct sensor *s, enum sensor_input in, const struct sensor_news *news)
{
	switch (in) {
	case INPUT_DEAF: enter(s, SENSOR_DEAF); break;
	case INPUT_ACTIVE:
	case INPUT_ONGOING: trip(s, news); break;
	case INPUT_NONE:
	case INPUT_HEARS:
	case INPUT_PROLONGS:
	case INPUT_INACTIVE:
	case INPUT_TIME: break;
	}
}

static void on(struct sensor *s, enum sensor_input in, const struct sensor_news *news)
{
	switch (in) {
	case INPUT_DEAF: enter(s, SENSOR_DEAF); break;
	case INPUT_ACTIVE:
	case INPUT_ONGOING:
	case INPUT_PROLONGS: prolong(s, news); break;
	case INPUT_INACTIVE: end_series(s); break;
	case INPUT_TIME:
		if (!too_early(s))
			end_series(s);
		break;
	case INPUT_NONE:
	case INPUT_HEARS: break;
	}
}

static void held(struct sensor *s, enum sensor_input in, const struct sensor_news *news)
{
	switch (in) {
	case INPUT_DEAF: enter(s, SENSOR_DEAF); break;
	case INPUT_ACTIVE: trip(s, news); break;
	case INPUT_ONGOING: join(s, news); break;
	case INPUT_TIME:
		if (!too_early(s))
			enter(s, SENSOR_OFF);
		break;
	case INPUT_NONE:
	case INPUT_HEARS:
	case INPUT_PROLONGS:
	case INPUT_INACTIVE: break;
	}
}

static void input(
	struct sensor *s, enum sensor_input in, const struct sensor_news *news)
{
	switch (s->state) {
	case SENSOR_DEAF: deaf(s, in); break;
	case SENSOR_LISTENING: listening(s, in, news); break;
	case SENSOR_OFF: off(s, in, news); break;
	case SENSOR_ON: on(s, in, news); break;
	case SENSOR_HELD: held(s, in, news); break;
	}
}

/* ---- messages ---- */

static bool is_wanted(const json_t *wanted, const struct sensor_news *news)
{
	for (size_t i = 0; i < json_array_size(wanted); i++) {
		const char *target = json_string_value(json_array_get(wanted, i));

		for (size_t j = 0; j < SENSOR_TARGETS_MAX && *news->targets[j]; j++) {
			if (target && !strcmp(target, news->targets[j]))
				return true;
		}
	}
	return false;
}

static enum sensor_input meaning(const struct sensor *s, const struct sensor_news *news)
{
	bool filtered = s->rules.targets;

	if (filtered && *news->targets[0] && !is_wanted(s->rules.targets, news))
		return INPUT_NONE;
	if (!news->active)
		return INPUT_INACTIVE;
	if (filtered && !*news->targets[0])
		return INPUT_PROLONGS;
	return news->ongoing ? INPUT_ONGOING : INPUT_ACTIVE;
}

void sensor_news(struct sensor *s, const struct sensor_news *news)
{
	input(s, meaning(s, news), news);
}

void sensor_hear(struct sensor *s, bool hears)
{
	input(s, hears ? INPUT_HEARS : INPUT_DEAF, NULL);
}

void sensor_follow(struct sensor *s, const struct sensor_rules *rules)
{
	s->rules = *rules;
	arm(s);
}

json_t *sensor_texts(const char *first, size_t max)
{
	json_t *list = *first ? json_array() : NULL;

	for (size_t i = 0; list && i < max && *first; i++) {
		json_array_append_new(list, json_string(first));
		first += SENSOR_TEXT_MAX + 1;
	}
	return list;
}

/* One that was told of before and is empty now says so: a member that is missing would
 * leave the old one as it is. */
static void set_texts(json_t *state, const char *member, const char *first, size_t max)
{
	json_t *list = sensor_texts(first, max);

	json_object_set_new(state, member, list ? list : json_array());
}

json_t *sensor_state_object(const struct sensor *s)
{
	bool known = s->state != SENSOR_DEAF && s->state != SENSOR_LISTENING;
	bool is_on = s->state == SENSOR_ON || s->state == SENSOR_HELD;
	json_t *state =
		json_pack("{s:o}", "on", known ? json_boolean(is_on) : json_null());

	if (s->tripped_unix_ms)
		json_object_set_new(state, "last_trip",
			json_integer((json_int_t)s->tripped_unix_ms));
	if (s->details && s->details->any_target)
		set_texts(state, "targets", s->details->targets[0], SENSOR_TARGETS_MAX);
	if (s->details && s->details->any_region)
		set_texts(state, "regions", s->details->regions[0], SENSOR_REGIONS_MAX);
	return state;
}

void sensor_init(struct sensor *s, struct timers *timers,
	const struct sensor_rules *rules, const struct sensor_listener *listener,
	void *user)
{
	*s = (struct sensor){
		.timers = timers, .rules = *rules, .listener = listener, .user = user};
}

void sensor_finish(struct sensor *s)
{
	timer_stop(&s->timer);
	free(s->details);
	s->details = NULL;
}
