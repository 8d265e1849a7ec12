/* SPDX-License-Identifier: Apache-2.0 */
/* sim-camera.c - a simulated Hikvision camera or recorder: what it is made of. */

#include "camera-commands.h"
#include "camera-profiles.h"
#include "isapi-commands.h"

#include <errno.h>
#include <stdlib.h>

int64_t camera_number(const struct camera *camera, size_t which)
{
	return isapi_number(&camera->isapi, which);
}

const char *camera_text(const struct camera *camera, size_t which)
{
	return isapi_text(&camera->isapi, which);
}

struct alert_source camera_source(const struct camera *camera)
{
	return (struct alert_source){
		.address = camera->isapi.options->address,
		.port = sim_http_port(camera->isapi.ports.http),
		.mac = camera_text(camera, SWITCH_MAC),
		.serial = camera_text(camera, SWITCH_SERIAL),
		.utc_offset_min = (int)camera_number(camera, SWITCH_UTC_OFFSET),
		.time_form =
			(enum isapi_time_form)camera_number(camera, SWITCH_STREAM_TIME),
		.namespace_text = isapi_namespace(&camera->isapi),
		.lines = (enum alert_lines)camera_number(camera, SWITCH_ALERT_LINES),
		.extensions =
			camera_number(camera, SWITCH_ALERT_EXTENSIONS) == SWITCH_ON,
	};
}

static int print_heartbeat(struct mbuf *body, void *user)
{
	// clang-format off
	static const struct {enum alert_channel form; unsigned channel; const char *count;} forms[] = {
		[HEARTBEAT_ONE] = {CHANNEL_ID, 1, "1"},
		[HEARTBEAT_ZERO] = {CHANNEL_ID, 0, "0"},
		[HEARTBEAT_EMPTY] = {CHANNEL_EMPTY, 0, "0"},
		[HEARTBEAT_OTHER] = {CHANNEL_NONE, 0, "1"},
		[HEARTBEAT_COUNT_ZERO] = {CHANNEL_ID, 1, "0"},
	};
	// clang-format on
	struct camera *camera = user;
	struct alert_source source = camera_source(camera);
	int64_t form = camera_number(camera, SWITCH_HEARTBEAT_FORM);
	bool other = form == HEARTBEAT_OTHER;

	if (form == HEARTBEAT_NEVER)
		return ENOENT;
	camera->heartbeats++;
	return camera_alert_print(
		&(struct camera_alert){
			.type = other ? "other" : "videoloss",
			.description = other ? "Heartbeat" : NULL,
			.state = "inactive",
			.form = forms[form].form,
			.channel = forms[form].channel,
			.count = forms[form].count,
			.when = isapi_now(&camera->isapi),
		},
		&source, body);
}

static struct streams_rules rules(void *user)
{
	const struct camera *camera = user;
	struct streams_rules rules = isapi_stream_rules(&camera->isapi);
	uint64_t rest = (uint64_t)camera_number(camera, SWITCH_HEARTBEAT_REST);

	rules.xml = true;
	rules.rests = rest && camera->told_at && tmr_jiffies() < camera->told_at + rest;
	return rules;
}

static void part_sent(void *user)
{
	struct camera *camera = user;

	camera->isapi.counts.parts_sent++;
}

static const struct streams_ops streams_ops = {
	.rules = rules,
	.heartbeat = print_heartbeat,
	.part_sent = part_sent,
};

static int sample(struct mbuf *body, void *user)
{
	struct alert_source source = camera_source(user);
	struct camera_alert alert = camera_alert_of(user, "VMD", 1, true);

	return camera_alert_print(&alert, &source, body);
}

static void plan_channels(struct camera *camera)
{
	camera_channels_plan(&camera->channels,
		&(struct channels_plan){
			.inputs = (unsigned)camera_number(camera, SWITCH_VIDEO_INPUTS),
			.ip = camera_text(camera, SWITCH_IP_CHANNELS),
			.offline = camera_text(camera, SWITCH_OFFLINE),
			.names = camera_text(camera, SWITCH_CHANNEL_NAMES),
			.alert_offset =
				(unsigned)camera_number(camera, SWITCH_ALERT_OFFSET),
		});
}

static int plan_triggers(struct camera *camera)
{
	return camera_triggers_plan(&camera->triggers,
		&(struct triggers_plan){
			.channels = &camera->channels,
			.inputs = (unsigned)camera_number(camera, SWITCH_IO_INPUTS),
			.set = (int)camera_number(camera, SWITCH_TRIGGERS),
			.center = (int)camera_number(camera, SWITCH_CENTER),
			.scene_change =
				camera_number(camera, SWITCH_SCENE_CHANGE) != SCENE_403,
		});
}

