/* SPDX-License-Identifier: Apache-2.0 */
/* descriptor.c - device objects and states, against the vocabulary of the ABI. */

#include "descriptor.h"
#include "abi-words.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static const char *const lock_states[] = {"locked", "unlocked", "locking", "unlocking",
	"open", "opening", "jammed", NULL};

enum member_kind { MEMBER_FLAG, MEMBER_TEXT, MEMBER_SCALAR };

/* What a state of a type may say; null, unknown, always. Members that are not listed
 * are a later version's, and pass. */
static const struct state_member {
	const char *type;
	const char *name;
	enum member_kind kind;
	const char *const *words; /* NULL: any */
} state_members[] = {
	// clang-format off
	{"lock",          "state",      MEMBER_TEXT,   lock_states},
	{"lock",          "changed_by", MEMBER_TEXT,   NULL},
	{"switch",        "on",         MEMBER_FLAG,   NULL},
	{"binary_sensor", "on",         MEMBER_FLAG,   NULL},
	{"sensor",        "value",      MEMBER_SCALAR, NULL},
	{"camera",        "streaming",  MEMBER_FLAG,   NULL},
	{"intercom",      "active",     MEMBER_FLAG,   NULL},
	{"update",        "installed",  MEMBER_TEXT,   NULL},
	{"update",        "latest",     MEMBER_TEXT,   NULL},
	// clang-format on
};

static const char *const stateless[] = {"event", "button", NULL};
static const char *const categories[] = {"config", "diagnostic", NULL};
static const char *const feedbacks[] = {"none", "event", "sensor", NULL};

static bool among(const char *const *words, const char *word)
{
	for (; *words; words++) {
		if (strcmp(*words, word) == 0)
			return true;
	}
	return false;
}

static bool is_vendors(const char *word)
{
	return strncmp(word, "x-", 2) == 0;
}

static const char *text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static bool type_known(const char *type)
{
	if (among(stateless, type) || is_vendors(type))
		return true;
	for (size_t i = 0; i < sizeof(state_members) / sizeof(state_members[0]); i++) {
		if (strcmp(state_members[i].type, type) == 0)
			return true;
	}
	return false;
}

static bool is_word_list(const json_t *list)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *word = json_string_value(json_array_get(list, i));

		if (!word || !*word)
			return false;
	}
	return json_array_size(list) > 0;
}

static bool list_has(const json_t *list, const char *word)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		if (strcmp(json_string_value(json_array_get(list, i)), word) == 0)
			return true;
	}
	return false;
}

/* An optional member: absent, null, or of the right type. */
static bool optional_text(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return !value || json_is_null(value) ||
	       (json_is_string(value) && json_string_length(value) > 0);
}

static bool optional_flag(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return !value || json_is_null(value) || json_is_boolean(value);
}

static bool optional_word(
	const json_t *object, const char *key, const char *const *words)
{
	const json_t *value = json_object_get(object, key);

	return !value || json_is_null(value) ||
	       (json_is_string(value) && among(words, json_string_value(value)));
}

static int check_members(const char *key, const json_t *c, struct complaint *why)
{
	static const char *const texts[] = {
		"name", "device_class", "unit", "code_format"};
	static const char *const flags[] = {"main", "enabled", "latched", "can_open"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (!optional_text(c, texts[i]))
			return complain(why, -EINVAL,
				"capability \"%s\": %s must be a text that is not empty",
				key, texts[i]);
	}
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		if (!optional_flag(c, flags[i]))
			return complain(why, -EINVAL,
				"capability \"%s\": %s must be true or false", key,
				flags[i]);
	}
	if (!optional_word(c, "category", categories))
		return complain(why, -EINVAL,
			"capability \"%s\": category must be config or diagnostic",
			key);
	if (!optional_word(c, "feedback", feedbacks))
		return complain(why, -EINVAL,
			"capability \"%s\": feedback must be none, event or sensor",
			key);
	return 0;
}

static int check_lists(
	const char *key, const char *type, const json_t *c, struct complaint *why)
{
	static const char *const lists[] = {"event_types", "options", "codecs"};
	const char *class = text_of(c, "device_class");

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		const json_t *list = json_object_get(c, lists[i]);

		if (list && !is_word_list(list))
			return complain(why, -EINVAL,
				"capability \"%s\": %s must be a list of words", key,
				lists[i]);
	}
	if (strcmp(type, "event") == 0) {
		if (!json_object_get(c, "event_types"))
			return complain(why, -EINVAL,
				"capability \"%s\": an event lacks its event_types",
				key);
		if (class && strcmp(class, "doorbell") == 0 &&
			!list_has(json_object_get(c, "event_types"), "ring"))
			return complain(why, -EINVAL,
				"capability \"%s\": a doorbell's event_types lack \"ring\"",
				key);
	}
	if (strcmp(type, "sensor") == 0 && class && strcmp(class, "enum") == 0 &&
		!json_object_get(c, "options"))
		return complain(why, -EINVAL,
			"capability \"%s\": a sensor of class enum lacks its options",
			key);
	return 0;
}

