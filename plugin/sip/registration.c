/* SPDX-License-Identifier: Apache-2.0 */
/* registration.c - our registration at a registrar. */

#include "registration.h"

#include "backoff.h"

enum {
	FIRST_WAIT_MS = 2000,
	SILENT_WAIT_MAX_MS = 10 * 1000,    /* back within 15 s of the registrar */
	DECLINED_WAIT_MAX_MS = 300 * 1000, /* it answers, and does not want us */
	EXPIRES_MAX_S = 24 * 3600,
	RETRY_AFTER_MAX_S = 3600,
	FORBIDDEN_MAX = 2,
	BRIEFS_MAX = 2,
	SPREAD_PERCENT = 10,
};

static void enter(struct registration *r, enum registration_state to)
{
	r->state = to;
	r->ops->changed(to, r->user);
}

static void ask(struct registration *r, enum registration_state to)
{
	r->ops->arm(0, r->user);
	enter(r, to);
	r->ops->ask(r->expires_s, r->user);
}

static void hold(struct registration *r, unsigned granted_s)
{
	unsigned renew_ms;

	if (granted_s > EXPIRES_MAX_S)
		granted_s = EXPIRES_MAX_S;
	renew_ms = granted_s * 500;
	renew_ms -= renew_ms / 100 * (r->ops->noise(r->user) % SPREAD_PERCENT);
	r->failures = r->forbidden = r->briefs = 0;
	r->ops->arm_end(granted_s * 1000, r->user);
	r->ops->arm(renew_ms, r->user);
	enter(r, REGISTRATION_HELD);
}

static void wait(struct registration *r, enum registration_state to, unsigned limit_ms,
	unsigned least_s)
{
	unsigned wait_ms = backoff_ms(
		++r->failures, FIRST_WAIT_MS, limit_ms, r->ops->noise(r->user));

	if (least_s > RETRY_AFTER_MAX_S)
		least_s = RETRY_AFTER_MAX_S;
	if (wait_ms < least_s * 1000)
		wait_ms = least_s * 1000;
	r->ops->arm(wait_ms, r->user);
	enter(r, to);
}

static void refuse(struct registration *r)
{
	r->ops->arm(0, r->user);
	r->ops->arm_end(0, r->user);
	enter(r, REGISTRATION_REFUSED);
}

static void gone(struct registration *r)
{
	r->ops->arm(0, r->user);
	r->ops->arm_end(0, r->user);
	enter(r, REGISTRATION_GONE);
}

/* Rationale: a request under way may have been granted; so it is taken back too. */
static void leave(struct registration *r)
{
	r->ops->forget(r->user);
	r->ops->arm(0, r->user);
	r->ops->arm_end(0, r->user);
	enter(r, REGISTRATION_LEAVING);
	r->ops->ask(0, r->user);
}

/* An answer, or none, to a request of ours.
 * @param again where to wait when it was no good */
static void answered(struct registration *r, enum registration_input in, unsigned value,
	enum registration_state again)
{
	switch (in) {
	case REGISTRATION_GRANTED:
		if (value)
			hold(r, value);
		else
			wait(r, again, DECLINED_WAIT_MAX_MS, 0);
		break;
	case REGISTRATION_TOO_BRIEF:
		if (value > r->expires_s && value <= EXPIRES_MAX_S &&
			++r->briefs <= BRIEFS_MAX) {
			r->expires_s = value;
			r->ops->ask(value, r->user);
		} else {
			wait(r, again, DECLINED_WAIT_MAX_MS, 0);
		}
		break;
	case REGISTRATION_DENIED: refuse(r); break;
	case REGISTRATION_FORBIDDEN:
		if (++r->forbidden >= FORBIDDEN_MAX)
			refuse(r);
		else
			wait(r, again, DECLINED_WAIT_MAX_MS, 0);
		break;
	case REGISTRATION_DECLINED: wait(r, again, DECLINED_WAIT_MAX_MS, value); break;
	case REGISTRATION_SILENT: wait(r, again, SILENT_WAIT_MAX_MS, 0); break;
	case REGISTRATION_START:
	case REGISTRATION_STOP:
	case REGISTRATION_MOVED:
	case REGISTRATION_TIME:
	case REGISTRATION_LAPSED: break;
	}
}

