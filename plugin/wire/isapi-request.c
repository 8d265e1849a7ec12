/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-request.c - bodies that are sent to a Hikvision device. */

#include "isapi-request.h"

#include <stdio.h>

#define DOOR_BODY(word)                                                                \
	BYTES("<RemoteControlDoor><cmd>" word "</cmd></RemoteControlDoor>")

struct bytes door_command_body(enum door_command command)
{
	switch (command) {
	case DOOR_OPEN: return DOOR_BODY("open");
	case DOOR_CLOSE: return DOOR_BODY("close");
	case DOOR_ALWAYS_OPEN: return DOOR_BODY("alwaysOpen");
	case DOOR_ALWAYS_CLOSE: return DOOR_BODY("alwaysClose");
	case DOOR_RESUME: return DOOR_BODY("resume");
	}
	return (struct bytes){0};
}

struct bytes acs_search_body(
	unsigned id, unsigned position, char buf[ACS_SEARCH_BODY_MAX])
{
	int len = snprintf(buf, ACS_SEARCH_BODY_MAX,
		"{\"AcsEventCond\":{\"searchID\":\"%u\",\"searchResultPosition\":%u,"
		"\"maxResults\":%d,\"major\":0,\"minor\":0,\"timeReverseOrder\":true}}",
		id, position, ACS_SEARCH_RESULTS);

	return (struct bytes){buf, (size_t)len};
}
