/* SPDX-License-Identifier: Apache-2.0 */
/* station-access.c - commands: who comes in, and how; the doors' contacts. */

#include "station-commands.h"

#include <errno.h>

enum { MAJOR_OPERATION = 3, MAJOR_EVENT = 5 };

/* How somebody asks to be let in.  ADD A ROW, a command, and a line in docs/simulator.md.
 * Names of the codes: HCNetSDK's constants. Which of them a DS-KV6113 writes is guessed. */
// clang-format off
enum way { WAY_CARD, WAY_CARD_DENIED, WAY_CODE, WAY_CODE_DENIED, WAY_FACE, WAY_FACE_DENIED,
	WAY_APP, WAY_EXIT };
static const struct {
	const char *word; /* in the ledger */
	unsigned major, minor;
	const char *mode;
	bool opens;
	const char *seen;
} ways[] = {
	[WAY_CARD] = {"card", MAJOR_EVENT, 1, "card", true, "listed: DS-KV6124 V3.9.0"},
	[WAY_CARD_DENIED] = {"card-denied", MAJOR_EVENT, 9, "card", false, "listed: DS-KV6124 V3.9.0"},
	[WAY_CODE] = {"code", MAJOR_EVENT, 181, "pw", true, "listed: DS-KV6124 V3.9.0"},
	[WAY_CODE_DENIED] = {"code-denied", MAJOR_EVENT, 150, "pw", false, "listed: DS-KV6124 V3.9.0"},
	[WAY_FACE] = {"face", MAJOR_EVENT, 75, "face", true, "captured: DS-K1T342"},
	[WAY_FACE_DENIED] = {"face-denied", MAJOR_EVENT, 76, "face", false, "guessed"},
	[WAY_APP] = {"app-unlock", MAJOR_OPERATION, 1024, "", true, "guessed: MINOR_REMOTE_OPEN_DOOR"},
	[WAY_EXIT] = {"exit-button", MAJOR_EVENT, 23, "", true, "reported: DS-K1T343, addons 175"},
};
// clang-format on

static int read_door(const struct station *station, char **arguments, unsigned *ret)
{
	return command_number(command_word(arguments), 1, station->doors.count, 0, ret);
}

static void copy(char *place, size_t size, const char *text)
{
	(void)snprintf(place, size, "%s", text ? text : "");
}

static void come_in(struct station *station, enum way way, struct station_event *event)
{
	bool told = way != WAY_EXIT ||
		    station_number(station, SWITCH_EXIT_EVENT) == SWITCH_ON;

	event->major = ways[way].major;
	event->minor = ways[way].minor;
	copy(event->mode, sizeof(event->mode), ways[way].mode);
	count_key(station->ledger.access, ways[way].word);
	if (told)
		station_tell(station, event);
	if (ways[way].opens)
		doors_command(&station->doors, event->door, DOOR_OPEN, false);
}

/* Somebody who is known has a number: here always the same one for the same name. */
static void know(struct station_event *event, const char *name)
{
	unsigned number = 0;

	name += strspn(name, " \t");
	copy(event->name, sizeof(event->name), name);
	for (const char *c = name; *c; c++)
		number = (number * 31 + (unsigned char)*c) % 9000;
	if (*name)
		(void)snprintf(
			event->employee, sizeof(event->employee), "%u", 1000 + number);
}

json_t *command_card(struct station *station, char *arguments)
{
	struct station_event event = {0};
	int err = read_door(station, &arguments, &event.door);
	const char *card = command_word(&arguments);

	if (err || !card)
		return command_failed("card N CARDNO [NAME]: N is a door");
	copy(event.card, sizeof(event.card), card);
	know(&event, arguments);
	come_in(station, WAY_CARD, &event);
	return command_done();
}

json_t *command_card_denied(struct station *station, char *arguments)
{
	struct station_event event = {0};
	int err = read_door(station, &arguments, &event.door);
	const char *card = command_word(&arguments);

	if (err || !card)
		return command_failed("card-denied N CARDNO: N is a door");
	copy(event.card, sizeof(event.card), card);
	come_in(station, WAY_CARD_DENIED, &event);
	return command_done();
}

/* All that need a door, and perhaps a name. */
static json_t *by_name(
	struct station *station, char *arguments, enum way way, const char *usage)
{
	struct station_event event = {0};

	if (read_door(station, &arguments, &event.door))
		return command_failed(usage);
	know(&event, arguments);
	come_in(station, way, &event);
	return command_done();
}

json_t *command_code(struct station *station, char *arguments)
{
	return by_name(station, arguments, WAY_CODE, "code N [NAME]: N is a door");
}

json_t *command_code_denied(struct station *station, char *arguments)
{
	return by_name(
		station, arguments, WAY_CODE_DENIED, "code-denied N: N is a door");
}

json_t *command_face(struct station *station, char *arguments)
{
	return by_name(station, arguments, WAY_FACE, "face N NAME: N is a door");
}

json_t *command_face_denied(struct station *station, char *arguments)
{
	return by_name(
		station, arguments, WAY_FACE_DENIED, "face-denied N: N is a door");
}

json_t *command_app_unlock(struct station *station, char *arguments)
{
	return by_name(station, arguments, WAY_APP, "app-unlock N: N is a door");
}

json_t *command_exit_button(struct station *station, char *arguments)
{
	json_t *answer = by_name(station, arguments, WAY_EXIT,
		"exit-button N: N is a door of this station");

	station->ledger.exit_buttons += json_is_true(json_object_get(answer, "ok"));
	return answer;
}

json_t *command_door(struct station *station, char *arguments)
{
	unsigned number;
	int err = read_door(station, &arguments, &number);
	const char *word = command_word(&arguments);

	if (!err && word && !strcmp(word, "force"))
		doors_force(&station->doors, number);
	else if (!err && word && !strcmp(word, "open"))
		doors_contact(&station->doors, number, true);
	else if (!err && word && !strcmp(word, "close"))
		doors_contact(&station->doors, number, false);
	else
		return command_failed(
			"door N open|close|force: N is a door of this station");
	return command_done();
}
