/* SPDX-License-Identifier: Apache-2.0 */
/* timers.c - a set of timers and the clock they run on.
 *
 * A sorted list: an instance has about ten timers, and most are stopped or restarted
 * long before they are due. */

#include "timers.h"

#include <stddef.h>

enum { NEVER = -1 };

static void changed(struct timers *set)
{
	if (set->changed)
		set->changed(set->user);
}

/* @return whether it was there */
static bool unlink_from(struct timer **link, const struct timer *t)
{
	for (; *link; link = &(*link)->next)
		if (*link == t) {
			*link = t->next;
			return true;
		}
	return false;
}

/* Out of its lists. @return whether it was the earliest that waits */
static bool take_out(struct timer *t)
{
	struct timers *set = t->set;
	bool was_first = set->first == t;

	if (!unlink_from(&set->due, t))
		unlink_from(&set->first, t);
	t->next = NULL;
	t->set = NULL;
	return was_first;
}

void timer_start(struct timers *set, struct timer *t, unsigned after_ms, timer_fn *fn,
	void *user)
{
	struct timer **link = &set->first;
	bool was_first;

	if (t->set != set)
		timer_stop(t);
	was_first = t->set && take_out(t);
	t->due_ms = set->now_ms + after_ms;
	t->fn = fn;
	t->user = user;
	t->set = set;
	while (*link && (*link)->due_ms <= t->due_ms)
		link = &(*link)->next;
	t->next = *link;
	*link = t;
	if (was_first || set->first == t)
		changed(set);
}

void timer_stop(struct timer *t)
{
	struct timers *set = t->set;

	if (set && take_out(t))
		changed(set);
}

bool timer_running(const struct timer *t)
{
	return t->set;
}

unsigned timer_left_ms(const struct timer *t)
{
	if (!t->set || t->due_ms <= t->set->now_ms)
		return 0;
	return (unsigned)(t->due_ms - t->set->now_ms);
}

/* Move what is due behind what `due` still holds: a callback may run us again. */
static void collect_due(struct timers *set)
{
	struct timer **end = &set->due;

	while (*end)
		end = &(*end)->next;
	while (set->first && set->first->due_ms <= set->now_ms) {
		*end = set->first;
		set->first = set->first->next;
		end = &(*end)->next;
		*end = NULL;
	}
}

void timers_run(struct timers *set, uint64_t now_ms)
{
	if (now_ms > set->now_ms)
		set->now_ms = now_ms;
	if (!set->first || set->first->due_ms > set->now_ms)
		return;
	collect_due(set);
	while (set->due) {
		struct timer *t = set->due;

		take_out(t);
		t->fn(t->user);
	}
	changed(set);
}

int64_t timers_next_ms(const struct timers *set)
{
	if (set->due)
		return 0;
	if (!set->first)
		return NEVER;
	if (set->first->due_ms <= set->now_ms)
		return 0;
	return (int64_t)(set->first->due_ms - set->now_ms);
}

void timers_advance(struct timers *set, uint64_t ms)
{
	uint64_t end_ms = set->now_ms + ms;

	while (set->first && set->first->due_ms <= end_ms)
		timers_run(set, set->first->due_ms);
	timers_run(set, end_ms);
}
