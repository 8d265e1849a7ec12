/* SPDX-License-Identifier: Apache-2.0 */
/* sensor-names.c - what a sensor is called. */

#include "sensor-names.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const char foreign[] = "other_";
static const char event_tail[] = "_event";

/* Other capabilities of a camera or a recorder. ADD A ROW with each */
static const char *const taken[] = {"camera", "reboot", "motion_detection", "output"};

static bool is_digit(char ch)
{
	return ch >= '0' && ch <= '9';
}

static bool is_upper(char ch)
{
	return ch >= 'A' && ch <= 'Z';
}

static bool is_lower(char ch)
{
	return ch >= 'a' && ch <= 'z';
}

/* "PeopleCounting" -> "people_counting", "HTTPFail" -> "http_fail" */
static void to_snake(const char *word, char *out, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; word[i] && n + 2 < size; i++) {
		char ch = word[i], before = i ? word[i - 1] : '\0';
		bool starts = is_upper(ch) &&
			      (is_lower(before) || is_digit(before) ||
				      (is_upper(before) && is_lower(word[i + 1])));
		bool letter = is_upper(ch) || is_lower(ch) || is_digit(ch);

		if ((starts || !letter) && n && out[n - 1] != '_')
			out[n++] = '_';
		if (letter)
			out[n++] = is_upper(ch) ? (char)(ch - 'A' + 'a') : ch;
	}
	while (n && out[n - 1] == '_')
		n--;
	out[n] = '\0';
}

/* A number behind an underscore is ours: "zone_2" -> "zone2". */
static void join_number(char *word)
{
	size_t n = strlen(word), digits = n;

	while (digits && is_digit(word[digits - 1]))
		digits--;
	if (digits > 0 && digits < n && word[digits - 1] == '_')
		memmove(&word[digits - 1], &word[digits], n - digits + 1);
}

static void cut_event(char *word)
{
	size_t n = strlen(word), tail = sizeof(event_tail) - 1;

	for (; n > tail && !strcmp(&word[n - tail], event_tail); n -= tail)
		word[n - tail] = '\0';
}

static bool is_taken(const char *key)
{
	for (size_t i = 0; i < sizeof(taken) / sizeof(*taken); i++) {
		if (!strcmp(taken[i], key))
			return true;
	}
	for (unsigned kind = SENSOR_OTHER + 1; kind < SENSOR_KINDS; kind++) {
		if (!strcmp(sensor_type_of((enum sensor_kind)kind)->key, key))
			return true;
	}
	return false;
}

void sensor_word(const char *word, char ret_word[SENSOR_WORD_MAX + 1])
{
	char snake[SENSOR_WORD_MAX + 1];
	/* Leaves room for what may come in front. */
	size_t room = SENSOR_WORD_MAX + 1 - (sizeof(foreign) - 1);

	to_snake(word, snake,
		strncmp(word, foreign, sizeof(foreign) - 1) ? room : sizeof(snake));
	cut_event(snake);
	join_number(snake);
	if (!*snake)
		snprintf(snake, sizeof(snake), "unnamed");
	snprintf(ret_word, SENSOR_WORD_MAX + 1, "%s%.*s",
		is_taken(snake) ? foreign : "",
		(int)(SENSOR_WORD_MAX - (is_taken(snake) ? sizeof(foreign) - 1 : 0)),
		snake);
}

static const char *base_of(const struct sensor_id *id)
{
	return id->kind == SENSOR_OTHER ? id->word : sensor_type_of(id->kind)->key;
}

void sensor_key(const struct sensor_id *id, unsigned number, char ret_key[KEY_MAX + 1])
{
	if (number)
		snprintf(ret_key, KEY_MAX + 1, "%s_%u", base_of(id), number);
	else
		snprintf(ret_key, KEY_MAX + 1, "%s", base_of(id));
}

/* "people_counting" -> "People Counting" */
static void to_title(const char *word, char *out, size_t size)
{
	size_t i;

	for (i = 0; word[i] && i + 1 < size; i++) {
		bool starts = !i || word[i - 1] == '_';

		out[i] = word[i] == '_' ? ' ' : word[i];
		if (starts && is_lower(word[i]))
			out[i] = (char)(word[i] - 'a' + 'A');
	}
	out[i] = '\0';
}

void sensor_name(
	const struct sensor_id *id, unsigned number, char ret_name[SENSOR_NAME_MAX + 1])
{
	char name[SENSOR_WORD_MAX + 1];

	if (id->kind == SENSOR_OTHER)
		to_title(id->word, name, sizeof(name));
	else
		snprintf(name, sizeof(name), "%s", sensor_type_of(id->kind)->name);
	if (number)
		snprintf(ret_name, SENSOR_NAME_MAX + 1, "%s %u", name, number);
	else
		snprintf(ret_name, SENSOR_NAME_MAX + 1, "%s", name);
}

void sensor_entity(const char *unit, const struct sensor_id *id, unsigned number,
	char ret_entity[ENTITY_MAX + 1])
{
	char key[KEY_MAX + 1];

	sensor_key(id, number, key);
	snprintf(ret_entity, ENTITY_MAX + 1, "binary_sensor.%s_%s", unit, key);
}
