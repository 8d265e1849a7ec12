/* SPDX-License-Identifier: Apache-2.0 */
/* check.c - try settings on the real device, read-only. */

#include "check.h"

#include "reactor.h"
#include "vendor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct check {
	struct check *next;
	struct checks *checks;
	uint64_t id;
	enum check_form form;
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
	{-EPERM,        "/username", "no_permission"},
	{-EHOSTUNREACH, "/host",     "cannot_connect"},
	{-ETIMEDOUT,    "/host",     "cannot_connect"},
	{-EREMOTEIO,    "/host",     "not_this_device"},
	// clang-format on
};

json_t *check_errors(const char *field, const char *code, const char *why)
{
	return json_pack("{s:{s:s},s:s}", "errors", field, code, "message", why);
}

static json_t *failure_form(int err, const char *why)
{
	for (size_t i = 0; i < sizeof(failures) / sizeof(*failures); i++) {
		if (failures[i].err == err)
			return check_errors(failures[i].field, failures[i].code, why);
	}
	return check_errors("", "unknown", why);
}

static void describe(const struct unit_info *info, char *text, size_t cap)
{
	unsigned doors = info->doors_known && info->last_door >= info->first_door
		? info->last_door - info->first_door + 1
		: 0;

	snprintf(text, cap, "%s, firmware %s, serial number %s, %u door%s", info->model,
		*info->firmware ? info->firmware : "unknown", info->serial, doors,
		doors == 1 ? "" : "s");
}

static json_t *success(const struct unit_info *info, enum check_form form)
{
	char text[320];

	describe(info, text, sizeof(text));
	switch (form) {
	case CHECK_FORM_ERRORS:
		return json_pack("{s:{},s:s,s:s,s:s}", "errors", "unique_id", info->serial,
			"title", *info->name ? info->name : info->model, "message", text);
	case CHECK_FORM_MESSAGE: return json_pack("{s:b,s:s}", "ok", 1, "message", text);
	}
	return NULL;
}

static void check_free(struct check *c)
{
	struct check **link = &c->checks->first;

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
	check_free(user);
}

static void check_done(int err, const char *why, const struct unit_info *info, void *user)
{
	struct check *c = user;
	json_t *result = NULL;

	if (!err)
		result = success(info, c->form);
	else if (c->form == CHECK_FORM_ERRORS)
		result = failure_form(err, why);
	requests_answer(c->checks->requests, c->id,
		c->form == CHECK_FORM_ERRORS ? 0 : err, why, result);
	json_decref(result);
	reactor_defer(c->checks->reactor, &c->end, end, c);
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

/* A unit that is only checked tells nothing. */
static const struct unit_listener nobody = {no_known, no_online, no_offline, no_event};

int check_start(struct checks *checks, uint64_t id, enum check_form form,
	struct settings *settings)
{
	const struct vendor *vendor = settings->station.vendor;
	struct check *c = calloc(1, sizeof(*c));
	int err;

	if (!c) {
		settings_finish(settings);
		return -ENOMEM;
	}
	c->checks = checks;
	c->id = id;
	c->form = form;
	c->settings = *settings;
	c->settings.station.unit.single_try = true;
	c->next = checks->first;
	checks->first = c;
	err = vendor->create(checks->reactor, &c->settings.station.unit, &nobody,
		checks->log, c, &c->unit);
	if (!err)
		err = vendor->check(c->unit, check_done, c);
	if (err)
		check_free(c);
	return err;
}

void check_cancel(struct checks *checks, uint64_t id)
{
	for (struct check *c = checks->first; c; c = c->next) {
		if (c->id == id) {
			check_free(c);
			return;
		}
	}
}

void checks_finish(struct checks *checks)
{
	while (checks->first)
		check_free(checks->first);
}
