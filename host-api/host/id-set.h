/* SPDX-License-Identifier: Apache-2.0 */
/* id-set.h - numbers that were used: small as long as they mostly follow each other. */
#ifndef GATEHOUSE_ID_SET_H
#define GATEHOUSE_ID_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct id_set {
	struct id_range {
		uint64_t first;
		uint64_t last;
	} * ranges; /* in order, with gaps between them */
	size_t count;
};

void id_set_finish(struct id_set *set);
bool id_set_has(const struct id_set *set, uint64_t id);

/** @return 0, -EEXIST, -ENOMEM */
int id_set_add(struct id_set *set, uint64_t id);

#endif
