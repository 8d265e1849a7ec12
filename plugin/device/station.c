/* SPDX-License-Identifier: Apache-2.0 */
/* station.c - a door station, a camera or a recorder: its unit, and what that tells. */

#include "station-private.h"

#include "log.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the unit ---- */

static void unit_known(const struct unit_info *info, void *user)
{
	struct station *s = user;
	struct unit_info now = *info;

	if (s->known && strcmp(s->info.serial, info->serial)) {
		station_drop_children(
			s, true); /* another unit answers at that address */
		s->info = (struct unit_info){0};
		station_forget_view(s);
	}
	station_keep_doors(s, &now);
	if (station_take_view(s, &now))
		log_error(s->log, "out of memory: what it watches is not known");
	s->known = true;
	s->info = now;
	station_take_fingerprint(s);
	station_remember(s);
	if (station_arrange(s))
		log_error(s->log, "out of memory: some devices are missing");
}

/* Before anything is heard of the unit: its devices are there, unreachable. Rationale: the
 * connection as a whole has not failed yet, so nothing is said of it. */
static void show_recalled(struct station *s)
{
	s->known = true;
	if (station_arrange(s) || !s->children)
		return;
	s->listener->status(s->children->id, -EHOSTUNREACH,
		"not connected yet; known from before", s->user);
}

static void tell_link(struct station *s)
{
	station_tell_status(s);
	for (struct child *c = s->children; c; c = c->next) {
		if (c->type->on_link)
			c->type->on_link(c, s->online);
	}
}

static void unit_online(void *user)
{
	struct station *s = user;

	s->online = true;
	tell_link(s);
}

static void unit_offline(int err, const char *why, void *user)
{
	struct station *s = user;
	bool was_online = s->online;

	if (!was_online && s->link_err == err && !strcmp(s->link_why, why))
		return;
	s->online = false;
	s->link_err = err;
	snprintf(s->link_why, sizeof(s->link_why), "%s", why);
	if (was_online) {
		access_forget(&s->access);
		tell_link(s);
	} else
		station_tell_status(s);
}

static void unit_event(const struct event *ev, void *user)
{
	struct station *s = user;
	struct sensor_news news;
	struct event placed;
	struct child *c;

	if (ev->kind == EVENT_SENSOR) {
		if (station_place(s, ev, &placed, &news))
			return;
		ev = &placed;
	} else if (ev->source != SOURCE_POLL) /* that is every second */
		log_debug(s->log, "event %s, door %u", event_name(ev->kind), ev->door);
	c = station_find_child(s, event_child(ev->kind), ev->door);
	if (!c && !ev->missed) /* what only passed by is over */
		c = station_find_child(s, event_child_otherwise(ev->kind), 0);
	if (c)
		c->type->on_event(c, ev);
	station_share(s, c, ev);
	access_event(&s->access, ev);
}

static void tell_access(enum access_type type, unsigned door,
	const struct event_access *who, void *user)
{
	struct station *s = user;
	json_t *data = json_pack("{s:i,s:s}", "door", (int)door, "method",
		access_method_name(who->method));

	if (*who->name)
		json_object_set_new(data, "name", json_string(who->name));
	if (*who->card)
		json_object_set_new(data, "card", json_string(who->card));
	if (*who->device_time)
		json_object_set_new(data, "device_time", json_string(who->device_time));
	if (s->children && s->children->kind == CHILD_DOORBELL)
		station_event(s->children, "access", access_type_name(type), data);
	else
		json_decref(data);
}

static const struct unit_listener unit_listener = {
	.known = unit_known,
	.online = unit_online,
	.offline = unit_offline,
	.event = unit_event,
	.issue = station_unit_issue,
	.note = station_unit_note,
	.chose_port = station_unit_chose_port,
	.recall = station_unit_recall,
	.remember = station_unit_remember,
};

static int connect_unit(struct station *s)
{
	int err = s->config.vendor->create(
		s->reactor, &s->config.unit, &unit_listener, s->log, s, &s->unit);

	if (!err)
		s->config.vendor->start(s->unit);
	return err;
}

/* ---- life ---- */

/* The commands under way go with the unit; the devices stay, offline. */
static void disconnect_unit(struct station *s)
{
	for (struct child *c = s->children; c; c = c->next) {
		if (c->type->on_unit_gone)
			c->type->on_unit_gone(c);
	}
	station_end_self_check(s);
	if (s->unit)
		s->config.vendor->destroy(s->unit);
	s->unit = NULL;
	s->pinned[0] = s->note[0] = '\0';
	s->chosen_port = 0;
	unit_offline(-EHOSTUNREACH, "connecting with new settings", s);
}

static void moved(void *user)
{
	struct station *s = user;

	s->moving = false;
	disconnect_unit(s);
	if (connect_unit(s))
		unit_offline(-EREMOTEIO, "the device could not be set up", s);
}

static void unit_parted(int err, void *user)
{
	struct station *s = user;

	timer_start(s->timers, &s->moved, 0, moved, s);
}

/* It will look for its station elsewhere, or be called in another way: who is left is
 * told. */
static bool leaves(struct station *s, const struct station_config *config)
{
	const struct unit_config *a = &s->config.unit, *b = &config->unit;

	if (!strcmp(a->host, b->host) && a->port == b->port &&
		station_same_sip(s, config))
		return false;
	s->moving = !station_farewell(s, false, unit_parted, s);
	return s->moving;
}

int station_configure(struct station *s, const struct station_config *config)
{
	bool same = s->unit && station_same_unit(s, config);
	bool leaving = s->moving || (!same && s->unit && leaves(s, config));
	int err = 0;

	if (!same && !leaving)
		disconnect_unit(s);
	s->config = *config;
	s->customize_checked = false;
	station_check_customize(s);
	if (s->known) /* also when it reconnects: what was borrowed is another */
		err = station_arrange(s);
	return !same && !leaving ? connect_unit(s) : err;
}

int station_farewell(
	struct station *s, bool for_good, farewell_done_fn *done, void *user)
{
	if (!s->unit || !s->config.vendor->farewell)
		return -ENOENT;
	return s->config.vendor->farewell(s->unit, for_good, done, user);
}

int station_create(struct reactor *r, struct timers *timers,
	const struct station_config *config, uint64_t first_call_id,
	const struct station_listener *listener, const struct log *log, void *user,
	struct station **ret_station)
{
	struct station *s = calloc(1, sizeof(*s));
	int err;

	if (!s)
		return -ENOMEM;
	s->reactor = r;
	s->timers = timers;
	s->config = *config;
	s->first_call_id = first_call_id;
	s->listener = listener;
	s->log = log;
	s->user = user;
	access_init(&s->access, timers, tell_access, s);
	err = connect_unit(s);
	if (err) {
		free(s);
		return err;
	}
	if (station_recall(s))
		show_recalled(s);
	*ret_station = s;
	return 0;
}

void station_destroy(struct station *s)
{
	if (!s)
		return;
	timer_stop(&s->moved);
	station_end_self_check(s);
	station_drop_children(s, true);
	access_finish(&s->access);
	if (s->unit)
		s->config.vendor->destroy(s->unit);
	station_forget_view(s);
	free(s);
}
