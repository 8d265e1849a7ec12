/* SPDX-License-Identifier: Apache-2.0 */
/* self-check.h - the action `self_check`: why would no events come? One at a time. */
#ifndef GATEHOUSE_SELF_CHECK_H
#define GATEHOUSE_SELF_CHECK_H

#include "requests.h"

struct station;

/** All-zero, but for `requests`: none is under way. */
struct self_check {
	struct requests *requests; /**< who is answered */
	struct station *station;   /**< of the one under way; NULL: none is */
	uint64_t id;
};

#define SELF_CHECK_TYPE "application/json"

/** Answer the request, now or later. result: as self_check_done_fn says; one that is too
 * long for the ABI comes as the blob, and result is what it says in one sentence.
 * @param station NULL: there is none */
void self_check_start(struct self_check *c, struct station *station, uint64_t id);

/** It has been answered elsewhere. Other ids are ignored. */
void self_check_cancel(struct self_check *c, uint64_t id);

#endif
