/* SPDX-License-Identifier: Apache-2.0 */
/* schema-value.h - what JSON Schema says about single values. */
#ifndef GATEHOUSE_SCHEMA_VALUE_H
#define GATEHOUSE_SCHEMA_VALUE_H

#include <jansson.h>
#include <stdbool.h>

/** Is `value` of the type a schema names? 1.0 is an "integer". */
bool schema_value_is(const json_t *value, const char *type);
bool schema_type_known(const char *type);

/** Equal as JSON Schema sees it: 1 and 1.0 are. */
bool schema_value_same(const json_t *a, const json_t *b);

/** In characters, not bytes. */
size_t schema_text_length(const json_t *text);

/** POSIX extended regular expression, anywhere in the text, characters not bytes.
 * @return 1 it matches, 0 it does not, -EINVAL no such expression */
int schema_text_matches(const char *pattern, const char *text);

#endif
