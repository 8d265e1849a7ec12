/* SPDX-License-Identifier: Apache-2.0 */
/* form-cover.h - do a manifest's pages show every setting, once? */
#ifndef FORM_COVER_H
#define FORM_COVER_H

#include <jansson.h>

struct verdict;

/** @param manifest  the whole manifest, of the right form
 * @param schema     its settings' schema */
void form_cover_check(const json_t *manifest, const json_t *schema, struct verdict *v);

#endif
