/* SPDX-License-Identifier: Apache-2.0 */
/* commands.h - the commands of one child that are under way, the oldest first. */
#ifndef GATEHOUSE_COMMANDS_H
#define GATEHOUSE_COMMANDS_H

#include "child.h"
#include "vendor.h"

struct commands {
	struct child *child;
	struct command *first;
	unsigned count, limit; /**< more than `limit` are answered with busy */
};

/** One order of the user, on its way to the station. */
struct command {
	struct command *next;
	struct commands *commands;
	uint64_t ticket; /**< 0: answered already */
	uint64_t begun_ms;
	int action;   /**< what it is to do: the child's own number */
	bool settled; /**< the station's event came before its answer */
	struct unit_command *sent;
};

/** Room for one more, not yet under way: free it, or commands_add() it.
 * @return 0, -EBUSY, -ENOMEM */
int command_create(struct commands *commands, uint64_t ticket, int action,
	struct command **ret_command);

void commands_add(struct command *command); /**< it was sent: `sent` is filled */

/** It has ended, or is given up: it is the caller's, to be freed. */
void commands_take_out(struct command *command);

/** The request has been answered elsewhere. @return its command, or NULL */
struct command *commands_disown(struct commands *commands, uint64_t ticket);

/** Take it out and give it up: its request is answered, or the child goes, or the unit
 * does. To be freed by the caller. @return true: it was still unsent, and never happens */
bool command_give_up(struct command *command);

#endif
