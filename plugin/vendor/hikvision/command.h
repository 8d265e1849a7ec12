/* SPDX-License-Identifier: Apache-2.0 */
/* command.h - one order to a Hikvision device, sent once: a struct unit_command. */
#ifndef GATEHOUSE_HIKVISION_COMMAND_H
#define GATEHOUSE_HIKVISION_COMMAND_H

#include "vendor.h"

struct isapi;

/** PUT `body`, an XML document, to `path`. Given up unsent after 5 s.
 * @param done called once, never before this returns
 * @return 0, -EBUSY, -EINVAL, -ENOMEM: done is not called */
int command_send(struct isapi *isapi, const char *path, const char *body,
	command_done_fn *done, void *user, struct unit_command **ret_command);

/** Who also hears how it ended, before `done`; not when it is cancelled. */
void command_witness(
	struct unit_command *command, void (*witness)(int err, void *user), void *user);

/** As vendor.cancel. */
bool command_cancel(struct unit_command *command);

#endif
