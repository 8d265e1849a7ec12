/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-request.h - bodies that are sent to a Hikvision device. Pure. */
#ifndef GATEHOUSE_ISAPI_REQUEST_H
#define GATEHOUSE_ISAPI_REQUEST_H

#include "bytes.h"
#include "isapi-reply.h"

/** PUT /ISAPI/AccessControl/RemoteControl/door/<n>
 * @return a constant: <RemoteControlDoor><cmd>open</cmd></RemoteControlDoor>
 *
 * Source: the body that stations of the KV6113 and KV8113 families take */
struct bytes door_command_body(enum door_command command);

enum { ACS_SEARCH_BODY_MAX = 256, ACS_SEARCH_RESULTS = 20 };

/** POST /ISAPI/AccessControl/AcsEvent?format=json: all events, the newest first.
 *
 * @param id        names the search: the same for all pages of one, never used again
 * @param position  of the first record wanted, 0-based
 * @return the body, in `buf`
 *
 * Source: the condition that DS-KV6113 V3.7.0 takes, and 20 results; DS-K1T342MWX has 30
 * at most */
struct bytes acs_search_body(
	unsigned id, unsigned position, char buf[ACS_SEARCH_BODY_MAX]);

#endif
