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

#endif
