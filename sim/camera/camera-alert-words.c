/* SPDX-License-Identifier: Apache-2.0 */
/* camera-alert-words.c - an alert as a command line describes it. */

#include "camera-commands.h"

#define USAGE                                                                          \
	"alert TYPE CHANNEL active|inactive [KEY=VALUE]...: see docs/simulator.md; "   \
	"channel 0 is none"

enum { CHANNEL_MAX = 65535 };

struct option {
	const char *key;
	/* @return false: not a value of it */
	bool (*set)(struct camera_alert *alert, const char *value);
};

static bool set_port(struct camera_alert *alert, const char *value)
{
	return !command_number(value, 1, CHANNEL_MAX, 0, &alert->port);
}

static bool set_dyn_port(struct camera_alert *alert, const char *value)
{
	return !command_number(value, 1, CHANNEL_MAX, 0, &alert->dyn_port);
}

static bool set_regions(struct camera_alert *alert, const char *value)
{
	alert->regions = value;
	return true;
}

static bool set_targets(struct camera_alert *alert, const char *value)
{
	alert->targets = value;
	return true;
}

static bool set_target_at(struct camera_alert *alert, const char *value)
{
	alert->target_on_top = !strcmp(value, "top");
	return alert->target_on_top || !strcmp(value, "region");
}

static bool set_count(struct camera_alert *alert, const char *value)
{
	alert->count = strcmp(value, "none") ? value : NULL;
	return true;
}

static bool set_form(struct camera_alert *alert, const char *value)
{
	/* The order of the switch "alert-channel". */
	static const char *const words[] = {
		"channelID", "dynChannelID", "both", "channelId", "empty", "none"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (strcmp(value, words[i]))
			continue;
		alert->form = (enum alert_channel)i;
		return true;
	}
	return false;
}

static bool set_relation(struct camera_alert *alert, const char *value)
{
	alert->relation = value;
	return true;
}

static bool set_name(struct camera_alert *alert, const char *value)
{
	alert->name = strcmp(value, "none") ? value : NULL;
	return true;
}

static bool set_namespace(struct camera_alert *alert, const char *value)
{
	alert->namespace_text = isapi_namespace_named(value);
	return alert->namespace_text != NULL;
}

/* ADD A ROW, and a line in docs/simulator.md. */
static const struct option options[] = {
	{"port", set_port},
	{"dynport", set_dyn_port},
	{"regions", set_regions},
	{"targets", set_targets},
	{"target-at", set_target_at},
	{"count", set_count},
	{"form", set_form},
	{"relation", set_relation},
	{"name", set_name},
	{"namespace", set_namespace},
};

static bool set_option(struct camera_alert *alert, char *word)
{
	char *value = strchr(word, '=');

	if (!value)
		return false;
	*value++ = '\0';
	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++)
		if (!strcmp(word, options[i].key))
			return options[i].set(alert, value);
	return false;
}

const char *camera_alert_words(
	struct camera *camera, char *arguments, struct camera_alert *ret_alert)
{
	const char *type = command_word(&arguments);
	char *channel_word = command_word(&arguments);
	const char *state = command_word(&arguments);
	struct camera_alert alert;
	unsigned channel = 0;
	char *word;

	if (!type || !channel_word || !state || strlen(type) > 63 ||
		(strcmp(channel_word, "0") &&
			command_number(channel_word, 1, CHANNEL_MAX, 0, &channel)))
		return USAGE;
	alert = camera_alert_of(camera, type, channel, !strcmp(state, "active"));
	alert.state = state;
	alert.target_on_top = !strcmp(type, "VMD");
	while ((word = command_word(&arguments)))
		if (!set_option(&alert, word))
			return USAGE;
	*ret_alert = alert;
	return NULL;
}
