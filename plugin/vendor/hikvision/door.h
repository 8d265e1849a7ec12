/* SPDX-License-Identifier: Apache-2.0 */
/* door.h - move one door of a Hikvision device. */
#ifndef GATEHOUSE_DOOR_H
#define GATEHOUSE_DOOR_H

#include "isapi-reply.h"
#include "vendor.h"

struct isapi;

/** As vendor.door. Which verb locks depends on what the device lists: "close", else
 * "resume"; both end an "alwaysOpen". A device whose list is not known is taken to know
 * "open", "close" and "alwaysOpen".
 *
 * Source: ISAPI "RemoteControl/door/<n>"; DS-KV6113 V2.2.65 takes "open" and "resume",
 * V3.7.0 lists "open" and "close"; what ends "alwaysOpen" is unverified */
int door_send(struct isapi *isapi, const struct door_capabilities *doors, unsigned door,
	enum door_action action, command_done_fn *done, void *user,
	struct unit_command **ret_command);

#endif
