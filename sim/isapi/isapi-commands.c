/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-commands.c - what can be done to every simulated Hikvision device: the table. */

#include "isapi-commands.h"

enum {
	BUSY_MAX = 1000,
	HICCUPS_MAX = 1000,
	REBOOT_MS = 2000,
	REBOOT_MS_MAX = 86400000
};

static json_t *http_host(struct isapi_device *device, char *arguments)
{
	const char *url = command_word(&arguments);
	unsigned slot;
	int err =
		command_number(command_word(&arguments), 1, NOTIFY_HOSTS_MAX, 1, &slot);

	if (!url || err || notify_host_from_url(&device->hosts.slot[slot - 1], url))
		return command_failed(
			"httphost URL [SLOT]: http://ADDRESS[:PORT][/PATH]");
	return command_done();
}

static json_t *output(struct isapi_device *device, char *arguments)
{
	unsigned number, most = (unsigned)isapi_number(device, SWITCH_OUTPUTS);
	int err = command_number(command_word(&arguments), 1, most, 0, &number);
	const char *word = command_word(&arguments);

	if (err || !word || (strcmp(word, "high") && strcmp(word, "low")))
		return command_failed("output N high|low: N is an alarm output");
	device->outputs.high[number - 1] = !strcmp(word, "high");
	return command_done();
}

static json_t *output_triggers(const struct isapi_device *device)
{
	json_t *object = json_object();

	for (int64_t i = 0; i < isapi_number(device, SWITCH_OUTPUTS); i++) {
		char key[16];

		(void)snprintf(key, sizeof(key), "%u", (unsigned)i + 1);
		(void)json_object_set_new(object, key,
			json_integer((json_int_t)device->outputs.triggers[i]));
	}
	return object;
}

static json_t *freeze(struct isapi_device *device, char *arguments)
{
	isapi_device_freeze(device, true);
	return command_done();
}

static json_t *thaw(struct isapi_device *device, char *arguments)
{
	isapi_device_freeze(device, false);
	return command_done();
}

static json_t *off(struct isapi_device *device, char *arguments)
{
	isapi_device_off(device);
	return command_done();
}

static json_t *on(struct isapi_device *device, char *arguments)
{
	int err = isapi_device_on(device);

	return err ? command_failed(strerror(-err)) : command_done();
}

static json_t *reboot(struct isapi_device *device, char *arguments)
{
	unsigned ms;

	if (command_number(command_word(&arguments), 1, REBOOT_MS_MAX, REBOOT_MS, &ms))
		return command_failed("reboot [MS]");
	isapi_device_reboot(device, ms);
	return command_done();
}

static json_t *password(struct isapi_device *device, char *arguments)
{
	if (!*arguments || login_set_password(&device->login, arguments))
		return command_failed("password NEW: 1 to 127 characters");
	return command_done();
}

static json_t *new_certificate(struct isapi_device *device, char *arguments)
{
	const char *name = command_word(&arguments);

	if (ports_renew_certificate(&device->ports, name))
		return command_failed("new-certificate [NAME]: needs --tls or --https");
	return json_pack("{s:b, s:s}", "ok", 1, "fingerprint",
		sim_tls_fingerprint(device->ports.tls));
}

static json_t *hiccup(struct isapi_device *device, char *arguments)
{
	if (command_number(command_word(&arguments), 1, HICCUPS_MAX, 1,
		    &device->login.hiccups))
		return command_failed("hiccup [N]: that many right logins are refused");
	return command_done();
}

static json_t *set(struct isapi_device *device, char *arguments)
{
	char why[SWITCH_WHY_SIZE];
	char *name = command_word(&arguments);

	if (!name)
		return command_failed("set KEY VALUE");
	if (switches_set(
		    device->switches, name, arguments + strspn(arguments, " \t"), why))
		return command_failed(why);
	isapi_device_apply(device, name);
	return command_done();
}

static json_t *profile(struct isapi_device *device, char *arguments)
{
	char why[SWITCH_WHY_SIZE];
	const char *name = command_word(&arguments);

	if (!name)
		return command_failed("profile NAME; --list-profiles lists them");
	if (profile_apply(device->profiles, name, device->switches, why))
		return command_failed(why);
	isapi_device_apply(device, NULL);
	return command_done();
}

static json_t *get(struct isapi_device *device, char *arguments)
{
	const char *name = command_word(&arguments);
	json_t *value = name ? switches_get(device->switches, name) : NULL;

	if (!value)
		return command_failed("get KEY: there is no such switch");
	return json_pack("{s:b, s:s, s:o}", "ok", 1, "key", name, "value", value);
}

static json_t *busy(struct isapi_device *device, char *arguments)
{
	if (command_number(command_word(&arguments), 1, BUSY_MAX, 1, &device->busy))
		return command_failed("busy [N]: that many streams are refused");
	return command_done();
}

