/* SPDX-License-Identifier: Apache-2.0 */
/* house-unit.c - a maker that records what it is asked. */

#include "house.h"
#include "vendor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

struct unit {
	struct house *house;
	const struct unit_listener *listener;
	void *user;
	bool started;
};

struct unit_command {
	struct unit_command *next;
	struct house *house;
	unsigned door;
	enum door_action action;
	bool on; /**< of an output */
	bool sent;
	command_done_fn *done;
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

	snprintf(info.name, sizeof(info.name), "Front");
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
};
