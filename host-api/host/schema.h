/* SPDX-License-Identifier: Apache-2.0 */
/* schema.h - JSON Schema, the profile that manifests use (docs/manifest.md). */
#ifndef GATEHOUSE_SCHEMA_H
#define GATEHOUSE_SCHEMA_H

#include "complaint.h"

#include <jansson.h>
#include <stdbool.h>

/** Everything that is wrong with `value`: {"/json/pointer": "sentence"}, in the order
 * of the schema. Empty: valid. No sentence ever contains a value, which may be secret.
 * @return a new reference; NULL: out of memory */
json_t *schema_errors(const json_t *schema, const json_t *value);
bool schema_matches(const json_t *schema, const json_t *value);

/** Sets what is absent and has a default: in nested objects, list items, allOf, and the
 * branch of if/then/else that holds; not in anyOf and oneOf.
 * @return 0, -ENOMEM */
int schema_fill(const json_t *schema, json_t *value);

enum schema_use {
	SCHEMA_PLAIN,    /**< a schema of values */
	SCHEMA_CONDITION /**< an `if` or `when`: const and enum must be guarded */
};

/** Is this schema written in the profile? Unknown keywords, keywords of a wrong type,
 * patterns that do not compile, defaults that are not valid, and conditions that hold
 * for an object that lacks the very member they ask about.
 * @param where  a JSON pointer to the schema, for the complaint
 * @return 0, -EINVAL */
int schema_check_profile(const json_t *schema, enum schema_use use, const char *where,
	struct complaint *why);

/** The part that describes the value at `pointer` ("/sip/port"), through `properties`
 * only. @return borrowed, or NULL */
const json_t *schema_at(const json_t *schema, const char *pointer);

/** Called with every string that a schema part marked writeOnly describes. */
typedef void schema_secret_fn(const char *value, void *user);
void schema_secrets(
	const json_t *schema, const json_t *value, schema_secret_fn *found, void *user);

/** Does `value` hold anything for a part marked writeOnly? */
bool schema_touches_secret(const json_t *schema, const json_t *value);

#endif
