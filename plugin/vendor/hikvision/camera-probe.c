/* SPDX-License-Identifier: Apache-2.0 */
/* camera-probe.c - who is it, and what has it? Read-only.
 *
 * Asked at every connection: who it is. What it has: the first time, when it is another
 * device or another firmware, and when it was asked long ago; not each time a recorder
 * closes its stream. In between, when camera-status.c sees that a recorder has got other
 * channels. An answer that does not come leaves standing what was known. */

#include "camera-unit.h"
#include "isapi-reply.h"
#include "log.h"
#include "timers.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
	IDENTITY_LIMIT_MS = 8000,
	PROBE_HOLDS_MS = 5 * 60 * 1000, /**< so long what it has is taken as known */
};

static void failed(struct unit *u, int err, const char *why)
{
	device_link_input(&u->link, LINK_FAILED, err, why);
}

/* ---- who is it ---- */

/* @return false: nothing in it tells this device from another */
static bool take_identity(struct unit *u, const struct device_info *info)
{
	const char *serial = *info->serial ? info->serial : info->mac;
	struct unit_info *to = &u->info;

	if (!*serial)
		return false;
	if (strcmp(to->serial, serial) != 0 ||
		strcmp(to->firmware, info->firmware) != 0)
		u->probed = false;
	if (strcmp(to->serial, serial) != 0) {
		device_link_replaced(&u->link);
		camera_found_finish(&u->found);
		u->words = (struct camera_words){0};
		u->age = (struct alert_age){0};
		clock_advice_forget(&u->clock);
		u->info.outputs = 0;
	}
	snprintf(to->serial, sizeof(to->serial), "%s", serial);
	snprintf(to->name, sizeof(to->name), "%s", info->name);
	snprintf(to->model, sizeof(to->model), "%s", info->model);
	snprintf(to->firmware, sizeof(to->firmware), "%s", info->firmware);
	snprintf(to->mac, sizeof(to->mac), "%s", info->mac);
	snprintf(u->type, sizeof(u->type), "%s", info->type);
	return true;
}

static void ask_identity(struct unit *u);

/* Firmware that does not know one kind of paths may know the other. */
static bool ask_other_paths(struct unit *u)
{
	isapi_set_bare(u->isapi, !isapi_bare(u->isapi));
	if (u->other_paths)
		return false;
	u->other_paths = true;
	ask_identity(u);
	return true;
}

static void identified(const struct isapi_result *result, void *user)
{
	struct unit *u = user;
	struct device_info info;

	u->question = NULL;
	if (result->err == -ENOTSUP && ask_other_paths(u))
		return;
	if (result->err)
		failed(u, result->err, result->why);
	else if (device_info_parse(result->body, &info) || !take_identity(u, &info))
		failed(u, -EREMOTEIO,
			"what answers there is no Hikvision device: it gives no serial "
			"number");
	else
		device_link_input(&u->link, LINK_ANSWERED, 0, "");
}

static void ask_identity(struct unit *u)
{
	static const struct http_request request = {
		.method = "GET",
		.path = "/ISAPI/System/deviceInfo",
		.timeout_ms = IDENTITY_LIMIT_MS,
	};
	int err = isapi_send(u->isapi, &request, identified, u, &u->question);

	if (err)
		failed(u, -EREMOTEIO, strerror(-err));
}

void camera_identify(struct unit *u)
{
	u->other_paths = false;
	ask_identity(u);
}

/* ---- what has it ---- */

static void take_capabilities(
	const struct isapi_result *result, unsigned number, void *user)
{
	struct unit *u = user;

	if (result->err || device_capabilities_parse(result->body, &u->found.caps))
		log_debug(u->log, "its capabilities cannot be read: %s", result->why);
	u->found.kind = device_kind(u->type, u->info.model, &u->found.caps);
}

