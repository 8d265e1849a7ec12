/* SPDX-License-Identifier: Apache-2.0 */
/* station-commands.h - what can be done to the door station; the table is in
 * station-commands.c. */
#ifndef GATEHOUSE_SIM_STATION_COMMANDS_H
#define GATEHOUSE_SIM_STATION_COMMANDS_H

#include "command-words.h"
#include "sim-station.h"

/** @param arguments  The rest of the line; may be written into
 * @return the answer, new */
typedef json_t *command_fn(struct station *station, char *arguments);

/* station-access.c */
command_fn command_door, command_exit_button, command_app_unlock;
command_fn command_card, command_card_denied, command_code, command_code_denied;
command_fn command_face, command_face_denied;

/* station-sip-commands.c */
command_fn command_sip, command_sip_proxy, command_sip_expires, command_sip_key;
command_fn command_sip_call, command_sip_register, command_sip_reinvite, command_dtmf;

/* station-wire-commands.c */
command_fn command_event, command_motion, command_motion_end;

#endif
