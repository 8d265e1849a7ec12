/* SPDX-License-Identifier: Apache-2.0 */
/* device-link.c - stay connected to one device: who is it, then its event stream, for ever. */

#include "device-link.h"

#include "backoff.h"

#include <errno.h>
#include <stdio.h>

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
	unsigned most = LINK_SILENCE_MAX_MS - (l->beats ? 0 : l->traits.grace_ms);

	if (limit < LINK_SILENCE_MIN_MS)
		return LINK_SILENCE_MIN_MS;
	return limit > most ? most : limit;
}

/* ---- what the owner is told ---- */

static void tell_online(struct device_link *l)
{
	timer_stop(&l->grace);
	if (l->online)
		return; /* it was not gone for long */
	l->online = true;
	l->ops->online(l->user);
}

static void tell_offline(struct device_link *l, int err, const char *why)
{
	timer_stop(&l->grace);
	l->online = false;
	l->ops->offline(err, why, l->user);
}

static void grace_is_over(void *user)
{
	struct device_link *l = user;
	char why[LINK_WHY_MAX];

	snprintf(why, sizeof(why), "%s", l->away_why);
	tell_offline(l, l->away_err, why);
}

static void begin_grace(struct device_link *l, int err, const char *why)
{
	l->away_err = err;
	snprintf(l->away_why, sizeof(l->away_why), "%s", why);
	timer_start(l->timers, &l->grace, l->traits.grace_ms, grace_is_over, l);
}

/* Trying again will not do. */
static bool is_final(int err)
{
	return err == -EACCES || err == -EAGAIN || err == -EPERM ||
	       err == -EKEYREJECTED || err == -ENOKEY || err == -EPROTONOSUPPORT;
}

static void tell_failure(struct device_link *l, int err, const char *why)
{
	if (!timer_running(&l->grace) || is_final(err)) {
		tell_offline(l, err, why);
		return;
	}
	l->away_err = err;
	snprintf(l->away_why, sizeof(l->away_why), "%s", why);
}

/* ---- states ---- */

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
	if (l->busy)
		arm(l, backoff_ms(l->failures, l->traits.busy_first_ms,
			       l->traits.busy_limit_ms, l->noise++));
	else
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
	case LINK_PROVING: arm(l, l->traits.proof_ms); break;
	case LINK_LISTENING:
		l->last_ms = l->opened_ms = l->timers->now_ms;
		l->gap_ms = 0;
		l->streamed = true;
		l->busy = false;
		arm(l, LINK_SILENCE_FIRST_MS);
		tell_online(l);
		break;
	case LINK_PUSHED:
		l->opened_ms = l->timers->now_ms;
		tell_online(l);
		break;
	case LINK_RESTING:
		rest(l, err);
		l->ops->drop(l->user);
		tell_failure(l, err, why);
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
	case LINK_PROVEN:
	case LINK_LOST:
	case LINK_TIME:
	case LINK_INSTEAD:
	case LINK_HINT: break;
	}
}

/* It takes our questions, and would not give the stream. */
static bool is_busy(const struct device_link *l, int err)
{
	return l->traits.busy_first_ms && l->state == LINK_OPENING &&
	       (err == -EREMOTEIO || (err == -ENOTSUP && l->streamed));
}

/* The three questions differ only in what comes next. */
static void asking(struct device_link *l, enum link_input in, enum link_state next,
	int err, const char *why)
{
	switch (in) {
	case LINK_ANSWERED: enter(l, next, 0, ""); break;
	case LINK_FAILED:
	case LINK_LOST:
		l->busy = is_busy(l, err);
		enter(l, LINK_RESTING, err, why);
		break;
	case LINK_INSTEAD:
		if (l->state == LINK_OPENING)
			enter(l, LINK_PUSHED, 0, "");
		break;
	case LINK_START:
	case LINK_ALIVE:
	case LINK_PROVEN:
	case LINK_TIME:
	case LINK_HINT: break;
	}
}

static void proving(struct device_link *l, enum link_input in)
{
	switch (in) {
	case LINK_PROVEN:
	case LINK_TIME: enter(l, LINK_LISTENING, 0, ""); break;
	case LINK_FAILED:
	case LINK_LOST:
		l->busy = l->traits.busy_first_ms;
		enter(l, LINK_RESTING, -EREMOTEIO,
			"the device opened its event stream and closed it at once: "
			"others may have taken all its places");
		break;
	case LINK_START:
	case LINK_ANSWERED:
	case LINK_ALIVE:
	case LINK_INSTEAD:
	case LINK_HINT: break;
	}
}

