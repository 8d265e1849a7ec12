/* SPDX-License-Identifier: Apache-2.0 */
/* station-commands.c - what can be done to the door station: the table of commands. */

#include "station-commands.h"
#include "sim-kind.h"
#include "station-profiles.h"

#include <errno.h>
#include <stdlib.h>

enum { MAJOR_ALARM = 1 };
enum { MINOR_TAMPER = 1028, MINOR_TAMPER_END = 1029 };
enum {
	BUTTONS_MAX = 99,
	HICCUPS_MAX = 1000,
	REBOOT_MS = 2000,
	REBOOT_MS_MAX = 86400000
};

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

static json_t *http_host(struct station *station, char *arguments)
{
	const char *url = command_word(&arguments);

	if (!url || notify_host_from_url(&station->hosts.slot[0], url))
		return command_failed("httphost URL: http://ADDRESS[:PORT][/PATH]");
	return command_done();
}

static json_t *output(struct station *station, char *arguments)
{
	unsigned number, most = (unsigned)station_number(station, SWITCH_OUTPUTS);
	int err = command_number(command_word(&arguments), 1, most, 0, &number);
	const char *word = command_word(&arguments);

	if (err || !word || (strcmp(word, "high") && strcmp(word, "low")))
		return command_failed("output N high|low: N is an alarm output");
	station->outputs.high[number - 1] = !strcmp(word, "high");
	return command_done();
}

static json_t *output_triggers(const struct station *station)
{
	json_t *object = json_object();

	for (int64_t i = 0; i < station_number(station, SWITCH_OUTPUTS); i++) {
		char key[16];

		(void)snprintf(key, sizeof(key), "%u", (unsigned)i + 1);
		(void)json_object_set_new(object, key,
			json_integer((json_int_t)station->outputs.triggers[i]));
	}
	return object;
}

static json_t *freeze(struct station *station, char *arguments)
{
	ports_freeze(&station->ports, true);
	return command_done();
}

static json_t *thaw(struct station *station, char *arguments)
{
	ports_freeze(&station->ports, false);
	return command_done();
}

static json_t *off(struct station *station, char *arguments)
{
	station_off(station);
	return command_done();
}

static json_t *on(struct station *station, char *arguments)
{
	int err = station_on(station);

	return err ? command_failed(strerror(-err)) : command_done();
}

static json_t *reboot(struct station *station, char *arguments)
{
	unsigned ms;

	if (command_number(command_word(&arguments), 1, REBOOT_MS_MAX, REBOOT_MS, &ms))
		return command_failed("reboot [MS]");
	station_reboot(station, ms);
	return command_done();
}

static json_t *password(struct station *station, char *arguments)
{
	if (!*arguments || login_set_password(&station->login, arguments))
		return command_failed("password NEW: 1 to 127 characters");
	return command_done();
}

static json_t *new_certificate(struct station *station, char *arguments)
{
	const char *name = command_word(&arguments);

	if (ports_renew_certificate(&station->ports, name))
		return command_failed("new-certificate [NAME]: needs --tls or --https");
	return json_pack("{s:b, s:s}", "ok", 1, "fingerprint",
		sim_tls_fingerprint(station->ports.tls));
}

static json_t *hiccup(struct station *station, char *arguments)
{
	if (command_number(command_word(&arguments), 1, HICCUPS_MAX, 1,
		    &station->login.hiccups))
		return command_failed("hiccup [N]: that many right logins are refused");
	return command_done();
}

static json_t *set(struct station *station, char *arguments)
{
	char why[SWITCH_WHY_SIZE];
	char *name = command_word(&arguments);

	if (!name)
		return command_failed("set KEY VALUE");
	if (switches_set(
		    station->switches, name, arguments + strspn(arguments, " \t"), why))
		return command_failed(why);
	station_apply_switches(station);
	return command_done();
}

static json_t *profile(struct station *station, char *arguments)
{
	char why[SWITCH_WHY_SIZE];
	const char *name = command_word(&arguments);

	if (!name)
		return command_failed("profile NAME; --list-profiles lists them");
	if (profile_apply(station_profiles, name, station->switches, why))
		return command_failed(why);
	station_apply_switches(station);
	return command_done();
}

static json_t *get(struct station *station, char *arguments)
{
	const char *name = command_word(&arguments);
	json_t *value = name ? switches_get(station->switches, name) : NULL;

	if (!value)
		return command_failed("get KEY: there is no such switch");
	return json_pack("{s:b, s:s, s:o}", "ok", 1, "key", name, "value", value);
}

static json_t *history(struct station *station, char *arguments)
{
	char why[SWITCH_WHY_SIZE];

	if (switches_set(station->switches, "history", arguments, why))
		return command_failed(why);
	station_apply_switches(station);
	return command_done();
}

