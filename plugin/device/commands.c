/* SPDX-License-Identifier: Apache-2.0 */
/* commands.c - the commands of one child that are under way, the oldest first. */

#include "commands.h"

#include "station.h"
#include "timers.h"

#include <errno.h>
#include <stdlib.h>

int command_create(struct commands *commands, uint64_t ticket, int action,
	struct command **ret_command)
{
	struct command *command;

	if (commands->count >= commands->limit)
		return -EBUSY;
	command = calloc(1, sizeof(*command));
	if (!command)
		return -ENOMEM;
	command->commands = commands;
	command->ticket = ticket;
	command->begun_ms = station_timers(commands->child->station)->now_ms;
	command->action = action;
	*ret_command = command;
	return 0;
}

void commands_add(struct command *command)
{
	struct command **end = &command->commands->first;

	while (*end)
		end = &(*end)->next;
	*end = command;
	command->commands->count++;
}

void commands_take_out(struct command *command)
{
	struct command **link = &command->commands->first;

	while (*link != command)
		link = &(*link)->next;
	*link = command->next;
	command->commands->count--;
}

struct command *commands_disown(struct commands *commands, uint64_t ticket)
{
	struct command *command = commands->first;

	while (command && command->ticket != ticket)
		command = command->next;
	if (command)
		command->ticket = 0;
	return command;
}

bool command_give_up(struct command *command)
{
	struct station *station = command->commands->child->station;
	bool unsent = station_config(station)->vendor->cancel(command->sent);

	commands_take_out(command);
	if (command->ticket)
		station_answer(station, command->ticket, -ECANCELED,
			unsent ? "given up before it was sent"
			       : "given up; the outcome is unknown");
	return unsent;
}
