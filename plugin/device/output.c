/* SPDX-License-Identifier: Apache-2.0 */
/* output.c - one alarm output of the station, as a switch.
 *
 * Its state is what the station said last: when asked at each connection, and when it took
 * a command. An unanswered command makes it unknown, and the station is asked. */

#include "output.h"

#include "commands.h"
#include "station.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	COMMANDS_MAX = 64, /**< under way; more are answered with busy */
};

enum output_state { UNKNOWN, OFF, ON };

struct output {
	struct child child;
	enum output_state state;
	struct commands commands; /**< action: is it to be on? */
};

static struct output *output_of(struct child *c)
{
	return (struct output *)c;
}

static void tell(const struct output *o)
{
	json_t *on = o->state == UNKNOWN ? json_null() : json_boolean(o->state == ON);

	station_state(&o->child, "output", json_pack("{s:o}", "on", on));
}

static void enter(struct output *o, enum output_state state)
{
	if (o->state == state)
		return;
	o->state = state;
	tell(o);
}

static void ask(struct output *o)
{
	station_ask_output(o->child.station, o->child.door);
}

static void command_done(int err, const char *why, void *user)
{
	struct command *command = user;
	struct output *o = output_of(command->commands->child);
	uint64_t ticket = command->ticket;
	bool on = command->action;

	commands_take_out(command);
	free(command);
	if (!err)
		enter(o, on ? ON : OFF);
	else if (err == -ETIMEDOUT)
		enter(o, UNKNOWN);
	if (err == -ETIMEDOUT)
		ask(o);
	if (ticket)
		station_answer(o->child.station, ticket, err, why);
}

static int order(struct output *o, uint64_t ticket, bool on)
{
	struct command *command;
	int err = command_create(&o->commands, ticket, on, &command);

	if (err)
		return err;
	err = station_output(o->child.station, o->child.door, on, command_done, command,
		&command->sent);
	if (err)
		free(command);
	else
		commands_add(command);
	return err;
}

static int output_on_request(struct child *c, const struct child_request *request)
{
	if (strcmp(request->capability, "output"))
		return -ENOENT;
	if (!strcmp(request->op, "turn_on"))
		return order(output_of(c), request->ticket, true);
	if (!strcmp(request->op, "turn_off"))
		return order(output_of(c), request->ticket, false);
	return -ENOENT;
}

/* Give a command up. @return whether it may have been carried out all the same */
static bool drop(struct command *command)
{
	bool unsent = command_give_up(command);

	free(command);
	return !unsent;
}

static void output_on_cancel(struct child *c, uint64_t ticket)
{
	struct output *o = output_of(c);
	struct command *command = commands_disown(&o->commands, ticket);

	if (!command || !drop(command))
		return;
	enter(o, UNKNOWN);
	ask(o);
}

/* Rationale: asked before a command and answered behind it, it would be old news. */
static void output_on_event(struct child *c, const struct event *ev)
{
	struct output *o = output_of(c);

	if (o->commands.first)
		return;
	if (ev->kind == EVENT_OUTPUT_ON)
		enter(o, ON);
	else if (ev->kind == EVENT_OUTPUT_OFF)
		enter(o, OFF);
}

static void output_on_link(struct child *c, bool online)
{
	if (online)
		ask(output_of(c));
	else
		enter(output_of(c), UNKNOWN);
}

static void output_announced(struct child *c)
{
	struct output *o = output_of(c);

	tell(o);
	if (o->state == UNKNOWN)
		ask(o);
}

static json_t *output_describe(const struct child *c)
{
	return json_pack("{s:{s:s,s:b}}", "output", "type", "switch", "main", 1);
}

static void output_on_unit_gone(struct child *c)
{
	struct output *o = output_of(c);

	while (o->commands.first)
		drop(o->commands.first);
}

static void output_destroy(struct child *c)
{
	output_on_unit_gone(c);
	free(output_of(c));
}

static struct child *output_create(struct station *station)
{
	struct output *o = calloc(1, sizeof(*o));

	if (!o)
		return NULL;
	o->commands = (struct commands){.child = &o->child, .limit = COMMANDS_MAX};
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
