/* SPDX-License-Identifier: Apache-2.0 */
/* push-registration.c - hold a slot of the notification hosts, and give it back. */

#include "push-registration.h"

#include <errno.h>

static void time_is_up(void *user)
{
	push_registration_input(user, PUSH_TIME, 0, "");
}

static void arm(struct push_registration *p, unsigned ms)
{
	timer_start(p->timers, &p->timer, ms, time_is_up, p);
}

/* PUSH_IDLE is not entered here: why it is idle decides what is told. */
static void enter(struct push_registration *p, enum push_state state)
{
	timer_stop(&p->timer);
	p->state = state;
	switch (state) {
	case PUSH_IDLE: break;
	case PUSH_READING:
	case PUSH_VERIFYING:
	case PUSH_CHECKING:
	case PUSH_ASKING:
	case PUSH_LEAVING: p->ops->read(p->user); break;
	case PUSH_CLEARING:
	case PUSH_RETURNING: p->ops->clear(p->user); break;
	case PUSH_WRITING: p->ops->write(p->user); break;
	case PUSH_RESTORING: p->ops->restore(p->user); break;
	case PUSH_HELD:
		arm(p, PUSH_CHECK_MS);
		p->ops->held(p->user);
		break;
	case PUSH_TAKEN:
		arm(p, PUSH_TAKEN_MS);
		p->ops->taken(p->user);
		break;
	case PUSH_RESTING: arm(p, PUSH_REST_MS); break;
	}
}

static void fail(struct push_registration *p, int err, const char *why)
{
	enter(p, PUSH_RESTING);
	p->ops->failed(err, why, p->user);
}

static void give_up(struct push_registration *p, int err, const char *why)
{
	enter(p, PUSH_IDLE);
	p->ops->returned(err, why, p->user);
}

/* Nothing is under way: IDLE, TAKEN, RESTING. */
static void waiting(struct push_registration *p, enum push_input in)
{
	switch (in) {
	case PUSH_START:
	case PUSH_TIME: enter(p, PUSH_READING); break;
	case PUSH_GIVE_BACK: enter(p, PUSH_ASKING); break;
	case PUSH_FREE:
	case PUSH_OURS:
	case PUSH_STALE:
	case PUSH_OTHERS:
	case PUSH_DONE:
	case PUSH_FAILED:
	case PUSH_DROP: break;
	}
}

static void held(struct push_registration *p, enum push_input in)
{
	switch (in) {
	case PUSH_START:
	case PUSH_TIME: enter(p, PUSH_CHECKING); break;
	case PUSH_GIVE_BACK: enter(p, PUSH_ASKING); break;
	case PUSH_FREE:
	case PUSH_OURS:
	case PUSH_STALE:
	case PUSH_OTHERS:
	case PUSH_DONE:
	case PUSH_FAILED:
	case PUSH_DROP: break;
	}
}

/* READING, CHECKING */
static void looking(
	struct push_registration *p, enum push_input in, int err, const char *why)
{
	switch (in) {
	case PUSH_FREE:
	case PUSH_STALE: enter(p, PUSH_CLEARING); break;
	case PUSH_OURS: enter(p, PUSH_HELD); break;
	case PUSH_OTHERS: enter(p, PUSH_TAKEN); break;
	case PUSH_FAILED: fail(p, err, why); break;
	case PUSH_GIVE_BACK: enter(p, PUSH_ASKING); break;
	case PUSH_START:
	case PUSH_DONE:
	case PUSH_TIME:
	case PUSH_DROP: break;
	}
}

/* CLEARING, WRITING */
static void writing(struct push_registration *p, enum push_input in,
	enum push_state next, int err, const char *why)
{
	switch (in) {
	case PUSH_DONE: enter(p, next); break;
	case PUSH_FAILED: fail(p, err, why); break;
	case PUSH_GIVE_BACK: enter(p, PUSH_ASKING); break;
	case PUSH_START:
	case PUSH_FREE:
	case PUSH_OURS:
	case PUSH_STALE:
	case PUSH_OTHERS:
	case PUSH_TIME:
	case PUSH_DROP: break;
	}
}

