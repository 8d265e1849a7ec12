/* SPDX-License-Identifier: Apache-2.0 */
/* unit-probe.c - who is it, and what has it? Asked at every connection, read-only. */

#include "door-reply.h"
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { IDENTITY_LIMIT_MS = 8000 };

static void failed(struct unit *u, int err, const char *why)
{
	device_link_input(&u->link, LINK_FAILED, err, why);
}

/* ---- who is it ---- */

/* @return 0, or -EPROTO: nothing in it tells this unit from another */
static int take_identity(struct unit *u, const struct device_info *info)
{
	const char *serial = *info->serial ? info->serial : info->mac;

	if (!*serial)
		return -EPROTO;
	snprintf(u->info.serial, sizeof(u->info.serial), "%s", serial);
	unit_indoor_answered(u, u->info.serial, sizeof(u->info.serial));
	snprintf(u->info.name, sizeof(u->info.name), "%s", info->name);
	snprintf(u->info.model, sizeof(u->info.model), "%s", info->model);
	snprintf(u->info.firmware, sizeof(u->info.firmware), "%s", info->firmware);
	snprintf(u->info.mac, sizeof(u->info.mac), "%s", info->mac);
	return 0;
}

/* Another unit, other doors. */
static void forget_the_other(struct unit *u)
{
	u->info.doors_known = false;
	u->info.can_hold = false;
	u->info.outputs = 0;
	u->info.has_camera = false;
	u->streams = (struct streaming_channels){0};
	memset(u->info.open_ms, 0, sizeof(u->info.open_ms));
	u->doors = (struct door_capabilities){0};
	u->memory = (struct alert_memory){0};
	journal_watch_forget(&u->journal);
	u->journal_silence_told = false;
	unit_push_another(u);
	advice_forget(&u->advice);
}

void unit_identified(struct unit *u, const struct isapi_result *result)
{
	struct device_info info;
	char serial[sizeof(u->info.serial)];

	memcpy(serial, u->info.serial, sizeof(serial));
	if (device_info_parse(result->body, &info) || take_identity(u, &info)) {
		failed(u, -EREMOTEIO,
			"what answers there is no Hikvision device: it gives no serial "
			"number");
		return;
	}
	if (strcmp(serial, u->info.serial))
		forget_the_other(u);
	snprintf(u->memory.model, sizeof(u->memory.model), "%s", u->info.model);
	device_link_input(&u->link, LINK_ANSWERED, 0, "");
}

static void device_info_done(const struct isapi_result *result, void *user)
{
	struct unit *u = user;

	u->question = NULL;
	if (!result->err)
		unit_identified(u, result);
	else if (!unit_indoor_instead(u, result))
		failed(u, result->err, result->why);
}

void unit_identify(struct unit *u)
{
	static const struct http_request request = {
		.method = "GET",
		.path = "/ISAPI/System/deviceInfo",
		.timeout_ms = IDENTITY_LIMIT_MS,
	};
	int err;

	u->indoor.via = NULL;
	err = isapi_send(u->isapi, &request, device_info_done, u, &u->question);
	if (err)
		failed(u, -EREMOTEIO, strerror(-err));
}

/* ---- what has it ---- */

/* Never invents a door: without an answer, what was known before holds. A station that
 * does not know the question (DS-KV6113 V2.2.65, which was seen to know Door/param) proves
 * its doors one by one: see take_door_param(). */
static void take_doors(const struct isapi_result *result, unsigned number, void *user)
{
	struct unit *u = user;
	struct door_capabilities doors;

	u->doors_unlisted =
		result->err == -ENOTSUP && (u->doors_unlisted || !u->info.doors_known);
	u->doors_proven = 0;
	if (result->err || door_capabilities_parse(result->body, &doors)) {
		snprintf(u->info.doors_why, sizeof(u->info.doors_why), "%s",
			result->err ? result->why : "the answer cannot be understood");
		return;
	}
	u->doors = doors;
	u->info.doors_known = true;
	u->info.doors_why[0] = '\0';
	u->info.first_door = doors.first;
	u->info.last_door = doors.last;
	u->info.can_hold = doors.commands & DOOR_ALWAYS_OPEN;
}

static bool each_door(unsigned number, const void *user)
{
	const struct unit *u = user;

	if (number > UNIT_NUMBERS_MAX)
		return false;
	if (u->doors_unlisted)
		return number == u->doors_proven + 1;
	return u->info.doors_known && number >= u->info.first_door &&
	       number <= u->info.last_door;
}

/* Who tells how long it opens a door has it. Its verbs are those of V2.2.65. */
static void prove_door(struct unit *u)
{
	u->doors.commands = DOOR_OPEN | DOOR_RESUME;
	u->doors_proven++;
	u->info.doors_known = true;
	u->info.doors_why[0] = '\0';
	u->info.first_door = 1;
	if (u->info.last_door < u->doors_proven)
		u->info.last_door = u->doors_proven;
}

/* Without an answer the last one holds. */
static void take_door_param(
	const struct isapi_result *result, unsigned number, void *user)
{
	struct unit *u = user;
	unsigned seconds;

	if (result->err || door_param_parse(result->body, &seconds))
		return;
	u->info.open_ms[number - 1] = seconds * 1000;
	if (u->doors_unlisted)
		prove_door(u);
}

/* A station that does not know the question has no outputs. */
static void take_outputs(const struct isapi_result *result, unsigned number, void *user)
{
	struct unit *u = user;
	unsigned outputs;

	if (!result->err && !output_list_parse(result->body, &outputs))
		u->info.outputs = outputs;
	else if (result->err == -ENOTSUP)
		u->info.outputs = 0;
}

/* A station that does not know the question has no camera; one that would not answer
 * this time has what it had. */
static void take_streams(const struct isapi_result *result, unsigned number, void *user)
{
	struct unit *u = user;
	struct streaming_channels streams = {0};

	if (result->err == -ENOTSUP ||
		(!result->err && !streaming_channels_parse(result->body, &streams)))
		u->streams = streams;
	u->info.has_camera = u->streams.count;
}

/* ADD A ROW */
static const struct question questions[] = {
	{"/ISAPI/AccessControl/RemoteControl/door/capabilities", take_doors},
	{"/ISAPI/AccessControl/Door/param/%u", take_door_param, each_door,
		.optional = true},
	{"/ISAPI/System/IO/outputs", take_outputs, .optional = true},
	{"/ISAPI/Streaming/channels", take_streams, .optional = true},
};

static void asked_all(int err, const char *why, void *user)
{
	struct unit *u = user;

	if (err)
		failed(u, err, why);
	else if (u->check_done || u->indoor.via)
		device_link_input(&u->link, LINK_ANSWERED, 0, "");
	else
		journal_watch_begin(&u->journal); /* it answers the link */
}

void unit_probe(struct unit *u)
{
	u->round.questions = questions;
	u->round.count = sizeof(questions) / sizeof(*questions);
	u->round.isapi = unit_isapi(u);
	u->round.done = asked_all;
	u->round.user = u;
	question_round_begin(&u->round);
}
