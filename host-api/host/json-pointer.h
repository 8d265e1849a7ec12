/* SPDX-License-Identifier: Apache-2.0 */
/* json-pointer.h - where we are in a JSON value (RFC 6901), while walking it. */
#ifndef GATEHOUSE_JSON_POINTER_H
#define GATEHOUSE_JSON_POINTER_H

#include <stddef.h>

/** Cut when it grows too long, which no setting worth pointing at does. */
struct json_pointer {
	char text[512];
	size_t len;
};

/** @return what to give to json_pointer_back() on the way out */
size_t json_pointer_key(struct json_pointer *p, const char *key);
size_t json_pointer_index(struct json_pointer *p, size_t index);
void json_pointer_back(struct json_pointer *p, size_t to);

#endif
