/* SPDX-License-Identifier: Apache-2.0 */
/* secret-set.h - the values that must not be seen, and finding them in what is said. */
#ifndef GATEHOUSE_SECRET_SET_H
#define GATEHOUSE_SECRET_SET_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { SECRET_LEAST = 4 }; /* bytes; shorter values would mask half of every text */

/** Grows only: a password that was changed is still one. Not locked. */
struct secret_set {
	char **texts; /* each value as it is, in base64, and percent-encoded */
	size_t count;
};

void secret_set_finish(struct secret_set *set);

/** Everything `settings` holds for a part of `schema` that is marked writeOnly. */
void secret_set_learn(
	struct secret_set *set, const json_t *schema, const json_t *settings);

/** Put *** in the place of every secret.
 * @param ret_masked  free it with free(); NULL: there was none
 * @return was there one? */
bool secret_set_mask(const struct secret_set *set, const char *text, char **ret_masked);

/** The same for every text inside of `value` (in place) and `value` itself.
 * @return was there one? */
bool secret_set_mask_json(const struct secret_set *set, json_t *value);

#endif
