/* SPDX-License-Identifier: Apache-2.0 */
/* take.c - arguments of host functions, taken from a provider: checked, or convicted. */

#include "take.h"
#include "abi-words.h"
#include "json-read.h"

/* @return RULE_COUNT: calls are fine in this phase */
static enum rule forbidden(const struct instance *inst)
{
	switch (inst->phase) {
	case PHASE_CREATING:
	case PHASE_CREATED:
	case PHASE_RUNNING:
	case PHASE_STOPPING: break;
	case PHASE_FAILED: return RULE_CALL_AFTER_FAILED_CREATE;
	case PHASE_STOPPED:
		return inst->configuring ? RULE_COUNT : RULE_CALL_AFTER_STOP;
	case PHASE_DEAD: return RULE_CALL_AFTER_DESTROY;
	}
	return RULE_COUNT;
}

struct instance *take_call(const dp_host *h, const char *call)
{
	struct instance *inst = h->ctx;
	enum rule rule;

	pthread_mutex_lock(&inst->lock);
	if (h != &inst->host)
		instance_violate(inst, RULE_HOST_TABLE_COPIED, "%s()", call);
	rule = forbidden(inst);
	if (rule == RULE_COUNT)
		return inst;
	instance_violate(inst, rule, "%s()", call);
	pthread_mutex_unlock(&inst->lock);
	return NULL;
}

void take_end(struct instance *inst)
{
	pthread_mutex_unlock(&inst->lock);
}

static bool there(
	struct instance *inst, const char *call, const char *what, const char *text)
{
	if (!text)
		instance_violate(inst, RULE_ARGUMENT_NULL, "%s(): %s", call, what);
	return text != NULL;
}

bool take_text(
	struct instance *inst, const char *call, const char *what, const char *text)
{
	if (!there(inst, call, what, text))
		return false;
	if (abi_utf8_valid(text))
		return true;
	instance_violate(inst, RULE_UTF8_INVALID, "%s(): %s", call, what);
	return false;
}

bool take_id(struct instance *inst, const char *call, const char *what, const char *id)
{
	if (!there(inst, call, what, id))
		return false;
	if (abi_id_valid(id))
		return true;
	instance_violate(inst, RULE_ID_SYNTAX, "%s(): %s", call, what);
	return false;
}

bool take_device(struct instance *inst, const char *call, const char *device)
{
	return (device && !*device) || take_id(inst, call, "device", device);
}

static enum rule fault_rule(enum json_fault fault)
{
	switch (fault) {
	case JSON_TOO_LARGE: return RULE_JSON_TOO_LARGE;
	case JSON_TOO_DEEP: return RULE_JSON_TOO_DEEP;
	case JSON_BAD_UTF8: return RULE_UTF8_INVALID;
	case JSON_FINE:
	case JSON_MALFORMED: break;
	}
	return RULE_JSON_MALFORMED;
}

/* Lists of devices, and what is stored, may be those of a large recorder. */
static size_t limit_of(enum take_type type)
{
	return type == TAKE_OBJECT ? JSON_TEXT_LIMIT : JSON_LIST_LIMIT;
}

bool take_json(struct instance *inst, const char *call, const char *text,
	enum take_type type, json_t **ret_value)
{
	struct complaint why;
	enum json_fault fault;
	json_t *value = NULL;

	if (!there(inst, call, "json", text))
		return false;
	fault = json_read_text(text, limit_of(type), &value, &why);
	if (fault != JSON_FINE) {
		instance_violate(
			inst, fault_rule(fault), "%s(): %.400s", call, why.text);
		return false;
	}
	if ((type == TAKE_ARRAY && !json_is_array(value)) ||
		(type == TAKE_OBJECT && !json_is_object(value))) {
		instance_violate(inst, RULE_JSON_TYPE, "%s(): not an %s", call,
			type == TAKE_ARRAY ? "array" : "object");
		json_decref(value);
		return false;
	}
	*ret_value = value;
	return true;
}
