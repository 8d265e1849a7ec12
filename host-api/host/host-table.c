/* SPDX-License-Identifier: Apache-2.0 */
/* host-table.c - the functions the host lends to a provider, and their strictness. */

#include "abi-words.h"
#include "descriptor.h"
#include "instance-private.h"
#include "take.h"

#include <string.h>

enum { LOG_LIMIT = 4096 };

static bool is_full(const struct instance *inst)
{
	return inst->ops->full && inst->ops->full(inst->user);
}

static bool is_probe(const struct instance *inst)
{
	return inst->flags & DP_CONFIG_PROBE;
}

static void add(json_t *line, const char *key, json_t *value)
{
	if (line)
		json_object_set_new(line, key, value ? value : json_null());
}

static void report_log(
	struct instance *inst, dp_level level, const char *device, const char *text)
{
	json_t *line = instance_line(inst, "log");
	char one[LOG_LIMIT + 1];
	size_t len = strnlen(text, LOG_LIMIT);

	if (text[len])
		instance_violate(inst, RULE_LOG_TOO_LONG, "log()");
	if (memchr(text, '\n', len) || memchr(text, '\r', len))
		instance_violate(inst, RULE_LOG_NEWLINE, "log()");
	memcpy(one, text, len);
	/* A cut character is not UTF-8. */
	while (text[len] && len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
		len--;
	one[len] = '\0';
	for (char *at = one; *at; at++)
		*at = *at == '\n' || *at == '\r' ? ' ' : *at;
	add(line, "level", json_string(abi_level_word(level)));
	add(line, "device", device ? json_string(device) : NULL);
	add(line, "text", json_string(one));
	instance_report(inst, REPORT_LOG, line, NULL);
}

static void host_log(
	const dp_host *h, dp_level level, const char *device, const char *text)
{
	struct instance *inst = take_call(h, "log");

	if (!inst)
		return;
	if (!abi_level_known(level))
		instance_violate(inst, RULE_LOG_LEVEL, "log(): %d", (int)level);
	inst->logged = true;
	if (take_text(inst, "log", "text", text) &&
		(!device || take_id(inst, "log", "device", device)) && !is_full(inst))
		report_log(inst, level, device, text);
	take_end(inst);
}

/* One id, one parent: in this set, and against what is known. */
static bool ids_are_single(
	struct instance *inst, const char *parent, const json_t *devices)
{
	for (size_t i = 0; i < json_array_size(devices); i++) {
		const char *id = json_string_value(
			json_object_get(json_array_get(devices, i), "id"));
		const struct registry_device *known =
			registry_find(&inst->registry, id);
		bool twice = known && (parent ? !known->parent || strcmp(known->parent,
									  parent) != 0
					      : known->parent != NULL);

		for (size_t k = 0; k < i; k++)
			twice |= json_equal(
				json_object_get(json_array_get(devices, k), "id"),
				json_object_get(json_array_get(devices, i), "id"));
		if (twice || (parent && strcmp(parent, id) == 0)) {
			instance_violate(inst, RULE_DEVICES_DUPLICATE_ID,
				"set_devices(): \"%.64s\"", id);
			return false;
		}
	}
	return true;
}

static dp_status check_devices(
	struct instance *inst, const char *parent, const json_t *devices)
{
	struct complaint why;

	if (parent && !registry_find(&inst->registry, parent)) {
		instance_violate(inst, RULE_DEVICES_UNKNOWN_PARENT,
			"set_devices(): \"%.64s\"", parent);
		return DP_E_NOT_FOUND;
	}
	for (size_t i = 0; i < json_array_size(devices); i++) {
		if (descriptor_check(json_array_get(devices, i), &why) != 0) {
			instance_violate(inst, RULE_DESCRIPTOR_INVALID,
				"set_devices(): %.900s", why.text);
			return DP_E_INVALID;
		}
	}
	if (is_probe(inst) && json_array_size(devices) > 0) {
		instance_violate(inst, RULE_PROBE_REPORTED, "set_devices()");
		return DP_E_INVALID;
	}
	return ids_are_single(inst, parent, devices) ? DP_OK : DP_E_INVALID;
}

static dp_status set_devices(
	struct instance *inst, const char *parent, const json_t *devices)
{
	dp_status status = check_devices(inst, parent, devices);
	bool changed = false;
	json_t *line;

