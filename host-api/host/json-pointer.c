/* SPDX-License-Identifier: Apache-2.0 */
/* json-pointer.c - where we are in a JSON value (RFC 6901), while walking it. */

#include "json-pointer.h"

#include <stdio.h>
#include <string.h>

static void add(struct json_pointer *p, const char *text, size_t len)
{
	if (p->len + len >= sizeof(p->text))
		return;
	memcpy(p->text + p->len, text, len);
	p->len += len;
	p->text[p->len] = '\0';
}

size_t json_pointer_key(struct json_pointer *p, const char *key)
{
	size_t back = p->len;

	add(p, "/", 1);
	for (; *key; key++) {
		if (*key == '~')
			add(p, "~0", 2);
		else if (*key == '/')
			add(p, "~1", 2);
		else
			add(p, key, 1);
	}
	return back;
}

size_t json_pointer_index(struct json_pointer *p, size_t index)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%zu", index);
	return json_pointer_key(p, digits);
}

void json_pointer_back(struct json_pointer *p, size_t to)
{
	p->len = to;
	p->text[to] = '\0';
}
