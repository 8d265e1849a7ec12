/* SPDX-License-Identifier: Apache-2.0 */
/* host-table-settings.c - host functions for what a provider wants kept or mended:
 * issues, settings, the store; and extensions. */

#include "json-read.h"
#include "schema.h"
#include "take.h"

#include <stdlib.h>
#include <string.h>

static bool is_full(const struct instance *inst)
{
	return inst->ops->full && inst->ops->full(inst->user);
}

static bool issue_is_valid(const json_t *issue)
{
	const char *severity = json_string_value(json_object_get(issue, "severity"));
	const json_t *fix = json_object_get(issue, "fix");

	return severity &&
	       (strcmp(severity, "error") == 0 || strcmp(severity, "warning") == 0) &&
	       json_string_length(json_object_get(issue, "title")) > 0 &&
	       json_string_length(json_object_get(issue, "text")) > 0 &&
	       (!fix || json_is_string(fix));
}

static dp_status host_issue(const dp_host *h, const char *id, const char *json)
{
	struct instance *inst = take_call(h, "issue");
	dp_status status = DP_E_INVALID;
	json_t *issue = NULL, *line;

	if (!inst)
		return DP_E_INVALID;
	if (take_id(inst, "issue", "id", id) &&
		(!json || take_json(inst, "issue", json, TAKE_OBJECT, &issue)))
		status = is_full(inst) ? DP_E_BUSY : DP_OK;
	if (issue && !issue_is_valid(issue)) {
		instance_violate(inst, RULE_ISSUE_INVALID, "issue(): \"%s\"", id);
		status = DP_E_INVALID;
	}
	line = status == DP_OK ? instance_line(inst, "issue") : NULL;
	if (line) {
		json_object_set_new(line, "id", json_string(id));
		json_object_set_new(
			line, "issue", issue ? json_incref(issue) : json_null());
		instance_report(inst, REPORT_ISSUE, line, NULL);
	}
	json_decref(issue);
	take_end(inst);
	return status;
}

/* Would the settings still be valid? Takes them over if so. */
static dp_status apply_patch(struct instance *inst, const json_t *patch)
{
	json_t *settings = json_deep_copy(inst->settings);
	json_t *errors = NULL;
	dp_status status = DP_E_BUSY;

	if (settings && json_merge_patch(settings, patch) == 0)
		errors = schema_errors(inst->schema, settings);
	if (errors && json_object_size(errors) > 0) {
		const char *pointer = json_object_iter_key(json_object_iter(errors));

		instance_violate(inst, RULE_PATCH_INVALID, "patch_settings(): %s %s",
			pointer, json_string_value(json_object_get(errors, pointer)));
		status = DP_E_INVALID;
	} else if (errors && !is_full(inst)) {
		json_decref(inst->settings);
		inst->settings = json_incref(settings);
		status = DP_OK;
	}
	json_decref(errors);
	json_decref(settings);
	return status;
}

static dp_status host_patch_settings(const dp_host *h, const char *json)
{
	struct instance *inst = take_call(h, "patch_settings");
	dp_status status = DP_E_INVALID;
	json_t *patch = NULL, *line;

	if (!inst)
		return DP_E_INVALID;
	if (take_json(inst, "patch_settings", json, TAKE_OBJECT, &patch)) {
		if (schema_touches_secret(inst->schema, patch))
			instance_violate(
				inst, RULE_PATCH_WRITE_ONLY, "patch_settings()");
		else
			status = apply_patch(inst, patch);
	}
	line = status == DP_OK ? instance_line(inst, "settings") : NULL;
	if (line) {
		json_object_set_new(line, "patch", json_incref(patch));
		instance_report(inst, REPORT_SETTINGS, line, NULL);
	}
	json_decref(patch);
	take_end(inst);
	return status;
}

static int64_t memory_get(struct instance *inst, const char *key, char *buf, size_t cap)
{
	const json_t *value = json_object_get(inst->store, key);
	const char *text = json_string_value(value);
	size_t len = json_string_length(value);

	if (!text)
		return -1;
	if (cap > 0) {
		size_t part = len < cap ? len : cap - 1;

		memcpy(buf, text, part);
		buf[part] = '\0';
	}
	return (int64_t)len;
}

static int64_t host_store_get(const dp_host *h, const char *key, char *buf, size_t cap)
{
	struct instance *inst = take_call(h, "store_get");
	int64_t len = -1;

	if (!inst)
		return -1;
	if (!buf && cap > 0)
		instance_violate(inst, RULE_ARGUMENT_NULL, "store_get(): buf");
	else if (take_id(inst, "store_get", "key", key))
		len = inst->ops->store_get ? inst->ops->store_get(inst->user, inst->id,
						     key, buf, cap)
					   : memory_get(inst, key, buf, cap);
	take_end(inst);
	return len;
}

static dp_status memory_put(struct instance *inst, const char *key, const char *json)
{
	if (!json) {
		json_object_del(inst->store, key);
		return DP_OK;
	}
	return json_object_set_new(inst->store, key, json_string(json)) == 0
		       ? DP_OK
		       : DP_E_INTERNAL;
}

static dp_status host_store_put(const dp_host *h, const char *key, const char *json)
{
	struct instance *inst = take_call(h, "store_put");
	dp_status status = DP_E_INVALID;
	json_t *value = NULL;

	if (!inst)
		return DP_E_INVALID;
	if (take_id(inst, "store_put", "key", key) &&
		(!json || take_json(inst, "store_put", json, TAKE_ANY, &value)))
		status = inst->ops->store_put
				 ? inst->ops->store_put(inst->user, inst->id, key, json)
				 : memory_put(inst, key, json);
	json_decref(value);
	take_end(inst);
	return status;
}

static const void *host_extension(const dp_host *h, const char *id)
{
	struct instance *inst = take_call(h, "extension");
	const void *table = NULL;

	if (!inst)
		return NULL;
	if (take_text(inst, "extension", "id", id) && inst->ops->extension)
		table = inst->ops->extension(inst->user, h, id);
	take_end(inst);
	return table;
}

void instance_fill_host_settings(struct instance *inst)
{
	inst->host.issue = host_issue;
	inst->host.patch_settings = host_patch_settings;
	inst->host.store_get = host_store_get;
	inst->host.store_put = host_store_put;
	inst->host.extension = host_extension;
}
