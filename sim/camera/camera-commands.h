/* SPDX-License-Identifier: Apache-2.0 */
/* camera-commands.h - what can be done to the camera; the table is in camera-commands.c. */
#ifndef GATEHOUSE_SIM_CAMERA_COMMANDS_H
#define GATEHOUSE_SIM_CAMERA_COMMANDS_H

#include "command-words.h"
#include "sim-camera.h"

/** @param arguments  The rest of the line; may be written into
 * @return the answer, new */
typedef json_t *camera_command_fn(struct camera *camera, char *arguments);

/** Run a line. `object` is the camera. */
json_t *camera_command(void *object, char *line);
void camera_commands_print(FILE *file);

/* camera-alert-words.c */

/** TYPE CHANNEL STATE [KEY=VALUE]...: see --help.
 * @return NULL, or what is wrong with it */
const char *camera_alert_words(
	struct camera *camera, char *arguments, struct camera_alert *ret_alert);

#endif