/* Rationale: a device that has just started may list nothing for a while. */
static void take_triggers(
	const struct isapi_result *result, unsigned number, void *user)
{
	struct unit *u = user;
	struct trigger_list triggers;

	if (result->err || trigger_list_parse(result->body, &triggers))
		return;
	if (!triggers.count && u->found.triggers.count) {
		trigger_list_finish(&triggers);
		return;
	}
	if (triggers.more && !u->found.triggers.more)
		log_warning(u->log,
			"it lists more than %d events: what is behind those is served "
			"when it is heard of",
			TRIGGERS_MAX);
	trigger_list_finish(&u->found.triggers);
	u->found.triggers = triggers;
}

static void take_scene_change(
	const struct isapi_result *result, unsigned number, void *user)
{
	struct unit *u = user;
	struct trigger_list triggers;

	if (result->err || trigger_list_parse(result->body, &triggers))
		return;
	trigger_list_finish(&u->found.scene_change);
	u->found.scene_change = triggers;
}

static bool lacks_scene_change(const void *user)
{
	const struct unit *u = user;
	const struct trigger_list *triggers = &u->found.triggers;

	for (size_t i = 0; i < triggers->count; i++) {
		if (!strcasecmp(triggers->list[i].type, "scenechangedetection"))
			return false;
	}
	return u->found.kind != DEVICE_KIND_RECORDER &&
	       u->found.caps.scene_change != ANSWER_NO;
}

/* A device that does not know the question has none of them. */
static void take_channels(const struct isapi_result *result, struct channel_list *to)
{
	struct channel_list channels = {0};

	if (result->err && result->err != -ENOTSUP)
		return;
	if (!result->err && channel_list_parse(result->body, &channels))
		return;
	if (!result->err && !channels.count && to->count)
		return; /* it may have just started */
	channel_list_finish(to);
	*to = channels;
}

static void take_inputs(const struct isapi_result *result, unsigned number, void *user)
{
	take_channels(result, &((struct unit *)user)->found.inputs);
}

static void take_proxies(const struct isapi_result *result, unsigned number, void *user)
{
	take_channels(result, &((struct unit *)user)->found.proxies);
}

static void take_statuses(
	const struct isapi_result *result, unsigned number, void *user)
{
	take_channels(result, &((struct unit *)user)->found.statuses);
}

static bool may_record(const void *user)
{
	const struct unit *u = user;

	return u->found.kind != DEVICE_KIND_CAMERA && u->found.caps.proxies != 0;
}

static bool has_proxies(const void *user)
{
	return ((const struct unit *)user)->found.proxies.count;
}

static void take_streams(const struct isapi_result *result, unsigned number, void *user)
{
	struct unit *u = user;
	struct streaming_channels streams = {0};

	if (result->err == -ENOTSUP ||
		(!result->err && !streaming_channels_parse(result->body, &streams)))
		u->found.streams = streams;
	if (!result->err || result->err == -ENOTSUP)
		u->found.streams_unlisted = result->err;
}

static void take_outputs(const struct isapi_result *result, unsigned number, void *user)
{
	struct unit *u = user;
	unsigned outputs;

	if (!result->err && !output_list_parse(result->body, &outputs))
		u->info.outputs = outputs;
	else if (result->err == -ENOTSUP)
		u->info.outputs = 0;
}

/* Rationale: what one input can, all can; 64 of them are not asked. */
static bool first_input(unsigned number, const void *user)
{
	const struct unit *u = user;
	const struct channel_list *inputs = &u->found.inputs;

	return inputs->count ? number == inputs->list[0].number : number == 1;
}

/* A camera that is there. */
static bool first_proxy(unsigned number, const void *user)
{
	const struct camera_found *f = &((const struct unit *)user)->found;

	for (size_t i = 0; i < f->proxies.count; i++) {
		const struct channel *status =
			channel_list_find(&f->statuses, f->proxies.list[i].number);

		if (!status || status->online != ANSWER_NO)
			return number == f->proxies.list[i].number;
	}
	return false;
}

static void take_detection(
	const struct isapi_result *result, unsigned number, void *user)
{
	((struct unit *)user)->found.detects = !result->err;
}

static void take_proxy_detection(
	const struct isapi_result *result, unsigned number, void *user)
{
	((struct unit *)user)->found.proxy_detects = !result->err;
}