	if (status != DP_OK)
		return status;
	if (is_full(inst))
		return DP_E_BUSY;
	if (registry_set(&inst->registry, parent, devices, &changed) != 0)
		return DP_E_BUSY;
	if (!changed && (parent || inst->roots_known))
		return DP_OK;
	inst->roots_known = inst->roots_known || !parent;
	line = instance_line(inst, "devices");
	add(line, "parent", parent ? json_string(parent) : NULL);
	add(line, "devices", json_deep_copy(devices));
	instance_report(inst, REPORT_DEVICES, line, NULL);
	return DP_OK;
}

static dp_status host_set_devices(
	const dp_host *h, const char *parent, const char *json)
{
	struct instance *inst = take_call(h, "set_devices");
	dp_status status = DP_E_INVALID;
	json_t *devices = NULL;

	if (!inst)
		return DP_E_INVALID;
	if ((!parent || take_id(inst, "set_devices", "parent", parent)) &&
		take_json(inst, "set_devices", json, TAKE_ARRAY, &devices))
		status = set_devices(inst, parent, devices);
	json_decref(devices);
	return take_end(inst), status;
}

static dp_status set_status(
	struct instance *inst, const char *device, dp_status value, const char *detail)
{
	struct registry_device *d = NULL;
	json_t *line;

	if (*device) {
		d = registry_find(&inst->registry, device);
		if (!d) {
			instance_violate(inst, RULE_STATUS_UNKNOWN_DEVICE,
				"set_status(): \"%.64s\"", device);
			return DP_E_NOT_FOUND;
		}
	}
	if (!abi_status_known(value)) {
		instance_violate(inst, RULE_STATUS_UNKNOWN_NUMBER, "set_status(): %d",
			(int)value);
		return DP_E_INVALID;
	}
	if (is_full(inst))
		return DP_E_BUSY;
	if (d)
		d->status = value;
	line = instance_line(inst, "status");
	add(line, "device", json_string(device));
	add(line, "status", json_string(abi_status_word(value)));
	add(line, "detail", json_string(detail));
	instance_report(inst, REPORT_STATUS, line, NULL);
	return DP_OK;
}

static dp_status host_set_status(
	const dp_host *h, const char *device, dp_status value, const char *detail)
{
	struct instance *inst = take_call(h, "set_status");
	dp_status status = DP_E_INVALID;

	if (!inst)
		return DP_E_INVALID;
	if (take_device(inst, "set_status", device) &&
		take_text(inst, "set_status", "detail", detail))
		status = set_status(inst, device, value, detail);
	return take_end(inst), status;
}

static dp_status check_state(
	struct instance *inst, const struct registry_device *d, const json_t *patch)
{
	struct complaint why;
	const char *key;
	json_t *state;

