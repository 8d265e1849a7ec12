/* SPDX-License-Identifier: Apache-2.0 */
/* json-read.c - JSON from a file or from the other side of the ABI, within limits. */

#include "json-read.h"
#include "abi-words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 15 digits show 0.1 as 0.1 and keep every value a device measures. */
#define PRINT_FLAGS (JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15))

/* Levels of nesting, counted before a recursive parser sees the text. */
static unsigned text_depth(const char *text)
{
	unsigned depth = 0, deepest = 0;

	for (const char *at = text; *at; at++) {
		if (*at == '"') {
			for (at++; *at && *at != '"'; at++) {
				if (*at == '\\' && at[1])
					at++;
			}
			if (!*at)
				break;
		} else if (*at == '{' || *at == '[') {
			depth++;
			deepest = depth > deepest ? depth : deepest;
		} else if ((*at == '}' || *at == ']') && depth > 0) {
			depth--;
		}
	}
	return deepest;
}

enum json_fault json_read_text(
	const char *text, size_t limit, json_t **ret_value, struct complaint *why)
{
	size_t len = strnlen(text, limit + 1);
	json_error_t error;
	json_t *value;

	if (len > limit) {
		complain(why, 0, "longer than %zu bytes", limit);
		return JSON_TOO_LARGE;
	}
	if (!abi_utf8_valid(text)) {
		complain(why, 0, "not valid UTF-8");
		return JSON_BAD_UTF8;
	}
	if (text_depth(text) > JSON_DEPTH_LIMIT) {
		complain(why, 0, "more than %d levels deep", JSON_DEPTH_LIMIT);
		return JSON_TOO_DEEP;
	}
	value = json_loadb(text, len, JSON_DECODE_ANY, &error);
	if (!value) {
		complain(why, 0, "%s (at byte %d)", error.text, error.position);
		return JSON_MALFORMED;
	}
	*ret_value = value;
	return JSON_FINE;
}

enum json_fault json_check_limits(const json_t *value)
{
	char *text = json_text(value);
	enum json_fault fault = JSON_FINE;

	if (!text || strlen(text) > JSON_TEXT_LIMIT)
		fault = JSON_TOO_LARGE;
	else if (text_depth(text) > JSON_DEPTH_LIMIT)
		fault = JSON_TOO_DEEP;
	free(text);
	return fault;
}

/* @return length, or -errno */
static ssize_t read_all(FILE *f, char *into, size_t cap)
{
	size_t len = fread(into, 1, cap, f);

	if (ferror(f))
		return errno ? -errno : -EIO;
	return (ssize_t)len;
}

int json_read_file(const char *path, json_t **ret_value, struct complaint *why)
{
	FILE *f = fopen(path, "re");
	char *text = NULL;
	json_error_t error;
	json_t *value = NULL;
	ssize_t len;
	int err = 0;

	if (!f) {
		err = -errno;
		return complain(
			why, err, "%s: cannot be opened: %s", path, strerror(-err));
	}
	text = malloc(JSON_FILE_LIMIT + 1);
	len = text ? read_all(f, text, JSON_FILE_LIMIT + 1) : -ENOMEM;
	if (len < 0)
		err = complain(why, (int)len, "%s: cannot be read: %s", path,
			strerror((int)-len));
	else if (len > JSON_FILE_LIMIT)
		err = complain(why, -EFBIG, "%s: is larger than %d bytes", path,
			JSON_FILE_LIMIT);
	else
		value = json_loadb(text, (size_t)len, JSON_REJECT_DUPLICATES, &error);
	if (!err && !value)
		err = complain(why, -EBADMSG, "%s:%d:%d: is not JSON: %s", path,
			error.line, error.column, error.text);
	if (!err)
		*ret_value = value;
	free(text);
	fclose(f);
	return err;
}

int json_merge_patch(json_t *target, const json_t *patch)
{
	const char *key;
	json_t *value;
	int err = 0;

	json_object_foreach((json_t *)patch, key, value)
	{
		json_t *old = json_object_get(target, key);

		if (json_is_null(value)) {
			json_object_del(target, key);
		} else if (!json_is_object(value)) {
			err = json_object_set_new(target, key, json_deep_copy(value));
		} else {
			if (!json_is_object(old)) {
				old = json_object();
				err = json_object_set_new(target, key, old);
			}
			if (!err)
				err = json_merge_patch(old, value);
		}
		if (err)
			return -ENOMEM;
	}
	return 0;
}

char *json_text(const json_t *value)
{
	return json_dumps(value, PRINT_FLAGS);
}
