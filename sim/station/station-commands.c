/* SPDX-License-Identifier: Apache-2.0 */
/* station-commands.c - what can be done to the door station: the table of commands. */

#include "station-commands.h"
#include "isapi-commands.h"
#include "station-profiles.h"

#include <errno.h>
#include <stdlib.h>

enum { MAJOR_ALARM = 1 };
enum { MINOR_TAMPER = 1028, MINOR_TAMPER_END = 1029 };
enum { BUTTONS_MAX = 99 };

static json_t *press(struct station *station, char *arguments)
{
	unsigned button;

	if (command_number(command_word(&arguments), 1, BUTTONS_MAX, 1, &button))
		return command_failed("press [BUTTON]: a number from 1 to 99");
	station_press(station, button);
	return json_pack("{s:b, s:s}", "ok", 1, "call", call_word(&station->call));
}

static json_t *answer(struct station *station, char *arguments)
{
	unsigned number;

	if (command_number(command_word(&arguments), 1, 2, 1, &number))
		return command_failed("answer [N]: indoor station 1 or 2");
	if (call_input(&station->call, CALL_ANSWER))
		return command_failed("it does not ring");
	station->answered_by = number;
	return command_done();
}

static json_t *hang_up(struct station *station, char *arguments)
{
	return call_input(&station->call, CALL_HANG_UP)
		       ? command_failed("there is no call")
		       : command_done();
}

static json_t *tamper(struct station *station, char *arguments)
{
	station->ledger.tampers++;
	station_event(station, MAJOR_ALARM, MINOR_TAMPER, 0);
	return command_done();
}

static json_t *tamper_end(struct station *station, char *arguments)
{
	station_event(station, MAJOR_ALARM, MINOR_TAMPER_END, 0);
	return command_done();
}

static json_t *history(struct station *station, char *arguments)
{
	char why[SWITCH_WHY_SIZE];

	if (switches_set(station->isapi.switches, "history", arguments, why))
		return command_failed(why);
	isapi_device_apply(&station->isapi, "history");
	return command_done();
}

/* ADD A ROW, and a line in docs/simulator.md. */
// clang-format off
static const struct {
	const char *name, *arguments, *what;
	enum command_power power;
	command_fn *run;
} commands[] = {
	{"press", "[BUTTON]", "somebody presses the button; while it rings: the same call", POWER_ON, press},
	{"answer", "[N]", "the indoor station answers", POWER_ON, answer},
	{"hangup", "", "the call ends", POWER_ON, hang_up},
	{"tamper", "", "the case is opened", POWER_ON, tamper},
	{"tamper-end", "", "the case is closed again", POWER_ON, tamper_end},
	{"motion", "", "the camera sees motion", POWER_ON, command_motion},
	{"motion-end", "", "no motion any more; told by VMD only", POWER_ON, command_motion_end},
	{"event", "MAJOR MINOR [DOOR]", "any event, with any number of a door", POWER_ON, command_event},
	{"door", "N open|close|force", "the contact of door N", POWER_ON, command_door},
	{"exit-button", "N", "the button inside is pressed: relay N pulses", POWER_ON, command_exit_button},
	{"card", "N CARDNO [NAME]", "a card that may opens door N", POWER_ON, command_card},
	{"card-denied", "N CARDNO", "a card that may not", POWER_ON, command_card_denied},
	{"code", "N [NAME]", "a code opens door N", POWER_ON, command_code},
	{"code-denied", "N", "a wrong code", POWER_ON, command_code_denied},
	{"face", "N NAME", "a face opens door N", POWER_ON, command_face},
	{"face-denied", "N", "a stranger's face", POWER_ON, command_face_denied},
	{"app-unlock", "N", "door N is opened with the app", POWER_ON, command_app_unlock},
	{"sip", "", "registered or not, and its calls by SIP", POWER_ANY, command_sip},
	{"sip-proxy", "off|ADDRESS PORT USER [PASSWORD]", "somebody sets it up on the station's web page", POWER_ON, command_sip_proxy},
	{"sip-expires", "SECONDS", "the same: how long it registers for", POWER_ON, command_sip_expires},
	{"sip-key", "BUTTON NUMBER", "the same: whom a button calls", POWER_ON, command_sip_key},
	{"sip-call", "NUMBER", "it calls by SIP, and nothing else happens", POWER_ON, command_sip_call},
	{"sip-register", "", "it registers again, now", POWER_ON, command_sip_register},
	{"sip-reinvite", "", "it offers its audio anew, inside the call", POWER_ON, command_sip_reinvite},
	{"dtmf", "DIGITS", "it sends digits by INFO, inside the call", POWER_ON, command_dtmf},
	{"history", "N", "the same as: set history N", POWER_ANY, history},
};
// clang-format on

static json_t *run_command(void *object, char *line)
{
	struct station *station = object;
	char *rest = command_split(line);

	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		if (strcmp(line, commands[i].name))
			continue;
		if (commands[i].power == POWER_ON && !station->isapi.powered)
			return command_failed(COMMAND_POWER_IS_OFF);
		return commands[i].run(station, rest);
	}
	return isapi_command(&station->isapi, line, rest);
}

static void print_commands(FILE *file)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		command_print(file, commands[i].name, commands[i].arguments,
			commands[i].what);
	isapi_commands_print(file);
}

static void ready(const void *object, json_t *line)
{
	const struct station *station = object;

	isapi_ready(&station->isapi, line);
}

static int create(
	const struct sim_options *options, struct switches *switches, void **ret_object)
{
	struct station *station;
	int err = station_create(options, switches, &station);

	if (!err)
		*ret_object = station;
	return err;
}

static void destroy(void *object)
{
	station_destroy(object);
}

const struct sim_kind hikvision_doorbell_kind = {
	.name = "hikvision-doorbell",
	.what = "a Hikvision door station (DS-KV6113-PE1(C) V3.7.0, and other profiles)",
	.doors_most = 8,
	.switches = {isapi_switches, ISAPI_SWITCHES, station_switches,
		STATION_SWITCHES},
	.profiles = station_profiles,
	.create = create,
	.destroy = destroy,
	.ready = ready,
	.command = run_command,
	.print_commands = print_commands,
};