	json_object_foreach((json_t *)patch, key, state)
	{
		const json_t *capability = registry_capability(d, key);

		if (!capability) {
			instance_violate(inst, RULE_STATE_UNKNOWN_CAPABILITY,
				"state(): device \"%s\", capability \"%.64s\"", d->id,
				key);
			return DP_E_NOT_FOUND;
		}
		if (descriptor_check_state(capability, state, &why) != 0) {
			instance_violate(inst, RULE_STATE_INVALID,
				"state(): device \"%s\", capability \"%.64s\": %.400s",
				d->id, key, why.text);
			return DP_E_INVALID;
		}
	}
	return DP_OK;
}

static dp_status state(struct instance *inst, const char *device, json_t *patch)
{
	struct registry_device *d = registry_find(&inst->registry, device);
	dp_status status;
	json_t *line;

	if (is_probe(inst)) {
		instance_violate(inst, RULE_PROBE_REPORTED, "state()");
		return DP_E_INVALID;
	}
	if (!d) {
		instance_violate(
			inst, RULE_STATE_UNKNOWN_DEVICE, "state(): \"%.64s\"", device);
		return DP_E_NOT_FOUND;
	}
	status = check_state(inst, d, patch);
	if (status != DP_OK)
		return status;
	if (is_full(inst) || registry_patch_state(d, patch) != 0)
		return DP_E_BUSY;
	line = instance_line(inst, "state");
	add(line, "device", json_string(device));
	add(line, "state", json_incref(patch));
	instance_report(inst, REPORT_STATE, line, NULL);
	return DP_OK;
}

static dp_status host_state(const dp_host *h, const char *device, const char *json)
{
	struct instance *inst = take_call(h, "state");
	dp_status status = DP_E_INVALID;
	json_t *patch = NULL;

	if (!inst)
		return DP_E_INVALID;
	if (take_id(inst, "state", "device", device) &&
		take_json(inst, "state", json, TAKE_OBJECT, &patch))
		status = state(inst, device, patch);
	json_decref(patch);
	return take_end(inst), status;
}

static dp_status check_event(struct instance *inst, const char *device,
	const char *capability, const char *type)
{
	const struct registry_device *d = registry_find(&inst->registry, device);
	const json_t *c = d ? registry_capability(d, capability) : NULL;

	if (is_probe(inst)) {
		instance_violate(inst, RULE_PROBE_REPORTED, "event()");
		return DP_E_INVALID;
	}
	if (!d) {
		instance_violate(
			inst, RULE_EVENT_UNKNOWN_DEVICE, "event(): \"%.64s\"", device);
		return DP_E_NOT_FOUND;
	}
	if (!c) {
		instance_violate(inst, RULE_EVENT_UNKNOWN_CAPABILITY,
			"event(): device \"%s\", capability \"%.64s\"", device,
			capability);
		return DP_E_NOT_FOUND;
	}
	if (!descriptor_is_event(c)) {
		instance_violate(inst, RULE_EVENT_NOT_EVENT_CAPABILITY,
			"event(): device \"%s\", capability \"%s\"", device,
			capability);
		return DP_E_INVALID;
	}
	if (!descriptor_has_event(c, type)) {
		instance_violate(inst, RULE_EVENT_TYPE_UNDECLARED,
			"event(): device \"%s\", capability \"%s\", type \"%.64s\"",
			device, capability, type);
		return DP_E_INVALID;
	}
	return is_full(inst) ? DP_E_BUSY : DP_OK;
}

static dp_status host_event(const dp_host *h, const char *device,
	const char *capability, const char *type, const char *json)
{
	struct instance *inst = take_call(h, "event");
	dp_status status = DP_E_INVALID;
	json_t *data = NULL, *line;

	if (!inst)
		return DP_E_INVALID;
	if (take_id(inst, "event", "device", device) &&
		take_id(inst, "event", "capability", capability) &&
		take_text(inst, "event", "type", type) &&
		take_json(inst, "event", json, TAKE_OBJECT, &data))
		status = check_event(inst, device, capability, type);
	if (status == DP_OK) {
		line = instance_line(inst, "event");
		add(line, "device", json_string(device));
		add(line, "capability", json_string(capability));
		add(line, "type", json_string(type));
		add(line, "data", json_incref(data));
		instance_report(inst, REPORT_EVENT, line, NULL);
	}
	json_decref(data);
	return take_end(inst), status;
}

void instance_fill_host(struct instance *inst)
{
	inst->host = (dp_host){
		.size = sizeof(dp_host),
		.abi_minor = DP_ABI_MINOR,
		.ctx = inst,
		.log = host_log,
		.set_devices = host_set_devices,
		.set_status = host_set_status,
		.state = host_state,
		.event = host_event,
	};
	instance_fill_host_reply(inst);
	instance_fill_host_settings(inst);
}