static void verifying(
	struct push_registration *p, enum push_input in, int err, const char *why)
{
	switch (in) {
	case PUSH_OURS: enter(p, PUSH_HELD); break;
	case PUSH_FREE:
	case PUSH_STALE:
		fail(p, -EREMOTEIO,
			"our address for pushed events was taken and not kept");
		break;
	case PUSH_OTHERS: enter(p, PUSH_TAKEN); break;
	case PUSH_FAILED: fail(p, err, why); break;
	case PUSH_GIVE_BACK: enter(p, PUSH_ASKING); break;
	case PUSH_START:
	case PUSH_DONE:
	case PUSH_TIME:
	case PUSH_DROP: break;
	}
}

static void asking(
	struct push_registration *p, enum push_input in, int err, const char *why)
{
	switch (in) {
	case PUSH_OURS:
	case PUSH_STALE: enter(p, PUSH_RETURNING); break;
	case PUSH_FREE:
	case PUSH_OTHERS: give_up(p, 0, ""); break;
	case PUSH_FAILED: give_up(p, err, why); break;
	case PUSH_START: enter(p, PUSH_READING); break;
	case PUSH_GIVE_BACK:
	case PUSH_DONE:
	case PUSH_TIME:
	case PUSH_DROP: break;
	}
}

/* RETURNING, RESTORING. Rationale: whether a free slot's empty content could be written
 * back is no reason to call it ours; LEAVING looks. */
static void returning(struct push_registration *p, enum push_input in,
	enum push_state next, int err, const char *why)
{
	switch (in) {
	case PUSH_DONE: enter(p, next); break;
	case PUSH_FAILED:
		if (p->state == PUSH_RESTORING)
			enter(p, next);
		else
			give_up(p, err, why);
		break;
	case PUSH_START: enter(p, PUSH_READING); break;
	case PUSH_GIVE_BACK:
	case PUSH_FREE:
	case PUSH_OURS:
	case PUSH_STALE:
	case PUSH_OTHERS:
	case PUSH_TIME:
	case PUSH_DROP: break;
	}
}

static void leaving(
	struct push_registration *p, enum push_input in, int err, const char *why)
{
	switch (in) {
	case PUSH_FREE:
	case PUSH_OTHERS: give_up(p, 0, ""); break;
	case PUSH_OURS:
	case PUSH_STALE:
		give_up(p, -EREMOTEIO,
			"it was told to forget our address and still has it");
		break;
	case PUSH_FAILED: give_up(p, err, why); break;
	case PUSH_START: enter(p, PUSH_READING); break;
	case PUSH_GIVE_BACK:
	case PUSH_DONE:
	case PUSH_TIME:
	case PUSH_DROP: break;
	}
}

void push_registration_input(
	struct push_registration *p, enum push_input in, int err, const char *why)
{
	if (in == PUSH_DROP) {
		enter(p, PUSH_IDLE);
		p->ops->drop(p->user);
		return;
	}
	switch (p->state) {
	case PUSH_IDLE:
	case PUSH_TAKEN:
	case PUSH_RESTING: waiting(p, in); break;
	case PUSH_READING:
	case PUSH_CHECKING: looking(p, in, err, why); break;
	case PUSH_CLEARING: writing(p, in, PUSH_WRITING, err, why); break;
	case PUSH_WRITING: writing(p, in, PUSH_VERIFYING, err, why); break;
	case PUSH_VERIFYING: verifying(p, in, err, why); break;
	case PUSH_HELD: held(p, in); break;
	case PUSH_ASKING: asking(p, in, err, why); break;
	case PUSH_RETURNING: returning(p, in, PUSH_RESTORING, err, why); break;
	case PUSH_RESTORING: returning(p, in, PUSH_LEAVING, err, why); break;
	case PUSH_LEAVING: leaving(p, in, err, why); break;
	}
}

void push_registration_init(struct push_registration *p, struct timers *timers,
	const struct push_registration_ops *ops, void *user)
{
	*p = (struct push_registration){.timers = timers, .ops = ops, .user = user};
}

void push_registration_finish(struct push_registration *p)
{
	timer_stop(&p->timer);
}
