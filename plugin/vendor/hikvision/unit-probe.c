/* SPDX-License-Identifier: Apache-2.0 */
/* unit-probe.c - who is it, and what has it? Asked at every connection, read-only. */

#include "door-reply.h"
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { QUESTION_LIMIT_MS = 8000 };

static void failed(struct unit *u, int err, const char *why)
{
	device_link_input(&u->link, LINK_FAILED, err, why);
}

static void ask(struct unit *u, const char *path, isapi_done_fn *done)
{
	struct http_request request = {
		.method = "GET",
		.path = path,
		.timeout_ms = QUESTION_LIMIT_MS,
	};
	int err = isapi_send(unit_isapi(u), &request, done, u, &u->question);

	if (err)
		failed(u, -EREMOTEIO, strerror(-err));
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
	u->indoor.via = NULL;
	ask(u, "/ISAPI/System/deviceInfo", device_info_done);
}

/* ---- what has it ---- */

/* Never invents a door: without an answer, what was known before holds. A station that
 * does not know the question (DS-KV6113 V2.2.65, which was seen to know Door/param) proves
 * its doors one by one: see take_door_param(). */
static void take_doors(struct unit *u, const struct isapi_result *result)
{
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

static bool each_door(const struct unit *u, unsigned number)
{
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
static void take_door_param(struct unit *u, const struct isapi_result *result)
{
	unsigned seconds;

	if (result->err || door_param_parse(result->body, &seconds))
		return;
	u->info.open_ms[u->question_number - 1] = seconds * 1000;
	if (u->doors_unlisted)
		prove_door(u);
}

/* A station that does not know the question has no outputs. */
static void take_outputs(struct unit *u, const struct isapi_result *result)
{
	unsigned outputs;

	if (!result->err && !output_list_parse(result->body, &outputs))
		u->info.outputs = outputs;
	else if (result->err == -ENOTSUP)
		u->info.outputs = 0;
}

/* A station that does not know the question has no camera; one that would not answer
 * this time has what it had. */
static void take_streams(struct unit *u, const struct isapi_result *result)
{
	struct streaming_channels streams = {0};

	if (result->err == -ENOTSUP ||
		(!result->err && !streaming_channels_parse(result->body, &streams)))
		u->streams = streams;
	u->info.has_camera = u->streams.count;
}

/* Asked one after the other. The device may refuse any of them; `take` hears of that as
 * well. ADD A ROW */
static const struct {
	const char *path;
	void (*take)(struct unit *u, const struct isapi_result *result);
	/** NULL: asked once; else of each of UNIT_NUMBERS_MAX for which it is true, the
	 * number behind the path. */
	bool (*each)(const struct unit *u, unsigned number);
	bool optional; /**< no answer is an answer, too: the connection stands */
} questions[] = {
	{"/ISAPI/AccessControl/RemoteControl/door/capabilities", take_doors},
	{"/ISAPI/AccessControl/Door/param/", take_door_param, each_door, true},
	{"/ISAPI/System/IO/outputs", take_outputs, .optional = true},
	{"/ISAPI/Streaming/channels", take_streams, .optional = true},
};

enum { QUESTIONS = sizeof(questions) / sizeof(*questions) };

static void ask_next(struct unit *u);

/* In a word: the sentence may name the user. */
static const char *outcome_word(int err)
{
	switch (err) {
	case 0: return "answered";
	case -ENOTSUP: return "unsupported";
	case -EPERM: return "no permission";
	default: return "refused";
	}
}

/* For diagnostics. */
static void remember(struct unit *u, const struct isapi_result *result)
{
	json_array_append_new(u->probed,
		json_pack("{s:s,s:s}", "path", questions[u->questions_asked].path,
			"outcome", outcome_word(result->err)));
}

/* Is the device still there, and does it let us in? */
static bool answered(const struct unit *u, int err)
{
	return !err || err == -ENOTSUP || err == -EREMOTEIO || err == -EPERM ||
	       (err == -ETIMEDOUT && questions[u->questions_asked].optional);
}

static void question_done(const struct isapi_result *result, void *user)
{
	struct unit *u = user;

	u->question = NULL;
	if (!answered(u, result->err)) {
		failed(u, result->err, result->why);
		return;
	}
	remember(u, result);
	questions[u->questions_asked].take(u, result);
	if (result->err == -ETIMEDOUT)
		u->question_number = UNIT_NUMBERS_MAX; /* the next would, too */
	if (!questions[u->questions_asked].each)
		u->questions_asked++;
	ask_next(u);
}

/* The next number of a question that is asked of each, or the next question. */
static void ask_next(struct unit *u)
{
	char path[96];

	while (u->questions_asked < QUESTIONS) {
		unsigned at = u->questions_asked;

		if (!questions[at].each) {
			ask(u, questions[at].path, question_done);
			return;
		}
		while (++u->question_number <= UNIT_NUMBERS_MAX) {
			if (!questions[at].each(u, u->question_number))
				continue;
			snprintf(path, sizeof(path), "%s%u", questions[at].path,
				u->question_number);
			ask(u, path, question_done);
			return;
		}
		u->question_number = 0;
		u->questions_asked++;
	}
	if (u->check_done || u->indoor.via)
		device_link_input(&u->link, LINK_ANSWERED, 0, "");
	else
		journal_watch_begin(&u->journal); /* it answers the link */
}

void unit_probe(struct unit *u)
{
	u->questions_asked = 0;
	u->question_number = 0;
	json_decref(u->probed);
	u->probed = json_array();
	ask_next(u);
}
