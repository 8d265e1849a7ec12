/* SPDX-License-Identifier: Apache-2.0 */
/* secret-set.c - the values that must not be seen, and finding them in what is said. */

#include "secret-set.h"
#include "schema.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char mask[] = "***";

void secret_set_finish(struct secret_set *set)
{
	for (size_t i = 0; i < set->count; i++)
		free(set->texts[i]);
	free(set->texts);
	*set = (struct secret_set){NULL, 0};
}

/* Takes `text`. Longer ones first, so that no part of one stays behind. */
static void add(struct secret_set *set, char *text)
{
	char **texts;
	size_t at = 0;

	if (!text)
		return;
	for (size_t i = 0; i < set->count; i++) {
		if (strcmp(set->texts[i], text) == 0) {
			free(text);
			return;
		}
	}
	texts = realloc(set->texts, (set->count + 1) * sizeof(texts[0]));
	if (!texts) {
		free(text);
		return;
	}
	set->texts = texts;
	while (at < set->count && strlen(texts[at]) >= strlen(text))
		at++;
	memmove(texts + at + 1, texts + at, (set->count - at) * sizeof(texts[0]));
	texts[at] = text;
	set->count++;
}

static char *base64(const char *text)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *in = (const unsigned char *)text;
	size_t len = strlen(text), out = 0;
	char *coded = malloc(len / 3 * 4 + 5);

	if (!coded)
		return NULL;
	for (size_t i = 0; i < len; i += 3) {
		unsigned second = i + 1 < len ? in[i + 1] : 0;
		unsigned third = i + 2 < len ? in[i + 2] : 0;
		unsigned bits = (unsigned)in[i] << 16 | second << 8 | third;

		coded[out++] = letters[bits >> 18];
		coded[out++] = letters[bits >> 12 & 63];
		if (i + 1 < len)
			coded[out++] = letters[bits >> 6 & 63];
		if (i + 2 < len)
			coded[out++] = letters[bits & 63];
	}
	coded[out] = '\0';
	return coded;
}

static char *percent(const char *text)
{
	char *coded = malloc(strlen(text) * 3 + 1), *out = coded;

	if (!coded)
		return NULL;
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (isalnum(c) || strchr("-._~", c)) {
			*out++ = *text;
		} else {
			snprintf(out, 4, "%%%02X", c);
			out += 3;
		}
	}
	*out = '\0';
	return coded;
}

static void learn(const char *value, void *user)
{
	struct secret_set *set = user;

	if (strlen(value) < SECRET_LEAST)
		return;
	add(set, strdup(value));
	add(set, base64(value));
	add(set, percent(value));
}

void secret_set_learn(
	struct secret_set *set, const json_t *schema, const json_t *settings)
{
	schema_secrets(schema, settings, learn, set);
}

/* The first of the secrets in `text`; the longest of those that begin together. */
static const char *find(const struct secret_set *set, const char *text, size_t *ret_len)
{
	const char *first = NULL;

	for (size_t i = 0; i < set->count; i++) {
		const char *at = strstr(text, set->texts[i]);

		if (at && (!first || at < first)) {
			first = at;
			*ret_len = strlen(set->texts[i]);
		}
	}
	return first;
}

bool secret_set_mask(const struct secret_set *set, const char *text, char **ret_masked)
{
	size_t len = 0;
	const char *at = find(set, text, &len);
	char *masked, *out;

	*ret_masked = NULL;
	if (!at)
		return false;
	/* A mask is never longer than what it hides. */
	masked = out = malloc(strlen(text) + 1);
	if (!masked)
		abort(); /* rather than say a secret aloud */
	for (; at; at = find(set, text, &len)) {
		memcpy(out, text, (size_t)(at - text));
		out += at - text;
		memcpy(out, mask, sizeof(mask) - 1);
		out += sizeof(mask) - 1;
		text = at + len;
	}
	memcpy(out, text, strlen(text) + 1);
	*ret_masked = masked;
	return true;
}

static bool mask_members(const struct secret_set *set, json_t *value)
{
	const char *key;
	json_t *member;
	bool found = false;

	for (size_t i = 0; i < json_array_size(value); i++)
		found |= secret_set_mask_json(set, json_array_get(value, i));
	json_object_foreach(value, key, member)
	{
		found |= secret_set_mask_json(set, member);
	}
	return found;
}

bool secret_set_mask_json(const struct secret_set *set, json_t *value)
{
	char *masked;

	if (!set->count || !value)
		return false;
	if (!json_is_string(value))
		return mask_members(set, value);
	if (!secret_set_mask(set, json_string_value(value), &masked))
		return false;
	/* The cut may go through a character; then nothing of it is kept. */
	if (json_string_set(value, masked) != 0)
		json_string_set(value, mask);
	free(masked);
	return true;
}
