/* SPDX-License-Identifier: Apache-2.0 */
/* talk.h - answer the visitor, refuse, hang up. */
#ifndef GATEHOUSE_TALK_H
#define GATEHOUSE_TALK_H

#include "call.h"
#include "child.h"

struct unit_command;

struct talk {
	struct child *child;
	struct call *call;         /**< the one that is answered */
	struct unit_command *sent; /**< NULL: none under way */
	uint64_t ticket;
	bool active; /**< as last told */
};

void talk_init(struct talk *t, struct child *child, struct call *call);

bool talk_present(const struct child *child);
json_t *talk_describe(void);
void talk_announced(struct talk *t);
void talk_changed(struct talk *t); /**< the call may have another state */

/* As in child_type. */
int talk_request(struct talk *t, const struct child_request *request);
void talk_cancel(struct talk *t, uint64_t ticket);
void talk_unit_gone(struct talk *t);

#endif
