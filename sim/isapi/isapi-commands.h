/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-commands.h - what can be done to every simulated Hikvision device; the table is in
 * isapi-commands.c. */
#ifndef GATEHOUSE_SIM_ISAPI_COMMANDS_H
#define GATEHOUSE_SIM_ISAPI_COMMANDS_H

#include "command-words.h"
#include "isapi-device.h"

/** Run a row of the shared table. @return the answer, new; an error if there is none */
json_t *isapi_command(struct isapi_device *device, const char *name, char *rest);

void isapi_commands_print(FILE *file);

/** The ports, for the first line of output. */
void isapi_ready(const struct isapi_device *device, json_t *line);

/** @param arguments  The rest of the line; may be written into
 * @return the answer, new */
typedef json_t *isapi_command_fn(struct isapi_device *device, char *arguments);

/* isapi-wire-commands.c */
isapi_command_fn command_cut, command_replay, command_raw;
isapi_command_fn command_part_jpeg, command_part_xml, command_part_json;
isapi_command_fn command_raw_text, command_raw_file, command_part_file;

#endif
