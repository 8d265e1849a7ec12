/* SPDX-License-Identifier: Apache-2.0 */
/* push-farewell.c - on the way out: give the slot back, in the time that there is. */

#include "push-farewell.h"

#include <errno.h>

enum { LIMIT_MS = UNIT_FAREWELL_MS - 200 };

static void parted(void *user)
{
	struct push_farewell *f = user;
	farewell_done_fn *done = f->done;

	timer_stop(&f->limit);
	f->done = NULL;
	done(f->err, f->user);
}

void push_farewell_returned(struct push_farewell *f, int err)
{
	if (!f->done)
		return;
	f->err = err;
	reactor_defer(f->source->reactor, &f->parted, parted, f);
}

static void out_of_time(void *user)
{
	struct push_farewell *f = user;
	struct push_source *s = f->source;

	push_source_drop(s);
	s->ops->returned(-ETIMEDOUT, "it took too long to answer", s->user);
}

int push_farewell_begin(struct push_farewell *f, struct push_source *source,
	farewell_done_fn *done, void *user)
{
	if (f->done || !push_source_indebted(source))
		return -ENOENT;
	*f = (struct push_farewell){.source = source, .done = done, .user = user};
	timer_start(
		reactor_timers(source->reactor), &f->limit, LIMIT_MS, out_of_time, f);
	return push_source_give_back(source, true);
}

void push_farewell_finish(struct push_farewell *f)
{
	timer_stop(&f->limit);
	deferred_cancel(&f->parted);
}