static bool has_inputs(const void *user)
{
	const struct unit *u = user;

	return u->found.inputs.count || u->found.kind != DEVICE_KIND_RECORDER;
}

/* ADD A ROW */
static const struct question questions[] = {
	{"/ISAPI/System/capabilities", take_capabilities, .optional = true},
	{"/ISAPI/Event/triggers", take_triggers, .optional = true},
	{"/ISAPI/Event/triggers/scenechangedetection-1", take_scene_change,
		.wanted = lacks_scene_change, .optional = true},
	{"/ISAPI/System/Video/inputs/channels", take_inputs, .optional = true},
	{"/ISAPI/ContentMgmt/InputProxy/channels", take_proxies, .wanted = may_record,
		.optional = true},
	{"/ISAPI/ContentMgmt/InputProxy/channels/status", take_statuses,
		.wanted = has_proxies, .optional = true},
	{"/ISAPI/Streaming/channels", take_streams, .optional = true},
	{"/ISAPI/System/IO/outputs", take_outputs, .optional = true},
	{"/ISAPI/System/Video/inputs/channels/%u/motionDetection", take_detection,
		first_input, has_inputs, true},
	{"/ISAPI/ContentMgmt/InputProxy/channels/%u/video/motionDetection",
		take_proxy_detection, first_proxy, has_proxies, true},
};

void camera_adopt_view(struct unit *u)
{
	struct camera_view view;

	if (camera_view_build(&u->found, &view))
		return; /* what was known holds */
	if (camera_view_equal(&u->view, &view)) {
		camera_view_finish(&view);
		return;
	}
	camera_view_finish(&u->view);
	u->view = view;
	u->view_told = false;
}

static void take_round(struct unit *u)
{
	camera_adopt_view(u);
	u->counts.rounds++;
	u->probed = true;
	u->outdated = false;
	u->probed_ms = u->link.timers->now_ms;
}

static void asked_all(int err, const char *why, void *user)
{
	struct unit *u = user;

	if (err) {
		failed(u, err, why);
		return;
	}
	take_round(u);
	device_link_input(&u->link, LINK_ANSWERED, 0, "");
}

/* Rationale: whether the device is gone, its stream says. */
static void asked_again(int err, const char *why, void *user)
{
	struct unit *u = user;

	if (err)
		return;
	take_round(u);
	camera_tell_known(u);
}

static void begin_round(
	struct unit *u, void (*done)(int err, const char *why, void *user))
{
	u->round.questions = questions;
	u->round.count = sizeof(questions) / sizeof(*questions);
	u->round.isapi = u->isapi;
	u->round.done = done;
	u->round.user = u;
	question_round_begin(&u->round);
}

void camera_probe(struct unit *u)
{
	if (u->probed && !u->outdated &&
		u->link.timers->now_ms - u->probed_ms < PROBE_HOLDS_MS)
		device_link_input(&u->link, LINK_ANSWERED, 0, "");
	else
		begin_round(u, asked_all);
}

void camera_probe_again(struct unit *u)
{
	if (!u->round.call)
		begin_round(u, asked_again);
}

static bool same_info(const struct unit_info *a, const struct unit_info *b)
{
	return !strcmp(a->serial, b->serial) && !strcmp(a->name, b->name) &&
	       !strcmp(a->model, b->model) && !strcmp(a->firmware, b->firmware) &&
	       !strcmp(a->mac, b->mac) && a->outputs == b->outputs &&
	       a->has_camera == b->has_camera;
}

static bool has_camera(const struct unit_view *view)
{
	for (unsigned i = 0; i < view->channel_count; i++) {
		if (view->channels[i].has_camera)
			return true;
	}
	return false;
}

void camera_tell_known(struct unit *u)
{
	u->info.has_camera = has_camera(&u->view.view);
	u->info.view = &u->view.view;
	if (u->view_told && same_info(&u->info, &u->told))
		return;
	u->view_told = true;
	u->told = u->info;
	u->listener->known(&u->info, u->user);
}
