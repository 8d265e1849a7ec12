/* SPDX-License-Identifier: Apache-2.0 */
/* station-call.c - the call of a door station: idle, ringing, in a call. */

#include "station-call.h"

#include <errno.h>

static void ring_over(void *arg)
{
	(void)call_input(arg, CALL_TIME);
}

static void enter(struct call *call, enum call_state state, enum call_input why)
{
	tmr_cancel(&call->ring);
	call->state = state;
	switch (state) {
	case CALL_IDLE: call->ops->ended(why == CALL_TIME, call->user); break;
	case CALL_RINGING:
		tmr_start(&call->ring, call->ops->ring_ms(call->user), ring_over, call);
		call->ops->rings(call->user);
		break;
	case CALL_ON_CALL: call->ops->answered(call->user); break;
	}
}

static int idle(struct call *call, enum call_input input)
{
	switch (input) {
	case CALL_PRESS: enter(call, CALL_RINGING, input); return 0;
	case CALL_TAKE: enter(call, CALL_ON_CALL, input); return 0;
	case CALL_ANSWER:
	case CALL_HANG_UP:
	case CALL_TIME: break;
	}
	return -EINVAL;
}

static int ringing(struct call *call, enum call_input input)
{
	switch (input) {
	case CALL_PRESS: return 0;
	case CALL_ANSWER: enter(call, CALL_ON_CALL, input); return 0;
	case CALL_HANG_UP:
	case CALL_TIME: enter(call, CALL_IDLE, input); return 0;
	case CALL_TAKE: break;
	}
	return -EINVAL;
}

static int on_call(struct call *call, enum call_input input)
{
	switch (input) {
	case CALL_PRESS: return 0;
	case CALL_HANG_UP: enter(call, CALL_IDLE, input); return 0;
	case CALL_ANSWER:
	case CALL_TAKE:
	case CALL_TIME: break;
	}
	return -EINVAL;
}

void call_init(struct call *call, const struct call_ops *ops, void *user)
{
	memset(call, 0, sizeof(*call));
	call->ops = ops;
	call->user = user;
	tmr_init(&call->ring);
}

void call_finish(struct call *call)
{
	tmr_cancel(&call->ring);
	call->state = CALL_IDLE;
}

int call_input(struct call *call, enum call_input input)
{
	switch (call->state) {
	case CALL_IDLE: return idle(call, input);
	case CALL_RINGING: return ringing(call, input);
	case CALL_ON_CALL: return on_call(call, input);
	}
	return -EINVAL;
}

const char *call_word(const struct call *call)
{
	switch (call->state) {
	case CALL_IDLE: return "idle";
	case CALL_RINGING: return "ring";
	case CALL_ON_CALL: return "onCall";
	}
	return "idle";
}
