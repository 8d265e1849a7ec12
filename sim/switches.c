/* SPDX-License-Identifier: Apache-2.0 */
/* switches.c - the values in force of a table of switches, and the table for people. */

#include "switches.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_LIMIT = 128 };

struct switch_value {
	int64_t number;
	char *text;
};

struct switches {
	const struct switch_table *table;
	struct switch_value *values;
};

/* The position of `text` in "one|two|three", or -1. */
static int64_t choice_of(const char *choices, const char *text)
{
	size_t length = strlen(text);

	for (int64_t position = 0;; position++) {
		size_t n = strcspn(choices, "|");

		if (n == length && !memcmp(choices, text, n))
			return position;
		if (!choices[n])
			return -1;
		choices += n + 1;
	}
}

static int read_number(const struct switch_row *row, const char *text, int64_t *ret)
{
	char *end;
	long long value;

	errno = 0;
	value = strtoll(text, &end, 10);
	if (errno || end == text || *end || value < row->least || value > row->most)
		return -EINVAL;
	*ret = value;
	return 0;
}

/* Texts go into JSON, XML and headers as they are, so nothing in them may need escaping. */
static bool text_is_plain(const char *text)
{
	size_t length = strlen(text);

	if (length > TEXT_LIMIT || strpbrk(text, "\"\\<>&"))
		return false;
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
			return false;
	return true;
}

static int read_value(const struct switch_row *row, const char *text, int64_t *ret,
	char why[SWITCH_WHY_SIZE])
{
	*ret = 0;
	switch (row->type) {
	case SWITCH_NUMBER:
		if (!read_number(row, text, ret))
			return 0;
		snprintf(why, SWITCH_WHY_SIZE,
			"%s takes a number from %" PRId64 " to %" PRId64, row->name,
			row->least, row->most);
		return -EINVAL;
	case SWITCH_WORD:
		*ret = choice_of(row->choices, text);
		if (*ret >= 0)
			return 0;
		snprintf(why, SWITCH_WHY_SIZE, "%s takes one of %s", row->name,
			row->choices);
		return -EINVAL;
	case SWITCH_TEXT:
		if (text_is_plain(text))
			return 0;
		snprintf(why, SWITCH_WHY_SIZE,
			"%s takes up to %d characters, none of \" \\ < > &", row->name,
			TEXT_LIMIT);
		return -EINVAL;
	}
	return -EINVAL;
}

static const struct switch_row *row_at(const struct switch_table *table, size_t i)
{
	return table->own[i].name ? &table->own[i] : &table->shared[i];
}

/* @return its position; the count if there is none */
static size_t place_of(const struct switches *s, const char *name)
{
	size_t i = 0;

	while (i < s->table->count && strcmp(row_at(s->table, i)->name, name))
		i++;
	return i;
}

int switches_create(const struct switch_table *table, struct switches **ret)
{
	struct switches *s = calloc(1, sizeof(*s));
	char why[SWITCH_WHY_SIZE];
	int err = 0;

	if (!s)
		return -ENOMEM;
	s->table = table;
	s->values = calloc(table->count, sizeof(*s->values));
	if (!s->values)
		err = -ENOMEM;
	if (!err)
		err = switches_reset(s, why);
	if (err) {
		switches_destroy(s);
		return err;
	}
	*ret = s;
	return 0;
}

void switches_destroy(struct switches *s)
{
	if (!s)
		return;
	for (size_t i = 0; s->values && i < s->table->count; i++)
		free(s->values[i].text);
	free(s->values);
	free(s);
}

int64_t switches_number(const struct switches *s, size_t row)
{
	return s->values[row].number;
}

const char *switches_text(const struct switches *s, size_t row)
{
	return s->values[row].text;
}

int switches_set(struct switches *s, const char *name, const char *text,
	char why[SWITCH_WHY_SIZE])
{
	size_t place = place_of(s, name);
	struct switch_value *value;
	int64_t number;
	char *copy;
	int err;

	if (place == s->table->count) {
		snprintf(why, SWITCH_WHY_SIZE, "there is no switch %.60s", name);
		return -ENOENT;
	}
	err = read_value(row_at(s->table, place), text, &number, why);
	if (err)
		return err;
	copy = strdup(text);
	if (!copy) {
		snprintf(why, SWITCH_WHY_SIZE, "out of memory");
		return -ENOMEM;
	}
	value = &s->values[place];
	free(value->text);
	value->text = copy;
	value->number = number;
	return 0;
}

int switches_reset(struct switches *s, char why[SWITCH_WHY_SIZE])
{
	int err = 0;

	for (size_t i = 0; i < s->table->count && !err; i++)
		err = switches_set(
			s, row_at(s->table, i)->name, row_at(s->table, i)->value, why);
	return err;
}

json_t *switches_get(const struct switches *s, const char *name)
{
	size_t place = place_of(s, name);

	if (place == s->table->count)
		return NULL;
	if (row_at(s->table, place)->type == SWITCH_NUMBER)
		return json_integer(s->values[place].number);
	return json_string(s->values[place].text);
}

static const char *seen_word(enum switch_seen seen)
{
	switch (seen) {
	case SEEN_OURS: return "ours";
	case SEEN_CAPTURED: return "captured";
	case SEEN_REPORTED: return "reported";
	case SEEN_GUESSED: return "guessed";
	}
	return "";
}

void switches_print(const struct switch_table *table, FILE *file)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct switch_row *row = row_at(table, i);

		fprintf(file, "  %-18s %s\n", row->name, row->what);
		fprintf(file, "  %-18s   ", "");
		if (row->type == SWITCH_NUMBER)
			fprintf(file, "%" PRId64 "..%" PRId64, row->least, row->most);
		else
			fputs(row->type == SWITCH_WORD ? row->choices : "text", file);
		fprintf(file, ", default \"%s\"; %s%s%s\n", row->value,
			seen_word(row->seen), *row->where ? ": " : "", row->where);
	}
}