static void moved(struct registration *r)
{
	r->ops->forget(r->user);
	r->ops->arm_end(0, r->user);
	ask(r, REGISTRATION_ASKING);
}

static void asking(struct registration *r, enum registration_input in, unsigned value)
{
	if (in == REGISTRATION_STOP)
		leave(r);
	else if (in == REGISTRATION_MOVED)
		moved(r);
	else
		answered(r, in, value, REGISTRATION_WAITING);
}

static void renewing(struct registration *r, enum registration_input in, unsigned value)
{
	if (in == REGISTRATION_STOP)
		leave(r);
	else if (in == REGISTRATION_MOVED)
		moved(r);
	else if (in == REGISTRATION_LAPSED)
		enter(r, REGISTRATION_ASKING);
	else
		answered(r, in, value, REGISTRATION_RETRYING);
}

static void waiting(struct registration *r, enum registration_input in)
{
	switch (in) {
	case REGISTRATION_TIME: ask(r, REGISTRATION_ASKING); break;
	case REGISTRATION_MOVED: moved(r); break;
	case REGISTRATION_STOP: gone(r); break;
	case REGISTRATION_START:
	case REGISTRATION_GRANTED:
	case REGISTRATION_TOO_BRIEF:
	case REGISTRATION_DENIED:
	case REGISTRATION_FORBIDDEN:
	case REGISTRATION_DECLINED:
	case REGISTRATION_SILENT:
	case REGISTRATION_LAPSED: break;
	}
}

/* HELD and RETRYING */
static void holding(struct registration *r, enum registration_input in)
{
	switch (in) {
	case REGISTRATION_TIME: ask(r, REGISTRATION_RENEWING); break;
	case REGISTRATION_LAPSED: ask(r, REGISTRATION_ASKING); break;
	case REGISTRATION_MOVED: moved(r); break;
	case REGISTRATION_STOP: leave(r); break;
	case REGISTRATION_START:
	case REGISTRATION_GRANTED:
	case REGISTRATION_TOO_BRIEF:
	case REGISTRATION_DENIED:
	case REGISTRATION_FORBIDDEN:
	case REGISTRATION_DECLINED:
	case REGISTRATION_SILENT: break;
	}
}

/* Any answer will do: there is no second farewell. */
static void leaving(struct registration *r, enum registration_input in)
{
	switch (in) {
	case REGISTRATION_GRANTED:
	case REGISTRATION_TOO_BRIEF:
	case REGISTRATION_DENIED:
	case REGISTRATION_FORBIDDEN:
	case REGISTRATION_DECLINED:
	case REGISTRATION_SILENT: gone(r); break;
	case REGISTRATION_START:
	case REGISTRATION_STOP:
	case REGISTRATION_MOVED:
	case REGISTRATION_TIME:
	case REGISTRATION_LAPSED: break;
	}
}

void registration_init(struct registration *r, unsigned expires_s,
	const struct registration_ops *ops, void *user)
{
	*r = (struct registration){.expires_s = expires_s, .ops = ops, .user = user};
}

void registration_input(
	struct registration *r, enum registration_input in, unsigned value)
{
	switch (r->state) {
	case REGISTRATION_IDLE:
		if (in == REGISTRATION_START)
			ask(r, REGISTRATION_ASKING);
		else if (in == REGISTRATION_STOP)
			gone(r);
		break;
	case REGISTRATION_ASKING: asking(r, in, value); break;
	case REGISTRATION_WAITING: waiting(r, in); break;
	case REGISTRATION_HELD:
	case REGISTRATION_RETRYING: holding(r, in); break;
	case REGISTRATION_RENEWING: renewing(r, in, value); break;
	case REGISTRATION_REFUSED:
		if (in == REGISTRATION_STOP)
			gone(r);
		break;
	case REGISTRATION_LEAVING: leaving(r, in); break;
	case REGISTRATION_GONE: break;
	}
}

bool registration_holds(const struct registration *r)
{
	return r->state == REGISTRATION_HELD || r->state == REGISTRATION_RENEWING ||
	       r->state == REGISTRATION_RETRYING;
}
