/* SPDX-License-Identifier: Apache-2.0 */
/* house-unit.c - a maker that records what it is asked. */

#include "house.h"
#include "vendor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct unit {
	struct house *house;
	const struct unit_listener *listener;
	void *user;
	bool started;
	self_check_done_fn *check_done; /**< of the one under way */
	void *check_user;
};

struct unit_command {
	struct unit_command *next;
	struct house *house;
	unsigned door;
	enum door_action action;
	bool on; /**< of an output */
	bool reboot;
	bool sent;
	command_done_fn *done;
	void *user;
};

struct unit_picture {
	struct house *house;
	struct picture_wish wish;
	picture_done_fn *done;
	void *user;
};

/* The reactor is never looked at by a station, only handed on: here it is the house. */
static int create(struct reactor *r, const struct unit_config *config,
	const struct unit_listener *listener, const struct log *log, void *user,
	struct unit **ret_unit)
{
	struct house *h = (struct house *)r;
	struct unit *u;

	CHECK(!h->unit);
	if (h->create_err)
		return h->create_err;
	u = calloc(1, sizeof(*u));
	if (!u)
		return -ENOMEM;
	*u = (struct unit){.house = h, .listener = listener, .user = user};
	snprintf(h->host, sizeof(h->host), "%s", config->host);
	h->units_made++;
	h->unit = u;
	*ret_unit = u;
	return 0;
}

static void start(struct unit *unit)
{
	CHECK(!unit->started);
	unit->started = true;
}

static int check(struct unit *unit, check_done_fn *done, void *user)
{
	return -EBUSY;
}

static void destroy(struct unit *unit)
{
	CHECK(unit->house->unit == unit);
	CHECK(!unit->house->picture);
	CHECK(!unit->check_done);
	CHECK(!unit->house->orders); /* whoever gave them was to cancel them */
	unit->house->unit = NULL;
	free(unit);
}

static int take(struct unit *unit, struct unit_command order, struct unit_command **ret)
{
	struct house *h = unit->house;
	struct unit_command **end = &h->orders;
	struct unit_command *c;

	if (h->door_err)
		return h->door_err;
	c = calloc(1, sizeof(*c));
	if (!c)
		return -ENOMEM;
	*c = order;
	c->house = h;
	while (*end)
		end = &(*end)->next;
	*end = c;
	*ret = c;
	return 0;
}

static int door(struct unit *unit, unsigned number, enum door_action action,
	command_done_fn *done, void *user, struct unit_command **ret_command)
{
	return take(unit,
		(struct unit_command){
			.door = number, .action = action, .done = done, .user = user},
		ret_command);
}

static int output(struct unit *unit, unsigned number, bool on, command_done_fn *done,
	void *user, struct unit_command **ret_command)
{
	return take(unit,
		(struct unit_command){
			.door = number, .on = on, .done = done, .user = user},
		ret_command);
}

static void ask_output(struct unit *unit, unsigned number)
{
	unit->house->outputs_asked++;
}

static int detection(struct unit *unit, unsigned channel, bool on,
	command_done_fn *done, void *user, struct unit_command **ret_command)
{
	return take(unit,
		(struct unit_command){
			.door = channel, .on = on, .done = done, .user = user},
		ret_command);
}

static void ask_detection(struct unit *unit, unsigned channel)
{
	unit->house->detections_asked++;
	unit->house->detection_asked = channel;
}

static int self_check(struct unit *unit, self_check_done_fn *done, void *user)
{
	CHECK(!unit->check_done);
	unit->check_done = done;
	unit->check_user = user;
	return 0;
}

static void forget_self_check(struct unit *unit)
{
	unit->check_done = NULL;
}

static int reboot(struct unit *unit, command_done_fn *done, void *user,
	struct unit_command **ret_command)
{
	return take(unit,
		(struct unit_command){.reboot = true, .done = done, .user = user},
		ret_command);
}

static int snapshot(struct unit *unit, const struct picture_wish *wish,
	picture_done_fn *done, void *user, struct unit_picture **ret_picture)
{
	struct house *h = unit->house;
	struct unit_picture *p;

	CHECK(!h->picture); /* one at a time */
	CHECK(wish->limit_ms);
	if (h->snapshot_err)
		return h->snapshot_err;
	p = calloc(1, sizeof(*p));
	if (!p)
		return -ENOMEM;
	*p = (struct unit_picture){h, *wish, done, user};
	h->picture = p;
	h->pictures_asked++;
	*ret_picture = p;
	return 0;
}

