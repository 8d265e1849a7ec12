/* SPDX-License-Identifier: Apache-2.0 */
/* people.c - reports as sentences. */

#include "people.h"
#include "json-read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *text_of(const json_t *line, const char *key)
{
	const char *text = json_string_value(json_object_get(line, key));

	return text ? text : "";
}

/* "front: " or "front: device: " */
static void about(const json_t *line, char *ret_text, size_t cap)
{
	const char *device = text_of(line, "device");

	snprintf(ret_text, cap, "%s: %s%s", text_of(line, "instance"), device,
		*device ? ": " : "");
}

static char *with_json(const char *about_what, const char *verb, const json_t *value)
{
	char *json = json_text(value), *text = NULL;

	if (json && asprintf(&text, "%s%s %s\n", about_what, verb, json) < 0)
		text = NULL;
	free(json);
	return text;
}

char *people_text(const json_t *line)
{
	const char *report = text_of(line, "report");
	char subject[256], *text = NULL;
	int len = 0;

	about(line, subject, sizeof(subject));
	if (strcmp(report, "log") == 0)
		len = asprintf(&text, "%s%s: %s\n", subject, text_of(line, "level"),
			text_of(line, "text"));
	else if (strcmp(report, "status") == 0)
		len = asprintf(&text, "%sis %s%s%s\n", subject, text_of(line, "status"),
			*text_of(line, "detail") ? ": " : "", text_of(line, "detail"));
	else if (strcmp(report, "event") == 0)
		len = asprintf(&text, "%sevent %s\n", subject, text_of(line, "type"));
	else if (strcmp(report, "violation") == 0 || strcmp(report, "warning") == 0)
		len = asprintf(&text, "%sthe provider broke the rule %s: %s\n", subject,
			text_of(line, "rule"), text_of(line, "text"));
	else if (strcmp(report, "state") == 0)
		return with_json(subject, "state", json_object_get(line, "state"));
	else if (strcmp(report, "issue") == 0)
		return with_json(subject, "issue", json_object_get(line, "issue"));
	else if (strcmp(report, "settings") == 0)
		return with_json(
			subject, "learned settings", json_object_get(line, "patch"));
	else if (strcmp(report, "devices") == 0)
		len = asprintf(&text, "%s%zu device(s) below %s\n", subject,
			json_array_size(json_object_get(line, "devices")),
			*text_of(line, "parent") ? text_of(line, "parent")
						 : "the root");
	return len < 0 ? NULL : text;
}
