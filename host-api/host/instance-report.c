/* SPDX-License-Identifier: Apache-2.0 */
/* instance-report.c - what leaves an instance: masked, counted, in order. */

#include "abi-words.h"
#include "instance-private.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool rule_is_warning(enum rule rule)
{
	return rule == RULE_CONTROL_TOO_SLOW;
}

json_t *instance_line(const struct instance *inst, const char *word)
{
	return json_pack("{s:s, s:s}", "instance", inst->id, "report", word);
}

/* What the provider worded freely; ids and our own words stay as they are. */
static bool mask_line(const struct instance *inst, json_t *line)
{
	static const char *const members[] = {
		"devices", "detail", "state", "data", "issue", "json", "patch", "text"};
	bool found = false;

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		found |= secret_set_mask_json(
			&inst->secrets, json_object_get(line, members[i]));
	return found;
}

static void hand_over(struct instance *inst, struct report *report, json_t *line)
{
	report->at_us = host_core_now_us(inst->core);
	report->probe = inst->probe;
	report->json = line;
	inst->ops->report(inst->user, report);
}

void instance_report(struct instance *inst, enum report_kind kind, json_t *json,
	const dp_reply *reply)
{
	struct report report = {.kind = kind};
	bool leaked;

	if (!json)
		return;
	leaked = mask_line(inst, json);
	if (reply && reply->blob) {
		report.blob = reply->blob;
		report.blob_len = reply->blob_len;
		report.blob_type = reply->blob_type;
	}
	hand_over(inst, &report, json);
	if (leaked)
		instance_violate(inst, RULE_SECRET_LEAKED,
			"a report \"%s\" contained one",
			json_string_value(json_object_get(json, "report")));
	json_decref(json);
}

void instance_violate(struct instance *inst, enum rule rule, const char *format, ...)
{
	bool warning = rule_is_warning(rule);
	struct report report = {
		.kind = warning ? REPORT_WARNING : REPORT_VIOLATION, .rule = rule};
	char what[1200], text[1600];
	json_t *line = instance_line(inst, warning ? "warning" : "violation");
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	snprintf(text, sizeof(text), "%s: %s", what, rule_sentence(rule));
	if (!warning) {
		inst->violations++;
		host_core_count_violation(inst->core);
	}
	if (!line)
		return;
	json_object_set_new(line, "rule", json_string(rule_id(rule)));
	json_object_set_new(line, "text",
		json_string(abi_utf8_valid(text) ? text : rule_sentence(rule)));
	mask_line(inst, line);
	hand_over(inst, &report, line);
	json_decref(line);
}
