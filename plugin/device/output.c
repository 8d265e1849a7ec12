/* SPDX-License-Identifier: Apache-2.0 */
/* output.c - one alarm output of the station, as a switch.
 *
 * Its state is what the station said last: when asked at each connection, and when it took
 * a command. An unanswered command makes it unknown, and the station is asked. */

#include "output.h"

#include "station.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	COMMANDS_MAX = 64, /**< under way; more are answered with busy */
};

struct command {
	struct command *next;
	struct output *output;
	uint64_t ticket; /**< 0: answered already */
	bool on;
	struct unit_command *sent;
};

enum output_state { UNKNOWN, OFF, ON };

struct output {
	struct child child;
	enum output_state state;
	struct command *commands; /**< oldest first */
	unsigned command_count;
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

static void take_out(struct command *command)
{
	struct output *o = command->output;
	struct command **link = &o->commands;

	while (*link != command)
		link = &(*link)->next;
	*link = command->next;
	o->command_count--;
}

static void command_done(int err, const char *why, void *user)
{
	struct command *command = user;
	struct output *o = command->output;
	uint64_t ticket = command->ticket;
	bool on = command->on;

	take_out(command);
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
	struct command **end = &o->commands;
	struct command *command;
	int err;

	if (o->command_count >= COMMANDS_MAX)
		return -EBUSY;
	command = calloc(1, sizeof(*command));
	if (!command)
		return -ENOMEM;
	*command = (struct command){.output = o, .ticket = ticket, .on = on};
	err = station_output(o->child.station, o->child.door, on, command_done, command,
		&command->sent);
	if (err) {
		free(command);
		return err;
	}
	while (*end)
		end = &(*end)->next;
	*end = command;
	o->command_count++;
	return 0;
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
	struct output *o = command->output;
	struct station *station = o->child.station;
	bool unsent = station_config(station)->vendor->cancel(command->sent);

	take_out(command);
	if (command->ticket)
		station_answer(station, command->ticket, -ECANCELED,
			unsent ? "given up before it was sent"
			       : "given up; the outcome is unknown");
	free(command);
	return !unsent;
}

static void output_on_cancel(struct child *c, uint64_t ticket)
{
	struct output *o = output_of(c);
	struct command *command = o->commands;

	while (command && command->ticket != ticket)
		command = command->next;
	if (!command)
		return;
	command->ticket = 0; /* answered already */
	if (!drop(command))
		return;
	enter(o, UNKNOWN);
	ask(o);
}

/* Rationale: asked before a command and answered behind it, it would be old news. */
static void output_on_event(struct child *c, const struct event *ev)
{
	struct output *o = output_of(c);

	if (o->commands)
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

	while (o->commands)
		drop(o->commands);
}

static void output_destroy(struct child *c)
{
	output_on_unit_gone(c);
	free(output_of(c));
}

static struct child *output_create(struct station *station)
{
	struct output *o = calloc(1, sizeof(*o));

	return o ? &o->child : NULL;
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
