/* SPDX-License-Identifier: Apache-2.0 */
/* reboot-button.h - starts the station anew. */
#ifndef GATEHOUSE_REBOOT_BUTTON_H
#define GATEHOUSE_REBOOT_BUTTON_H

#include "child.h"

struct unit_command;

struct reboot_button {
	struct child *child;
	struct unit_command *sent; /**< NULL: none under way */
	uint64_t ticket;
};

void reboot_button_init(struct reboot_button *b, struct child *child);

bool reboot_button_present(const struct child *child);
json_t *reboot_button_describe(void);

/* As in child_type. */
int reboot_button_request(struct reboot_button *b, const struct child_request *request);
void reboot_button_cancel(struct reboot_button *b, uint64_t ticket);
void reboot_button_unit_gone(struct reboot_button *b);

#endif
