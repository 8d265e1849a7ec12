/* SPDX-License-Identifier: Apache-2.0 */
/* device-link.c - stay connected to one device: who is it, then its event stream, for ever. */

#include "device-link.h"

#include "backoff.h"

#include <errno.h>

static void time_is_up(void *user)
{
	device_link_input(user, LINK_TIME, 0, "");
}

static void arm(struct device_link *l, unsigned ms)
{
	timer_start(l->timers, &l->timer, ms, time_is_up, l);
}

/* Twice the longest pause seen: a device that beats every 10 s has 20. */
static unsigned silence_limit_ms(const struct device_link *l)
{
	unsigned limit = l->gap_ms ? 2 * l->gap_ms : LINK_SILENCE_FIRST_MS;

	if (limit < LINK_SILENCE_MIN_MS)
		return LINK_SILENCE_MIN_MS;
	return limit > LINK_SILENCE_MAX_MS ? LINK_SILENCE_MAX_MS : limit;
}

static void rest(struct device_link *l, int err)
{
	bool refused = err == -EREMOTEIO || err == -ENOTSUP || err == -EPERM ||
		       err == -EKEYREJECTED || err == -EPROTONOSUPPORT;

	/* Rationale: it has been away for long, and now it answers, still booting. That is
	 * a first refusal, not the twentieth failure. */
	if (refused != l->refused)
		l->failures = 0;
	l->refused = refused;
	l->failures++;
	if (err == -EACCES || err == -EAGAIN)
		return; /* until the login changes: see LINK_TIME */
	arm(l, backoff_ms(l->failures,
		       refused ? LINK_REFUSED_FIRST_MS : LINK_REST_FIRST_MS,
		       refused ? LINK_REFUSED_LIMIT_MS : LINK_REST_LIMIT_MS,
		       l->noise++));
}

static void enter(
	struct device_link *l, enum link_state state, int err, const char *why)
{
	timer_stop(&l->timer);
	l->state = state;
	switch (state) {
	case LINK_IDLE: break;
	case LINK_IDENTIFY: l->ops->identify(l->user); break;
	case LINK_PROBE: l->ops->probe(l->user); break;
	case LINK_OPENING: l->ops->open_stream(l->user); break;
	case LINK_LISTENING:
		l->last_ms = l->opened_ms = l->timers->now_ms;
		l->gap_ms = 0;
		arm(l, LINK_SILENCE_FIRST_MS);
		l->ops->online(l->user);
		break;
	case LINK_PUSHED:
		l->opened_ms = l->timers->now_ms;
		l->ops->online(l->user);
		break;
	case LINK_RESTING:
		rest(l, err);
		l->ops->drop(l->user);
		l->ops->offline(err, why, l->user);
		break;
	}
}

static void idle(struct device_link *l, enum link_input in)
{
	switch (in) {
	case LINK_START: enter(l, LINK_IDENTIFY, 0, ""); break;
	case LINK_ANSWERED:
	case LINK_FAILED:
	case LINK_ALIVE:
	case LINK_LOST:
	case LINK_TIME:
	case LINK_INSTEAD:
	case LINK_HINT: break;
	}
}

/* The three questions differ only in what comes next. */
static void asking(struct device_link *l, enum link_input in, enum link_state next,
	int err, const char *why)
{
	switch (in) {
	case LINK_ANSWERED: enter(l, next, 0, ""); break;
	case LINK_FAILED:
	case LINK_LOST: enter(l, LINK_RESTING, err, why); break;
	case LINK_INSTEAD:
		if (l->state == LINK_OPENING)
			enter(l, LINK_PUSHED, 0, "");
		break;
	case LINK_START:
	case LINK_ALIVE:
	case LINK_TIME:
	case LINK_HINT: break;
	}
}

static void listening(
	struct device_link *l, enum link_input in, int err, const char *why)
{
	switch (in) {
	case LINK_ALIVE:
		if (l->timers->now_ms - l->last_ms > l->gap_ms)
			l->gap_ms = (unsigned)(l->timers->now_ms - l->last_ms);
		l->last_ms = l->timers->now_ms;
		if (l->last_ms - l->opened_ms >= LINK_STEADY_MS)
			l->failures = 0;
		arm(l, silence_limit_ms(l));
		break;
	case LINK_FAILED:
	case LINK_LOST: enter(l, LINK_RESTING, err, why); break;
	case LINK_TIME:
		enter(l, LINK_RESTING, -EHOSTUNREACH,
			"the device has fallen silent: its event stream is open, and not "
			"even a heartbeat comes");
		break;
	case LINK_START:
	case LINK_ANSWERED:
	case LINK_INSTEAD:
	case LINK_HINT: break;
	}
}

static void pushed(struct device_link *l, enum link_input in, int err, const char *why)
{
	switch (in) {
	case LINK_ALIVE:
		if (l->timers->now_ms - l->opened_ms >= LINK_STEADY_MS)
			l->failures = 0;
		break;
	case LINK_FAILED:
	case LINK_LOST: enter(l, LINK_RESTING, err, why); break;
	case LINK_START:
	case LINK_ANSWERED:
	case LINK_INSTEAD:
	case LINK_TIME:
	case LINK_HINT: break;
	}
}

static void resting(struct device_link *l, enum link_input in)
{
	switch (in) {
	case LINK_TIME: enter(l, LINK_IDENTIFY, 0, ""); break;
	case LINK_HINT:
		if (l->failures > 1 && !l->refused && timer_running(&l->timer))
			enter(l, LINK_IDENTIFY, 0, "");
		break;
	case LINK_START:
	case LINK_ANSWERED:
	case LINK_FAILED:
	case LINK_ALIVE:
	case LINK_INSTEAD:
	case LINK_LOST: break;
	}
}

void device_link_input(
	struct device_link *l, enum link_input in, int err, const char *why)
{
	switch (l->state) {
	case LINK_IDLE: idle(l, in); break;
	case LINK_IDENTIFY: asking(l, in, LINK_PROBE, err, why); break;
	case LINK_PROBE: asking(l, in, LINK_OPENING, err, why); break;
	case LINK_OPENING: asking(l, in, LINK_LISTENING, err, why); break;
	case LINK_LISTENING: listening(l, in, err, why); break;
	case LINK_PUSHED: pushed(l, in, err, why); break;
	case LINK_RESTING: resting(l, in); break;
	}
}

void device_link_init(struct device_link *l, struct timers *timers, unsigned noise,
	const struct device_link_ops *ops, void *user)
{
	*l = (struct device_link){
		.timers = timers, .noise = noise, .ops = ops, .user = user};
}

void device_link_finish(struct device_link *l)
{
	timer_stop(&l->timer);
}

bool device_link_stands(const struct device_link *l)
{
	return l->state == LINK_LISTENING || l->state == LINK_PUSHED;
}
