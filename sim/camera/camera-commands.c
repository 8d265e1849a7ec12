/* SPDX-License-Identifier: Apache-2.0 */
/* camera-commands.c - what can be done to the camera: the table of commands. */

#include "camera-commands.h"
#include "isapi-commands.h"

enum { CHANNEL_MAX = 65535, PERIOD_MAX = 3600000, TIMES_MAX = 1000000 };
enum { BURST_MAX = 100000000, RATE_MAX = 100000 };

static json_t *done_or(int err)
{
	return err ? command_failed(strerror(-err)) : command_done();
}

static json_t *alert(struct camera *camera, char *arguments)
{
	struct camera_alert alert;
	const char *why = camera_alert_words(camera, arguments, &alert);

	return why ? command_failed(why) : done_or(camera_tell(camera, &alert));
}

static json_t *motion(struct camera *camera, char *arguments)
{
	unsigned number, period;
	int err = command_number(command_word(&arguments), 1, CHANNEL_MAX, 1, &number);
	const struct camera_channel *channel;

	err |= command_number(command_word(&arguments), 1, PERIOD_MAX,
		(unsigned)camera_number(camera, SWITCH_MOTION_PERIOD), &period);
	channel = camera_channel_find(&camera->channels, number);
	if (err || !channel)
		return command_failed("motion [CHANNEL [PERIOD_MS]]");
	if (!channel->motion_detection || !channel->online ||
		!camera_trigger_tells(&camera->triggers, "VMD", channel->alert))
		return json_pack("{s:b, s:b}", "ok", 1, "told", 0);
	if (camera_series_begin(camera, "VMD", channel->alert, 0, period))
		return command_failed("out of memory");
	return json_pack("{s:b, s:b}", "ok", 1, "told", 1);
}

static json_t *motion_end(struct camera *camera, char *arguments)
{
	unsigned number;
	int err = command_number(command_word(&arguments), 1, CHANNEL_MAX, 1, &number);
	const struct camera_channel *channel =
		camera_channel_find(&camera->channels, number);

	if (err || !channel || camera_series_end(camera, "VMD", channel->alert))
		return command_failed("motion-end [CHANNEL]: there is no motion");
	return command_done();
}

static json_t *series(struct camera *camera, char *arguments)
{
	const char *type = command_word(&arguments);
	unsigned channel, times, period;
	int err = command_number(command_word(&arguments), 1, CHANNEL_MAX, 0, &channel);

	err |= command_number(command_word(&arguments), 1, TIMES_MAX, 0, &times);
	err |= command_number(command_word(&arguments), 1, PERIOD_MAX, 1000, &period);
	if (err || !type || strlen(type) > 63)
		return command_failed("series TYPE CHANNEL TIMES [PERIOD_MS]");
	return done_or(camera_series_begin(camera, type, channel, times, period));
}

static json_t *series_end(struct camera *camera, char *arguments)
{
	const char *type = command_word(&arguments);
	unsigned channel;
	int err = command_number(command_word(&arguments), 1, CHANNEL_MAX, 0, &channel);

	if (err || !type || camera_series_end(camera, type, channel))
		return command_failed("series-end TYPE CHANNEL: there is no such one");
	return command_done();
}

static json_t *burst(struct camera *camera, char *arguments)
{
	struct camera_alert alerts[2];
	unsigned count, rate;
	int err = command_number(command_word(&arguments), 1, BURST_MAX, 0, &count);
	bool edges = strstr(arguments, " edges") != NULL;
	const char *why;

	err |= command_number(command_word(&arguments), 1, RATE_MAX, 0, &rate);
	if (err)
		return command_failed(
			"burst N RATE TYPE CHANNEL active|inactive|edges [KEY=VALUE]...");
	why = camera_alert_words(camera, arguments, &alerts[0]);
	if (why)
		return command_failed(why);
	alerts[1] = alerts[0];
	if (edges) {
		alerts[0].state = "active";
		alerts[1].state = "inactive";
	}
	return done_or(camera_burst_begin(camera, alerts, count, rate));
}

static json_t *center(struct camera *camera, char *arguments)
{
	const char *id = command_word(&arguments);
	const char *word = command_word(&arguments);
	bool on = word && !strcmp(word, "on"), all = id && !strcmp(id, "all");
	unsigned found = 0;

	if (!id || !word || (!on && strcmp(word, "off")))
		return command_failed("center ID|all on|off: ID as in Event/triggers");
	for (size_t i = 0; i < camera->triggers.count; i++) {
		struct camera_trigger *trigger = &camera->triggers.list[i];

		if (!all && strcmp(trigger->id, id))
			continue;
		trigger->center = on;
		found++;
	}
	return found ? command_done() : command_failed("there is no such trigger");
}

/* ADD A ROW, and a line in docs/simulator.md. */
// clang-format off
static const struct {
	const char *name, *arguments, *what;
	enum command_power power;
	camera_command_fn *run;
} commands[] = {
	{"alert", "TYPE CHANNEL STATE [KEY=VALUE]...", "one alert; STATE active or inactive; keys: port dynport regions targets target-at count form relation name namespace", POWER_ON, alert},
	{"motion", "[CHANNEL [PERIOD_MS]]", "motion until motion-end, if it is detected and told: VMD again and again", POWER_ON, motion},
	{"motion-end", "[CHANNEL]", "no motion any more", POWER_ON, motion_end},
	{"series", "TYPE CHANNEL TIMES [PERIOD_MS]", "that many active alerts, then inactive", POWER_ON, series},
	{"series-end", "TYPE CHANNEL", "its end comes now", POWER_ON, series_end},
	{"burst", "N RATE TYPE CHANNEL active|inactive|edges [KEY=VALUE]...", "N alerts, RATE a second; edges: active and inactive in turn", POWER_ON, burst},
	{"center", "ID|all on|off", "Notify Surveillance Center of a trigger", POWER_ANY, center},
};
// clang-format on

json_t *camera_command(void *object, char *line)
{
	struct camera *camera = object;
	char *rest = command_split(line);

	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		if (strcmp(line, commands[i].name))
			continue;
		if (commands[i].power == POWER_ON && !camera->isapi.powered)
			return command_failed(COMMAND_POWER_IS_OFF);
		return commands[i].run(camera, rest);
	}
	return isapi_command(&camera->isapi, line, rest);
}

void camera_commands_print(FILE *file)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		command_print(file, commands[i].name, commands[i].arguments,
			commands[i].what);
	isapi_commands_print(file);
}