static void apply(const char *changed, void *user)
{
	static const size_t planned[] = {SWITCH_VIDEO_INPUTS, SWITCH_IP_CHANNELS,
		SWITCH_ALERT_OFFSET, SWITCH_IO_INPUTS, SWITCH_TRIGGERS, SWITCH_CENTER,
		SWITCH_SCENE_CHANGE};
	struct camera *camera = user;
	bool all = !changed, triggers = all;
	bool on = camera_number(camera, SWITCH_MOTION_DETECTION) == SWITCH_ON;

	for (size_t i = 0; !all && i < sizeof(planned) / sizeof(*planned); i++)
		triggers |= !strcmp(changed, camera_switches[planned[i]].name);
	plan_channels(camera);
	if (triggers && plan_triggers(camera))
		(void)fputs("gatehouse-sim: no memory for triggers\n", stderr);
	if (all || !strcmp(changed, "motion-detection"))
		for (unsigned i = 0; i < camera->channels.count; i++)
			camera->channels.list[i].motion_detection = on;
}

static void off(void *user)
{
	struct camera *camera = user;

	list_flush(&camera->series);
	camera_burst_finish(&camera->burst);
	json_object_clear(camera->posts);
	memset(camera->proxy_high, 0, sizeof(camera->proxy_high));
}

static void tell_ledger(json_t *ledger, void *user)
{
	const struct camera *camera = user;
	json_t *motion = json_object();

	for (unsigned i = 0; i < camera->channels.count; i++) {
		const struct camera_channel *channel = &camera->channels.list[i];
		char key[16];

		(void)snprintf(key, sizeof(key), "%u", channel->number);
		(void)json_object_set_new(
			motion, key, json_integer(channel->motion_detection));
	}
	(void)json_object_set_new(ledger, "alerts", json_copy(camera->alerts));
	(void)json_object_set_new(ledger, "motion_detection", motion);
	(void)json_object_set_new(
		ledger, "proxy_output_triggers", json_copy(camera->proxy_triggers));
	count_tell(ledger, "heartbeats", camera->heartbeats);
	count_tell(ledger, "burst_left", camera->burst.left);
}

static int reset_ledger(void *user)
{
	struct camera *camera = user;

	json_object_clear(camera->alerts);
	json_object_clear(camera->proxy_triggers);
	camera->heartbeats = 0;
	return 0;
}

static const struct isapi_ops isapi_ops = {
	.request = camera_request,
	.streams = &streams_ops,
	.sample = sample,
	.apply = apply,
	.off = off,
	.ledger = tell_ledger,
	.ledger_reset = reset_ledger,
};

static void destroy(void *object)
{
	struct camera *camera = object;

	list_flush(&camera->series);
	camera_burst_finish(&camera->burst);
	isapi_device_finish(&camera->isapi);
	camera_triggers_finish(&camera->triggers);
	json_decref(camera->posts);
	json_decref(camera->alerts);
	json_decref(camera->proxy_triggers);
	free(camera);
}

static int create(
	const struct sim_options *options, struct switches *switches, void **ret_object)
{
	struct camera *camera = calloc(1, sizeof(*camera));
	int err;

	if (!camera)
		return -ENOMEM;
	tmr_init(&camera->burst.tick);
	camera->posts = json_object();
	camera->alerts = json_object();
	camera->proxy_triggers = json_object();
	err = isapi_device_init(
		&camera->isapi, options, switches, camera_profiles, &isapi_ops, camera);
	if (!err && (!camera->posts || !camera->alerts || !camera->proxy_triggers))
		err = -ENOMEM;
	if (err) {
		destroy(camera);
		return err;
	}
	isapi_device_apply(&camera->isapi, NULL);
	*ret_object = camera;
	return 0;
}

static void ready(const void *object, json_t *line)
{
	const struct camera *camera = object;

	isapi_ready(&camera->isapi, line);
}

const struct sim_kind hikvision_camera_kind = {
	.name = "hikvision-camera",
	.what = "a Hikvision camera or recorder (DS-2CD2347G2-LU, and other profiles)",
	.switches = {isapi_switches, ISAPI_SWITCHES, camera_switches, CAMERA_SWITCHES},
	.profiles = camera_profiles,
	.create = create,
	.destroy = destroy,
	.ready = ready,
	.command = camera_command,
	.print_commands = camera_commands_print,
};
