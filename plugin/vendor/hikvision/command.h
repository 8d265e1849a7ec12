/* SPDX-License-Identifier: Apache-2.0 */
/* command.h - one order to a Hikvision device, sent once: a struct unit_command. */
#ifndef GATEHOUSE_HIKVISION_COMMAND_H
#define GATEHOUSE_HIKVISION_COMMAND_H

#include "buffer.h"
#include "vendor.h"

struct isapi;

/** PUT `body`, an XML document, to `path`. Given up unsent after 5 s.
 * @param done called once, never before this returns
 * @return 0, -EBUSY, -EINVAL, -ENOMEM: done is not called */
int command_send(struct isapi *isapi, const char *path, const char *body,
	command_done_fn *done, void *user, struct unit_command **ret_command);

/** Change one thing in a document of the device: read it, write it back with the change, and
 * read it again. What is as it shall be is not written. */
struct command_change {
	char path[128];
	/** Is it as it shall be? @return 0 no, 1 yes, -errno: it cannot be understood */
	int (*done_already)(struct bytes document, bool on);
	/** @return 0, -errno: nothing is written */
	int (*edit)(struct bytes document, bool on, struct buffer *out);
	bool on;
};

/** As command_send(). A device that takes the change and does not keep it has refused. */
int command_change(struct isapi *isapi, const struct command_change *change,
	command_done_fn *done, void *user, struct unit_command **ret_command);

/** Who also hears how it ended, before `done`; not when it is cancelled. */
void command_witness(
	struct unit_command *command, void (*witness)(int err, void *user), void *user);

/** As vendor.cancel. */
bool command_cancel(struct unit_command *command);

#endif
