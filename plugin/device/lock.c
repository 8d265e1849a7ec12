/* SPDX-License-Identifier: Apache-2.0 */
/* lock.c - one door's lock: what we believe about it, and commands under way.
 *
 * What we believe comes from the station's own events; until it has told of one, and
 * again after events may have been missed, the lock is unknown. A command that the
 * station took is believed for BELIEF_LIMIT_MS, by then its event should have come; an
 * unlock whose time is known ends by itself, as some stations tell of neither. */

#include "lock.h"

#include "access.h"
#include "commands.h"
#include "door-timing.h"
#include "station.h"
#include "timers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	BELIEF_LIMIT_MS = 10 * 1000,
	RELOCK_SLACK_MS = 1500,
	MOMENTARY_MAX_MS = 3600 * 1000, /**< the most a descriptor may say */
	COMMANDS_MAX = 4096,            /**< under way; more are answered with busy */
};

enum belief { UNKNOWN, LOCKED, UNLOCKED, HELD };

struct lock {
	struct child child;
	enum belief belief;
	bool confirmed;           /**< the station itself told of `belief` */
	struct timer doubt;       /**< ends `belief` */
	struct commands commands; /**< action: enum door_action */
	struct door_timing timing;
	const char *told; /**< the state last reported; NULL: unknown */
};

static struct lock *lock_of(struct child *c)
{
	return (struct lock *)c;
}

static unsigned open_ms(const struct lock *l)
{
	const struct child *c = &l->child;

	return c->door <= UNIT_NUMBERS_MAX
		       ? station_info(c->station)->open_ms[c->door - 1]
		       : 0;
}

/* A command under way shows, then what we believe does. */
static const char *state_name(const struct lock *l)
{
	if (l->commands.first) {
		switch ((enum door_action)l->commands.first->action) {
		case DOOR_UNLOCK: return "unlocking";
		case DOOR_LOCK: return "locking";
		case DOOR_HOLD: return "opening";
		}
	}
	switch (l->belief) {
	case UNKNOWN: return NULL;
	case LOCKED: return "locked";
	case UNLOCKED: return "unlocked";
	case HELD: return "open";
	}
	return NULL;
}

static void tell(struct lock *l)
{
	const char *name = state_name(l);

	if (name == l->told)
		return;
	l->told = name;
	station_state(&l->child, "lock", json_pack("{s:s?}", "state", name));
}

static void doubt_it(void *user)
{
	struct lock *l = user;

	l->belief = UNKNOWN;
	tell(l);
}

static void relock(void *user)
{
	struct lock *l = user;

	l->belief = LOCKED;
	tell(l);
}

static void end_after(struct lock *l, unsigned ms, timer_fn *end)
{
	timer_start(station_timers(l->child.station), &l->doubt, ms, end, l);
}

/* The station itself said so. Rationale: an unlock that it told of, it also tells the end
 * of; when that is overdue, something was missed. */
static void know(struct lock *l, enum belief belief)
{
	timer_stop(&l->doubt);
	l->belief = belief;
	l->confirmed = belief != UNKNOWN;
	if (belief == UNLOCKED && open_ms(l))
		end_after(l, open_ms(l) + BELIEF_LIMIT_MS, doubt_it);
}

/* It took our command; its event has not come yet. A hold lasts until somebody ends it. */
static void believe(struct lock *l, enum belief belief)
{
	if ((l->belief == belief && l->confirmed) ||
		(l->belief == HELD && belief == UNLOCKED))
		return;
	timer_stop(&l->doubt);
	l->belief = belief;
	l->confirmed = false;
	if (belief == UNLOCKED && open_ms(l))
		end_after(l, open_ms(l) + RELOCK_SLACK_MS, relock);
	else if (belief != HELD)
		end_after(l, BELIEF_LIMIT_MS, doubt_it);
}

/* Rationale: some stations send no event of an unlock; the doorbell is to know that the
 * visitor was let in. */
static void tell_others(const struct lock *l)
{
	station_share(l->child.station, &l->child,
		&(struct event){.kind = EVENT_DOOR_UNLOCKED, .door = l->child.door});
}

/* What the command is to bring about. */
static enum belief wish(const struct command *command)
{
	switch ((enum door_action)command->action) {
	case DOOR_UNLOCK: return UNLOCKED;
	case DOOR_LOCK: return LOCKED;
	case DOOR_HOLD: return HELD;
	}
	return UNKNOWN;
}

/* Whoever asks who opened the door hears of our orders. */
static void tell_begun(const struct lock *l, enum door_action action)
{
	if (action != DOOR_LOCK)
		access_order_begun(station_access(l->child.station), l->child.door);
}

static void tell_ended(const struct command *command, int err)
{
	const struct child *c = command->commands->child;

	if (command->action != DOOR_LOCK)
		access_order_ended(station_access(c->station), c->door, err);
}

/* It may have been carried out, or not. An unlock changes nothing for a door held open. */
static void unsettled(const struct command *command)
{
	struct lock *l = lock_of(command->commands->child);
	bool changes = l->belief != HELD || command->action != DOOR_UNLOCK;

	if (!command->settled && changes)
		know(l, UNKNOWN);
}

/* The station told of what we believe. Rationale: events and answers come over two
 * connections, in any order. An answer that comes behind its event adds nothing: the door
 * may have been locked again since. */
static void settle(struct lock *l)
{
	struct command *command = l->commands.first;

	if (command && wish(command) != l->belief)
		command = NULL;
	door_timing_event(&l->timing, &l->child, l->belief, command);
	if (command)
		command->settled = true;
}

