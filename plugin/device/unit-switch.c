/* SPDX-License-Identifier: Apache-2.0 */
/* unit-switch.c - something of the unit that we can switch. */

#include "unit-switch.h"

#include "station.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum {
	COMMANDS_MAX = 64, /**< under way; more are answered with busy */
};

static struct unit_switch *unit_switch_of(struct commands *commands)
{
	return (struct unit_switch *)((char *)commands -
				      offsetof(struct unit_switch, commands));
}

static void tell(const struct unit_switch *s)
{
	json_t *on = s->state == SWITCH_UNKNOWN ? json_null()
						: json_boolean(s->state == SWITCH_ON);

	station_state(s->child, s->type->capability, json_pack("{s:o}", "on", on));
}

static void enter(struct unit_switch *s, enum unit_switch_state state)
{
	if (s->state == state)
		return;
	s->state = state;
	tell(s);
}

static void ask(struct unit_switch *s)
{
	s->type->ask(s->child);
}

static void command_done(int err, const char *why, void *user)
{
	struct command *command = user;
	struct unit_switch *s = unit_switch_of(command->commands);
	uint64_t ticket = command->ticket;
	bool on = command->action;

	commands_take_out(command);
	free(command);
	if (!err)
		enter(s, on ? SWITCH_ON : SWITCH_OFF);
	else if (err == -ETIMEDOUT)
		enter(s, SWITCH_UNKNOWN);
	if (err == -ETIMEDOUT)
		ask(s);
	if (ticket)
		station_answer(s->child->station, ticket, err, why);
}

static int order(struct unit_switch *s, uint64_t ticket, bool on)
{
	struct command *command;
	int err = command_create(&s->commands, ticket, on, &command);

	if (err)
		return err;
	err = s->type->send(s->child, on, command_done, command, &command->sent);
	if (err)
		free(command);
	else
		commands_add(command);
	return err;
}

int unit_switch_request(struct unit_switch *s, const struct child_request *request)
{
	if (strcmp(request->capability, s->type->capability))
		return -ENOENT;
	if (!strcmp(request->op, "turn_on"))
		return order(s, request->ticket, true);
	if (!strcmp(request->op, "turn_off"))
		return order(s, request->ticket, false);
	return -ENOENT;
}

/* Give a command up. @return whether it may have been carried out all the same */
static bool drop(struct command *command)
{
	bool unsent = command_give_up(command);

	free(command);
	return !unsent;
}

void unit_switch_cancel(struct unit_switch *s, uint64_t ticket)
{
	struct command *command = commands_disown(&s->commands, ticket);

	if (!command || !drop(command))
		return;
	enter(s, SWITCH_UNKNOWN);
	ask(s);
}

/* Rationale: asked before a command and answered behind it, it would be old news. */
void unit_switch_heard(struct unit_switch *s, bool on)
{
	if (!s->commands.first)
		enter(s, on ? SWITCH_ON : SWITCH_OFF);
}

void unit_switch_link(struct unit_switch *s, bool online)
{
	if (online)
		ask(s);
	else
		enter(s, SWITCH_UNKNOWN);
}

void unit_switch_announced(struct unit_switch *s)
{
	tell(s);
	if (s->state == SWITCH_UNKNOWN)
		ask(s);
}

void unit_switch_unit_gone(struct unit_switch *s)
{
	while (s->commands.first)
		drop(s->commands.first);
}

void unit_switch_init(
	struct unit_switch *s, const struct unit_switch_type *type, struct child *child)
{
	*s = (struct unit_switch){.type = type,
		.child = child,
		.commands = {.child = child, .limit = COMMANDS_MAX}};
}

void unit_switch_finish(struct unit_switch *s)
{
	unit_switch_unit_gone(s);
}
