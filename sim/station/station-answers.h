/* SPDX-License-Identifier: Apache-2.0 */
/* station-answers.h - the answers of the door station, one function per row of the table
 * in station-isapi.c. */
#ifndef GATEHOUSE_SIM_STATION_ANSWERS_H
#define GATEHOUSE_SIM_STATION_ANSWERS_H

#include "isapi-answers.h"
#include "sim-station.h"

/** @param number  What stands in the place of the path's '#'; 0 without one */
typedef void answer_fn(struct station *station, const struct sim_http_request *request,
	unsigned number);

/* station-answers.c */
answer_fn get_device_info, get_door_capabilities, put_door, get_door_param;
answer_fn get_call_status, put_call_signal;
answer_fn get_caller_info, delete_ring;

/* station-sip-answers.c */
answer_fn get_sip, put_sip, get_sip_server, put_sip_server;
answer_fn get_key, put_key, get_rooms, put_room, delete_room;

/* station-camera.c */
answer_fn get_streaming_channels, get_picture;

/* station-search.c */
answer_fn post_acs_event;

#endif
