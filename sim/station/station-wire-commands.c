/* SPDX-License-Identifier: Apache-2.0 */
/* station-wire-commands.c - commands: bytes and parts of one's own on the streams. */

#include "station-commands.h"

enum { MAJOR_EVENT = 5 };

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
