/* SPDX-License-Identifier: Apache-2.0 */
/* call-machine.c - a call, from the first INVITE to the last word. */

#include "call-machine.h"

enum { BUSY_HERE = 486, UNAVAILABLE = 480, TERMINATED = 487 };

static void enter(struct call_machine *c, enum call_state to, unsigned limit_ms)
{
	c->state = to;
	c->ops->arm(limit_ms, c->user);
}

static void end(struct call_machine *c, enum sip_end why)
{
	enter(c, CALL_OVER, 0);
	c->why = why;
	c->ops->over(why, c->user);
}

static void refuse(struct call_machine *c, unsigned code, enum sip_end why)
{
	c->ops->refuse(code, c->user);
	end(c, why);
}

static void hang_up(struct call_machine *c, enum sip_end why)
{
	c->ops->bye(false, c->user);
	end(c, why);
}

static void talk(struct call_machine *c)
{
	enter(c, CALL_TALKING, c->limits->call_limit_ms);
	c->ops->talking(c->user);
}

static void ringing(struct call_machine *c, enum call_input in)
{
	switch (in) {
	case CALL_ANSWER:
		enter(c, CALL_CONFIRMING, CALL_CONFIRM_LIMIT_MS);
		c->ops->accept(c->user);
		break;
	case CALL_REJECT: refuse(c, BUSY_HERE, SIP_END_REJECTED); break;
	case CALL_HANG_UP: refuse(c, BUSY_HERE, SIP_END_HUNG_UP); break;
	case CALL_CANCELLED: refuse(c, TERMINATED, SIP_END_CANCELLED); break;
	case CALL_BYE: refuse(c, TERMINATED, SIP_END_PEER); break;
	case CALL_REPLACED: refuse(c, BUSY_HERE, SIP_END_LOST); break;
	case CALL_TIME: refuse(c, UNAVAILABLE, SIP_END_UNANSWERED); break;
	case CALL_FAILED: end(c, SIP_END_LOST); break;
	case CALL_ACKED:
	case CALL_ACCEPTED:
	case CALL_REFUSED:
	case CALL_SILENT: break;
	}
}

static void confirming(struct call_machine *c, enum call_input in)
{
	switch (in) {
	case CALL_ACKED: talk(c); break;
	case CALL_BYE: end(c, SIP_END_PEER); break;
	case CALL_REJECT:
	case CALL_HANG_UP:
		c->why = SIP_END_HUNG_UP;
		c->state = CALL_LEAVING; /* the limit goes on */
		break;
	case CALL_TIME:
		c->ops->bye(true, c->user);
		end(c, SIP_END_LOST);
		break;
	case CALL_FAILED: end(c, SIP_END_LOST); break;
	case CALL_ANSWER:
	case CALL_CANCELLED: /* too late: RFC 3261 9.2 */
	case CALL_ACCEPTED:
	case CALL_REFUSED:
	case CALL_REPLACED:
	case CALL_SILENT: break;
	}
}

static void leaving(struct call_machine *c, enum call_input in)
{
	switch (in) {
	case CALL_ACKED: hang_up(c, c->why); break;
	case CALL_TIME:
		c->ops->bye(true, c->user);
		end(c, c->why);
		break;
	case CALL_BYE:
	case CALL_FAILED: end(c, c->why); break;
	case CALL_ANSWER:
	case CALL_REJECT:
	case CALL_HANG_UP:
	case CALL_CANCELLED:
	case CALL_ACCEPTED:
	case CALL_REFUSED:
	case CALL_REPLACED:
	case CALL_SILENT: break;
	}
}

static void talking(struct call_machine *c, enum call_input in)
{
	switch (in) {
	case CALL_REJECT:
	case CALL_HANG_UP: hang_up(c, SIP_END_HUNG_UP); break;
	case CALL_BYE: end(c, SIP_END_PEER); break;
	case CALL_SILENT:
	case CALL_TIME: hang_up(c, SIP_END_LIMIT); break;
	case CALL_FAILED: hang_up(c, SIP_END_LOST); break;
	case CALL_ACCEPTED: c->ops->acknowledge(c->user); break; /* ours was lost */
	case CALL_ANSWER:
	case CALL_CANCELLED:
	case CALL_ACKED:
	case CALL_REFUSED:
	case CALL_REPLACED: break;
	}
}

static void withdraw(struct call_machine *c, enum sip_end why)
{
	c->why = why;
	enter(c, CALL_WITHDRAWING, CALL_WITHDRAW_LIMIT_MS);
	c->ops->cancel(c->user);
}

static void calling(struct call_machine *c, enum call_input in)
{
	switch (in) {
	case CALL_ACCEPTED:
		c->ops->acknowledge(c->user);
		talk(c);
		break;
	case CALL_REFUSED: end(c, SIP_END_REFUSED); break;
	case CALL_FAILED: end(c, SIP_END_LOST); break;
	case CALL_REJECT:
	case CALL_HANG_UP: withdraw(c, SIP_END_HUNG_UP); break;
	case CALL_TIME: withdraw(c, SIP_END_UNANSWERED); break;
	case CALL_ANSWER:
	case CALL_CANCELLED:
	case CALL_BYE:
	case CALL_ACKED:
	case CALL_REPLACED:
	case CALL_SILENT: break;
	}
}

static void withdrawing(struct call_machine *c, enum call_input in)
{
	switch (in) {
	case CALL_ACCEPTED:
		c->ops->acknowledge(c->user);
		hang_up(c, c->why);
		break;
	case CALL_REFUSED:
	case CALL_FAILED:
	case CALL_TIME: end(c, c->why); break;
	case CALL_ANSWER:
	case CALL_REJECT:
	case CALL_HANG_UP:
	case CALL_CANCELLED:
	case CALL_BYE:
	case CALL_ACKED:
	case CALL_REPLACED:
	case CALL_SILENT: break;
	}
}

void call_machine_begin(struct call_machine *c, enum call_state first,
	const struct sip_line_config *limits, const struct call_ops *ops, void *user)
{
	*c = (struct call_machine){.limits = limits, .ops = ops, .user = user};
	enter(c, first, limits->ring_limit_ms);
}

void call_machine_input(struct call_machine *c, enum call_input in)
{
	switch (c->state) {
	case CALL_RINGING: ringing(c, in); break;
	case CALL_CONFIRMING: confirming(c, in); break;
	case CALL_LEAVING: leaving(c, in); break;
	case CALL_TALKING: talking(c, in); break;
	case CALL_CALLING: calling(c, in); break;
	case CALL_WITHDRAWING: withdrawing(c, in); break;
	case CALL_OVER: break;
	}
}
