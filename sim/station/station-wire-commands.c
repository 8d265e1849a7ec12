/* SPDX-License-Identifier: Apache-2.0 */
/* station-wire-commands.c - commands: bytes and parts of one's own on the streams. */

#include "sim-jpeg.h"
#include "station-commands.h"

enum { MAJOR_ALARM = 1, MAJOR_EVENT = 5, MINOR_MOTION = 3, CODE_MAX = 65535 };

json_t *command_event(struct station *station, char *arguments)
{
	struct station_event event = {0};
	int err =
		command_number(command_word(&arguments), 0, CODE_MAX, 0, &event.major);
	const char *word;

	err |= command_number(command_word(&arguments), 0, CODE_MAX, 0, &event.minor);
	word = command_word(&arguments);
	if (word)
		err |= command_number(word, 0, CODE_MAX, 0, &event.door);
	if (err)
		return command_failed("event MAJOR MINOR [DOOR]");
	station_tell(station, &event);
	return command_done();
}

static void tell_motion(struct station *station, bool active)
{
	struct station_identity identity = station_identity(station);
	bool xml = station_number(station, SWITCH_STREAM_FORMAT) == STREAM_XML;
	struct mbuf *body = mbuf_alloc(512);

	if (body && !station_motion_print(
			    station_now(station), &identity, active, xml, body))
		station_part(station, body);
	mem_deref(body);
}

json_t *command_motion(struct station *station, char *arguments)
{
	station->ledger.motions++;
	switch (station_number(station, SWITCH_MOTION_EVENT)) {
	case MOTION_ACS: station_event(station, MAJOR_ALARM, MINOR_MOTION, 0); break;
	case MOTION_VMD: tell_motion(station, true); break;
	case MOTION_NONE: break;
	}
	return command_done();
}

json_t *command_motion_end(struct station *station, char *arguments)
{
	if (station_number(station, SWITCH_MOTION_EVENT) == MOTION_VMD)
		tell_motion(station, false);
	return command_done();
}