static void command_done(int err, const char *why, void *user)
{
	struct command *command = user;
	struct lock *l = lock_of(command->commands->child);
	uint64_t ticket = command->ticket;
	bool unlocked = !err && command->action != DOOR_LOCK;

	commands_take_out(command);
	if (!err)
		door_timing_answer(&l->timing, command, wish(command));
	if (!err && !command->settled)
		believe(l, wish(command));
	else if (err == -ETIMEDOUT)
		unsettled(command); /* until an event of the station settles it */
	tell(l);
	tell_ended(command, err);
	free(command);
	if (unlocked)
		tell_others(l);
	if (ticket)
		station_answer(l->child.station, ticket, err, why);
}

static int order(struct lock *l, uint64_t ticket, enum door_action action)
{
	struct command *command;
	int err = command_create(&l->commands, ticket, action, &command);

	if (err)
		return err;
	err = station_door(l->child.station, l->child.door, action, command_done,
		command, &command->sent);
	if (err) {
		free(command);
		return err;
	}
	commands_add(command);
	tell_begun(l, action);
	tell(l);
	return 0;
}

static int hold(struct lock *l, uint64_t ticket)
{
	if (station_info(l->child.station)->can_hold)
		return order(l, ticket, DOOR_HOLD);
	station_answer(l->child.station, ticket, -ENOTSUP,
		"the station has no command that holds this door open");
	return 0;
}

static int lock_on_request(struct child *c, const struct child_request *request)
{
	if (strcmp(request->capability, "lock"))
		return -ENOENT;
	if (!strcmp(request->op, "unlock"))
		return order(lock_of(c), request->ticket, DOOR_UNLOCK);
	if (!strcmp(request->op, "lock"))
		return order(lock_of(c), request->ticket, DOOR_LOCK);
	if (!strcmp(request->op, "open"))
		return hold(lock_of(c), request->ticket);
	return -ENOENT;
}

static void drop(struct command *command)
{
	bool unsent = command_give_up(command);

	if (!unsent)
		unsettled(command);
	tell_ended(command, unsent ? -ECANCELED : -ETIMEDOUT);
	free(command);
}

static void lock_on_cancel(struct child *c, uint64_t ticket)
{
	struct lock *l = lock_of(c);
	struct command *command = commands_disown(&l->commands, ticket);

	if (!command)
		return;
	drop(command);
	tell(l);
}

/* Its relay tells "unlocked" of a hold, too. */
static bool held(const struct lock *l)
{
	return l->belief == HELD ||
	       (l->commands.first && l->commands.first->action == DOOR_HOLD);
}

/* What is pushed tells of an unlock and never of its end. */
static void know_unlock(struct lock *l, enum event_source source)
{
	unsigned ms = open_ms(l);

	know(l, held(l) ? HELD : UNLOCKED);
	if (l->belief == UNLOCKED && source == SOURCE_PUSH)
		end_after(l, ms ? ms + RELOCK_SLACK_MS : BELIEF_LIMIT_MS,
			ms ? relock : doubt_it);
}

static void lock_on_event(struct child *c, const struct event *ev)
{
	struct lock *l = lock_of(c);

	switch (ev->kind) {
	case EVENT_DOOR_UNLOCKED: know_unlock(l, ev->source); break;
	case EVENT_DOOR_HELD: know(l, HELD); break;
	case EVENT_DOOR_LOCKED: know(l, LOCKED); break;
	default: return; /* another child's */
	}
	settle(l);
	tell(l);
}

/* While offline events are missed. */
static void lock_on_link(struct child *c, bool online)
{
	if (!online)
		know(lock_of(c), UNKNOWN);
	tell(lock_of(c));
}

static void lock_announced(struct child *c)
{
	struct lock *l = lock_of(c);

	l->told = state_name(l);
	station_state(c, "lock", json_pack("{s:s?}", "state", l->told));
}

static json_t *lock_describe(const struct child *c)
{
	const struct lock *l = (const struct lock *)c;
	unsigned ms = open_ms(l);
	json_t *lock = json_pack("{s:s,s:s,s:b,s:b}", "type", "lock", "feedback",
		"event", "main", 1, "can_open", station_info(c->station)->can_hold);

	if (ms && ms <= MOMENTARY_MAX_MS)
		json_object_set_new(lock, "momentary_ms", json_integer(ms));
	return json_pack("{s:o}", "lock", lock);
}

static void lock_on_unit_gone(struct child *c)
{
	struct lock *l = lock_of(c);

	while (l->commands.first)
		drop(l->commands.first);
	tell(l);
}

static void lock_destroy(struct child *c)
{
	struct lock *l = lock_of(c);

	while (l->commands.first)
		drop(l->commands.first);
	timer_stop(&l->doubt);
	free(l);
}

static struct child *lock_create(struct station *station)
{
	struct lock *l = calloc(1, sizeof(*l));

	if (!l)
		return NULL;
	l->commands = (struct commands){.child = &l->child, .limit = COMMANDS_MAX};
	return &l->child;
}

const struct child_type lock_type = {
	.suffix = "lock",
	.type = "lock",
	.title = "lock",
	.numbered = true,
	.create = lock_create,
	.destroy = lock_destroy,
	.describe = lock_describe,
	.announced = lock_announced,
	.on_event = lock_on_event,
	.on_link = lock_on_link,
	.on_request = lock_on_request,
	.on_unit_gone = lock_on_unit_gone,
	.on_cancel = lock_on_cancel,
};