static json_t *ledger(struct isapi_device *device, char *arguments)
{
	struct sim_http_counts counts = ports_counts(&device->ports);
	json_t *object = json_object();

	isapi_counts_tell(&device->counts, object);
	device->ops->ledger(object, device->user);
	count_tell(object, "connections_open", counts.open);
	count_tell(object, "connections_peak", counts.peak);
	count_tell(object, "connections_total", counts.total);
	count_tell(object, "streams_open", alert_streams_count(&device->streams));
	(void)json_object_set_new(object, "output_triggers", output_triggers(device));
	return json_pack("{s:b, s:o}", "ok", 1, "ledger", object);
}

static json_t *reset_ledger(struct isapi_device *device, char *arguments)
{
	int err;

	ports_counts_reset(&device->ports);
	memset(device->outputs.triggers, 0, sizeof(device->outputs.triggers));
	isapi_counts_finish(&device->counts);
	err = isapi_counts_init(&device->counts);
	if (!err)
		err = device->ops->ledger_reset(device->user);
	return err ? command_failed(strerror(-err)) : command_done();
}

void isapi_ready(const struct isapi_device *device, json_t *line)
{
	(void)json_object_set_new(line, "port",
		json_integer((json_int_t)sim_http_port(device->ports.http)));
	ports_tell(&device->ports, line);
}

static json_t *ports(struct isapi_device *device, char *arguments)
{
	json_t *answer = command_done();

	isapi_ready(device, answer);
	return answer;
}

/* ADD A ROW, and a line in docs/simulator.md. */
// clang-format off
static const struct {
	const char *name, *arguments, *what;
	enum command_power power;
	isapi_command_fn *run;
} commands[] = {
	{"httphost", "URL [SLOT]", "somebody else takes a slot of httpHosts (1)", POWER_ANY, http_host},
	{"output", "N high|low", "an alarm output changes by itself", POWER_ON, output},
	{"cut", "[part]", "close the streams; `part`: in the middle of a part", POWER_ON, command_cut},
	{"freeze", "", "connections stay open, nothing is read or sent", POWER_ON, freeze},
	{"thaw", "", "go on, and send what is due", POWER_ON, thaw},
	{"off", "", "power off: connections are reset, the port is closed", POWER_ANY, off},
	{"on", "", "power on", POWER_ANY, on},
	{"reboot", "[MS]", "off, and on after MS (2000)", POWER_ANY, reboot},
	{"busy", "[N]", "the next N streams are refused, as stream-refusal says", POWER_ANY, busy},
	{"password", "NEW", "the password changes", POWER_ANY, password},
	{"hiccup", "[N]", "the next right login is refused all the same", POWER_ANY, hiccup},
	{"new-certificate", "[NAME]", "another one; connections are closed", POWER_ANY, new_certificate},
	{"replay", "FILE [fast]", "play a bundle or a capture, now or when a stream opens", POWER_ON, command_replay},
	{"part-xml", "TEXT", "send a well-framed part with this body", POWER_ON, command_part_xml},
	{"part-jpeg", "", "a part that is a picture", POWER_ON, command_part_jpeg},
	{"part-json", "TEXT", "the same, as JSON", POWER_ON, command_part_json},
	{"raw", "BASE64", "these bytes onto the streams", POWER_ON, command_raw},
	{"raw-text", "TEXT", "the same, with \\r \\n \\t \\\\ \\xHH in it", POWER_ON, command_raw_text},
	{"raw-file", "FILE", "the same, from a file", POWER_ON, command_raw_file},
	{"part-file", "TYPE FILE", "a well-framed part of that content type", POWER_ON, command_part_file},
	{"set", "KEY VALUE", "a switch, see below", POWER_ANY, set},
	{"profile", "NAME", "another firmware: all switches anew", POWER_ANY, profile},
	{"ports", "", "where it listens, as the first line said", POWER_ANY, ports},
	{"get", "KEY", "its value", POWER_ANY, get},
	{"ledger", "", "what really happened", POWER_ANY, ledger},
	{"ledger-reset", "", "start counting anew", POWER_ANY, reset_ledger},
};
// clang-format on

json_t *isapi_command(struct isapi_device *device, const char *name, char *rest)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		if (strcmp(name, commands[i].name))
			continue;
		if (commands[i].power == POWER_ON && !device->powered)
			return command_failed(COMMAND_POWER_IS_OFF);
		return commands[i].run(device, rest);
	}
	return command_failed("there is no such command; --help lists them");
}

void isapi_commands_print(FILE *file)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		command_print(file, commands[i].name, commands[i].arguments,
			commands[i].what);
	command_print(file, "quit", "", "end");
}
