/* SPDX-License-Identifier: Apache-2.0 */
/* push-farewell.h - on the way out: give the slot back, in the time that there is. */
#ifndef GATEHOUSE_PUSH_FAREWELL_H
#define GATEHOUSE_PUSH_FAREWELL_H

#include "push-source.h"
#include "reactor.h"
#include "vendor.h"

/** All-zero: not begun. */
struct push_farewell {
	struct push_source *source;
	struct timer limit;
	struct deferred parted;
	int err;
	farewell_done_fn *done;
	void *user;
};

/** As vendor.farewell(). The source's `returned` must call push_farewell_returned(). */
int push_farewell_begin(struct push_farewell *f, struct push_source *source,
	farewell_done_fn *done, void *user);
void push_farewell_returned(struct push_farewell *f, int err);
void push_farewell_finish(struct push_farewell *f);

#endif