/* The stream is gone, which does not have to mean much. */
static void come_back(
	struct device_link *l, enum link_state way, int err, const char *why)
{
	timer_stop(&l->timer);
	l->ops->drop(l->user);
	begin_grace(l, err, why);
	enter(l, way, 0, "");
}

static bool is_steady(const struct device_link *l)
{
	return l->timers->now_ms - l->opened_ms >= LINK_STEADY_MS;
}

static void fall_silent(struct device_link *l)
{
	static const char why[] =
		"the device has fallen silent: its event stream is open, and not "
		"even a heartbeat comes";

	/* Rationale: some NVRs send no heartbeats (a 16-channel one, as captured), and at night
	 * nothing else. */
	if (l->traits.grace_ms && !l->beats)
		come_back(l, LINK_IDENTIFY, -EHOSTUNREACH, why);
	else
		enter(l, LINK_RESTING, -EHOSTUNREACH, why);
}

static void listening(
	struct device_link *l, enum link_input in, int err, const char *why)
{
	switch (in) {
	case LINK_ALIVE:
		if (l->timers->now_ms - l->last_ms > l->gap_ms)
			l->gap_ms = (unsigned)(l->timers->now_ms - l->last_ms);
		l->last_ms = l->timers->now_ms;
		if (is_steady(l))
			l->failures = 0;
		arm(l, silence_limit_ms(l));
		break;
	case LINK_FAILED:
	case LINK_LOST:
		if (l->traits.grace_ms && is_steady(l))
			come_back(l, LINK_OPENING, err, why);
		else
			enter(l, LINK_RESTING, err, why);
		break;
	case LINK_TIME: fall_silent(l); break;
	case LINK_START:
	case LINK_ANSWERED:
	case LINK_PROVEN:
	case LINK_INSTEAD:
	case LINK_HINT: break;
	}
}

static void pushed(struct device_link *l, enum link_input in, int err, const char *why)
{
	switch (in) {
	case LINK_ALIVE:
		if (is_steady(l))
			l->failures = 0;
		break;
	case LINK_FAILED:
	case LINK_LOST: enter(l, LINK_RESTING, err, why); break;
	case LINK_START:
	case LINK_ANSWERED:
	case LINK_PROVEN:
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
	case LINK_PROVEN:
	case LINK_INSTEAD:
	case LINK_LOST: break;
	}
}

static enum link_state opened(const struct device_link *l)
{
	return l->traits.proof_ms ? LINK_PROVING : LINK_LISTENING;
}

void device_link_input(
	struct device_link *l, enum link_input in, int err, const char *why)
{
	switch (l->state) {
	case LINK_IDLE: idle(l, in); break;
	case LINK_IDENTIFY: asking(l, in, LINK_PROBE, err, why); break;
	case LINK_PROBE: asking(l, in, LINK_OPENING, err, why); break;
	case LINK_OPENING: asking(l, in, opened(l), err, why); break;
	case LINK_PROVING: proving(l, in); break;
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
	timer_stop(&l->grace);
}

bool device_link_stands(const struct device_link *l)
{
	return l->state == LINK_LISTENING || l->state == LINK_PUSHED;
}

void device_link_beat(struct device_link *l)
{
	l->beats = true;
}

void device_link_replaced(struct device_link *l)
{
	if (timer_running(&l->grace))
		tell_offline(l, -EHOSTUNREACH, "another device answers at its address");
}

void device_link_unlocked(struct device_link *l)
{
	if (l->state == LINK_RESTING && !timer_running(&l->timer))
		device_link_input(l, LINK_TIME, 0, "");
}

const char *device_link_state_name(const struct device_link *l)
{
	switch (l->state) {
	case LINK_IDLE: return "idle";
	case LINK_IDENTIFY: return "identify";
	case LINK_PROBE: return "probe";
	case LINK_OPENING: return "opening";
	case LINK_PROVING: return "proving";
	case LINK_LISTENING: return "listening";
	case LINK_PUSHED: return "pushed";
	case LINK_RESTING: return "resting";
	}
	return "";
}
