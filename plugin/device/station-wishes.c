/* SPDX-License-Identifier: Apache-2.0 */
/* station-wishes.c - what a unit wants beside telling events: an issue raised, a text kept. */

#include "station-private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void station_unit_issue(const char *id, const struct unit_issue *issue, void *user)
{
	struct station *s = user;
	json_t *json;

	if (!issue) {
		s->listener->issue(id, NULL, s->user);
		return;
	}
	json = json_pack("{s:s,s:s,s:s}", "severity", "warning", "title", issue->title,
		"text", issue->text);
	if (json && issue->fix)
		json_object_set_new(
			json, "fix", json_sprintf("settings:%s", issue->fix));
	if (json)
		s->listener->issue(id, json, s->user);
	json_decref(json);
}

int station_unit_recall(const char *key, char *text, size_t cap, void *user)
{
	struct station *s = user;
	json_t *value = s->listener->store_get(key, s->user);
	const char *kept = json_string_value(value);
	int err = kept && strlen(kept) < cap ? 0 : -ENOENT;

	if (!err)
		memcpy(text, kept, strlen(kept) + 1);
	json_decref(value);
	return err;
}

void station_unit_note(const char *text, void *user)
{
	struct station *s = user;

	if (!strcmp(s->note, text))
		return;
	snprintf(s->note, sizeof(s->note), "%s", text);
	if (s->online)
		station_tell_status(s);
}

void station_unit_chose_port(unsigned port, void *user)
{
	struct station *s = user;

	s->chosen_port = port;
	if (s->listener->chose_port)
		s->listener->chose_port(port, s->user);
}

void station_unit_remember(const char *key, const char *text, void *user)
{
	struct station *s = user;
	json_t *value = text ? json_string(text) : NULL;

	if (value || !text)
		s->listener->store_put(key, value, s->user);
	json_decref(value);
}
