/* SPDX-License-Identifier: Apache-2.0 */
/* json-walk.c - walk an untrusted JSON object with jansson. */

#include "json-walk.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct walk {
	json_value_fn *value;
	void *user;
	char path[JSON_PATH_MAX];
	size_t path_len;
};

/* jansson recurses, so the depth is known before it starts. */
static bool too_deep(struct bytes in)
{
	bool quoted = false;
	size_t depth = 0;

	for (size_t i = 0; i < in.len; i++) {
		char c = in.data[i];

		if (c == '"')
			quoted = !quoted;
		else if (c == '\\' && quoted)
			i++;
		else if (!quoted && (c == '{' || c == '['))
			depth++;
		else if (!quoted && (c == '}' || c == ']') && depth)
			depth--;
		if (depth > JSON_DEPTH_MAX)
			return true;
	}
	return false;
}

/* One number that is too large for an integer must not cost the event: all are reals. */
static json_t *load(struct bytes in, json_error_t *error)
{
	return json_loadb(
		in.data, in.len, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, error);
}

static json_t *load_repaired(struct bytes in, json_error_t *error)
{
	char *copy = malloc(in.len);
	json_t *root;
	size_t i = 0;

	if (!copy)
		return NULL;
	memcpy(copy, in.data, in.len);
	while (i < in.len) {
		size_t len = bytes_character(bytes_skip(in, i));

		if (!len)
			copy[i] = (unsigned char)copy[i] < ' ' ? ' ' : '?';
		i += len ? len : 1;
	}
	root = load((struct bytes){copy, in.len}, error);
	free(copy);
	return root;
}

static void walk_value(struct walk *w, const json_t *value);

static void walk_member(struct walk *w, struct bytes key, const json_t *value)
{
	size_t before = w->path_len;

	if (before + 1 + key.len >= sizeof(w->path))
		return;
	if (before)
		w->path[w->path_len++] = '/';
	for (size_t i = 0; i < key.len; i++) {
		char c = key.data[i];

		w->path[w->path_len++] =
			c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	w->path[w->path_len] = 0;
	walk_value(w, value);
	w->path_len = before;
	w->path[before] = 0;
}

static void walk_number(struct walk *w, double number)
{
	char text[32];
	bool whole = fabs(number) < 9007199254740992.0 && number == floor(number);

	snprintf(text, sizeof(text), whole ? "%.0f" : "%g", number);
	w->value(w->path, bytes_from(text), w->user);
}

static void walk_value(struct walk *w, const json_t *value)
{
	const char *key;
	json_t *item;
	size_t i;

	switch (json_typeof(value)) {
	case JSON_OBJECT:
		w->value(w->path, (struct bytes){0}, w->user);
		json_object_foreach((json_t *)value, key, item)
			walk_member(w, bytes_from(key), item);
		break;
	case JSON_ARRAY: json_array_foreach(value, i, item) walk_value(w, item); break;
	case JSON_STRING: {
		struct bytes text = {
			json_string_value(value), json_string_length(value)};

		w->value(w->path, bytes_trim(text), w->user);
		break;
	}
	case JSON_INTEGER:
	case JSON_REAL: walk_number(w, json_number_value(value)); break;
	case JSON_TRUE: w->value(w->path, BYTES("true"), w->user); break;
	case JSON_FALSE: w->value(w->path, BYTES("false"), w->user); break;
	case JSON_NULL: w->value(w->path, (struct bytes){0}, w->user); break;
	}
}

int json_walk(struct bytes in, json_value_fn *value, void *user)
{
	struct walk w = {.value = value, .user = user};
	json_error_t error = {0};
	json_t *root;
	int err = 0;

	if (in.len > JSON_SIZE_MAX)
		return -EMSGSIZE;
	if (!in.len)
		return -EPROTO;
	if (too_deep(in))
		return -ELOOP;
	root = load(in, &error);
	if (!root)
		root = load_repaired(in, &error);
	if (!root)
		return json_error_code(&error) == json_error_out_of_memory ? -ENOMEM
									   : -EPROTO;
	if (json_is_object(root))
		walk_value(&w, root);
	else
		err = -EPROTO;
	json_decref(root);
	return err;
}
