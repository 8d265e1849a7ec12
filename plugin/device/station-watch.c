/* SPDX-License-Identifier: Apache-2.0 */
/* station-watch.c - what a camera or a recorder watches: as it lists it, and as its events
 * teach us. */

#include "station-private.h"

#include "log.h"
#include "sensor-names.h"
#include "sensor-options.h"
#include "slug.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void station_forget_view(struct station *s)
{
	station_view_destroy(s->view);
	s->view = NULL;
	s->full_told = false;
}

int station_take_view(struct station *s, struct unit_info *info)
{
	struct station_view *view = NULL, *recalled = NULL;
	int err = info->view ? station_view_create(info->view, &view) : 0;

	info->view = NULL;
	if (!err && view && !s->view)
		recalled = station_recall_view(s, info->serial);
	if (!err && view)
		err = station_view_inherit(view, s->view ? s->view : recalled);
	station_view_destroy(recalled);
	if (err) {
		station_view_destroy(view);
		return err;
	}
	station_view_destroy(s->view);
	s->view = view;
	station_check_customize(s);
	return 0;
}

void station_check_customize(struct station *s)
{
	if (!s->view || s->customize_checked)
		return;
	s->customize_checked = true;
	sensor_options_check(s->config.customize, s->view, s->log);
}

/* ---- events ---- */

static void learned(
	struct station *s, const struct sensor_id *place, enum event_source source)
{
	unsigned number = s->view->recorder ? place->channel : 0;
	char key[KEY_MAX + 1];

	sensor_key(place, station_view_number(s->view, place), key);
	log_info(s->log, "%s of channel %u: learned from an event (%s)", key,
		place->channel, event_source_name(source));
	station_remember(s);
	if (station_arrange_for(s, number ? CHILD_CHANNEL : CHILD_CAMERA, number))
		log_error(s->log, "out of memory: some devices are missing");
}

static void no_room(struct station *s)
{
	if (!s->full_told)
		log_warning(s->log,
			"it tells of too many kinds of event: those that are "
			"new from now on are not served");
	s->full_told = true;
}

bool station_place(struct station *s, const struct event *ev, struct event *ret_placed,
	struct sensor_news *ret_news)
{
	int err;

	if (!s->view || !ev->news || ev->missed)
		return true;
	*ret_news = *ev->news;
	ret_news->id = station_view_place(s->view, &ev->news->id);
	*ret_placed = *ev;
	ret_placed->news = ret_news;
	ret_placed->door = s->view->recorder ? ret_news->id.channel : 0;
	if (!ret_news->active)
		return false; /* that something is over teaches nothing */
	err = station_view_heard(s->view, &ret_news->id);
	if (err == 1)
		learned(s, &ret_news->id, ev->source);
	else if (err)
		no_room(s);
	return err < 0;
}

/* ---- why would none come? ---- */

static void check_done(int err, const char *why, const json_t *report, void *user)
{
	struct station *s = user;
	self_check_done_fn *done = s->check_done;

	s->check_done = NULL;
	done(err, why, report, s->check_user);
}

int station_self_check(struct station *s, self_check_done_fn *done, void *user)
{
	int err;

	if (!s->config.vendor->self_check)
		return -ENOTSUP;
	if (!s->unit)
		return -ENOTCONN;
	if (s->check_done)
		return -EBUSY;
	err = s->config.vendor->self_check(s->unit, check_done, s);
	if (err)
		return err;
	s->check_done = done;
	s->check_user = user;
	return 0;
}

void station_forget_self_check(struct station *s)
{
	if (s->check_done)
		s->config.vendor->forget_self_check(s->unit);
	s->check_done = NULL;
}

void station_end_self_check(struct station *s)
{
	self_check_done_fn *done = s->check_done;

	station_forget_self_check(s);
	if (done)
		done(-ECANCELED, "given up: the connection changes", NULL,
			s->check_user);
}

/* ---- for the children ---- */

const struct station_view *station_view_of(const struct station *s)
{
	return s->view;
}

const char *station_channel_lost(const struct child *c)
{
	const struct station_view *view = c->station->view;
	const struct unit_channel *channel =
		view && c->door ? station_view_channel(view, c->door) : NULL;

	return channel && channel->lost
		       ? "the recorder says that the camera of this channel does not "
			 "answer"
		       : NULL;
}

const char *station_name(const struct station *s)
{
	if (s->config.name && *s->config.name)
		return s->config.name;
	if (*s->info.name)
		return s->info.name;
	return !s->view ? "Door station" : s->view->recorder ? "Recorder" : "Camera";
}

/* Rationale: two cameras whose names cannot be written in Latin shall not get the same
 * entities; the end of a serial number is what differs between units of a model. */
static void slug_of_serial(const struct station *s, char slug[SLUG_MAX + 1])
{
	enum { TAIL = 9 };
	size_t len = strlen(s->info.serial);
	char name[32];

	snprintf(name, sizeof(name), "%s %s",
		s->view && s->view->recorder ? "nvr" : "camera",
		s->info.serial + (len > TAIL ? len - TAIL : 0));
	slug_make(name, slug);
}

void station_slug(const struct station *s, char ret_slug[SLUG_MAX + 1])
{
	slug_make(station_name(s), ret_slug);
	if (!*ret_slug)
		slug_of_serial(s, ret_slug);
}
