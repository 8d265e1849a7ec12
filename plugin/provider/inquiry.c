/* SPDX-License-Identifier: Apache-2.0 */
/* inquiry.c - requests to the instance itself: `settings.check`, `action`, `diagnostics`. */

#include "inquiry.h"

#include "diagnosis.h"
#include "order.h"
#include "self-check.h"
#include "settings.h"
#include "trial.h"

#include <errno.h>
#include <string.h>

/* The settings to try: the draft that came along, or our own. */
static int draft_of(const struct inquiry *q, const struct order *o,
	struct settings *ret_draft, struct settings_error *ret_error)
{
	const json_t *draft = json_object_get(o->args, "settings");

	return settings_parse(
		draft ? draft : q->settings->json, q->product, ret_draft, ret_error);
}

static void start_trial(
	const struct inquiry *q, const struct order *o, enum trial_form form)
{
	struct settings draft;
	struct settings_error error;
	int err = draft_of(q, o, &draft, &error);
	json_t *errors;

	if (err == -EINVAL && form == TRIAL_FORM_ERRORS) {
		errors = trial_errors(error.field, error.code, error.why);
		requests_answer(q->requests, o->id, 0, "", errors);
		json_decref(errors);
		return;
	}
	if (err == -EINVAL) {
		requests_answer(q->requests, o->id, err, error.why, NULL);
		return;
	}
	if (!err)
		err = trial_start(q->trials, o->id, form, &draft);
	if (err)
		requests_answer(q->requests, o->id, err, strerror(-err), NULL);
}

static void take_action(const struct inquiry *q, const struct order *o)
{
	const char *id = json_string_value(json_object_get(o->args, "id"));

	if (id && !strcmp(id, "test_connection"))
		start_trial(q, o, TRIAL_FORM_MESSAGE);
	else if (id && !strcmp(id, "self_check"))
		self_check_start(q->self_check, q->station, o->id);
	else
		requests_answer(q->requests, o->id, -ENOENT,
			"there is no such action; there are \"test_connection\" and "
			"\"self_check\"",
			NULL);
}

void inquiry_take(const struct inquiry *q, const struct order *o)
{
	if (!strcmp(o->op, "settings.check"))
		start_trial(q, o, TRIAL_FORM_ERRORS);
	else if (!strcmp(o->op, "action"))
		take_action(q, o);
	else if (!strcmp(o->op, "diagnostics"))
		diagnosis_answer(q->requests, o->id, q->station, q->settings);
	else
		requests_answer(q->requests, o->id, -ENOENT,
			"the instance knows \"settings.check\", \"action\" and "
			"\"diagnostics\"",
			NULL);
}
