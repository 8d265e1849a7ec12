/* SPDX-License-Identifier: Apache-2.0 */
/* capture-file.c - what somebody recorded of a stream. */

#include "capture-file.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ALERT_BEGIN "<EventNotificationAlert"
#define ALERT_END   "</EventNotificationAlert>"

enum { FILE_MAX = 256 * 1024 * 1024 };

/* The whole file, with a NUL behind it. */
static char *read_all(FILE *file, size_t *ret_length)
{
	char *text = NULL, *more;
	size_t length = 0, size = 65536, n;

	do {
		more = size < FILE_MAX ? realloc(text, size + 1) : NULL;
		if (!more) {
			free(text);
			return NULL;
		}
		text = more;
		n = fread(text + length, 1, size - length, file);
		length += n;
		size *= 2;
	} while (n);
	text[length] = '\0';
	*ret_length = length;
	return text;
}

/* The clock in "<dateTime>2026-01-31T10:00:00+03:00<", whatever its zone; -1: none. */
static json_int_t time_of(const char *alert)
{
	const char *text = strstr(alert, "<dateTime>");
	struct tm tm = {0};

	if (!text || !strptime(text + strlen("<dateTime>"), "%Y-%m-%dT%H:%M:%S", &tm))
		return -1;
	return (json_int_t)timegm(&tm) * 1000;
}

/* One without a time comes with the one before it. */
static void add(json_t *parts, const char *text, size_t length)
{
	size_t count = json_array_size(parts);
	const json_t *last = count ? json_array_get(parts, count - 1) : NULL;
	json_t *part = json_object();
	json_t *body = json_stringn_nocheck(text, length);
	json_int_t at = body ? time_of(json_string_value(body)) : -1;

	if (at < 0)
		at = json_integer_value(json_object_get(last, "at_ms"));
	(void)json_object_set_new(part, "at_ms", json_integer(at));
	(void)json_object_set_new(
		part, "kind", json_string(*text == '{' ? "json" : "xml"));
	(void)json_object_set_new(part, "body", body);
	(void)json_array_append_new(parts, part);
}

static void add_line(json_t *parts, const char *line, size_t length)
{
	json_t *object = json_loadb(line, length, 0, NULL);
	const json_t *content = json_object_get(object, "content");

	if (json_is_string(content))
		add(parts, json_string_value(content), json_string_length(content));
	json_decref(object);
}

static void read_log(json_t *parts, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n");

		add_line(parts, text, length);
		text += length + (text[length] == '\n');
	}
}

static void read_bytes(json_t *parts, const char *text, const char *end)
{
	const char *start, *stop;

	while ((start = memmem(text, (size_t)(end - text), ALERT_BEGIN,
			strlen(ALERT_BEGIN))) &&
		(stop = memmem(
			 start, (size_t)(end - start), ALERT_END, strlen(ALERT_END)))) {
		stop += strlen(ALERT_END);
		add(parts, start, (size_t)(stop - start));
		text = stop;
	}
}

json_t *capture_read(FILE *file)
{
	size_t length;
	char *text = read_all(file, &length);
	json_t *parts = json_array();

	if (text)
		read_log(parts, text);
	if (text && !json_array_size(parts))
		read_bytes(parts, text, text + length);
	free(text);
	if (json_array_size(parts))
		return parts;
	json_decref(parts);
	return NULL;
}