static json_t *ledger(struct station *station, char *arguments)
{
	struct sim_http_counts counts = ports_counts(&station->ports);
	json_t *object = ledger_json(&station->ledger, station->doors.count);
	json_t *more = json_pack("{s:I, s:I, s:I, s:i, s:s}", "connections_open",
		(json_int_t)counts.open, "connections_peak", (json_int_t)counts.peak,
		"connections_total", (json_int_t)counts.total, "streams_open",
		(int)alert_streams_count(&station->streams), "call",
		call_word(&station->call));

	(void)json_object_update(object, more);
	(void)json_object_set_new(object, "output_triggers", output_triggers(station));
	json_decref(more);
	return json_pack("{s:b, s:o}", "ok", 1, "ledger", object);
}

static json_t *reset_ledger(struct station *station, char *arguments)
{
	ports_counts_reset(&station->ports);
	memset(station->outputs.triggers, 0, sizeof(station->outputs.triggers));
	return ledger_reset(&station->ledger) ? command_failed("out of memory")
					      : command_done();
}

static void ready(const void *object, json_t *line)
{
	const struct station *station = object;

	(void)json_object_set_new(line, "port",
		json_integer((json_int_t)sim_http_port(station->ports.http)));
	ports_tell(&station->ports, line);
}

static json_t *ports(struct station *station, char *arguments)
{
	json_t *answer = command_done();

	ready(station, answer);
	return answer;
}

enum { POWER_ANY, POWER_ON };

/* ADD A ROW, and a line in docs/simulator.md. */
// clang-format off
static const struct {
	const char *name, *arguments, *what;
	int power; /* POWER_ON: makes no sense while the station is off */
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
	{"httphost", "URL", "somebody else takes slot 1 of httpHosts", POWER_ANY, http_host},
	{"output", "N high|low", "an alarm output changes by itself", POWER_ON, output},
	{"cut", "[part]", "close the streams; `part`: in the middle of a part", POWER_ON, command_cut},
	{"freeze", "", "connections stay open, nothing is read or sent", POWER_ON, freeze},
	{"thaw", "", "go on, and send what is due", POWER_ON, thaw},
	{"off", "", "power off: connections are reset, the port is closed", POWER_ANY, off},
	{"on", "", "power on", POWER_ANY, on},
	{"reboot", "[MS]", "off, and on after MS (2000)", POWER_ANY, reboot},
	{"password", "NEW", "the password changes", POWER_ANY, password},
	{"hiccup", "[N]", "the next right login is refused all the same", POWER_ANY, hiccup},
	{"new-certificate", "[NAME]", "another one; connections are closed", POWER_ANY, new_certificate},
	{"replay", "FILE [fast]", "play a diagnostics bundle, now or when a stream opens", POWER_ON, command_replay},
	{"part-xml", "TEXT", "send a well-framed part with this body", POWER_ON, command_part_xml},
	{"part-jpeg", "", "a part that is a picture", POWER_ON, command_part_jpeg},
	{"part-json", "TEXT", "the same, as JSON", POWER_ON, command_part_json},
	{"raw", "BASE64", "these bytes onto the streams", POWER_ON, command_raw},
	{"history", "N", "the same as: set history N", POWER_ANY, history},
	{"set", "KEY VALUE", "a switch, see below", POWER_ANY, set},
	{"profile", "NAME", "another firmware: all switches anew", POWER_ANY, profile},
	{"ports", "", "where it listens, as the first line said", POWER_ANY, ports},
	{"get", "KEY", "its value", POWER_ANY, get},
	{"ledger", "", "what really happened", POWER_ANY, ledger},
	{"ledger-reset", "", "start counting anew", POWER_ANY, reset_ledger},
};
// clang-format on

static json_t *run_command(void *object, char *line)
{
	struct station *station = object;
	char *rest = line + strcspn(line, " \t");

	if (*rest)
		*rest++ = '\0';
	rest += strspn(rest, " \t");
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		if (strcmp(line, commands[i].name))
			continue;
		if (commands[i].power == POWER_ON && !station->powered)
			return command_failed("the station is off");
		return commands[i].run(station, rest);
	}
	return command_failed("there is no such command; --help lists them");
}

static void print_commands(FILE *file)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		fprintf(file, "  %-15s %-18s %s\n", commands[i].name,
			commands[i].arguments, commands[i].what);
	fprintf(file, "  %-15s %-18s %s\n", "quit", "", "end");
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
	.switches = station_switches,
	.switch_count = STATION_SWITCHES,
	.profiles = station_profiles,
	.create = create,
	.destroy = destroy,
	.ready = ready,
	.command = run_command,
	.print_commands = print_commands,
};