static void forget_snapshot(struct unit_picture *p)
{
	CHECK(p->house->picture == p);
	p->house->picture = NULL;
	free(p);
}

static int stream_url(const struct unit *unit, unsigned channel, const char *profile,
	char *url, size_t cap)
{
	if (strcmp(profile, "main"))
		return -ENOENT;
	if (channel)
		snprintf(url, cap, "rtsp://%s/%u/main", unit->house->host, channel);
	else
		snprintf(url, cap, "rtsp://%s/main", unit->house->host);
	return 0;
}

static void take_out(struct unit_command *c)
{
	struct unit_command **link = &c->house->orders;

	while (*link != c)
		link = &(*link)->next;
	*link = c->next;
}

static bool cancel(struct unit_command *c)
{
	bool unsent = !c->sent;

	take_out(c);
	free(c);
	return unsent;
}

void unit_is_known(
	struct house *h, const char *serial, unsigned doors, bool doors_known)
{
	struct unit_info info = h->info;

	snprintf(info.name, sizeof(info.name), "%s",
		*h->unit_name ? h->unit_name : "Front");
	snprintf(info.model, sizeof(info.model), "Model");
	snprintf(info.firmware, sizeof(info.firmware), "V1");
	info.doors_known = doors_known;
	info.first_door = doors_known ? 1 : 0;
	info.last_door = doors_known ? doors : 0;
	snprintf(info.serial, sizeof(info.serial), "%s", serial);
	h->unit->listener->known(&info, h->unit->user);
}

void unit_comes_online(struct house *h)
{
	h->unit->listener->online(h->unit->user);
}

void unit_goes_offline(struct house *h, int err, const char *why)
{
	h->unit->listener->offline(err, why, h->unit->user);
}

void unit_tells_all(struct house *h, const struct event *ev)
{
	h->unit->listener->event(ev, h->unit->user);
}

void unit_tells(struct house *h, enum event_kind kind, unsigned door_number)
{
	unit_tells_all(h, &(struct event){.kind = kind,
				  .source = SOURCE_STREAM,
				  .door = door_number,
				  .asked_ms = h->timers.now_ms});
}

unsigned orders_open(const struct house *h)
{
	unsigned n = 0;

	for (const struct unit_command *c = h->orders; c; c = c->next)
		n++;
	return n;
}

enum door_action order_action(const struct house *h)
{
	return h->orders->action;
}

unsigned order_door(const struct house *h)
{
	return h->orders->door;
}

bool order_switches_on(const struct house *h)
{
	return h->orders->on;
}

void order_goes_out(struct house *h)
{
	h->orders->sent = true;
}

void order_ends(struct house *h, int err, const char *why)
{
	struct unit_command *c = h->orders;
	command_done_fn *done = c->done;
	void *user = c->user;

	take_out(c);
	free(c);
	done(err, why, user);
}

bool order_is_reboot(const struct house *h)
{
	return h->orders && h->orders->reboot;
}

const struct picture_wish *picture_wished(const struct house *h)
{
	return &h->picture->wish;
}

static void end_picture(struct house *h, int err, const char *jpeg)
{
	struct unit_picture *p = h->picture;
	picture_done_fn *done = p->done;
	void *user = p->user;

	h->picture = NULL;
	free(p);
	done(err, err ? "no picture" : "", bytes_from(jpeg), user);
}

void picture_comes(struct house *h, const char *jpeg)
{
	end_picture(h, 0, jpeg);
}

void picture_fails(struct house *h, int err)
{
	end_picture(h, err, NULL);
}

void self_check_ends(struct house *h, const json_t *report)
{
	self_check_done_fn *done = h->unit->check_done;

	h->unit->check_done = NULL;
	done(0, "", report, h->unit->check_user);
}

bool self_check_runs(const struct house *h)
{
	return h->unit->check_done;
}

const struct vendor house_vendor = {
	.name = "house",
	.manufacturer = "House",
	.create = create,
	.start = start,
	.check = check,
	.destroy = destroy,
	.door = door,
	.output = output,
	.ask_output = ask_output,
	.cancel = cancel,
	.snapshot = snapshot,
	.forget_snapshot = forget_snapshot,
	.stream_url = stream_url,
	.detection = detection,
	.ask_detection = ask_detection,
	.self_check = self_check,
	.forget_self_check = forget_self_check,
	.reboot = reboot,
};
