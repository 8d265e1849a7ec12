/* SPDX-License-Identifier: Apache-2.0 */
/* output.c - one alarm output of the station, as a switch. */

#include "output.h"

#include "station.h"
#include "unit-switch.h"

#include <stdlib.h>

struct output {
	struct child child;
	struct unit_switch output;
};

static struct output *output_of(struct child *c)
{
	return (struct output *)c;
}

static int send_order(struct child *c, bool on, command_done_fn *done, void *user,
	struct unit_command **ret_command)
{
	return station_output(c->station, c->door, on, done, user, ret_command);
}

static void ask(struct child *c)
{
	station_ask_output(c->station, c->door);
}

static const struct unit_switch_type switch_type = {
	.capability = "output", .send = send_order, .ask = ask};

static int output_on_request(struct child *c, const struct child_request *request)
{
	return unit_switch_request(&output_of(c)->output, request);
}

static void output_on_cancel(struct child *c, uint64_t ticket)
{
	unit_switch_cancel(&output_of(c)->output, ticket);
}

static void output_on_event(struct child *c, const struct event *ev)
{
	if (ev->kind == EVENT_OUTPUT_ON || ev->kind == EVENT_OUTPUT_OFF)
		unit_switch_heard(&output_of(c)->output, ev->kind == EVENT_OUTPUT_ON);
}

static void output_on_link(struct child *c, bool online)
{
	unit_switch_link(&output_of(c)->output, online);
}

static void output_announced(struct child *c)
{
	unit_switch_announced(&output_of(c)->output);
}

static json_t *output_describe(const struct child *c)
{
	return json_pack("{s:{s:s,s:b}}", "output", "type", "switch", "main", 1);
}

static void output_on_unit_gone(struct child *c)
{
	unit_switch_unit_gone(&output_of(c)->output);
}

static void output_destroy(struct child *c)
{
	unit_switch_finish(&output_of(c)->output);
	free(output_of(c));
}

static struct child *output_create(struct station *station)
{
	struct output *o = calloc(1, sizeof(*o));

	if (!o)
		return NULL;
	unit_switch_init(&o->output, &switch_type, &o->child);
	return &o->child;
}

const struct child_type output_type = {
	.suffix = "output",
	.type = "switch",
	.title = "output",
	.numbered = true,
	.create = output_create,
	.destroy = output_destroy,
	.describe = output_describe,
	.announced = output_announced,
	.on_event = output_on_event,
	.on_link = output_on_link,
	.on_request = output_on_request,
	.on_unit_gone = output_on_unit_gone,
	.on_cancel = output_on_cancel,
};
