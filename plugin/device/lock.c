/* SPDX-License-Identifier: Apache-2.0 */
/* lock.c - one door's lock: what we believe about it, and commands under way.
 *
 * What we believe comes from the station's own events; until it has told of one, and
 * again after events may have been missed, the lock is unknown. A command that the
 * station took is believed for BELIEF_LIMIT_MS, by then its event should have come. */

#include "lock.h"

#include "station.h"
#include "timers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	BELIEF_LIMIT_MS = 10 * 1000,
	COMMANDS_MAX = 4096, /**< under way; more are answered with busy */
};

/* One order of the user, on its way to the station. */
struct command {
	struct command *next;
	struct lock *lock;
	uint64_t ticket; /**< 0: answered already */
	enum door_action action;
	bool settled; /**< the station's event came before its answer */
	struct unit_command *sent;
};

enum belief { UNKNOWN, LOCKED, UNLOCKED };

struct lock {
	struct child child;
	enum belief belief;
	struct timer
		doubt; /**< runs while nothing but our command speaks for `belief` */
	struct command *commands; /**< oldest first */
	unsigned command_count;
	const char *told; /**< the state last reported; NULL: unknown */
};

static struct lock *lock_of(struct child *c)
{
	return (struct lock *)c;
}

/* A command under way shows, then what we believe does. */
static const char *state_name(const struct lock *l)
{
	if (l->commands)
		return l->commands->action == DOOR_UNLOCK ? "unlocking" : "locking";
	switch (l->belief) {
	case UNKNOWN: return NULL;
	case LOCKED: return "locked";
	case UNLOCKED: return "unlocked";
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

/* The station itself said so. */
static void know(struct lock *l, enum belief belief)
{
	timer_stop(&l->doubt);
	l->belief = belief;
}

/* It took our command; its event has not come yet. */
static void believe(struct lock *l, enum belief belief)
{
	if (l->belief == belief)
		return;
	l->belief = belief;
	timer_start(station_timers(l->child.station), &l->doubt, BELIEF_LIMIT_MS,
		doubt_it, l);
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
	return command->action == DOOR_UNLOCK ? UNLOCKED : LOCKED;
}

static void take_out(struct command *command)
{
	struct lock *l = command->lock;
	struct command **link = &l->commands;

	while (*link != command)
		link = &(*link)->next;
	*link = command->next;
	l->command_count--;
}

static void command_done(int err, const char *why, void *user)
{
	struct command *command = user;
	struct lock *l = command->lock;
	uint64_t ticket = command->ticket;
	bool unlocked = !err && wish(command) == UNLOCKED;

	take_out(command);
	if (!err && !command->settled)
		believe(l, wish(command));
	else if (err == -ETIMEDOUT && !command->settled)
		know(l, UNKNOWN); /* until an event of the station settles it */
	free(command);
	tell(l);
	if (unlocked)
		tell_others(l);
	if (ticket)
		station_answer(l->child.station, ticket, err, why);
}

static int order(struct lock *l, uint64_t ticket, enum door_action action)
{
	struct command **end = &l->commands;
	struct command *command;
	int err;

	if (l->command_count >= COMMANDS_MAX)
		return -EBUSY;
	command = calloc(1, sizeof(*command));
	if (!command)
		return -ENOMEM;
	*command = (struct command){.lock = l, .ticket = ticket, .action = action};
	err = station_door(l->child.station, l->child.door, action, command_done,
		command, &command->sent);
	if (err) {
		free(command);
		return err;
	}
	while (*end)
		end = &(*end)->next;
	*end = command;
	l->command_count++;
	tell(l);
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
	return -ENOENT;
}

/* Give a command up: its request is answered, or the lock goes, or the unit does. */
static void drop(struct command *command)
{
	struct lock *l = command->lock;
	struct station *station = l->child.station;
	bool unsent = station_config(station)->vendor->cancel(command->sent);

	take_out(command);
	if (!unsent && !command->settled)
		know(l, UNKNOWN);
	if (command->ticket)
		station_answer(station, command->ticket, -ECANCELED,
			unsent ? "given up before it was sent"
			       : "given up; the outcome is unknown");
	free(command);
}

static void lock_on_cancel(struct child *c, uint64_t ticket)
{
	struct lock *l = lock_of(c);
	struct command *command = l->commands;

	while (command && command->ticket != ticket)
		command = command->next;
	if (!command)
		return;
	command->ticket = 0; /* answered already */
	drop(command);
	tell(l);
}

/* Rationale: events and answers come over two connections, in any order. An answer that
 * comes behind its event adds nothing: the door may have been locked again since. */
static void lock_on_event(struct child *c, const struct event *ev)
{
	struct lock *l = lock_of(c);

	if (ev->kind == EVENT_DOOR_UNLOCKED)
		know(l, UNLOCKED);
	else if (ev->kind == EVENT_DOOR_LOCKED)
		know(l, LOCKED);
	else
		return;
	if (l->commands && wish(l->commands) == l->belief)
		l->commands->settled = true;
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
	return json_pack("{s:{s:s,s:s,s:b}}", "lock", "type", "lock", "feedback",
		"event", "main", 1);
}

static void lock_on_unit_gone(struct child *c)
{
	struct lock *l = lock_of(c);

	while (l->commands)
		drop(l->commands);
	tell(l);
}

static void lock_destroy(struct child *c)
{
	struct lock *l = lock_of(c);

	while (l->commands)
		drop(l->commands);
	timer_stop(&l->doubt);
	free(l);
}

static struct child *lock_create(struct station *station)
{
	struct lock *l = calloc(1, sizeof(*l));

	return l ? &l->child : NULL;
}

const struct child_type lock_type = {
	.suffix = "lock",
	.type = "lock",
	.title = "lock",
	.per_door = true,
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
