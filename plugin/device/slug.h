/* SPDX-License-Identifier: Apache-2.0 */
/* slug.h - a name as a part of an entity's id: [a-z0-9_], as Home Assistant makes it. */
#ifndef GATEHOUSE_SLUG_H
#define GATEHOUSE_SLUG_H

enum { SLUG_MAX = 120 };

/** "Front Porch" -> "front_porch", "Küche" -> "kuche", "Двор" -> "dvor". Latin letters with
 * marks, Greek and Cyrillic ones are written in Latin; of other scripts nothing is left.
 * May end up as "". */
void slug_make(const char *name, char ret_slug[SLUG_MAX + 1]);

#endif
