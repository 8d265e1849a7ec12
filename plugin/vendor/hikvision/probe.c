/* SPDX-License-Identifier: Apache-2.0 */
/* probe.c - who is it, and what has it? Asked at every connection, read-only. */

#include "log.h"
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
	int err = isapi_send(u->isapi, &request, done, u, &u->question);

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
	snprintf(u->info.name, sizeof(u->info.name), "%s", info->name);
	snprintf(u->info.model, sizeof(u->info.model), "%s", info->model);
	snprintf(u->info.firmware, sizeof(u->info.firmware), "%s", info->firmware);
	snprintf(u->info.mac, sizeof(u->info.mac), "%s", info->mac);
	return 0;
}

static void device_info_done(const struct isapi_result *result, void *user)
{
	struct unit *u = user;
	struct device_info info;
	char serial[sizeof(u->info.serial)];

	u->question = NULL;
	if (result->err) {
		failed(u, result->err, result->why);
		return;
	}
	memcpy(serial, u->info.serial, sizeof(serial));
	if (device_info_parse(result->body, &info) || take_identity(u, &info)) {
		failed(u, -EREMOTEIO,
			"what answers there is no Hikvision device: it gives no serial "
			"number");
		return;
	}
	if (strcmp(serial, u->info.serial)) {
		u->info.doors_known = false; /* another unit, other doors */
		u->memory = (struct alert_memory){0};
	}
	device_link_input(&u->link, LINK_ANSWERED, 0, "");
}

void unit_identify(struct unit *u)
{
	ask(u, "/ISAPI/System/deviceInfo", device_info_done);
}

/* ---- what has it ---- */

/* Never invents a door: without an answer, what was known before holds. */
static void take_doors(struct unit *u, const struct isapi_result *result)
{
	struct door_capabilities doors;

	if (!result->err && !door_capabilities_parse(result->body, &doors)) {
		u->doors = doors;
		u->info.doors_known = true;
		u->info.first_door = doors.first;
		u->info.last_door = doors.last;
		return;
	}
	log_warning(u->log, "which doors the station has could not be read: %s; %s",
		result->err ? result->why : "the answer cannot be understood",
		u->info.doors_known ? "the doors known so far are kept"
				    : "no lock is made");
}

/* Asked one after the other. The device may refuse any of them; `take` hears of that as
 * well. ADD A ROW */
static const struct {
	const char *path;
	void (*take)(struct unit *u, const struct isapi_result *result);
} questions[] = {
	{"/ISAPI/AccessControl/RemoteControl/door/capabilities", take_doors},
};

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
static void remember(
	struct unit *u, const char *path, const struct isapi_result *result)
{
	json_array_append_new(u->probed,
		json_pack("{s:s,s:s}", "path", path, "outcome",
			outcome_word(result->err)));
}

static void question_done(const struct isapi_result *result, void *user)
{
	struct unit *u = user;
	bool answered = !result->err || result->err == -ENOTSUP ||
			result->err == -EREMOTEIO || result->err == -EPERM;

	u->question = NULL;
	if (!answered) {
		failed(u, result->err, result->why);
		return;
	}
	remember(u, questions[u->questions_asked].path, result);
	questions[u->questions_asked++].take(u, result);
	ask_next(u);
}

static void ask_next(struct unit *u)
{
	if (u->questions_asked < sizeof(questions) / sizeof(*questions))
		ask(u, questions[u->questions_asked].path, question_done);
	else
		device_link_input(&u->link, LINK_ANSWERED, 0, "");
}

void unit_probe(struct unit *u)
{
	u->questions_asked = 0;
	json_decref(u->probed);
	u->probed = json_array();
	ask_next(u);
}
