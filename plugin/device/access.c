/* SPDX-License-Identifier: Apache-2.0 */
/* access.c - who opened the door, and how: one story from several sources. */

#include "access.h"

#include <errno.h>
#include <string.h>

static struct access_door *door_of(struct access *a, unsigned door)
{
	return door && door <= ACCESS_DOORS_MAX ? &a->doors[door - 1] : NULL;
}

static void granted(const struct access_door *d, const struct event_access *who)
{
	d->access->tell(ACCESS_TYPE_GRANTED, d->number, who, d->access->user);
}

static void granted_by_host(const struct access_door *d, const char *device_time)
{
	struct event_access who = {.method = METHOD_HOST};

	if (device_time)
		memcpy(who.device_time, device_time, sizeof(who.device_time));
	granted(d, &who);
}

/* ---- relays that are still to come ---- */

static void stop_expecting(void *user)
{
	struct access_door *d = user;

	d->expected = 0;
	d->doubtful = 0;
}

static void expect(struct access_door *d, unsigned ms)
{
	timer_start(d->access->timers, &d->expectation, ms, stop_expecting, d);
}

/* ---- relays that nobody has explained ---- */

static void out_of_patience(void *user)
{
	struct access_door *d = user;
	struct event_access who[ACCESS_QUESTIONS_MAX];
	unsigned count = d->question_count;

	memcpy(who, d->questions, sizeof(who));
	d->question_count = 0;
	for (unsigned i = 0; i < count; i++)
		granted(d, &who[i]);
}

static void ask(struct access_door *d, const struct event_access *who)
{
	if (d->question_count == ACCESS_QUESTIONS_MAX) {
		granted(d, who);
		return;
	}
	d->questions[d->question_count++] = *who;
	if (!timer_running(&d->patience))
		timer_start(d->access->timers, &d->patience, ACCESS_WAIT_MS,
			out_of_patience, d);
}

/* The oldest question is answered by what came now. @return false: there is none */
static bool answer_question(struct access_door *d)
{
	if (!d->question_count)
		return false;
	d->question_count--;
	memmove(&d->questions[0], &d->questions[1],
		d->question_count * sizeof(d->questions[0]));
	if (!d->question_count)
		timer_stop(&d->patience);
	return true;
}

/* ---- what comes in ---- */

static void relay(struct access_door *d, const struct event *ev)
{
	if (d->expected) {
		d->expected--;
		return;
	}
	if (d->orders || d->doubtful) {
		if (d->orders) {
			d->orders--;
			d->claimed++;
		} else {
			d->doubtful--;
		}
		granted_by_host(d, ev->access.device_time);
		return;
	}
	ask(d, &ev->access);
}

static void credential(struct access_door *d, const struct event *ev)
{
	if (!answer_question(d)) {
		d->expected++;
		expect(d, ACCESS_RELAY_MS);
	}
	granted(d, &ev->access);
}

/* Rationale: whatever has been explained already was no stranger on the network; an order
 * of ours makes the station say the same. */
static void remote(struct access_door *d, const struct event *ev)
{
	struct event_access who = ev->access;

	who.method = METHOD_APP;
	if (answer_question(d))
		granted(d, &who);
}

/* The first door with a relay that nobody has explained. */
static struct access_door *questioned(struct access *a)
{
	for (unsigned i = 0; i < ACCESS_DOORS_MAX; i++) {
		if (a->doors[i].question_count)
			return &a->doors[i];
	}
	return NULL;
}

void access_event(struct access *a, const struct event *ev)
{
	struct access_door *d = door_of(a, ev->door);

	if (ev->kind == EVENT_REMOTE_UNLOCK && !d)
		d = questioned(a);
	if (!d)
		return;
	switch (ev->kind) {
	case EVENT_DOOR_UNLOCKED: relay(d, ev); break;
	case EVENT_ACCESS_GRANTED: credential(d, ev); break;
	case EVENT_REMOTE_UNLOCK: remote(d, ev); break;
	case EVENT_ACCESS_DENIED:
		a->tell(ACCESS_TYPE_DENIED, d->number, &ev->access, a->user);
		break;
	case EVENT_DOOR_FORCED:
		a->tell(ACCESS_TYPE_FORCED_OPEN, d->number, &ev->access, a->user);
		break;
	case EVENT_DOOR_LEFT_OPEN:
		a->tell(ACCESS_TYPE_HELD_OPEN, d->number, &ev->access, a->user);
		break;
	default: break; /* not about access */
	}
}

void access_order_begun(struct access *a, unsigned door)
{
	struct access_door *d = door_of(a, door);

	if (d)
		d->orders++;
}

static void order_done(struct access_door *d)
{
	if (d->claimed) {
		d->claimed--; /* its relay was quicker, and told already */
		return;
	}
	d->orders--;
	d->expected++;
	expect(d, ACCESS_RELAY_MS);
	granted_by_host(d, NULL);
}

static void order_doubtful(struct access_door *d)
{
	if (d->claimed) {
		d->claimed--;
		return;
	}
	d->orders--;
	d->doubtful++;
	expect(d, ACCESS_DOUBT_MS);
}

void access_order_ended(struct access *a, unsigned door, int err)
{
	struct access_door *d = door_of(a, door);

	if (!d || !(d->orders + d->claimed))
		return;
	if (!err)
		order_done(d);
	else if (err == -ETIMEDOUT)
		order_doubtful(d);
	else if (d->orders)
		d->orders--; /* nothing moved */
	else
		d->claimed--;
}

const char *access_type_name(enum access_type type)
{
	static const char *const names[ACCESS_TYPES] = {
		[ACCESS_TYPE_GRANTED] = "granted",
		[ACCESS_TYPE_DENIED] = "denied",
		[ACCESS_TYPE_FORCED_OPEN] = "forced_open",
		[ACCESS_TYPE_HELD_OPEN] = "held_open",
	};

	return names[type];
}

/* ---- life ---- */

void access_forget(struct access *a)
{
	for (unsigned i = 0; i < ACCESS_DOORS_MAX; i++) {
		struct access_door *d = &a->doors[i];

		timer_stop(&d->expectation);
		stop_expecting(d);
		if (timer_running(&d->patience)) {
			timer_stop(&d->patience);
			out_of_patience(d); /* it did happen */
		}
	}
}

void access_init(
	struct access *a, struct timers *timers, access_tell_fn *tell, void *user)
{
	*a = (struct access){.timers = timers, .tell = tell, .user = user};
	for (unsigned i = 0; i < ACCESS_DOORS_MAX; i++) {
		a->doors[i].access = a;
		a->doors[i].number = i + 1;
	}
}

void access_finish(struct access *a)
{
	for (unsigned i = 0; i < ACCESS_DOORS_MAX; i++) {
		timer_stop(&a->doors[i].expectation);
		timer_stop(&a->doors[i].patience);
	}
}
