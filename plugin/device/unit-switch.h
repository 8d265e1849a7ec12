/* SPDX-License-Identifier: Apache-2.0 */
/* unit-switch.h - something of the unit that we can switch: an alarm output, the motion
 * detection of a channel. A capability of a device.
 *
 * Its state is what the unit said last: when asked at each connection, and when it took a
 * command. An unanswered command makes it unknown, and the unit is asked. */
#ifndef GATEHOUSE_UNIT_SWITCH_H
#define GATEHOUSE_UNIT_SWITCH_H

#include "child.h"
#include "commands.h"
#include "vendor.h"

enum unit_switch_state { SWITCH_UNKNOWN, SWITCH_OFF, SWITCH_ON };

/** What it is made of; all mandatory. `send` as in station.h, `ask` is answered by an
 * event, or not. */
struct unit_switch_type {
	const char *capability;
	int (*send)(struct child *child, bool on, command_done_fn *done, void *user,
		struct unit_command **ret_command);
	void (*ask)(struct child *child);
};

struct unit_switch {
	const struct unit_switch_type *type;
	struct child *child;
	enum unit_switch_state state;
	struct commands commands; /**< action: is it to be on? */
};

void unit_switch_init(struct unit_switch *s, const struct unit_switch_type *type,
	struct child *child);
void unit_switch_finish(struct unit_switch *s); /**< answers with -ECANCELED */

void unit_switch_heard(struct unit_switch *s, bool on); /**< the unit says so */

/* As in child_type. */
void unit_switch_announced(struct unit_switch *s);
void unit_switch_link(struct unit_switch *s, bool online);
int unit_switch_request(struct unit_switch *s, const struct child_request *request);
void unit_switch_cancel(struct unit_switch *s, uint64_t ticket);
void unit_switch_unit_gone(struct unit_switch *s);

#endif
