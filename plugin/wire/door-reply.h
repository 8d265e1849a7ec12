/* SPDX-License-Identifier: Apache-2.0 */
/* door-reply.h - what a Hikvision device says of its doors and alarm outputs. Pure.
 *
 * As isapi-reply.h. */
#ifndef GATEHOUSE_DOOR_REPLY_H
#define GATEHOUSE_DOOR_REPLY_H

#include "bytes.h"
#include <stdbool.h>

enum { OPEN_SECONDS_MAX = 255, OUTPUTS_MAX = 16 };

/** GET /ISAPI/AccessControl/Door/param/N: DoorParam/openDuration
 * @param ret_seconds 1 to OPEN_SECONDS_MAX; other values are -EPROTO
 *
 * Source: reported: DS-KV6113 V2.2.65; its range is the vendor's, unverified here */
int door_param_parse(struct bytes body, unsigned *ret_seconds);

/** As output_ports_parse(), for those few outputs that a door station has.
 * @param ret_outputs bit n-1 for the output n; ids beyond OUTPUTS_MAX are left out
 *
 * Source: reported: cameras, NVRs; unverified on a door station */
int output_list_parse(struct bytes body, unsigned *ret_outputs);

/** GET /ISAPI/System/IO/outputs/N/status: IOPortStatus/ioState, active or inactive
 *
 * Source: as above */
int output_status_parse(struct bytes body, bool *ret_on);

#endif
