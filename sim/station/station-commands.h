/* SPDX-License-Identifier: Apache-2.0 */
/* station-commands.h - what can be done to the door station; the table is in
 * station-commands.c. */
#ifndef GATEHOUSE_SIM_STATION_COMMANDS_H
#define GATEHOUSE_SIM_STATION_COMMANDS_H

#include "sim-station.h"

/** @param arguments  The rest of the line; may be written into
 * @return the answer, new */
typedef json_t *command_fn(struct station *station, char *arguments);

json_t *command_done(void);
json_t *command_failed(const char *why);

/** The next word of a line, or NULL; `*rest` moves on. */
char *command_word(char **rest);

/** @param absent  What it is when there is no such word; 0: it must be there
 * @return 0 or -EINVAL */
int command_number(const char *word, unsigned least, unsigned most, unsigned absent,
	unsigned *ret);

/* station-access.c */
command_fn command_door, command_exit_button, command_app_unlock;
command_fn command_card, command_card_denied, command_code, command_code_denied;
command_fn command_face, command_face_denied;

/* station-wire-commands.c */
command_fn command_event, command_motion, command_motion_end, command_part_jpeg;
command_fn command_replay, command_cut, command_part_xml, command_part_json,
	command_raw;

#endif
