/* SPDX-License-Identifier: Apache-2.0 */
/* station-wire-commands.c - commands: bytes and parts of one's own on the streams. */

#include "sim-jpeg.h"
#include "station-commands.h"

enum { MAJOR_ALARM = 1, MAJOR_EVENT = 5, MINOR_MOTION = 3, CODE_MAX = 65535 };

json_t *command_cut(struct station *station, char *arguments)
{
	const char *word = command_word(&arguments);
	struct station_event event = {.major = MAJOR_EVENT,
		.minor = 9,
		.serial = JOURNAL_FIRST_SERIAL + station->journal.told,
		.live = true};
	struct mbuf *half = NULL;

	if (word && strcmp(word, "part"))
		return command_failed("cut [part]");
	if (word) {
		event.when = station_now(station);
		half = mbuf_alloc(1024);
		if (!half || station_print(station, &event, half)) {
			mem_deref(half);
			return command_failed("out of memory");
		}
	}
	alert_streams_cut(&station->streams,
		station_number(station, SWITCH_STREAM_FORMAT) == STREAM_XML, half);
	mem_deref(half);
	return command_done();
}

static json_t *part(struct station *station, const char *text, bool xml)
{
	struct mbuf *body = mbuf_alloc(1024);
	bool made = body && !mbuf_write_str(body, text);

	if (made)
		alert_streams_part(&station->streams, xml, body);
	mem_deref(body);
	return made ? command_done() : command_failed("out of memory");
}

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

json_t *command_part_jpeg(struct station *station, char *arguments)
{
	struct mbuf *body = mbuf_alloc(2048);
	bool made = body && !sim_jpeg_print(body, (unsigned)station->ledger.parts_sent);

	if (made)
		alert_streams_typed_part(&station->streams, "image/jpeg", body);
	mem_deref(body);
	return made ? command_done() : command_failed("out of memory");
}

json_t *command_replay(struct station *station, char *arguments)
{
	const char *path = command_word(&arguments);
	const char *speed = command_word(&arguments);
	bool fast = speed && !strcmp(speed, "fast");
	int err;

	if (!path || (speed && !fast))
		return command_failed("replay FILE [fast]");
	err = replay_load(&station->replay, path, fast);
	if (err)
		return command_failed(strerror(-err));
	if (alert_streams_count(&station->streams))
		replay_start(&station->replay);
	return json_pack("{s:b, s:I}", "ok", 1, "parts",
		(json_int_t)replay_left(&station->replay));
}

json_t *command_part_xml(struct station *station, char *arguments)
{
	return part(station, arguments, true);
}

json_t *command_part_json(struct station *station, char *arguments)
{
	return part(station, arguments, false);
}

static bool is_base64(const char *text)
{
	size_t length = strlen(text);
	size_t letters =
		strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			     "0123456789+/");

	return length && length % 4 == 0 && length - letters <= 2 &&
	       strspn(text + letters, "=") == length - letters;
}

json_t *command_raw(struct station *station, char *arguments)
{
	size_t length = strlen(arguments), size = length;
	struct mbuf *bytes = mbuf_alloc(length + 4);
	json_t *result = command_failed("raw BASE64");

	if (bytes && is_base64(arguments) &&
		!base64_decode(arguments, length, bytes->buf, &size)) {
		bytes->end = size;
		alert_streams_raw(&station->streams, bytes);
		json_decref(result);
		result = command_done();
	}
	mem_deref(bytes);
	return result;
}