static int check_capability(const char *key, const json_t *c, struct complaint *why)
{
	const char *type = text_of(c, "type");
	int err;

	if (!abi_id_valid(key))
		return complain(why, -EINVAL,
			"the capability key \"%.80s\" must match [A-Za-z0-9_-]{1,64}",
			key);
	if (!json_is_object(c) || !type)
		return complain(why, -EINVAL, "capability \"%s\": lacks its type", key);
	if (!type_known(type))
		return complain(why, -EINVAL,
			"capability \"%s\": there is no type \"%.64s\"", key, type);
	err = check_members(key, c, why);
	return err ? err : check_lists(key, type, c, why);
}

int descriptor_check(const json_t *device, struct complaint *why)
{
	const char *id = text_of(device, "id"), *type = text_of(device, "type");
	const char *name = text_of(device, "name");
	const json_t *info = json_object_get(device, "info");
	const json_t *capabilities = json_object_get(device, "capabilities");
	unsigned mains = 0;
	const char *key;
	json_t *part;
	int err = 0;

	if (!json_is_object(device) || !id)
		return complain(why, -EINVAL, "a device lacks its id");
	if (!abi_id_valid(id))
		return complain(why, -EINVAL,
			"the device id \"%.80s\" must match [A-Za-z0-9_-]{1,64}", id);
	if (!type || !abi_id_valid(type))
		return complain(why, -EINVAL, "device \"%s\": lacks its type", id);
	if (!name || !*name)
		return complain(why, -EINVAL, "device \"%s\": lacks its name", id);
	if (!json_is_object(capabilities))
		return complain(
			why, -EINVAL, "device \"%s\": lacks its capabilities", id);
	if (info && !json_is_object(info))
		return complain(
			why, -EINVAL, "device \"%s\": info must be an object", id);
	json_object_foreach((json_t *)capabilities, key, part)
	{
		struct complaint inner;

		if (check_capability(key, part, &inner) != 0)
			return complain(
				why, -EINVAL, "device \"%s\": %.800s", id, inner.text);
		mains += json_is_true(json_object_get(part, "main"));
	}
	if (mains > 1)
		err = complain(why, -EINVAL,
			"device \"%s\": has more than one main capability", id);
	return err;
}

static int check_member(const json_t *capability, const struct state_member *m,
	const json_t *value, struct complaint *why)
{
	const json_t *options = json_object_get(capability, "options");
	const char *text = json_string_value(value);

	if (!value || json_is_null(value))
		return 0;
	switch (m->kind) {
	case MEMBER_FLAG:
		if (!json_is_boolean(value))
			return complain(why, -EINVAL, "%s must be true, false or null",
				m->name);
		break;
	case MEMBER_TEXT:
		if (!text)
			return complain(
				why, -EINVAL, "%s must be a text or null", m->name);
		if (m->words && !among(m->words, text) && !is_vendors(text))
			return complain(
				why, -EINVAL, "%s cannot be \"%.64s\"", m->name, text);
		break;
	case MEMBER_SCALAR:
		if (json_is_object(value) || json_is_array(value))
			return complain(
				why, -EINVAL, "%s must be a single value", m->name);
		if (text && options && !list_has(options, text))
			return complain(why, -EINVAL,
				"%s \"%.64s\" is not one of the options", m->name,
				text);
		break;
	}
	return 0;
}

int descriptor_check_state(
	const json_t *capability, const json_t *state, struct complaint *why)
{
	const char *type = text_of(capability, "type");
	int err = 0;

	if (json_is_null(state) || is_vendors(type))
		return 0;
	if (among(stateless, type))
		return complain(
			why, -EINVAL, "a capability of type \"%s\" has no state", type);
	if (!json_is_object(state))
		return complain(why, -EINVAL, "the state must be an object or null");
	for (size_t i = 0; i < sizeof(state_members) / sizeof(state_members[0]); i++) {
		const struct state_member *m = &state_members[i];

		if (!err && strcmp(m->type, type) == 0)
			err = check_member(
				capability, m, json_object_get(state, m->name), why);
	}
	return err;
}

bool descriptor_is_event(const json_t *capability)
{
	return strcmp(text_of(capability, "type"), "event") == 0;
}

bool descriptor_has_event(const json_t *capability, const char *type)
{
	return list_has(json_object_get(capability, "event_types"), type);
}
