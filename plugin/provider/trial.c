/* SPDX-License-Identifier: Apache-2.0 */
/* trial.c - try settings on the real device, read-only. */

#include "trial.h"

#include "reactor.h"
#include "vendor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct trial {
	struct trial *next;
	struct trials *trials;
	uint64_t id;
	enum trial_form form;
	struct settings settings;
	struct unit *unit;
	struct deferred end; /**< a check's unit is not destroyed inside its callback */
};

/* What went wrong -> the field to mend, and the form's word for it. ADD A ROW */
static const struct {
	int err;
	const char *field, *code;
} failures[] = {
	// clang-format off
	{-EACCES,       "/password", "invalid_auth"},
	{-EAGAIN,       "/username", "account_locked"},
	{-ENOKEY,       "/tls_fingerprint", "confirm"},
	{-EKEYREJECTED, "/tls_fingerprint", "certificate_changed"},
	{-EPROTONOSUPPORT, "/allow_basic", "basic_not_allowed"},
	{-EPERM,        "/username", "no_permission"},
	{-EHOSTUNREACH, "/host",     "cannot_connect"},
	{-ETIMEDOUT,    "/host",     "cannot_connect"},
	{-EREMOTEIO,    "/host",     "not_this_device"},
	{-ENOTSUP,      "/host",     "not_this_device"},
	// clang-format on
};

json_t *trial_errors(const char *field, const char *code, const char *why)
{
	return json_pack("{s:{s:s},s:s}", "errors", field, code, "message", why);
}

static json_t *failure_form(int err, const char *why)
{
	for (size_t i = 0; i < sizeof(failures) / sizeof(*failures); i++) {
		if (failures[i].err == err)
			return trial_errors(failures[i].field, failures[i].code, why);
	}
	return trial_errors("", "unknown", why);
}

static void describe(const struct unit_info *info, char *text, size_t cap)
{
	const char *what = info->view ? "channel" : "door";
	unsigned count = 0;

	if (info->view)
		count = info->view->channel_count;
	else if (info->doors_known && info->last_door >= info->first_door)
		count = info->last_door - info->first_door + 1;
	snprintf(text, cap, "%s, firmware %s, serial number %s, %u %s%s", info->model,
		*info->firmware ? info->firmware : "unknown", info->serial, count, what,
		count == 1 ? "" : "s");
}

static json_t *success(const struct unit_info *info, enum trial_form form)
{
	char text[320];

	describe(info, text, sizeof(text));
	switch (form) {
	case TRIAL_FORM_ERRORS:
		return json_pack("{s:{},s:s,s:s,s:s}", "errors", "unique_id",
			info->serial, "title", *info->name ? info->name : info->model,
			"message", text);
	case TRIAL_FORM_MESSAGE:
		return json_pack("{s:b,s:s}", "ok", 1, "message", text);
	}
	return NULL;
}

static void trial_free(struct trial *c)
{
	struct trial **link = &c->trials->first;

	while (*link != c)
		link = &(*link)->next;
	*link = c->next;
	deferred_cancel(&c->end);
	if (c->unit)
		c->settings.station.vendor->destroy(c->unit);
	settings_finish(&c->settings);
	free(c);
}

static void end(void *user)
{
	trial_free(user);
}

static void trial_done(
	int err, const char *why, const struct unit_info *info, void *user)
{
	struct trial *c = user;
	json_t *result = NULL;

	if (!err)
		result = success(info, c->form);
	else if (c->form == TRIAL_FORM_ERRORS)
		result = failure_form(err, why);
	if (err == -ENOKEY && result)
		json_object_set_new(
			result, "fingerprint", json_string(info->fingerprint));
	requests_answer(c->trials->requests, c->id,
		c->form == TRIAL_FORM_ERRORS ? 0 : err, why, result);
	json_decref(result);
	reactor_defer(c->trials->reactor, &c->end, end, c);
}

static void no_known(const struct unit_info *info, void *user)
{
}

static void no_online(void *user)
{
}

static void no_offline(int err, const char *why, void *user)
{
}

static void no_event(const struct event *ev, void *user)
{
}

static void no_issue(const char *id, const struct unit_issue *issue, void *user)
{
}

static int no_recall(const char *key, char *text, size_t cap, void *user)
{
	return -ENOENT;
}

static void no_remember(const char *key, const char *text, void *user)
{
}

/* A unit that is only checked tells nothing. */
static const struct unit_listener nobody = {
	.known = no_known,
	.online = no_online,
	.offline = no_offline,
	.event = no_event,
	.issue = no_issue,
	.recall = no_recall,
	.remember = no_remember,
};

int trial_start(struct trials *trials, uint64_t id, enum trial_form form,
	struct settings *settings)
{
	const struct vendor *vendor = settings->station.vendor;
	struct trial *c = calloc(1, sizeof(*c));
	int err;

	if (!c) {
		settings_finish(settings);
		return -ENOMEM;
	}
	c->trials = trials;
	c->id = id;
	c->form = form;
	c->settings = *settings;
	c->settings.station.unit.single_try = true;
	c->next = trials->first;
	trials->first = c;
	err = vendor->create(trials->reactor, &c->settings.station.unit, &nobody,
		trials->log, c, &c->unit);
	if (!err)
		err = vendor->check(c->unit, trial_done, c);
	if (err)
		trial_free(c);
	return err;
}

void trial_cancel(struct trials *trials, uint64_t id)
{
	for (struct trial *c = trials->first; c; c = c->next) {
		if (c->id == id) {
			trial_free(c);
			return;
		}
	}
}

void trials_finish(struct trials *trials)
{
	while (trials->first)
		trial_free(trials->first);
}
